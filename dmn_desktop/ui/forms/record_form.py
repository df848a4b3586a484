"""A form made from a record: one field per declared field, each kept as one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from math import lcm
from typing import Any, get_args

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from dmn_desktop.core.deadlines import PARIS
from dmn_desktop.core.records import Record
from dmn_desktop.core.text import TEXT_LIMIT, day, euros, grouped, parse_day, parse_euros
from dmn_desktop.core.typed_moments import moment_text, parse_moment
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Word
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields, Check, labelled, title_of
from dmn_desktop.ui.widgets.basics import PlainLabel, column
from dmn_desktop.ui.widgets.fields import GUARDED, LineField, TextField, WordField
from dmn_desktop.ui.widgets.tab_order import stops

Save = Callable[[Record, str, str], bool]
"""Gets the changed record, the words of the changed field and the run of typing."""


def _parse_year(text: str) -> int | None:
    return int(text) if text.isdigit() and 1950 <= int(text) <= 2100 else None


def _parse_count(text: str) -> int | None:
    compact = "".join(text.split())
    return int(compact) if compact.isdigit() and len(compact) < 9 else None


def _parse_moment(text: str) -> datetime | None:
    return parse_moment(text, datetime.now(PARIS))


_READERS: dict[str, tuple[Callable[[str], Any], str, Any]] = {
    "amount": (parse_euros, "un montant. Écrire 1 200 ou 12,50.", 0),
    "year": (_parse_year, "une année entre 1950 et 2100.", None),
    "date": (parse_day, "une date. Écrire jj/mm/aaaa.", None),
    "moment": (_parse_moment, "un moment. Écrire jj/mm/aaaa hh:mm, ou hier 16:20.", None),
    "number": (_parse_count, "un nombre entier.", None),
}
"""How a typed value is read, what to say when it cannot be, and what an empty field means."""

_HINTS = {"date": "jj/mm/aaaa", "moment": "jj/mm/aaaa hh:mm, ou hier 16:20"}
"""Grey words of an empty field, by kind."""

_KINDS = ((datetime, "moment"), (date, "date"), (int, "number"))
_BY_NAME = ("amount", "year")
"""Fields that are read in their own way."""

_GAP = 12


class RecordForm(QWidget):
    """The fields of one record in columns.

    The kind of each field follows its type: a closed list, an amount, a year, one line or several.
    """

    def __init__(
        self,
        context: Context,
        record: Record,
        save: Save,
        rows: Sequence[Sequence[str]],
        long: frozenset[str] = frozenset(),
    ) -> None:
        """Make the fields.

        Args:
            context: Shared parts of the window.
            record: What is shown first.
            save: Keeps a changed record; False when it could not.
            rows: Names of fields, row by row.
            long: Those that hold several lines.
        """
        super().__init__()
        self._record = record
        self._save = save
        self._bound = BoundFields(context, self)
        self._context = context
        self._words: dict[str, WordField] = {}
        self._boxes: dict[str, QCheckBox] = {}
        self._notes: dict[str, PlainLabel] = {}
        self._cut: dict[str, str] = {}
        self._rows = [[self._cell(name, name in long) for name in names] for names in rows]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(8)
        self._narrow: bool | None = None
        self._arrange()
        context.theme.changed.connect(self._arrange)
        self.show_record(record)

    def _cell(self, name: str, several: bool) -> QWidget:
        holder = QWidget()
        layout = self._field(name, several)
        layout.addStretch(1)  # labels of one row stand at one height
        holder.setLayout(layout)
        return holder

    def _arrange(self) -> None:
        """Put fields side by side, or one under the other when there is too little room."""
        narrow = self.isVisible() and self.width() < self._width_of_rows()
        if narrow == self._narrow:
            return
        self._narrow = narrow
        rows = [[cell] for cells in self._rows for cell in cells] if narrow else self._rows
        columns = lcm(*map(len, rows))
        for line, cells in enumerate(rows):
            span = columns // len(cells)
            for place, cell in enumerate(cells):
                self._grid.removeWidget(cell)
                self._grid.addWidget(cell, line, place * span, 1, span)

    def _width_of_rows(self) -> int:
        return max(
            sum(cell.minimumSizeHint().width() for cell in cells) + _GAP * (len(cells) - 1)
            for cells in self._rows
        )

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max(cell.minimumSizeHint().width() for cells in self._rows for cell in cells)
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _field(self, name: str, several: bool) -> QVBoxLayout:
        title = title_of(type(self._record), name)
        annotation = type(self._record).model_fields[name].annotation
        if isinstance(annotation, type) and issubclass(annotation, Word):
            words = WordField(title, annotation)
            words.chosen.connect(lambda word: self._chosen(name, word))
            self._words[name] = words
            return labelled(title, words, self._note(name))
        if annotation is bool:
            return self._box(name, title)
        hint = _HINTS.get(self._kind(name), "")
        field = TextField(title, hint, (1, 6)) if several else LineField(title, hint)
        if isinstance(field, TextField):
            field.was_cut.connect(lambda limit: self._tell_cut(name, limit))
        field.setProperty(GUARDED, f"{self._record.kind}.{name}")
        said = PlainLabel(kind="error", wrap=True)
        check = Check(lambda text: self._problem(name, text), said)
        read = self._kind(name) in _READERS
        self._bound.bind(
            field,
            lambda: self._text(name),
            lambda text, run: self._typed(name, text, run),
            check if read else None,
        )
        shown = title.replace(", en centimes", " en euros")
        return labelled(shown, field, *([said] if read else []), self._note(name))

    def _box(self, name: str, title: str) -> QVBoxLayout:
        box = QCheckBox(title)
        box.clicked.connect(lambda on: self._ticked(name, on))
        self._boxes[name] = box
        return column(box, self._note(name), spacing=3)

    def _note(self, name: str) -> PlainLabel:
        note = self._notes[name] = PlainLabel(kind="warning", wrap=True)
        note.hide()
        return note

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """Say what is strange beside the fields concerned, and nothing beside the others."""
        for name, note in self._notes.items():
            note.setText(notes.get(name) or self._cut.get(name, ""))
            note.setVisible(bool(note.text()))

    def _tell_cut(self, name: str, limit: int) -> None:
        """Say beside a field that the end of what was pasted was not taken."""
        words = f"Texte coupé à {grouped(limit)} caractères\u00a0: la fin n’a pas été prise."
        self._cut[name] = words
        self._notes[name].setText(words)
        self._notes[name].show()

    def _text(self, name: str) -> str:
        value = getattr(self._record, name)
        if isinstance(value, datetime):
            return moment_text(self.here(value))
        if isinstance(value, date):
            return day(value)
        if name == "amount":
            return euros(value) if value else ""
        return "" if value is None else str(value)

    def _problem(self, name: str, text: str) -> str:
        """What is wrong with a typed text, empty when it can be read."""
        parse, problem, _ = _READERS[self._kind(name)]
        return f"«\u00a0{text}\u00a0» n’est pas {problem}" if parse(text) is None else ""

    def _typed(self, name: str, text: str, run: str) -> bool:
        if len(text) < TEXT_LIMIT and self._cut.pop(name, ""):
            self._notes[name].hide()
        reader = _READERS.get(self._kind(name))
        if reader is None:
            return self._keep(name, text, run)
        parse, _, empty = reader
        value = parse(text) if text else empty
        return self._keep(name, self.placed(value) if isinstance(value, datetime) else value, run)

    def _kind(self, name: str) -> str:
        if name in _BY_NAME:
            return name
        annotation = type(self._record).model_fields[name].annotation
        named = (annotation, *get_args(annotation))
        return next((kind for type_, kind in _KINDS if type_ in named), "")

    def here(self, value: datetime) -> datetime:
        """An instant in the time of the practice."""
        return value.astimezone(PARIS)

    def placed(self, value: datetime) -> datetime:
        """A moment as it was typed, put in the time of the practice."""
        return value

    def _ticked(self, name: str, on: bool) -> None:
        if not self._keep(name, on, ""):
            self._boxes[name].setChecked(getattr(self._record, name))

    def _chosen(self, name: str, word: Word) -> None:
        if not self._keep(name, word, ""):
            self._words[name].set_value(getattr(self._record, name))

    def _keep(self, name: str, value: object, run: str) -> bool:
        changed = self._record.but(**{name: value})
        title = title_of(type(self._record), name)
        if not self._save(changed, f"{title[0].lower()}{title[1:]}", run):
            return False
        self._record = changed
        return True

    def show_record(self, record: Record) -> None:
        """Show what is stored; a field being typed in is left alone."""
        self._record = record
        self._bound.show()
        for name, field in self._words.items():
            field.set_value(getattr(record, name))
            field.setEnabled(not self._context.register.read_only)
        for name, box in self._boxes.items():
            box.setChecked(getattr(record, name))
            box.setEnabled(not self._context.register.read_only)

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        return self._bound.flush()

    def start(self) -> None:
        """Put the keyboard in the first field."""
        first = next(stops(self), None)
        if first is not None:
            first.setFocus()

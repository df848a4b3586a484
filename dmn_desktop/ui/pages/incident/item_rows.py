"""Short records under each other, each a form with its buttons: chronology, barriers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from dmn_desktop.core.records import Barrier, ChronologyLine, Incident, Record
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typing import override
from dmn_desktop.services import incident_analysis as services
from dmn_desktop.ui.forms.record_form import RecordForm, Save
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.new_line import NewItem, NewLine
from dmn_desktop.ui.pages.incident.step import IncidentForm
from dmn_desktop.ui.widgets.basics import column, icon_button, row
from dmn_desktop.ui.widgets.kept_rows import KeptRows
from dmn_desktop.ui.widgets.tab_order import follow

Item = ChronologyLine | Barrier


@dataclass(frozen=True)
class ItemShape:
    """How one kind of record is listed.

    Attributes:
        words: What one is called.
        hint: Grey words of the field that adds one.
        rows: Its fields, row by row.
        form: The form that adds one, as in `services.form_drafts`.
    """

    words: str
    hint: str
    rows: Sequence[Sequence[str]]
    form: str


class LineForm(IncidentForm):
    """A line of the chronology: its moments are in the time of the incident."""

    def __init__(self, desk: IncidentDesk, item: Record, save: Save, shape: ItemShape) -> None:
        """Make the fields."""
        self._desk = desk
        super().__init__(desk.context, item, save, shape.rows)

    @property
    @override
    def incident(self) -> Incident:
        return self._desk.incident


class ItemRows(QWidget):
    """The list, and a field to add one.

    Attributes:
        new: The field.
    """

    def __init__(self, desk: IncidentDesk, shape: ItemShape, add: Callable[[str], object]) -> None:
        """Make an empty list; `add` writes what was typed in the last field."""
        super().__init__()
        self._desk, self._shape = desk, shape
        self._rows = KeptRows[_Row](spacing=8)
        name = f"Ajouter{NBSP}: {shape.words}"
        self.new = NewLine(desk, NewItem(name, shape.hint, shape.form, "texte", name), add)
        layout = column(spacing=8)
        layout.addLayout(self._rows.layout)
        layout.addWidget(self.new)
        self.setLayout(layout)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show records."""
        if self._rows.arrange(items, lambda one: _Row(self._desk, self._shape, one)):
            follow([self])
        for place, one in enumerate(items):
            self._rows[one.id].show_item(one, place, len(items))
        self.new.show_draft()

    def forms(self) -> Iterator[RecordForm]:
        """The forms of the rows."""
        yield from (one.form for one in self._rows)


class _Row(QFrame):
    """One record."""

    def __init__(self, desk: IncidentDesk, shape: ItemShape, item: Item) -> None:
        super().__init__()
        self.item = item
        self._desk = desk
        timed = isinstance(item, ChronologyLine)
        self.form: RecordForm = (
            LineForm(desk, item, self._keep, shape)
            if timed
            else RecordForm(desk.context, item, self._keep, shape.rows)
        )
        theme, words = desk.context.theme, shape.words
        self._up = icon_button(theme, "arrow-up", f"Monter{NBSP}: {words}", lambda: self._move(-1))
        self._down = icon_button(
            theme, "arrow-down", f"Descendre{NBSP}: {words}", lambda: self._move(1)
        )
        self._remove = icon_button(theme, "trash", f"Supprimer{NBSP}: {words}", self._delete)
        line = row(spacing=6)
        line.addWidget(self.form, 1)
        for made in (self._up, self._down, self._remove):
            line.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(line)

    def show_item(self, item: Item, place: int, total: int) -> None:
        """Show a record at its place."""
        self.item = item
        self.form.show_record(item)
        free = not self._desk.read_only
        self._up.setEnabled(free and place > 0)
        self._down.setEnabled(free and place < total - 1)
        self._remove.setEnabled(free)

    def _keep(self, changed: Record, _label: str, run: str) -> bool:
        return bool(self._desk.write(services.save, changed, run))

    def _move(self, way: int) -> None:
        self._desk.write(services.move, self.item, self.item.position + way)

    def _delete(self) -> None:
        if self._desk.write(services.remove, self.item):
            self._desk.context.messages.done(
                "Ligne supprimée. Reste 90 jours dans la Corbeille.",
                ("Annuler", self._desk.context.undo),
            )

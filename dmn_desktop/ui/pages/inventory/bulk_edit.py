"""Changing one field of several devices: what changes is shown before, and undone as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QListWidget, QWidget

from dmn_desktop.core import inventory_table as core
from dmn_desktop.core.inventory_table import Kind, TableColumn
from dmn_desktop.core.records.record import today
from dmn_desktop.core.stored_words import stored_list
from dmn_desktop.core.text import DASH, NBSP, clean, count, day, shorten
from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.inventory.columns import editor_of
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, row
from dmn_desktop.ui.widgets.cell_editors import ListEditor, TextEditor, WordsEditor

_NOT_TOGETHER = ("name",)
"""A name is one device's own."""

_LIST_HEIGHT = 110
"""Pixels at 100 % for a list with boxes to tick."""

_SHOWN = 2

Values = Callable[[str], Sequence[Any]]
"""Gets the key of a column, gives the present values of the ticked devices."""


class BulkEdit(QFrame):
    """A form over the table.

    Attributes:
        asked: The field and its new value, for all ticked devices.
        toggled: It is shown, or put away.
    """

    asked = Signal(str, object)
    toggled = Signal(bool)

    def __init__(
        self,
        context: Context,
        columns: Mapping[str, TableColumn],
        values: Values,
        without: Callable[[str], int],
    ) -> None:
        """List the fields that can be changed together.

        Args:
            context: Sizes.
            columns: What can be changed.
            values: The present values.
            without: How many of the ticked devices have no such field.
        """
        super().__init__()
        self._without = without
        self._columns = {
            key: column
            for key, column in columns.items()
            if key not in _NOT_TOGETHER and editor_of(column) is not None
        }
        self._values = values
        self._theme = context.theme
        self._editor: TextEditor | ListEditor | WordsEditor | None = None
        self._widget: QWidget | None = None
        self._field = QComboBox()
        self._field.setAccessibleName("Champ à modifier")
        for key, column in self._columns.items():
            self._field.addItem(column.title, key)
        self._field.currentIndexChanged.connect(self._change_field)
        self._place = QHBoxLayout()
        self.preview = PlainLabel(kind="text", wrap=True)
        self._apply = button("Modifier", self._ask, "primary")
        frame, layout = block(spacing=8)
        self.setLayout(row(frame))
        field = PlainLabel("Champ", kind="field")
        field.setBuddy(self._field)
        line = row(field, self._field)
        line.addLayout(self._place, 1)
        layout.addLayout(line)
        layout.addWidget(self.preview)
        layout.addLayout(row(self._apply, button("Annuler", self.hide), None))
        self.hide()

    def start(self, key: str = "") -> None:
        """Ask for a new value of a field."""
        place = self._field.findData(key)
        if place >= 0:
            self._field.setCurrentIndex(place)
        self._change_field()
        self.show()
        if self._widget is not None:
            self._widget.setFocus()

    @property
    def column(self) -> TableColumn:
        """The field to change."""
        return self._columns[self._field.currentData()]

    def _change_field(self) -> None:
        if self._widget is not None:
            self._place.removeWidget(self._widget)
            self._widget.hide()
            self._widget.deleteLater()
        self._editor = editor_of(self.column)
        widget: QWidget
        if isinstance(self._editor, ListEditor):
            widget = QComboBox()
            for key, words in self._editor.words:
                widget.addItem(words, key)
            widget.currentIndexChanged.connect(self.show_preview)
        elif isinstance(self._editor, WordsEditor):
            widget = self._editor.make(None)
            widget.setFixedHeight(self._theme.px(_LIST_HEIGHT))
            widget.itemChanged.connect(self.show_preview)
        else:
            widget = QLineEdit()
            widget.setPlaceholderText(self._editor.hint if self._editor else "")
            if self.column.key == "reviewed_on":
                widget.setText(day(today()))
            widget.textChanged.connect(self.show_preview)
            widget.returnPressed.connect(self._ask)
        widget.setAccessibleName(f"Nouvelle valeur, {self.column.title}")
        self._widget = widget
        self._place.addWidget(widget)
        self.show_preview()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.toggled.emit(True)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.toggled.emit(False)

    def _read(self) -> tuple[bool, Any]:
        if isinstance(self._widget, QComboBox):
            return True, self._widget.currentData()
        if isinstance(self._widget, QListWidget) and isinstance(self._editor, WordsEditor):
            return self._editor.read(self._widget)
        if isinstance(self._widget, QLineEdit) and isinstance(self._editor, TextEditor):
            return self._editor.parse(clean(self._widget.text()).strip())
        return False, None

    def show_preview(self) -> None:
        """Say what would change."""
        column, (read, value) = self.column, self._read()
        before = [column.text(v) for v in self._values(column.key)]
        self._apply.setEnabled(read and bool(before))
        self._apply.setText(f"Modifier {count(len(before), 'ligne')}")
        if not read:
            self.preview.setText("Cette valeur ne se lit pas. Rien ne sera modifié.")
            return
        words = change_words(column, before, written(column, value)) if before else ""
        self.preview.setText(f"{words} {left_words(self._without(column.key))}".strip())

    def _ask(self) -> None:
        read, value = self._read()
        if not read:
            announce(self, self.preview.text())
            return
        self.hide()
        self.asked.emit(self.column.key, value)


def left_words(number: int) -> str:
    """« 1 ligne laissée telle quelle : ce champ ne la concerne pas »."""
    if not number:
        return ""
    them = "les" if number > 1 else "la"
    left = count(number, "ligne laissée telle quelle", "lignes laissées telles quelles")
    return f"{left}{NBSP}: ce champ ne {them} concerne pas."


def written(column: TableColumn, value: Any) -> str:
    """The words of a value that was typed."""
    if column.kind is Kind.DAY:
        return day(value)
    if column.kind is Kind.LIST:
        return ", ".join(value)
    if column.kind is Kind.WORDS:
        kept = stored_list(value)
        return column.text(kept if len(column.reads) == 1 else (kept, ""))
    return column.text(value)


def change_words(column: TableColumn, before: Sequence[str], after: str) -> str:
    """« 3 lignes : revue 06/2026 → 09/2026 »."""
    title = core.screen_title(column)
    found = Counter(before)
    known = [f"{shorten(words, 40) or DASH}" for words, _ in found.most_common(_SHOWN)]
    more = len(found) - len(known)
    if more > 0:
        known.append(f"{more} autre{'s' if more > 1 else ''}")
    same = found.get(after, 0)
    kept = f" {count(same, 'ligne a', 'lignes ont')} déjà cette valeur." if same else ""
    old = " et ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)
    head = f"{count(len(before), 'ligne')}{NBSP}: {title[:1].lower()}{title[1:]}"
    return f"{head} {old} → {shorten(after, 60) or DASH}.{kept}"

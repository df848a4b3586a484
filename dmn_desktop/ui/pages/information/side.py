"""The left part of the page: the filter, the sheets, the doors to what is not a sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dmn_desktop.services import patient_summaries
from dmn_desktop.services.patient_summaries import SheetSummary, Uncovered
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.information.sheet_list import SheetList, lines
from dmn_desktop.ui.widgets.basics import LineField, PlainLabel, button, column

OTHERS = {"modeles": "Modèles", "documents": "Autres documents", "satisfaction": "Satisfaction"}
"""The parts that are not a sheet, by their name in routes."""


class Side(QWidget):
    """What can be shown in the middle.

    Attributes:
        other_asked: A part that is not a sheet.
    """

    other_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        """Build it without sheets."""
        super().__init__()
        self._context = context
        self.sheets: list[SheetSummary] = []
        self._bare: list[Uncovered] = []
        self._current = ""
        self.filter = LineField("Filtrer les fiches", "Filtrer…")
        self.filter.textChanged.connect(lambda _: self.show_lines(self._current))
        self.list = SheetList(context.theme)
        layout = column(self.filter, self.list, spacing=6)
        layout.setStretch(1, 1)
        layout.addWidget(PlainLabel("Modèles et documents", kind="help"))
        for key, title in OTHERS.items():
            made = button(title, lambda key=key: self.other_asked.emit(key), "quiet")
            made.setProperty("keys", "shown")  # words at the left
            layout.addWidget(made)
        layout.setContentsMargins(12, 8, 12, 8)
        self.setLayout(layout)

    def read(self) -> None:
        """Read the sheets, and the devices that none speaks of."""
        self.sheets = patient_summaries.summaries(self._context.register)
        self._bare = patient_summaries.uncovered(self._context.register)

    def show_lines(self, current: str) -> None:
        """Show what fits the filter; a sheet is lit."""
        self._current = current
        self.list.show_lines(lines(self.sheets, self._bare, self.filter.value()), current)

    def uses(self, sheet_id: str) -> int:
        """How many sheets have the template of one."""
        templates = {one.sheet.id: one.sheet.template for one in self.sheets}
        return list(templates.values()).count(templates.get(sheet_id, ""))

"""The left part of the page: the filter, the sheets, the doors to what is not a sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dmn_desktop.services import patient_summaries
from dmn_desktop.services.patient_summaries import SheetSummary, Uncovered
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.information.sheet_list import SheetList, lines
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout

_DOOR = 160
"""Pixels of a door at 100 %."""

OTHERS = {"modeles": "Modèles", "documents": "Autres documents", "satisfaction": "Satisfaction"}
"""The parts that are not a sheet, by their name in routes."""


_NO_DEVICE = "Ni fiche, ni dispositif en service."
_NO_MATCH = "Aucune fiche ne correspond."


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
        self._nothing = PlainLabel(kind="help", wrap=True)
        layout = column(self.filter, self._nothing, self.list, spacing=6)
        layout.setStretch(2, 1)
        layout.addWidget(PlainLabel("Modèles et documents", kind="help"))
        self._doors = QWidget()
        flow = FlowLayout(self._doors, 2)  # below each other, or in a line where there is room
        for key, title in OTHERS.items():
            made = button(title, lambda key=key: self.other_asked.emit(key), "quiet")
            made.setProperty("keys", "shown")  # words at the left
            flow.addWidget(made)
            context.theme.hold(made, least=_DOOR)
        layout.addWidget(self._doors)
        layout.setContentsMargins(12, 8, 12, 8)
        self.setLayout(layout)

    def read(self) -> None:
        """Read the sheets, and the devices that none speaks of."""
        self.sheets = patient_summaries.summaries(self._context.register)
        self._bare = patient_summaries.uncovered(self._context.register)

    def show_lines(self, current: str) -> None:
        """Show what fits the filter; a sheet is lit."""
        self._current = current
        found = lines(self.sheets, self._bare, self.filter.value())
        self.list.show_lines(found, current)
        self._nothing.setText(_NO_MATCH if self.sheets or self._bare else _NO_DEVICE)
        self._nothing.setVisible(not found)

    @property
    def has_bare(self) -> bool:
        """Whether a device in use waits for its sheet."""
        return bool(self._bare)

    def sheet_of(self, device_id: str | None, template: str) -> str:
        """The sheet of a device with a template, empty when there is none."""
        fit = (s.sheet for s in self.sheets if s.sheet.device_id == device_id)
        return next((one.id for one in fit if one.template == template), "")

    def uses(self, sheet_id: str) -> int:
        """How many sheets have the template of one."""
        templates = {one.sheet.id: one.sheet.template for one in self.sheets}
        return list(templates.values()).count(templates.get(sheet_id, ""))

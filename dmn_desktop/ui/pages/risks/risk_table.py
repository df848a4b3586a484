"""The table of risks: the room that is left goes to the columns that people wrote."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from dmn_desktop.core.typing import override
from dmn_desktop.ui.pages.risks.listing import COLUMNS
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.record_table import RecordTable, RecordTableModel

_TAKES = {2: 0.6, 5: 0.4}
"""Share of the spare room, by the place of a column: the risk, what is still to do."""


class RiskTable(RecordTable):
    """All risks that fit the limits."""

    def __init__(self, theme: Theme, model: RecordTableModel) -> None:
        """Show a model."""
        super().__init__(theme, model, "Risques")

    @override
    def fit_widths(self) -> None:
        super().fit_widths()
        px = self._theme.px
        spare = self.viewport().width() - sum(px(column.width) for column in COLUMNS)
        for place, share in _TAKES.items():
            width = px(COLUMNS[place].width) + round(max(0, spare) * share)
            self.setColumnWidth(place, width)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_widths()

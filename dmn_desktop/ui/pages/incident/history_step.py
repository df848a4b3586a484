"""Historique: every change of the incident and of what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dmn_desktop.core.history import HistoryDetail, HistoryRow
from dmn_desktop.core.typing import override
from dmn_desktop.services import history as services
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.step import IncidentStep
from dmn_desktop.ui.widgets.history_view import HistoryView

VIEW_HEIGHT = 320
"""Least height of the table, in pixels of the design."""


class HistoryStep(IncidentStep):
    """What was written, by whom, when."""

    key = "historique"
    title = "Historique"
    numbered = False

    def __init__(self, desk: IncidentDesk) -> None:
        """Build the table."""
        super().__init__(desk)
        self.view = HistoryView(desk.context.theme, self._read, self._look)
        self.body.addWidget(self.view, 1)
        desk.context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.view.setMinimumHeight(self.desk.context.theme.px(VIEW_HEIGHT))

    @override
    def refresh(self) -> None:
        self.view.reload()

    def _read(self, limit: int, below: int | None) -> Sequence[HistoryRow]:
        context = self.desk.context
        if not context.desk.is_open or not self.desk.has_file or self.desk.is_draft:
            return []
        own = [one.declaration.id for one in self.desk.file.declarations]
        return services.page(context.register, limit, below, [self.desk.incident.id, *own])

    def _look(self, seq: int) -> HistoryDetail | None:
        return services.detail(self.desk.context.register, self.desk.context.library, seq)

    @override
    def start(self) -> None:
        self.view.table.setFocus()

    @override
    def zones(self) -> list[QWidget]:
        return [self.view.table, self.view.detail]

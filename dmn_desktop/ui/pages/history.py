"""Historique: who changed what, when, before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.history import HistoryDetail, HistoryRow
from dmn_desktop.core.typing import override
from dmn_desktop.services import history as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import PlainLabel
from dmn_desktop.ui.widgets.history_view import HistoryView


class HistoryPage(Page):
    """All changes of the register."""

    def __init__(self, context: Context) -> None:
        """Build an empty table."""
        super().__init__(context)
        self._view = HistoryView(context.theme, self._read, self._look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel("Historique", kind="h1"))
        layout.addWidget(
            PlainLabel("Chaque changement reste noté ici, sans pouvoir être modifié.", "sub", True)
        )
        layout.addWidget(self._view, 1)

    def _read(self, limit: int, below: int | None) -> Sequence[HistoryRow]:
        # The view reads on by itself: the register may be gone meanwhile.
        if not self.context.desk.is_open:
            return []
        return services.page(self.context.register, limit, below)

    def _look(self, seq: int) -> HistoryDetail | None:
        return services.detail(self.context.register, self.context.library, seq)

    @override
    def show_route(self, route: Route) -> None:
        self._view.start()

    @override
    def route(self) -> Route:
        return Route("historique")

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Historique")]

    @override
    def commands(self) -> list[Command]:
        return [
            Command(
                "Filtrer l’historique", self._view.filter.setFocus, "Ctrl+F", "filter", "Édition"
            )
        ]

    @override
    def help_topic(self) -> str:
        return "securite"

    @override
    def reload(self) -> None:
        self._view.reload()

    @override
    def zones(self) -> list[QWidget]:
        return [self._view.filter, self._view.table, self._view.detail]

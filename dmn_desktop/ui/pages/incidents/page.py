"""Incidents: the log, the corrective actions, the pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.services import incidents as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.incidents.log import COLUMNS, rows
from dmn_desktop.ui.routes import Crumb, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, row
from dmn_desktop.ui.widgets.key_button import KeyButton
from dmn_desktop.ui.widgets.record_table import RecordTable, RecordTableModel


class IncidentsPage(Page):
    """All incidents."""

    def __init__(self, context: Context) -> None:
        """Build the parts."""
        super().__init__(context)
        self._model = RecordTableModel(COLUMNS, "Incident")
        self.table = RecordTable(context.theme, self._model, "Incidents")
        self.table.opened.connect(lambda values: context.go(Route("incident", values[0])))
        add = KeyButton(
            context.theme,
            "Signaler un incident",
            "Ctrl+I",
            lambda: context.go(Route("incident", step="nouveau")),
            "plus",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 12)
        layout.addLayout(row(PlainLabel("Incidents", kind="h1"), None, add))
        layout.addWidget(self.table, 1)
        context.events.incidents_changed.connect(self.reload)

    @override
    def show_route(self, route: Route) -> None:
        self.reload()

    @override
    def route(self) -> Route:
        return Route("incidents")

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Utiliser"), Crumb("Incidents")]

    @override
    def zones(self) -> list[QWidget]:
        return [self.table]

    @override
    def reload(self) -> None:
        self._model.set_rows(rows(services.listing(self.context.register)))

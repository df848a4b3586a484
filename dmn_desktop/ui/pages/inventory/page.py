"""Inventaire: the table of devices, and a new one from its name alone."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.core.device_vocabulary import Known
from dmn_desktop.core.text import count
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services import inventory as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import LineField, PlainLabel, block, button, column, row
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel

COLUMNS = (
    Column("N°", 76, text=lambda n: f"DMN-{n:02d}", muted=True, strong=True),
    Column("Dispositif", 240, strong=True),
    Column("Version", 90),
    Column("IA", 60, text=lambda key: "IA" if key == Known.YES else "", strong=True),
    Column("État", 110, text=lambda key: LifeState(key).label),
)
NAMES = ("number", "name", "version", "uses_ai", "state")


class InventoryPage(Page):
    """All devices."""

    def __init__(self, context: Context) -> None:
        """Build the table and the form of a new device."""
        super().__init__(context)
        self._model = RecordTableModel(COLUMNS, "Dispositif")
        self._table = RecordTable(context.theme, self._model, "Dispositifs")
        self._table.opened.connect(lambda values: self._open(values[-1]))
        self._filter = LineField("Filtrer les lignes", "Filtrer les lignes…   Ctrl+F")
        self._filter.textChanged.connect(self._model.set_filter)
        self._sub = PlainLabel(kind="sub")
        self._form = self._make_form()
        new = button("Ajouter un dispositif", self.show_form, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 12)
        layout.addLayout(row(PlainLabel("Inventaire", kind="h1"), self._sub, None, new, spacing=12))
        layout.addWidget(self._form)
        layout.addLayout(column(self._filter, self._table))
        context.walk.follow(lambda: [values[-1] for values in self._model.shown_rows()])
        context.events.devices_changed.connect(self._if_visible)

    def _make_form(self) -> QFrame:
        frame, layout = block(spacing=10)
        self._name = LineField("Nom du dispositif", "Ostalis Fracture")
        self._name.returnPressed.connect(self._create)
        layout.addWidget(PlainLabel("Nom du dispositif", kind="field"))
        layout.addWidget(self._name)
        layout.addLayout(
            row(
                button("Ajouter et ouvrir la fiche", self._create, "primary"),
                button("Ajouter un outil innovant", lambda: self._create(Nature.TOOL)),
                button("Annuler", frame.hide),
                None,
            )
        )
        frame.hide()
        return frame

    @override
    def show_route(self, route: Route) -> None:
        self._form.hide()
        self.reload()
        if route.step == "nouveau":
            self.show_form()

    @override
    def route(self) -> Route:
        return Route("inventaire")

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Utiliser"), Crumb("Inventaire")]

    @override
    def zones(self) -> list[QWidget]:
        return [self._filter, self._table]

    @override
    def commands(self) -> list[Command]:
        return [
            Command("Ajouter un dispositif", self.show_form, "Ctrl+N", "plus", "Fichier"),
            Command("Filtrer la liste", self._filter.setFocus, "Ctrl+F", "filter", "Édition"),
        ]

    @override
    def reload(self) -> None:
        found = services.rows(self.context.register, NAMES)
        self._model.set_rows([(*values[1:], values[0]) for values in found])
        ai = sum(values[4] == Known.YES for values in found)
        self._sub.setText(f"{count(len(found), 'dispositif')}, dont {ai} avec IA")

    def _if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    def show_form(self) -> None:
        """Ask for the name of a new device."""
        self._form.show()
        self._name.setFocus()

    def _create(self, nature: Nature = Nature.DEVICE) -> None:
        def run() -> None:
            register, name = self.context.register, self._name.value()
            device = self.context.save(services.add, register, name, nature=nature)
            self._name.set_value("")
            self.context.events.devices_changed.emit()
            self._open(device.id)

        self.context.tried(run)

    def _open(self, device_id: str) -> None:
        self.context.go(Route("dispositif", device_id))

"""Risques: the matrix before and after measures, the list, one risk, proposals, the scale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from dmn_desktop.core.criticality import cell_words, current_level
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.records import Risk, RiskScale, today
from dmn_desktop.core.risk_register import RiskRegister, judged_cell
from dmn_desktop.core.risk_summary import LIVE
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.typing import override
from dmn_desktop.services import risks as services
from dmn_desktop.services.risks import ListedRisk
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.risks.acting import RiskActions
from dmn_desktop.ui.pages.risks.arrangement import LIST, MATRIX, PANE, Arrangement
from dmn_desktop.ui.pages.risks.empty_state import EmptyState
from dmn_desktop.ui.pages.risks.filter_bar import FilterBar
from dmn_desktop.ui.pages.risks.head import Head
from dmn_desktop.ui.pages.risks.listing import COLUMNS, Named, Narrowed, devices_of, named, rows
from dmn_desktop.ui.pages.risks.matrix_block import MatrixBlock
from dmn_desktop.ui.pages.risks.pane import RiskPane
from dmn_desktop.ui.pages.risks.papers import PAPER, RiskPapers
from dmn_desktop.ui.pages.risks.risk_table import RiskTable
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, column
from dmn_desktop.ui.widgets.record_table import RecordTableModel
from dmn_desktop.ui.widgets.tab_order import follow


class RisksPage(Page):
    """All risks of all devices."""

    def __init__(self, context: Context) -> None:
        """Build the parts."""
        super().__init__(context)
        self._listed: dict[str, ListedRisk] = {}
        self._scale: RiskScale = services.scale_of(context.register)
        self._current = ""
        self._devices: list[Named] = []
        self.head = Head(context)
        self.head.add_asked.connect(self.add)
        self.head.propose_asked.connect(self.show_proposals)
        self.head.print_asked.connect(self.print_)
        self._block = MatrixBlock(context)
        self.matrix = self._block.matrix
        self._block.unjudged_asked.connect(self._show_unjudged)
        self._block.scale_asked.connect(self.show_scale)
        self.matrix.cell_opened.connect(self._cell_opened)
        self.matrix.chip_chosen.connect(self._chip_chosen)
        self.filters = FilterBar(context)
        self._model = RecordTableModel(COLUMNS, "Risque")
        self.table = RiskTable(context.theme, self._model)
        self.table.opened.connect(lambda values: self.edit())
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.head.turned.connect(lambda: self.filters.narrow_to_cell(None))
        self.filters.typed.connect(self._model.set_filter)
        self.filters.narrowed.connect(self._narrow)
        self._count = PlainLabel(kind="help")
        self._model.counted.connect(self._show_count)
        self._actions = RiskActions(context, self)
        self._make_pane()
        self._actions.removed.connect(self._removed)
        self._actions.added.connect(self._added)
        self._actions.done.connect(self.pane.detail.edit.setFocus)
        listing = QWidget()
        listing.setLayout(column(self.filters, self.table, self._count, spacing=6))
        self._parts = Arrangement(context.theme, self._block, listing, self.pane)
        self._papers = RiskPapers(context, self, self._on_paper, lambda: bool(self._listed))
        self._stack = QStackedLayout()
        self._build()
        context.events.devices_changed.connect(self._if_visible)

    # Building

    def _make_pane(self) -> None:
        self.pane = RiskPane(self.context, self._keep)
        detail, new, scale = self.pane.detail, self.pane.new, self.pane.scale
        detail.edit_asked.connect(self.edit)
        detail.accepted.connect(lambda by: self._act(services.accept_residual, by))
        detail.closed.connect(lambda why: self._act(services.close, why))
        detail.reopened.connect(lambda: self._act(services.reopen))
        detail.removed.connect(self._remove)
        new.made.connect(self._actions.add)
        for done in (self.pane.editor.finished, new.given_up, scale.given_up, scale.saved):
            done.connect(self._read)
        self.pane.proposals.closed.connect(self._read)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 12)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addLayout(self._stack, 1)
        self._empty = EmptyState()
        self._empty.left.connect(self._leave_empty)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._parts)

    # Page

    @override
    def show_route(self, route: Route) -> None:
        self.reload()
        if route.step == "nouveau":
            self.add(route.item)
        elif route.step == "propositions":
            self.show_proposals(route.item)
        elif route.step == "echelle":
            self.show_scale()
        elif route.item in self._listed:
            self._choose(route.item)
            self._read()
        elif self._stack.currentIndex():
            self.table.setFocus()

    @override
    def route(self) -> Route:
        return Route("risques", self._current)

    @override
    def crumbs(self) -> list[Crumb]:
        crumbs = [Crumb("Utiliser"), Crumb("Risques", Route("risques"))]
        if self._current in self._listed:
            crumbs.append(Crumb(self._listed[self._current].code))
        return crumbs

    @override
    def help_topic(self) -> str:
        return "risques"

    @override
    def zones(self) -> list[QWidget]:
        return [self.matrix, self.table, self.pane]

    @override
    def commands(self) -> list[Command]:
        chosen = self._current in self._listed
        return [
            Command("Ajouter un risque", self.add, "Ctrl+N", "plus", "Fichier", writes=True),
            *self._papers.commands(),
            Command("Filtrer la liste", self._focus_filter, "Ctrl+F", "filter", "Édition"),
            Command("Copier pour Excel", self.table.copy, "", "copy", "Édition"),
            Command("Modifier le risque", self.edit, "", "edit", enabled=chosen, writes=True),
            Command("Supprimer le risque", self._remove, "", "trash", enabled=chosen, writes=True),
            Command("Risques proposés", self.show_proposals, "", "list-check"),
            Command("Échelle des risques", self.show_scale, "", "scale"),
        ]

    @override
    def print_(self) -> None:
        self._papers.print_(PAPER)

    def _on_paper(self) -> RiskRegister:
        """What the list shows, in its limits; without any, what was set aside too."""
        shown = {values[0] for values in self._model.shown_rows()}
        words = self.filters.said(self._scale)
        return services.for_paper(self.context.register, shown if words else None, words)

    @override
    def flush(self) -> bool:
        self.pane.scale.flush()
        return self.pane.editor.flush()

    @override
    def reload(self) -> None:
        register = self.context.register
        self._scale = services.scale_of(register)
        self._devices = devices_of(register)
        listed = services.listing(register)
        self._listed = {one.risk.id: one for one in listed}
        if self._current not in self._listed:
            self._current = ""
        self.filters.show_devices(named(listed))
        self.filters.show_late(len([1 for one in listed if services.is_overdue(one.risk, today())]))
        self._narrow(self.filters.value)
        self._show_counts(listed)
        self._show_empty()
        place = self._model.place_of(self._current) if self._current else 0
        if place >= 0:
            self.table.selectRow(place)
        if self._current:
            self._show_risk(self._current)
        if self.pane.part is self.pane.proposals:
            self.pane.proposals.reload()
        if not self._current and self.pane.is_reading:
            self._show_part(self.pane.nothing)

    def _if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    def _show_counts(self, listed: list[ListedRisk]) -> None:
        live = [one for one in listed if one.risk.state in LIVE]
        high = sum(current_level(one.risk, self._scale) is RiskLevel.HIGH for one in live)
        devices = len({one.device.id for one in live})
        words = f"{count(len(live), 'risque')} sur {count(devices, 'dispositif')}"
        words = f"{words}, {count(high, 'élevé')}"
        can_add = bool(self._devices) and not self.context.register.read_only
        self.head.show_figures(words, can_add, bool(listed))

    def _show_empty(self) -> None:
        empty = not self._listed and self.pane.is_reading
        self._stack.setCurrentIndex(0 if empty else 1)
        self._empty.show_words(bool(self._devices))

    def _leave_empty(self) -> None:
        if self._devices:
            self.show_proposals()
        else:
            self.context.go(Route("inventaire"))

    # List and matrix

    def _narrow(self, value: Narrowed) -> None:
        """Show the matrix of all risks, and the list of those that fit."""
        listed, after, scale = list(self._listed.values()), self.head.is_after, self._scale
        self._block.show_risks(listed, scale, after)
        if value.cell is not None:
            self.filters.show_cell(cell_words(scale, *value.cell))
        self._model.set_rows(
            rows([one for one in listed if value.fits(one, scale, after)], scale, after)
        )
        self._light()

    def _show_count(self, shown: int) -> None:
        hidden = len(self._listed) - shown
        words = count(shown, "risque")
        if hidden:
            masked = count(hidden, "masqué")
            words = f"{words} sur {len(self._listed)}, {masked} par le filtre"
        self._count.setText(f"{words}.   Entrée{NBSP}: modifier le risque")

    def _focus_filter(self) -> None:
        self._parts.bring(LIST)
        self.filters.words.setFocus()

    def _show_unjudged(self) -> None:
        self.filters.narrow_to_view("À analyser")
        self._to_list()

    def _cell_opened(self, severity: int, likelihood: int) -> None:
        self.filters.narrow_to_cell((severity, likelihood))
        if self._model.rowCount():
            self._to_list()

    def _to_list(self) -> None:
        self._parts.bring(LIST)
        self.table.selectRow(0)
        self.table.setFocus()

    def _chip_chosen(self, risk_id: str) -> None:
        self._choose(risk_id)
        self._parts.bring(PANE)

    def _row_chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self._show_risk(self._model.row_values(current.row())[0])

    def _choose(self, risk_id: str) -> None:
        """Put a risk in focus in the list, all limits taken back if it does not fit them."""
        if self._model.place_of(risk_id) < 0:
            self.filters.show_all()
            if self._model.place_of(risk_id) < 0:
                self.filters.narrow_to_view("Tous")
        self.table.selectRow(self._model.place_of(risk_id))
        self._show_risk(risk_id)

    def _light(self) -> None:
        one = self._listed.get(self._current)
        place = judged_cell(one.risk, self._scale, self.head.is_after) if one else None
        self.matrix.choose_chip(self._current, place)

    # Pane

    def _show_part(self, part: QWidget) -> None:
        self.pane.bring(part)
        reading = self.pane.is_reading
        self._parts.set_tall(not reading)
        self._stack.setCurrentIndex(1 if self._listed or not reading else 0)
        if not reading:
            self._parts.bring(PANE)
        follow([self])

    def _show_risk(self, risk_id: str) -> None:
        one = self._listed.get(risk_id)
        if one is None:
            return
        moved, self._current = risk_id != self._current, risk_id
        if self.pane.part is self.pane.editor:
            self.pane.editor.show_risk(one, self._scale)
        self.pane.detail.show_risk(one, self._scale)
        if self.pane.part is self.pane.nothing:
            self._show_part(self.pane.detail)
        self._light()
        if moved:
            self.place_changed.emit()

    def _read(self) -> None:
        """Come back to the risk that is read."""
        if self.pane.editor.flush():
            self._show_part(self.pane.detail if self._current else self.pane.nothing)
            if self._current:
                self.pane.detail.show_risk(self._listed[self._current], self._scale)
                self.pane.detail.edit.setFocus()
            else:
                self._parts.bring(MATRIX)

    def edit(self) -> None:
        """Change the risk in focus where it stands."""
        one = self._listed.get(self._current)
        if one is not None and not self.context.register.read_only:
            self.pane.editor.show_risk(one, self._scale)
            self._show_part(self.pane.editor)
            self.pane.editor.start()

    def add(self, device_id: str = "") -> None:
        """Ask for a new risk."""
        if self._devices and not self.context.register.read_only and self.flush():
            one = self._listed.get(self._current)
            self._show_part(self.pane.new)
            self.pane.new.start(self._devices, device_id or (one.device.id if one else ""))

    def show_proposals(self, device_id: str = "") -> None:
        """Show what is proposed for a device."""
        if self._devices and self.flush():
            one = self._listed.get(self._current)
            chosen = device_id or (one.device.id if one else self._devices[0][0])
            self._show_part(self.pane.proposals)
            self.pane.proposals.start(self._devices, chosen)

    def show_scale(self) -> None:
        """Show the scale, to read or to change."""
        if self.flush():
            self._show_part(self.pane.scale)
            self.pane.scale.start()

    # Doing

    def _keep(self, risk: Risk, changes: dict[str, Any], run: str) -> Risk | None:
        return self._actions.keep(risk, changes, run)

    def _act(self, action: Callable[..., Any], *args: object) -> None:
        if one := self._listed.get(self._current):
            self._actions.act(one, action, *args)

    def _remove(self) -> None:
        if one := self._listed.get(self._current):
            self._actions.remove(one)

    def _removed(self) -> None:
        self._current = ""
        self._show_part(self.pane.nothing)
        self.table.setFocus()

    def _added(self, risk_id: str) -> None:
        self.reload()
        self._choose(risk_id)
        self.edit()

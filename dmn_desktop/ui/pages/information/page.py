"""Information patient: the sheets, the one being written, the page as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.vocabulary import SheetState
from dmn_desktop.services import patient_papers, patient_sheets
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.information.arrangement import SHEET, Arrangement
from dmn_desktop.ui.pages.information.elements_tab import ElementsTab
from dmn_desktop.ui.pages.information.head import Head
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.pages.information.preview_pane import PreviewPane
from dmn_desktop.ui.pages.information.sheet_list import SheetList, lines
from dmn_desktop.ui.pages.information.sheet_pane import SheetPane
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import LineField, column, rule

EMPTY = "Aucune fiche. Créer la première depuis un dispositif."


class InformationPage(Page):
    """All the sheets for patients."""

    def __init__(self, context: Context) -> None:
        """Build the parts."""
        super().__init__(context)
        self.sheet = OpenSheet(context, self)
        self.head = Head(context)
        self.filter = LineField("Filtrer les fiches", "Filtrer…")
        self.filter.textChanged.connect(self._show_list)
        self.list = SheetList(context.theme)
        self.list.sheet_chosen.connect(lambda key: context.go(Route("information", key)))
        self.list.device_chosen.connect(self.begin)
        self.pane = SheetPane(self.sheet)
        self.preview = PreviewPane(context)
        self._build()
        self.sheet.changed.connect(lambda: self._draw(typing=False))
        self.sheet.typed.connect(lambda: self._draw(typing=True))
        self.head.validate_asked.connect(self.validate)
        self.pane.turned.connect(self.place_changed)
        context.events.devices_changed.connect(self._if_visible)

    def _build(self) -> None:
        side = QWidget()
        layout = column(self.filter, self.list)
        layout.setContentsMargins(12, 8, 12, 8)
        side.setLayout(layout)
        self.parts = Arrangement(self.context.theme, (side, self.pane, self.preview))
        head = QVBoxLayout()
        head.setContentsMargins(20, 4, 20, 10)
        head.addWidget(self.head)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(rule())
        outer.addWidget(self.parts, 1)

    # Page

    @override
    def show_route(self, route: Route) -> None:
        self._read()
        wanted = route.item or self.sheet.id or self._first()
        if wanted:
            self.sheet.load(wanted)
            self.pane.turn_to(route.step or self.pane.shown_part)
        self._show()
        if route.item:
            self.parts.bring(SHEET)

    def _first(self) -> str:
        return self._sheets[0].sheet.id if self._sheets else ""

    @override
    def route(self) -> Route:
        return Route("information", self.sheet.id, self.pane.shown_part)

    @override
    def crumbs(self) -> list[Crumb]:
        crumbs = [Crumb("Utiliser"), Crumb("Information patient", Route("information"))]
        return [*crumbs, Crumb(self.sheet.stored.title)] if self.sheet.is_open else crumbs

    @override
    def help_topic(self) -> str:
        return "information"

    @override
    def zones(self) -> list[QWidget]:
        return [self.list, self.pane, self.preview, self.head]

    @override
    def commands(self) -> list[Command]:
        return []

    @override
    def flush(self) -> bool:
        return not self.sheet.is_open or self.pane.flush()

    @override
    def reload(self) -> None:
        self._read()
        if self.sheet.is_open:
            try:
                self.sheet.load(self.sheet.id)
            except UserError:
                self.sheet.close()
                if self._first():
                    self.sheet.load(self._first())
        self._show()

    def _if_visible(self) -> None:
        if self.isVisible():
            self.reload() if not self.sheet.is_writing else self._show_all()

    # Showing

    def _read(self) -> None:
        self._sheets = patient_sheets.summaries(self.context.register)
        self._bare = patient_sheets.uncovered(self.context.register)

    def _show_all(self) -> None:
        self._read()
        self._show()

    def _show(self) -> None:
        self._show_list()
        states = [one.state for one in self._sheets]
        review, current = states.count(SheetState.REVIEW), states.count(SheetState.CURRENT)
        self.head.show_figures(f"{review} à revoir, {current} à jour" if states else "")
        self.pane.setVisible(self.sheet.is_open)
        if not self.sheet.is_open:
            self.preview.clear(EMPTY)
        self._show_head()

    def _show_head(self) -> None:
        is_open = self.sheet.is_open
        desk = self.sheet.shown if is_open else None
        self.head.show_state(
            is_open, is_open, len(desk.missing) if desk else 0, desk.pending if desk else False
        )

    def _show_list(self) -> None:
        found = lines(self._sheets, self._bare, self.filter.value())
        self.list.show_lines(found, self.sheet.id)

    def _draw(self, typing: bool) -> None:
        desk, variant, edited = self.sheet.shown, self.sheet.variant, self.sheet.edited
        self.preview.show_document(
            lambda: patient_papers.preview(desk, variant, edited), desk.model.paper, typing
        )
        self._show_head()

    # Doing

    def begin(self, device_id: str) -> None:
        """Begin the sheet of a device."""

        def run() -> None:
            register = self.context.register
            made = self.context.save(patient_sheets.create, register, device_id)
            self.context.go(Route("information", made.id, "elements"))
            self.context.events.devices_changed.emit()
            self.context.messages.done(f"{made.code} créée.", ("Annuler", self.context.undo))

        if self.flush():
            self.context.tried(run)

    def validate(self) -> None:
        """Show what is missing, or ask who validates."""
        if not self.flush():
            return
        if self.sheet.stored.missing:
            self.pane.turn_to(ElementsTab.key)
            QTimer.singleShot(0, self, self._focus_missing)

    def _focus_missing(self) -> None:
        tab = self.pane.tab
        if isinstance(tab, ElementsTab):
            row = tab.focus_missing()
            if row is not None:
                self.pane.area.ensureWidgetVisible(row)

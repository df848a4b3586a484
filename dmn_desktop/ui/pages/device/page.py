"""The sheet of one device: header, tabs, what it waits for."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.typing import override
from dmn_desktop.services import inventory
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.focus import focus_in, holds
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.device.documents_tab import DocumentsTab
from dmn_desktop.ui.pages.device.group_tabs import ContinuityTab, ContractTab, DataTab
from dmn_desktop.ui.pages.device.header import Header
from dmn_desktop.ui.pages.device.history_tab import HistoryTab
from dmn_desktop.ui.pages.device.identity_tab import IdentityTab
from dmn_desktop.ui.pages.device.incidents_tab import IncidentsTab
from dmn_desktop.ui.pages.device.panels import PANELS, Panel
from dmn_desktop.ui.pages.device.papers import DevicePapers
from dmn_desktop.ui.pages.device.regulatory_tab import RegulatoryTab
from dmn_desktop.ui.pages.device.risks_tab import RisksTab
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.pages.device.side_column import SideColumn
from dmn_desktop.ui.pages.device.tab import Tab
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import rule, scrolling

TABS: tuple[type[Tab], ...] = (
    IdentityTab,
    RisksTab,
    RegulatoryTab,
    DataTab,
    ContractTab,
    ContinuityTab,
    IncidentsTab,
    DocumentsTab,
    HistoryTab,
)

SIDE = 320
TWO_SIDES = 900
"""Width of the right column, and least width of the page for it to stand beside the tabs."""


class DevicePage(Page):
    """One device."""

    def __init__(self, context: Context) -> None:
        """Build the header; tabs are made when first shown."""
        super().__init__(context)
        self.desk = SheetDesk(context, self)
        self.header = Header(self.desk)
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Onglets de la fiche")
        self.tab_bar.setExpanding(False)
        self.tab_bar.setUsesScrollButtons(True)
        for kind in TABS:
            self.tab_bar.addTab(kind.title)
        self.tab_bar.currentChanged.connect(self._tab_chosen)
        self._tabs: dict[str, Tab] = {}
        self._panel: Panel | None = None
        self._side = SideColumn(self.desk)
        self.papers = DevicePapers(self.desk, self)
        self.header.printed.connect(self.papers.print_sheet)
        self._build()
        self.desk.changed.connect(self._show)
        self.desk.panel_asked.connect(self.open_panel)
        context.events.devices_changed.connect(self._if_visible)
        context.theme.changed.connect(self._fit)
        self.header.walked.connect(self._walk)

    def _build(self) -> None:
        self._content = QWidget()
        self._content.setObjectName("page")
        self._sides = QHBoxLayout(self._content)
        self._sides.setContentsMargins(20, 14, 20, 20)
        self._sides.setSpacing(16)
        self._place = QVBoxLayout()
        self._sides.addLayout(self._place, 1)
        self._sides.addWidget(self._side)
        self._scroll = scrolling(self._content)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(12, 0, 20, 0)
        tabs.addWidget(self.tab_bar, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addSpacing(4)
        layout.addLayout(tabs)
        layout.addWidget(rule())
        layout.addWidget(self._scroll, 1)

    @property
    def tab(self) -> Tab:
        """The tab shown."""
        return self._tabs[TABS[self.tab_bar.currentIndex()].key]

    # Page

    @override
    def show_route(self, route: Route) -> None:
        other = not self.desk.has_sheet or self.desk.device.id != route.item
        keys = [kind.key for kind in TABS]
        key = route.step or (TABS[self.tab_bar.currentIndex()].key if not other else keys[0])
        self._turn_to(keys.index(key) if key in keys else 0)
        self.desk.load(route.item)
        if other:
            self.close_panel()
            self._scroll.verticalScrollBar().setValue(0)
        if route.question:
            self._bring(route.question)
        elif not holds(self, self.focusWidget()) and self.isVisible():
            focus_in(self.tab_bar)

    def _turn_to(self, index: int) -> None:
        self.tab_bar.blockSignals(True)
        self.tab_bar.setCurrentIndex(index)
        self.tab_bar.blockSignals(False)
        kind = TABS[index]
        if kind.key not in self._tabs:
            made = kind(self.desk)
            if isinstance(made, IdentityTab):
                made.paper.clicked.connect(self.papers.print_memo)
            self._tabs[kind.key] = made
            self._place.addWidget(made)
        for key, tab in self._tabs.items():
            tab.setVisible(key == kind.key)

    def open_panel(self, key: str) -> None:
        """Show a form over the tabs; another one that is open gives way."""
        if self.desk.read_only or not self.flush():
            return
        self.close_panel()
        self._panel = PANELS[key](self.desk)
        self._panel.closed.connect(self.close_panel)
        self._place.insertWidget(0, self._panel)
        self._scroll.verticalScrollBar().setValue(0)
        self._panel.show()
        self._panel.start()

    def close_panel(self) -> None:
        """Take the form away; the keyboard goes back to the tabs."""
        if self._panel is None:
            return
        panel, self._panel = self._panel, None
        held = holds(panel, self.focusWidget())
        self._place.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
        if held:
            focus_in(self.tab_bar)

    def _bring(self, name: str) -> None:
        """Open a field, in view."""
        tab = self.tab
        tab.open_field(name)
        field = next((one for one in tab.fields() if one.name == name), None)
        if field is not None:
            self._scroll.ensureWidgetVisible(field)

    def _show(self) -> None:
        self.header.refresh()
        for index, kind in enumerate(TABS):
            number = kind.number(self.desk)
            self.tab_bar.setTabText(index, f"{kind.title}  {number}" if number else kind.title)
        self.tab.refresh()
        self._side.refresh()

    @override
    def route(self) -> Route:
        if not self.desk.has_sheet:
            return Route("dispositif")
        return Route("dispositif", self.desk.device.id, self.tab.key)

    @override
    def crumbs(self) -> list[Crumb]:
        if not self.desk.has_sheet:
            return []
        code = self.desk.device.code
        return [Crumb("Utiliser"), Crumb("Inventaire", Route("inventaire")), Crumb(code)]

    @override
    def help_topic(self) -> str:
        return "dispositif"

    @override
    def zones(self) -> list[QWidget]:
        return [self.tab_bar, self.tab, self._side, self.header]

    @override
    def commands(self) -> list[Command]:
        free = self.desk.has_sheet and not self.desk.read_only
        return [
            *self.papers.commands(),
            Command("Ajouter un dispositif", self._new, "Ctrl+N", "plus", "Fichier", free),
            Command(
                "Nouvelle version…", lambda: self.open_panel("version"), "", "refresh", enabled=free
            ),
            Command(
                "Changer l’état…", lambda: self.open_panel("etat"), "", "history", enabled=free
            ),
            Command("Dupliquer la fiche", self._duplicate, "", "copy", "Édition", free),
            Command("Supprimer la fiche", self._delete, "", "trash", "Édition", free),
            Command("Dispositif précédent", self.header.go_back, "", "arrow-left", "Aller"),
            Command("Dispositif suivant", self.header.go_on, "", "arrow-right", "Aller"),
            Command("Onglet suivant", lambda: self._turn(1), "Ctrl+Tab", "arrow-right", "Aller"),
            Command(
                "Onglet précédent", lambda: self._turn(-1), "Ctrl+Shift+Tab", "arrow-left", "Aller"
            ),
        ]

    @override
    def reload(self) -> None:
        if not self.desk.has_sheet:
            return
        try:
            self.desk.reread()
        except UserError:
            self.context.go(Route("inventaire"))

    def _if_visible(self) -> None:
        if self.isVisible() and not self.desk.is_writing:
            self.reload()

    @override
    def flush(self) -> bool:
        return not self.desk.has_sheet or self.tab.flush()

    @override
    def print_(self) -> None:
        self.papers.print_sheet()

    # The device as a whole

    def _new(self) -> None:
        self.context.go(Route("inventaire", step="nouveau"))

    def _duplicate(self) -> None:
        def run() -> None:
            register, device = self.context.register, self.desk.device
            copy = self.context.save(inventory.duplicate, register, device)
            self.context.events.devices_changed.emit()
            self.context.go(Route("dispositif", copy.id))
            self.context.messages.done(
                f"{copy.code} est une copie de {device.code}, sans ses risques ni ses documents.",
                ("Annuler", self.context.undo),
            )

        if self.flush():
            self.context.tried(run)

    def _delete(self) -> None:
        def run() -> None:
            device = self.desk.device
            self.context.save(inventory.remove, self.context.register, [device.id])
            self.desk.forget()
            self.context.go(Route("inventaire"))
            self.context.events.devices_changed.emit()
            self.context.messages.done(
                f"{device.code} supprimé. Reste 90 jours dans la Corbeille.",
                ("Annuler", self.context.undo),
            )

        if self.flush():
            self.context.tried(run)

    # Moving

    def _turn(self, way: int) -> None:
        self.tab_bar.setCurrentIndex((self.tab_bar.currentIndex() + way) % self.tab_bar.count())

    def _tab_chosen(self, index: int) -> None:
        shown = next(i for i, kind in enumerate(TABS) if not self._hidden(kind.key))
        self._turn_to_bar(shown)
        self.desk.go(TABS[index].key)

    def _hidden(self, key: str) -> bool:
        return key not in self._tabs or self._tabs[key].isHidden()

    def _turn_to_bar(self, index: int) -> None:
        """Keep the former tab lit until the new one is shown: typed text may hold it."""
        self.tab_bar.blockSignals(True)
        self.tab_bar.setCurrentIndex(index)
        self.tab_bar.blockSignals(False)

    def _walk(self, device_id: str) -> None:
        self.context.go(Route("dispositif", device_id, self.tab.key))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._arrive)

    def _arrive(self) -> None:
        """Put the keyboard on the tabs: Qt gave it to the first button of the head."""
        if self.isVisible() and holds(self.header, self.focusWidget()):
            focus_in(self.tab_bar)

    # Room

    def _fit(self) -> None:
        theme = self.context.theme
        roomy = self.width() >= theme.px(TWO_SIDES)
        sideways = QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(sideways if roomy else QBoxLayout.Direction.TopToBottom)
        self._side.setFixedWidth(theme.px(SIDE)) if roomy else self._free_side()

    def _free_side(self) -> None:
        self._side.setMinimumWidth(0)
        self._side.setMaximumWidth(16_777_215)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

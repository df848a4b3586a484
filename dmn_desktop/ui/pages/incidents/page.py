"""Incidents: what is late, the log, the corrective actions, the pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QTabBar, QVBoxLayout, QWidget

from dmn_desktop.core.text import count
from dmn_desktop.core.typing import override
from dmn_desktop.services import declarations, incident_papers
from dmn_desktop.services import incidents as services
from dmn_desktop.services.incidents import ListedIncident
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.incidents.papers import papers_of
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.incidents.actions_tab import ActionsTab
from dmn_desktop.ui.pages.incidents.late_bar import SHOWN, LateBar
from dmn_desktop.ui.pages.incidents.log import SHAPE, in_order
from dmn_desktop.ui.pages.incidents.pictures import PicturesTab
from dmn_desktop.ui.papers import Paper, Papers
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.views.viewed_list import ViewedList
from dmn_desktop.ui.widgets.basics import (
    ElidedLabel,
    PlainLabel,
    button,
    column,
    row,
    rule,
    scrolling,
)
from dmn_desktop.ui.widgets.key_button import KeyButton

TABS = (("journal", "Journal"), ("actions", "Actions correctives"), ("chiffres", "Chiffres"))
MINUTE = 60_000
FIGURES = 2
YEAR = "incidents-annee"
_PAPERS = (
    (YEAR, "Enregistrer le bilan annuel en PDF…", "file-type-pdf"),
    ("violations", "Enregistrer le registre des violations en PDF…", "file-type-pdf"),
    ("plan-actions", "Enregistrer le plan d’actions en PDF…", "file-type-pdf"),
    ("incidents-xlsx", "Exporter le journal en tableur…", "table-export"),
    ("plan-actions-xlsx", "Exporter le plan d’actions en tableur…", "table-export"),
)
NOTE = Route("incident", step="nouveau")


class IncidentsPage(Page):
    """All incidents and all actions."""

    def __init__(self, context: Context) -> None:
        """Build the parts."""
        super().__init__(context)
        self._listed: list[ListedIncident] = []
        self.late = LateBar(context)
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Parties des incidents")
        self.tab_bar.setExpanding(False)
        self.tab_bar.setElideMode(Qt.TextElideMode.ElideNone)
        for _, title in TABS:
            self.tab_bar.addTab(title)
        self.tab_bar.currentChanged.connect(self._tab_chosen)
        self.log = ViewedList(context, SHAPE)
        self.table = self.log.table
        self.log.opened.connect(lambda name: context.go(Route("incident", name)))
        self.plan = ActionsTab(context)
        self.pictures = PicturesTab(context)
        self._papers = Papers(context, self, self._paper)
        self._build()
        context.events.incidents_changed.connect(self._if_visible)
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE)
        self._clock.timeout.connect(self._if_visible)
        self._clock.start()

    def _build(self) -> None:
        theme = self.context.theme
        self._figures = ElidedLabel(kind="sub")
        self._print = button("Imprimer", self.print_, name="Imprimer")
        self._print.setIcon(theme.icon("printer"))
        add = KeyButton(theme, "Signaler un incident", "Ctrl+I", self.note, "plus")
        self._add = add
        head = row(PlainLabel("Incidents", kind="h1"), self._figures, None, self._print, add)
        self._empty = self._make_empty()
        self._journal = QWidget()
        self._journal.setObjectName("page")
        self._journal.setLayout(column(self._empty, self.log, spacing=0))
        self._parts = (self._journal, self.plan, self.pictures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._make_area(), 1)

    def _make_area(self) -> QScrollArea:
        """All under the head: it scrolls where large text leaves too little room."""
        inner = QWidget()
        inner.setObjectName("page")
        lines = column(self.late, self.tab_bar, rule(), spacing=6)
        for part in self._parts:
            lines.addWidget(part, 1)
        inner.setLayout(lines)
        self._show_part(0)
        return scrolling(inner)

    def _make_empty(self) -> QWidget:
        made = QWidget()
        words = PlainLabel("Aucun incident noté.", kind="h2")
        more = "Noter aussi ce qui a failli arriver\u00a0: deux minutes suffisent."
        go = button("Signaler un incident", self.note)
        layout = column(words, PlainLabel(more, kind="text", wrap=True))
        layout.addLayout(row(go, None))
        layout.addStretch(1)
        layout.setContentsMargins(0, 24, 0, 0)
        made.setLayout(layout)
        return made

    # Page

    @override
    def show_route(self, route: Route) -> None:
        keys = [key for key, _ in TABS]
        if route.step in keys:
            self._turn_to(keys.index(route.step))
        self.reload()
        if route.step == "chiffres" and route.item:
            self.pictures.show_device(route.item)
        elif route.step == "actions" and route.item:
            self.plan.show_one(route.item)

    @override
    def route(self) -> Route:
        return Route("incidents", step=TABS[self.tab_bar.currentIndex()][0])

    @override
    def crumbs(self) -> list[Crumb]:
        title = TABS[self.tab_bar.currentIndex()][1]
        return [Crumb("Utiliser"), Crumb("Incidents", Route("incidents")), Crumb(title)]

    @override
    def help_topic(self) -> str:
        return "incidents"

    @override
    def zones(self) -> list[QWidget]:
        parts: tuple[QWidget, ...] = (self.table, self.plan, self.pictures)
        shown = parts[self.tab_bar.currentIndex()]
        if shown is self.table and not self._listed:
            shown = self._empty
        return [shown, self.tab_bar, *([self.late] if self.late.isVisible() else [])]

    @override
    def commands(self) -> list[Command]:
        made = [
            Command("Imprimer…", self.print_, "Ctrl+P", "printer", "Fichier"),
            *(
                Command(words, lambda k=key: self._papers.save(k), "", icon, "Fichier")
                for key, words, icon in _PAPERS
            ),
            *self._list_commands(),
        ]
        for place, (_, title) in enumerate(TABS):
            made.append(Command(title, lambda p=place: self._open(p), "", "", "Aller"))
        return made

    def _paper(self, key: str) -> Paper:
        """A paper of all years; the report, of the year of the figures where they are shown."""
        figures = key == YEAR and self.tab_bar.currentIndex() == FIGURES
        year = self.pictures.shown_year if figures else 0
        return papers_of(lambda: incident_papers.incident_year(self.context.register, year))(key)

    @override
    def print_(self) -> None:
        key = "plan-actions" if self.tab_bar.currentIndex() == 1 else YEAR
        self._papers.print_(key)

    @override
    def flush(self) -> bool:
        return self.plan.flush()

    @override
    def reload(self) -> None:
        register = self.context.register
        self._listed = services.listing(register)
        roomy = self.height() > self.context.theme.px(460)
        self.late.show_late(declarations.overdue(register), SHOWN if roomy else 1)
        self._empty.setVisible(not self._listed)
        self.log.setVisible(bool(self._listed))
        self._add.setEnabled(not register.read_only)
        self.log.show_items(in_order(self._listed))
        self.plan.reload()
        if self.tab_bar.currentIndex() == FIGURES:
            self.pictures.reload()
        self._show_figures()

    def _if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    def _show_figures(self) -> None:
        open_ = sum(one.incident.state.value == "ouvert" for one in self._listed)
        words = count(len(self._listed), "incident")
        self._figures.setText(f"{words}, {count(open_, 'ouvert')}" if self._listed else "")
        late = self.plan.late
        self.tab_bar.setTabText(1, f"{TABS[1][1]}  {late}" if late else TABS[1][1])
        said = f"{TABS[1][1]}, {late} en retard" if late else TABS[1][1]
        self.tab_bar.setAccessibleTabName(1, said)

    # The log

    def _list_commands(self) -> list[Command]:
        """Those of the list on screen."""
        index = self.tab_bar.currentIndex()
        return [[*self.log.commands()], [*self.plan.list.commands()], []][index]

    def note(self) -> None:
        """Note an incident."""
        self.context.go(NOTE)

    # Moving

    def _turn_to(self, index: int) -> None:
        self.tab_bar.blockSignals(True)
        self.tab_bar.setCurrentIndex(index)
        self.tab_bar.blockSignals(False)
        self._show_part(index)

    def _show_part(self, index: int) -> None:
        """Show one part; the others take no room."""
        for place, part in enumerate(self._parts):
            part.setVisible(place == index)

    def _tab_chosen(self, index: int) -> None:
        self._show_part(index)
        self.reload()
        self.place_changed.emit()

    def _open(self, index: int) -> None:
        self.tab_bar.setCurrentIndex(index)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self.context.theme.px
        roomy = self.width() > px(720)
        self._print.setText("Imprimer" if roomy else "")
        self._figures.setVisible(self.width() > px(560))
        self._add.show_keys(roomy)

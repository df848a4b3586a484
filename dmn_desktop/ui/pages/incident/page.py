"""The file of one incident: six steps, from noting it to the actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_vocabulary import IncidentState
from dmn_desktop.core.typing import override
from dmn_desktop.services import incidents
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.focus import focus_in, holds
from dmn_desktop.ui.incidents.papers import IncidentPapers
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.incident.declarations_step import DeclarationsStep
from dmn_desktop.ui.pages.incident.desk import RECEIPT, IncidentDesk
from dmn_desktop.ui.pages.incident.header import Header
from dmn_desktop.ui.pages.incident.step import IncidentStep
from dmn_desktop.ui.pages.incident.steps import STEPS
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import button, row, rule
from dmn_desktop.ui.widgets.key_button import KeyButton
from dmn_desktop.ui.widgets.tab_order import follow

NEW = "nouveau"

_ON = {
    "faits": "Passer à la gravité",
    "gravite": "Passer à l’orientation",
    "orientation": "Passer aux déclarations",
    "declarations": "Passer à l’analyse",
    "analyse": "Passer aux actions",
}
"""Words of the button that goes on from each step."""

MINUTE = 60_000


class IncidentPage(Page):
    """One incident."""

    def __init__(self, context: Context) -> None:
        """Build the frame; steps are made when first shown."""
        super().__init__(context)
        self.desk = IncidentDesk(context, self)
        self.header = Header(self.desk)
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Étapes de l’incident")
        self.tab_bar.setExpanding(False)
        self.tab_bar.setElideMode(Qt.TextElideMode.ElideNone)
        for kind in STEPS:
            self.tab_bar.addTab(kind.title)
        self.tab_bar.currentChanged.connect(self._tab_chosen)
        self._steps: dict[str, IncidentStep] = {}
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self.papers = IncidentPapers(context, self, lambda: self.desk.incident.id)
        self._build()
        self.header.printed.connect(self.print_)
        self.desk.changed.connect(self._show)
        self.desk.noted.connect(self.place_changed)
        for event in (context.events.incidents_changed, context.events.devices_changed):
            event.connect(self._if_visible)
        context.theme.changed.connect(self._fit)
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def _build(self) -> None:
        theme = self.context.theme
        self._back = button("", lambda: self._turn(-1))
        self._back.setIcon(theme.icon("arrow-left"))
        self._on = KeyButton(theme, "Passer à la gravité", "Ctrl+Tab", lambda: self._turn(1))
        foot = QFrame()
        foot.setProperty("kind", "footer")
        line = row(self._back, None, self._on)
        line.setContentsMargins(20, 8, 20, 8)
        foot.setLayout(line)
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
        layout.addWidget(self._stack, 1)
        layout.addWidget(foot)

    @property
    def step(self) -> IncidentStep:
        """The step shown."""
        return self._step(self.tab_bar.currentIndex())

    # Page

    @override
    def show_route(self, route: Route) -> None:
        if route.step == NEW:
            self._turn_to(0)
            self.desk.start(route.question)
            self.step.start()
            QTimer.singleShot(0, self, self._start_noting)
            return
        other = not self.desk.has_file or self.desk.incident.id != route.item
        keys = [kind.key for kind in STEPS]
        now = keys[0] if other else STEPS[self.tab_bar.currentIndex()].key
        before = self._stack.currentWidget()
        self._turn_to(keys.index(route.step if route.step in keys else now))
        self.desk.chosen = route.question or self.desk.chosen
        self.desk.load(route.item)
        if route.cell == RECEIPT:
            QTimer.singleShot(0, self, self._note_receipt)
            return
        # A step made late would come after the foot, and a hidden one gives it the keyboard.
        follow([self.tab_bar, self.step, self._back, self._on])
        arriving = self.step is not before and self.isVisible()
        if arriving and not holds(self.tab_bar, self.focusWidget()):
            focus_in(self.step.zones()[0])

    def _note_receipt(self) -> None:
        if self.isVisible() and isinstance(self.step, DeclarationsStep):
            self.step.note_sending()

    def _start_noting(self) -> None:
        if self.isVisible() and self.desk.is_draft:
            self.step.start()

    def _turn_to(self, index: int) -> None:
        self.tab_bar.blockSignals(True)
        self.tab_bar.setCurrentIndex(index)
        self.tab_bar.blockSignals(False)
        self._stack.setCurrentWidget(self._step(index))

    def _step(self, index: int) -> IncidentStep:
        kind = STEPS[index]
        if kind.key not in self._steps:
            self._steps[kind.key] = kind(self.desk)
            self._stack.addWidget(self._steps[kind.key])
        return self._steps[kind.key]

    def _show(self) -> None:
        self.header.refresh()
        self.step.refresh()
        self._fit()

    @override
    def route(self) -> Route:
        if not self.desk.has_file:
            return Route("incident")
        if self.desk.is_draft:
            return Route("incident", step=NEW, question=self.desk.incident.device_id or "")
        return Route("incident", self.desk.incident.id, self.step.key)

    @override
    def crumbs(self) -> list[Crumb]:
        last = "Nouveau"
        if self.desk.has_file and not self.desk.is_draft:
            last = self.desk.incident.code
        return [Crumb("Utiliser"), Crumb("Incidents", Route("incidents")), Crumb(last)]

    @override
    def help_topic(self) -> str:
        return "incidents"

    @override
    def zones(self) -> list[QWidget]:
        return [self.tab_bar, *self.step.zones(), self.header]

    @override
    def commands(self) -> list[Command]:
        kept = self.desk.has_file and not self.desk.is_draft
        free = kept and not self.desk.read_only
        return [
            *self.papers.commands(kept),
            Command("Supprimer l’incident", self._delete, "", "trash", "Édition", free),
            Command("Étape suivante", lambda: self._turn(1), "Ctrl+Tab", "arrow-right", "Aller"),
            Command(
                "Étape précédente", lambda: self._turn(-1), "Ctrl+Shift+Tab", "arrow-left", "Aller"
            ),
        ]

    @override
    def reload(self) -> None:
        if not self.desk.has_file or self.desk.is_draft:
            return
        try:
            self.desk.reread()
        except UserError:
            self.desk.forget()
            self.context.go(Route("incidents"))

    def _if_visible(self) -> None:
        if self.isVisible() and not self.desk.is_writing:
            self.reload()

    @override
    def flush(self) -> bool:
        return not self.desk.has_file or self.step.flush()

    @override
    def print_(self) -> None:
        if self.desk.has_file and self.flush() and not self.desk.is_draft:
            self.papers.print_("incident")

    # Doing

    def _delete(self) -> None:
        def run() -> None:
            incident = self.desk.incident
            self.context.save(incidents.remove, self.context.register, incident)
            self.desk.forget()
            self.context.go(Route("incidents"))
            self.context.events.incidents_changed.emit()
            self.context.messages.done(
                f"{incident.code} supprimé. Reste 90 jours dans la Corbeille.",
                ("Annuler", self.context.undo),
            )

        if self.flush():
            self.context.tried(run)

    # Moving

    def _turn(self, way: int) -> None:
        index = (self.tab_bar.currentIndex() + way) % self.tab_bar.count()
        self._leave_for(index)

    def _tab_chosen(self, index: int) -> None:
        before = STEPS.index(type(self._stack.currentWidget()))  # type: ignore[arg-type]
        self.tab_bar.blockSignals(True)
        self.tab_bar.setCurrentIndex(before)
        self.tab_bar.blockSignals(False)
        self._leave_for(index)

    def _leave_for(self, index: int) -> None:
        """Show another step once what was typed is kept; a draft that says nothing stays."""
        if not self.flush():
            return
        if self.desk.is_draft:
            self.context.messages.done("Écrire d’abord ce qui s’est passé, en une ligne.")
            self.step.start()
            return
        self.desk.go(STEPS[index].key)

    def _tick(self) -> None:
        if self.isVisible() and self.desk.has_file:
            self.step.tick()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._arrive)

    def _arrive(self) -> None:
        if self.isVisible() and holds(self.header, self.focusWidget()):
            focus_in(self.tab_bar)

    # Room

    def _fit(self) -> None:
        if not self.desk.has_file:
            return
        theme, index = self.context.theme, self.tab_bar.currentIndex()
        side = theme.px(16)
        self.tab_bar.setIconSize(QSize(side, side))
        roomy = self.width() > theme.px(760)
        closed = self.desk.incident.state is IncidentState.CLOSED
        for place, kind in enumerate(STEPS):
            done = not self.desk.is_draft and (kind.is_complete(self.desk) or closed)
            words = f"{place + 1}. {kind.title}" if kind.numbered else kind.title
            whole = roomy or place == index or not kind.numbered
            shown = words if whole else f"{place + 1}"
            self.tab_bar.setTabText(place, shown)
            self.tab_bar.setTabIcon(
                place, theme.icon("circle-check", "ok", 16) if done else QIcon()
            )
            self.tab_bar.setTabToolTip(place, words)
            self.tab_bar.setAccessibleTabName(place, f"{words}, complète" if done else words)
        self._back.setVisible(index > 0)
        self._back.setText(STEPS[index - 1].title)
        self._on.setVisible(STEPS[index].key in _ON)
        self._on.show_words(_ON.get(STEPS[index].key, ""))
        self._on.show_keys(self.width() > theme.px(520))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

"""The frame of a project: title, tabs of the seven steps, and the step shown."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.text import count, long_day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Nature
from dmn_desktop.services import projects as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.focus import focus_in, holds
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.project.answers import AnswersStep
from dmn_desktop.ui.pages.project.candidates import CandidatesStep
from dmn_desktop.ui.pages.project.comparison import ComparisonStep
from dmn_desktop.ui.pages.project.decision import DecisionStep
from dmn_desktop.ui.pages.project.indicators import IndicatorsStep
from dmn_desktop.ui.pages.project.need import NeedStep
from dmn_desktop.ui.pages.project.papers import ProjectPapers
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.pages.project.trial import TrialStep
from dmn_desktop.ui.resuming import place_in, remember
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import ElidedLabel, PlainLabel, button, row, rule

STEPS: tuple[type[Step], ...] = (
    NeedStep,
    CandidatesStep,
    AnswersStep,
    ComparisonStep,
    TrialStep,
    IndicatorsStep,
    DecisionStep,
)


class ProjectPage(Page):
    """One project."""

    narrow_sidebar = True

    def __init__(self, context: Context) -> None:
        """Build the tabs and the seven steps."""
        super().__init__(context)
        self._dossier: Dossier | None = None
        self._title = ElidedLabel(kind="h1")
        self._sub = PlainLabel(kind="sub")
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("Étapes du projet")
        self._tabs.setExpanding(False)
        self._extras = QHBoxLayout()
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self.papers = ProjectPapers(context, self, lambda: self.dossier)
        self._steps: dict[str, Step] = {}
        for number, kind in enumerate(STEPS, start=1):
            self._tabs.addTab(f"{number}. {kind.title}")
        self._tabs.currentChanged.connect(self._tab_chosen)
        self._build()
        context.theme.changed.connect(self._show_ticks)

    def _build(self) -> None:
        theme = self.context.theme
        print_ = button("Imprimer", self.print_)
        print_.setIcon(theme.icon("printer"))
        export = button("Enregistrer le dossier…", lambda: self.papers.save("dossier"))
        export.setIcon(theme.icon("file-type-pdf"))
        self._print_button, self._export_button = print_, export
        head = row(self._title, self._sub, None, print_, export, spacing=12)
        head.setContentsMargins(20, 4, 20, 0)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(12, 0, 20, 0)
        tabs.addWidget(self._tabs, 1)
        tabs.addLayout(self._extras)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addSpacing(4)
        layout.addLayout(tabs)
        layout.addWidget(rule())
        layout.addWidget(self._stack, 1)

    @property
    def dossier(self) -> Dossier:
        """The project shown."""
        assert self._dossier is not None
        return self._dossier

    @property
    def step(self) -> Step:
        """The step shown."""
        step = self._stack.currentWidget()
        assert isinstance(step, Step)
        return step

    # Page

    @override
    def show_route(self, route: Route) -> None:
        self._load(route.item)
        key = route.step or self._default_step()
        index = next((i for i, kind in enumerate(STEPS) if kind.key == key), 0)
        self._show_tab(index)
        step = self._step(index)
        arriving = self._stack.currentWidget() is not step and self.isVisible()
        self._stack.setCurrentWidget(step)
        for step in self._steps.values():
            if step.extra is not None:
                step.extra.setVisible(step is self.step)
        self.step.show_dossier(self.dossier)
        self.step.show_route(route)
        self._show_ticks()
        if arriving and not holds(self.step, self.focusWidget()):
            focus_in(self.step.zones()[0])

    def _show_tab(self, index: int) -> None:
        self._tabs.blockSignals(True)
        self._tabs.setCurrentIndex(index)
        self._tabs.blockSignals(False)

    def _step(self, index: int) -> Step:
        """The step of a tab, made when first shown."""
        kind = STEPS[index]
        if kind.key not in self._steps:
            step = kind(self.context)
            self._steps[kind.key] = step
            self._stack.addWidget(step)
            if step.extra is not None:
                self._extras.addWidget(step.extra)
            step.dossier_changed.connect(self._reread)
            step.dossier_replaced.connect(self._replace)
            step.place_changed.connect(self._moved)
            step.document_asked.connect(self.papers.save)
        return self._steps[kind.key]

    def _default_step(self) -> str:
        place = place_in(self.context, self.dossier.project.id)
        if place.get("etape"):
            return str(place["etape"])
        return "reponses" if self.dossier.compared else "besoin"

    def _load(self, project_id: str) -> None:
        self._dossier = services.load(self.context.register, self.context.library, project_id)
        self._show_head()

    def _show_head(self) -> None:
        project, dossier = self.dossier.project, self.dossier
        self._title.setText(project.need)
        self._title.setToolTip(html.escape(project.need))
        # Those retained; before there is one, all that are listed, as in the list of projects.
        shown = dossier.compared or dossier.candidates
        self._sub.setText(
            f"{count(len(shown), 'candidat')}, ouvert le {long_day(project.opened_on)}"
            f"{', hors du périmètre du guide' if project.nature is Nature.OUT else ''}"
        )
        self._show_ticks()

    def _fit_head(self) -> None:
        """Leave the room to the title when there is little: the buttons keep their icons."""
        roomy = self.width() > self.context.theme.px(900)
        self._sub.setVisible(self.width() > self.context.theme.px(1000))
        self._print_button.setText("Imprimer" if roomy else "")
        self._print_button.setAccessibleName("Imprimer")
        self._print_button.setToolTip("Imprimer (Ctrl+P)")
        self._export_button.setText("Enregistrer le dossier…" if roomy else "")
        self._export_button.setAccessibleName("Enregistrer le dossier en PDF")
        self._export_button.setToolTip("Enregistrer le dossier en PDF (Ctrl+Maj+P)")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_ticks()

    def _show_ticks(self) -> None:
        self._fit_head()
        side = self.context.theme.px(16)
        self._tabs.setIconSize(QSize(side, side))
        if self._dossier is None:
            return
        for index, step in enumerate(STEPS):
            complete = step.is_complete(self.dossier)
            icon = self.context.theme.icon("circle-check", "ok", 16) if complete else QIcon()
            self._tabs.setTabIcon(index, icon)
            words = _words_of(index)
            self._tabs.setTabText(index, words)
            self._tabs.setTabToolTip(index, words)
            self._tabs.setAccessibleTabName(index, f"{words}, complète" if complete else words)
        if not self._all_fit():
            for index in range(len(STEPS)):
                if index != self._tabs.currentIndex():
                    self._tabs.setTabText(index, f"{index + 1}")

    def _all_fit(self) -> bool:
        """Whether the names of all steps, and the buttons beside them, have room."""
        names = sum(self._tabs.tabSizeHint(index).width() for index in range(len(STEPS)))
        extra = self.step.extra if self._stack.count() else None
        beside = 0 if extra is None else extra.sizeHint().width()
        return names + beside + self.context.theme.px(40) <= self.width()

    @override
    def route(self) -> Route:
        return self.step.route() if self._dossier else Route("projet")

    @override
    def crumbs(self) -> list[Crumb]:
        project = self.dossier.project
        route = self.route()
        parts = [
            Crumb("Guide d’aide au choix", Route("guide")),
            Crumb(f"Projet {project.code}", Route("projet", project.id, "besoin")),
            Crumb(self.step.title, Route("projet", project.id, route.step)),
        ]
        question = self.dossier.guide.by_id.get(route.question)
        if question is not None:
            sections = {s.id: s for s in self.dossier.guide.sections}
            section = sections.get(question.section)
            if section is not None:
                parts.append(Crumb(f"{section.number}. {section.short}"))
        return parts

    @override
    def help_topic(self) -> str:
        return self.step.key

    @override
    def zones(self) -> list[QWidget]:
        return [self._tabs, *self.step.zones()]

    @override
    def commands(self) -> list[Command]:
        own = [
            Command("Étape suivante", lambda: self._turn(1), "Ctrl+Tab", "arrow-right", "Aller"),
            Command(
                "Étape précédente", lambda: self._turn(-1), "Ctrl+Shift+Tab", "arrow-left", "Aller"
            ),
        ]
        return [*self.papers.commands(), *own, *self.step.commands()]

    @override
    def reload(self) -> None:
        if self._dossier is not None:
            self._reread()

    @override
    def flush(self) -> bool:
        if self._dossier is None:
            return True
        kept = self.step.flush()
        if kept:
            self._remember()
        return kept

    @override
    def print_(self) -> None:
        self.papers.print_("annexe2" if self.step.key == "comparaison" else "dossier")

    # Moving

    def _turn(self, way: int) -> None:
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + way) % self._tabs.count())

    def _tab_chosen(self, index: int) -> None:
        self.context.go(Route("projet", self.dossier.project.id, STEPS[index].key))
        shown = next(i for i, kind in enumerate(STEPS) if kind.key == self.step.key)
        self._show_tab(shown)  # the former one when what was typed could not be kept

    def _moved(self) -> None:
        self._remember()
        self.place_changed.emit()

    def _remember(self) -> None:
        route = self.route()
        place = place_in(self.context, route.item)
        place["etape"] = route.step
        if route.question:
            place |= {
                "question": route.question,
                "candidat": route.candidate,
                "case": route.cell,
            }
        remember(self.context, route.item, place)

    def _replace(self, dossier: Dossier) -> None:
        """Take the dossier that a step made by writing: papers and other steps read this one."""
        self._dossier = dossier
        self._show_ticks()

    def _reread(self) -> None:
        self._load(self.dossier.project.id)
        self.step.show_dossier(self.dossier)
        self.place_changed.emit()


def _words_of(index: int) -> str:
    return f"{index + 1}. {STEPS[index].title}"

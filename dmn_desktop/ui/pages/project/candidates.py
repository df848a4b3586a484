"""Step 2: question 2, the cartography of the offer, and which candidates are compared."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from dmn_desktop.core.dossier import MAX_COMPARED, Dossier
from dmn_desktop.core.records import Candidate
from dmn_desktop.core.text import NBSP, count, shorten
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Kept
from dmn_desktop.services import answers
from dmn_desktop.services import candidates as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields, labelled
from dmn_desktop.ui.pages.project.candidate_list import CandidateList
from dmn_desktop.ui.pages.project.candidate_sheet import CandidateSheet
from dmn_desktop.ui.pages.project.guidance import (
    Guidance,
    GuidedPage,
    QuestionHead,
    foot_of,
)
from dmn_desktop.ui.pages.project.list_and_sheet import ListAndSheet
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, column
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.key_button import KeyButton

SEARCHED = "q2"


class CandidatesStep(Step):
    """The candidates: all that were seen, and the six at most that are compared."""

    key = "candidats"
    title = "Candidats"

    def __init__(self, context: Context) -> None:
        """Build the list and the sheet."""
        super().__init__(context)
        library = context.library
        question = library.guide.by_id[SEARCHED]
        self._current = ""
        self._place = 0  # where the current one stood, to show its neighbour once it is deleted
        self._fields = BoundFields(context, self)
        self._list = CandidateList(context.theme)
        self._list.chosen.connect(self._choose)
        self._list.add_asked.connect(self._add)
        self._list.removal_asked.connect(self.remove)
        self._sheet = CandidateSheet(context, self._write_candidate)
        self._sheet.kept_asked.connect(self.set_kept)
        self._sheet.move_asked.connect(self.move_candidate)
        self._sheet.removal_asked.connect(self.remove)
        self._both = ListAndSheet(context.theme, self._list, self._sheet)
        content = column(QuestionHead(question), spacing=10)
        content.addLayout(self._make_searched())
        content.addWidget(self._both, 1)
        holder = QWidget()
        holder.setLayout(content)
        self._both.placed.connect(self._order_tabs)
        guidance = Guidance(library, question, terms=("conflit_interets",))
        self._guided = GuidedPage(context.theme, holder, guidance)
        self._next = KeyButton(context.theme, "Passer aux réponses", "Ctrl+Tab", self.go_on)
        self._state = PlainLabel(kind="help", wrap=True)
        foot = foot_of(self._state, self._next)
        self.setLayout(column(self._guided, foot, spacing=0))

    def _make_searched(self) -> QVBoxLayout:
        self._searched = TextField(
            "Où avez-vous cherché", "Revues lues, confrères interrogés, congrès, sites…", (1, 4)
        )
        self._fields.bind(
            self._searched,
            lambda: answers.answer_or_new(self.dossier, None, SEARCHED).text,
            self._keep_searched,
        )
        return labelled(f"Où avez-vous cherché{NBSP}?", self._searched)

    def _order_tabs(self) -> None:
        """Make the Tab key go as one reads: list, sheet, foot."""
        stops = [self._list.table, *self._sheet.tab_order(), *self._guided.stops(), self._next]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # Showing

    @property
    def candidate(self) -> Candidate | None:
        """The candidate in focus."""
        return next((c for c in self.dossier.candidates if c.id == self._current), None)

    @override
    def refresh(self) -> None:
        dossier = self.dossier
        if self.candidate is None:
            place = min(self._place, len(dossier.candidates) - 1)
            self._current = dossier.candidates[place].id if place >= 0 else ""
        if self.candidate is not None:
            self._place = dossier.candidates.index(self.candidate)
        self._list.show_candidates(dossier, self._current, self.context.register.read_only)
        self._sheet.show_candidate(dossier, self.candidate)
        self._fields.show()
        self._state.setText(_state_words(dossier))

    @override
    def show_route(self, route: Route) -> None:
        if route.candidate:
            self._choose(route.candidate)
        elif not self.dossier.candidates and not isinstance(self.window().focusWidget(), QTabBar):
            self._list.names.setFocus()

    @override
    def route(self) -> Route:
        project = self.dossier.project.id if self._dossier else ""
        return Route("projet", project, self.key, candidate=self._current)

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        return services.is_complete(dossier)

    @override
    def zones(self) -> list[QWidget]:
        return [self._searched, self._list, self._sheet, self._next]

    @override
    def commands(self) -> list[Command]:
        return [
            Command(
                "Ajouter un candidat", self.focus_names, "Ctrl+N", "plus", "Fichier", writes=True
            ),
            Command(
                "Retenir le candidat pour l’analyse", lambda: self.set_kept(Kept.YES), writes=True
            ),
            Command("Écarter le candidat", lambda: self.set_kept(Kept.NO), writes=True),
            Command(
                "Monter le candidat",
                lambda: self.move_candidate(-1),
                "Alt+Shift+Up",
                "arrow-up",
                writes=True,
            ),
            Command(
                "Descendre le candidat",
                lambda: self.move_candidate(1),
                "Alt+Shift+Down",
                "arrow-down",
                writes=True,
            ),
            Command("Supprimer le candidat", self.remove, "", "trash", writes=True),
        ]

    def focus_names(self) -> None:
        """Put the keyboard where names are added."""
        self._guided.focus_on(self._list.names)

    def _choose(self, candidate_id: str) -> None:
        """Show another candidate, once what was typed for this one is kept."""
        if self._sheet.fields.flush():
            self._current = candidate_id
        self.refresh()

    # Writing

    @override
    def flush(self) -> bool:
        kept = self._fields.flush() and self._sheet.fields.flush()
        pending = self._list.pending()
        return kept and (not pending or self._add(pending))

    def go_on(self) -> None:
        """Show the answers."""
        self.context.go(Route("projet", self.dossier.project.id, "reponses"))

    def _keep_searched(self, text: str, run: str) -> bool:
        answer = answers.answer_or_new(self.dossier, None, SEARCHED).but(text=text)
        return self.write(answers.save_answer, self.context.register, self.dossier, answer, run)

    def _write_candidate(self, candidate: Candidate, title: str, run: str) -> bool:
        return self.save(candidate, services.label_of(self.dossier, candidate, title), run)

    def _add(self, names: list[str]) -> bool:
        if not self._sheet.fields.flush():
            return False
        made: list[Candidate] = []
        register, dossier = self.context.register, self.dossier
        done = self.write(lambda: made.extend(services.add_several(register, dossier, names)))
        if done:
            self._list.clear_names()
            self._choose(made[0].id)
            self._tell_undecided(made)
            if len(made) == 1:
                self._sheet.focus_after_name()
        return done

    def _tell_undecided(self, made: list[Candidate]) -> None:
        waiting = [c for c in made if c.kept is Kept.UNDECIDED]
        if not waiting:
            return
        words = f"{len(waiting)} candidats ajoutés sont"
        if len(waiting) == 1:
            words = f"{shorten(waiting[0].name, 60)} est"
        self.context.messages.done(
            f"{words} à décider{NBSP}: six candidats au plus sont comparés. "
            "Pour en retenir un autre, écarter d’abord l’un des six."
        )

    def set_kept(self, choice: Kept) -> None:
        """Keep the candidate in focus for the analysis, or set it aside."""
        candidate = self.candidate
        if candidate is None or not self._sheet.fields.flush():
            return
        candidate = self.candidate or candidate
        if choice is Kept.YES and not services.may_keep(self.dossier, candidate):
            words = str(services.refusal_to_keep(candidate))
            self._sheet.tell_limit(words)
            announce(self._sheet, words)
            return
        if not self.write(
            services.set_kept, self.context.register, self.dossier, candidate, choice
        ):
            self.refresh()
        elif choice is Kept.NO and not candidate.refusal:
            self._sheet.ask_reason()

    def move_candidate(self, way: int) -> None:
        """Move the candidate in focus up (-1) or down (1)."""
        if self.candidate is not None and self._sheet.fields.flush():
            self.write(services.move, self.context.register, self.dossier, self.candidate, way)

    def remove(self) -> None:
        """Move the candidate in focus, with its answers, to the Corbeille."""
        if self.candidate is not None and self._sheet.fields.flush():
            name = shorten(self.candidate.name, 60)
            self.delete(self.candidate, f"candidat {name} supprimé")


def _state_words(dossier: Dossier) -> str:
    if not dossier.candidates:
        return ""
    if not dossier.compared:
        return f"Retenir au moins un candidat, {MAX_COMPARED} au plus, pour passer aux réponses."
    lacking = sum(services.lacks_reason(c) for c in dossier.candidates)
    if lacking:
        return f"Motif à compléter pour {count(lacking, 'candidat écarté', 'candidats écartés')}."
    return ""

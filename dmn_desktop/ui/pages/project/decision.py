"""Step 7, Décision: what was decided, why, with whom; then the entry in the inventory."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.comparison import compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Candidate, Project
from dmn_desktop.core.text import NBSP, count, day, parse_day, shorten
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import AnswerState, Consulted, Decision, Judgement
from dmn_desktop.services import decision as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields, Check, labelled, title_of
from dmn_desktop.ui.pages.project.guidance import scrolled
from dmn_desktop.ui.pages.project.guided_step import day_problem
from dmn_desktop.ui.pages.project.inventory_entry import InventoryEntry
from dmn_desktop.ui.pages.project.step import Step, footer
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, block, clear, column, row
from dmn_desktop.ui.widgets.choice_list import Choice, ChoiceList
from dmn_desktop.ui.widgets.fields import LineField, TextField
from dmn_desktop.ui.widgets.tab_order import follow
from dmn_desktop.ui.widgets.wrapping import breakable

LINE_WIDTH = 860


class DecisionStep(Step):
    """The end of a project."""

    key = "decision"
    title = "Décision"

    def __init__(self, context: Context) -> None:
        """Build the summary, the form and the inventory entry."""
        super().__init__(context)
        self._fields = BoundFields(context, self)
        self._shown = ""
        self._candidates: ChoiceList | None = None
        self._offered: list[Choice] = []
        self._content = QWidget()
        self._content.setObjectName("page")
        self._entry = InventoryEntry(context, self)
        self._form = self._make_form()
        body = QVBoxLayout(self._content)
        body.setContentsMargins(20, 12, 20, 20)
        body.setSpacing(12)
        for part in (self._make_summary(), self._form, self._entry):
            body.addWidget(part)
        body.addStretch(1)
        self._state = PlainLabel(kind="help", wrap=True)
        self._scroll = scrolled(self._content)
        foot = footer(self._state)
        self.setLayout(column(self._scroll, foot, spacing=0))
        context.theme.hold(self._content, most=LINE_WIDTH)

    # Building

    def _make_summary(self) -> QFrame:
        frame, layout = block(spacing=4)
        layout.addWidget(PlainLabel("Où en est le projet", kind="h2"))
        self._summary = PlainLabel(kind="text", wrap=True)
        layout.addWidget(self._summary)
        layout.addWidget(
            PlainLabel("Pas de note\u00a0: la décision vous appartient.", "help", True)
        )
        return frame

    def _make_form(self) -> QFrame:
        frame, layout = block(spacing=10)
        layout.addWidget(PlainLabel("Décision", kind="h2"))
        words = [(word.value, word.label) for word in Decision if word is not Decision.NONE]
        self._decision = Segments("Décision", words)
        self._decision.chosen.connect(self._decide)
        layout.addLayout(row(self._decision, None))
        self._chosen = QWidget()
        self._chosen_list = column(spacing=3)
        self._chosen.setLayout(self._chosen_list)
        layout.addWidget(self._chosen)
        self._postponed = self._day("postponed_to")
        layout.addWidget(self._postponed)
        layout.addLayout(self._text("decision_reasons", "Ce qui a emporté la décision"))
        self._consulted = ChoiceList(
            title_of(Project, "consulted"),
            [Choice(word.value, word.label) for word in Consulted],
            several=True,
        )
        self._consulted.chosen.connect(self._consult)
        layout.addLayout(labelled(title_of(Project, "consulted"), self._consulted))
        layout.addLayout(self._text("consulted_note", "Avis recueillis, réserves"))
        layout.addWidget(self._day("decided_on"))
        layout.addLayout(
            self._text("signatories", "Une fonction par ligne\u00a0: médecin responsable, cadre…")
        )
        self._missing = PlainLabel(kind="warning", wrap=True)
        layout.addWidget(self._missing)
        return frame

    def _text(self, name: str, placeholder: str) -> QVBoxLayout:
        title = title_of(Project, name)
        field = TextField(title, placeholder, (1, 10))
        self._fields.bind(
            field,
            lambda: getattr(self.dossier.project, name),
            lambda text, run: self._update(name, text, run),
        )
        return labelled(title, field)

    def _day(self, name: str) -> QWidget:
        title = title_of(Project, name)
        field, said = LineField(title, "jj/mm/aaaa"), PlainLabel(kind="error", wrap=True)
        self._fields.bind(
            field,
            lambda: day(getattr(self.dossier.project, name)),
            lambda text, run: self._update(name, parse_day(text), run),
            Check(day_problem, said),
        )
        holder, layout = QWidget(), row()
        layout.addLayout(labelled(title, field, said), 1)
        layout.addStretch(2)
        holder.setLayout(layout)
        return holder

    # Showing

    @override
    def refresh(self) -> None:
        project, read_only = self.dossier.project, self.context.register.read_only
        if self._shown != project.id:
            self._shown = project.id
            self._fields.restart()
        self._summary.setText(breakable("\n".join(summary_lines(self.dossier))))
        self._decision.set_value(project.decision.value)
        self._decision.setEnabled(not read_only)
        self._fields.show()
        self._consulted.set_value(project.consulted)
        self._consulted.set_enabled(not read_only)
        changed = self._show_candidates(read_only)
        self._chosen.setVisible(project.decision is Decision.KEEP)
        self._postponed.setVisible(project.decision is Decision.POSTPONE)
        self._show_missing(project)
        if self._entry.show_dossier(self.dossier) or changed:
            follow([self._content])

    def _show_candidates(self, read_only: bool) -> bool:
        """Offer the compared candidates; whether the list is another one."""
        offered = [self._choice(candidate) for candidate in self._choosable()]
        changed = offered != self._offered or self._candidates is None
        if changed:
            self._offered = offered
            clear(self._chosen_list)
            self._candidates = ChoiceList(title_of(Project, "chosen"), offered)
            self._candidates.chosen.connect(self._choose)
            self._chosen_list.addLayout(labelled(title_of(Project, "chosen"), self._candidates))
            if not offered:
                words = "Aucun candidat n’est retenu pour l’analyse\u00a0: en retenir à l’étape 2."
                self._chosen_list.addWidget(PlainLabel(words, kind="warning", wrap=True))
        assert self._candidates is not None
        chosen = self.dossier.project.chosen
        self._candidates.set_value((chosen,) if chosen else ())
        self._candidates.set_enabled(not read_only)
        return changed

    def _choosable(self) -> list[Candidate]:
        """The compared candidates, and the chosen one even when it is no longer compared."""
        chosen = self.dossier.project.chosen
        compared = self.dossier.compared
        return [c for c in self.dossier.candidates if c in compared or c.id == chosen]

    def _choice(self, candidate: Candidate) -> Choice:
        name = breakable(shorten(candidate.name, 90))
        vendor = breakable(shorten(candidate.vendor, 90))
        return Choice(candidate.id, f"{self.dossier.letter(candidate)}  {name}", vendor)

    def _show_missing(self, project: Project) -> None:
        missing = services.missing(project)
        words = [f"À compléter\u00a0: {', '.join(missing.words)}."] if missing.words else []
        if (
            project.postponed_to
            and project.decided_on
            and project.postponed_to < project.decided_on
        ):
            words.append("La date de reprise précède celle de la décision.")
        self._missing.setText(" ".join(words))
        self._missing.setVisible(bool(words))
        self._state.setText(draft_words(missing.draft, bool(missing.words)))

    @override
    def show_route(self, route: Route) -> None:
        self.refresh()

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        return dossier.project.is_decided

    @override
    def zones(self) -> list[QWidget]:
        return [self._form, self._entry] if self._entry.isVisible() else [self._form]

    @override
    def commands(self) -> list[Command]:
        chosen = services.chosen_candidate(self.dossier) is not None
        possible = chosen and self.dossier.device is None and not self.context.register.read_only
        return [Command("Ajouter à l’inventaire", self._entry.add, "", "plus", enabled=possible)]

    @override
    def flush(self) -> bool:
        return self._fields.flush()

    # Writing

    def _update(self, name: str, value: Any, run: str = "") -> bool:
        project = self.dossier.project
        return self.write(services.update, self.context.register, project, name, value, run)

    def _consult(self, keys: tuple[str, ...]) -> None:
        if not self._update("consulted", keys):
            self.refresh()

    def _decide(self, key: str) -> None:
        project = self.dossier.project
        if not self.write(services.decide, self.context.register, project, Decision(key)):
            self.refresh()

    def _choose(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            if not self.write(services.choose, self.context.register, self.dossier, key):
                self.refresh()


def draft_words(draft: bool, lacking: bool) -> str:
    """What papers bear, in one sentence."""
    if draft:
        return (
            "Les documents portent «\u00a0Brouillon\u00a0» jusqu’à une décision datée, "
            "avec son candidat si l’on en retient un."
        )
    words = "Les documents ne portent plus «\u00a0Brouillon\u00a0»."
    return f"{words} Rien de ce qui reste à compléter n’est obligatoire." if lacking else words


def summary_lines(dossier: Dossier) -> list[str]:
    """Where a project stands, in words; no score and no rank."""
    total = len(dossier.guide.official_pages)
    complete = count(dossier.complete_count, "question complète", "questions complètes")
    studied = f"{count(len(dossier.compared), 'candidat')} à l’étude"
    lines = [f"{studied}, {complete} sur {total}."]
    compared = compare(dossier)
    for place, candidate in enumerate(dossier.compared):
        judged = [line.cells[place].judgement for line in compared]
        words = _candidate_words(dossier, candidate, judged)
        name = shorten(candidate.name, 90)
        lines.append(f"{dossier.letter(candidate)}  {name}{NBSP}: {words}.")
    return lines


def _candidate_words(dossier: Dossier, candidate: Candidate, judged: list[Judgement]) -> str:
    def number(*states: AnswerState) -> int:
        return len(list(dossier.cells_in_state(candidate.id, *states)))

    vendor = [
        (number(AnswerState.TO_ASK), "question à demander", "questions à demander"),
        (number(AnswerState.ASKED), "réponse attendue", "réponses attendues"),
        (number(AnswerState.RECEIVED), "réponse reçue à relire", "réponses reçues à relire"),
    ]
    waiting = [count(n, one, many) for n, one, many in vendor if n]
    words = [
        count(judged.count(Judgement.BLOCKING), "point bloquant", "points bloquants"),
        count(judged.count(Judgement.MISSING), "ligne sans réponse", "lignes sans réponse"),
    ]
    if not waiting:
        return ", ".join(words)
    return f"{', '.join(words)}\u00a0; éditeur\u00a0: {', '.join(waiting)}"

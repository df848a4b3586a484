"""Step 7, Décision: what was decided, why, with whom; then the entry in the inventory."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.core.comparison import compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Project, today
from dmn_desktop.core.text import count, day, parse_day
from dmn_desktop.core.vocabulary import AnswerState, Consulted, Decision, Judgement
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.bound_fields import BoundFields, labelled, title_of
from dmn_desktop.ui.pages.project.inventory_entry import InventoryEntry
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import (
    LineField,
    PlainLabel,
    Segments,
    TextField,
    block,
    column,
    row,
)

LINE_WIDTH = 860


class DecisionStep(Step):
    """The end of a project."""

    key = "decision"
    title = "Décision"

    def __init__(self, context: Context) -> None:
        """Build the summary, the form and the inventory entry."""
        super().__init__(context)
        self._fields = BoundFields(context, self)
        self._content = QWidget()
        self._content.setObjectName("page")
        self._entry = InventoryEntry(context, self)
        body = QVBoxLayout(self._content)
        body.setContentsMargins(20, 12, 20, 20)
        body.setSpacing(12)
        for part in (self._make_summary(), self._make_form(), self._entry):
            body.addWidget(part)
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._content)
        self.setLayout(column(scroll, spacing=0))
        context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._content.setMaximumWidth(self.context.theme.px(LINE_WIDTH))

    # Building

    def _make_summary(self) -> QFrame:
        frame, layout = block(spacing=4)
        layout.addWidget(PlainLabel("Où en est le projet", kind="h2"))
        self._summary = PlainLabel(kind="text", wrap=True)
        layout.addWidget(self._summary)
        return frame

    def _make_form(self) -> QFrame:
        frame, layout = block(spacing=10)
        layout.addWidget(PlainLabel("Décision", kind="h2"))
        words = [(word.value, word.label) for word in list(Decision)[1:]]
        self._decision = Segments("Décision", words)
        self._decision.chosen.connect(self._decide)
        layout.addLayout(row(self._decision, None))
        self._candidates = QComboBox()
        self._candidates.setAccessibleName("Candidat retenu")
        self._candidates.activated.connect(self._choose)
        self._candidate_row = QWidget()
        self._candidate_row.setLayout(labelled("Candidat retenu", self._candidates))
        layout.addWidget(self._candidate_row)
        self._postponed = self._day("postponed_to")
        layout.addWidget(self._postponed)
        layout.addLayout(self._text("decision_reasons", "Ce qui a emporté la décision"))
        layout.addWidget(PlainLabel(title_of(Project, "consulted"), kind="field"))
        layout.addLayout(self._make_consulted())
        layout.addLayout(self._text("consulted_note", "Avis recueillis, réserves"))
        layout.addWidget(self._day("decided_on"))
        layout.addLayout(self._text("signatories", "Une fonction par ligne, sans nom de patient"))
        self._missing = PlainLabel(kind="warning", wrap=True)
        layout.addWidget(self._missing)
        return frame

    def _make_consulted(self) -> QVBoxLayout:
        layout = column(spacing=2)
        self._consulted: dict[str, QCheckBox] = {}
        for word in Consulted:
            box = QCheckBox(word.label)
            box.clicked.connect(self._consulted_changed)
            self._consulted[word.value] = box
            layout.addWidget(box)
        return layout

    def _text(self, name: str, placeholder: str) -> QVBoxLayout:
        title = title_of(Project, name)
        field = TextField(title, placeholder, (2, 10))
        self._fields.bind(
            field,
            lambda: getattr(self.dossier.project, name),
            lambda text, run: self._keep(name, text, run),
        )
        return labelled(title, field)

    def _day(self, name: str) -> QWidget:
        title = title_of(Project, name)
        field, problem = LineField(title, "jj/mm/aaaa"), PlainLabel(kind="error", wrap=True)
        field.setMaximumWidth(self.context.theme.px(150))
        problem.hide()

        def keep(text: str, run: str) -> bool:
            value = parse_day(text) if text else None
            wrong = bool(text) and value is None
            problem.setText(f"«\u00a0{text}\u00a0» n’est pas une date. Écrire jj/mm/aaaa.")
            problem.setVisible(wrong)
            return True if wrong else self._keep(name, value, run)

        self._fields.bind(field, lambda: day(getattr(self.dossier.project, name)), keep)
        holder = QWidget()
        holder.setLayout(labelled(title, field, problem))
        return holder

    # Showing

    @override
    def refresh(self) -> None:
        project = self.dossier.project
        self._summary.setText("\n".join(summary_lines(self.dossier)))
        self._decision.set_value(project.decision.value)
        self._fields.show()
        for key, box in self._consulted.items():
            box.setChecked(key in project.consulted)
        self._show_candidates()
        self._candidate_row.setVisible(project.decision is Decision.KEEP)
        self._postponed.setVisible(project.decision is Decision.POSTPONE)
        missing = missing_words(project)
        self._missing.setText(missing or "Les documents ne portent plus « Brouillon ».")
        self._missing.setProperty("kind", "warning" if missing else "help")
        self._entry.show_dossier(self.dossier)

    def _show_candidates(self) -> None:
        self._candidates.clear()
        self._candidates.addItem("À choisir", None)
        for candidate in self.dossier.compared:
            words = f"{self.dossier.letter(candidate)}  {candidate.name}"
            self._candidates.addItem(words, candidate.id)
            if candidate.id == self.dossier.project.chosen:
                self._candidates.setCurrentIndex(self._candidates.count() - 1)

    @override
    def show_route(self, route: Route) -> None:
        self.refresh()

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        return dossier.project.is_decided

    @override
    def zones(self) -> list[QWidget]:
        return [self._content]

    @override
    def flush(self) -> bool:
        return self._fields.flush()

    # Writing

    def _keep(self, name: str, value: object, run: str = "") -> bool:
        title = title_of(Project, name)
        changed = self.dossier.project.but(**{name: value})
        return self.save(changed, f"{title[0].lower()}{title[1:]}", run)

    def _decide(self, key: str) -> None:
        """Note the decision; its date is today's until another is typed."""
        project = self.dossier.project
        decision = Decision(key)
        decided_on = project.decided_on or today() if key else None
        changed = project.but(decision=decision, decided_on=decided_on)
        words = decision.label.lower() if key else "à prendre"
        self.save(changed, f"décision, {words}")

    def _choose(self) -> None:
        self._keep("chosen", self._candidates.currentData())

    def _consulted_changed(self) -> None:
        chosen = tuple(key for key, box in self._consulted.items() if box.isChecked())
        self._keep("consulted", chosen)


def missing_words(project: Project) -> str:
    """What a decision still lacks, in one sentence; nothing is mandatory."""
    if project.decision is Decision.NONE:
        return "Tant que rien n’est décidé, les documents portent «\u00a0Brouillon\u00a0»."
    wanted = {
        "les raisons": bool(project.decision_reasons),
        "les personnes consultées": bool(project.consulted),
        "la date": project.decided_on is not None,
        "les signataires": bool(project.signatories),
        "le candidat": project.decision is not Decision.KEEP or project.chosen is not None,
    }
    absent = [words for words, there in wanted.items() if not there]
    return f"À compléter\u00a0: {', '.join(absent)}." if absent else ""


def summary_lines(dossier: Dossier) -> list[str]:
    """Where a project stands, in words; no score and no rank."""
    total = len(dossier.guide.official_pages)
    lines = [
        f"{count(len(dossier.compared), 'candidat')} à l’étude, "
        f"{dossier.complete_count} questions complètes sur {total}."
    ]
    compared = compare(dossier)
    for place, candidate in enumerate(dossier.compared):
        judged = [line.cells[place].judgement for line in compared]
        blocking, missing = judged.count(Judgement.BLOCKING), judged.count(Judgement.MISSING)
        waiting = len(list(dossier.cells_in_state(candidate.id, AnswerState.ASKED)))
        words = [
            count(blocking, "point bloquant", "points bloquants"),
            count(missing, "ligne sans réponse", "lignes sans réponse"),
        ]
        if waiting:
            words.append(f"{count(waiting, 'réponse attendue', 'réponses attendues')} de l’éditeur")
        lines.append(f"{dossier.letter(candidate)}  {candidate.name}\u00a0: {', '.join(words)}.")
    return lines

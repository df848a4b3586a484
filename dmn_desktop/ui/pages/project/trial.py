"""Step 5, Expérimentation (question 9): whether to try before buying, and what to show."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Hypothesis, Record
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import TrialNeed
from dmn_desktop.ui.pages.project.guided_step import GuidedStep
from dmn_desktop.ui.pages.project.record_cards import CardShape
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, block, column, row

OBJECTIVE = "q9_a"
SHOWN = ("q9_a", "q9_b", "q9_c", "q9_d")
HYPOTHESES = ("q9_b_1", "q9_b_2", "q9_b_3")
"""Points that the hypotheses answer; a text written for one of them elsewhere is shown too."""


class TrialStep(GuidedStep):
    """The trial, or why there is none."""

    key = "experimentation"
    title = "Expérimentation"
    question_id = "q9"
    next_step = "indicateurs"
    next_words = "Passer aux indicateurs"
    add_words = "Ajouter une hypothèse"
    shape = CardShape(
        "hypothèse",
        (("hypothesis",), ("condition", "measure"), ("result", "verdict")),
        "Aucune hypothèse. En écrire au moins une avant de commencer\u00a0: ce que l’on veut "
        "montrer, à quelle condition, et comment on le mesurera.",
        frozenset({"hypothesis", "condition", "measure", "result"}),
        "e",
    )

    # Building

    @override
    def build(self, body: QVBoxLayout) -> None:
        self._cells = {cell.id: cell for cell in self.question.cells}
        self._written: dict[str, QWidget] = {}
        frame, layout = block(spacing=10)
        words = [(w.value, w.label) for w in (TrialNeed.YES, TrialNeed.NO)]
        self._need = Segments("Faut-il un essai avant l’achat", words)
        self._need.chosen.connect(self._decide)
        self._reason_hint = PlainLabel("Motif à compléter.", kind="warning")
        layout.addWidget(PlainLabel("Faut-il un essai avant l’achat\u00a0?", kind="h3"))
        layout.addLayout(row(self._need, None))
        reason = "Pourquoi un essai est utile, ou pourquoi il ne l’est pas"
        layout.addLayout(self.project_field("trial_reason", self._reason_hint, reason))
        body.addWidget(frame)
        self._trial = QWidget()
        parts = (self._make_plan(), self._make_hypotheses(), self._make_end())
        self._trial.setLayout(column(*parts, spacing=12))
        body.addWidget(self._trial)

    def _make_plan(self) -> QFrame:
        frame, layout = block(spacing=10)
        for key in SHOWN:
            layout.addLayout(self.cell_field(self._cells[key]))
            if key == "q9_b":
                for other in HYPOTHESES:
                    layout.addWidget(self._make_written(other))
        dates = row(spacing=12)
        for name in ("trial_start", "trial_end"):
            dates.addLayout(self.day_field(name), 1)
        layout.addLayout(dates)
        self._dates_hint = PlainLabel("La fin de l’essai précède son début.", kind="warning")
        layout.addWidget(self._dates_hint)
        return frame

    def _make_written(self, key: str) -> QWidget:
        holder = QWidget()
        holder.setLayout(self.cell_field(self._cells[key]))
        self._written[key] = holder
        return holder

    def _make_hypotheses(self) -> QWidget:
        holder = QWidget()
        layout = column(spacing=10)
        layout.addLayout(row(PlainLabel("Hypothèses", kind="h2"), None, self.add_button))
        points = [self._cells[key] for key in HYPOTHESES]
        lines = [f"{cell.letter}\u00a0: {cell.text}." for cell in points]
        layout.addWidget(PlainLabel("\n".join(lines), kind="help", wrap=True))
        layout.addWidget(self.blanks)
        layout.addWidget(self.cards)
        holder.setLayout(layout)
        return holder

    def _make_end(self) -> QFrame:
        frame, layout = block()
        words = "Ce que l’essai a montré, à partager, voire à publier"
        layout.addLayout(self.project_field("trial_conclusion", placeholder=words))
        return frame

    # Records

    @override
    def records(self) -> tuple[Hypothesis, ...]:
        return self.dossier.hypotheses

    @override
    def new_record(self, position: int) -> Record:
        return Hypothesis(project_id=self.dossier.project.id, position=position, hypothesis="")

    # Showing

    @override
    def refresh(self) -> None:
        super().refresh()
        project = self.dossier.project
        self._need.set_value(project.trial.value)
        self._need.setEnabled(not self.context.register.read_only)
        self._reason_hint.setVisible(project.trial is TrialNeed.NO and not project.trial_reason)
        for key, holder in self._written.items():
            holder.setVisible(_has_text(self.dossier, key))
        start, end = project.trial_start, project.trial_end
        self._dates_hint.setVisible(start is not None and end is not None and end < start)
        self._trial.setVisible(project.trial is TrialNeed.YES or self._has_content())

    def _has_content(self) -> bool:
        """Whether something was written about a trial: it is then never hidden."""
        project = self.dossier.project
        dated = project.trial_start or project.trial_end or project.trial_conclusion
        written = any(_has_text(self.dossier, key) for key in (*SHOWN, *HYPOTHESES))
        return bool(self.dossier.hypotheses or dated) or written

    def _decide(self, key: str) -> None:
        if not self.keep_project("trial", TrialNeed(key)):
            self.refresh()

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        project = dossier.project
        if project.trial is TrialNeed.NO:
            return bool(project.trial_reason)
        tried = project.trial is TrialNeed.YES and _has_text(dossier, OBJECTIVE)
        return tried and any(item.hypothesis for item in dossier.hypotheses)


def _has_text(dossier: Dossier, key: str) -> bool:
    answer = dossier.answer(None, key)
    return answer is not None and bool(answer.text)

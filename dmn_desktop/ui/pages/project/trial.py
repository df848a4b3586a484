"""Step 5, Expérimentation (question 9): whether to try before buying, and what to show."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Hypothesis, Record
from dmn_desktop.core.text import parse_day
from dmn_desktop.core.vocabulary import TrialNeed
from dmn_desktop.ui.pages.project.guided_step import GuidedStep
from dmn_desktop.ui.pages.project.record_cards import CardShape
from dmn_desktop.ui.routes import Command
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, block, button, row

OBJECTIVE = "q9_a"
SHOWN = ("q9_a", "q9_b", "q9_c", "q9_d")


class TrialStep(GuidedStep):
    """The trial, or why there is none."""

    key = "experimentation"
    title = "Expérimentation"
    question_id = "q9"
    next_step = "indicateurs"
    next_words = "Passer aux indicateurs"
    shape = CardShape(
        "hypothèse",
        (("hypothesis",), ("condition", "measure"), ("result", "verdict")),
        "Aucune hypothèse. En écrire au moins une avant de commencer\u00a0: ce que l’on veut "
        "montrer, à quelle condition, et comment on le mesurera.",
        frozenset({"hypothesis", "condition", "measure", "result"}),
        "e",
    )

    @override
    def build(self, body: QVBoxLayout) -> None:
        frame, layout = block(spacing=10)
        words = [(w.value, w.label) for w in (TrialNeed.YES, TrialNeed.NO)]
        self._need = Segments("Faut-il un essai avant l’achat", words)
        self._need.chosen.connect(lambda key: self.keep_project("trial", TrialNeed(key)))
        self._reason_hint = PlainLabel("Motif à compléter.", kind="warning")
        layout.addWidget(PlainLabel("Faut-il un essai avant l’achat\u00a0?", kind="h3"))
        layout.addLayout(row(self._need, None))
        layout.addLayout(self.project_field("trial_reason", self._reason_hint))
        body.addWidget(frame)
        self._trial = self._make_trial()
        body.addWidget(self._trial)

    def _make_trial(self) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        frame, fields = block(spacing=10)
        cells = {cell.id: cell for cell in self.question.cells}
        for key in SHOWN:
            fields.addLayout(self.cell_field(cells[key]))
        dates = row(None)
        for place, name in enumerate(("trial_start", "trial_end")):
            dates.insertLayout(place, self.day_field(name))
        fields.addLayout(dates)
        layout.addWidget(frame)
        add = button("Ajouter une hypothèse", self.add)
        add.setIcon(self.context.theme.icon("plus"))
        layout.addLayout(row(PlainLabel("Hypothèses", kind="h2"), None, add))
        for key in ("q9_b_1", "q9_b_2", "q9_b_3"):
            layout.addWidget(PlainLabel(cells[key].text, kind="help", wrap=True))
        layout.addWidget(self.cards)
        end, conclusion = block()
        conclusion.addLayout(self.project_field("trial_conclusion"))
        layout.addWidget(end)
        return holder

    @override
    def day_problem(self, name: str, text: str) -> str:
        start, end = self.dossier.project.trial_start, parse_day(text)
        if name == "trial_end" and start and end and end < start:
            return "La fin précède le début."
        return ""

    @override
    def records(self) -> tuple[Hypothesis, ...]:
        return self.dossier.hypotheses

    @override
    def new_record(self, position: int) -> Record:
        return Hypothesis(project_id=self.dossier.project.id, position=position, hypothesis="")

    @override
    def refresh(self) -> None:
        super().refresh()
        project = self.dossier.project
        self._need.set_value(project.trial.value)
        self._reason_hint.setVisible(project.trial is TrialNeed.NO and not project.trial_reason)
        self._trial.setVisible(project.trial is TrialNeed.YES or self._has_content())

    def _has_content(self) -> bool:
        """Whether something was written about a trial: it is then never hidden."""
        written = any(self.dossier.answer(None, key) for key in SHOWN)
        return bool(self.dossier.hypotheses) or written

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        project = dossier.project
        if project.trial is TrialNeed.NO:
            return bool(project.trial_reason)
        objective = dossier.answer(None, OBJECTIVE)
        tried = project.trial is TrialNeed.YES and bool(objective and objective.text)
        return tried and bool(dossier.hypotheses)

    @override
    def commands(self) -> list[Command]:
        return [Command("Ajouter une hypothèse", self.add, "Ctrl+N", "plus")]

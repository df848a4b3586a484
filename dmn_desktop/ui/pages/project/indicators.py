"""Step 6, Indicateurs (question 10): what will tell that the integration succeeds."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import ModelIndicator
from dmn_desktop.core.records import Indicator, Record
from dmn_desktop.core.vocabulary import Frequency
from dmn_desktop.ui.pages.project.guided_step import GuidedStep
from dmn_desktop.ui.pages.project.record_cards import CardShape
from dmn_desktop.ui.routes import Command
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row


class IndicatorsStep(GuidedStep):
    """The indicators, and those that the specialty's model proposes."""

    key = "indicateurs"
    title = "Indicateurs"
    question_id = "q10"
    next_step = "decision"
    next_words = "Passer à la décision"
    shape = CardShape(
        "indicateur",
        (("name",), ("source", "target"), ("frequency", "next_reading")),
        "Aucun indicateur. Un ou deux suffisent\u00a0: qui s’en sert, combien de fois, et le temps "
        "gagné ou perdu.",
        frozenset({"name", "source", "target"}),
    )

    @override
    def build(self, body: QVBoxLayout) -> None:
        frame, layout = block(spacing=10)
        for cell in self.question.cells:
            layout.addLayout(self.cell_field(cell))
        body.addWidget(frame)
        add = button("Ajouter un indicateur", self.add)
        add.setIcon(self.context.theme.icon("plus"))
        body.addLayout(row(PlainLabel("Indicateurs", kind="h2"), None, add))
        self._proposals = column(spacing=2)
        body.addLayout(self._proposals)
        body.addWidget(self.cards)
        body.addWidget(
            PlainLabel(
                "En cas d’arrêt ou d’échec, ce bilan est utile à l’éditeur et à d’autres "
                "utilisateurs\u00a0: le leur transmettre.",
                kind="help",
                wrap=True,
            )
        )

    @override
    def records(self) -> tuple[Indicator, ...]:
        return self.dossier.indicators

    @override
    def new_record(self, position: int) -> Record:
        return Indicator(project_id=self.dossier.project.id, position=position, name="")

    @override
    def refresh(self) -> None:
        super().refresh()
        clear(self._proposals)
        for proposal in self._missing():
            add = button(f"Ajouter «\u00a0{proposal.name}\u00a0»", kind="quiet")
            add.clicked.connect(lambda _=False, chosen=proposal: self._add_proposal(chosen))
            self._proposals.addLayout(row(add, None))

    def _missing(self) -> list[ModelIndicator]:
        """What the project's model proposes and is not there."""
        names = {indicator.name for indicator in self.dossier.indicators}
        models = self.context.library.models
        model = next((m for m in models if m.id == self.dossier.project.model), None)
        return [i for i in model.indicators if i.name not in names] if model else []

    def _add_proposal(self, proposal: ModelIndicator) -> None:
        position = len(self.dossier.indicators) + 1
        indicator = Indicator(
            project_id=self.dossier.project.id,
            position=position,
            name=proposal.name,
            source=proposal.source,
            frequency=Frequency(proposal.frequency),
            target=proposal.target,
        )
        self.save(indicator, f"indicateur {position}")

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        return any(indicator.target for indicator in dossier.indicators)

    @override
    def commands(self) -> list[Command]:
        return [Command("Ajouter un indicateur", self.add, "Ctrl+N", "plus")]

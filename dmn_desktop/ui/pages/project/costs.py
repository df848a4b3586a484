"""Cost lines over the contract (7.3) and expected gains (7.5), with a total per candidate."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

from dmn_desktop.core.costs import total
from dmn_desktop.core.records import Candidate, CostLine
from dmn_desktop.core.text import count, euros, grouped, parse_euros
from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.record_cards import CardsDetail, CardShape
from dmn_desktop.ui.widgets.basics import PlainLabel, row
from dmn_desktop.ui.widgets.fields import LineField


class CostsDetail(CardsDetail):
    """The amounts of each candidate."""

    heading = "Lignes de coût"
    help = (
        "Une ligne par montant du contrat, de la mise en route à la désinstallation, et par gain "
        "attendu. Les totaux sont des faits, pas un classement."
    )
    add_words = "Ajouter un montant"
    shape = CardShape(
        "montant",
        (("label", "cost_kind", "amount", "basis"), ("source",)),
        "Aucun montant noté pour ce candidat. Partir du devis, puis ajouter ce qui n’y est pas.",
    )

    def __init__(self, context: Context) -> None:
        """Add the duration and the volume above the cards."""
        super().__init__(context)
        self._years = QSpinBox()
        self._years.setRange(1, 20)
        self._years.setSuffix(" ans")
        self._years.lineEdit().setTextMargins(6, 0, 0, 0)  # as in the fields beside it
        self._years.setAccessibleName("Durée comparée, en années")
        self._years.editingFinished.connect(self._years_told)
        self._uses = LineField("Utilisations par an", "Volume prévu")
        self._uses.told.connect(self._uses_told)
        context.theme.hold(self._uses, most=140)
        years, uses = (
            PlainLabel("Durée comparée", "field"),
            PlainLabel("Utilisations par an", "field"),
        )
        years.setBuddy(self._years)
        uses.setBuddy(self._uses)
        layout = self.layout()
        layout.insertLayout(1, row(years, self._years, 16, uses, self._uses, None))  # type: ignore[union-attr]

    @override
    def refresh(self) -> None:
        project = self.dossier.project
        if not self._years.hasFocus():
            self._years.setValue(project.contract_years)
        if not self._uses.is_dirty():
            uses = project.uses_per_year
            self._uses.set_value("" if uses is None else grouped(uses))
        super().refresh()

    @override
    def records(self, candidate_id: str) -> list[CostLine]:
        return [line for line in self.dossier.costs if line.candidate_id == candidate_id]

    @override
    def new_record(self, candidate_id: str, position: int) -> CostLine:
        return CostLine(
            project_id=self.dossier.project.id,
            candidate_id=candidate_id,
            position=position,
            label="",
        )

    @override
    def summary(self, candidate: Candidate) -> str:
        lines = self.records(candidate.id)
        if not lines:
            return ""
        project = self.dossier.project
        found = total(lines, project)
        words = f"{euros(found.cost)} sur {count(project.contract_years, 'an')}"
        if found.gain:
            words += f", gains attendus {euros(found.gain)}"
        if found.without_volume:
            missing = count(found.without_volume, "montant")
            words += f". {missing} par utilisation hors total\u00a0: volume à préciser"
        return f"Total\u00a0: {words}."

    def _years_told(self) -> None:
        project = self.dossier.project
        if self._years.value() != project.contract_years:
            self.save(project.but(contract_years=self._years.value()), "durée comparée")

    def _uses_told(self, text: str) -> None:
        cents = parse_euros(text) if text else None
        project = self.dossier.project
        if text and cents is None:
            self.context.messages.warn(f"« {text} » n’est pas un nombre d’utilisations.")
            return
        self.save(
            project.but(uses_per_year=None if cents is None else max(0, cents // 100)),
            "utilisations par an",
        )

"""A corrective action: what will be done so that it does not happen again."""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core import incident_vocabulary as words
from dmn_desktop.core.records.record import Record, Refers, today


class CorrectiveAction(Record):
    """An action with somebody in charge, a date, and a way to know whether it worked.

    Attributes:
        reference: Number of what it comes from, « I-2026-04 », « R-05.2 », « CQ-03 ».
        paqss: The line of the quality and safety programme that carries it.
    """

    kind = "corrective_action"
    title = "action corrective"
    unique = (("number",),)

    number: int = Field(ge=1, title="Numéro")
    text: str = Field(title="Action")
    origin: words.ActionOrigin = Field(words.ActionOrigin.INCIDENT, title="Origine")
    reference: str = Field("", title="Référence")
    incident_id: Annotated[str | None, Refers("incident", owned=False)] = None
    risk_id: Annotated[str | None, Refers("risk", owned=False)] = None
    device_id: Annotated[str | None, Refers("device", owned=False)] = None
    device: str = Field("", title="Dispositif")
    state: words.ActionState = Field(words.ActionState.TO_DECIDE, title="État")
    owner: str = Field("", title="Confiée à (fonction)")
    due_on: date | None = Field(None, title="Échéance")
    means: str = Field("", title="Moyens")
    indicator: str = Field("", title="Indicateur d’effet")
    check_on: date | None = Field(None, title="Vérifier l’effet le")
    effect: words.Effect = Field(words.Effect.NONE, title="Effet constaté")
    effect_note: str = Field("", title="Ce que la vérification a montré")
    checked_on: date | None = Field(None, title="Effet vérifié le")
    checked_by: str = Field("", title="Vérifié par (fonction)")
    paqss: str = Field("", title="Ligne du PAQSS")
    proof: str = Field("", title="Preuve")
    file_name: str = Field("", title="Nom du fichier de preuve")
    size: int = Field(0, ge=0, title="Taille, en octets")
    sha256: str = Field("", max_length=64, title="Empreinte")
    reason: str = Field("", title="Motif de l’abandon")
    opened_on: date = Field(default_factory=today, title="Ouverte le")
    done_on: date | None = Field(None, title="Réalisée le")
    closed_on: date | None = Field(None, title="Close le")

    @property
    def code(self) -> str:
        """« A-07 »."""
        return f"A-{self.number:02d}"

"""Risks attached to devices, and the scale by which a structure judges them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core.records.record import Record, Refers, today
from dmn_desktop.core.vocabulary import RiskState, RiskTheme


class Risk(Record):
    """A risk of a device: cause, event, consequence; before and after measures.

    Severities and likelihoods count from 1; 0 is not judged yet.

    Attributes:
        number: Within its device, from 1; 0 for what was set aside, which is no risk.
        text: The event.
        rule: The proposal it came from, so that it is not proposed again.
        reason: Why it was refused or closed.
    """

    kind = "risk"
    title = "risque"

    device_id: Annotated[str, Refers("device")]
    number: int = Field(ge=0, title="Numéro")
    text: str = Field(title="Événement redouté")
    theme: RiskTheme = Field(RiskTheme.CLINICAL, title="Thème")
    cause: str = Field("", title="Cause")
    consequence: str = Field("", title="Conséquence")
    severity: int = Field(0, ge=0, le=9, title="Gravité avant mesures")
    likelihood: int = Field(0, ge=0, le=9, title="Vraisemblance avant mesures")
    measures: str = Field("", title="Mesures en place")
    residual_severity: int = Field(0, ge=0, le=9, title="Gravité après mesures")
    residual_likelihood: int = Field(0, ge=0, le=9, title="Vraisemblance après mesures")
    action: str = Field("", title="Encore à faire")
    owner: str = Field("", title="Confié à (fonction)")
    due_on: date | None = Field(None, title="Échéance")
    state: RiskState = Field(RiskState.OPEN, title="État")
    reason: str = Field("", title="Motif")
    accepted_by: str = Field("", title="Risque résiduel accepté par (fonction)")
    accepted_on: date | None = Field(None, title="Accepté le")
    reviewed_on: date | None = Field(None, title="Revu le")
    rule: str = Field("", title="Proposition d’origine")
    cell: str = Field("", title="Question d’origine")
    origin: str = Field("", title="Réponse d’origine")
    opened_on: date = Field(default_factory=today, title="Ouvert le")


class RiskScale(Record):
    """How the structure judges risks. There is one; without it, the program's default holds.

    The grid has a digit per cell, 1 low, 2 medium, 3 high: one text per severity from the least,
    one digit per likelihood from the least.
    """

    kind = "risk_scale"
    title = "échelle des risques"

    severities: tuple[str, ...] = Field((), title="Gravités, de la moindre à la pire")
    likelihoods: tuple[str, ...] = Field((), title="Vraisemblances, de la moindre à la pire")
    grid: tuple[str, ...] = Field((), title="Criticité de chaque case")
    reason: str = Field("", title="Motif du changement")
    changed_on: date = Field(default_factory=today, title="Modifiée le")

"""Risks with their devices, as lists and papers read them."""

from __future__ import annotations

from dataclasses import dataclass

from dmn_desktop.core.criticality import (
    cell_of,
    cell_words,
    code,
    current_level,
    is_judged_after,
    level_before,
)
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.records import Device, Risk, RiskScale, Structure


@dataclass(frozen=True)
class ListedRisk:
    """A risk with the device it belongs to."""

    risk: Risk
    device: Device

    @property
    def code(self) -> str:
        """« R-05.2 »."""
        return code(self.device.number, self.risk.number)


@dataclass(frozen=True)
class RiskRegister:
    """All that a paper about risks reads.

    Attributes:
        listed: The risks, by number.
        refused: What was proposed and refused, « aucun risque » included.
        narrowed: In words, what the list was narrowed to; empty for all.
    """

    structure: Structure
    scale: RiskScale
    listed: tuple[ListedRisk, ...] = ()
    refused: tuple[ListedRisk, ...] = ()
    narrowed: str = ""


def judged_cell(risk: Risk, scale: RiskScale, after: bool) -> tuple[int, int] | None:
    """The cell where a risk stands, before measures or now."""
    if after and is_judged_after(risk):
        return cell_of(scale, risk.residual_severity, risk.residual_likelihood)
    return cell_of(scale, risk.severity, risk.likelihood)


def shown_level(risk: Risk, scale: RiskScale, after: bool) -> RiskLevel:
    """The level of that cell."""
    return current_level(risk, scale) if after else level_before(risk, scale)


def judgement_words(risk: Risk, scale: RiskScale, after: bool) -> str:
    """« Critique, probable », « Pas encore jugé »."""
    pair = (risk.severity, risk.likelihood)
    if after:
        pair = (risk.residual_severity, risk.residual_likelihood)
    return cell_words(scale, *pair) if all(pair) else "Pas encore jugé"

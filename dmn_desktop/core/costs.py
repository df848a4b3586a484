"""Costs and expected gains of a candidate over the compared duration (guide, 7.3 and 7.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dmn_desktop.core.records import CostLine, Project
from dmn_desktop.core.vocabulary import CostBasis, CostKind


@dataclass(frozen=True)
class CostTotal:
    """Sums in cents over the whole duration.

    Attributes:
        without_volume: Lines paid per use that are left out because the volume is unknown.
    """

    cost: int
    gain: int
    without_volume: int


def line_total(line: CostLine, project: Project) -> int | None:
    """What one line comes to over the duration, in cents; None when the volume is unknown."""
    years = project.contract_years
    if line.basis is CostBasis.ONCE:
        return line.amount
    if line.basis is CostBasis.YEARLY:
        return line.amount * years
    if line.basis is CostBasis.MONTHLY:
        return line.amount * 12 * years
    if project.uses_per_year is None:
        return None
    return line.amount * project.uses_per_year * years


def total(lines: Iterable[CostLine], project: Project) -> CostTotal:
    """Total of some lines over the duration of the project."""
    cost = gain = unknown = 0
    for line in lines:
        value = line_total(line, project)
        if value is None:
            unknown += 1
        elif line.cost_kind is CostKind.COST:
            cost += value
        else:
            gain += value
    return CostTotal(cost, gain, unknown)

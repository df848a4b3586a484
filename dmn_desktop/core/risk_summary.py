"""The risks of a device in a few figures: what its badge and its dates come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from dmn_desktop.core.criticality import ORDER, level
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.records import RiskScale
from dmn_desktop.core.risk_content import risk_content
from dmn_desktop.core.vocabulary import RiskState

LIVE = (RiskState.OPEN, RiskState.ACCEPTED)
"""States in which a risk counts."""


@dataclass(frozen=True)
class RiskSummary:
    """The risks of a device in a few figures.

    Attributes:
        level: What its badge shows.
        live: Risks open or accepted.
        high: Those that are high now.
        medium: Those that are medium now.
        to_assess: Those that nobody has judged.
        overdue: Open ones whose date is past.
        unanswered: How many of the four prompts of the sheet have no answer.
        last_on: The day of the last judgement or review, None while there is none.
    """

    level: RiskLevel = RiskLevel.TO_ASSESS
    live: int = 0
    high: int = 0
    medium: int = 0
    to_assess: int = 0
    overdue: int = 0
    unanswered: int = 4
    last_on: date | None = None


NO_RISKS = RiskSummary()
"""Of a device of which nothing was analysed yet."""

SUMMED = (
    "device_id",
    "theme",
    "state",
    "rule",
    "severity",
    "likelihood",
    "residual_severity",
    "residual_likelihood",
    "due_on",
    "reviewed_on",
)
"""Fields of a risk that a summary reads, in the order of its rows."""

_OPEN, _REFUSED = RiskState.OPEN.value, RiskState.REFUSED.value
_COUNTED = frozenset(state.value for state in LIVE)
_MOST = 10
"""Severities and likelihoods are below it; see `Risk`."""


@cache
def _prompts() -> dict[str, int]:
    """The four prompts of the sheet, each with a bit of its own."""
    themes = [family.theme.value for family in risk_content().families if family.prompt]
    return {theme: 1 << place for place, theme in enumerate(themes)}


class _Figures:
    """What is counted of one device while its risks go by."""

    __slots__ = ("answered", "last_on", "late", "levels")

    def __init__(self) -> None:
        self.levels = [0] * len(ORDER)
        self.late = 0
        self.answered = 0
        self.last_on: date | None = None


def summarise(
    rows: Iterable[tuple[Any, ...]], scale: RiskScale, on: date
) -> dict[str, RiskSummary]:
    """The figures of each device that has risks, by its identifier.

    Written for a hundred thousand devices: one pass over plain values, each different summary
    made once.

    Args:
        rows: The risks, refused ones too: plain values of the fields `SUMMED`.
        scale: The scale in use.
        on: The day.
    """
    ranks = [[ORDER.index(level(scale, s, v)) for v in range(_MOST)] for s in range(_MOST)]
    prompts, found = _prompts(), dict[str, _Figures]()
    for device_id, theme, state, rule, s, v, after_s, after_v, due_on, reviewed_on in rows:
        figures = found.get(device_id)
        if figures is None:
            figures = found[device_id] = _Figures()
        if state != _REFUSED or rule == f"famille_{theme}":
            figures.answered |= prompts.get(theme, 0)
            last = figures.last_on
            if reviewed_on is not None and (last is None or reviewed_on > last):
                figures.last_on = reviewed_on
        if state in _COUNTED:
            judged_after = after_s > 0 and after_v > 0
            rank = ranks[after_s][after_v] if judged_after else ranks[s][v]
            figures.levels[rank] += 1
            if due_on is not None and state == _OPEN and due_on < on:
                figures.late += 1
    return {
        device_id: _summary(tuple(f.levels), f.late, f.answered, f.last_on)
        for device_id, f in found.items()
    }


@lru_cache(maxsize=10_000)
def _summary(
    levels: tuple[int, ...], late: int, answered: int, last_on: date | None
) -> RiskSummary:
    by_level = dict(zip(ORDER, levels, strict=True))
    unanswered = len(_prompts()) - answered.bit_count()
    nothing = RiskLevel.TO_ASSESS if unanswered else RiskLevel.LOW
    return RiskSummary(
        level=next((known for known, number in by_level.items() if number), nothing),
        live=sum(levels),
        high=by_level[RiskLevel.HIGH],
        medium=by_level[RiskLevel.MEDIUM],
        to_assess=by_level[RiskLevel.TO_ASSESS],
        overdue=late,
        unanswered=unanswered,
        last_on=last_on,
    )

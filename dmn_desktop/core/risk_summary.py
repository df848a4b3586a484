"""The risks of a device in a few figures: what its badge and its dates come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dmn_desktop.core.criticality import level, worst
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
        to_assess: Those that nobody has judged.
        overdue: Open ones whose date is past.
        unanswered: How many of the four prompts of the sheet have no answer.
        last_on: The day of the last judgement or review, None while there is none.
    """

    level: RiskLevel = RiskLevel.TO_ASSESS
    live: int = 0
    high: int = 0
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
    "opened_on",
)
"""Fields of a risk that a summary reads, in the order of its rows."""


@cache
def _prompted() -> frozenset[str]:
    return frozenset(f.theme.value for f in risk_content().families if f.prompt)


def summarise(rows: Iterable[tuple[Any, ...]], scale: RiskScale, on: date) -> RiskSummary:
    """The figures of one device.

    Args:
        rows: Its risks, refused ones too: plain values of the fields `SUMMED`.
        scale: The scale in use.
        on: The day.
    """
    levels, answered, late = [], set(), 0
    last: date | None = None
    for _, theme, state, rule, s, v, after_s, after_v, due_on, reviewed_on, opened_on in rows:
        if state != RiskState.REFUSED or rule == f"famille_{theme}":
            answered.add(theme)
            seen = reviewed_on or opened_on
            last = seen if last is None or seen > last else last
        if state not in LIVE:
            continue
        judged_after = after_s > 0 and after_v > 0
        levels.append(level(scale, after_s, after_v) if judged_after else level(scale, s, v))
        late += state == RiskState.OPEN and due_on is not None and due_on < on
    unanswered = len(_prompted() - answered)
    nothing = RiskLevel.TO_ASSESS if unanswered else RiskLevel.LOW
    return RiskSummary(
        level=worst(levels) if levels else nothing,
        live=len(levels),
        high=levels.count(RiskLevel.HIGH),
        to_assess=levels.count(RiskLevel.TO_ASSESS),
        overdue=late,
        unanswered=unanswered,
        last_on=last,
    )

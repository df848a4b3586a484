"""How near a deadline is, in words that fit beside it; a clock set back never adds time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from dmn_desktop.core.deadlines import PARIS, local
from dmn_desktop.core.text import NBSP, day

_ONE_DAY = timedelta(days=1)
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)

AT_ONCE = timedelta(hours=24)
"""« Sans délai » names no date: after this long, waiting is shown as late. Ours, not the law's."""

SOON = timedelta(days=7)
SOON_HOURS = timedelta(hours=24)


class Dated(Protocol):
    """What a deadline is read from: a part of a declaration."""

    @property
    def immediate(self) -> bool:
        """Whether it is due « sans délai »."""
        ...

    @property
    def due_at(self) -> datetime | None:
        """The instant by which it is due."""
        ...

    @property
    def due_on(self) -> date | None:
        """The last day on which it is in time."""
        ...


@dataclass(frozen=True)
class Countdown:
    """A deadline at one instant.

    Attributes:
        words: « 2 j 4 h », « en retard de 3 h », « Sans délai ».
        elapsed: « connu depuis 5 h ».
        by: « avant le 27/10/2026 à 22:30 », empty for « sans délai ».
        late: Whether its time is past.
        soon: Whether its time is near.
        left: What is left, negative when late; None when no date is set.
    """

    words: str
    elapsed: str
    by: str = ""
    late: bool = False
    soon: bool = False
    immediate: bool = False
    left: timedelta | None = None


def countdown(dated: Dated, known: datetime, present: datetime) -> Countdown:
    """How near a deadline is.

    Args:
        dated: The deadline.
        known: When the incident became known: an instant before it is a clock set back.
        present: The instant, with its zone.
    """
    # In one zone Python subtracts what clocks show: an hour too much or too little in October.
    passed = max(utc(present) - utc(known), timedelta())
    elapsed = f"connu depuis {span(passed)}"
    end, by = end_of(dated, known)
    if end is not None:
        left = utc(end) - utc(known) - passed
        near = SOON_HOURS if dated.due_at is not None else SOON
        # A day is over at midnight; an hour is in time to its last instant.
        over = left == timedelta() and dated.due_at is None
        late = left < timedelta() or over
        words = f"en retard de {span(-left)}" if late else span(left)
        return Countdown(words, elapsed, by, late, left <= near, left=left)
    if dated.immediate:
        late = passed > AT_ONCE
        return Countdown("Sans délai", elapsed, late=late, soon=True, immediate=True)
    return Countdown("Sans échéance", elapsed)


def pressing(one: Countdown) -> tuple[bool, bool, bool, float]:
    """A key to sort by: late, then « sans délai », then the nearest."""
    left = one.left.total_seconds() if one.left is not None else 0.0
    return not one.late, not one.immediate, one.left is None, left


def end_of(dated: Dated, known: datetime) -> tuple[datetime | None, str]:
    """The instant when a deadline ends, and the words for it, in the time of the practice."""
    zone = local(known).tzinfo or PARIS
    if dated.due_at is not None:
        at = dated.due_at.astimezone(zone)
        return at, f"avant le {day(at)} à {at:%H:%M}"
    if dated.due_on is not None:
        last = datetime.combine(dated.due_on, time(), zone) + _ONE_DAY
        return last, f"avant le {day(dated.due_on)}, jour compris"
    return None, ""


def span(length: timedelta) -> str:
    """« 12 min », « 5 h 20 », « 2 j 4 h », « 85 j »: never more than is left."""
    days, rest = divmod(length, _ONE_DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // _MINUTE
    if days >= 10:
        return f"{days}{NBSP}j"
    if days:
        return f"{days}{NBSP}j {hours}{NBSP}h" if hours else f"{days}{NBSP}j"
    if hours:
        return f"{hours}{NBSP}h {minutes:02d}" if minutes else f"{hours}{NBSP}h"
    return f"{minutes}{NBSP}min"


def utc(moment: datetime) -> datetime:
    """An instant in UTC; without a zone it is Paris time."""
    return local(moment).astimezone(UTC)

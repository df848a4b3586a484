"""Dates that follow from a contract, each with the rule by which it was found.

Months are counted by the number of the day, as a reader of the contract would: from the 31st, or
from a 29th, 30th or 31st that a month lacks, the last day of that month is taken. Periods follow
each other from the first one, so that several renewals never drift.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dmn_desktop.core.device_vocabulary import YesNo
from dmn_desktop.core.text import NBSP, count, day

_ONE_DAY = timedelta(days=1)
_LAST_YEAR = 9_000
"""Contracts end before that; later dates are typing mistakes and give nothing."""


@dataclass(frozen=True)
class ComputedDate:
    """A date that the program found.

    Attributes:
        key: « fin », « preavis », « reconduction » or « preavis_suivant ».
        rule: How it was found, in one French sentence.
    """

    key: str
    title: str
    on: date
    rule: str
    past: bool = False


@dataclass(frozen=True)
class Terms:
    """What the contract says, as far as it was noted."""

    end: date | None = None
    notice_months: int | None = None
    tacit: YesNo = YesNo.NONE
    renewal_months: int | None = None


def add_months(start: date, months: int) -> date:
    """The same day of another month, or its last day when it has no such day.

    Raises:
        OverflowError: The year is not one of the calendar.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= _LAST_YEAR:
        raise OverflowError(f"year {year}")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def period_end(first_end: date, months: int, renewals: int) -> date:
    """The last day of a period, after some renewals of a first period that ended on a day."""
    return add_months(first_end + _ONE_DAY, months * renewals) - _ONE_DAY


def last_day_for_notice(end: date, notice_months: int) -> date:
    """The last day on which the contract can be ended for its last day."""
    return add_months(end, -notice_months)


def renewals_until(terms: Terms, on: date) -> int:
    """How many tacit renewals have begun on a day; 0 when there is no renewal to count."""
    if not _renews(terms) or terms.end is None or on <= terms.end:
        return 0
    months = terms.renewal_months or 1
    low = ((on.year - terms.end.year) * 12 + on.month - terms.end.month - 1) // months
    renewals = max(1, low)
    while period_end(terms.end, months, renewals) < on:
        renewals += 1
    return renewals


def computed_dates(terms: Terms, on: date) -> tuple[ComputedDate, ...]:
    """What follows from a contract on a given day; nothing without its end."""
    try:
        return tuple(_dates(terms, on))
    except (OverflowError, ValueError):
        return ()


def _dates(terms: Terms, on: date) -> Iterator[ComputedDate]:
    if terms.end is None:
        return
    renewals = renewals_until(terms, on)
    end = terms.end
    if renewals:
        end = period_end(terms.end, terms.renewal_months or 0, renewals)
    yield ComputedDate("fin", _end_title(terms), end, _end_rule(terms, renewals), end < on)
    notice = _notice("preavis", "Dernier jour pour dénoncer", terms, end, on)
    if notice is not None:
        yield notice
    if not _renews(terms):
        return
    following = period_end(terms.end, terms.renewal_months or 0, renewals + 1)
    rule = (
        f"Sans dénonciation à temps, le contrat repart pour {_months(terms.renewal_months)} "
        f"le {day(end + _ONE_DAY)}."
    )
    yield ComputedDate("reconduction", "Fin après reconduction", following, rule)
    if notice is not None and notice.past:
        later = _notice("preavis_suivant", "Dénonciation suivante", terms, following, on)
        if later is not None:
            yield later


def _notice(key: str, title: str, terms: Terms, end: date, on: date) -> ComputedDate | None:
    if terms.notice_months is None:
        return None
    last = last_day_for_notice(end, terms.notice_months)
    rule = f"{day(end)} moins {_months(terms.notice_months)} de préavis{_clamped(end, last)}."
    return ComputedDate(key, title, last, rule, last < on)


def _clamped(end: date, found: date) -> str:
    if end.day == found.day:
        return ""
    return f"{NBSP}; {found:%m/%Y} n’a pas de {end.day}, son dernier jour compte"


def _end_title(terms: Terms) -> str:
    return "Fin de la période en cours" if _renews(terms) else "Fin du contrat"


def _end_rule(terms: Terms, renewals: int) -> str:
    if not renewals:
        return "Date notée sur la fiche."
    times = count(renewals, "reconduction tacite", "reconductions tacites")
    return f"Fin notée le {day(terms.end)}, puis {times} de {_months(terms.renewal_months)}."


def _renews(terms: Terms) -> bool:
    return terms.tacit is YesNo.YES and bool(terms.renewal_months)


def _months(number: int | None) -> str:
    return f"{number or 0}{NBSP}mois"

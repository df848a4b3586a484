"""Deadlines of declarations: hours, days, working days and months, in local time.

Hours are elapsed time, so that a change of clocks neither gives nor takes one. Days and months are
those of the calendar on the wall: the first day does not count, and a month that lacks the day
ends on its last one.

Working days know the holidays of the whole country. Those of some départements only (Alsace,
Moselle, overseas) count as working days: a deadline is then early, never late. A last day that is
a Sunday or a holiday is not put off either, for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_ONE_DAY = timedelta(days=1)
_SUNDAY = 6


def local(moment: datetime) -> datetime:
    """The moment in the time of the practice.

    Without a zone it is Paris time. A zone that Paris does not have at that moment is kept: the
    practice is overseas.
    """
    if moment.tzinfo is None:
        return moment.replace(tzinfo=PARIS)
    in_paris = moment.astimezone(PARIS)
    return in_paris if in_paris.utcoffset() == moment.utcoffset() else _kept(moment)


def _kept(moment: datetime) -> datetime:
    """UTC is how programs write an instant, not where a practice is."""
    return moment.astimezone(PARIS) if moment.utcoffset() == timedelta(0) else moment


def after_hours(moment: datetime, hours: int) -> datetime:
    """A number of elapsed hours later, in the same zone."""
    zone: tzinfo = moment.tzinfo or PARIS
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone)


def after_working_days(day: date, number: int) -> date:
    """A number of working days later: Saturdays, Sundays and French public holidays excepted."""
    while number > 0:
        day += _ONE_DAY
        number -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Whether administrations work: Monday to Friday, public holidays excepted."""
    return day.weekday() < _SUNDAY - 1 and day not in set(public_holidays(day.year))


def public_holidays(year: int) -> Iterator[date]:
    """The eleven legal holidays of metropolitan France (Code du travail, L.3133-1)."""
    easter = easter_sunday(year)
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    yield from (date(year, month, day) for month, day in fixed)
    yield from (easter + timedelta(days=days) for days in (1, 39, 50))


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar.

    The formula of the anonymous author of 1876 (Meeus, Astronomical Algorithms, 1991, chapter 8).
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    skipped, kept = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - correction + 15) % 30
    weekday = (32 + 2 * kept + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)

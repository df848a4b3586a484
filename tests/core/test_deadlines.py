"""Deadlines in hours, working days and French holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.deadlines import (
    after_hours,
    after_working_days,
    easter_sunday,
    is_working_day,
    local,
    public_holidays,
)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (1961, date(1961, 4, 2)),
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
        (2285, date(2285, 3, 22)),
    ],
)
def test_easter(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


def test_the_eleven_holidays_of_2026() -> None:
    days = [f"{day:%d/%m}" for day in sorted(public_holidays(2026))]
    expected = "01/01 06/04 01/05 08/05 14/05 25/05 14/07 15/08 01/11 11/11 25/12"
    assert days == expected.split()


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2026, 11, 20), 2, date(2026, 11, 24)),  # Friday
        (date(2026, 11, 21), 2, date(2026, 11, 24)),  # Saturday
        (date(2026, 12, 24), 2, date(2026, 12, 29)),  # Christmas, then a week-end
        (date(2026, 5, 13), 1, date(2026, 5, 15)),  # Ascension
        (date(2026, 5, 7), 2, date(2026, 5, 12)),  # 8 May, then a week-end
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # New Year's Day, then a week-end
    ],
)
def test_working_days(start: date, number: int, end: date) -> None:
    assert after_working_days(start, number) == end


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 30))
def test_as_many_working_days_lie_between(start: date, number: int) -> None:
    end = after_working_days(start, number)
    days = [start + timedelta(days=n + 1) for n in range((end - start).days)]
    assert sum(map(is_working_day, days)) == number


@pytest.mark.parametrize(
    ("known", "due"),
    [
        ("2026-10-24T23:30:00+02:00", "2026-10-27T22:30:00+01:00"),
        ("2026-03-28T10:00:00+01:00", "2026-03-31T11:00:00+02:00"),
        ("2026-10-24T23:30:00", "2026-10-27T22:30:00+01:00"),
        ("2026-10-24T21:30:00+00:00", "2026-10-27T22:30:00+01:00"),
        ("2026-07-01T08:00:00+04:00", "2026-07-04T08:00:00+04:00"),
    ],
)
def test_72_hours_are_elapsed_time_in_local_words(known: str, due: str) -> None:
    assert after_hours(local(datetime.fromisoformat(known)), 72).isoformat() == due


@given(st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)), st.integers(0, 1000))
def test_hours_are_never_gained_or_lost(moment: datetime, hours: int) -> None:
    known = local(moment.replace(tzinfo=UTC))
    assert after_hours(known, hours) - known.astimezone(UTC) == timedelta(hours=hours)

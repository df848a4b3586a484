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
from dmn_desktop.core.triage import Delay


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


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-20", "2026-11-24"),  # Friday: Monday, Tuesday
        ("2026-11-21", "2026-11-24"),  # Saturday
        ("2026-11-22", "2026-11-24"),  # Sunday
        ("2026-04-02", "2026-04-07"),  # Good Friday counts; Easter Monday does not
        ("2026-05-07", "2026-05-12"),  # 8 May, a week-end
        ("2026-05-13", "2026-05-18"),  # Ascension, Friday, a week-end, Monday
        ("2026-05-21", "2026-05-26"),  # 22 May counts (Martinique rests); Whit Monday does not
        ("2026-05-22", "2026-05-27"),  # Whit Monday
        ("2026-07-13", "2026-07-16"),  # 14 July
        ("2026-08-14", "2026-08-18"),  # 15 August is a Saturday
        ("2026-11-10", "2026-11-13"),  # 11 November
        ("2025-12-24", "2025-12-29"),  # 26 December counts (Alsace and Moselle rest)
        ("2026-12-31", "2027-01-05"),  # 1 January, a week-end
        ("2027-05-05", "2027-05-10"),  # Ascension on 6 May, 8 May is a Saturday
        ("2028-04-28", "2028-05-03"),  # 1 May is a Monday
        ("2008-04-30", "2008-05-05"),  # 1 May and Ascension are one day
    ],
)
def test_two_working_days_by_the_calendar_on_the_wall(start: str, end: str) -> None:
    found = delay("jours_ouvres", 2).due(local(datetime.fromisoformat(f"{start}T18:00:00")))
    assert found == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-20", "2027-02-20"),
        ("2026-11-30", "2027-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2026-08-31", "2026-11-30"),
        ("2026-12-31", "2027-03-31"),
        ("2026-02-28", "2026-05-28"),  # by the number of the day, not end to end
        ("2028-02-29", "2028-05-29"),
    ],
)
def test_three_months_by_the_number_of_the_day(start: str, end: str) -> None:
    found = delay("mois", 3).due(local(datetime.fromisoformat(f"{start}T18:00:00")))
    assert found == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("known", "end"),
    [
        ("2026-10-24T23:30:00+02:00", "2026-11-08"),
        ("2026-10-24T22:30:00+00:00", "2026-11-09"),  # the 25th already in Paris
        ("2026-10-24T23:30:00-04:00", "2026-11-08"),  # still the 24th in Martinique
        ("2026-10-25T00:30:00+11:00", "2026-11-09"),  # the 25th already in Nouméa
        ("2026-12-20T08:00:00+01:00", "2027-01-04"),
        ("2028-02-20T08:00:00+01:00", "2028-03-06"),
    ],
)
def test_fifteen_days_start_on_the_day_where_the_practice_is(known: str, end: str) -> None:
    found = delay("jours", 15).due(local(datetime.fromisoformat(known)))
    assert found == date.fromisoformat(end)


def delay(kind: str, value: int) -> Delay:
    return Delay.model_validate({"type": kind, "valeur": value})


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 30))
def test_as_many_working_days_lie_between(start: date, number: int) -> None:
    end = after_working_days(start, number)
    days = [start + timedelta(days=n + 1) for n in range((end - start).days)]
    assert sum(map(is_working_day, days)) == number


@pytest.mark.parametrize(
    ("known", "due"),
    [
        ("2026-10-24T23:30:00+02:00", "2026-10-27T22:30:00+01:00"),
        ("2026-10-25T02:30:00+02:00", "2026-10-28T01:30:00+01:00"),  # the first 2:30 of that night
        ("2026-10-25T02:30:00+01:00", "2026-10-28T02:30:00+01:00"),  # the second
        ("2026-10-22T02:30:00+02:00", "2026-10-25T02:30:00+02:00"),  # ends at the first
        ("2026-03-26T02:30:00+01:00", "2026-03-29T03:30:00+02:00"),  # there is no 2:30 that night
        ("2026-03-29T01:59:00+01:00", "2026-04-01T02:59:00+02:00"),
        ("2026-12-30T12:00:00+01:00", "2027-01-02T12:00:00+01:00"),
        ("2028-02-27T08:00:00+01:00", "2028-03-01T08:00:00+01:00"),
        ("2026-10-24T23:30:00-04:00", "2026-10-27T23:30:00-04:00"),  # Martinique
        ("2026-10-24T23:30:00-10:00", "2026-10-27T23:30:00-10:00"),  # Papeete
        ("2026-10-24T23:30:00+11:00", "2026-10-27T23:30:00+11:00"),  # Nouméa
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

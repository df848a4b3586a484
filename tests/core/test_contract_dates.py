"""Dates of a contract: months, ends of months, leap years, renewals, and the rule in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.contract_dates import (
    Terms,
    add_months,
    computed_dates,
    last_day_for_notice,
    period_end,
    renewals_until,
)
from dmn_desktop.core.device_vocabulary import YesNo

days = st.dates(date(1990, 1, 1), date(2200, 12, 31))
months = st.integers(1, 120)


@pytest.mark.parametrize(
    ("end", "notice", "last"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2028, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 3, date(2026, 9, 30)),
        (date(2026, 6, 30), 3, date(2026, 3, 30)),
        (date(2026, 3, 15), 3, date(2025, 12, 15)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_the_last_day_for_notice(end: date, notice: int, last: date) -> None:
    assert last_day_for_notice(end, notice) == last


@pytest.mark.parametrize(
    ("first", "length", "renewals", "end"),
    [
        (date(2026, 12, 31), 12, 1, date(2027, 12, 31)),
        (date(2027, 2, 28), 12, 1, date(2028, 2, 29)),
        (date(2026, 6, 30), 1, 1, date(2026, 7, 31)),
        (date(2026, 3, 14), 12, 2, date(2028, 3, 14)),
        (date(2026, 1, 30), 1, 1, date(2026, 2, 27)),
        (date(2026, 1, 30), 1, 2, date(2026, 3, 30)),
    ],
)
def test_the_end_of_a_renewed_period(first: date, length: int, renewals: int, end: date) -> None:
    assert period_end(first, length, renewals) == end


@given(days, st.integers(-600, 600))
def test_adding_months_lands_in_the_right_month(start: date, number: int) -> None:
    found = add_months(start, number)
    assert (found.year - start.year) * 12 + found.month - start.month == number
    assert found.day == start.day or (found + timedelta(1)).day == 1


@given(days, months, st.integers(1, 20))
def test_periods_follow_each_other(first: date, length: int, renewals: int) -> None:
    before, after = (period_end(first, length, n) for n in (renewals - 1, renewals))
    assert before < after
    assert abs((after - before).days - 30.44 * length) <= 4


@given(days, months, days)
def test_the_current_period_holds_the_day(first: date, length: int, on: date) -> None:
    terms = Terms(first, None, YesNo.YES, length)
    renewals = renewals_until(terms, on)
    if on <= first:
        assert renewals == 0
    else:
        assert period_end(first, length, renewals - 1) < on <= period_end(first, length, renewals)


@given(days, st.integers(0, 60), st.sampled_from(YesNo), st.none() | st.integers(0, 60), days)
def test_dates_are_found_or_silent_whatever_was_typed(
    end: date, notice: int, tacit: YesNo, renewal: int | None, on: date
) -> None:
    found = computed_dates(Terms(end, notice, tacit, renewal), on)
    keys = [one.key for one in found]
    assert keys[:2] == ["fin", "preavis"]
    assert len(keys) == len(set(keys))
    assert all(one.rule.endswith(".") for one in found)
    assert found[1].on <= found[0].on


def test_nothing_is_found_without_an_end_or_with_an_absurd_one() -> None:
    on = date(2026, 11, 22)
    assert computed_dates(Terms(), on) == ()
    assert computed_dates(Terms(date.max, 3, YesNo.YES, 12), on) == ()
    assert computed_dates(Terms(date(1, 1, 15), 3), on) == ()


def test_each_date_tells_its_rule() -> None:
    terms = Terms(date(2026, 8, 31), 6, YesNo.YES, 12)
    end, notice, after, later = computed_dates(terms, date(2026, 5, 2))
    assert (end.title, end.on, end.rule) == (
        "Fin de la période en cours",
        date(2026, 8, 31),
        "Date notée sur la fiche.",
    )
    assert notice.past
    assert notice.rule == (
        "31/08/2026 moins 6\u00a0mois de préavis\u00a0; 02/2026 n’a pas de 31, "
        "son dernier jour compte."
    )
    assert (after.on, after.rule) == (
        date(2027, 8, 31),
        "Sans dénonciation à temps, le contrat repart pour 12\u00a0mois le 01/09/2026.",
    )
    assert (later.on, later.past) == (date(2027, 2, 28), False)


def test_a_contract_that_renewed_shows_its_present_period() -> None:
    terms = Terms(date(2024, 3, 31), 2, YesNo.YES, 12)
    end = computed_dates(terms, date(2026, 11, 22))[0]
    assert end.on == date(2027, 3, 31)
    assert end.rule == ("Fin notée le 31/03/2024, puis 3 reconductions tacites de 12\u00a0mois.")


def test_without_renewal_the_contract_just_ends() -> None:
    found = computed_dates(Terms(date(2026, 3, 31), None, YesNo.NO, None), date(2026, 11, 22))
    assert [(one.title, one.past) for one in found] == [("Fin du contrat", True)]

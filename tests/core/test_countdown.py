"""Deadlines counted down: words, changes of clocks, a workstation set back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.countdown import countdown, pressing, span
from dmn_desktop.core.deadlines import PARIS, after_hours
from dmn_desktop.core.records import DeclarationPart

KNOWN = datetime(2026, 10, 24, 23, 30, tzinfo=PARIS)


def part(
    at: datetime | None = None, on: date | None = None, immediate: bool = False
) -> DeclarationPart:
    return DeclarationPart(declaration_id="d", due_at=at, due_on=on, immediate=immediate)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=12), "12 min"),
        (timedelta(hours=5, minutes=20), "5 h 20"),
        (timedelta(hours=5, seconds=59), "5 h"),
        (timedelta(days=2, hours=4, minutes=59), "2 j 4 h"),
        (timedelta(days=3), "3 j"),
        (timedelta(days=85, hours=23), "85 j"),
        (timedelta(), "0 min"),
    ],
)
def test_words_of_what_is_left(length: timedelta, words: str) -> None:
    assert span(length).replace("\u00a0", " ") == words


def test_72_hours_over_the_change_of_clocks() -> None:
    due = datetime(2026, 10, 27, 22, 30, tzinfo=PARIS)
    found = countdown(part(due), KNOWN, datetime(2026, 10, 25, 18, 0, tzinfo=PARIS))
    assert found.words.replace("\u00a0", " ") == "2 j 4 h"
    assert found.by == "avant le 27/10/2026 à 22:30"
    assert (found.late, found.soon) == (False, False)


@pytest.mark.parametrize(
    ("known", "present", "left"),
    [
        ("2026-10-24T23:30", "2026-10-24T23:30", 72),
        ("2026-10-24T23:30", "2026-10-25T02:00", 69.5),
        ("2026-10-24T23:30", "2026-10-25T04:00", 66.5),
        ("2026-03-27T23:30", "2026-03-27T23:30", 72),
        ("2026-03-27T23:30", "2026-03-29T04:00", 44.5),
    ],
)
def test_hours_left_are_elapsed_ones_on_both_sides_of_the_change(
    known: str, present: str, left: float
) -> None:
    start, at = (datetime.fromisoformat(one).replace(tzinfo=PARIS) for one in (known, present))
    found = countdown(part(after_hours(start, 72)), start, at)
    assert found.left == timedelta(hours=left)


def test_the_longest_day_of_the_year_has_25_hours() -> None:
    morning = datetime(2026, 10, 25, tzinfo=PARIS)
    found = countdown(part(on=date(2026, 10, 25)), KNOWN, morning)
    assert found.left == timedelta(hours=25)
    assert found.by == "avant le 25/10/2026, jour compris"


def test_a_day_counts_to_its_end() -> None:
    last = part(on=date(2026, 11, 9))
    evening = countdown(last, KNOWN, datetime(2026, 11, 9, 23, 59, tzinfo=PARIS))
    after = countdown(last, KNOWN, datetime(2026, 11, 10, tzinfo=PARIS))
    assert (evening.late, after.late) == (False, True)
    assert after.words.startswith("en retard de")


def test_at_once_is_late_the_next_day_and_says_since_when() -> None:
    first = countdown(part(immediate=True), KNOWN, KNOWN + timedelta(hours=3))
    later = countdown(part(immediate=True), KNOWN, KNOWN + timedelta(hours=25))
    assert (first.words, first.late, later.late) == ("Sans délai", False, True)
    assert first.elapsed.replace("\u00a0", " ") == "connu depuis 3 h"


def test_a_clock_set_back_before_the_incident_gives_no_time_back() -> None:
    due = after_hours(KNOWN, 72)
    back = countdown(part(due), KNOWN, KNOWN - timedelta(days=400))
    assert back.left == timedelta(hours=72)
    assert back.elapsed.replace("\u00a0", " ") == "connu depuis 0 min"


def test_overseas_the_end_is_told_in_the_time_of_the_practice() -> None:
    known = datetime.fromisoformat("2026-10-24T17:30:00-04:00")
    found = countdown(part(known + timedelta(hours=72)), known, known)
    assert found.by == "avant le 27/10/2026 à 17:30"


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.timedeltas(timedelta(), timedelta(days=400)),
    st.timedeltas(timedelta(), timedelta(days=400)),
)
def test_time_left_never_grows(known: datetime, first: timedelta, more: timedelta) -> None:
    start = known.replace(tzinfo=UTC)
    due = part(start + timedelta(hours=72))
    before = countdown(due, start, start + first)
    after = countdown(due, start, start + first + more)
    assert before.left is not None
    assert after.left is not None
    assert after.left <= before.left
    assert after.late or not before.late
    assert pressing(after) <= pressing(before)

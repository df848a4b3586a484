"""A clock that jumped is told in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dmn_desktop.core.clock import doubt, span
from dmn_desktop.core.text import NBSP

LAST = datetime(2026, 3, 2, 9, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(0), ""),
        (timedelta(minutes=-4), ""),
        (timedelta(minutes=-12), f"a reculé de 12{NBSP}min"),
        (timedelta(hours=-2), f"a reculé de 2{NBSP}h"),
        (timedelta(days=-9), "a reculé de 9 jours"),
        (timedelta(days=300), ""),
        (timedelta(days=366), "366 jours après le dernier changement"),
        (timedelta(days=25_568), "70 ans après le dernier changement"),
    ],
)
def test_what_is_strange_is_said_with_its_size(since: timedelta, words: str) -> None:
    said = doubt(LAST, LAST + since)
    assert words in said
    assert bool(said) == bool(words)


def test_a_new_register_has_nothing_to_compare_with() -> None:
    assert doubt(None, LAST) == ""


def test_an_hour_that_comes_twice_is_no_jump() -> None:
    # 25 October 2026, 02:50 then 02:10 in Paris: instants go on.
    assert doubt(datetime(2026, 10, 25, 0, 50, tzinfo=UTC), LAST.replace(2026, 10, 25, 1, 10)) == ""


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=301), f"5{NBSP}min"),
        (timedelta(minutes=61), f"1{NBSP}h"),
        (timedelta(hours=47), f"47{NBSP}h"),
        (timedelta(hours=49), "2 jours"),
        (timedelta(days=1461), "4 ans"),
    ],
)
def test_the_largest_unit_is_said(length: timedelta, words: str) -> None:
    assert span(length) == words

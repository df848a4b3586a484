from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dmn_desktop.core.text import (
    NBSP,
    TEXT_LIMIT,
    clean,
    count,
    day,
    euros,
    fold,
    long_day,
    matches,
    moment,
    parse_day,
    parse_euros,
    shorten,
)

anything = st.text(st.characters(exclude_categories=()))


@given(anything)
@example("a\ud800b")
@example("e\x00\u0301")
@example("\r\n\u2028\x85")
def test_cleaned_text_can_be_carried_anywhere_and_is_clean_for_good(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs")} - {"\n"}


@given(st.text("abcdéèœ’ «»\u00a0€0123456789\n.,;:!?%()—😀日", max_size=200))
def test_what_people_write_is_not_changed(text: str) -> None:
    assert clean(text) == text


def test_cleaning_by_example() -> None:
    assert clean("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"
    assert clean("e\u0301t\u0301") == "ét\u0301"
    assert clean("a\x00b\x1fc\ufffed\udc80") == "abcd"
    assert clean(f"nbsp{NBSP}reste") == f"nbsp{NBSP}reste"
    assert len(clean("x" * (TEXT_LIMIT + 5))) == TEXT_LIMIT


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ECOLE", "École"),
        ("coeur", "Cœur"),
        ("l'age", "L’âge"),
        ("e\u0301cole", "école"),
        ("12 %", f"12{NBSP}%"),
        ("caesar", "Cæsar"),
    ],
)
def test_search_ignores_case_accents_ligatures_and_typography(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)
    assert matches(fold(typed).split(), fold(f"avant {written} après"))


def test_every_word_must_be_there() -> None:
    assert matches(["frac", "os"], "fractures des os")
    assert not matches(["frac", "peau"], "fractures des os")
    assert matches([], "n’importe quoi")


@given(st.integers(-99_999_999_999, 99_999_999_999))
def test_an_amount_shown_is_read_back_the_same(cents: int) -> None:
    assert parse_euros(euros(cents)) == cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1 234,50", 123_450),
        ("1234.5 €", 123_450),
        (f"1{NBSP}234{NBSP}€", 123_400),
        ("1\u202f234", 123_400),
        ("12 k€", 1_200_000),
        ("12,5K€", 1_250_000),
        ("0,05", 5),
        ("-3", -300),
        ("0", 0),
        ("1.234", None),
        ("1,234", None),
        ("", None),
        ("€", None),
        ("douze", None),
        ("12 €/an", None),
        ("1e5", None),
        ("1234567890", None),
        ("12,", None),
    ],
)
def test_amounts_as_people_type_them(typed: str, cents: int | None) -> None:
    assert parse_euros(typed) == cents


def test_amounts_as_they_are_shown() -> None:
    assert euros(123_450) == f"1{NBSP}234,50{NBSP}€"
    assert euros(-100_000_000) == f"-1{NBSP}000{NBSP}000{NBSP}€"
    assert euros(5) == f"0,05{NBSP}€"


@given(anything)
def test_reading_an_amount_or_a_day_never_fails(text: str) -> None:
    amount, read = parse_euros(text), parse_day(text)
    assert amount is None or any(c.isdigit() for c in text)
    assert read is None or sum(c.isdigit() for c in text) >= 4


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_shown_is_read_back_the_same(value: date) -> None:
    assert parse_day(day(value)) == value
    assert parse_day(value.isoformat()) == value


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3/2/2026", date(2026, 2, 3)),
        ("03.02.26", date(2026, 2, 3)),
        (" 3-2-2026 ", date(2026, 2, 3)),
        ("3 2 2026", date(2026, 2, 3)),
        ("2026-2-3", date(2026, 2, 3)),
        ("29/02/2028", date(2028, 2, 29)),
        ("29/02/2026", None),
        ("31/04/2026", None),
        ("0/1/2026", None),
        ("2026", None),
        ("demain", None),
        ("", None),
    ],
)
def test_days_as_people_type_them(typed: str, expected: date | None) -> None:
    assert parse_day(typed) == expected


def test_days_in_words() -> None:
    assert day(None) == ""
    assert long_day(date(2026, 3, 1)) == "1er mars 2026"
    assert long_day(date(2026, 8, 15)) == "15 août 2026"
    local = datetime(2026, 2, 3, 10, 42).astimezone()
    assert moment(local.astimezone(UTC)) == "03/02/2026 à 10:42"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 question"), (1, "1 question"), (2, "2 questions")]
)
def test_french_plural(number: int, words: str) -> None:
    assert count(number, "question") == words
    assert count(3, "cas", "cas") == "3 cas"


@given(st.text("ab é,.;:\n", max_size=80), st.integers(2, 40))
def test_a_shortened_text_is_one_line_within_its_limit(text: str, limit: int) -> None:
    found = shorten(text, limit)
    assert len(found) <= limit
    assert "\n" not in found
    assert found.endswith("…") or found == " ".join(text.split())


def test_a_text_is_cut_between_words_and_keeps_its_typography() -> None:
    assert shorten("Oublier moins de fractures", 16) == "Oublier moins…"
    assert shorten("Est-ce prévu\u00a0? Oui", 40) == "Est-ce prévu\u00a0? Oui"
    assert shorten("anticonstitutionnellement", 10) == "anticonst…"

"""Dates as practices write them; what is not a whole and certain date is left to a person."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from dmn_desktop.core.inventory_import.knowledge import tight
from dmn_desktop.core.inventory_import.reading import NOTHING, Reading
from dmn_desktop.core.inventory_import.source import Value
from dmn_desktop.core.text import day

_MONTHS = (
    ("janvier", "janv", "jan", "january"),
    ("fevrier", "fevr", "fev", "february", "feb"),
    ("mars", "mar", "march"),
    ("avril", "avr", "april", "apr"),
    ("mai", "may"),
    ("juin", "jun", "june"),
    ("juillet", "juil", "jul", "july"),
    ("aout", "aug", "august"),
    ("septembre", "sept", "sep", "september"),
    ("octobre", "oct", "october"),
    ("novembre", "nov", "november"),
    ("decembre", "dec", "december"),
)
_BY_NAME = {name: i for i, names in enumerate(_MONTHS, start=1) for name in names}
_NUMBERS = re.compile(r"(\d{1,2})([/. -])(\d{1,2})\2(\d{4}|\d{2})")
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?"
)
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_WORDS = re.compile(r"(\d{1,2})(?:er)?[ .-]+([a-z]+)\.?[ .-]+(\d{4}|\d{2})")
_WEEKDAY = re.compile(
    r"^(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lun|mar|mer|jeu|ven|sam|dim)\.?,? (?=\d)"
)
_BEFORE = re.compile(r"^(?:le|depuis le|depuis|du|jusqu'au|au|en date du)\s+(?=\d)")
_CLOCK = re.compile(r"\s+(?:a\s+)?\d{1,2}[:h]\d{2}(?::\d{2})?$")

_FIRST, _LAST = date(1980, 1, 1), date(2079, 12, 31)
"""Beyond them, a date in an inventory is a slip of the keyboard."""

_SERIALS = range(29_221, 65_746)
"""Day numbers of spreadsheets between these two dates."""

_PARTIAL = "Le jour n’est pas écrit."
_UNREADABLE = "Date illisible."


def read_date(value: Value, delimited: bool = False, since_1904: bool = False) -> Reading:
    """A date, or why it is not one.

    Args:
        value: The cell.
        delimited: From plain text: a bare number has no known epoch there.
        since_1904: A bare number counts the days since 1904.
    """
    if value is None or isinstance(value, bool):
        return Reading(doubt="Une date est attendue.") if value is not None else NOTHING
    if isinstance(value, date):
        return _bounded(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, int | float):
        shifted = since_1904 and int(value) + 1_462 in _SERIALS
        return _from_serial(value + 1_462 if shifted else value, value)
    text = _CLOCK.sub("", _BEFORE.sub("", _WEEKDAY.sub("", tight(value)))).strip(" .")
    if delimited and re.fullmatch(r"\d{5}", text):
        return Reading(
            doubt="Nombre au lieu d’une date : son origine n’est pas connue.".replace(
                " :", "\u00a0:"
            )
        )
    return _from_text(text)


def _from_text(text: str) -> Reading:
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        return _day(_year(found[4]), int(found[3]), int(found[1]))
    if found := _WORDS.fullmatch(text):
        month = _BY_NAME.get(found[2])
        return _day(_year(found[3]), month, int(found[1])) if month else Reading(doubt=_UNREADABLE)
    if _COMPACT.fullmatch(text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.search(r"(?:19|20)\d{2}", text) or _names_a_month(text):
        return Reading(doubt=_PARTIAL)
    return Reading(doubt=_UNREADABLE)


def is_month_first(value: Value) -> bool:
    """Whether a text can only be a date whose month comes first, the American way."""
    if not isinstance(value, str):
        return False
    found = _NUMBERS.fullmatch(tight(value))
    return bool(found) and int(found[1]) <= 12 < int(found[3]) <= 31  # type: ignore[index]


def is_either_way(value: Value) -> bool:
    """Whether day and month could change places and give another date."""
    if not isinstance(value, str):
        return False
    found = _NUMBERS.fullmatch(tight(value))
    return bool(found) and found[1] != found[3] and int(found[1]) <= 12 >= int(found[3])  # type: ignore[index]


def looks_like_a_date(value: Value) -> bool:
    """Whether a cell is a date, or the text of one that a spreadsheet made of something else."""
    if isinstance(value, date):
        return True
    if not isinstance(value, str):
        return False
    text = tight(value)
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}", text) or re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return True
    found = re.fullmatch(r"(\d{1,2}|[a-z]+)\.?[- ]([a-z]+|\d{2,4})\.?", text)
    return bool(found) and (found[1] in _BY_NAME) != (found[2] in _BY_NAME)  # type: ignore[index]


def _names_a_month(text: str) -> bool:
    return any(word.strip(".") in _BY_NAME for word in re.split(r"[ /-]+", text))


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _day(year: int, month: int, number: int) -> Reading:
    try:
        return _bounded(date(year, month, number))
    except ValueError:
        return Reading(doubt="Cette date n’existe pas.")


def _bounded(found: date) -> Reading:
    if _FIRST <= found <= _LAST:
        return Reading(found)
    return Reading(doubt=f"Année {found.year} improbable.")


def _from_serial(value: float, written: float) -> Reading:
    if int(value) in _SERIALS:
        found = date(1899, 12, 30) + timedelta(days=int(value))
        return Reading(found, note=f"nombre {int(written)} lu comme la date {day(found)}")
    if value in range(1980, 2080):
        return Reading(doubt=_PARTIAL)
    return Reading(doubt=_UNREADABLE)

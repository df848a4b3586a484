"""The values of a device in words, the same on screen and on paper."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, get_args

from dmn_desktop.core.completeness import is_empty
from dmn_desktop.core.country_names import country_name
from dmn_desktop.core.records.device import Device
from dmn_desktop.core.text import NBSP, euros, long_day
from dmn_desktop.core.vocabulary import Word

MONEY = frozenset({"annual_cost"})
"""Fields kept in cents."""

COUNTRIES = frozenset({"manufacturer_country", "storage_countries"})
"""Fields kept as country codes."""


def field_title(name: str) -> str:
    """The French words of a field; amounts are shown in euros."""
    return (Device.model_fields[name].title or name).replace(", en centimes", "")


def field_help(name: str) -> str:
    """What is asked for, in one line."""
    return Device.model_fields[name].description or ""


@cache
def word_type(name: str) -> type[Word] | None:
    """The closed list of a field, or None."""
    return _word_type(Device.model_fields[name].annotation)


def _word_type(annotation: Any) -> type[Word] | None:
    if isinstance(annotation, type) and issubclass(annotation, Word):
        return annotation
    return next((found for part in get_args(annotation) if (found := _word_type(part))), None)


def value_words(name: str, value: Any) -> str:
    """A value as it is read, empty when nothing was said."""
    if name in MONEY and value is not None:
        return euros(value)
    if name in COUNTRIES and not is_empty(value):
        codes = value if isinstance(value, tuple) else (value,)
        return ", ".join(country_name(code) for code in codes)
    return plain_words(value)


def plain_words(value: Any) -> str:
    """A value of any record as it is read."""
    if is_empty(value):
        return ""
    if isinstance(value, tuple):
        return ", ".join(plain_words(part) for part in value)
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, Word):
        return value.label
    if isinstance(value, int):
        return f"{value:,}".replace(",", NBSP)
    return long_day(value) if isinstance(value, date) else str(value).strip()


def origin_words(origin: str) -> str:
    """« P-03, réponse 5.3 » as « Réponse 5.3 du projet P-03 »."""
    project, _, answer = origin.partition(", ")
    if not answer:
        return origin
    return f"{answer[0].upper()}{answer[1:]} du projet {project}"

"""Words of values as the file keeps them: keys of closed lists, ISO 8601 days, JSON lists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from dmn_desktop.core.device_vocabulary import Activity
from dmn_desktop.core.text import euros
from dmn_desktop.core.vocabulary import Nature, Word


def day_text(value: str | None) -> str:
    """« 03/02/2026 » of « 2026-02-03 »."""
    return f"{value[8:10]}/{value[5:7]}/{value[:4]}" if value else ""


def typed_day(value: str | None) -> date | None:
    """The day itself."""
    return date.fromisoformat(value) if value else None


def number_text(value: int | None) -> str:
    """« 40 »."""
    return "" if value is None else str(value)


def euros_text(cents: int | None) -> str:
    """« 1 234,50 € » of cents."""
    return "" if cents is None else euros(cents)


def as_it_is(value: Any) -> Any:
    """The value itself."""
    return value


@lru_cache(maxsize=16_384)
def listed(value: str) -> tuple[str, ...]:
    """The items of a stored list."""
    return tuple(json.loads(value)) if value and value != "[]" else ()


def stored_list(items: Iterable[str]) -> str:
    """Items as the file keeps them."""
    return json.dumps(list(items), ensure_ascii=False)


def list_text(value: str) -> str:
    """« Imagerie, Urgences »."""
    return ", ".join(listed(value))


def file_list(value: str) -> str:
    """« Imagerie; Bloc A, salle 2 »: a comma may be part of a name."""
    return list_cell(listed(value))


_CUTS = re.compile(r"[\n;|•\"]|^[ \t\-•*]|[ \t\-•*]$")
_WEAK_CUTS = re.compile(r"[/&,]|\s\+\s|\set\s")


def list_cell(items: Sequence[str]) -> str:
    """Items in one cell of a file, so that the import finds each of them again.

    Items that could be cut elsewhere stand in quotation marks, and such a list ends with a
    semicolon.
    """
    quoted = any(_CUTS.search(item) for item in items)
    if quoted or (len(items) == 1 and _WEAK_CUTS.search(items[0])):
        written = ['"' + item.replace('"', '""') + '"' if quoted else item for item in items]
        return "; ".join(written) + ";"
    return "; ".join(items)


def file_words(words: type[Word]) -> Callable[[str], str]:
    """What gives the words of a stored list, for files."""
    labels = {word.value: word.label for word in words}
    return lambda value: "; ".join(labels.get(key, key) for key in listed(value))


def words_text(words: type[Word]) -> Callable[[str], str]:
    """What gives the words of a stored list, for the screen."""
    labels = {word.value: word.label for word in words}

    @lru_cache(maxsize=4_096)
    def text(value: str) -> str:
        return ", ".join(labels.get(key, key) for key in listed(value))

    return text


def word_text(words: type[Word]) -> Callable[[str], str]:
    """What gives the words of a stored key."""
    labels = {word.value: word.label if word.value else "" for word in words}
    return lambda value: labels.get(value, value)


def word_sort(words: type[Word]) -> Callable[[str], int | None]:
    """By meaning: the order in which the words are declared, « Forte » before « Faible »."""
    keys = [word.value for word in words if word.value]
    if words is Activity:
        keys.reverse()
    ranks = {key: rank for rank, key in enumerate(keys)}
    return ranks.get


_HELPS = {
    "aide_au_depistage": "Dépistage",
    "aide_au_diagnostic": "Diagnostic",
    "aide_a_la_decision_medicale": "Décision médicale",
    "aide_a_la_decision_therapeutique": "Décision thérapeutique",
}
TOOL = "Outil innovant hors DM"


def help_words(value: tuple[str, str]) -> str:
    """What a device helps with; a tool that is no device says so."""
    functions, nature = value
    if nature == Nature.TOOL:
        return TOOL
    return ", ".join(_HELPS.get(key, key) for key in listed(functions))

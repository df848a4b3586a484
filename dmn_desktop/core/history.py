"""The history in words: what a line of the journal says, and what a change did to a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dmn_desktop.core.records import Record, references_of
from dmn_desktop.core.text import day, euros, moment, shorten
from dmn_desktop.core.vocabulary import Word

_ASIDE = {"id", "sha256", "position", "form_versions"}
"""Fields of the program's own, which tell people nothing."""

_LONGEST = 4_000


@dataclass(frozen=True)
class HistoryRow:
    """One step, as a line of the table."""

    seq: int
    at: datetime
    who: str
    what: str
    subject: str


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words; empty when there was nothing."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class ObjectChange:
    """What one step did to one object.

    Attributes:
        verb: « Ajouté », « Modifié », « Supprimé ».
        forgotten: Whether its content left the register with the Corbeille.
    """

    subject: str
    verb: str
    fields: tuple[FieldChange, ...]
    forgotten: bool = False


@dataclass(frozen=True)
class HistoryDetail:
    """All that one step did.

    Attributes:
        more: Changes that are not listed.
    """

    row: HistoryRow
    objects: tuple[ObjectChange, ...]
    more: int = 0


def field_changes(
    before: Record | None, after: Record | None, known: Mapping[str, str] | None = None
) -> Iterator[FieldChange]:
    """The fields that differ, in the order of the record.

    Args:
        before: The record, None when it was added.
        after: The record, None when it was deleted.
        known: Words for identifiers of the questionnaires.
    """
    record = after or before
    assert record is not None
    links = references_of(type(record))
    for name, spec in type(record).model_fields.items():
        if name in _ASIDE or name in links:
            continue
        title = spec.title or name
        old = _words(title, getattr(before, name, None), known or {})
        new = _words(title, getattr(after, name, None), known or {})
        if old != new:
            yield FieldChange(title.removesuffix(", en centimes"), old, new)


def _words(title: str, value: Any, known: Mapping[str, str]) -> str:
    """A value as people read it."""
    if isinstance(value, int) and title.endswith("en centimes"):
        return euros(value)
    for kind, words in _WORDS.items():
        if isinstance(value, kind):
            return words(value)
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return ", ".join(_words(title, one, known) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(title, one, known)}" for key, one in value.items())
    text = known.get(str(value), str(value))
    return text if len(text) <= _LONGEST else shorten(text, _LONGEST)


# Words before text, instants before days, yes or no before numbers: each is also the other.
_WORDS: dict[type, Callable[[Any], str]] = {
    Word: lambda word: word.label if word.value else "",
    bool: lambda yes: "Oui" if yes else "Non",
    datetime: moment,
    date: day,
}

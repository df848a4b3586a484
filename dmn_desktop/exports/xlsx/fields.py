"""Columns and values of a kind of record, from its declaration: a new field follows by itself."""

from __future__ import annotations

import types
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin

from dmn_desktop.core.deadlines import local
from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Record, references_of
from dmn_desktop.core.vocabulary import Consulted, Word
from dmn_desktop.exports.xlsx.book import Column
from dmn_desktop.exports.xlsx.looks import Look
from dmn_desktop.exports.xlsx.rows import Value

AMOUNT = "amount"
CENTS = (AMOUNT, "annual_cost")
"""Fields that hold cents."""

_UNTITLED = {
    "id": "Identifiant",
    "number": "Numéro",
    "position": "Ordre",
    "text": "Texte",
    "question": "Question",
    "last": "Dernier numéro",
    "project_id": "Projet",
    "candidate_id": "Candidat",
    "device_id": "Dispositif",
}
_WIDTHS = {Look.TEXT: 30.0, Look.NUMBER: 11.0, Look.EUROS: 15.0, Look.DATE: 12.0, Look.MOMENT: 17.0}


def shown_fields(record: type[Record], without: Collection[str] = ()) -> list[str]:
    """The fields that people read, in order: identifiers and references left out."""
    hidden = {"id", *references_of(record), *without}
    return [name for name in record.model_fields if name not in hidden]


def title_of(record: type[Record], name: str) -> str:
    """The title of a field."""
    if name == AMOUNT:
        return "Montant"
    title = record.model_fields[name].title or _UNTITLED.get(name, name)
    return title.removesuffix(", en centimes")


def column_of(record: type[Record], name: str) -> Column:
    """The column that shows a field."""
    kind = _plain_type(record.model_fields[name].annotation)
    look = Look.TEXT
    if name in CENTS:
        look = Look.EUROS
    elif isinstance(kind, type) and issubclass(kind, date):
        look = Look.MOMENT if issubclass(kind, datetime) else Look.DATE
    elif kind is int:
        look = Look.NUMBER
    closed = isinstance(kind, type) and issubclass(kind, (StrEnum, bool))
    return Column(title_of(record, name), 20 if closed else _WIDTHS[look], look)


def hidden_ids(record: type[Record]) -> list[Column]:
    """Columns, out of sight, that tell which record a row shows; wide, so that no row grows."""
    titles = [title_of(record, name) for name in references_of(record)]
    return [
        Column(
            title if title == "Identifiant" else f"Identifiant ({title.lower()})", 40, hidden=True
        )
        for title in ("Identifiant", *titles)
    ]


def ids_of(record: Record) -> list[Value]:
    """The values under `hidden_ids`."""
    return [record.id, *(getattr(record, name) for name in references_of(type(record)))]


def value_of(record: Record, name: str) -> Value:
    """A field as a spreadsheet shows it."""
    return _shown(name, getattr(record, name))


def _plain_type(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _plain_type(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _plain_type(next(a for a in get_args(annotation) if a is not type(None)))
    return get_origin(annotation) or annotation


def _shown(name: str, value: Any) -> Value:
    if isinstance(value, Word):
        return value.label
    if isinstance(value, datetime):
        # Spreadsheets know no zone: instants are told by the clock on the wall.
        return local(value).replace(tzinfo=None)
    if isinstance(value, tuple):
        return "\u00a0; ".join(k.label if isinstance(k, Word) else _name(name, k) for k in value)
    if isinstance(value, Mapping):
        return "\n".join(f"{_name(name, k)}\u00a0: {text}" for k, text in value.items())
    if isinstance(value, str):
        return _name(name, value)
    assert value is None or isinstance(value, int | float | date)
    return value


def _name(field: str, key: str) -> str:
    """The words for a key that a content file declares; the text itself when it is no key."""
    scope = library().commons.scope
    known: dict[str, dict[str, str]] = {
        "functions": {f.id: f.text for f in scope.functions},
        "exclusion": {e.id: e.text for e in scope.exclusions},
        "model": {m.id: m.title for m in library().models} if field == "model" else {},
        "form_versions": {form.id: form.title for form in library().forms},
        "consulted": {c.value: c.label for c in Consulted},
    }
    return known.get(field, {}).get(key, key)

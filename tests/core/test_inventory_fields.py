"""Every exchange name and vocabulary of the inventory is there, or lives in a record of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from dmn_desktop.core.records import KINDS, Device
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.records.device_fields.entry import Group
from dmn_desktop.core.vocabulary import Word

REFERENCE = json.loads(
    (Path(__file__).parents[1] / "data" / "inventory_fields.json").read_text("utf-8")
)

IN_RECORDS = {
    "historique_versions": "device_version",
    "declaration_ue": "device_document",
    "autorisations_reemploi": "reuse_purpose",
    "risques": "risk",
}
"""Names that are lists of records, with their kind."""

LATER_ROOMS = {"formations", "notice_patient", "plan_controle", "incidents"}
"""Names whose room is not built yet."""

KNOWN = [
    (group, name, vocabulary)
    for group, fields in REFERENCE.items()
    for name, vocabulary in fields.items()
    if name not in (*IN_RECORDS, *LATER_ROOMS)
]

BY_EXCHANGE = {entry.exchange: name for name, entry in entries().items()}


def words_of(annotation: Any) -> type[Word] | None:
    """The closed list inside a type."""
    if isinstance(annotation, type) and issubclass(annotation, Word):
        return annotation
    return next((found for part in get_args(annotation) if (found := words_of(part))), None)


def test_the_reference_has_75_names_all_accounted_for() -> None:
    names = [name for fields in REFERENCE.values() for name in fields]
    assert len(names) == len(set(names)) == 75
    assert len(KNOWN) == 67
    assert set(IN_RECORDS.values()) <= set(KINDS)


@pytest.mark.parametrize(("group", "name", "vocabulary"), KNOWN, ids=[k[1] for k in KNOWN])
def test_a_name_is_a_field_with_its_group_and_words(
    group: str, name: str, vocabulary: list[str]
) -> None:
    field = BY_EXCHANGE[name]
    assert entries()[field].group is Group(group)
    closed = words_of(Device.model_fields[field].annotation)
    if vocabulary:
        assert closed is not None
        assert {word.value for word in closed} - {""} == set(vocabulary)


def test_exchange_names_are_never_used_twice() -> None:
    assert len(BY_EXCHANGE) == len(entries())


def test_every_field_is_asked_for_in_words() -> None:
    for name in entries():
        field = Device.model_fields[name]
        assert field.title, name
        assert field.description, name

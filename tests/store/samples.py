"""One record of each kind with every field filled, whatever fields the kinds have."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin

from dmn_desktop.core.records import RECORDS, Attachment, Record, references_of, stable_id
from dmn_desktop.store.database import Register
from dmn_desktop.store.tables import _without_none

CONTENT = "Notice d’utilisation, version 4.2\n".encode()
"""What the sample attachment holds."""

DEVICE_CONTENT = b"Certificat, version 4.2\n"
"""What every other sample document holds."""

TEXT = "Œuvre à 12\u00a0% — « déjà » vu, l’été : <b> & 'x' \"y\" = + 😀\ndeuxième ligne"


def sample_id(kind: str) -> str:
    return stable_id("sample", kind)


def filled(record: type[Record]) -> Record:
    """The sample of a kind; its references lead to the samples of other kinds."""
    references = references_of(record)
    values = {}
    for name, field in record.model_fields.items():
        if name in references:
            values[name] = sample_id(references[name].kind)
        else:
            values[name] = _value(name, field.annotation)
    if "sha256" in values and record is not Attachment:
        values["sha256"] = hashlib.sha256(DEVICE_CONTENT).hexdigest()
    return record.model_validate({**values, "id": sample_id(record.kind)})


def _value(name: str, annotation: Any) -> Any:
    inner, _ = _without_none(annotation)
    if name == "sha256":
        return hashlib.sha256(CONTENT).hexdigest()
    if get_origin(inner) is tuple:
        item = get_args(inner)[0]
        return ("premier", "deuxième") if item is str else tuple(item)[-2:]
    if get_origin(inner) is dict:
        value = 7 if get_args(inner)[1:] == (int,) else "valeur « é »"
        return dict.fromkeys(("clé", "autre"), value) if get_args(inner) else {}
    if issubclass(inner, StrEnum):
        return list(inner)[-1]
    known: dict[type, Any] = {
        bool: True,
        int: 7 if name != "year" else 2024,
        date: date(2024, 2, 29),
        datetime: datetime(2024, 10, 27, 2, 30).astimezone(),
        str: f"{name} : {TEXT}",
    }
    return known[inner]


def every_record() -> list[Record]:
    """One record of each kind, each after those it belongs to."""
    return [filled(record) for record in RECORDS]


def fill(register: Register) -> None:
    """Put every sample record, and the content of the attachment, in a register."""
    with register.transaction("registre d’essai") as tx:
        for existing in tx.find(RECORDS[0]):
            tx.remove(existing)
        for content in (CONTENT, DEVICE_CONTENT):
            tx.put_content(hashlib.sha256(content).hexdigest(), content)
        for record in every_record():
            tx.put(record)

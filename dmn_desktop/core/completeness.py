"""What is still « à compléter » on the sheet of a device; nothing of it is ever required."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dmn_desktop.core.device_vocabulary import DeviceStatus
from dmn_desktop.core.records.device import Device, entries
from dmn_desktop.core.records.device_fields.entry import Entry, Group
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.vocabulary import Nature, Word

OUTSIDE_LAW = f"Outil innovant hors DM{NBSP}: les champs réglementaires ne s’appliquent pas."
NO_AI = f"Sans IA{NBSP}: les champs propres à l’IA ne s’appliquent pas."


@dataclass(frozen=True)
class Missing:
    """A field that a device lacks."""

    name: str
    title: str
    group: Group


def is_empty(value: Any) -> bool:
    """Whether nothing was said; « à vérifier », « inconnu », 0 and « Non » are answers."""
    if isinstance(value, Word):
        return not value.value
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def applying(device: Device) -> Mapping[str, Entry]:
    """The fields that exist for a device, in the order of the sheet."""
    return {name: entry for name, entry in entries().items() if entry.applies(device)}


def missing(device: Device) -> tuple[Missing, ...]:
    """The fields that a device lacks, in the order of the sheet."""
    return tuple(
        Missing(name, Device.model_fields[name].title or name, entry.group)
        for name, entry in applying(device).items()
        if entry.needed(device) and is_empty(getattr(device, name))
    )


def is_missing(device: Device, name: str) -> bool:
    """Whether one field is « à compléter »."""
    entry = entries()[name]
    return entry.applies(device) and entry.needed(device) and is_empty(getattr(device, name))


DECIDING = (
    *("nature", "status", "ce_class", "uses_ai", "high_risk", "hosting", "logs_kept"),
    *("tacit_renewal", "state", "manufacturer_country"),
)
"""Fields that decide which others exist and are needed."""

STORED = tuple(dict.fromkeys((*DECIDING, *entries())))
"""What `missing_number` reads, in order."""


def missing_numbers(rows: Iterable[tuple[Any, ...]]) -> Iterator[int]:
    """How many fields each device lacks.

    Written for a hundred thousand devices: what is needed is found once for all that are of the
    same nature, status, class and so on.

    Args:
        rows: The fields `STORED` of each, as the file keeps them.
    """
    number = len(DECIDING)
    for row in rows:
        yield sum([row[place] in _NOTHING for place in _needed_places(row[:number])])


_NOTHING = frozenset((None, "", "[]"))


@lru_cache(maxsize=20_000)
def _needed_places(deciding: tuple[str, ...]) -> tuple[int, ...]:
    """Where the fields stand that a device with these values needs."""
    device = Device.model_validate(dict(zip(DECIDING, deciding, strict=True)) | _ANY)
    return tuple(
        STORED.index(name) for name, entry in applying(device).items() if entry.needed(device)
    )


_ANY = {"number": 1, "name": "…"}
"""What every device has, whatever else it lacks."""


def missing_words(device: Device) -> str:
    """« 3 champs à compléter », empty when there is none."""
    number = len(missing(device))
    return f"{count(number, 'champ')} à compléter" if number else ""


def what_does_not_apply(device: Device, group: Group) -> str:
    """Why fields of a group are absent, in one sentence; empty when they are all there."""
    hidden = [e for e in entries().values() if e.group is group and not e.applies(device)]
    if not hidden:
        return ""
    if group is Group.REGULATORY:
        tool = device.nature is Nature.TOOL
        return OUTSIDE_LAW if tool else _not_a_device(device)
    return NO_AI if group is Group.AI else ""


def _not_a_device(device: Device) -> str:
    if device.status is not DeviceStatus.NOT_A_DEVICE:
        return ""
    return f"N’est pas un dispositif médical{NBSP}: les champs réglementaires ne s’appliquent pas."

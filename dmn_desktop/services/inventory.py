"""Actions on the devices of the inventory: list, add, change one or several, remove."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import (
    Device,
    DeviceDocument,
    DeviceState,
    DeviceVersion,
    Point,
    ReusePurpose,
    Risk,
    today,
)
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.records.device_fields.entry import always
from dmn_desktop.core.text import count, shorten
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.register import Register, Watch, refuse_read_only
from dmn_desktop.services.risks import open_required
from dmn_desktop.store.transaction import Reader, Transaction

SERIES = "DMN"
DECIDING = (
    "nature",
    "status",
    "uses_ai",
    "hosting",
    "state",
    "tacit_renewal",
    "ce_class",
)
"""The fields that decide which other fields exist for a device."""


@dataclass(frozen=True)
class Sheet:
    """A device with everything that belongs to it."""

    device: Device
    states: tuple[DeviceState, ...] = ()
    versions: tuple[DeviceVersion, ...] = ()
    documents: tuple[DeviceDocument, ...] = ()
    purposes: tuple[ReusePurpose, ...] = ()
    points: tuple[Point, ...] = ()
    risks: tuple[Risk, ...] = ()


def rows(register: Register, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """The identifier and some fields of every device, by number, as plain values."""
    with register.reading() as reader:
        return reader.values(Device, ("id", *names), order="number")


def sheet(register: Register, device_id: str) -> Sheet:
    """A device with everything that belongs to it.

    Raises:
        UserError: The device is no longer there.
    """
    with register.reading() as reader:
        device = _get(reader, device_id)
        return Sheet(
            device=device,
            states=tuple(reader.find(DeviceState, order="since", device_id=device_id)),
            versions=tuple(reader.find(DeviceVersion, order="position", device_id=device_id)),
            documents=tuple(reader.find(DeviceDocument, order="added_on", device_id=device_id)),
            purposes=tuple(reader.find(ReusePurpose, order="position", device_id=device_id)),
            points=tuple(reader.find(Point, order="opened_on", device_id=device_id)),
            risks=tuple(reader.find(Risk, order="number", device_id=device_id)),
        )


def find(register: Register, number: int) -> Device | None:
    """The device with this number."""
    with register.reading() as reader:
        found = reader.find(Device, number=number)
    return found[0] if found else None


def add(register: Register, name: str, **values: Any) -> Device:
    """Add a device; its first state is dated.

    Args:
        register: Where.
        name: Its commercial name.
        values: Other fields, by their names.

    Raises:
        UserError: The name is empty.
    """
    refuse_read_only(register)
    if not name.strip():
        raise UserError("Le nom est vide.", "", "Écrire le nom commercial du dispositif.")
    with register.transaction(f"ajout de {shorten(name.strip(), 40)} à l’inventaire") as tx:
        device = Device.model_validate({**values, "name": name, "number": next_number(tx, SERIES)})
        put_new(tx, device)
    return device


def put_new(tx: Transaction, device: Device) -> None:
    """Write a new device, numbered, with its first state."""
    tx.put(device)
    since = device.in_service_on or today()
    tx.put(DeviceState(device_id=device.id, state=device.state, since=since))


def update(register: Register, device: Device, changes: Mapping[str, Any], run: str = "") -> Device:
    """Change fields of a device as one undo; the state has its own action.

    Args:
        register: Where.
        device: The device before the change.
        changes: New values, by the names of their fields.
        run: Joins the saves of one stretch of typing into one undo.
    """
    refuse_read_only(register)
    changed = device.but(**changes)
    with register.transaction(f"{device.code}, {_titles(changes)}", run) as tx:
        tx.put(changed)
        open_required(tx, device, changed)
    return changed


@dataclass(frozen=True)
class Together:
    """What changing several devices at once did.

    Attributes:
        changed: How many have another value now.
        left: How many have no such field, and stay as they are.
    """

    changed: int
    left: int


def update_many(
    register: Register,
    device_ids: Collection[str],
    changes: Mapping[str, Any],
    watch: Watch | None = None,
) -> Together:
    """Change the same fields of several devices as one undo; it may run aside.

    Raises:
        Stopped: The watch said so; nothing is changed.
    """
    refuse_read_only(register)
    changed, left, watch = 0, 0, watch or Watch()
    label = f"{_titles(changes)} de {count(len(device_ids), 'dispositif', 'dispositifs')}"
    with register.transaction(label) as tx:
        for done, device_id in enumerate(device_ids):
            watch.step(done, len(device_ids))
            device = _get(tx, device_id)
            if not _concerned(device, changes):
                left += 1
                continue
            after = device.but(**changes)
            changed += after != device
            tx.put(after)
            open_required(tx, device, after)
    return Together(changed, left)


def unconcerned(register: Register, device_ids: Collection[str], name: str) -> frozenset[str]:
    """Which of some devices have no such field: a tool that is no device has no CE class."""
    wanted = set(device_ids)
    entry = entries().get(name)
    if entry is None or entry.applies is always:
        return frozenset()
    with register.reading() as reader:
        found = [row for row in reader.values(Device, ("id", *DECIDING)) if row[0] in wanted]
    # Thousands of devices, a few sorts of them: each sort is looked at once.
    sorts = {values: _of_sort(values) for _, *rest in found for values in (tuple(rest),)}
    without = {values for values, one in sorts.items() if not _concerned(one, (name,))}
    return frozenset(row[0] for row in found if tuple(row[1:]) in without)


def _of_sort(values: tuple[Any, ...]) -> Device:
    return Device.model_validate(
        {"number": 1, "name": "x", **dict(zip(DECIDING, values, strict=True))}
    )


def _concerned(device: Device, names: Iterable[str]) -> bool:
    known = entries()
    return all(known[name].applies(device) for name in names if name in known)


def remove(register: Register, device_ids: Collection[str], watch: Watch | None = None) -> None:
    """Move devices, with what belongs to them, to the Corbeille as one undo; it may run aside.

    Raises:
        Stopped: The watch said so; nothing is deleted.
    """
    refuse_read_only(register)
    watch = watch or Watch()
    with register.reading() as reader:
        devices = [_get(reader, device_id) for device_id in device_ids]
    if not devices:
        return
    words = devices[0].code if len(devices) == 1 else count(len(devices), "dispositif")
    with register.transaction(f"suppression de {words}") as tx:
        for done, device in enumerate(devices):
            watch.step(done, len(devices))
            tx.remove(device)


def duplicate(register: Register, device: Device) -> Device:
    """Copy a device under a new number; states, documents and risks stay with the original."""
    refuse_read_only(register)
    with register.transaction(f"copie de {device.code}") as tx:
        fresh = Device(number=next_number(tx, SERIES), name=device.name)
        copy = device.but(
            id=fresh.id, number=fresh.number, project_id=None, added_on=today(), origins={}
        )
        put_new(tx, copy)
    return copy


def _get(reader: Reader, device_id: str) -> Device:
    device = reader.get(Device, device_id)
    if device is None:
        raise UserError(
            "Ce dispositif n’est plus dans l’inventaire.",
            "Les dispositifs supprimés restent 90 jours dans la Corbeille.",
            "L’y chercher, ou revenir à l’inventaire.",
        )
    return device


def _titles(changes: Mapping[str, Any]) -> str:
    titles = [(Device.model_fields[name].title or name) for name in changes]
    words = ", ".join(title.split(",")[0] for title in titles)
    return words[:1].lower() + words[1:]

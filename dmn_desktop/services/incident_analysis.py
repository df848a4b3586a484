"""The analysis of an incident: what happened in order, causes with their why, barriers."""

from __future__ import annotations

from typing import Any, TypeVar

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_vocabulary import AlarmFamily, Held
from dmn_desktop.core.records import Barrier, Cause, ChronologyLine, Incident
from dmn_desktop.core.text import NBSP, shorten
from dmn_desktop.services import form_drafts
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Transaction

Item = ChronologyLine | Cause | Barrier
ItemT = TypeVar("ItemT", ChronologyLine, Cause, Barrier)


def add_line(register: Register, incident: Incident, text: str, **values: Any) -> ChronologyLine:
    """Add a fact to the chronology.

    Raises:
        UserError: It is empty.
    """
    return _add(register, incident, ChronologyLine, text, values)


def add_cause(
    register: Register, incident: Incident, family: AlarmFamily, text: str, **values: Any
) -> Cause:
    """Add a cause to a family.

    Raises:
        UserError: It is empty.
    """
    return _add(register, incident, Cause, text, {**values, "family": family})


def add_barrier(
    register: Register, incident: Incident, text: str, held: Held = Held.NONE, **values: Any
) -> Barrier:
    """Add a barrier that held, failed or was missing.

    Raises:
        UserError: It is empty.
    """
    return _add(register, incident, Barrier, text, {**values, "held": held})


def _add(
    register: Register, incident: Incident, kind: type[ItemT], text: str, values: dict[str, Any]
) -> ItemT:
    refuse_read_only(register)
    if not text.strip():
        raise UserError("La ligne est vide.", "Rien n’a été ajouté.", "L’écrire en quelques mots.")
    label = f"{incident.code}, {kind.title}{NBSP}: {shorten(text.strip(), 40)}"
    with register.transaction(label) as tx:
        known = tx.find(kind, order="position", incident_id=incident.id)
        position = known[-1].position + 1 if known else 1
        given = {"incident_id": incident.id, "position": position, **values, "text": text.strip()}
        item = kind.model_validate(given)
        tx.put(item)
        form_drafts.drop(tx, incident.id, _form(item))
    return item


def _form(item: Item) -> str:
    """The form that adds such an item."""
    if isinstance(item, Cause):
        return form_drafts.cause(item.family)
    return form_drafts.CHRONOLOGY if isinstance(item, ChronologyLine) else form_drafts.BARRIER


def save(register: Register, item: Item, run: str = "") -> None:
    """Keep a changed line, cause or barrier."""
    refuse_read_only(register)
    with register.transaction(f"{item.title}{NBSP}: {shorten(item.text, 40)}", run) as tx:
        tx.put(item)


def set_why(register: Register, cause: Cause, rank: int, text: str, run: str = "") -> Cause:
    """Write one « why » of a cause; rank counts from 0, empty ones at the end go."""
    whys = [*cause.whys, *[""] * 5][:5]
    whys[rank] = text
    while whys and not whys[-1]:
        whys.pop()
    changed = cause.but(whys=tuple(whys))
    save(register, changed, run)
    return changed


def remove(register: Register, item: Item) -> None:
    """Move a line, cause or barrier to the Corbeille."""
    refuse_read_only(register)
    with register.transaction(f"suppression{NBSP}: {shorten(item.text, 40)}") as tx:
        tx.remove(item)


def move(register: Register, item: Item, position: int) -> None:
    """Give a line, cause or barrier another place, from 1."""
    refuse_read_only(register)
    with register.transaction(f"ordre{NBSP}: {shorten(item.text, 40)}") as tx:
        others = [one for one in _siblings(tx, item) if one.id != item.id]
        others.insert(max(0, position - 1), item)
        for rank, one in enumerate(others, start=1):
            tx.put(one.but(position=rank))


def sort_by_time(register: Register, incident: Incident) -> None:
    """Put the chronology in the order of its instants; others stay after the line before them."""
    refuse_read_only(register)
    with register.transaction(f"{incident.code}, chronologie mise en ordre") as tx:
        lines = tx.find(ChronologyLine, order="position", incident_id=incident.id)
        last = incident.happened_at or incident.known_at
        keyed = []
        for line in lines:
            last = line.at or last
            keyed.append((last, line.position, line))
        for rank, (_, _, line) in enumerate(sorted(keyed, key=lambda one: one[:2]), start=1):
            tx.put(line.but(position=rank))


def _siblings(tx: Transaction, item: Item) -> list[Item]:
    return [*tx.find(type(item), order="position", incident_id=item.incident_id)]

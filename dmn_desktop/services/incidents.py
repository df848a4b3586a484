"""Incidents: noted in two minutes, completed, closed, found again with those like them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_checks import kept
from dmn_desktop.core.incident_dossier import DeclarationFile, IncidentFile, Related
from dmn_desktop.core.incident_facts import profile_of
from dmn_desktop.core.incident_vocabulary import IncidentProfile, IncidentState
from dmn_desktop.core.records import Counter, Device, Incident, Structure, now, today
from dmn_desktop.core.text import NBSP, shorten
from dmn_desktop.services import form_drafts
from dmn_desktop.services.incident_deadlines import recomputed
from dmn_desktop.services.incident_file import (
    ListedIncident,
    find,
    listing,
    of_device,
    open_number,
    present,
    related,
    sheet,
)
from dmn_desktop.services.incident_pieces import add_document, save_document
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader, Transaction

__all__ = [
    "Changed",
    "DeclarationFile",
    "IncidentFile",
    "ListedIncident",
    "Related",
    "add_document",
    "close",
    "drafted",
    "find",
    "listing",
    "note",
    "of_device",
    "open_number",
    "present",
    "related",
    "remove",
    "reopen",
    "save_document",
    "sheet",
    "toggle_conduct",
    "update",
]


@dataclass(frozen=True)
class Changed:
    """An incident after a change, with what is to be said of it."""

    incident: Incident
    said: tuple[str, ...] = ()


def note(
    register: Register, name: str, known_at: datetime | None = None, **values: Any
) -> Incident:
    """Note an incident, numbered in the year when it became known.

    Args:
        register: Where.
        name: What happened, in one line.
        known_at: When it became known; now unless told.
        values: Other fields, by their names; the version comes from the device unless told.

    Raises:
        UserError: Nothing says what happened.
    """
    refuse_read_only(register)
    if not name.strip():
        raise UserError(
            "Il manque ce qui s’est passé.", "Rien n’a été noté.", "L’écrire en une ligne."
        )
    with register.transaction(f"incident noté{NBSP}: {shorten(name.strip(), 40)}") as tx:
        given = {"known_at": known_at or now(), **values, "name": name.strip()}
        draft = Incident.model_validate({**given, "year": 2000, "number": 1})
        draft = _with_structure(tx, _with_device(tx, draft, keep_version=bool(draft.version)))
        year = draft.known.year
        incident = draft.but(year=year, number=_next_number(tx, year))
        tx.put(incident)
    return incident


def drafted(register: Register, draft: Incident) -> Incident:
    """An incident that is being noted, with the words and the version of its device."""
    with register.reading() as reader:
        return _with_device(reader, draft, keep_version=False)


def update(
    register: Register, incident: Incident, changes: Mapping[str, Any], run: str = ""
) -> Changed:
    """Change fields of an incident as one undo; what follows from them is said.

    Another moment of knowledge moves the deadlines that are not met yet; another device brings
    its version. Texts longer than a field are cut.

    Args:
        register: Where.
        incident: The incident before the change.
        changes: New values, by the names of their fields.
        run: Joins the saves of one stretch of typing into one undo.
    """
    refuse_read_only(register)
    cut, said = _cut(changes)
    changed = incident.but(**cut)
    with register.transaction(f"{incident.code}, {_titles(changes)}", run) as tx:
        if changed.device_id != incident.device_id:
            changed = _with_device(tx, changed, keep_version="version" in changes)
        tx.put(changed)
        if (changed.known_at, changed.offset) != (incident.known_at, incident.offset):
            said += recomputed(tx, changed)
    return Changed(changed, tuple(said))


def _cut(changes: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The changes as fields keep them, with what to say of those that were cut."""
    found, said = dict(changes), []
    for name, value in changes.items():
        if isinstance(value, str):
            text = kept(value)
            found[name] = text.text
            if text.said:
                said.append(text.said)
    return found, said


def close(register: Register, incident: Incident, by: str, note: str = "") -> Incident:
    """Close an incident; declarations that wait go on being counted.

    Raises:
        UserError: Nobody is named.
    """
    refuse_read_only(register)
    if not by.strip():
        raise UserError(
            "Il manque la fonction de qui clôt.", "L’incident reste ouvert.", "L’écrire."
        )
    changes = {"closed_by": by.strip(), "closed_on": today(), "closing_note": note}
    changed = incident.but(state=IncidentState.CLOSED, **changes)
    with register.transaction(f"{incident.code}, clos") as tx:
        tx.put(changed)
        form_drafts.drop(tx, incident.id, form_drafts.CLOSING)
    return changed


def reopen(register: Register, incident: Incident) -> Incident:
    """Open a closed incident again."""
    refuse_read_only(register)
    changed = incident.but(state=IncidentState.OPEN, closed_by="", closed_on=None)
    with register.transaction(f"{incident.code}, rouvert") as tx:
        tx.put(changed)
    return changed


def remove(register: Register, incident: Incident) -> None:
    """Move an incident, with what belongs to it, to the Corbeille; actions stay on their own."""
    refuse_read_only(register)
    with register.transaction(f"suppression de l’incident {incident.code}") as tx:
        tx.remove(incident)


def toggle_conduct(register: Register, incident: Incident, step: str, done: bool) -> Incident:
    """Note a step of the immediate conduct as done, or not."""
    refuse_read_only(register)
    others = tuple(one for one in incident.conduct if one != step)
    changed = incident.but(conduct=(*others, step) if done else others)
    with register.transaction(f"{incident.code}, conduite{NBSP}: {shorten(step, 40)}") as tx:
        tx.put(changed)
    return changed


# Inside


def _with_device(reader: Reader, incident: Incident, keep_version: bool) -> Incident:
    """The incident with the words of its device, frozen, and its version unless one was given."""
    if incident.device_id is None:
        return incident
    device = reader.get(Device, incident.device_id)
    if device is None:
        raise UserError(
            "Ce dispositif n’est plus dans l’inventaire.",
            "Ce que vous avez écrit est gardé à l’écran.",
            "En choisir un autre, ou écrire son nom sans le choisir.",
        )
    changes = {"device": f"{device.code} {device.name}"}
    if not keep_version:
        changes["version"] = device.version
    return incident.but(**changes)


def _with_structure(reader: Reader, incident: Incident) -> Incident:
    """The incident with the kind of structure as the law sees it, frozen."""
    structure = reader.only(Structure) or Structure()
    profile = profile_of(incident.profile, structure.structure_kind)
    return incident.but(profile=IncidentProfile(profile.value))


def _next_number(tx: Transaction, year: int) -> int:
    """The next number of a year; one that was given is never given again."""
    series = f"I:{year}"
    counter = tx.get(Counter, series) or Counter(id=series)
    numbers: list[int] = [n for (n,) in tx.values(Incident, ("number",), year=year)]
    number = max([counter.last, *numbers]) + 1
    tx.put(counter.but(last=number))
    return number


def _titles(changes: Mapping[str, Any]) -> str:
    titles = [
        (Incident.model_fields[name].title or "dispositif").split(" (")[0] for name in changes
    ]
    return ", ".join(title[:1].lower() + title[1:] for title in titles)

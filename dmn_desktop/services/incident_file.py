"""What is read of incidents: one with all that belongs to it, the log, those that are alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from dmn_desktop.core.countdown import Countdown, countdown, pressing
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_dossier import DeclarationFile, IncidentFile, Related
from dmn_desktop.core.incident_vocabulary import DeclarationState, DeclarationStatus, IncidentState
from dmn_desktop.core.records import (
    Barrier,
    Cause,
    ChronologyLine,
    CorrectiveAction,
    Declaration,
    DeclarationPart,
    Device,
    Incident,
    IncidentDocument,
    Record,
    Structure,
    now,
)
from dmn_desktop.core.text import shorten
from dmn_desktop.services.register import Register
from dmn_desktop.store.transaction import Reader

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class ListedIncident:
    """A line of the log.

    Attributes:
        due: The nearest deadline not met yet.
        to_send: How many declarations are waiting.
    """

    incident: Incident
    due: Countdown | None = None
    to_send: int = 0


def present(register: Register) -> datetime:
    """The instant by which deadlines are counted: never before what the journal last noted.

    A clock set back then gives no time back.
    """
    with register.reading() as reader:
        lines = reader.history(1)
    return max(now(), lines[0].at) if lines else now()


def find(register: Register, year: int, number: int) -> Incident | None:
    """The incident with this number."""
    with register.reading() as reader:
        found = reader.find(Incident, year=year, number=number)
    return found[0] if found else None


def sheet(register: Register, incident_id: str) -> IncidentFile:
    """An incident with everything that belongs to it.

    Raises:
        UserError: It is no longer there.
    """
    with register.reading() as reader:
        return read_file(reader, incident_id)


def read_file(reader: Reader, incident_id: str) -> IncidentFile:
    """An incident with everything that belongs to it, read with others.

    Raises:
        UserError: It is no longer there.
    """
    incident = existing(reader, incident_id)
    own = {"incident_id": incident_id}
    lines = reader.find(ChronologyLine, order="position", **own)
    return IncidentFile(
        incident=incident,
        structure=reader.only(Structure) or Structure(),
        device=reader.get(Device, incident.device_id) if incident.device_id else None,
        documents=tuple(reader.find(IncidentDocument, order="added_on", **own)),
        chronology=tuple(lines),
        causes=tuple(reader.find(Cause, order="position", **own)),
        barriers=tuple(reader.find(Barrier, order="position", **own)),
        declarations=tuple(_declarations(reader, incident_id)),
        actions=tuple(reader.find(CorrectiveAction, order="number", **own)),
        related=_related(reader, incident),
    )


def existing(reader: Reader, incident_id: str) -> Incident:
    """The incident with this identifier.

    Raises:
        UserError: It is no longer there.
    """
    incident = reader.get(Incident, incident_id)
    if incident is None:
        raise UserError(
            "Cet incident n’est plus dans le registre.",
            "Les incidents supprimés restent 90 jours dans la Corbeille.",
            "L’y chercher, ou revenir au journal des incidents.",
        )
    return incident


def _declarations(reader: Reader, incident_id: str) -> Iterable[DeclarationFile]:
    for declaration in reader.find(Declaration, order="position", incident_id=incident_id):
        parts = reader.find(DeclarationPart, order="position", declaration_id=declaration.id)
        yield DeclarationFile(declaration, tuple(parts))


def listing(register: Register, at: datetime | None = None) -> list[ListedIncident]:
    """The log, the last known first, each with its nearest deadline.

    Args:
        register: Where.
        at: The instant by which deadlines are counted; `present` unless told.
    """
    instant = at or present(register)
    with register.reading() as reader:
        incidents = reader.find(Incident)
        waiting = waiting_by_incident(reader)
    found = [_listed(one, waiting.get(one.id, []), instant) for one in incidents]
    return sorted(found, key=lambda one: (one.incident.known_at, one.incident.code), reverse=True)


def _listed(
    incident: Incident, waiting: list[tuple[Declaration, DeclarationPart]], at: datetime
) -> ListedIncident:
    counted = [countdown(part, incident.known, at) for _, part in waiting]
    counted.sort(key=pressing)
    return ListedIncident(incident, counted[0] if counted else None, len(waiting))


def waiting_by_incident(reader: Reader) -> dict[str, list[tuple[Declaration, DeclarationPart]]]:
    """The sendings that wait, by incident; what stays in the house or is optional does not."""
    wanted = (DeclarationStatus.MANDATORY, DeclarationStatus.RECOMMENDED)
    states = (DeclarationState.TO_SEND, DeclarationState.SENT)
    declarations = {
        one.id: one
        for state in states
        for one in reader.find(Declaration, state=state)
        if one.status in wanted
    }
    found: dict[str, list[tuple[Declaration, DeclarationPart]]] = {}
    for part in reader.find(DeclarationPart, order="position", sent_at=None):
        declaration = declarations.get(part.declaration_id)
        dated = part.immediate or part.due_at is not None or part.due_on is not None
        if declaration is not None and dated:
            found.setdefault(declaration.incident_id, []).append((declaration, part))
    return found


def related(register: Register, incident: Incident) -> Related:
    """The other incidents of the same device, and the rank of this one on its version."""
    with register.reading() as reader:
        return _related(reader, incident)


def _related(reader: Reader, incident: Incident) -> Related:
    if incident.device_id is None:
        return Related()
    return _among(incident, reader.find(Incident, device_id=incident.device_id))


def _among(incident: Incident, others: Iterable[Incident]) -> Related:
    """The rank of an incident among those of its device, itself included."""
    known = sorted(others, key=_by_knowledge)
    same = [one for one in known if one.version == incident.version]
    ids = [one.id for one in same]
    rank = ids.index(incident.id) + 1 if incident.id in ids else 1
    words = _rank_words(rank, incident.version)
    return Related(
        rank,
        words,
        tuple(one for one in same if one.id != incident.id),
        tuple(one for one in known if one.id != incident.id),
    )


def read_files(reader: Reader, year: int = 0) -> list[IncidentFile]:
    """Every incident known in a year with what belongs to it, in order; 0 for all years.

    Each table is read once, however many incidents there are.
    """
    incidents = reader.find(Incident)
    by_device = _grouped(incidents, "device_id")
    devices = {one.id: one for one in reader.find(Device) if one.id in by_device}
    parts = _grouped(reader.find(DeclarationPart, order="position"), "declaration_id")
    declared = _grouped(reader.find(Declaration, order="position"), "incident_id")
    documents = _grouped(reader.find(IncidentDocument, order="added_on"), "incident_id")
    lines = _grouped(reader.find(ChronologyLine, order="position"), "incident_id")
    causes = _grouped(reader.find(Cause, order="position"), "incident_id")
    barriers = _grouped(reader.find(Barrier, order="position"), "incident_id")
    actions = _grouped(reader.find(CorrectiveAction, order="number"), "incident_id")
    structure = reader.only(Structure) or Structure()
    wanted = [one for one in incidents if year in (0, one.known.year)]
    return [
        IncidentFile(
            incident=one,
            structure=structure,
            device=devices.get(one.device_id or ""),
            documents=tuple(documents.get(one.id, ())),
            chronology=tuple(lines.get(one.id, ())),
            causes=tuple(causes.get(one.id, ())),
            barriers=tuple(barriers.get(one.id, ())),
            declarations=tuple(
                DeclarationFile(d, tuple(parts.get(d.id, ()))) for d in declared.get(one.id, ())
            ),
            actions=tuple(actions.get(one.id, ())),
            related=_among(one, by_device[one.device_id]) if one.device_id else Related(),
        )
        for one in sorted(wanted, key=lambda one: (one.year, one.number))
    ]


def _grouped(records: Iterable[RecordT], field: str) -> dict[str, list[RecordT]]:
    """Records by what they belong to, in their order; those that belong to nothing left out."""
    found: dict[str, list[RecordT]] = {}
    for record in records:
        owner = getattr(record, field)
        if owner is not None:
            found.setdefault(owner, []).append(record)
    return found


def of_device(register: Register, device_id: str) -> list[tuple[ListedIncident, str]]:
    """The incidents of a device, the last known first, each with « 3e sur 3.3.0 »."""
    own = [one for one in listing(register) if one.incident.device_id == device_id]
    known = sorted((one.incident for one in own), key=_by_knowledge)
    ranks: dict[str, int] = {}
    words: dict[str, str] = {}
    for incident in known:
        rank = ranks[incident.version] = ranks.get(incident.version, 0) + 1
        words[incident.id] = _rank_words(rank, incident.version)
    return [(one, words[one.incident.id]) for one in own]


def _by_knowledge(incident: Incident) -> tuple[datetime, int, int]:
    return incident.known_at, incident.year, incident.number


def _rank_words(rank: int, version: str) -> str:
    """« 3e sur 3.3.0 », nothing for the first one."""
    return f"{rank}e sur {shorten(version, 24)}" if rank > 1 and version else ""


def open_number(register: Register, device_id: str) -> int:
    """How many incidents of a device are open."""
    with register.reading() as reader:
        state = IncidentState.OPEN.value
        return len(reader.values(Incident, ("id",), device_id=device_id, state=state))

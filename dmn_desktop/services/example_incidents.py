"""Write the fictional incidents: noted, oriented, declared, analysed, with their actions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from dmn_desktop.core.example_incidents import ExampleIncident, ExamplePiece, read_incidents
from dmn_desktop.core.forms import Content
from dmn_desktop.core.incident_facts import profile_of
from dmn_desktop.core.incident_vocabulary import (
    ActionOrigin,
    DeclarationState,
    IncidentProfile,
    IncidentState,
)
from dmn_desktop.core.records import (
    Barrier,
    Cause,
    ChronologyLine,
    CorrectiveAction,
    Counter,
    Declaration,
    DeclarationPart,
    Device,
    Incident,
    IncidentDocument,
    Record,
)
from dmn_desktop.core.triage import tree
from dmn_desktop.core.vocabulary import StructureKind
from dmn_desktop.services.declaration_sending import put_state
from dmn_desktop.services.declarations import put_prepared
from dmn_desktop.services.incident_deadlines import after_sending
from dmn_desktop.services.numbering import next_number
from dmn_desktop.store.transaction import Transaction


def put_incidents(tx: Transaction, kind: StructureKind) -> None:
    """Write every incident of an example, with what belongs to it."""
    devices = {device.number: device for device in tx.find(Device)}
    years: dict[int, int] = {}
    for example in read_incidents(kind).incidents:
        year = example.known_at.year
        years[year] = years.get(year, 0) + 1
        device = devices[example.device_number] if example.device_number else None
        _put_incident(tx, kind, example, device, years[year])
    for year, last in years.items():
        tx.put(Counter(id=f"I:{year}", last=last))


def _put_incident(
    tx: Transaction,
    kind: StructureKind,
    example: ExampleIncident,
    device: Device | None,
    number: int,
) -> None:
    profile = IncidentProfile(profile_of(IncidentProfile.NONE, kind).value)
    values = _shared(example, Incident)
    if device is not None:
        values |= {"device_id": device.id, "device": f"{device.code} {device.name}"}
        values["version"] = values["version"] or device.version
    incident = Incident(
        year=example.known_at.year,
        number=number,
        profile=profile,
        state=IncidentState.CLOSED if example.closed_on else IncidentState.OPEN,
        conduct=tree().conduct[: example.steps_done],
        noted_on=example.known_at.date(),
        **values,
    )
    tx.put(incident)
    for record in _belongings(tx, incident, example):
        tx.put(record)
    if example.declared:
        put_prepared(tx, incident.id, incident.known)
        _put_sendings(tx, incident, example)


def _belongings(tx: Transaction, incident: Incident, example: ExampleIncident) -> Iterator[Record]:
    own = {"incident_id": incident.id}
    for position, line in enumerate(example.lines, start=1):
        yield ChronologyLine(position=position, **own, **line.model_dump())
    for position, cause in enumerate(example.causes, start=1):
        yield Cause(position=position, **own, **cause.model_dump())
    for position, barrier in enumerate(example.barriers, start=1):
        yield Barrier(position=position, **own, **barrier.model_dump())
    for piece in example.pieces:
        yield _piece(tx, incident, piece)
    for action in example.actions:
        yield CorrectiveAction(
            number=next_number(tx, "A"),
            origin=ActionOrigin.INCIDENT,
            reference=incident.code,
            device_id=incident.device_id,
            device=incident.device,
            **own,
            **action.model_dump(),
        )


def _piece(tx: Transaction, incident: Incident, piece: ExamplePiece) -> IncidentDocument:
    values = _shared(piece, IncidentDocument) | {"added_on": piece.about_on}
    if piece.text:
        content = piece.text.encode()
        values["sha256"] = hashlib.sha256(content).hexdigest()
        values["size"] = len(content)
        tx.put_content(values["sha256"], content)
    return IncidentDocument(incident_id=incident.id, **values)


def _put_sendings(tx: Transaction, incident: Incident, example: ExampleIncident) -> None:
    for sending in example.sendings:
        declaration = _declaration(tx, incident, sending.letter)
        part = tx.get(DeclarationPart, DeclarationPart.id_for(declaration.id, sending.part))
        if part is None:
            raise ValueError(f"{incident.code}: no part {sending.part}")
        changed = part.but(**_shared(sending, DeclarationPart) | {"part": part.part})
        tx.put(changed)
        after_sending(tx, incident, changed)
        if sending.reply:
            declaration = declaration.but(reply=sending.reply, replied_on=sending.replied_on)
        put_state(tx, declaration)
    for refusal in example.refusals:
        declaration = _declaration(tx, incident, refusal.letter)
        values = _shared(refusal, Declaration) | {"letter": declaration.letter}
        tx.put(declaration.but(state=DeclarationState.REFUSED, **values))


def _declaration(tx: Transaction, incident: Incident, letter: str) -> Declaration:
    found = tx.get(Declaration, Declaration.id_for(incident.id, letter))
    if found is None:
        raise ValueError(f"{incident.code}: the answers do not ask for {letter}")
    return found


def _shared(content: Content, record: type[Record]) -> dict[str, Any]:
    """The fields that a piece of content shares with the record that it becomes."""
    return dict(content.model_dump(include=set(record.model_fields)))

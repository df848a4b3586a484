"""Corrective actions of incidents, risks, controls and audits: decided, done, checked, closed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dmn_desktop.core.actions import is_overdue, is_to_check, lacking, next_states
from dmn_desktop.core.criticality import code
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_vocabulary import ActionOrigin, ActionState
from dmn_desktop.core.records import CorrectiveAction, Device, Incident, Risk, today
from dmn_desktop.core.text import NBSP, shorten
from dmn_desktop.exports.writing import write_content
from dmn_desktop.services import form_drafts
from dmn_desktop.services.attachments import read_for_keeping
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader

SERIES = "A"


def add(register: Register, text: str, origin: ActionOrigin, **values: Any) -> CorrectiveAction:
    """Add an action, numbered, to decide.

    Args:
        register: Where.
        text: What is to be done.
        origin: What it comes from.
        values: Other fields, by their names; `incident_id`, `risk_id` and `device_id` bring
            their reference with them.

    Raises:
        UserError: Nothing says what is to be done.
    """
    refuse_read_only(register)
    if not text.strip():
        raise UserError("L’action est vide.", "Rien n’a été ajouté.", "Écrire ce qu’il faut faire.")
    with register.transaction(f"action{NBSP}: {shorten(text.strip(), 40)}") as tx:
        given = {**_origin(tx, values), **values, "text": text.strip(), "origin": origin}
        action = CorrectiveAction.model_validate({**given, "number": next_number(tx, SERIES)})
        tx.put(action)
        form_drafts.drop(tx, values.get("incident_id"), form_drafts.ACTION)
    return action


def from_incident(
    register: Register, incident: Incident, text: str, **values: Any
) -> CorrectiveAction:
    """Add an action that an incident calls for."""
    return add(register, text, ActionOrigin.INCIDENT, incident_id=incident.id, **values)


def from_risk(register: Register, risk: Risk, text: str, **values: Any) -> CorrectiveAction:
    """Add an action that a risk calls for."""
    return add(register, text, ActionOrigin.RISK, risk_id=risk.id, **values)


def _origin(reader: Reader, values: Mapping[str, Any]) -> dict[str, Any]:
    """The reference and the device of what an action comes from."""
    found: dict[str, Any] = {}
    incident = reader.get(Incident, values.get("incident_id") or "")
    risk = reader.get(Risk, values.get("risk_id") or "")
    if incident is not None:
        found = {"reference": incident.code, "device_id": incident.device_id}
        found["device"] = incident.device
    device_id = values.get("device_id") or (risk.device_id if risk else found.get("device_id"))
    device = reader.get(Device, device_id or "")
    if device is not None:
        found |= {"device_id": device.id, "device": f"{device.code} {device.name}"}
        if risk is not None:
            found["reference"] = code(device.number, risk.number)
    return found


def update(
    register: Register, action: CorrectiveAction, changes: Mapping[str, Any], run: str = ""
) -> CorrectiveAction:
    """Change fields of an action; its state has its own function."""
    refuse_read_only(register)
    changed = action.but(**changes)
    with register.transaction(f"{action.code}, {_titles(changes)}", run) as tx:
        tx.put(changed)
    return changed


def move(
    register: Register,
    action: CorrectiveAction,
    state: ActionState,
    on: date | None = None,
    **values: Any,
) -> CorrectiveAction:
    """Bring an action to another state, dated.

    Args:
        register: Where.
        action: The action before.
        state: One of `core.actions.next_states`.
        on: The day; today unless told.
        values: Fields written with it: the reason of an end, what the check found.

    Raises:
        UserError: The state cannot follow, or what it needs is missing.
    """
    refuse_read_only(register)
    if state not in next_states(action):
        words = f"«{NBSP}{action.state.label}{NBSP}» à «{NBSP}{state.label}{NBSP}»"
        raise UserError(
            f"Une action ne passe pas de {words}.",
            "Elle garde son état.",
            "Avancer pas à pas.",
        )
    changed = action.but(**values, **_dates(action, state, on or today()), state=state)
    if missing := lacking(changed, state):
        raise UserError(
            f"Pour «{NBSP}{state.label}{NBSP}», il manque {missing}.",
            f"L’action reste «{NBSP}{action.state.label.lower()}{NBSP}».",
            "Compléter la fiche de l’action.",
        )
    with register.transaction(f"{action.code}, {state.label.lower()}") as tx:
        tx.put(changed)
    return changed


def _dates(action: CorrectiveAction, state: ActionState, on: date) -> dict[str, Any]:
    """The days that go with a state; going back takes the later ones away."""
    order = list(ActionState)
    rank = order.index(state)
    ended = state in (ActionState.CLOSED, ActionState.DROPPED)
    found: dict[str, Any] = {"closed_on": on if ended else None}
    if state is not ActionState.DROPPED:
        if rank < order.index(ActionState.DONE):
            found["done_on"] = None
        elif action.done_on is None:
            found["done_on"] = on
        if rank < order.index(ActionState.CHECKED):
            found["checked_on"] = None
        elif action.checked_on is None:
            found["checked_on"] = on
    return found


def remove(register: Register, action: CorrectiveAction) -> None:
    """Move an action to the Corbeille; its number is not given again."""
    refuse_read_only(register)
    with register.transaction(f"suppression de l’action {action.code}") as tx:
        tx.remove(action)


def attach_proof(register: Register, action: CorrectiveAction, file: Path) -> CorrectiveAction:
    """Keep the proof of an action in the register.

    Raises:
        UserError: The file cannot be read, or is too large.
    """
    refuse_read_only(register)
    content = read_for_keeping(file)
    sha256 = hashlib.sha256(content).hexdigest()
    changed = action.but(file_name=file.name, size=len(content), sha256=sha256)
    with register.transaction(f"{action.code}, preuve{NBSP}: {shorten(file.name, 40)}") as tx:
        tx.put_content(sha256, content)
        tx.put(changed)
    return changed


def save_proof(register: Register, action: CorrectiveAction, path: Path) -> None:
    """Write the proof of an action where the user wants it.

    Raises:
        UserError: There is none, it is damaged, or the folder refuses it.
    """
    with register.reading() as reader:
        content = reader.content(action.sha256) if action.sha256 else None
    if content is None:
        raise UserError(
            f"{action.code} n’a pas de preuve dans le registre.", "", "La chercher ailleurs."
        )
    write_content(path, content)


def get(register: Register, action_id: str) -> CorrectiveAction | None:
    """The action with this identifier."""
    with register.reading() as reader:
        return reader.get(CorrectiveAction, action_id)


def listing(register: Register, **equal: Any) -> list[CorrectiveAction]:
    """Every action by number; `incident_id=`, `risk_id=`, `device_id=` keep some."""
    with register.reading() as reader:
        return reader.find(CorrectiveAction, order="number", **equal)


def overdue(register: Register, on: date | None = None) -> list[CorrectiveAction]:
    """The actions that should have been done before this day, the oldest first."""
    day = on or today()
    late = [action for action in listing(register) if is_overdue(action, day)]
    return sorted(late, key=lambda action: action.due_on or day)


def to_check(register: Register, on: date | None = None) -> list[CorrectiveAction]:
    """The actions done whose effect is to be looked at, the oldest first."""
    day = on or today()
    waiting = [action for action in listing(register) if is_to_check(action, day)]
    return sorted(waiting, key=lambda action: action.check_on or day)


def _titles(changes: Mapping[str, Any]) -> str:
    titles = [
        (CorrectiveAction.model_fields[name].title or name).split(" (")[0] for name in changes
    ]
    return ", ".join(title[:1].lower() + title[1:] for title in titles)

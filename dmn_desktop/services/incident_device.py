"""From an incident to its device: suspended while one looks, returned to use with a reason."""

from __future__ import annotations

from datetime import date

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Device, Incident
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import form_drafts
from dmn_desktop.services.device_life import put_state
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Transaction


def suspend(
    register: Register, incident: Incident, on: date, reason: str = ""
) -> tuple[Incident, Device]:
    """Suspend the device of an incident from a day on; its history names the incident.

    Raises:
        UserError: The incident names no device, or the device is suspended or withdrawn already.
    """
    refuse_read_only(register)
    with register.transaction(f"{incident.code}, dispositif suspendu") as tx:
        device = _device(tx, incident)
        if device.state in (LifeState.SUSPENDED, LifeState.WITHDRAWN):
            raise UserError(
                f"{device.code} est déjà {device.state.label.lower()}.",
                "Rien n’a été modifié.",
                "Regarder l’historique de sa fiche.",
            )
        words = f"Incident {incident.code}{NBSP}: {reason.strip() or incident.name}"
        device = put_state(tx, device, LifeState.SUSPENDED, on, words)
        changed = incident.but(suspended_on=on, returned_on=None, return_reason="")
        tx.put(changed)
        form_drafts.drop(tx, incident.id, form_drafts.SUSPENSION)
    return changed, device


def return_to_service(
    register: Register, incident: Incident, on: date, reason: str
) -> tuple[Incident, Device]:
    """Take a suspended device into use again, and say why it may be.

    Raises:
        UserError: No reason is given, or the device is not suspended.
    """
    refuse_read_only(register)
    if not reason.strip():
        raise UserError(
            "Un dispositif revient en service avec un motif.",
            "Il reste suspendu.",
            "L’écrire en une phrase.",
        )
    with register.transaction(f"{incident.code}, dispositif remis en service") as tx:
        device = _device(tx, incident)
        if device.state is not LifeState.SUSPENDED:
            raise UserError(
                f"{device.code} n’est pas suspendu.",
                "Rien n’a été modifié.",
                "Regarder l’historique de sa fiche.",
            )
        words = f"Incident {incident.code}{NBSP}: {reason.strip()}"
        device = put_state(tx, device, LifeState.IN_USE, on, words)
        changed = incident.but(returned_on=on, return_reason=reason.strip())
        tx.put(changed)
        form_drafts.drop(tx, incident.id, form_drafts.SUSPENSION)
    return changed, device


def _device(tx: Transaction, incident: Incident) -> Device:
    device = tx.get(Device, incident.device_id) if incident.device_id else None
    if device is None:
        raise UserError(
            "Cet incident ne nomme aucun dispositif de l’inventaire.",
            "Rien n’a été modifié.",
            "Choisir le dispositif à l’étape des faits.",
        )
    return device

"""Tools that the staff declare: they land in the inventory « à examiner », then someone decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dmn_desktop.core.device_vocabulary import InputData, Known, YesNo
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Device, today
from dmn_desktop.core.text import NBSP, shorten
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services.device_life import put_state
from dmn_desktop.services.inventory import SERIES, put_new
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Transaction

NO_PATIENT_DATA = "Déclaré sans donnée de patient."


@dataclass(frozen=True)
class Declaration:
    """What somebody says of a tool that they use.

    Attributes:
        purpose: What it is used for.
        declared_by: Role and initials.
        patient_data: Whether data of patients are put in.
        kinds: Which ones, when they are.
    """

    name: str
    purpose: str
    declared_by: str
    places: tuple[str, ...] = ()
    since: date | None = None
    patient_data: YesNo = YesNo.NONE
    kinds: tuple[InputData, ...] = ()
    uses_ai: Known = Known.NONE


def declare(register: Register, said: Declaration) -> Device:
    """Add a declared tool to the inventory, to be examined.

    It is noted as in use, since somebody uses it; nobody has yet said what it is.

    Raises:
        UserError: The name or the person is missing.
    """
    refuse_read_only(register)
    for text, what in ((said.name, "le nom de l’outil"), (said.declared_by, "qui l’utilise")):
        if not text.strip():
            raise UserError(f"Il manque {what}.", "Rien n’a été écrit.", "Compléter la ligne.")
    with register.transaction(f"déclaration de {shorten(said.name.strip(), 40)}") as tx:
        device = Device.model_validate(
            {**_values(said), "number": next_number(tx, SERIES), "to_examine": True}
        )
        put_new(tx, device)
    return device


def _values(said: Declaration) -> dict[str, Any]:
    told = [said.purpose, NO_PATIENT_DATA if said.patient_data is YesNo.NO else ""]
    return {
        "name": said.name.strip(),
        "nature": Nature.UNKNOWN,
        "state": LifeState.IN_USE,
        "in_service_on": said.since,
        "intended_use": "\n".join(filter(None, told)),
        "places": said.places,
        "users": (said.declared_by.strip(),),
        "declared_by": said.declared_by.strip(),
        "input_data": said.kinds if said.patient_data is not YesNo.NO else (),
        "uses_ai": said.uses_ai,
    }


def waiting(register: Register) -> list[Device]:
    """The declared tools that nobody has examined yet, by number."""
    with register.reading() as reader:
        return reader.find(Device, order="number", to_examine=True)


def accept(
    register: Register, device_id: str, state: LifeState, nature: Nature, on: date | None = None
) -> Device:
    """Keep a declared tool in the inventory, with the state and the nature decided.

    Raises:
        UserError: The nature is not decided, or somebody examined it already.
    """
    refuse_read_only(register)
    if nature is Nature.UNKNOWN:
        raise UserError(
            "La nature de l’outil n’est pas choisie.",
            "La déclaration attend toujours.",
            "Choisir dispositif médical, outil innovant ou hors du périmètre.",
        )
    with register.transaction("déclaration acceptée") as tx:
        device = _declared(tx, device_id).but(to_examine=False, nature=nature)
        tx.put(device)
        if state is not device.state:
            device = put_state(tx, device, state, on or today(), "Déclaration examinée")
    return device


def merge(register: Register, device_id: str, into_id: str) -> Device:
    """Join a declared tool to a device of the inventory that it turns out to be.

    The users, places and data declared are added to it; the declaration goes to the Corbeille.

    Raises:
        UserError: One of them is no longer there, or both are the same.
    """
    refuse_read_only(register)
    with register.transaction("déclaration réunie à un dispositif") as tx:
        declared, known = _declared(tx, device_id), tx.get(Device, into_id)
        if known is None or known.id == declared.id:
            raise UserError(
                "Le dispositif auquel réunir la déclaration n’est pas choisi.",
                "La déclaration attend toujours.",
                "Choisir un autre dispositif de l’inventaire.",
            )
        joined = known.but(
            users=_union(known.users, declared.users),
            places=_union(known.places, declared.places),
            input_data=_union(known.input_data, declared.input_data),
            intended_use=_both(known.intended_use, declared),
        )
        tx.put(joined)
        tx.remove(declared)
    return joined


def dismiss(register: Register, device_id: str, reason: str) -> None:
    """Set a declared tool aside; the history keeps the reason, the Corbeille the tool.

    Raises:
        UserError: No reason is given, or somebody examined it already.
    """
    refuse_read_only(register)
    reason = reason.strip()
    if not reason:
        raise UserError(
            "Une déclaration s’écarte avec un motif.",
            "Elle attend toujours.",
            "L’écrire en une phrase.",
        )
    with register.reading() as reader:
        found = reader.get(Device, device_id)
    code = found.code if found else "Déclaration"
    with register.transaction(f"{code} écarté{NBSP}: {shorten(reason, 120)}") as tx:
        tx.remove(_declared(tx, device_id))


def _declared(tx: Transaction, device_id: str) -> Device:
    device = tx.get(Device, device_id)
    if device is None or not device.to_examine:
        raise UserError(
            "Cette déclaration n’attend plus.",
            "Rien n’a été modifié.",
            "Regarder le dispositif dans l’inventaire.",
        )
    return device


def _union(known: Iterable[Any], added: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys([*known, *added]))


def _both(known: str, declared: Device) -> str:
    """The use already noted, then the declared one with who declared it."""
    if not declared.intended_use or declared.intended_use in known:
        return known
    added = f"Déclaré par {declared.declared_by}{NBSP}: {declared.intended_use}"
    return f"{known}\n{added}" if known else added

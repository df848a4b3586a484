"""The hint on a patient's identity: where it is on, where the practice turned it off and why."""

from __future__ import annotations

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.identity_guard import Suspicion, find
from dmn_desktop.core.records import GuardSwitch
from dmn_desktop.services.register import Register, refuse_read_only

__all__ = ["Suspicion", "hints", "switch_off", "switch_on", "switches"]


def switches(register: Register) -> dict[str, GuardSwitch]:
    """The fields where the hint is off, by name: « patient_sheet.values »."""
    with register.reading() as reader:
        return {switch.field: switch for switch in reader.find(GuardSwitch, order="field")}


def hints(text: str, field: str, off: dict[str, GuardSwitch]) -> list[Suspicion]:
    """What may tell who a patient is in the text of a field; nothing is written anywhere.

    Args:
        text: What is typed.
        field: « kind.name » of the field.
        off: What `switches` gave when the screen opened.
    """
    return [] if field in off else find(text)


def switch_off(register: Register, field: str, reason: str) -> GuardSwitch:
    """Turn the hint off for a field.

    Raises:
        UserError: No reason is given.
    """
    refuse_read_only(register)
    if not reason.strip():
        raise UserError("Le repérage se coupe avec un motif.", "Il reste actif.", "L’écrire.")
    made = GuardSwitch(id=GuardSwitch.id_for(field), field=field, reason=reason.strip())
    with register.transaction("repérage d’identité coupé") as tx:
        tx.put(made)
    return made


def switch_on(register: Register, field: str) -> None:
    """Turn the hint on again for a field."""
    refuse_read_only(register)
    with register.transaction("repérage d’identité rétabli") as tx:
        known = tx.get(GuardSwitch, GuardSwitch.id_for(field))
        if known is not None:
            tx.remove(known)

"""Actions that end a project: its inventory entry, made from the answers."""

from __future__ import annotations

from collections.abc import Collection

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Candidate, Device, Risk
from dmn_desktop.core.takeover import device_from, risk_from, worrying_answers
from dmn_desktop.core.vocabulary import Decision
from dmn_desktop.services.projects import next_number
from dmn_desktop.services.register import Register, refuse_read_only


def chosen_candidate(dossier: Dossier) -> Candidate | None:
    """The candidate that the decision keeps."""
    if dossier.project.decision is not Decision.KEEP:
        return None
    return next((c for c in dossier.candidates if c.id == dossier.project.chosen), None)


def add_to_inventory(register: Register, dossier: Dossier, left_out: Collection[str]) -> Device:
    """Create the device and its open risks as one step of the journal.

    Args:
        register: Where.
        dossier: The decided project.
        left_out: Cells whose worrying answer is not to become a risk.

    Raises:
        UserError: No candidate is kept, or the device is already there.
    """
    refuse_read_only(register)
    candidate = chosen_candidate(dossier)
    if candidate is None:
        raise UserError(
            "Aucun candidat n’est retenu.",
            "Rien n’a été ajouté.",
            "Choisir «\u00a0Retenir\u00a0» et le candidat.",
        )
    if dossier.device is not None:
        raise UserError(f"Ce projet a déjà créé {dossier.device.code}.", "Rien n’a été ajouté.", "")
    worries = [w for w in worrying_answers(dossier, candidate) if w.cell.id not in left_out]
    with register.transaction(f"ajout de {candidate.name} à l’inventaire") as tx:
        device = device_from(dossier, candidate, next_number(tx, "DMN"))
        tx.put(device)
        for number, worry in enumerate(worries, start=1):
            tx.put(risk_from(dossier, worry, device, number))
    return device


def risks_of(register: Register, device: Device) -> list[Risk]:
    """The risks of a device, in order."""
    with register.reading() as reader:
        return reader.find(Risk, order="number", device_id=device.id)

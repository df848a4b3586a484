"""Actions that end a project: the decision, and the inventory entry made from the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Candidate, Device, Project, Risk, today
from dmn_desktop.core.takeover import WorryingAnswer, device_from, risk_from, worrying_answers
from dmn_desktop.core.text import shorten
from dmn_desktop.core.vocabulary import Decision, RiskState
from dmn_desktop.services.inventory import put_new
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.register import Register, refuse_read_only, save


def decide(
    register: Register, project: Project, decision: Decision, on: date | None = None
) -> Project:
    """Note a decision; its date is today's until another is written.

    What only belongs to another decision (the candidate, the day to take it up again) is taken
    back with it, so that no paper says both. Undo returns everything.

    Args:
        register: Where.
        project: The project before the change.
        decision: What is decided; « à prendre » takes the decision back.
        on: The day, today's by default.
    """
    decided_on = project.decided_on or on or today()
    changed = project.but(
        decision=decision,
        decided_on=None if decision is Decision.NONE else decided_on,
        chosen=project.chosen if decision is Decision.KEEP else None,
        postponed_to=project.postponed_to if decision is Decision.POSTPONE else None,
    )
    words = decision.label.lower() if decision is not Decision.NONE else "à prendre"
    save(register, changed, f"décision, {words}")
    return changed


def choose(register: Register, dossier: Dossier, candidate_id: str) -> Project:
    """Note the candidate that the decision keeps."""
    candidate = next(c for c in dossier.candidates if c.id == candidate_id)
    changed = dossier.project.but(chosen=candidate.id)
    save(register, changed, f"décision, candidat retenu\u00a0: {shorten(candidate.name, 40)}")
    return changed


def update(register: Register, project: Project, field: str, value: Any, run: str = "") -> Project:
    """Write one field of the decision."""
    title = Project.model_fields[field].title or field
    changed = project.but(**{field: value})
    save(register, changed, f"décision, {title[0].lower()}{title[1:]}", run)
    return changed


@dataclass(frozen=True)
class Missing:
    """What a decision still lacks; nothing is mandatory.

    Attributes:
        words: « les raisons », « la date ».
        draft: Whether papers still bear « Brouillon ».
    """

    words: tuple[str, ...]
    draft: bool


def missing(project: Project) -> Missing:
    """What a decision still lacks, empty while nothing is decided."""
    if project.decision is Decision.NONE:
        return Missing((), True)
    keep, postpone = project.decision is Decision.KEEP, project.decision is Decision.POSTPONE
    there = {
        "le candidat retenu": project.chosen is not None or not keep,
        "la date de reprise": project.postponed_to is not None or not postpone,
        "les raisons": bool(project.decision_reasons),
        "les personnes consultées": bool(project.consulted),
        "la date de la décision": project.decided_on is not None,
        "les signataires": bool(project.signatories),
    }
    words = tuple(text for text, written in there.items() if not written)
    return Missing(words, not project.is_decided)


# Inventory


def chosen_candidate(dossier: Dossier) -> Candidate | None:
    """The candidate that the decision keeps."""
    if dossier.project.decision is not Decision.KEEP:
        return None
    return next((c for c in dossier.candidates if c.id == dossier.project.chosen), None)


def add_to_inventory(
    register: Register, dossier: Dossier, left_out: Mapping[str, str] | None = None
) -> Device:
    """Create the device and its open risks as one step of the journal.

    Args:
        register: Where.
        dossier: The decided project.
        left_out: Cells whose worrying answer opens no risk, with the reason. Without a reason
            nothing is kept of it; with one, the risk is kept, closed, so that the reason is read.

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
        raise UserError(
            f"Ce projet a déjà ajouté {dossier.device.code} à l’inventaire.",
            "Rien n’a été ajouté.",
            "Il se lit au bas de l’étape Décision.",
        )
    worries = worrying_answers(dossier, candidate)
    with register.transaction(f"ajout de {shorten(candidate.name, 40)} à l’inventaire") as tx:
        device = device_from(dossier, candidate, next_number(tx, "DMN"))
        put_new(tx, device)
        for risk in _risks(dossier, device, worries, left_out or {}):
            tx.put(risk)
    return device


def _risks(
    dossier: Dossier,
    device: Device,
    worries: Iterable[WorryingAnswer],
    left_out: Mapping[str, str],
) -> list[Risk]:
    """The risks of the device, numbered from 1."""
    made: list[Risk] = []
    for worry in worries:
        reason = left_out.get(worry.cell.id)
        if reason is not None and not reason.strip():
            continue
        risk = risk_from(dossier, worry, device, len(made) + 1)
        if reason is not None:
            text = f"{risk.text} Non ouvert\u00a0: {reason.strip()}"
            risk = risk.but(text=text, state=RiskState.CLOSED)
        made.append(risk)
    return made


def risks_of(register: Register, device: Device) -> list[Risk]:
    """The risks of a device, in order."""
    with register.reading() as reader:
        return reader.find(Risk, order="number", device_id=device.id)


def device_of(register: Register, dossier: Dossier) -> tuple[Device, list[Risk]] | None:
    """What the project added to the inventory, with its risks; None while it added nothing."""
    if dossier.device is None:
        return None
    return dossier.device, risks_of(register, dossier.device)

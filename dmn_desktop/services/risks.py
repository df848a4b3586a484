"""Actions on the risks of devices: judge, propose, accept, close, list; and on their scale."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from dmn_desktop.core.criticality import (
    code,
    current_level,
    stretched,
)
from dmn_desktop.core.device_vocabulary import RiskLevel, UseVerdict
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.proposed_risks import (
    FamilyState,
    Known,
    Proposal,
    family_mark,
    family_states,
    fitting,
    proposals,
    risk_from_proposal,
)
from dmn_desktop.core.records import Counter, Device, DeviceVersion, Risk, today
from dmn_desktop.core.risk_register import ListedRisk, RiskRegister
from dmn_desktop.core.risk_summary import LIVE, NO_RISKS, SUMMED, RiskSummary, summarise
from dmn_desktop.core.text import shorten
from dmn_desktop.core.vocabulary import RiskState, RiskTheme
from dmn_desktop.services.register import HistoryLine, Register, refuse_read_only, structure_of
from dmn_desktop.services.risk_scale import restore_scale, save_scale, scale_in, scale_of
from dmn_desktop.store.transaction import Reader, Transaction

__all__ = [
    "NO_RISKS",
    "ListedRisk",
    "RiskSummary",
    "accept",
    "accept_residual",
    "add",
    "close",
    "families",
    "for_paper",
    "history",
    "is_overdue",
    "listing",
    "no_risk",
    "open_required",
    "overdue",
    "propose",
    "refuse",
    "remove",
    "reopen",
    "restore_scale",
    "save_scale",
    "scale_of",
    "summaries",
    "update",
]


_ONE_BY_ONE = 50
"""Devices that are read one by one; more are read together."""


# One risk


def add(
    register: Register, device_id: str, text: str, theme: RiskTheme, **values: Any
) -> ListedRisk:
    """Add a risk to a device, numbered.

    Args:
        register: Where.
        device_id: The device.
        text: The event.
        theme: Its family.
        values: Other fields, by their names.

    Raises:
        UserError: The event is empty, or the device is gone.
    """
    refuse_read_only(register)
    if not text.strip():
        raise UserError("L’événement est vide.", "", "Écrire ce qui pourrait arriver.")
    with register.transaction(f"ajout du risque\u00a0: {shorten(text.strip(), 40)}") as tx:
        device = _device(tx, device_id)
        number = _next_number(tx, device_id)
        given = {**values, "text": text.strip(), "theme": theme}
        risk = Risk.model_validate({**given, "device_id": device_id, "number": number})
        if any(_judgement(risk)) and risk.reviewed_on is None:
            risk = risk.but(reviewed_on=today())
        tx.put(risk)
    return ListedRisk(risk, device)


def update(register: Register, risk: Risk, changes: Mapping[str, Any], run: str = "") -> Risk:
    """Change fields of a risk as one undo; a new judgement is dated.

    Args:
        register: Where.
        risk: The risk before the change.
        changes: New values, by the names of their fields.
        run: Joins the saves of one stretch of typing into one undo.
    """
    refuse_read_only(register)
    changed = risk.but(**changes)
    if _judgement(changed) != _judgement(risk) and "reviewed_on" not in changes:
        changed = changed.but(reviewed_on=today())
    with register.transaction(f"{_code(register, risk)}, {_titles(changes)}", run) as tx:
        tx.put(changed)
    return changed


def accept_residual(register: Register, risk: Risk, by: str, on: date | None = None) -> Risk:
    """Note that a named role accepts what remains of a risk.

    Raises:
        UserError: Nobody is named, or the risk is not judged.
    """
    if not by.strip():
        raise UserError(
            "Il manque la fonction de qui accepte.", "Le risque reste ouvert.", "L’écrire."
        )
    if current_level(risk, scale_of(register)) is RiskLevel.TO_ASSESS:
        raise UserError(
            "Ce risque n’est pas encore analysé.",
            "Il reste ouvert.",
            "Choisir d’abord sa gravité et sa vraisemblance.",
        )
    changes = {"accepted_by": by.strip(), "accepted_on": on or today(), "reason": ""}
    return _change_state(register, risk, RiskState.ACCEPTED, changes)


def close(register: Register, risk: Risk, reason: str) -> Risk:
    """Close a risk that exists no more.

    Raises:
        UserError: No reason is given.
    """
    _needs_reason(reason, "Un risque se clôt avec un motif.", "Il reste ouvert.")
    return _change_state(register, risk, RiskState.CLOSED, {"reason": reason.strip()})


def reopen(register: Register, risk: Risk) -> Risk:
    """Open again a risk that was closed, accepted or refused."""
    nothing = {"accepted_by": "", "accepted_on": None, "reason": ""}
    return _change_state(register, risk, RiskState.OPEN, nothing)


def remove(register: Register, risk: Risk) -> None:
    """Move a risk to the Corbeille; its number is not given again."""
    refuse_read_only(register)
    with register.transaction(f"suppression du risque {_code(register, risk)}") as tx:
        _keep_number(tx, risk)
        tx.remove(risk)


def _change_state(
    register: Register, risk: Risk, state: RiskState, changes: Mapping[str, Any]
) -> Risk:
    refuse_read_only(register)
    changed = risk.but(**changes, state=state)
    with register.transaction(f"{_code(register, risk)}, {state.label.lower()}") as tx:
        if not changed.number:
            # What was set aside becomes a risk.
            changed = changed.but(number=_next_number(tx, risk.device_id))
        tx.put(changed)
    return changed


# Proposals


def propose(register: Register, device_id: str) -> list[Proposal]:
    """The risks proposed for a device, not answered yet."""
    with register.reading() as reader:
        return proposals(_known(reader, device_id), _risks(reader, device_id))


def families(register: Register, device_id: str) -> list[FamilyState]:
    """Where a device stands with each family of risks."""
    with register.reading() as reader:
        return family_states(_known(reader, device_id), _risks(reader, device_id))


def accept(register: Register, device_id: str, proposal: Proposal) -> Risk:
    """Make a risk of a proposal, still to judge."""
    refuse_read_only(register)
    label = f"risque proposé retenu\u00a0: {shorten(proposal.rule.event, 40)}"
    with register.transaction(label) as tx:
        device = _device(tx, device_id)
        risk = risk_from_proposal(device, proposal, _next_number(tx, device_id))
        tx.put(risk)
    return risk


def refuse(register: Register, device_id: str, proposal: Proposal, reason: str) -> Risk:
    """Note that a proposal does not concern the device, and why.

    Raises:
        UserError: No reason is given.
    """
    refuse_read_only(register)
    _needs_reason(reason, "Une proposition s’écarte avec un motif.", "Elle reste proposée.")
    label = f"risque proposé écarté\u00a0: {shorten(proposal.rule.event, 40)}"
    with register.transaction(label) as tx:
        return _refusal(tx, _device(tx, device_id), proposal, reason)


def no_risk(register: Register, device_id: str, theme: RiskTheme, reason: str) -> Risk:
    """Say that a device has no risk of a family; what is proposed there is refused with it.

    Raises:
        UserError: No reason is given, or the family holds a risk.
    """
    refuse_read_only(register)
    _needs_reason(reason, "«\u00a0Aucun risque\u00a0» se dit avec un motif.", "Rien n’a été noté.")
    with register.transaction(f"aucun risque\u00a0: {theme.label.lower()}") as tx:
        device, known = _device(tx, device_id), _risks(tx, device_id)
        if any(risk.theme is theme and risk.state in LIVE for risk in known):
            raise UserError(
                f"La fiche a déjà un risque «\u00a0{theme.label}\u00a0».",
                "Rien n’a été noté.",
                "Le clore d’abord, s’il n’existe plus.",
            )
        for proposal in proposals(_known(tx, device_id), known):
            if proposal.theme is theme:
                _refusal(tx, device, proposal, reason)
        said = next((risk for risk in known if risk.rule == family_mark(theme)), None)
        mark = Risk(
            device_id=device_id,
            number=said.number if said else 0,
            text=f"Aucun risque\u00a0: {theme.label.lower()}",
            theme=theme,
            state=RiskState.REFUSED,
            reason=reason.strip(),
            rule=family_mark(theme),
            reviewed_on=today(),
        )
        mark = mark.but(id=said.id) if said else mark
        tx.put(mark)
    return mark


def open_required(tx: Transaction, before: Device, after: Device) -> None:
    """Open the risks that a change of a device calls for by itself, once.

    Today: a use that goes beyond the declared purpose.
    """
    if after.use_verdict is before.use_verdict or after.use_verdict is not UseVerdict.BEYOND:
        return
    known = Known(after, today())
    rules = [rule for rule in fitting(known) if rule.opens is not None]
    answered = {risk.rule for risk in _risks(tx, after.id)} if rules else set()
    for rule in rules:
        if rule.id in answered or rule.opens is None:
            continue
        severity, likelihood = stretched(rule.opens, scale_in(tx))
        number = _next_number(tx, after.id)
        risk = risk_from_proposal(after, Proposal(rule.id, rule), number)
        tx.put(risk.but(severity=severity, likelihood=likelihood))


def _refusal(tx: Transaction, device: Device, proposal: Proposal, reason: str) -> Risk:
    risk = risk_from_proposal(device, proposal, 0)
    risk = risk.but(state=RiskState.REFUSED, reason=reason.strip())
    tx.put(risk)
    return risk


# Lists


def listing(register: Register, device_id: str = "") -> list[ListedRisk]:
    """Every risk with its device, by number; refused proposals are not risks.

    Args:
        register: Where.
        device_id: Only those of this device.
    """
    return [one for one in _all(register, device_id) if one.risk.state is not RiskState.REFUSED]


def for_paper(
    register: Register, only: Collection[str] | None = None, narrowed: str = ""
) -> RiskRegister:
    """What a paper about risks reads.

    Args:
        register: Where.
        only: The identifiers of the risks to print, None for all and what was refused.
        narrowed: What they were narrowed to, in words.
    """
    found = _all(register)
    listed = [one for one in found if one.risk.state is not RiskState.REFUSED]
    refused = [one for one in found if one.risk.state is RiskState.REFUSED]
    if only is not None:
        listed, refused = [one for one in listed if one.risk.id in only], []
    scale = scale_of(register)
    return RiskRegister(structure_of(register), scale, tuple(listed), tuple(refused), narrowed)


def _all(register: Register, device_id: str = "") -> list[ListedRisk]:
    with register.reading() as reader:
        equal = {"device_id": device_id} if device_id else {}
        risks = reader.find(Risk, order="number", **equal)
        owners = {risk.device_id for risk in risks}
        if len(owners) > _ONE_BY_ONE:
            devices = {device.id: device for device in reader.find(Device) if device.id in owners}
        else:
            devices = {owner: _device(reader, owner) for owner in owners}
    listed = [ListedRisk(risk, devices[risk.device_id]) for risk in risks]
    return sorted(listed, key=lambda one: (one.device.number, one.risk.number))


def overdue(register: Register, on: date | None = None) -> list[ListedRisk]:
    """Open risks whose date is past, the oldest first."""
    day = on or today()
    late = [one for one in listing(register) if is_overdue(one.risk, day)]
    return sorted(late, key=lambda one: one.risk.due_on or day)


def is_overdue(risk: Risk, on: date) -> bool:
    """Whether something is still to do, and should have been done before this day."""
    return risk.state is RiskState.OPEN and risk.due_on is not None and risk.due_on < on


def summaries(register: Register, on: date | None = None) -> dict[str, RiskSummary]:
    """The figures of every device that has risks, by its identifier; others have `NO_RISKS`."""
    with register.reading() as reader:
        return summarise(reader.values(Risk, SUMMED), scale_in(reader), on or today())


def history(register: Register, risk: Risk, limit: int = 100) -> list[HistoryLine]:
    """What was done with a risk, newest first."""
    with register.reading() as reader:
        return reader.history(limit, (risk.id,))


# Inside


def _known(reader: Reader, device_id: str) -> Known:
    versions = reader.find(DeviceVersion, order="position", device_id=device_id)
    return Known(_device(reader, device_id), today(), tuple(versions))


def _risks(reader: Reader, device_id: str) -> list[Risk]:
    return reader.find(Risk, order="number", device_id=device_id)


def _device(reader: Reader, device_id: str) -> Device:
    device = reader.get(Device, device_id)
    if device is None:
        raise UserError(
            "Ce dispositif n’est plus dans l’inventaire.",
            "Les dispositifs supprimés restent 90 jours dans la Corbeille.",
            "L’y chercher, ou revenir à l’inventaire.",
        )
    return device


def _next_number(tx: Transaction, device_id: str) -> int:
    """The next number of the risks of a device: one in the Corbeille is not given again."""
    numbers: list[int] = [n for (n,) in tx.values(Risk, ("number",), device_id=device_id)]
    counter = tx.get(Counter, _series(device_id))
    return max([*numbers, counter.last if counter else 0]) + 1


def _keep_number(tx: Transaction, risk: Risk) -> None:
    series = _series(risk.device_id)
    counter = tx.get(Counter, series) or Counter(id=series)
    tx.put(counter.but(last=max(counter.last, risk.number)))


def _series(device_id: str) -> str:
    return f"R:{device_id}"


def _code(register: Register, risk: Risk) -> str:
    with register.reading() as reader:
        return code(_device(reader, risk.device_id).number, risk.number)


def _judgement(risk: Risk) -> tuple[int, int, int, int]:
    return risk.severity, risk.likelihood, risk.residual_severity, risk.residual_likelihood


def _titles(changes: Mapping[str, Any]) -> str:
    titles = [(Risk.model_fields[name].title or name).split(" (")[0] for name in changes]
    return ", ".join(title[:1].lower() + title[1:] for title in titles)


def _needs_reason(reason: str, happened: str, kept: str) -> None:
    if not reason.strip():
        raise UserError(happened, kept, "L’écrire en quelques mots.")

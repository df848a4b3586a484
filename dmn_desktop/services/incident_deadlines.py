"""The deadlines of declarations: computed once, kept with their rule, moved only by the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dmn_desktop.core.countdown import end_of
from dmn_desktop.core.declaration_texts import Letter, Part, letters
from dmn_desktop.core.incident_vocabulary import DeclarationState
from dmn_desktop.core.records import Declaration, DeclarationPart, Incident
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.core.triage import Delay, Tree
from dmn_desktop.services.incident_rules import tree_of
from dmn_desktop.store.transaction import Transaction

_UNTIL_THEN = ", compté depuis la connaissance jusque-là"


@dataclass(frozen=True)
class Start:
    """What a deadline is counted from.

    Attributes:
        words: Added to the rule when it is not the moment of knowledge.
    """

    at: datetime
    words: str = ""


def with_deadline(
    tree: Tree, declaration: Declaration, part: DeclarationPart, start: Start
) -> DeclarationPart:
    """A part with its deadline, the earliest that the outcomes give, and the rule in words."""
    letter = letters().letter(declaration.letter)
    shape = letter.part(part.part)
    if shape is not None and shape.undated:
        return part.but(rule=shape.undated, immediate=False, due_at=None, due_on=None)
    delays = list(_delays(tree, declaration, letter, shape))
    if not delays:
        # Rules adopted since may not know the outcome any more: the deadline given then holds.
        return part.but(started_at=part.started_at or start.at)
    found = [(delay, delay.due(start.at)) for delay in delays]
    dated = [(delay, due) for delay, due in found if due is not None]
    if not dated:
        at_once = any(delay.kind not in ("libre",) for delay in delays)
        rule = delays[0].words
        return part.but(rule=rule, immediate=at_once, due_at=None, due_on=None, started_at=start.at)
    delay, due = min(dated, key=lambda one: _as_day(one[1]))
    rule = f"{delay.words}{start.words}"
    if isinstance(due, datetime):
        return part.but(rule=rule, due_at=due, due_on=None, immediate=False, started_at=start.at)
    return part.but(rule=rule, due_at=None, due_on=due, immediate=False, started_at=start.at)


def _as_day(due: date | datetime) -> date:
    return due.date() if isinstance(due, datetime) else due


def _delays(
    tree: Tree, declaration: Declaration, letter: Letter, shape: Part | None
) -> Iterator[Delay]:
    """The delays of the outcomes that are this part's own."""
    outcomes = {outcome.id: outcome for outcome in tree.outcomes}
    targets = set(letter.targets)
    for name in declaration.outcomes:
        for delay in outcomes[name].delays if name in outcomes else ():
            if shape is not None and shape.target:
                if delay.target == shape.target:
                    yield delay
            elif not targets or not delay.target or delay.target in targets:
                yield delay


def first_start(incident: Incident, declaration: Declaration, part: DeclarationPart) -> Start:
    """The moment of knowledge; for a part that follows another, only until that one is sent."""
    shape = letters().letter(declaration.letter).part(part.part)
    waits = shape is not None and shape.after
    return Start(incident.known, _UNTIL_THEN if waits else "")


def recomputed(tx: Transaction, incident: Incident) -> list[str]:
    """Move the deadlines not met yet after another moment of knowledge, and say which."""
    tree, said = tree_of(tx), []
    for declaration in tx.find(Declaration, order="position", incident_id=incident.id):
        if declaration.state not in (DeclarationState.TO_SEND, DeclarationState.SENT):
            continue
        for part in tx.find(DeclarationPart, order="position", declaration_id=declaration.id):
            if part.sent_at is not None or _follows_a_sending(tx, declaration, part):
                continue
            changed = with_deadline(
                tree, declaration, part, first_start(incident, declaration, part)
            )
            tx.put(changed)
            if (changed.due_at, changed.due_on) != (part.due_at, part.due_on):
                said.append(_moved(declaration, changed, incident))
    return said


def after_sending(tx: Transaction, incident: Incident, sent: DeclarationPart) -> list[str]:
    """Count the parts that follow a sent one from its sending, and say so."""
    declaration = tx.get(Declaration, sent.declaration_id)
    if declaration is None:
        return []
    letter = letters().letter(declaration.letter)
    tree, said = tree_of(tx), []
    for part in tx.find(DeclarationPart, order="position", declaration_id=declaration.id):
        shape = letter.part(part.part)
        if shape is None or shape.after != sent.part or part.sent_at is not None:
            continue
        if sent.sent_at is None:
            start = first_start(incident, declaration, part)
        else:
            at = incident.here(sent.sent_at)
            start = Start(at, f", envoyé le {day(at)}")
        changed = with_deadline(tree, declaration, part, start)
        tx.put(changed)
        if (changed.due_at, changed.due_on) != (part.due_at, part.due_on):
            said.append(_moved(declaration, changed, incident))
    return said


def _follows_a_sending(tx: Transaction, declaration: Declaration, part: DeclarationPart) -> bool:
    """Whether a part counts from another that was sent."""
    shape = letters().letter(declaration.letter).part(part.part)
    if shape is None or not shape.after:
        return False
    first = tx.get(DeclarationPart, DeclarationPart.id_for(declaration.id, shape.after))
    return first is not None and first.sent_at is not None


def _moved(declaration: Declaration, part: DeclarationPart, incident: Incident) -> str:
    _, by = end_of(part, incident.known)
    name = declaration.name if not part.name else f"{declaration.name}, {part.name.lower()}"
    return f"Échéance recalculée{NBSP}: {name}, {by or part.rule.lower()}."

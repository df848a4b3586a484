"""Declarations of an incident: prepared one for each recipient, sent by people, followed up.

Nothing is sent from here, and nothing postpones a deadline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dmn_desktop.core.declaration_facts import facts_in_words, recipient_words
from dmn_desktop.core.declaration_texts import OTHER, Letter, letters
from dmn_desktop.core.guided_triage import Line, guided
from dmn_desktop.core.incident_dossier import DeclarationFile, IncidentFile
from dmn_desktop.core.incident_vocabulary import DeclarationState, DeclarationStatus
from dmn_desktop.core.records import Declaration, DeclarationPart, Incident
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.triage import Tree
from dmn_desktop.services.declaration_sections import (
    edit_text,
    letter_text,
    reset_text,
    story,
    texts,
)
from dmn_desktop.services.declaration_sending import (
    Sent,
    Waiting,
    attach_reply,
    mark_sent,
    note_reply,
    overdue,
    refuse,
    resume,
    unsend,
    waiting,
)
from dmn_desktop.services.incident_deadlines import first_start, with_deadline
from dmn_desktop.services.incident_file import (
    existing,
    present,
    read_file,
)
from dmn_desktop.services.incident_orientation import known_in
from dmn_desktop.services.incident_rules import rules_in
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader, Transaction

__all__ = [
    "NOTHING_SENT",
    "Prepared",
    "Sent",
    "Waiting",
    "attach_reply",
    "edit_text",
    "letter_text",
    "mark_sent",
    "note_reply",
    "overdue",
    "prepare",
    "refuse",
    "reset_text",
    "resume",
    "texts",
    "unsend",
    "waiting",
]

NOTHING_SENT = "Rien n’est envoyé par l’application\u00a0: elle prépare, le professionnel déclare."


@dataclass(frozen=True)
class Prepared:
    """The declarations of an incident after preparing them, with what is to be said."""

    declarations: tuple[DeclarationFile, ...]
    said: tuple[str, ...]


@dataclass(frozen=True)
class _Wanted:
    """A recipient that the orientation names, with the lines that ask for it."""

    key: str
    letter: Letter
    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        """The strongest duty."""
        return min(self.lines, key=lambda line: list(DeclarationStatus).index(line.status))


def prepare(register: Register, incident_id: str) -> Prepared:
    """Make a declaration for each recipient that the answers name now.

    Those known already keep their deadlines, texts and proofs; those that the answers no longer
    ask for, and that were not sent, are shown as such.
    """
    refuse_read_only(register)
    instant = present(register)
    with register.reading() as reader:
        code = existing(reader, incident_id).code
    with register.transaction(f"{code}, déclarations préparées") as tx:
        said = put_prepared(tx, incident_id, instant)
        file = read_file(tx, incident_id)
    return Prepared(file.declarations, tuple(said))


@dataclass(frozen=True)
class _Case:
    """The incident that is prepared, as it stands now.

    Attributes:
        on: The day.
    """

    tree: Tree
    file: IncidentFile
    facts: Mapping[str, str]
    on: date

    @property
    def incident(self) -> Incident:
        return self.file.incident


def put_prepared(tx: Transaction, incident_id: str, instant: datetime) -> list[str]:
    """Write the declarations that the answers ask for at an instant, and say what changed."""
    file = read_file(tx, incident_id)
    tree = rules_in(tx).tree
    known = known_in(tx, tree, file.incident, instant)
    on = file.incident.here(instant).date()
    case = _Case(tree, file, facts_in_words(story(file)), on)
    wanted = _wanted(guided(tree, known, instant).due)
    keys = {one.key for one in wanted}
    left = [one.declaration for one in file.declarations if one.declaration.letter not in keys]
    return [*_put_wanted(tx, case, wanted), *_put_aside(tx, left, len(wanted))]


def _put_wanted(tx: Transaction, case: _Case, wanted: Sequence[_Wanted]) -> Iterator[str]:
    known = {one.declaration.letter: one.declaration for one in case.file.declarations}
    for position, one in enumerate(wanted, start=1):
        before = known.get(one.key)
        after = _declaration(case, one, before).but(position=position)
        tx.put(after)
        _put_parts(tx, case, after, one.letter)
        if before is None:
            verb = "Inscrit au registre" if one.letter.kept_here else "À déclarer"
            yield f"{verb}{NBSP}: {after.name}."
        elif before.state is DeclarationState.NOT_NEEDED:
            yield f"De nouveau demandée{NBSP}: {after.name}."


def _put_aside(
    tx: Transaction, declarations: Sequence[Declaration], position: int
) -> Iterator[str]:
    """What the answers no longer ask for: shown as such, unless it was sent or refused."""
    open_states = (DeclarationState.TO_SEND, DeclarationState.KEPT_HERE)
    for rank, one in enumerate(declarations, start=position + 1):
        changed = one.but(position=rank)
        if one.state in open_states and not _was_sent(tx, one):
            changed = changed.but(state=DeclarationState.NOT_NEEDED)
            yield f"Les réponses ne la demandent plus{NBSP}: {one.name}."
        tx.put(changed)


def _wanted(lines: Sequence[Line]) -> list[_Wanted]:
    """The recipients, in the order of the texts; outcomes without a text follow."""
    found = []
    by_outcome = {line.outcome.id: line for line in lines}
    for letter in letters().letters:
        own = tuple(by_outcome[name] for name in letter.outcomes if name in by_outcome)
        if own:
            found.append(_Wanted(letter.id, letter, own))
    other = letters().letter(OTHER)
    for name, line in by_outcome.items():
        if not letters().of(name):
            found.append(_Wanted(name, other, (line,)))
    order = list(DeclarationStatus)
    return sorted(found, key=lambda one: order.index(one.first.status))


def _declaration(case: _Case, wanted: _Wanted, before: Declaration | None) -> Declaration:
    """The declaration to a recipient; one that was sent or refused keeps all it said."""
    if before is not None and before.state in (DeclarationState.SENT, DeclarationState.REFUSED):
        return before
    line, letter = wanted.first, wanted.letter
    own = letter.id != OTHER
    named = recipient_words(letter.recipient, case.facts) if own else line.recipient
    grounds = dict.fromkeys(one.ground for one in wanted.lines if one.ground)
    values = {
        "outcomes": tuple(one.outcome.id for one in wanted.lines),
        "name": letter.title if own else line.title,
        "recipient": named or letter.title,
        "status": line.status,
        "ground": " ; ".join(grounds).replace(" ;", f"{NBSP};"),
        "confidence": max(one.outcome.confidence for one in wanted.lines),
        "channel": line.channel,
        "because": _because(case.tree, wanted.lines),
        "uncertain": all(one.uncertain for one in wanted.lines),
        "rules": case.tree.version,
        "rules_verified_on": case.tree.verified_on,
        "state": DeclarationState.KEPT_HERE if letter.kept_here else DeclarationState.TO_SEND,
    }
    if before is not None:
        return before.but(**values)
    made = Declaration(
        id=Declaration.id_for(case.incident.id, wanted.key),
        incident_id=case.incident.id,
        letter=wanted.key,
        name=letter.title,
        prepared_on=case.on,
    )
    return made.but(**values)


_ANSWERS = {"oui": "Oui", "non": "Non", "inconnu": "Je ne sais pas"}


def _because(tree: Tree, lines: Sequence[Line]) -> str:
    """The questions and answers that led there, each once."""
    found: dict[str, None] = {}
    for line in lines:
        for name, said in line.declaration.because:
            node = tree.node(name)
            if node is not None:
                found[f"{node.question} {_ANSWERS[said]}."] = None
    return "\n".join(found)


def _put_parts(tx: Transaction, case: _Case, declaration: Declaration, letter: Letter) -> None:
    """Write the parts that are not there yet: a deadline is computed once."""
    for position, shape in enumerate(letter.parts, start=1):
        part_id = DeclarationPart.id_for(declaration.id, shape.id)
        if tx.get(DeclarationPart, part_id) is not None:
            continue
        part = DeclarationPart(
            id=part_id,
            declaration_id=declaration.id,
            position=position,
            part=shape.id,
            name=shape.title,
        )
        start = first_start(case.incident, declaration, part)
        tx.put(with_deadline(case.tree, declaration, part, start))


def _was_sent(reader: Reader, declaration: Declaration) -> bool:
    parts = reader.find(DeclarationPart, declaration_id=declaration.id)
    return any(part.sent_at is not None for part in parts)

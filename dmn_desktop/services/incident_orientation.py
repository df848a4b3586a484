"""The orientation of an incident: answered question by question, followed as one answers."""

from __future__ import annotations

from datetime import datetime

from dmn_desktop.core.device_vocabulary import PointOrigin
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.guided_triage import Guided, guided
from dmn_desktop.core.incident_facts import Known, known_facts
from dmn_desktop.core.incident_vocabulary import ActionOrigin
from dmn_desktop.core.records import (
    CorrectiveAction,
    Device,
    Incident,
    Point,
    Record,
    Structure,
)
from dmn_desktop.core.text import NBSP, shorten
from dmn_desktop.core.triage import Answer, Node, Tree
from dmn_desktop.services.device_life import task_point
from dmn_desktop.services.incident_file import present
from dmn_desktop.services.incident_rules import rules_in
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader, Transaction


def orientation(register: Register, incident: Incident, at: datetime | None = None) -> Guided:
    """What is asked and what follows, at this instant.

    Args:
        register: Where.
        incident: With its answers.
        at: The instant; `incidents.present` unless told.
    """
    instant = at or present(register)
    with register.reading() as reader:
        tree = rules_in(reader).tree
        return guided(tree, known_in(reader, tree, incident, instant), instant)


def known_in(reader: Reader, tree: Tree, incident: Incident, at: datetime) -> Known:
    """What is known of an incident, from its file, its device and the structure."""
    device = reader.get(Device, incident.device_id) if incident.device_id else None
    structure = reader.only(Structure) or Structure()
    on = max(incident.here(at).date(), incident.known.date())
    return known_facts(tree, incident, device, structure.structure_kind, on)


def answer(register: Register, incident: Incident, node_id: str, said: Answer | None) -> Incident:
    """Answer a question, or take the answer back: what was filled then shows again.

    Nodes that ask the same keep one answer.

    Raises:
        UserError: The rules in force do not ask this.
    """
    refuse_read_only(register)
    with register.reading() as reader:
        tree = rules_in(reader).tree
    node = _node(tree, node_id)
    twins = {n.id for n in tree.nodes if n.shared and n.shared == node.shared} | {node_id}
    answers = {name: one for name, one in incident.answers.items() if name not in twins}
    if said is not None:
        answers[node_id] = said
    changed = incident.but(answers=answers)
    with register.transaction(
        f"{incident.code}, réponse{NBSP}: {shorten(node.question, 40)}"
    ) as tx:
        tx.put(changed)
    return changed


def put_to_treat(register: Register, incident: Incident, node_id: str) -> Point | CorrectiveAction:
    """Make a point to treat of a question that nobody could answer, with whom to ask.

    It goes to the sheet of the device; without a device it is an action to decide.
    """
    refuse_read_only(register)
    label = f"{incident.code}, point à éclaircir"
    with register.transaction(label) as tx:
        node = _node(rules_in(tx).tree, node_id)
        words = f"{incident.code}, à éclaircir auprès de{NBSP}: {node.asks}. {node.question}"
        made = _to_treat(tx, incident, node, words)
        tx.put(made)
    return made


def _to_treat(
    tx: Transaction, incident: Incident, node: Node, words: str
) -> Point | CorrectiveAction:
    device = tx.get(Device, incident.device_id) if incident.device_id else None
    if device is not None:
        task = f"{incident.id}:{node.id}"
        return task_point(device, PointOrigin.MANUAL, task, words)
    known: list[Record] = [*tx.find(CorrectiveAction, incident_id=incident.id, text=words)]
    if known and isinstance(known[0], CorrectiveAction):
        return known[0]
    return CorrectiveAction(
        number=next_number(tx, "A"),
        text=words,
        origin=ActionOrigin.INCIDENT,
        reference=incident.code,
        incident_id=incident.id,
    )


def _node(tree: Tree, node_id: str) -> Node:
    node = tree.node(node_id)
    if node is None:
        raise UserError(
            "Les règles en vigueur ne posent plus cette question.",
            "Les réponses déjà données sont gardées.",
            "Reprendre l’orientation depuis le début.",
        )
    return node

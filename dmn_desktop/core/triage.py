"""Whom to tell after an incident: all branches of the rules, side by side.

A node answered « inconnu » closes no path: both sides are followed and the node is one to clear
up. A node without an answer stops its path and is one to clear up too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dmn_desktop.core.deadlines import local
from dmn_desktop.core.triage_rules import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    Branch,
    Delay,
    Node,
    Outcome,
    Profile,
    Status,
    Tree,
    load_tree,
    tree,
)

__all__ = [
    "NO",
    "UNKNOWN",
    "YES",
    "Answer",
    "Branch",
    "Declaration",
    "Delay",
    "Due",
    "Facts",
    "Node",
    "Orientation",
    "Outcome",
    "Path_",
    "Profile",
    "Status",
    "Tree",
    "Walk",
    "answer_of",
    "is_uncertain",
    "load_tree",
    "orient",
    "tree",
    "walk",
]


@dataclass(frozen=True)
class Facts:
    """What is known of an incident.

    Attributes:
        known: When it became known, with its zone.
        on: The day of the answer: which duties already apply.
        answers: By node.
    """

    profile: Profile
    known: datetime
    on: date
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Due:
    """One deadline; `at` is None for « sans délai »."""

    target: str
    at: date | datetime | None


@dataclass(frozen=True)
class Declaration:
    """One recipient to tell.

    Attributes:
        because: The questions and answers that led there, by node.
    """

    outcome: Outcome
    status: Status
    due: tuple[Due, ...]
    because: tuple[tuple[str, Answer], ...] = ()


@dataclass(frozen=True)
class Orientation:
    """What follows from the facts; `to_clear` are the nodes still needed."""

    declarations: tuple[Declaration, ...]
    to_clear: tuple[str, ...]


Path_ = tuple[tuple[str, Answer], ...]


@dataclass(frozen=True)
class Walk:
    """How far one branch was followed.

    Attributes:
        nodes: The questions met, in the order of the tree.
        ends: The outcomes reached, each with a path that leads there.
        to_clear: The questions that still need an answer.
    """

    branch: Branch
    nodes: tuple[str, ...]
    ends: Mapping[str, Path_]
    to_clear: tuple[str, ...]


def is_uncertain(path: Path_) -> bool:
    """Whether somebody answered « Je ne sais pas » on the way."""
    return any(answer == UNKNOWN for _, answer in path)


def walk(tree: Tree, facts: Facts, branch: Branch) -> Walk:
    """Follow one branch as far as the facts lead."""
    ends: dict[str, Path_] = {}
    steps = _Steps({}, set())
    for end, path in _follow(tree, facts, branch.start, (), steps):
        ends.setdefault(end, path)
    met = {name for path in ends.values() for name, _ in path} | steps.seen
    nodes = tuple(node.id for node in tree.nodes if node.id in met)
    return Walk(branch, nodes, ends, tuple(steps.to_clear))


def orient(tree: Tree, facts: Facts) -> Orientation:
    """Follow every branch as far as the facts lead."""
    ends: dict[str, Path_] = {}
    to_clear: set[str] = set()
    for branch in tree.branches:
        found_there = walk(tree, facts, branch)
        to_clear.update(found_there.to_clear)
        for end, path in found_there.ends.items():
            if end not in ends or is_uncertain(ends[end]):
                ends[end] = path
    reached = [(tree.outcome(end), path) for end, path in ends.items()]
    found = [_declaration(end, facts, path) for end, path in reached if not end.asks_for_nothing]
    found.sort(key=lambda declaration: list(Status).index(declaration.status))
    asked = tuple(node.id for node in tree.nodes if node.id in to_clear)
    return Orientation(tuple(found), asked)


@dataclass
class _Steps:
    """What following a branch gathers; a node is followed once, however many ways lead to it."""

    to_clear: dict[str, None]
    seen: set[str]


def _follow(
    tree: Tree, facts: Facts, name: str, path: Path_, steps: _Steps
) -> Iterator[tuple[str, Path_]]:
    """The outcomes that a node leads to; nodes that need an answer go to `to_clear`."""
    if name in steps.seen:
        return
    steps.seen.add(name)
    node = tree.node(name)
    if node is None:
        yield name, path
        return
    answer = answer_of(tree, facts, node)
    if answer in (None, UNKNOWN):
        steps.to_clear[node.id] = None
    if answer is None:
        return
    here = (*path, (node.id, answer))
    for word, following in ((YES, node.yes), (NO, node.no)):
        if answer in (word, UNKNOWN):
            yield from _follow(tree, facts, following, here, steps)
    if node.application and node.id not in facts.answers and answer == NO:
        # What will be due is told as far as answers already say; nothing is asked for it.
        for end, way in _follow(tree, facts, node.yes, here, _Steps({}, set())):
            if _is_to_come(tree.outcome(end), facts):
                yield end, way


def answer_of(tree: Tree, facts: Facts, node: Node) -> Answer | None:
    """The answer to a node: given, given to a node that asks the same, or known otherwise."""
    given = facts.answers.get(node.id)
    if given is None and node.shared:
        same = [n.id for n in tree.nodes if n.shared == node.shared]
        given = next((facts.answers[i] for i in same if i in facts.answers), None)
    if given is not None:
        return given
    if node.application and not _applies_yet(tree, facts):
        return "non"
    return node.profiles.get(facts.profile)


def _applies_yet(tree: Tree, facts: Facts) -> bool:
    """Whether any duty that waits for a date may hold on the day of the answer."""
    waiting = [o.applies for o in tree.outcomes if o.applies is not None]
    return any(a.since(facts.answers.get("mv1")) <= facts.on for a in waiting)


def _declaration(outcome: Outcome, facts: Facts, path: Path_) -> Declaration:
    to_come = _is_to_come(outcome, facts)
    status = Status.TO_COME if to_come else Status(outcome.declaration)
    known = local(facts.known)
    due = tuple(
        Due(delay.target or outcome.recipient, delay.due(known))
        for delay in outcome.delays
        if delay.kind != "libre"
    )
    return Declaration(outcome, status, due, path)


def _is_to_come(outcome: Outcome, facts: Facts) -> bool:
    """Whether the duty holds only from a later day."""
    applies = outcome.applies
    return applies is not None and applies.since(facts.answers.get("mv1")) > facts.on

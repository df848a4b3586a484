"""The orientation of an incident as a conversation: what is asked, each fact once, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dmn_desktop.core.countdown import Countdown, countdown
from dmn_desktop.core.incident_facts import SAME, Known
from dmn_desktop.core.incident_vocabulary import DeclarationStatus
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.triage import (
    UNKNOWN,
    YES,
    Answer,
    Declaration,
    Due,
    Facts,
    Node,
    Outcome,
    Path_,
    Tree,
    Walk,
    answer_of,
    is_uncertain,
    orient,
    walk,
)

_WORDS = {"oui": "Oui", "non": "Non", "inconnu": "Je ne sais pas"}


@dataclass(frozen=True)
class Asked:
    """One question.

    Attributes:
        number: Its place among those asked now; those that people answer come first.
        given: Whether somebody answered; else the answer, if any, was filled.
        reason: Where a filled answer comes from.
        branches: The regimes that ask it.
    """

    number: int
    node: Node
    answer: Answer | None
    given: bool
    reason: str
    branches: tuple[str, ...]

    @property
    def is_filled(self) -> bool:
        """Whether its answer was known without asking."""
        return self.answer is not None and not self.given


@dataclass(frozen=True)
class Line:
    """One declaration of the panel.

    Attributes:
        why: « Réponses 1 et 2 : outil, gravité. »
        uncertain: Whether it hangs on a « Je ne sais pas »: shown « À éclaircir », never closed.
        doubtful: Whether the ground was not verified: it is then never shown as law.
        dues: One for each deadline, with its target.
    """

    declaration: Declaration
    status: DeclarationStatus
    title: str
    recipient: str
    why: str
    uncertain: bool
    ground: str
    doubtful: bool
    verified_on: date
    dues: tuple[tuple[str, Countdown], ...]
    channel: str
    to_do: str

    @property
    def outcome(self) -> Outcome:
        """The outcome of the rules."""
        return self.declaration.outcome


@dataclass(frozen=True)
class ToClear:
    """A question answered « Je ne sais pas », with whom to ask and what it may open."""

    node: Node
    number: int
    whom: str
    opens: tuple[str, ...]


@dataclass(frozen=True)
class Closed:
    """A regime that asks for nothing, and by which answer."""

    title: str
    why: str


@dataclass(frozen=True)
class Guided:
    """The whole orientation at one instant."""

    questions: tuple[Asked, ...]
    due: tuple[Line, ...]
    to_come: tuple[Line, ...]
    to_clear: tuple[ToClear, ...]
    closed: tuple[Closed, ...]

    @property
    def unanswered(self) -> tuple[Asked, ...]:
        """The questions that nobody answered yet."""
        return tuple(one for one in self.questions if one.answer is None)

    @property
    def filled(self) -> tuple[Asked, ...]:
        """The questions whose answer was known already; they can be answered otherwise."""
        return tuple(one for one in self.questions if one.is_filled)


def guided(tree: Tree, known: Known, present: datetime) -> Guided:
    """All that is asked, what follows from the answers, and what cannot be said yet."""
    settled = settled_answers(tree, known.facts)
    facts = replace(known.facts, answers={**settled, **known.facts.answers})
    walks = [walk(tree, facts, branch) for branch in tree.branches]
    questions = _questions(tree, known, walks, settled)
    numbers = _numbers(tree, questions)
    lines = [
        _line(tree, known, declaration, numbers, present)
        for declaration in orient(tree, facts).declarations
    ]
    to_come = DeclarationStatus.TO_COME
    return Guided(
        questions,
        tuple(line for line in lines if line.status is not to_come),
        tuple(line for line in lines if line.status is to_come),
        tuple(_to_clear(tree, asked) for asked in questions if asked.answer == UNKNOWN),
        tuple(_closed(tree, known, walks, numbers)),
    )


def settled_answers(tree: Tree, facts: Facts) -> dict[str, Answer]:
    """Answers that nobody needs to give: whatever is said there, no duty can follow any more.

    They lead to the internal register where the regime can still end there, so that nothing that
    could be kept is lost.
    """
    found: dict[str, Answer] = {}
    for branch in tree.branches:
        if all(_is_quiet(tree, end) for end in _possible(tree, facts, branch.start)):
            found |= _way_on(tree, facts, branch.start)
    return found


def _is_quiet(tree: Tree, end: str) -> bool:
    """Whether an outcome tells nobody outside of the house."""
    return tree.outcome(end).declaration in ("aucune", "interne")


def _possible(tree: Tree, facts: Facts, name: str) -> frozenset[str]:
    """The outcomes that may still be reached from a node."""
    node = tree.node(name)
    if node is None:
        return frozenset({name})
    answer = answer_of(tree, facts, node)
    if node.application or answer in (None, UNKNOWN):
        return _possible(tree, facts, node.yes) | _possible(tree, facts, node.no)
    return _possible(tree, facts, node.yes if answer == YES else node.no)


def _way_on(tree: Tree, facts: Facts, start: str) -> dict[str, Answer]:
    """What to suppose where nobody answered; nothing where somebody does not know."""
    found: dict[str, Answer] = {}
    node = tree.node(start)
    while node is not None:
        answer = answer_of(tree, facts, node)
        if answer == UNKNOWN or (answer is None and (node.shared or node.id in SAME)):
            return {}
        if answer is None:
            ends = _possible(tree, facts, node.yes)
            kept = any(tree.outcome(end).declaration == "interne" for end in ends)
            answer = found[node.id] = "oui" if kept else "non"
        node = tree.node(node.yes if answer == YES else node.no)
    return found


def _questions(
    tree: Tree, known: Known, walks: Sequence[Walk], settled: Mapping[str, Answer]
) -> tuple[Asked, ...]:
    """Each question once, those for people first; those that ask the same are one."""
    found: dict[str, list[str]] = {}
    for one in walks:
        for name in one.nodes:
            if name not in settled:
                found.setdefault(name, []).append(one.branch.title)
    first, second = SAME
    if first in found and not {first, second} & known.facts.answers.keys():
        found.pop(second, None)  # the answer to the first one fills it
    asked = _once(tree, known, found)
    ordered = sorted(asked, key=lambda one: one.is_filled)
    return tuple(replace(one, number=rank) for rank, one in enumerate(ordered, start=1))


def _once(tree: Tree, known: Known, found: Mapping[str, Sequence[str]]) -> list[Asked]:
    asked: list[Asked] = []
    shared: set[str] = set()
    for name, titles in found.items():
        node = tree.node(name)
        if node is None or (node.shared and node.shared in shared):
            continue
        shared.add(node.shared)
        asked.append(_asked(tree, known, node, tuple(titles)))
    return asked


def _asked(tree: Tree, known: Known, node: Node, titles: tuple[str, ...]) -> Asked:
    answer = answer_of(tree, known.facts, node)
    twins = [
        n.id for n in tree.nodes if n.id == node.id or (node.shared and n.shared == node.shared)
    ]
    filled = next((known.filled[name] for name in twins if name in known.filled), None)
    given = filled is None and any(name in known.facts.answers for name in twins)
    reason = filled.reason if filled else ""
    if answer is not None and not given and filled is None:
        reason = (
            f"Rempli d’après les dates d’application, vérifiées le {tree.verified_on:%d/%m/%Y}."
            if node.application
            else "Rempli d’après le type de structure."
        )
    return Asked(0, node, answer, given, reason, titles)


def _numbers(tree: Tree, questions: Iterable[Asked]) -> dict[str, int]:
    """The number under which each question is asked, twins included."""
    found: dict[str, int] = {}
    for one in questions:
        found[one.node.id] = one.number
        for node in tree.nodes:
            if node.shared and node.shared == one.node.shared:
                found[node.id] = one.number
    return found


def _line(
    tree: Tree,
    known: Known,
    declaration: Declaration,
    numbers: Mapping[str, int],
    present: datetime,
) -> Line:
    outcome = declaration.outcome
    return Line(
        declaration=declaration,
        status=DeclarationStatus(declaration.status.value),
        title=outcome.title,
        recipient=outcome.recipient,
        why=because(declaration.because, numbers),
        uncertain=is_uncertain(declaration.because),
        ground=outcome.ground,
        doubtful=outcome.confidence == "C",
        verified_on=tree.verified_on,
        dues=tuple(_counted(outcome, due, known, present) for due in declaration.due),
        channel=outcome.channel,
        to_do=outcome.to_do,
    )


@dataclass(frozen=True)
class _Deadline:
    immediate: bool
    due_at: datetime | None
    due_on: date | None


def _counted(outcome: Outcome, due: Due, known: Known, present: datetime) -> tuple[str, Countdown]:
    at = due.at if isinstance(due.at, datetime) else None
    on = due.at if at is None else None
    deadline = _Deadline(due.at is None, at, on)
    return due.target, countdown(deadline, known.facts.known, present)


def because(path: Path_, numbers: Mapping[str, int]) -> str:
    """« Réponses 1, 2 et 4 », the numbers of the answers that led to an outcome."""
    found = sorted({numbers[name] for name, _ in path if name in numbers})
    if not found:
        return ""
    if len(found) == 1:
        return f"Réponse {found[0]}"
    return f"Réponses {', '.join(map(str, found[:-1]))} et {found[-1]}"


def _to_clear(tree: Tree, asked: Asked) -> ToClear:
    return ToClear(asked.node, asked.number, asked.node.asks, tuple(_reachable(tree, asked.node)))


def _reachable(tree: Tree, node: Node) -> Iterable[str]:
    """The titles of what either answer may open, nearest first."""
    waiting: list[str] = [node.yes, node.no]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        following = tree.node(name)
        if following is not None:
            waiting += [following.yes, following.no]
        elif tree.outcome(name).declaration not in ("aucune", "interne"):
            yield tree.outcome(name).title


def _closed(
    tree: Tree, known: Known, walks: Iterable[Walk], numbers: Mapping[str, int]
) -> Iterable[Closed]:
    """The regimes that ask for nothing, or only for what stays in the house."""
    for one in walks:
        outcomes = [tree.outcome(end) for end in one.ends]
        kinds = {outcome.declaration for outcome in outcomes}
        if one.to_clear or not outcomes or kinds - {"aucune", "interne"}:
            continue
        path = next(iter(one.ends.values()))
        name, answer = next((step for step in reversed(path) if step[0] in numbers), path[-1])
        words = _WORDS[answer_of(tree, known.facts, _node(tree, name)) or answer]
        yield Closed(one.branch.title, f"{words}, réponse{NBSP}{numbers.get(name, '')}".strip())


def _node(tree: Tree, name: str) -> Node:
    node = tree.node(name)
    assert node is not None
    return node

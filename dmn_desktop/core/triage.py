"""Whom to tell after an incident: all branches of `forms/signalement.toml`, side by side.

A node answered « inconnu » closes no path: both sides are followed and the node is one to clear
up. A node without an answer stops its path and is one to clear up too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from dmn_desktop.core.content import load_content
from dmn_desktop.core.contract_dates import add_months
from dmn_desktop.core.deadlines import after_hours, after_working_days, local
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.text import NBSP, count

_UNDATED = {
    "sans_delai": "Sans délai",
    "immediat": "Immédiatement",
    "meilleurs_delais": "Dans les meilleurs délais",
    "libre": "Sans échéance",
}

YES, NO, UNKNOWN = "oui", "non", "inconnu"
Answer = Literal["oui", "non", "inconnu"]
NOTHING = "out_rien"
"""The outcome that asks for nothing."""


class Profile(StrEnum):
    """Kind of structure, as the law on incidents tells them apart."""

    LIBERAL = "liberal"
    GROUP = "centre_ou_cabinet_de_groupe"
    ESTABLISHMENT = "etablissement_de_sante"


class Status(StrEnum):
    """What is due, from the strongest."""

    MANDATORY = "obligatoire"
    RECOMMENDED = "recommandee"
    OPTIONAL = "facultative"
    INTERNAL = "interne"
    TO_COME = "a_venir"


class Delay(Content):
    """By when one recipient is told.

    Attributes:
        target: Whom or which part, when an outcome has several.
        since: What it counts from, in French; by default the incident's becoming known.
    """

    target: str = Field("", alias="cible")
    kind: Literal[
        "sans_delai",
        "immediat",
        "meilleurs_delais",
        "libre",
        "heures",
        "jours",
        "jours_ouvres",
        "mois",
    ] = Field(alias="type")
    value: int = Field(0, alias="valeur", ge=0, le=1_000)
    since: str = Field("", alias="depuis")

    @model_validator(mode="after")
    def _counted(self) -> Self:
        if (self.value > 0) != (self.kind in ("heures", "jours", "jours_ouvres", "mois")):
            raise ValueError(f"le délai «{NBSP}{self.kind}{NBSP}» ne va pas avec {self.value}")
        return self

    def due(self, known: datetime) -> date | datetime | None:
        """When it ends; None when it says no date (« sans délai »).

        Args:
            known: When the incident became known, with its zone.
        """
        match self.kind:
            case "heures":
                return after_hours(known, self.value)
            case "jours":
                return date.fromordinal(known.toordinal() + self.value)
            case "jours_ouvres":
                return after_working_days(known.date(), self.value)
            case "mois":
                return add_months(known.date(), self.value)
        return None

    @property
    def words(self) -> str:
        """« 72 heures après la connaissance de la violation », « Sans délai »."""
        units = {
            "heures": ("heure", "heures"),
            "jours": ("jour", "jours"),
            "jours_ouvres": ("jour ouvré", "jours ouvrés"),
            "mois": ("mois", "mois"),
        }
        if self.kind in units:
            return f"{count(self.value, *units[self.kind])} après {self.since or 'la connaissance'}"
        return _UNDATED[self.kind]


class Application(Content):
    """From when a duty of the regulation on AI holds."""

    annex_iii: date = Field(alias="annexe_iii")
    device: date = Field(alias="dispositif")

    def since(self, is_device: Answer | None) -> date:
        """The date that holds for this tool; the earlier one when nobody knows."""
        dates = {YES: self.device, NO: self.annex_iii}
        return dates.get(is_device or UNKNOWN, min(self.annex_iii, self.device))


class Node(Content):
    """One question.

    Attributes:
        asks: Whom to ask when one does not know.
        shared: Nodes with the same word ask the same fact.
        profiles: Answers that the kind of structure gives.
        application: Whether the answer follows from dates of application while nobody gave one.
    """

    id: str = Field(min_length=1)
    question: str
    help: str = Field("", alias="aide")
    asks: str = Field(alias="qui")
    shared: str = Field("", alias="partage")
    profiles: dict[Profile, Literal["oui", "non"]] = Field(default_factory=dict, alias="profils")
    application: bool = False
    yes: str = Field(alias="oui")
    no: str = Field(alias="non")


class Outcome(Content):
    """Where a path ends: whom to tell, by when, on which ground.

    Attributes:
        confidence: A several agreeing sources, B one, C not verified: never shown as law.
    """

    id: str = Field(min_length=1)
    declaration: Literal["aucune", "interne", "facultative", "recommandee", "obligatoire"]
    title: str = Field(alias="titre")
    recipient: str = Field("", alias="destinataire")
    to_do: str = Field("", alias="faire")
    channel: str = Field("", alias="canal")
    ground: str = Field("", alias="base")
    confidence: Literal["A", "B", "C"] = Field(alias="confiance")
    applies: Application | None = Field(None, alias="applicable_des")
    delays: tuple[Delay, ...] = Field((), alias="delais")


class Branch(Content):
    """One regime, evaluated on its own."""

    id: str
    title: str = Field(alias="titre")
    start: str = Field(alias="depart")


class Tree(Content):
    """All branches, checked: no dead end, no cycle, nothing out of reach."""

    version: str
    source: str
    verified_on: date = Field(alias="verifie_le")
    conduct: tuple[str, ...] = Field(alias="conduite")
    branches: tuple[Branch, ...] = Field(alias="branche")
    nodes: tuple[Node, ...] = Field(alias="noeud")
    outcomes: tuple[Outcome, ...] = Field(alias="issue")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        names = [node.id for node in self.nodes] + [end.id for end in self.outcomes]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"identifiant en double{NBSP}: {twice[0]}")
        reached: set[str] = set()
        for branch in self.branches:
            self._reach(branch.start, (), reached)
        left = [name for name in names if name not in reached]
        if left:
            raise ValueError(f"jamais atteint{NBSP}: {left[0]}")
        return self

    def _reach(self, name: str, above: tuple[str, ...], reached: set[str]) -> None:
        """Add all that a node leads to; each is looked at once, however many ways lead to it."""
        if name in above:
            raise ValueError(f"les questions tournent en rond à {name}")
        if name in reached:
            return
        reached.add(name)
        node = self.node(name)
        if node is None:
            if all(name != outcome.id for outcome in self.outcomes):
                raise ValueError(f"impasse{NBSP}: {name} n’existe pas")
            return
        for following in (node.yes, node.no):
            self._reach(following, (*above, name), reached)

    def node(self, name: str) -> Node | None:
        """The question with this identifier, None for an outcome."""
        return next((node for node in self.nodes if node.id == name), None)

    def outcome(self, name: str) -> Outcome:
        """The outcome with this identifier."""
        return next(outcome for outcome in self.outcomes if outcome.id == name)


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
    to_clear: dict[str, None] = {}
    for branch in tree.branches:
        found_there = walk(tree, facts, branch)
        to_clear |= dict.fromkeys(found_there.to_clear)
        for end, path in found_there.ends.items():
            if end != NOTHING and (end not in ends or is_uncertain(ends[end])):
                ends[end] = path
    found = [_declaration(tree.outcome(end), facts, path) for end, path in ends.items()]
    found.sort(key=lambda declaration: list(Status).index(declaration.status))
    return Orientation(tuple(found), tuple(to_clear))


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
        aside = _Steps({}, set())
        yield from _follow(tree, facts, node.yes, here, aside)


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
    status = Status(outcome.declaration)
    is_device = facts.answers.get("mv1")
    if outcome.applies is not None and outcome.applies.since(is_device) > facts.on:
        status = Status.TO_COME
    known = local(facts.known)
    due = tuple(
        Due(delay.target or outcome.recipient, delay.due(known))
        for delay in outcome.delays
        if delay.kind != "libre"
    )
    return Declaration(outcome, status, due, path)


def load_tree(path: Path) -> Tree:
    """Read a tree, ours or one that a practice was given.

    Raises:
        UserError: It is missing, broken, or has a dead end, a cycle or something out of reach.
    """
    return load_content(path, Tree)


@cache
def tree() -> Tree:
    """The tree that comes with the program."""
    return load_tree(forms_dir() / "signalement.toml")

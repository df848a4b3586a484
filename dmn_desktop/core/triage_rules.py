"""The rules of orientation, `forms/signalement.toml` or a file that a practice was given.

They are checked when they are read: nothing in them leads nowhere, turns in a circle, is out of
reach, or asks for a declaration without saying to whom, by when and on which ground.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from dmn_desktop.core.content import load_content
from dmn_desktop.core.contract_dates import add_months
from dmn_desktop.core.deadlines import after_hours, after_working_days
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
MAX_SIZE = 200_000
"""Ten times the rules of the program, in bytes."""

MOST = 300
"""Entries of one kind; the rules are followed step by step, and people read them."""

_TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


def _readable(text: str) -> str:
    """A text without signs that nobody sees, or that show it in another order."""
    if any(sign in _TURNING or (sign < " " and sign not in "\n\t") for sign in text):
        raise ValueError("signe invisible dans un texte")
    return text


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Words = Annotated[str, Field(max_length=2_000), AfterValidator(_readable)]
SomeWords = Annotated[Words, Field(min_length=1)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


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

    target: Words = Field("", alias="cible")
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
    since: Words = Field("", alias="depuis")

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

    annex_iii: Day = Field(alias="annexe_iii")
    device: Day = Field(alias="dispositif")

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

    id: Name
    question: SomeWords
    help: Words = Field("", alias="aide")
    asks: SomeWords = Field(alias="qui")
    shared: Words = Field("", alias="partage")
    profiles: dict[Profile, Literal["oui", "non"]] = Field(default_factory=dict, alias="profils")
    application: bool = False
    yes: str = Field(alias="oui")
    no: str = Field(alias="non")


class Outcome(Content):
    """Where a path ends: whom to tell, by when, on which ground.

    Attributes:
        confidence: A several agreeing sources, B one, C not verified: never shown as law.
    """

    id: Name
    declaration: Literal["aucune", "interne", "facultative", "recommandee", "obligatoire"]
    title: SomeWords = Field(alias="titre")
    recipient: Words = Field("", alias="destinataire")
    to_do: Words = Field("", alias="faire")
    channel: Words = Field("", alias="canal")
    ground: Words = Field("", alias="base")
    confidence: Literal["A", "B", "C"] = Field(alias="confiance")
    applies: Application | None = Field(None, alias="applicable_des")
    delays: tuple[Delay, ...] = Field((), alias="delais", max_length=20)

    @model_validator(mode="after")
    def _says_enough(self) -> Self:
        """Whoever must be told is named; a duty says by when, and where it is written."""
        needed = {"destinataire": bool(self.recipient)}
        if self.declaration == "obligatoire":
            needed |= {"base": bool(self.ground), "delais": bool(self.delays)}
        missing = [word for word, said in needed.items() if not said]
        if missing and self.declaration not in ("aucune", "interne"):
            raise ValueError(f"il manque «{NBSP}{missing[0]}{NBSP}»")
        return self

    @property
    def asks_for_nothing(self) -> bool:
        """Whether a path that ends here leaves nothing to do."""
        return self.declaration == "aucune"


class Branch(Content):
    """One regime, evaluated on its own."""

    id: Name
    title: SomeWords = Field(alias="titre")
    start: str = Field(alias="depart")


class Tree(Content):
    """All branches, checked: no dead end, no cycle, nothing out of reach."""

    version: Annotated[SomeWords, Field(max_length=40)]
    source: SomeWords
    verified_on: Day = Field(alias="verifie_le")
    conduct: tuple[SomeWords, ...] = Field(alias="conduite", max_length=30)
    branches: tuple[Branch, ...] = Field(alias="branche", min_length=1, max_length=MOST)
    nodes: tuple[Node, ...] = Field(alias="noeud", min_length=1, max_length=MOST)
    outcomes: tuple[Outcome, ...] = Field(alias="issue", min_length=1, max_length=MOST)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        names = [node.id for node in self.nodes] + [end.id for end in self.outcomes]
        branches = [branch.id for branch in self.branches]
        twice = [name for known in (names, branches) for name in known if known.count(name) > 1]
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


def load_tree(path: Path) -> Tree:
    """Read a tree, ours or one that a practice was given.

    Raises:
        UserError: It is missing, broken, or has a dead end, a cycle or something out of reach.
    """
    return load_content(path, Tree, MAX_SIZE)


@cache
def tree() -> Tree:
    """The tree that comes with the program."""
    return load_tree(forms_dir() / "signalement.toml")

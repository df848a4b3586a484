"""What changes between two sets of rules of orientation, line by line, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dmn_desktop.core.forms import Content
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.core.triage import Delay, Tree
from dmn_desktop.core.triage_rules import Application

Kind = Literal["ajout", "retrait", "changement"]

_TITLES = {
    "question": "question",
    "help": "aide",
    "asks": "à qui demander",
    "shared": "même fait que",
    "profiles": "réponse d’après la structure",
    "application": "suit les dates d’application",
    "yes": "si oui",
    "no": "si non",
    "declaration": "devoir",
    "title": "titre",
    "recipient": "destinataire",
    "to_do": "à faire",
    "channel": "voie",
    "ground": "fondement",
    "confidence": "confiance",
    "applies": "applicable dès",
    "delays": "échéances",
    "start": "première question",
}


@dataclass(frozen=True)
class Difference:
    """One line of the comparison.

    Attributes:
        where: « Question mv4 », « Issue out_cert », « Règles ».
        what: The part that changes.
    """

    kind: Kind
    where: str
    what: str
    before: str
    after: str


def differences(old: Tree, new: Tree) -> tuple[Difference, ...]:
    """All that changes from one set of rules to another."""
    return tuple(_differences(old, new))


def _differences(old: Tree, new: Tree) -> Iterator[Difference]:
    heads = (
        ("version", old.version, new.version),
        ("source", old.source, new.source),
        ("vérifiées le", day(old.verified_on), day(new.verified_on)),
        ("conduite immédiate", "\n".join(old.conduct), "\n".join(new.conduct)),
    )
    for what, before, after in heads:
        if before != after:
            yield Difference("changement", "Règles", what, before, after)
    yield from _entries("Régime", _by_id(old.branches), _by_id(new.branches))
    yield from _entries("Question", _by_id(old.nodes), _by_id(new.nodes))
    yield from _entries("Issue", _by_id(old.outcomes), _by_id(new.outcomes))


def _by_id(entries: Iterable[Content]) -> dict[str, Content]:
    return {str(getattr(entry, "id", "")): entry for entry in entries}


def _entries(
    word: str, old: Mapping[str, Content], new: Mapping[str, Content]
) -> Iterator[Difference]:
    for name, entry in old.items():
        if name not in new:
            yield Difference("retrait", f"{word} {name}", "", _name(entry), "")
    for name, entry in new.items():
        if name not in old:
            yield Difference("ajout", f"{word} {name}", "", "", _name(entry))
            continue
        for field in type(entry).model_fields:
            before, after = getattr(old[name], field), getattr(entry, field)
            if before != after:
                what = _TITLES.get(field, field)
                yield Difference("changement", f"{word} {name}", what, _say(before), _say(after))


def _name(entry: Content) -> str:
    return str(getattr(entry, "title", "") or getattr(entry, "question", ""))


def _say(value: object) -> str:
    """A value of the rules as people read it."""
    match value:
        case bool():
            said = "oui" if value else "non"
        case tuple():
            said = ", ".join(_say(one) for one in value)
        case Delay():
            said = f"{value.target}{NBSP}: {value.words}" if value.target else value.words
        case Mapping():
            said = ", ".join(f"{key}{NBSP}: {one}" for key, one in value.items())
        case date():
            said = day(value)
        case Application():
            annex, device = day(value.annex_iii), day(value.device)
            said = f"annexe III{NBSP}: {annex}, dispositifs{NBSP}: {device}"
        case None:
            said = ""
        case _:
            said = str(value)
    return said

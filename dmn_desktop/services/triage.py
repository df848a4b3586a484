"""The orientation of an incident from a file of facts, for the console command."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

from dmn_desktop.core.deadlines import local
from dmn_desktop.core.errors import UserError, system_words
from dmn_desktop.core.text import NBSP, day, shorten
from dmn_desktop.core.triage import Answer, Facts, Orientation, Profile, Tree, orient

MAX_SIZE = 1_000_000
PIPED = Path("-")
"""Stands for what another program pipes in."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
"""Outside of them, a deadline would leave the calendar."""

_KEYS = {"profil", "connu_le", "le", "reponses"}


@dataclass(frozen=True)
class Answered:
    """The orientation, with what is to be said of the facts that were given.

    Attributes:
        said: What was supposed, or is strange: nothing is refused for it.
    """

    orientation: Orientation
    said: tuple[str, ...]


def orientation(tree: Tree, path: Path) -> Answered:
    """Read a file of facts, or what is piped in for « - », and follow the tree.

    Raises:
        UserError: The file cannot be read, or a fact is not one.
    """
    facts = facts_from(tree, _document(path))
    return Answered(orient(tree, facts), tuple(_remarks(facts)))


def _remarks(facts: Facts) -> Iterator[str]:
    if facts.known.tzinfo is None:
        yield f"«{NBSP}connu_le{NBSP}» est sans décalage horaire{NBSP}: lu à l’heure de Paris."
    if local(facts.known).date() > facts.on:
        yield f"«{NBSP}connu_le{NBSP}» est après le {day(facts.on)}{NBSP}: vérifier les deux dates."


def facts_from(tree: Tree, found: Mapping[str, Any]) -> Facts:
    """The facts of a document, checked.

    Raises:
        UserError: A key, a date, an answer or a question is not one.
    """
    unknown = sorted(set(found) - _KEYS)
    if unknown:
        raise _wrong(f"mot inconnu {_quoted(unknown[0])}")
    profiles = [profile.value for profile in Profile]
    if found.get("profil") not in profiles:
        raise _wrong(f"«{NBSP}profil{NBSP}» doit être {', '.join(profiles)}")
    known = _moment(found.get("connu_le"))
    on = _day(found["le"]) if "le" in found else date.today()
    answers = found.get("reponses")
    if not isinstance(answers, dict):
        raise _wrong(f"«{NBSP}reponses{NBSP}» doit donner une réponse par question")
    for name, answer in answers.items():
        if tree.node(name) is None:
            raise _wrong(f"question inconnue {_quoted(name)}")
        if answer not in get_args(Answer):
            raise _wrong(f"la réponse à {name} doit être oui, non ou inconnu")
    return Facts(Profile(found["profil"]), known, on, answers)


def as_document(found: Orientation) -> dict[str, Any]:
    """The orientation in the words of the exchange format."""
    return {
        "declarations": [
            {
                "issue": declaration.outcome.id,
                "statut": declaration.status.value,
                "destinataire": declaration.outcome.recipient,
                "echeances": [
                    {"cible": due.target, "le": due.at and due.at.isoformat()}
                    for due in declaration.due
                ],
            }
            for declaration in found.declarations
        ],
        "a_eclaircir": list(found.to_clear),
    }


def _document(path: Path) -> dict[str, Any]:
    try:
        content = _content(path)
        if len(content) > MAX_SIZE:
            raise _wrong("le fichier est trop gros")
        found = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_said_once)
    except OSError as error:
        raise UserError(
            f"{path.name} ne peut pas être lu ({system_words(error)}).",
            "",
            "Vérifier son emplacement.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise _wrong("ce n’est pas un fichier JSON en UTF-8") from error
    if not isinstance(found, dict):
        raise _wrong("un objet JSON est attendu")
    return found


def _content(path: Path) -> bytes:
    """What a file holds, and no more than tells that it is too large."""
    if path == PIPED:
        return sys.stdin.buffer.read(MAX_SIZE + 1)
    with path.open("rb") as file:
        return file.read(MAX_SIZE + 1)


def _said_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a word said twice is refused, for one of both would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        words = [word for word, _ in pairs]
        twice = next(word for word in words if words.count(word) > 1)
        raise _wrong(f"{_quoted(twice)} est dit deux fois")
    return found


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value)
        if isinstance(value, str) and len(value) < len("2026-10-24T23"):
            raise ValueError(value)  # A day: hours are counted from an hour.
        if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            raise ValueError(value)
        return found
    except (TypeError, ValueError) as error:
        words = f"«{NBSP}connu_le{NBSP}» doit être un instant, comme 2026-10-24T23:30:00+02:00"
        raise _wrong(words) from error


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _wrong(f"«{NBSP}le{NBSP}» doit être une date, comme 2026-11-22") from error


def _quoted(word: str) -> str:
    """A word of the file, such that it can be shown anywhere."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in word)
    return f"«{NBSP}{shorten(shown, 40)}{NBSP}»"


def _wrong(reason: str) -> UserError:
    return UserError(
        f"Les faits ne peuvent pas être lus{NBSP}: {reason}.",
        "Aucune orientation n’a été faite.",
        "Corriger le fichier des faits.",
    )

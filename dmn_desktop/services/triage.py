"""The orientation of an incident from a file of facts, for the console command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

from dmn_desktop.core.errors import UserError, system_words
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.core.triage import Answer, Facts, Orientation, Profile, Tree, orient

MAX_SIZE = 1_000_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
"""Outside of them, a deadline would leave the calendar."""

_KEYS = {"profil", "connu_le", "le", "reponses"}


def orientation(tree: Tree, path: Path) -> Orientation:
    """Read a file of facts and follow the tree.

    Raises:
        UserError: The file cannot be read, or a fact is not one.
    """
    return orient(tree, facts_from(tree, _document(path)))


def facts_from(tree: Tree, found: Mapping[str, Any]) -> Facts:
    """The facts of a document, checked.

    Raises:
        UserError: A key, a date, an answer or a question is not one.
    """
    unknown = sorted(set(found) - _KEYS)
    if unknown:
        raise _wrong(f"mot inconnu «{NBSP}{unknown[0]}{NBSP}»")
    profiles = [profile.value for profile in Profile]
    if found.get("profil") not in profiles:
        raise _wrong(f"«{NBSP}profil{NBSP}» doit être {', '.join(profiles)}")
    known = _moment(found.get("connu_le"))
    on = _day(found["le"]) if "le" in found else date.today()
    if known.date() > on:
        raise _wrong(f"«{NBSP}connu_le{NBSP}» est après le {day(on)}")
    answers = found.get("reponses", {})
    if not isinstance(answers, dict):
        raise _wrong(f"«{NBSP}reponses{NBSP}» doit donner une réponse par question")
    for name, answer in answers.items():
        if tree.node(name) is None:
            raise _wrong(f"question inconnue «{NBSP}{name}{NBSP}»")
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
        if path.stat().st_size > MAX_SIZE:
            raise _wrong("le fichier est trop gros")
        found = json.loads(path.read_text(encoding="utf-8-sig"))
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


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value)
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


def _wrong(reason: str) -> UserError:
    return UserError(
        f"Les faits ne peuvent pas être lus{NBSP}: {reason}.",
        "Aucune orientation n’a été faite.",
        "Corriger le fichier des faits.",
    )

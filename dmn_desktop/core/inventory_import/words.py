"""Words of closed lists, as practices write them."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Any

from dmn_desktop.core.country_names import country_words
from dmn_desktop.core.device_vocabulary import CeClass
from dmn_desktop.core.inventory_import.knowledge import countries, habits, plain, tight
from dmn_desktop.core.inventory_import.knowledge import undecided as undecided_words
from dmn_desktop.core.inventory_import.reading import NOTHING, Reading
from dmn_desktop.core.inventory_import.source import Value, written
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import Word

_YES = frozenset(
    ["oui", "o", "x", "xx", "y", "yes", "ok", "vrai", "true", "1", "✓", "✔", "☑", "✅", "√", "v"]
)
_NO = frozenset(["non", "n", "no", "faux", "false", "0", "✗", "✘", "☐", "❌", "✕", "×"])
_HESITATES = re.compile(
    r"\?|\b(?:sauf|mais|partiel\w*|prevue?s?|bientot|parfois|peut|voir|cours|attente|verifier|"
    r"confirmer|selon|si|ou|pas encore|a faire|jusqu)\b"
)
_PREFIX = re.compile(
    r"^(?:(?:dispositif medical|dm|dmn|logiciel|ce)\s+)?(?:de\s+)?(?:classe|class|cl)?\s*"
)
_PIECES = (
    re.compile(r"[\n;|•]+"),
    re.compile(r"\s*/\s*|\s+\+\s+|\s*&\s*"),
    re.compile(r",\s*|\s+et\s+"),
)

AMBIGUOUS = "Ce mot n’est pas dans la liste."
HESITANT = "Réponse à décider."


def read_word(value: Value, words: type[Word], exchange: str) -> Reading:
    """One word of a list, or why none fits.

    Args:
        value: The cell.
        words: The list.
        exchange: The field, for the words in use for it.
    """
    if value is None:
        return NOTHING
    text = written(value)
    known = word_of(text, words, exchange)
    if known is not None:
        return Reading(known)
    if tight(text) in undecided_words():
        return Reading(doubt=HESITANT)
    if any(not word.value and tight(text) == tight(word.label) for word in words):
        return Reading()  # « À comparer »: our own word for what nobody answered
    return _first_of_remark(text, words, exchange)


def _first_of_remark(text: str, words: type[Word], exchange: str) -> Reading:
    """« Oui, depuis 2023 », « IIa (certificat GMED) »: the word, and the rest to look at."""
    found = re.match(r"^([^,(;:\n–—-]+?)\s*[,(;:\n–—-]\s*(.+)$", text, re.DOTALL)
    if found and not _HESITATES.search(tight(text)):
        known = word_of(found[1], words, exchange)
        if known is not None:
            return Reading(
                known, doubt=f"Une partie du texte n’a pas de place ici{NBSP}: {found[2]}"
            )
    return Reading(doubt=AMBIGUOUS)


def word_of(text: str, words: type[Word], exchange: str) -> Word | None:
    """The word that a text is, in our own words or in those of practices."""
    table = _table(words, exchange)
    folded = tight(text)
    found = table.get(folded)
    if found is None and "?" not in folded:
        found = table.get(plain(text))
    if found is None and words is CeClass:
        found = table.get(plain(_PREFIX.sub("", plain(text), count=1)))
    return found


@cache
def _table(words: type[Word], exchange: str) -> dict[str, Word]:
    """Folded text → word; what two words would share belongs to none."""
    found: dict[str, Word] = {}
    if {"oui", "non"} <= {word.value for word in words}:
        found |= {sign: words("oui") for sign in _YES} | {sign: words("non") for sign in _NO}
    for word, synonyms in habits().words.get(exchange, {}).items():
        for synonym in synonyms:
            found[tight(synonym)] = found[plain(synonym)] = words(word)
    for word in words:
        if word.value:
            for text in (word.label, word.value, word.value.replace("_", " ")):
                found[tight(text)] = found[plain(text)] = word
    found.pop("", None)
    return found


def pieces(text: str) -> list[str]:
    """What a cell with several values holds, cut at the strongest sign that it has."""
    if text.rstrip().endswith(";"):  # our own lists, see `stored_words.list_cell`
        found = next(csv.reader([text.strip()], delimiter=";", skipinitialspace=True), [])
        return [part.strip() for part in found if part.strip()]
    for cut in _PIECES:
        parts = [part.strip(" \t-•*") for part in cut.split(text)]
        parts = [part for part in parts if part]
        if len(parts) > 1:
            return parts
    return [text.strip()] if text.strip() else []


def read_words(value: Value, words: type[Word], exchange: str) -> Reading:
    """Several words of a list; those that are not known leave a doubt."""
    if value is None:
        return NOTHING
    text = written(value)
    whole = word_of(text, words, exchange)
    if whole is not None:
        return Reading((whole,))
    found, unknown = _each(text, lambda part: word_of(part, words, exchange))
    if not unknown:
        return Reading(tuple(found))
    if found:
        return Reading(tuple(found), doubt=f"Mots hors de la liste{NBSP}: {', '.join(unknown)}")
    hesitant = tight(text) in undecided_words()
    return Reading(doubt=HESITANT if hesitant else AMBIGUOUS)


def _each(text: str, find: Any) -> tuple[list[Any], list[str]]:
    """What each piece means, cut further where a piece means nothing."""
    found: dict[Any, None] = {}
    unknown: list[str] = []
    waiting = pieces(text)
    while waiting:
        part = waiting.pop(0)
        known = find(part)
        smaller = pieces(part)
        if known is not None:
            found[known] = None
        elif len(smaller) > 1:
            waiting = smaller + waiting
        else:
            unknown.append(part)
    return list(found), unknown


def read_country(value: Value) -> Reading:
    """The ISO code of one country."""
    reading = read_countries(value)
    if reading.value is not None and len(reading.value) != 1:
        return Reading(doubt="Plusieurs pays.")
    return Reading(reading.value[0] if reading.value else None, reading.doubt)


def read_countries(value: Value) -> Reading:
    """The ISO codes of countries."""
    if value is None:
        return NOTHING
    text = written(value)
    found, unknown = _each(text, _country)
    if not unknown:
        return Reading(tuple(found)) if found else NOTHING
    ambiguous = {plain(word) for word in country_words().ambiguous}
    if found and not any(plain(part) in ambiguous for part in unknown):
        return Reading(tuple(found), doubt=f"Pas un pays{NBSP}: {', '.join(unknown)}")
    outside = all(plain(part) in ambiguous for part in unknown)
    return Reading(doubt="Aucun pays n’est nommé." if outside else "Pays inconnu.")


def _country(text: str) -> str | None:
    known = countries()
    found = known.get(plain(text))
    if found is None and (inside := re.fullmatch(r"(.+?)\s*\((.+)\)", text)):
        # « Lyon (France) », « France (FR) »: a bracket that only repeats the country.
        first, second = known.get(plain(inside[1])), known.get(plain(inside[2]))
        found = first if first == second else None
    return found

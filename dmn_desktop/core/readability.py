"""Hints on how easily a text is read: never a certificate, and never a mark.

The European label for easy reading asks for people concerned to read the text again; nothing here
stands in for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from pydantic import Field

from dmn_desktop.core.content import load_content
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.text import NBSP, fold

_SENTENCE = re.compile(r"(?:[^.!?…\n]|\.(?=[^\s.]))+[.!?…]*")
"""To its full stop; a dot inside « www.cnil.fr » or « 3.5 » ends nothing."""

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_ACRONYM = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{2,}[0-9]*\b")
_SHOUTED = 7
"""Capitals beyond which a word is written loud rather than shortened."""

_PERCENT = re.compile(r"\d[\d\s\u00a0,.]*%|\bpour[\s\u00a0]cent\b")


class HintKind(Enum):
    """What a hint is about."""

    LONG = "longue"
    HARD = "mot"
    ACRONYM = "sigle"
    PERCENT = "pourcentage"


@dataclass(frozen=True)
class Hint:
    """A passage that could be read more easily.

    Attributes:
        start: Place of its first character.
        end: Place after its last one.
        sentence: What to do, in French.
    """

    start: int
    end: int
    kind: HintKind
    sentence: str


class ReadingRules(Content):
    """The rules of `forms/lisibilite.toml`."""

    version: str
    source: str
    checked_on: date = Field(alias="verifie_le")
    words: int = Field(alias="mots_par_phrase")
    simple_words: int = Field(alias="mots_par_phrase_simple")
    known: tuple[str, ...] = Field(alias="sigles_connus")
    hard: dict[str, str] = Field(alias="mots_difficiles")


@cache
def rules() -> ReadingRules:
    """The limits and the words."""
    return load_content(forms_dir() / "lisibilite.toml", ReadingRules)


@cache
def _hard_words() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {fold(word): easier for word, easier in rules().hard.items()}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})s?\b"), words


def hints(text: str, simple: bool) -> list[Hint]:
    """What could be read more easily, in the order of the text.

    Args:
        text: Plain text, a line for each idea.
        simple: Whether it is a simple text: shorter sentences, no percentages.
    """
    found = [*_long(text, simple), *_hard(text), *_acronyms(text)]
    if simple:
        found += _percentages(text)
    return sorted(found, key=lambda hint: (hint.start, hint.end))


def _long(text: str, simple: bool) -> Iterator[Hint]:
    limit = rules().simple_words if simple else rules().words
    for match in _SENTENCE.finditer(text):
        number = len(_WORD.findall(match[0]))
        if number > limit:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            words = f"Phrase de {number} mots{NBSP}: la couper, {limit} au plus."
            yield Hint(start, match.end(), HintKind.LONG, words)


def _hard(text: str) -> Iterator[Hint]:
    pattern, easier = _hard_words()
    folded, places = _folded(text)
    for match in pattern.finditer(folded):
        start, end = places[match.start()], places[match.end() - 1] + 1
        found = match[0] if match[0] in easier else match[0].removesuffix("s")
        yield _hard_hint(start, end, text[start:end], easier[found])


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text without accents, and the place in it of each of its letters: « œ » becomes two."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    letters = [(fold(char), place) for place, char in enumerate(text)]
    places = [place for letter, place in letters for _ in letter]
    return "".join(letter for letter, _ in letters), places


def _hard_hint(start: int, end: int, word: str, easier: str) -> Hint:
    sentence = f"«{NBSP}{word}{NBSP}» est difficile{NBSP}: dire «{NBSP}{easier}{NBSP}»."
    return Hint(start, end, HintKind.HARD, sentence)


def _acronyms(text: str) -> Iterator[Hint]:
    told: set[str] = set()
    for match in _ACRONYM.finditer(text):
        letters = match[0]
        explained = f"({letters})" in text or re.search(rf"{re.escape(letters)}\s*\(", text)
        if letters in rules().known or letters in told or explained:
            continue
        told.add(letters)
        advice = "écrire ce que veulent dire ces lettres."
        if len(letters) >= _SHOUTED:
            advice = "l’écrire en petites lettres, plus faciles à lire."
        sentence = f"«{NBSP}{letters}{NBSP}»{NBSP}: {advice}"
        yield Hint(match.start(), match.end(), HintKind.ACRONYM, sentence)


def _percentages(text: str) -> Iterator[Hint]:
    for match in _PERCENT.finditer(text):
        sentence = (
            "Un pourcentage se comprend mal. Dire «\u00a09 fois sur 10\u00a0», ou s’en passer."
        )
        yield Hint(match.start(), match.end(), HintKind.PERCENT, sentence)

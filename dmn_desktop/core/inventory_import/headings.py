"""Which field a column is, from its title and from the kind of its values."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dmn_desktop.core.inventory_import.fields import JOINED, targets
from dmn_desktop.core.inventory_import.knowledge import blanks, habits, plain, tight
from dmn_desktop.core.inventory_import.source import Value
from dmn_desktop.core.records.device import entries

CERTAIN, PROBABLE, POSSIBLE = 0.85, 0.68, 0.5
"""From which score a proposal is called so; below the last there is none."""

_IDENTIFIER, _TITLE, _ALSO, _HABIT = 1.0, 0.98, 0.96, 0.94
_STOP = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "un",
        "une",
        "en",
        "et",
        "ou",
        "a",
        "au",
        "aux",
        "n",
        "no",
        "pour",
        "par",
        "sur",
        "dans",
        "date",
        "nom",
        "est",
        "il",
        "elle",
    ]
)
_BRACKET = re.compile(r"\s*[(\[].*?[)\]]\s*")
_LONGEST_TITLE = 90
_SHARED = 0.7
"""Share of words in common from which two headings may say the same."""


@dataclass(frozen=True)
class Proposal:
    """A field that a column may be, and how surely, from 0 to 1."""

    exchange: str
    score: float


def certainty(score: float) -> str:
    """The score in words."""
    if score >= CERTAIN:
        return "Certain"
    return "Probable" if score >= PROBABLE else "À confirmer"


@cache
def _phrases() -> dict[str, dict[str, float]]:
    """Plain heading → the fields that it may name."""
    found: dict[str, dict[str, float]] = defaultdict(dict)

    def note(text: str, exchange: str, score: float) -> None:
        key = plain(text)
        found[key][exchange] = max(score, found[key].get(exchange, 0))

    for entry in entries().values():
        exchange = entry.exchange
        note(exchange, exchange, _IDENTIFIER)
        note(targets()[exchange].title, exchange, _TITLE)
        for text in entry.also:
            note(text, exchange, _ALSO)
        for text in habits().headings.get(exchange, ()):
            note(text, exchange, _HABIT)
    return dict(found)


@cache
def _by_token() -> dict[str, set[tuple[str, frozenset[str]]]]:
    found: dict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)
    for phrase in _phrases():
        tokens = _tokens(phrase)
        for token in tokens:
            found[token].add((phrase, tokens))
    return dict(found)


def _tokens(phrase: str) -> frozenset[str]:
    words = [word for word in phrase.split() if word not in _STOP]
    return frozenset(word.rstrip("sx") if len(word) > 3 else word for word in words)


@cache
def _known_token(token: str) -> str:
    """The token, or the one that it is a misspelling of."""
    if token in _by_token() or len(token) < 5:
        return token
    close = difflib.get_close_matches(token, _by_token(), n=1, cutoff=0.8)
    return close[0] if close else token


@cache
def title_scores(title: str) -> tuple[Proposal, ...]:
    """The fields that a title may name, best first, from its words alone."""
    if not title.strip() or len(title) > _LONGEST_TITLE:
        return ()
    found: dict[str, float] = {}
    for text, factor in _readings(title):
        for exchange, score in _phrases().get(plain(text), {}).items():
            found[exchange] = max(found.get(exchange, 0), score * factor)
    for exchange, score in [*_covered(plain(title)).items(), *_fuzzy(plain(title)).items()]:
        found[exchange] = max(found.get(exchange, 0), score)
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    return tuple(Proposal(exchange, score) for exchange, score in ranked if score >= POSSIBLE)


def _readings(title: str) -> list[tuple[str, float]]:
    """The title, and what is left of it without its brackets or its second line."""
    lines = [line for line in title.split("\n") if line.strip()]
    found = [(title, 1.0), (_BRACKET.sub(" ", title), 0.98)]
    return found + ([(lines[0], 0.95)] if len(lines) > 1 else [])


def _covered(phrase: str) -> dict[str, float]:
    """Fields of which each word of a title is a name by itself: « dénomination du logiciel »."""
    tokens = [_known_token(token) for token in _tokens(phrase)]
    alone = [
        {
            exchange
            for known, others in _by_token().get(token, ())
            if others == {token}
            for exchange in _phrases()[known]
        }
        for token in tokens
    ]
    shared = set.intersection(*alone) if len(alone) > 1 else set()
    return dict.fromkeys(shared, CERTAIN)


def _fuzzy(phrase: str) -> dict[str, float]:
    tokens = frozenset(_known_token(token) for token in _tokens(phrase))
    found: dict[str, float] = {}
    for token in tokens:
        for known, others in _by_token().get(token, ()):
            shared = 2 * len(tokens & others) / (len(tokens) + len(others))
            if shared < _SHARED:
                continue
            for exchange, score in _phrases()[known].items():
                found[exchange] = max(found.get(exchange, 0), shared * score * 0.9)
    return found


def evidence(exchange: str, samples: Sequence[Value]) -> float | None:
    """The share of samples that the field reads without doubt; None when that says nothing."""
    target = targets()[exchange]
    if not target.typed:
        return None
    told = [
        v for v in samples if v is not None and not (isinstance(v, str) and tight(v) in blanks())
    ]
    if not told:
        return None
    readings = [target.read(value) for value in told]
    return sum(r.value is not None and not r.doubt for r in readings) / len(told)


def proposals(title: str, samples: Sequence[Value]) -> tuple[Proposal, ...]:
    """The fields that a column may be, best first, from its title and some of its values."""
    found = []
    for proposal in title_scores(title):
        share = evidence(proposal.exchange, samples)
        if share is None or proposal.score >= _IDENTIFIER:
            score = proposal.score
        else:
            weight = 0.14 if proposal.score >= _HABIT * 0.95 else 0.28
            score = proposal.score * (1 - weight + weight * share)
        found.append(Proposal(proposal.exchange, score))
    ranked = sorted(found, key=lambda proposal: -proposal.score)
    return tuple(proposal for proposal in ranked if proposal.score >= POSSIBLE)


def assign(columns: Sequence[tuple[Proposal, ...]]) -> list[Proposal | None]:
    """One field for each column, each field once, the surest and the least free columns first."""
    chosen: list[Proposal | None] = [None] * len(columns)
    taken: set[str] = set()
    pairs = [(p, i) for i, found in enumerate(columns) for p in found]
    pairs.sort(key=lambda pair: (-round(pair[0].score, 2), len(columns[pair[1]]), pair[1]))
    for proposal, i in pairs:
        free = proposal.exchange not in taken
        joins = proposal.exchange in JOINED and proposal.score >= PROBABLE
        if chosen[i] is None and (free or joins):
            chosen[i] = proposal
            taken.add(proposal.exchange)
    return chosen

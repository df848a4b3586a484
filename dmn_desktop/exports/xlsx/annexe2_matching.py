"""Which line of annexe 2 a practice's own table means, from its words and its order.

Nothing is guessed silently: every match says how it was made, and a doubtful label has none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise

from dmn_desktop.core.forms import Form
from dmn_desktop.core.text import fold

SURE, LIKELY, PLACE = 0.75, 0.45, 0.25
"""Share of a label's meaning that must be found: on its own, in its order, by its place alone."""

_MARGIN = 0.08
"""By how much the best line must beat the next one."""

_IN_ORDER = 0.8
"""Share of sure labels that must follow each other before order may decide for the others."""

_STEM = 7
_EMPTY_WORDS = """
a afin ai au aux avec bien ce ces cette ci comment concernant cas cadre d dans de des deja dm dmn
dispositif dispositifs doit du en entre est et etre ete eu existe faire fait il ils elle jour l la
le les leur lors mais medical medicaux n ne non nos notre nous numerique numeriques on ont ou par
pas plus possible pour qu que quel quelle quelles quels qui s sa se ses seraient si sont sur t te
un une va vers vont vos votre vous y
"""
_STOP = frozenset(_EMPTY_WORDS.split())
_HAS_NUMBER = re.compile(r"^\s*(?:q(?:uestion)?\.?\s*)?(\d{1,2}\.\d{1,2})\b", re.IGNORECASE)


class How(StrEnum):
    """How a line was recognised."""

    HIDDEN = "numero_cache"
    NUMBER = "numero_has"
    WORDS = "libelle"
    LIKENESS = "ressemblance"
    POSITION = "place"


HOW_WORDS = {
    How.HIDDEN: "ligne reconnue par son numéro",
    How.NUMBER: "ligne reconnue par le numéro HAS de son libellé",
    How.WORDS: "ligne reconnue par son libellé",
    How.LIKENESS: "libellé ressemblant, à vérifier",
    How.POSITION: "ligne déduite de sa place, à vérifier",
}


@dataclass(frozen=True)
class Match:
    """The line that a label means."""

    row: int
    how: How


def match_labels(labels: Sequence[str], form: Form) -> list[Match | None]:
    """Find the line of annexe 2 that each label means, None where it is doubtful.

    Args:
        labels: Labels of a table, from top to bottom.
        form: The questionnaire that declares the lines.
    """
    index = _Index(form)
    scores = [index.scores(label) for label in labels]
    found: list[Match | None] = [index.by_number(label) for label in labels]
    ordered = _follow_the_guide(scores)
    if ordered:
        _by_order(scores, found)
    _by_words(scores, found)
    if ordered:
        _by_place(scores, found, len(form.comparison_rows))
    return found


class _Index:
    """Words of each line, weighted by how few lines share them."""

    def __init__(self, form: Form) -> None:
        self._numbers = {
            form.by_id[identifier].number: row.n
            for row in form.comparison_rows
            for identifier in row.covers
            if identifier in form.by_id
        }
        self._rows = {row.n: _stems(f"{row.text} {row.words}") for row in form.comparison_rows}
        self._titles = [_stems(title.text) for title in form.comparison_titles]
        # Titles are lines too, with negative numbers, so that a title is not taken for a line.
        for title in form.comparison_titles:
            self._rows[-title.rank] = _stems(f"{title.text} {title.words}")
        known = [stem for stems in self._rows.values() for stem in stems]
        total = len(self._rows)
        self._weights = {stem: math.log(1 + total / known.count(stem)) for stem in set(known)}
        self._unknown = math.log(1 + total) * 0.75

    def by_number(self, label: str) -> Match | None:
        """The line whose HAS number opens a label."""
        number = _HAS_NUMBER.match(label)
        row = self._numbers.get(number[1]) if number else None
        return Match(row, How.NUMBER) if row else None

    def scores(self, label: str) -> dict[int, float]:
        """Share of a label's meaning found in each line; titles count only when clearly best."""
        stems = {self._closest(stem) for stem in _stems(label)}
        if stems in self._titles:
            return {}
        whole = sum(self._weights.get(stem, self._unknown) for stem in stems)
        if not whole:
            return {}
        found = {
            row: sum(self._weights[stem] for stem in stems & words) / whole
            for row, words in self._rows.items()
        }
        title = max(score for row, score in found.items() if row < 0)
        lines = {row: score for row, score in found.items() if row > 0 and score > 0}
        return lines if max(lines.values(), default=0) + _MARGIN >= title else {}

    def _closest(self, stem: str) -> str:
        if stem in self._weights or len(stem) < 5:
            return stem
        close = get_close_matches(stem, self._weights, n=1, cutoff=0.84)
        return close[0] if close else stem


def _stems(text: str) -> set[str]:
    """Significant words, cut so that singular, plural and verb forms agree."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    kept = (word for word in words if word not in _STOP and (len(word) > 1 or word.isdigit()))
    return {word[:_STEM].rstrip("sx") for word in kept}


def _follow_the_guide(scores: Sequence[dict[int, float]]) -> bool:
    """Whether the labels that leave no doubt stand in the order of the guide."""
    sure = [row for lines in scores if (row := _certain(lines)) is not None]
    steps = list(pairwise(sure))
    return sum(a < b for a, b in steps) >= _IN_ORDER * len(steps)


def _certain(lines: dict[int, float]) -> int | None:
    """The line that the words of a label mean without a doubt."""
    row = max(lines, key=lambda n: lines[n], default=None)
    if row is None or lines[row] < SURE or not _stands_out(lines, row, (0, 10_000)):
        return None
    return row


def _by_order(scores: Sequence[dict[int, float]], found: list[Match | None]) -> None:
    """Choose the best lines that follow each other as in the guide.

    The heaviest increasing chain of (label, line) pairs; labels known by number stay.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {}
    for i, row, score in _pairs(scores, found):
        before = [(v[0], k) for k, v in best.items() if k[0] < i and k[1] < row]
        total, link = max(before, default=(0.0, None), key=lambda item: item[0])
        best[i, row] = (total + score - LIKELY / 2, link)
    link = max(best, key=lambda key: best[key][0], default=None)
    chain: dict[int, int] = {}
    while link is not None:
        chain[link[0]] = link[1]
        link = best[link][1]
    for i, row in chain.items():
        # A label that means another line better, out of order, is left to its words.
        close = scores[i].get(row, 1) >= max(scores[i].values(), default=0) - _MARGIN
        if found[i] is None and close and _stands_out(scores[i], row, _between(chain, i)):
            found[i] = Match(row, How.WORDS if _certain(scores[i]) == row else How.LIKENESS)


def _pairs(
    scores: Sequence[dict[int, float]], found: Sequence[Match | None]
) -> Iterable[tuple[int, int, float]]:
    for i, lines in enumerate(scores):
        known = found[i]
        if known is not None:
            yield i, known.row, 1.0
            continue
        for row, score in lines.items():
            if score >= LIKELY:
                yield i, row, score


def _between(chain: dict[int, int], i: int) -> tuple[int, int]:
    """The lines that the neighbours of a label in the chain leave open for it."""
    before = [row for other, row in chain.items() if other < i]
    after = [row for other, row in chain.items() if other > i]
    return max(before, default=0), min(after, default=10_000)


def _stands_out(scores: dict[int, float], row: int, between: tuple[int, int]) -> bool:
    """Whether a line beats the others that the order allows."""
    low, high = between
    others = max((score for n, score in scores.items() if n != row and low < n < high), default=0)
    return scores[row] - others >= _MARGIN


def _by_words(scores: Sequence[dict[int, float]], found: list[Match | None]) -> None:
    """Labels out of order: taken when their words leave no doubt."""
    for i, lines in enumerate(scores):
        taken = {match.row for match in found if match}
        row = _certain(lines)
        if found[i] is None and row is not None and row not in taken:
            found[i] = Match(row, How.WORDS)


def _by_place(scores: Sequence[dict[int, float]], found: list[Match | None], total: int) -> None:
    """One doubtful label between two known neighbours of the one line that is missing."""
    taken = {match.row for match in found if match}
    for i, lines in enumerate(scores):
        before = found[i - 1] if i else None
        after = found[i + 1] if i + 1 < len(found) else None
        start = before.row if before else (0 if i == 0 else None)
        end = after.row if after else (total + 1 if i + 1 == len(found) else None)
        if found[i] is not None or start is None or end is None or end - start != 2:
            continue
        row = start + 1
        if row not in taken and lines.get(row, 0) >= PLACE:
            found[i] = Match(row, How.POSITION)

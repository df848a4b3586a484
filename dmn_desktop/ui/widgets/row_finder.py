"""Finds the rows that contain words: at once in a long list too, while its words are prepared."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from dmn_desktop.core.text import fold

Row = tuple[Any, ...]
Reader = tuple[Callable[[Any], str], Callable[[Row], Any]]
"""The words of a value, and what takes the value out of a row."""

_CHUNK = 200
"""Rows looked at before the search may pause."""


class RowFinder:
    """The words of rows, prepared little by little.

    Once they are all there they are one string, so that a search costs one pass of C code; until
    then rows are looked at one by one, in their order, so that the first page comes at once.
    """

    def __init__(self) -> None:
        """There is no row."""
        self._rows: Sequence[Row] = ()
        self._readers: Sequence[Reader] = ()
        self._order: Sequence[int] = ()
        self._texts: list[str] = []
        self._done = 0
        self._haystack: str | None = None
        self._ends: list[int] = []

    def show(self, rows: Sequence[Row], readers: Sequence[Reader]) -> None:
        """Look in other rows."""
        self._rows, self._readers = rows, readers
        self._texts, self._done = [""] * len(rows), 0
        self._haystack = None

    def arrange(self, order: Sequence[int]) -> None:
        """Look at some of the rows, in this order."""
        self._order = order
        self._haystack = None

    @property
    def is_ready(self) -> bool:
        """Whether the words of all rows are one string."""
        return self._haystack is not None

    def prepare(self, limit: int) -> None:
        """Make the words of some more rows, and one string of them once they are all there."""
        end = min(self._done + limit, len(self._rows))
        for place in range(self._done, end):
            self._texts[place] = self._texts[place] or self._text(place)
        self._done = end
        if end == len(self._rows):
            self._join()

    def matches(self, words: Sequence[str]) -> Iterator[int | None]:
        """The places of the rows with every word, in their order; None where one may pause."""
        if not words:
            return iter(self._order)
        if not self.is_ready and self._done == len(self._rows):
            self._join()
        return self._in_string(words) if self.is_ready else self._one_by_one(words)

    def _text(self, place: int) -> str:
        row = self._rows[place]
        return " ".join([folded(text(value(row))) for text, value in self._readers])

    def _join(self) -> None:
        texts = [self._texts[i] for i in self._order]
        self._haystack = "\n".join(texts) + "\n"
        self._ends = list(accumulate(len(text) + 1 for text in texts))

    def _one_by_one(self, words: Sequence[str]) -> Iterator[int | None]:
        order, texts = self._order, self._texts
        for start in range(0, len(order), _CHUNK):
            for place in order[start : start + _CHUNK]:
                if not texts[place]:
                    texts[place] = self._text(place)
                text = texts[place]
                if all(word in text for word in words):
                    yield place
            yield None

    def _in_string(self, words: Sequence[str]) -> Iterator[int | None]:
        first, rest = words[0], words[1:]
        order, haystack, ends = self._order, self._haystack or "", self._ends
        place = haystack.find(first)
        while place >= 0:
            row = bisect_right(ends, place)
            start, end = ends[row - 1] if row else 0, ends[row]
            if all(haystack.find(word, start, end) >= 0 for word in rest):
                yield order[row]
            place = haystack.find(first, end)


def words_of(text: str) -> list[str]:
    """The words to look for, the longest and rarest first."""
    return sorted(fold(text).split(), key=len, reverse=True)


folded = lru_cache(maxsize=8_192)(fold)
"""Words repeat from row to row."""

"""What rows are sorted by, prepared little by little so that a long list sorts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dmn_desktop.ui.widgets.row_finder import folded

Row = tuple[Any, ...]
Reader = Callable[[Row], Any]
"""Takes what a column is sorted by out of a row."""


class RowSorter:
    """The keys of rows, column by column; None for a row without a value."""

    def __init__(self) -> None:
        """There is no row."""
        self._rows: Sequence[Row] = ()
        self._readers: Sequence[Reader] = ()
        self._keys: list[list[Any]] = []

    def show(self, rows: Sequence[Row], readers: Sequence[Reader]) -> None:
        """Sort other rows."""
        self._rows, self._readers = rows, readers
        self._keys = [[] for _ in readers]

    @property
    def is_ready(self) -> bool:
        """Whether every column can be sorted at once."""
        return all(len(keys) == len(self._rows) for keys in self._keys)

    def prepare(self, limit: int) -> None:
        """Make the keys of some more rows in the first column that lacks any."""
        for column, keys in enumerate(self._keys):
            if len(keys) < len(self._rows):
                self._make(column, limit)
                return

    def sorted(self, places: Sequence[int], column: int, downwards: bool) -> list[int]:
        """Places in the order of one column; rows without a value come last."""
        self._make(column, len(self._rows))
        keys = self._keys[column]
        found = [i for i in places if keys[i] is not None]
        found.sort(key=keys.__getitem__, reverse=downwards)
        return found + [i for i in places if keys[i] is None]

    def _make(self, column: int, limit: int) -> None:
        keys, read = self._keys[column], self._readers[column]
        for row in self._rows[len(keys) : len(keys) + limit]:
            key = read(row)
            keys.append(None if key == "" else folded(key) if isinstance(key, str) else key)


def key_reader(sort: Callable[[Any], Any] | None, value: Reader) -> Reader:
    """What takes the key out of a row: the value, or what the column sorts it by."""
    return value if sort is None else lambda row: sort(value(row))

"""A stranger's table as it was written, before anything is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from dmn_desktop.core.text import day

Value = str | int | float | bool | date | datetime | None
"""What one cell of a spreadsheet holds; a time of day and a duration come as text."""

Row = tuple[int, tuple[Value, ...]]
"""The number of a row in its sheet, and its cells without the empty ones at its end."""

Merge = tuple[int, int, int, int]
"""Merged cells: first row (from 1), first column (from 0), last row, last column."""


@dataclass(frozen=True)
class Trouble:
    """A cell whose content a spreadsheet could not give.

    Attributes:
        text: What the cell holds: its formula, or its error.
        reason: Why it has no value, in French.
    """

    text: str
    reason: str


@dataclass(frozen=True)
class SourceSheet:
    """One sheet.

    Attributes:
        rows: Blank rows are left out.
        delimited: Read from plain text: nothing has a type.
        since_1904: Its day numbers start in 1904, as on the first Macintosh.
        troubles: By row number and column.
    """

    title: str
    rows: tuple[Row, ...]
    hidden: bool = False
    delimited: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merge, ...] = ()
    since_1904: bool = False
    troubles: Mapping[tuple[int, int], Trouble] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def __getstate__(self) -> dict[str, object]:
        """A read-only mapping does not travel between processes; a plain one does."""
        return {**self.__dict__, "troubles": dict(self.troubles)}


@dataclass(frozen=True)
class Source:
    """A file.

    Attributes:
        encodings: When a text can be read in several ways: each encoding with a line of it.
        notes: What was noticed while reading, as sentences.
    """

    name: str
    sheets: tuple[SourceSheet, ...]
    encodings: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def written(value: Value) -> str:
    """A value as people would read it in the cell."""
    if value is None or isinstance(value, str):
        return (value or "").strip()
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, date):
        timed = isinstance(value, datetime) and value.time() != datetime.min.time()
        return f"{day(value)} {value:%H:%M}" if timed else day(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _decimal(value)
    return str(value)


def _decimal(value: float) -> str:
    text = repr(value)
    return text.upper().replace(".", ",") if "e" in text else text.replace(".", ",")


def column_letter(index: int) -> str:
    """« A » for 0, « AA » for 26."""
    head, tail = divmod(index, 26)
    return (column_letter(head - 1) if head else "") + chr(65 + tail)

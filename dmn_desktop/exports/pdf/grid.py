"""Tables: rows that are not cut unless they must, and a head repeated on every page.

Own loops instead of fpdf2's `table()`, which is eight times slower on long tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dmn_desktop.exports.pdf.paper import Paper, fitting
from dmn_desktop.exports.pdf.setting import (
    ASIDE,
    SMALL_STRONG,
    Line,
    Piece,
    height,
    set_lines,
)

_CUT_ABOVE = 0.4
"""A row higher than this part of a page may be cut; a lower one goes to the next page."""

_LEAST = 22.0
"""Millimetres that must be left on a page for the first part of a row that is cut."""


@dataclass(frozen=True)
class Layout:
    """How a table is drawn.

    Attributes:
        widths: Of the columns, in millimetres.
        heads: Titles of the columns; empty for a table without.
        numeric: Ranks of the columns whose titles stand on the right, over amounts.
        framed: Whether columns are separated by rules; rows always are.
        sticky: How many first columns are printed again when a row goes on overleaf.
        continued: Words printed above the table when it goes on overleaf.
    """

    widths: Sequence[float]
    heads: Sequence[str] = ()
    numeric: Sequence[int] = ()
    framed: bool = False
    sticky: int = 0
    continued: str = ""
    padding: float = 1.2


class Grid:
    """A table being printed on a paper, row by row."""

    def __init__(self, paper: Paper, layout: Layout) -> None:
        """Nothing is printed before the first row."""
        self._paper = paper
        self._layout = layout
        self._started = False

    def row(self, *cells: Sequence[Piece]) -> None:
        """Print a row; each cell holds pieces of text."""
        lines = self._set(cells)
        high = self._height(lines)
        if not self._started:
            self._start(high)
        elif high > self._paper.room and not self._may_cut(high):
            self._turn()
        if high <= self._paper.room:
            self._draw(lines)
        else:
            self._draw_cut(lines)

    def title(self, mark: str, piece: Piece, following: float = 14.0) -> None:
        """Print a line over all columns, kept with what follows.

        Args:
            mark: Printed in the first column; the line then begins at the second.
            piece: The line.
            following: Millimetres kept free under it.
        """
        padding, paper = self._layout.padding, self._paper
        indent = self._layout.widths[0] if mark else 0.0
        measure = self._total - indent - 2 * padding
        lines = set_lines([piece], measure)
        high = height(lines) + 2 * padding
        if not self._started:
            self._start(high + following)
        elif high + following > paper.room:
            self._turn()
        x, y = paper.left + padding, paper.y + padding
        if mark:
            marks = set_lines([Piece(mark, SMALL_STRONG, before=0.5)], indent)
            paper.ink.lines(marks, x, y, indent)
        paper.ink.lines(lines, x + indent, y, measure)
        self._rules(high, columns=False)
        paper.y += high

    @property
    def _total(self) -> float:
        return sum(self._layout.widths)

    def _set(self, cells: Sequence[Sequence[Piece]]) -> list[list[Line]]:
        pad = 2 * self._layout.padding
        return [
            set_lines(cell, width - pad)
            for cell, width in zip(cells, self._layout.widths, strict=True)
        ]

    def _height(self, lines: Sequence[Sequence[Line]]) -> float:
        return max(map(height, lines)) + 2 * self._layout.padding

    def _may_cut(self, high: float) -> bool:
        return high > _CUT_ABOVE * self._paper.body and self._paper.room > _LEAST

    def _head_cells(self) -> list[list[Line]]:
        numeric = self._layout.numeric
        return self._set(
            [
                [Piece(words, SMALL_STRONG, align="right" if rank in numeric else "left")]
                for rank, words in enumerate(self._layout.heads)
            ]
        )

    def _head_height(self) -> float:
        return self._height(self._head_cells()) if self._layout.heads else 0.0

    def _start(self, high: float) -> None:
        """Begin the table where its head and first row stand together."""
        self._started = True
        wanted = self._head_height() + high
        if wanted > self._paper.room and not self._may_cut(high):
            self._paper.need(wanted)
        self._draw_head()

    def _draw_head(self) -> None:
        paper = self._paper
        paper.ink.rule(paper.left, paper.y, paper.left + self._total, paper.y)
        if self._layout.heads:
            self._draw(self._head_cells())

    def _turn(self) -> None:
        """Go on overleaf."""
        self._paper.page()
        if self._layout.continued:
            self._paper.flow(Piece(self._layout.continued, ASIDE))
            self._paper.y += 1
        self._draw_head()

    def _draw(self, lines: Sequence[list[Line]]) -> None:
        paper, padding = self._paper, self._layout.padding
        high = self._height(lines)
        x = paper.left
        for cell, width in zip(lines, self._layout.widths, strict=True):
            paper.ink.lines(cell, x + padding, paper.y + padding, width - 2 * padding)
            x += width
        self._rules(high, columns=self._layout.framed)
        paper.y += high

    def _rules(self, high: float, columns: bool) -> None:
        paper = self._paper
        top, under = paper.y, paper.y + high
        right = paper.left + self._total
        paper.ink.rule(paper.left, under, right, under)
        if self._layout.framed:
            paper.ink.rule(paper.left, top, paper.left, under)
            paper.ink.rule(right, top, right, under)
        if columns:
            x = paper.left
            for width in self._layout.widths[:-1]:
                x += width
                paper.ink.rule(x, top, x, under)

    def _draw_cut(self, lines: list[list[Line]]) -> None:
        """Print a row over several pages, its first columns again on each."""
        sticky = lines[: self._layout.sticky]
        while any(lines[self._layout.sticky :]):
            room = self._paper.room - 2 * self._layout.padding
            fresh = self._paper.room > 0.8 * self._paper.body
            counts = [fitting(cell, room, fresh) if cell else 0 for cell in lines]
            if not any(counts[self._layout.sticky :]):
                self._turn()
                continue
            self._draw([cell[:count] for cell, count in zip(lines, counts, strict=True)])
            rest = [cell[count:] for cell, count in zip(lines, counts, strict=True)]
            lines = [*sticky, *rest[self._layout.sticky :]]
            if any(lines[self._layout.sticky :]):
                self._turn()

"""Tables of blocks: how wide their columns are, how high their rows, and rows cut in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dmn_desktop.core.templates.blocks import Block, Words
from dmn_desktop.exports.pdf.block_looks import Look
from dmn_desktop.exports.pdf.block_marks import Places, written
from dmn_desktop.exports.pdf.setting import Line, text_width

_ROW_LEAST = 8.5
_BLANK_ROW = 10.5
"""Millimetres of a row, and of one to write in by hand."""

_PAD = 1.5


@dataclass(frozen=True)
class Cell:
    """A cell, set in its column."""

    lines: tuple[Line, ...]
    wide: float
    places: Places


@dataclass(frozen=True)
class Row:
    """A row of cells.

    Attributes:
        least: Its height when its words take less.
    """

    cells: tuple[Cell, ...]
    least: float

    @property
    def height(self) -> float:
        """In millimetres."""
        return max(self.least, *(sum(x.height for x in c.lines) + 2 * _PAD for c in self.cells))

    def split(self, room: float) -> tuple[Row, Row]:
        """What goes into a height, at least a line, and what is left for the next page."""
        line = max(line.height for cell in self.cells for line in cell.lines)
        count = max(1, int((room - 2 * _PAD) / line))
        first = tuple(replace(cell, lines=cell.lines[:count]) for cell in self.cells)
        rest = tuple(replace(cell, lines=cell.lines[count:]) for cell in self.cells)
        return Row(first, 0.0), Row(rest, 0.0)


def rows_of(block: Block, look: Look, width: float) -> tuple[Row | None, list[Row]]:
    """The head of a table, if it has one, and its rows."""
    widths = _widths(block, look, width)
    headed = block.rows[0][0].strong
    rows = [_row(row, widths, look, headed and place == 0) for place, row in enumerate(block.rows)]
    return (rows[0], rows[1:]) if headed else (None, rows)


def _widths(block: Block, look: Look, wide: float) -> list[float]:
    """Narrow columns hold short words; the first takes the rest, or half."""
    columns = max(len(row) for row in block.rows)
    style = look.strong
    if columns == 2:
        head = block.rows[0][0].strong
        least = max(text_width(row[0].text, style) for row in block.rows if row) + 6
        first = wide / 2 if head else min(least, wide * 0.42)
        return [first, wide - first]
    others = [
        max(text_width(row[i].text, style) for row in block.rows if i < len(row)) + 6
        for i in range(1, columns)
    ]
    others = [min(other, wide * 0.24) for other in others]
    return [wide - sum(others), *others]


def _row(row: Sequence[Words], widths: Sequence[float], look: Look, head: bool) -> Row:
    cells = []
    for rank, (words, wide) in enumerate(zip(row, widths, strict=False)):
        label = rank == 0 and len(widths) == 2 and bool(words.text)
        style = look.strong if head or label else look.body
        # What is missing is written in the cell itself: it needs no line.
        lines = written(words, style, wide - 5).lines if words.text else ()
        cells.append(Cell(lines, wide, Places(words)))
    blank = any(not cell.lines for cell in cells)
    return Row(tuple(cells), _BLANK_ROW if blank else _ROW_LEAST)

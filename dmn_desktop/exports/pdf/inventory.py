"""The inventory on paper: what the screen shows, landscape, its head on every page."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.inventory_table import RISKS, Kind, PlainTable, TableColumn, screen_title
from dmn_desktop.core.text import count, shorten
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import LANDSCAPE, LANDSCAPE_A3, Identity, Paper
from dmn_desktop.exports.pdf.parts import nothing
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import ASIDE, SECTION, SMALL, SMALL_STRONG, Piece, badge
from dmn_desktop.exports.writing import Cancel, Progress, Steps

_A4_COLUMNS = 12
_LEAST = 13.0
_CELL = 600


def write_inventory(
    table: PlainTable,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write a table of devices; no row is cut by the end of a page.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    wide = len(table.columns) > _A4_COLUMNS
    paper = Paper(Identity(table.structure, table.title), LANDSCAPE_A3 if wide else LANDSCAPE)
    paper.bookmark(table.title)
    paper.flow(Piece(table.title, SECTION))
    paper.gap(1)
    paper.flow(Piece(f"{table.words} {count(len(table.rows), 'dispositif')}.".strip(), ASIDE))
    paper.gap(3)
    if not table.rows:
        nothing(paper, "Aucun dispositif.")
    _print(paper, table, Steps(max(len(table.rows), 1), progress, cancelled))
    return save(paper, table.title, path)


def _print(paper: Paper, table: PlainTable, steps: Steps) -> None:
    heads = [screen_title(column) for column in table.columns]
    right = [i for i, column in enumerate(table.columns) if _right(column)]
    grid = Grid(paper, Layout(_widths(paper, table), heads, numeric=right, sticky=2))
    for texts in table.texts():
        grid.row(*([_piece(c, text)] for c, text in zip(table.columns, texts, strict=True)))
        steps.step()


def _widths(paper: Paper, table: PlainTable) -> list[float]:
    """The width of the page, shared out as on the screen."""
    total = sum(table.widths) or 1
    shares = [max(_LEAST, paper.width * width / total) for width in table.widths]
    over = sum(shares) / paper.width
    return [share / over for share in shares]


def _right(column: TableColumn) -> bool:
    return column.kind in (Kind.NUMBER, Kind.EUROS) or (
        column.kind is Kind.FIGURE and column.key != RISKS
    )


def _piece(column: TableColumn, text: str) -> Piece:
    if column.key == RISKS and text:
        return badge(text)
    style = SMALL_STRONG if column.key in ("number", "name") else SMALL
    return Piece(shorten(text, _CELL), style, align="right" if _right(column) else "left")

"""How much a workbook really holds, told from its bytes before a reader makes room for it.

The reader makes room for the whole rectangle around the cells: one lost cell in the last corner
of a sheet of 2 KB would ask for 500 GB.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.inventory_import.source import column_letter
from dmn_desktop.core.text import NBSP
from dmn_desktop.exports.xlsx.scan import refused

MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 4_000_000
MAX_STRINGS = 80_000_000
"""Bytes of shared strings."""

MAX_DEPTH = 200

_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*?(?<!/)>(?!\s*</)"""
)
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})')
_ANY_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})""")
_BARE_CELLS = re.compile(rb"<(?:\w+:)?c(?:\s|>)")
_ROW_PLACE = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*?\s)?r=["']([0-9]{1,9})["']""")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_REPEATED = re.compile(rb"""number-(rows|columns)-repeated=["']([0-9]{1,12})["']""")


@dataclass(frozen=True)
class Extent:
    """The rectangle around the filled cells of a workbook, all sheets together."""

    cells: int

    @property
    def seconds(self) -> float:
        """Time that reading may take."""
        return 5 + self.cells / 40_000

    @property
    def megabytes(self) -> int:
        """Memory that reading may take."""
        return 300 + self.cells // 2_500


def measure(path: Path) -> Extent:
    """The size of an .xlsx workbook.

    Raises:
        UserError: It is too large, or a filled cell lies far from the others.
    """
    total = 0
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.filename.lower() == "xl/sharedstrings.xml" and entry.file_size > MAX_STRINGS:
                raise refused(f"il contient plus de 80{NBSP}Mo de textes")
            if _SHEETS.fullmatch(entry.filename):
                total += _sheet_cells(archive.read(entry))
                if total > MAX_CELLS:
                    raise too_large()
    return Extent(total)


def _sheet_cells(content: bytes) -> int:
    """The cells of the rectangle of one sheet; quickly when even its empty cells are few."""
    plain = _PLAIN_CELL.findall(content)
    if len(plain) != content.count(b"<c ") or len(plain) != len(_BARE_CELLS.findall(content)):
        plain = _ANY_CELL.findall(content)
    letters = set(plain)
    last = max(map(int, _ROW_PLACE.findall(content)), default=0)
    width = max(map(_column_number, letters), default=0)
    if letters and last and width <= MAX_COLUMNS and last <= MAX_ROWS:
        return last * width
    return _filled_cells(content)


def _filled_cells(content: bytes) -> int:
    rows = columns = 0
    letters: dict[bytes, int] = {}
    for found in _CELL.finditer(content):
        column = letters.get(found[1])
        if column is None:
            column = letters[found[1]] = _column_number(found[1])
            columns = max(columns, column)
        row = int(found[2])
        if row > rows:
            rows = row
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise _far(found[1].decode(), row)
    if not rows:
        # Cells without their places: as many as there are, at most.
        bare = len(_BARE_CELLS.findall(content))
        if bare and (far := max(map(int, _ROW_PLACE.findall(content)), default=0)) > MAX_ROWS:
            raise _far("A", far)
        if bare > MAX_CELLS // 10:
            raise too_large()
        return bare
    return rows * columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def check_repeats(content: bytes) -> None:
    """Refuse an OpenDocument sheet whose repeated cells hold something, millions of times over."""
    from lxml import etree

    rows = 0
    parser = etree.iterparse(
        _Bytes(content), events=("end",), resolve_entities=False, no_network=True, huge_tree=False
    )
    filled_width = width = pending = 0
    cells = 0
    for _, node in parser:
        name = etree.QName(node).localname
        if name in ("table-cell", "covered-table-cell"):
            times = _times(node, "columns")
            width += times
            if len(node) or any(key.endswith("}value-type") for key in node.attrib):
                filled_width = width
            node.clear(keep_tail=False)
        elif name == "table-row":
            times = _times(node, "rows")
            pending += times
            if filled_width:
                rows, cells = pending, max(cells, filled_width)
                if rows > MAX_ROWS or cells > MAX_COLUMNS:
                    raise _far(column_letter(cells - 1), rows)
            filled_width = width = 0
            node.clear(keep_tail=False)
        elif name == "table":
            rows = pending = 0
            node.clear(keep_tail=False)


def _times(node: object, what: str) -> int:
    for key, value in node.attrib.items():  # type: ignore[attr-defined]
        if key.endswith(f"}}number-{what}-repeated"):
            return int(value) if value.isdecimal() else 1
    return 1


class _Bytes:
    """Bytes read by pieces."""

    def __init__(self, content: bytes) -> None:
        self._content, self._place = content, 0

    def read(self, size: int = 65_536) -> bytes:
        """The next piece."""
        piece = self._content[self._place : self._place + size]
        self._place += len(piece)
        return piece


def too_large() -> Exception:
    """Refusal of what holds more than an inventory can."""
    return refused(
        f"il compte trop de cellules (limite {MAX_ROWS} lignes et {MAX_COLUMNS} colonnes)",
        "N’y garder que le tableau de l’inventaire, puis réessayer.",
    )


def _far(column: str, row: int) -> Exception:
    return refused(
        f"une cellule remplie se trouve en {column}{row} (limite {MAX_ROWS} lignes et "
        f"{MAX_COLUMNS} colonnes)",
        "L’effacer dans le tableur, ou n’y garder que l’inventaire, puis réessayer.",
    )

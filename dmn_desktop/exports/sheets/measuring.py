"""How much a workbook really holds, told from its bytes before a reader makes room for it.

The reader makes room for the whole rectangle around the cells: one lost cell in the last corner
of a sheet of 2 KB would ask for 500 GB.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.inventory_import.source import column_letter
from dmn_desktop.core.text import NBSP
from dmn_desktop.exports.xlsx.scan import refused

TOLD_ROWS = 100_000
MAX_ROWS = TOLD_ROWS + 500
"""Rows of one sheet: devices, with room for titles and remarks around them."""

MAX_COLUMNS = 200
MAX_CELLS = 4_000_000
MAX_STRINGS = 80_000_000
"""Bytes of shared strings."""

_BYTES_OF_CELL = 60
_PIECE = 4_000_000
"""Bytes of a part looked at together."""

_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*?(?<!/)>(?!\s*</)"""
)
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})')
_ANY_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})""")
_BARE_CELLS = re.compile(rb"<(?:\w+:)?c(?:\s|>)")
_ROW_PLACE = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*?\s)?r=["']([0-9]{1,9})["']""")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


@dataclass(frozen=True)
class Extent:
    """The rectangle around the filled cells of a workbook, all sheets together."""

    cells: int

    @property
    def seconds(self) -> float:
        """Time that reading may take."""
        return 5 + self.cells / 20_000

    @property
    def megabytes(self) -> int:
        """Memory that reading may take."""
        return 300 + self.cells // 900


def weigh(path: Path) -> Extent:
    """How many cells an .xlsx workbook may hold, told from the size of its sheets alone.

    Raises:
        UserError: Its texts are too many.
    """
    size = 0
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.filename.lower() == "xl/sharedstrings.xml" and entry.file_size > MAX_STRINGS:
                raise refused(f"il contient plus de 80{NBSP}Mo de textes")
            if _SHEETS.fullmatch(entry.filename):
                size += entry.file_size
    return Extent(size // _BYTES_OF_CELL)


def measure(path: Path) -> Extent:
    """The size of an .xlsx workbook.

    Raises:
        UserError: It is too large, or a filled cell lies far from the others.
    """
    total = 0
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if _SHEETS.fullmatch(entry.filename):
                total += _sheet_cells(archive, entry)
                if total > MAX_CELLS:
                    raise too_large()
    return Extent(total)


def _sheet_cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """The cells of the rectangle of one sheet; quickly when even its empty cells are few."""
    letters: set[bytes] = set()
    last = bare = 0
    for piece in _pieces(archive, entry):
        plain = _PLAIN_CELL.findall(piece)
        cells = len(_BARE_CELLS.findall(piece))
        if len(plain) != cells:
            plain = _ANY_CELL.findall(piece)
        bare += cells - len(plain)
        letters.update(plain)
        last = max([last, *map(int, _ROW_PLACE.findall(piece))])
        if bare > MAX_CELLS // 10:
            raise too_large()
    width = max(map(_column_number, letters), default=0)
    if letters and width <= MAX_COLUMNS and last <= MAX_ROWS:
        return last * width + bare
    if bare and last > MAX_ROWS:
        raise _far("A", last)
    return _filled_cells(archive, entry) + bare


def _filled_cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """The same without cells that hold nothing but a look."""
    rows = columns = 0
    letters: dict[bytes, int] = {}
    for piece in _pieces(archive, entry):
        for found in _CELL.finditer(piece):
            column = letters.get(found[1])
            if column is None:
                column = letters[found[1]] = _column_number(found[1])
                columns = max(columns, column)
            row = int(found[2])
            rows = max(rows, row)
            if row > MAX_ROWS or column > MAX_COLUMNS:
                raise _far(found[1].decode(), row)
    return rows * columns


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces, none of which cuts a cell."""
    rest = b""
    with archive.open(entry) as part:
        while chunk := part.read(_PIECE):
            chunk = rest + chunk
            cut = max(chunk.rfind(b"<c "), chunk.rfind(b":c ") - 20, 0) or chunk.rfind(b"<")
            cut = chunk.rfind(b"<", 0, cut + 1) if cut > 0 else len(chunk)
            yield chunk[:cut]
            rest = chunk[cut:]
            if len(rest) > _PIECE:
                raise refused("une de ses cellules est démesurée")
    yield rest


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
        f"il compte trop de cellules (limite {TOLD_ROWS} lignes et {MAX_COLUMNS} colonnes)",
        "N’y garder que le tableau de l’inventaire, puis réessayer.",
    )


def _far(column: str, row: int) -> Exception:
    return refused(
        f"une cellule remplie se trouve en {column}{row} (limite {TOLD_ROWS} lignes et "
        f"{MAX_COLUMNS} colonnes)",
        "L’effacer dans le tableur, ou n’y garder que l’inventaire, puis réessayer.",
    )

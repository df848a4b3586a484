"""What the fast reader does not say of an .xls workbook (BIFF 8): errors, hidden rows, columns.

The file is a small disk: sectors of the « Workbook » stream follow one another in a table. A
stream is a list of records, each with its type and its length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from dmn_desktop.core.inventory_import.source import Trouble
from dmn_desktop.exports.sheets.markup import ERROR, Marks

_STREAMS = ("Workbook", "Book")
_SHORT_STREAM = 4_096
_LAST = 0xFFFFFFF0
"""From this number on, a sector is none."""

_BOUNDSHEET, _END, _BOOLEAN_OR_ERROR, _FORMULA = 0x85, 0x0A, 0x205, 0x06
_ROW, _COLUMNS = 0x208, 0x7D
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def xls_marks(path: Path) -> dict[str, Marks]:
    """The marks of each sheet of an .xls workbook, by title; none when it cannot be followed."""
    try:
        stream = _Disk(path.read_bytes()).stream()
        return {title: _sheet(stream, start) for title, start in _sheets(stream)}
    except (struct.error, IndexError, ValueError):
        return {}


class _Disk:
    """The sectors of a compound file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._size = 1 << struct.unpack_from("<H", content, 30)[0]
        self._small = 1 << struct.unpack_from("<H", content, 32)[0]
        tables = [number for number in self._tables() if number < _LAST]
        self._next = self._numbers(b"".join(self._sector(number) for number in tables))

    def _tables(self) -> Iterator[int]:
        """The sectors that hold the table: 109 in the head of the file, then lists of more."""
        yield from struct.unpack_from("<109I", self._content, 76)
        following, number = struct.unpack_from("<II", self._content, 68)
        for _ in range(number):
            *more, following = self._numbers(self._sector(following))
            yield from more

    def stream(self) -> bytes:
        """The content of the workbook."""
        directory = self._chain(struct.unpack_from("<I", self._content, 48)[0])
        root_start = struct.unpack_from("<I", directory, 116)[0]
        for at in range(0, len(directory), 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            name = directory[at : at + max(0, length - 2)].decode("utf-16-le")
            if name in _STREAMS:
                start, size = struct.unpack_from("<II", directory, at + 116)
                if size < _SHORT_STREAM:
                    return self._short_chain(start, root_start)[:size]
                return self._chain(start)[:size]
        return b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    @staticmethod
    def _numbers(table: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(start, self._next))

    def _short_chain(self, start: int, root: int) -> bytes:
        """A small stream lies in pieces of the root's own stream."""
        table = self._numbers(self._chain(struct.unpack_from("<I", self._content, 60)[0]))
        pieces = self._chain(root)
        size = self._small
        return b"".join(pieces[n * size : (n + 1) * size] for n in _follow(start, table))


def _follow(start: int, following: tuple[int, ...]) -> Iterator[int]:
    """The numbers of a chain; one that turns in a circle ends."""
    seen: set[int] = set()
    while start < len(following) and start not in seen:
        seen.add(start)
        yield start
        start = following[start]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        if kind == _END:
            return
        start += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, data in _records(stream, 0):
        if kind == _BOUNDSHEET:
            start, length, wide = struct.unpack("<I2xBB", data[:8])
            name = data[8 : 8 + length * (1 + (wide & 1))]
            yield name.decode("utf-16-le" if wide & 1 else "latin-1"), start


def _sheet(stream: bytes, start: int) -> Marks:
    marks = Marks()
    for kind, data in _records(stream, start):
        if kind == _BOOLEAN_OR_ERROR and data[7]:
            _note(marks, data, data[6])
        elif kind == _FORMULA and data[6] == 2 and data[12:14] == b"\xff\xff":
            _note(marks, data, data[8])
        elif kind == _ROW and data[12] & _HIDDEN_ROW:
            marks.hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COLUMNS and data[8] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", data)
            marks.hidden_columns.update(range(first, min(last, 255) + 1))
    return marks


def _note(marks: Marks, data: bytes, code: int) -> None:
    row, column = struct.unpack_from("<HH", data)
    marks.troubles[row + 1, column] = Trouble(_ERRORS.get(code, "#ERR!"), ERROR)

"""Rows of a sheet as XML, written one by one at constant memory.

The library lays out the workbook; the rows, which are nearly all of a file, are written here:
eight times faster, and every text is a text whatever its first sign, never a formula.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from html import escape
from typing import IO

from dmn_desktop.core.text import clean
from dmn_desktop.core.text import day as day_words

Value = str | int | float | date | None
"""What one cell can hold."""

CELL_LIMIT = 32_767
"""Characters of one cell, as spreadsheets count them (UTF-16 units); they cut beyond it."""

MAX_ROWS = 1_048_576
"""Rows of one sheet."""

_EPOCH = date(1899, 12, 30)
_FIRST_SAFE_DAY = date(1900, 3, 1)
"""Before it, spreadsheets disagree on the date of a serial number."""

_FORMULA_STARTS = tuple("=+-@＝＋－＠")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_IN_MEMORY = 8_000_000


class RowStream:
    """The rows of one sheet, kept aside until the file is put together.

    Args:
        widths: Characters on a line of each column, 0 where text does not wrap.

    Attributes:
        count: Rows written so far.
    """

    def __init__(self, widths: Sequence[float]) -> None:
        """Start without a row."""
        self.count = 0
        self.widths = widths
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115

    def write(
        self, values: Sequence[Value], styles: Sequence[tuple[int, int]], shape: str | None = None
    ) -> None:
        """Write one row, and further ones when a text is longer than a cell can hold.

        Args:
            values: One for each column; None leaves the cell empty but styled.
            styles: For each column, the style of a cell and that of a text that starts like a
                formula.
            shape: `HIDDEN`, or a `height`; the one that fits the texts when it is not given.
        """
        rest = self._write_one(values, styles, shape)
        while rest:
            values = [rest.get(i) for i in range(len(values))]
            rest = self._write_one(values, styles, shape)

    def _write_one(
        self, values: Sequence[Value], styles: Sequence[tuple[int, int]], shape: str | None
    ) -> dict[int, str]:
        """Write one row and return, by column, what did not fit."""
        self.count += 1
        row, lines = self.count, 1
        rest: dict[int, str] = {}
        parts = [""]
        for i, value in enumerate(values):
            style, quoted = styles[i]
            where = f'<c r="{column_letter(i)}{row}" s="'
            if value is None:
                parts.append(f'{where}{style}"/>')
            elif isinstance(value, str):
                text, rest_of_text = _first_cell(value)
                if rest_of_text:
                    rest[i] = rest_of_text
                width = self.widths[i]
                if width and (len(text) > width or "\n" in text):
                    lines = max(lines, lines_of(text, width))
                parts.append(_text_cell(where, text, style, quoted))
            else:
                parts.append(_other_cell(where, value, style))
        parts[0] = f'<row r="{row}"{height(lines) if shape is None else shape}>'
        parts.append("</row>")
        self._file.write("".join(parts).encode())
        return rest

    def copy_to(self, target: IO[bytes]) -> None:
        """Write all rows into a sheet."""
        self._file.seek(0)
        while chunk := self._file.read(1 << 18):
            target.write(chunk)

    def close(self) -> None:
        """Let the space go."""
        self._file.close()


HIDDEN = ' hidden="1"'
"""Shape of a row that people do not see."""

_LINE = 15.0
_TALLEST = 409.0
"""Points of a line of text, and of the tallest row that spreadsheets accept."""


def height(lines: int) -> str:
    """Shape of a row tall enough for its text; not every spreadsheet works it out by itself."""
    return f' ht="{min(lines * _LINE, _TALLEST)}"' if lines > 1 else ""


def lines_of(text: str, width: float) -> int:
    """On how many lines a text stands in a column of this width."""
    if "\n" not in text:
        return math.ceil(len(text) / width)
    return sum(math.ceil(len(part) / width) or 1 for part in text.split("\n"))


@cache
def column_letter(index: int) -> str:
    """« A » for 0, « AA » for 26."""
    head, tail = divmod(index, 26)
    return (column_letter(head - 1) if head else "") + chr(65 + tail)


def _first_cell(text: str) -> tuple[str, str]:
    """The text that fits in one cell, and the rest, cut at a word where there is one."""
    if not text.isprintable():
        text = clean(text, limit=len(text))
    if len(text) * 2 <= CELL_LIMIT or len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return text, ""
    head = text.encode("utf-16-le")[: CELL_LIMIT * 2].decode("utf-16-le", "ignore")
    cut = max(head.rfind(" "), head.rfind("\n")) + 1
    cut = cut if cut > len(head) // 2 else len(head)
    return text[:cut], text[cut:]


def _text_cell(where: str, text: str, style: int, quoted: int) -> str:
    if not text:
        return f'{where}{style}"/>'
    kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    chosen = quoted if text.startswith(_FORMULA_STARTS) else style
    if "_x" in text:
        # « _x0041_ » would be read as the sign with this number.
        text = _ESCAPE_LIKE.sub("_x005F_", text)
    return f'{where}{chosen}" t="inlineStr"><is><t{kept}>{escape(text, quote=False)}</t></is></c>'


def _other_cell(where: str, value: float | date, style: int) -> str:
    if isinstance(value, bool):
        return _text_cell(where, "Oui" if value else "Non", style, style)
    if isinstance(value, date):
        whole = value.date() if isinstance(value, datetime) else value
        if whole < _FIRST_SAFE_DAY:
            return _text_cell(where, day_words(whole), style, style)
        serial: float = (whole - _EPOCH).days
        if isinstance(value, datetime):
            serial += (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
        return f'{where}{style}"><v>{serial}</v></c>'
    return f'{where}{style}"><v>{value!r}</v></c>'


def words_of(value: Value) -> str:
    """A value as people would write it."""
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value).strip()

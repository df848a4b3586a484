"""A stranger's workbook as plain values, within bounds. Called in a process of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from dmn_desktop.core.text import clean, day
from dmn_desktop.exports.xlsx.rows import Value
from dmn_desktop.exports.xlsx.scan import refused, scan

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_BLANK_ROWS = 500
MAX_SHEETS = 100
"""Sheets looked at; the others are left out."""

_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)", re.IGNORECASE)
_CARRIAGE_RETURN = re.compile("_x000D_\n?", re.IGNORECASE)


@dataclass(frozen=True)
class ReadSheet:
    """One sheet.

    Attributes:
        rows: Rows with their number in the sheet, blank ones left out.
    """

    title: str
    rows: tuple[tuple[int, tuple[Value, ...]], ...]


def read_book(path: Path) -> tuple[ReadSheet, ...]:
    """Read all sheets, hidden ones included, as values.

    A formula gives the value that the spreadsheet had computed, or its own text.

    Raises:
        UserError: The file is refused, with the reason.
        Exception: It is broken in one of the many ways that the library tells apart.
    """
    scan(path)
    values = _read(path, computed=False)
    if any(isinstance(v, _Formula) for sheet in values for _, row in sheet.rows for v in row):
        values = _with_computed(values, _read(path, computed=True))
    return values


@dataclass(frozen=True)
class _Formula:
    text: str


def _read(path: Path, computed: bool) -> tuple[ReadSheet, ...]:
    book = load_workbook(path, read_only=True, data_only=computed, keep_links=False)
    try:
        return tuple(
            ReadSheet(clean(sheet.title), tuple(_rows(sheet)))
            for sheet in book.worksheets[:MAX_SHEETS]
        )
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """The rows of one sheet, whatever size it claims to have."""
    sheet.reset_dimensions()
    blank = seen = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        values = tuple(_value(cell) for cell in row)
        while values and values[-1] is None:
            values = values[:-1]
        if values:
            blank, seen = 0, seen + 1
            yield number, values
        else:
            blank += 1
        if blank > MAX_BLANK_ROWS:
            return
        if seen > MAX_ROWS:
            raise refused(f"une feuille compte plus de {MAX_ROWS} lignes")


def _value(cell: Any) -> Any:
    value = cell.value
    if value is None or isinstance(value, bool | int | float):
        return _number(value)
    if cell.data_type == "f":
        return _Formula(_text(str(getattr(value, "text", value) or "=")))
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else f"{day(value)} {value:%H:%M}"
    if isinstance(value, date):
        return value
    return _text(str(value)) or None


def _number(value: bool | float | None) -> Value:
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _text(text: str) -> str:
    """The text that people see: line ends and signs that the format writes in codes."""
    return clean(_ESCAPED.sub("_", _CARRIAGE_RETURN.sub("\n", text)), limit=len(text))


def _with_computed(
    formulas: tuple[ReadSheet, ...], computed: tuple[ReadSheet, ...]
) -> tuple[ReadSheet, ...]:
    """Replace formulas by what the spreadsheet had computed, or by their text."""
    found = []
    for sheet, results in zip(formulas, computed, strict=True):
        by_row = dict(results.rows)
        rows = [(n, _settled(row, by_row.get(n, ()))) for n, row in sheet.rows]
        found.append(ReadSheet(sheet.title, tuple(rows)))
    return tuple(found)


def _settled(row: tuple[Any, ...], results: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(
        (results[i] if i < len(results) and results[i] is not None else value.text)
        if isinstance(value, _Formula)
        else value
        for i, value in enumerate(row)
    )

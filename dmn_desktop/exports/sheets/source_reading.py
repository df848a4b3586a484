"""A practice's own file as plain cells: xlsx, xls, ods or text. Called in a process of its own."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.inventory_import.source import Row, Source, SourceSheet, Trouble, Value
from dmn_desktop.core.text import NBSP
from dmn_desktop.exports.sheets.delimited import read_delimited
from dmn_desktop.exports.sheets.exchanged import is_exchanged, read_exchanged
from dmn_desktop.exports.sheets.kinds import SAVE_AS, Kind, kind_of
from dmn_desktop.exports.sheets.markup import (
    ERROR,
    Marks,
    ods_marks,
    path_counts_from_1904,
    xlsx_marks,
)
from dmn_desktop.exports.sheets.measuring import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    check_repeats,
    measure,
    too_large,
    weigh,
)
from dmn_desktop.exports.sheets.old_excel import xls_marks
from dmn_desktop.exports.xlsx.scan import refused

SMALL = 400_000
"""Cells that are read within the first limits of time and memory."""

MAX_SHEETS = 60
_ERRORS = frozenset(
    [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#NOM?",
        "#VALEUR!",
        "#NUL!",
        "#NOMBRE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "Err:502",
        "Err:504",
        "Err:508",
        "Err:509",
        "Err:522",
    ]
)


@dataclass(frozen=True)
class TooMuchForNow:
    """The file is sound, but wants more than the first limits."""

    seconds: float
    megabytes: int


def read_apart(
    path: Path, name: str, encoding: str = "", small: bool = True
) -> Source | TooMuchForNow:
    """Read a file in a process of its own, which may not speak.

    Args:
        path: The file.
        name: The name that it had.
        encoding: Of a text, when a person chose it.
        small: Whether a large file must wait for larger limits.

    Raises:
        UserError: The file is refused, with the reason.
    """
    # The reader's own library ends with words on stderr, whatever it is asked.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    try:
        return read_source(path, name, encoding, small)
    except (UserError, MemoryError):
        raise
    except BaseException as error:
        raise refused("il est endommagé ou n’est pas du type attendu", SAVE_AS) from error


def read_source(
    path: Path, name: str, encoding: str = "", small: bool = False
) -> Source | TooMuchForNow:
    """Read a file.

    Raises:
        UserError: The file is refused, with the reason.
        Exception: It is broken in one of the many ways that libraries tell apart.
    """
    kind = kind_of(path)
    if kind is Kind.TEXT:
        content = path.read_bytes()
        if is_exchanged(content):
            return read_exchanged(content, name)
        return read_delimited(content, name, encoding)
    marks: dict[str, Marks] = {}
    if kind is Kind.XLSX:
        weight = weigh(path)
        if small and weight.cells > SMALL:
            return TooMuchForNow(weight.seconds, weight.megabytes)
        extent = measure(path)
        if small and extent.cells > SMALL:
            return TooMuchForNow(extent.seconds, extent.megabytes)
        marks = xlsx_marks(path)
    elif kind is Kind.ODS:
        with zipfile.ZipFile(path) as archive:
            content = archive.read("content.xml")
        check_repeats(content)
        if small and len(content) > 40_000_000:
            return TooMuchForNow(5 + len(content) / 4e6, 1_500)
        marks = ods_marks(content)
        del content
    elif kind is Kind.XLS:
        marks = xls_marks(path)
    return Source(name, tuple(_sheets(path, marks)))


def _sheets(path: Path, marks: dict[str, Marks]) -> Iterator[SourceSheet]:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(path)
    except calamine.PasswordError as error:
        raise refused(
            "il est protégé par un mot de passe",
            "L’ouvrir dans le tableur, retirer le mot de passe, l’enregistrer, puis réessayer.",
        ) from error
    total = 0
    since_1904 = path_counts_from_1904(path)
    for about in book.sheets_metadata[:MAX_SHEETS]:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        height, width = sheet.total_height, sheet.total_width
        total += sheet.height * sheet.width
        if height > MAX_ROWS or width > MAX_COLUMNS or total > MAX_CELLS:
            raise too_large()
        hidden = about.visible != calamine.SheetVisibleEnum.Visible
        yield replace(
            _sheet(sheet, about.name, hidden, marks.get(about.name) or Marks()),
            since_1904=since_1904,
        )


def _sheet(sheet: Any, title: str, hidden: bool, marks: Marks) -> SourceSheet:
    top, left = sheet.start or (0, 0)
    troubles = dict(marks.troubles)
    rows = tuple(_rows(sheet, top, left, troubles))
    merged = tuple(
        (a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in (sheet.merged_cell_ranges or ())
    ) or tuple(marks.merged)
    return SourceSheet(
        title,
        rows,
        hidden=hidden,
        hidden_rows=frozenset(marks.hidden_rows),
        hidden_columns=frozenset(marks.hidden_columns),
        merged=merged,
        troubles=troubles,
    )


def _rows(
    sheet: Any, top: int, left: int, troubles: dict[tuple[int, int], Trouble]
) -> Iterator[Row]:
    margin: tuple[Value, ...] = (None,) * left
    by_row: dict[int, int] = {}
    for number, column in troubles:
        by_row[number] = max(by_row.get(number, 0), column)
    for number, cells in enumerate(sheet.to_python(), start=top + 1):
        row = margin + tuple(_PLAIN[c.__class__](c) for c in cells)
        while row and row[-1] is None:
            row = row[:-1]
        for i, value in enumerate(row):
            if value.__class__ is str and value in _ERRORS:
                troubles[number, i] = Trouble(str(value), ERROR)
                row = (*row[:i], None, *row[i + 1 :])
        if row or number in by_row:
            by_row.pop(number, None)
            yield number, row
    for number in sorted(by_row):
        yield number, ()


def _number(value: float) -> Value:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _text(value: str) -> Value:
    return value if value and not value.isspace() else None


def _moment(value: datetime) -> Value:
    return value if value.time() != time() else value.date()


def _time(value: time) -> Value:
    return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"


def _duration(value: timedelta) -> Value:
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}{NBSP}h{NBSP}{minutes % 60:02d}"


def _same(value: Any) -> Value:
    return value  # type: ignore[no-any-return]


_PLAIN: dict[type, Any] = {
    str: _text,
    float: _number,
    int: _same,
    bool: _same,
    date: _same,
    datetime: _moment,
    time: _time,
    timedelta: _duration,
}

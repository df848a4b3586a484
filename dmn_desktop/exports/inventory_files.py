"""The inventory as plain text: CSV for spreadsheets, JSON with the exchange names."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dmn_desktop.core.device_vocabulary import YesNo
from dmn_desktop.core.inventory_table import Kind, PlainTable, TableColumn, itemgetter_of
from dmn_desktop.core.stored_words import listed
from dmn_desktop.core.text import day
from dmn_desktop.exports.writing import Unreadable, write_file

_RISKY = re.compile(r"'*\s*[=+\-@＝＋－＠]|'+\d|[\t\r\n\x00]")
FORMAT = "inventaire-dmn"


def write_csv(table: PlainTable, path: Path) -> Path:
    """Write semicolons, UTF-8 with its mark, as French spreadsheets open it by a double click.

    Raises:
        UserError: It could not be written; the former file is intact.
    """

    def make(target: Path) -> None:
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow([*(column.title for column in table.columns), "Identifiant"])
            euros = [column.kind is Kind.EUROS for column in table.columns]
            for cells in table.cells():
                for i, cents in enumerate(euros):
                    if cents and cells[i] is not None:
                        cells[i] = cells[i] / 100
                writer.writerow([_csv_cell(value) for value in cells])

    return write_file(path, make, lambda made: _count_lines(made, len(table.rows) + 1))


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return inert(str(value))


def inert(text: str) -> str:
    """A text that no spreadsheet runs; the import takes one apostrophe back.

    A text that already starts with what the import would take gets one more, so that it comes back
    as it was.
    """
    return f"'{text}" if _RISKY.match(text) else text


def _count_lines(path: Path, wanted: int) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = sum(1 for _ in csv.reader(file, delimiter=";"))
    if found != wanted:
        raise Unreadable(f"{found} lines instead of {wanted}")


def write_json(table: PlainTable, made_on: date, path: Path) -> Path:
    """Write devices with the names and words of the exchange format.

    Raises:
        UserError: It could not be written; the former file is intact.
    """

    def make(target: Path) -> None:
        with target.open("w", encoding="utf-8", newline="\n") as file:
            head = {"format": FORMAT, "version": 1, "etabli_le": made_on.isoformat()}
            file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "dispositifs": [')
            for number, line in enumerate(_lines(table)):
                file.write(",\n" if number else "\n")
                file.write(json.dumps(line, ensure_ascii=False))
            file.write("\n]}\n")

    return write_file(path, make, lambda made: _count_devices(made, len(table.rows)))


def _lines(table: PlainTable) -> Iterator[dict[str, Any]]:
    readers = [
        (column, itemgetter_of(place))
        for column, place in zip(table.columns, table.places, strict=True)
        if column.exchange
    ]
    for row in table.rows:
        line: dict[str, Any] = {"id": row[0]}
        for column, take in readers:
            value = take(row)
            line[column.exchange] = exchanged(column, value[0] if len(column.reads) > 1 else value)
        yield line


def exchanged(column: TableColumn, value: Any) -> Any:
    """A stored value as exchanged files hold it: ISO dates, euros, truth values, lists."""
    if column.kind in (Kind.LIST, Kind.WORDS):
        return list(listed(value)) or None
    if value in (None, ""):
        return None
    if column.words is YesNo:
        return bool(value == YesNo.YES)
    if column.kind is Kind.EUROS:
        return value // 100 if value % 100 == 0 else value / 100
    return value


def _count_devices(path: Path, wanted: int) -> None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Unreadable(str(error)) from error
    if len(found["dispositifs"]) != wanted:
        raise Unreadable("devices are missing")

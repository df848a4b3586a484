"""What the fast reader does not say: formulas without result, errors, hidden rows and columns."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from dmn_desktop.core.inventory_import.source import Merge, Trouble

NO_RESULT = "Formule sans résultat enregistré."
ERROR = "Erreur dans le fichier."

_CELL_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TELLING = tuple(
    sign.encode()
    for sign in (
        *(f"{start}f{end}" for start in "<:" for end in (">", " ", "/")),
        *("t='e'", 't="e"'),
        *(f"hidden={q}{value}" for q in "'\"" for value in ("1", "true")),
    )
)
"""A sheet without any of these signs has nothing to tell."""
_ODS_1904 = re.compile(rb"""<table:null-date[^>]*date-value\s*=\s*["']1904-01-01""")
_OLD_1904 = re.compile(rb"\x22\x00\x02\x00\x01\x00\x0e\x00\x02\x00[\x00\x01]\x00")
"""In an .xls workbook: the record of the epoch, then always the one of precision."""

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Marks:
    """What is noticed in one sheet; rows from 1, columns from 0."""

    troubles: dict[tuple[int, int], Trouble] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merge] = field(default_factory=list)


def xlsx_marks(path: Path) -> dict[str, Marks]:
    """The marks of each sheet of an .xlsx workbook, by title."""
    with zipfile.ZipFile(path) as archive:
        return {
            title: _sheet_marks(archive.read(part))
            for title, part in _sheet_parts(archive)
            if part in archive.namelist()
        }


def path_counts_from_1904(path: Path) -> bool:
    """Whether the day numbers of a workbook start in 1904, as on the first Macintosh."""
    if not zipfile.is_zipfile(path):
        return _OLD_1904.search(path.read_bytes()) is not None
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            found = _parsed(archive.read("xl/workbook.xml")).find("{*}workbookPr")
            return found is not None and found.get("date1904") in ("1", "true")
        return "content.xml" in names and _ODS_1904.search(archive.read("content.xml")) is not None


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The title and the part of each sheet."""
    relations = {}
    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        for node in _parsed(archive.read("xl/_rels/workbook.xml.rels")):
            relations[node.get("Id")] = node.get("Target", "")
    for node in _parsed(archive.read("xl/workbook.xml")).iter("{*}sheet"):
        target = relations.get(node.get(_RELATIONS), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield node.get("name", ""), part


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


def _sheet_marks(content: bytes) -> Marks:
    marks = Marks()
    if not any(sign in content for sign in _TELLING):
        return marks
    row = column = 0
    for node in _nodes(content):
        name = etree.QName(node).localname
        if name == "c":
            row, column = _place(node, row, column + 1)
            trouble = _cell_trouble(node)
            if trouble is not None:
                marks.troubles[row, column] = trouble
            node.clear(keep_tail=False)
        elif name == "row":
            number = int(node.get("r") or row)
            if node.get("hidden") in ("1", "true"):
                marks.hidden_rows.add(number)
            row, column = number + 1, -1
            _drop(node)
        elif name == "col" and node.get("hidden") in ("1", "true"):
            first, last = int(node.get("min", "1")), int(node.get("max", "1"))
            marks.hidden_columns.update(range(first - 1, min(last, 1_000)))
    return marks


def _nodes(content: bytes) -> Iterator[Any]:
    from io import BytesIO

    tags = ("{*}c", "{*}row", "{*}col")
    for _, node in etree.iterparse(
        BytesIO(content), events=("end",), tag=tags, resolve_entities=False, no_network=True
    ):
        yield node


def _drop(node: Any) -> None:
    """Let go of a row that was read, and of those before it."""
    node.clear(keep_tail=False)
    while node.getprevious() is not None:
        del node.getparent()[0]


def _place(node: Any, row: int, column: int) -> tuple[int, int]:
    found = _CELL_PLACE.fullmatch(node.get("r") or "")
    if found is None:
        return max(row, 1), max(column, 0)
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return int(found[2]), number - 1


def _cell_trouble(node: Any) -> Trouble | None:
    formula = value = None
    for child in node:
        name = etree.QName(child).localname
        if name == "f":
            formula = child
        elif name == "v":
            value = child.text
    if node.get("t") == "e":
        return Trouble(value or "#ERREUR", ERROR)
    if formula is not None and not value and node.get("t") != "str":
        return Trouble(f"={formula.text or '…'}", NO_RESULT)
    return None


def ods_marks(content: bytes) -> dict[str, Marks]:
    """The marks of each sheet of an OpenDocument workbook, by title."""
    found: dict[str, Marks] = {}
    marks = Marks()
    row, column, columns = 1, 0, 0
    for event, node in _ods_nodes(content):
        name = etree.QName(node).localname
        if event == "start":
            if name == "table":
                marks = found[_attribute(node, "name") or ""] = Marks()
                row, columns = 1, 0
            continue
        if name == "table-column":
            times = int(_attribute(node, "number-columns-repeated") or 1)
            if _attribute(node, "visibility") in ("collapse", "filter"):
                marks.hidden_columns.update(range(columns, min(columns + times, 1_000)))
            columns += times
        elif name in ("table-cell", "covered-table-cell"):
            times = int(_attribute(node, "number-columns-repeated") or 1)
            _ods_cell(node, marks, row, column)
            column += times
            node.clear(keep_tail=False)
        elif name == "table-row":
            times = int(_attribute(node, "number-rows-repeated") or 1)
            if _attribute(node, "visibility") in ("collapse", "filter"):
                marks.hidden_rows.update(range(row, min(row + times, row + 1_000)))
            row, column = row + times, 0
            _drop(node)
    return found


def _ods_nodes(content: bytes) -> Iterator[tuple[str, Any]]:
    from io import BytesIO

    names = ("table", "table-column", "table-cell", "covered-table-cell", "table-row")
    yield from etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        tag=tuple(f"{{*}}{name}" for name in names),
        resolve_entities=False,
        no_network=True,
    )


def _attribute(node: Any, name: str) -> str | None:
    for key, value in node.attrib.items():
        if key.endswith(f"}}{name}"):
            return str(value)
    return None


def _ods_cell(node: Any, marks: Marks, row: int, column: int) -> None:
    across = int(_attribute(node, "number-columns-spanned") or 1)
    down = int(_attribute(node, "number-rows-spanned") or 1)
    if across > 1 or down > 1:
        marks.merged.append((row, column, row + down - 1, column + across - 1))
    formula = _attribute(node, "formula")
    text = "".join(node.itertext()).strip()
    if text.startswith(("#", "Err:")) and formula and _attribute(node, "value-type") != "float":
        marks.troubles[row, column] = Trouble(text, ERROR)
    elif formula and not text and not _attribute(node, "value") and _is_number(node):
        marks.troubles[row, column] = Trouble(formula, NO_RESULT)


def _is_number(node: Any) -> bool:
    """Whether a cell would hold a number, had it been computed."""
    return _attribute(node, "value-type") in (None, "float", "currency", "percentage")

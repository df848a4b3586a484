"""A workbook: sheets with typed columns, written row by row and put together at the end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self
from xml.parsers import expat

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dmn_desktop.core.text import clean, fold
from dmn_desktop.exports.writing import Unreadable, write_file
from dmn_desktop.exports.xlsx.looks import WRAPPED, Look, styles_for
from dmn_desktop.exports.xlsx.rows import (
    HIDDEN,
    MAX_ROWS,
    RowStream,
    Value,
    column_letter,
    height,
    lines_of,
)

FOOTER = "Registre tenu par la structure, ce document n’émane pas de la HAS"
_TITLE_LIMIT = 31
_A3, _A4 = 8, 9
_BOLD = 0.8
"""Bold letters are wider, and words are not cut: the share of a column that titles can count on."""
_PAGE_WIDTH = 260
"""Characters that a landscape A4 page can still show legibly."""

_SIZE = re.compile(rb'<dimension ref="[^"]*"')
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData\s*>\s*</sheetData>")


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Attributes:
        width: In characters.
    """

    title: str
    width: float = 16
    look: Look = Look.TEXT
    hidden: bool = False


@dataclass
class Sheet:
    """One sheet, filled from its top.

    Attributes:
        title: As the spreadsheet shows it, made safe.
        frozen: How many columns stay in view.
    """

    title: str
    columns: Sequence[Column]
    rows: RowStream
    furniture: Worksheet
    styles: dict[Look, tuple[int, int]]
    frozen: int = 0
    header_row: int = 0
    _hints: dict[tuple[str, ...], DataValidation] = field(default_factory=dict)

    def header(self, frozen: int = 0) -> None:
        """Write the titles of the columns; what is above them and they stay in view."""
        self.frozen = frozen
        shown = [c for c in self.columns if not c.hidden and c.width]
        lines = max((lines_of(c.title, c.width * _BOLD) for c in shown), default=1)
        styles = [self.styles[Look.HEADER]] * len(self.columns)
        self.rows.write([c.title for c in self.columns], styles, height(lines))
        self.header_row = self.rows.count

    def row(
        self, values: Sequence[Value], looks: Sequence[Look] | None = None, hidden: bool = False
    ) -> None:
        """Write one row; amounts are in cents where the column holds euros."""
        if looks is None and self._amounts:
            values = list(values)
            for i in self._amounts:
                cents = values[i]
                values[i] = cents / 100 if isinstance(cents, int) else cents
        styles = self._column_styles if looks is None else [self.styles[k] for k in looks]
        self.rows.write(values, styles, HIDDEN if hidden else None)

    @cached_property
    def _amounts(self) -> list[int]:
        return [i for i, column in enumerate(self.columns) if column.look is Look.EUROS]

    @cached_property
    def _column_styles(self) -> list[tuple[int, int]]:
        return [self.styles[column.look] for column in self.columns]

    def line(self, text: str, look: Look = Look.TEXT) -> None:
        """Write a text over the whole width, in the first visible column."""
        first = next(i for i, column in enumerate(self.columns) if not column.hidden)
        last = len(self.columns) - 1
        values: list[Value] = [None] * len(self.columns)
        values[first] = text
        shape = height(lines_of(text, sum(c.width for c in self.columns if not c.hidden)))
        self.rows.write(values, [self.styles[look]] * len(self.columns), shape)
        if last > first:
            where = self.rows.count
            span = f"{column_letter(first)}{where}:{column_letter(last)}{where}"
            self.furniture.merged_cells.add(span)

    def hint(self, column: int, title: str, prompt: str, words: Sequence[str] = ()) -> None:
        """Say what to write in one cell of the row just written, and offer the only words for it.

        Args:
            column: Its place, from zero.
            title: Of the bubble that shows beside the cell, 32 characters at most.
            prompt: Its text.
            words: The list to choose from; any text is accepted when there is none.
        """
        key = (title, prompt, *words)
        if key not in self._hints:
            rule = DataValidation(type="list" if words else None, allow_blank=True)
            if words:
                rule.formula1 = f'"{",".join(words)}"'
                rule.showErrorMessage = True
                rule.errorTitle, rule.error = title, prompt
            rule.showInputMessage = True
            rule.promptTitle, rule.prompt = title, prompt
            self._hints[key] = rule
            self.furniture.data_validations.append(rule)
        self._hints[key].add(f"{column_letter(column)}{self.rows.count}")

    def protect(self) -> None:
        """Lock all cells but the open ones, without a password: against slips, not malice."""
        protection = self.furniture.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False

    def hide(self) -> None:
        """Keep the sheet out of sight, and out of the list of hidden sheets."""
        self.furniture.sheet_state = "veryHidden"

    def furnish(self) -> None:
        """Say widths, frozen part, filter and page setup, once the rows are known."""
        sheet = self.furniture
        for i, column in enumerate(self.columns):
            dimension = sheet.column_dimensions[column_letter(i)]
            dimension.width = column.width
            dimension.hidden = column.hidden
        if self.header_row:
            sheet.freeze_panes = f"{column_letter(self.frozen)}{self.header_row + 1}"
            sheet.print_title_rows = f"{self.header_row}:{self.header_row}"
            if self.frozen:
                sheet.print_title_cols = f"A:{column_letter(self.frozen - 1)}"
        sheet.page_setup.orientation = "landscape"
        wide = sum(c.width for c in self.columns if not c.hidden) > _PAGE_WIDTH
        sheet.page_setup.paperSize = _A3 if wide else _A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if footer := sheet.oddFooter:
            for part, text in ((footer.left, FOOTER), (footer.right, "&P / &N")):
                if part is not None:
                    part.text = text

    def filter_rows(self) -> None:
        """Offer the automatic filter over the header and the rows under it."""
        last = f"{column_letter(len(self.columns) - 1)}{self.rows.count}"
        self.furniture.auto_filter.ref = f"A{self.header_row}:{last}"


class Book:
    """A workbook being made; used in a `with`, which lets its rows go at the end.

    Args:
        title: Of the document, shown by the system and read aloud.
    """

    def __init__(self, title: str) -> None:
        """Start without a sheet."""
        self._book = Workbook()
        del self._book["Sheet"]
        self._book.properties.title = clean(title)
        self._book.properties.language = "fr-FR"
        self._book.properties.creator = "Registre DMN"
        self.sheets: list[Sheet] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for sheet in self.sheets:
            sheet.rows.close()

    def sheet(self, title: str, columns: Sequence[Column]) -> Sheet:
        """Add an empty sheet."""
        safe = safe_title(title, [sheet.title for sheet in self.sheets])
        furniture = self._book.create_sheet(safe)
        widths = [column.width if column.look in WRAPPED else 0 for column in columns]
        made = Sheet(safe, columns, RowStream(widths), furniture, styles_for(furniture))
        self.sheets.append(made)
        return made

    def table(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value]],
        frozen: int = 0,
    ) -> Sheet:
        """Add a sheet that is a list: header, filter, rows.

        Rows beyond what a sheet can hold go to further sheets.
        """
        sheet = self._list(title, columns, frozen)
        first = sheet
        for row in rows:
            if sheet.rows.count >= MAX_ROWS - 10:
                sheet.filter_rows()
                sheet = self._list(title, columns, frozen)
            sheet.row(row)
        sheet.filter_rows()
        return first

    def _list(self, title: str, columns: Sequence[Column], frozen: int) -> Sheet:
        sheet = self.sheet(title, columns)
        sheet.header(frozen)
        return sheet

    def save(self, path: Path) -> None:
        """Put the file together; called once."""
        for sheet in self.sheets:
            sheet.furnish()
        plain = io.BytesIO()
        self._book.save(plain)
        rows = {f"xl/worksheets/sheet{i}.xml": s.rows for i, s in enumerate(self.sheets, start=1)}
        with (
            zipfile.ZipFile(plain) as source,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                content = source.read(name)
                if name in rows:
                    _write_sheet(target, name, content, rows[name])
                else:
                    target.writestr(name, content)

    def verify(self, path: Path) -> None:
        """Read a written file again: every part whole and well formed, every row there.

        Raises:
            Unreadable: It is not so.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                found = {name: _rows_in(archive, name) for name in archive.namelist()}
        except (zipfile.BadZipFile, expat.ExpatError, EOFError) as error:
            raise Unreadable(str(error)) from error
        for i, sheet in enumerate(self.sheets, start=1):
            if found.get(f"xl/worksheets/sheet{i}.xml") != sheet.rows.count:
                raise Unreadable(f"rows missing in {sheet.title}")

    def write(self, path: Path) -> Path:
        """Write the workbook where the user wants it, verified, replacing last.

        Raises:
            UserError: It could not be written; the former file is intact.
        """
        return write_file(path, self.save, self.verify)


def _write_sheet(target: zipfile.ZipFile, name: str, content: bytes, rows: RowStream) -> None:
    last = f"{column_letter(len(rows.widths) - 1)}{max(rows.count, 1)}"
    content = _SIZE.sub(f'<dimension ref="A1:{last}"'.encode(), content)
    place = _NO_ROWS.search(content)
    if place is None:
        raise Unreadable(f"no place for rows in {name}")
    with target.open(name, "w") as part:
        part.write(content[: place.start()] + b"<sheetData>")
        rows.copy_to(part)
        part.write(b"</sheetData>" + content[place.end() :])


def _rows_in(archive: zipfile.ZipFile, name: str) -> int:
    """How many rows a part holds; reading it to its end also checks its sum."""
    parser = expat.ParserCreate()
    count, tail = 0, b""
    with archive.open(name) as part:
        while chunk := part.read(1 << 18):
            parser.Parse(chunk, False)
            count += (tail + chunk).count(b"<row ")
            tail = chunk[-4:]
    parser.Parse(b"", True)
    return count


def safe_title(title: str, taken: Sequence[str] = ()) -> str:
    """A sheet title that every spreadsheet accepts, different from those taken."""
    base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '") or "Feuille"
    base = base[:_TITLE_LIMIT].rstrip()
    used = {fold(other) for other in taken} | {"history"}
    name, number = base, 2
    while fold(name) in used:
        tail = f" ({number})"
        name = base[: _TITLE_LIMIT - len(tail)].rstrip() + tail
        number += 1
    return name

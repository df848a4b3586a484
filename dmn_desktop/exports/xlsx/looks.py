"""How cells look: few styles, black on white, so that paper and fax stay readable."""

from __future__ import annotations

from enum import StrEnum

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

_INK = "FF18252A"
_RULE = "FF728287"
_SOFT = "FFE8EEEF"
_OPEN = "FFFFFBEA"


class Look(StrEnum):
    """What a cell holds, as far as it can be seen."""

    TEXT = "texte"
    BOX = "case"
    NUMBER = "nombre"
    EUROS = "euros"
    DATE = "date"
    BOX_DATE = "case_date"
    MOMENT = "moment"
    TITLE = "titre"
    NOTE = "note"
    SECTION = "chapitre"
    HEADER = "entete"
    OPEN = "a_remplir"


_FORMATS = {
    Look.EUROS: '#,##0.00\u00a0"€"',
    Look.DATE: "dd/mm/yyyy",
    Look.BOX_DATE: "dd/mm/yyyy",
    Look.MOMENT: "dd/mm/yyyy hh:mm",
    # What is typed stays as typed: no date or formula is made of it.
    Look.OPEN: "@",
}
_FONTS = {
    Look.TITLE: Font(name="Calibri", size=14, bold=True, color=_INK),
    Look.SECTION: Font(name="Calibri", size=11, bold=True, color=_INK),
    Look.HEADER: Font(name="Calibri", size=11, bold=True, color=_INK),
}
_PLAIN = Font(name="Calibri", size=11, color=_INK)
_FILLS = {
    Look.HEADER: PatternFill("solid", fgColor=_SOFT),
    Look.SECTION: PatternFill("solid", fgColor=_SOFT),
    Look.OPEN: PatternFill("solid", fgColor=_OPEN),
}
_THIN = Side(style="thin", color=_RULE)
_BOXED = (Look.BOX, Look.BOX_DATE, Look.HEADER, Look.SECTION, Look.OPEN)
_RIGHT = (Look.NUMBER, Look.EUROS)
_ONE_LINE = (Look.TITLE, Look.DATE, Look.BOX_DATE, Look.MOMENT, *_RIGHT)

WRAPPED = tuple(look for look in Look if look not in _ONE_LINE)
"""Looks whose text goes on to the next line."""


def styles_for(sheet: Worksheet) -> dict[Look, tuple[int, int]]:
    """The style number of each look in a workbook, plain and for text that looks like a formula.

    The second one says « this is text » even to somebody who edits the cell.
    """
    found = {}
    for look in Look:
        cell = _styled(sheet, look)
        plain = cell.style_id
        cell = _styled(sheet, look)
        cell.quotePrefix = True
        found[look] = (plain, cell.style_id)
    return found


def _styled(sheet: Worksheet, look: Look) -> Cell:
    cell = Cell(sheet, 1, 1)
    cell.font = _FONTS.get(look, _PLAIN)
    cell.number_format = _FORMATS.get(look, "General")
    cell.alignment = Alignment(
        wrap_text=look in WRAPPED,
        vertical="top",
        horizontal="right" if look in _RIGHT else None,
    )
    if look in _FILLS:
        cell.fill = _FILLS[look]
    if look in _BOXED:
        cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    cell.protection = Protection(locked=look is not Look.OPEN)
    return cell

"""Rows on the clipboard for a spreadsheet: tab-separated text, and a table in HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from dmn_desktop.ui.widgets.record_column import Row
from dmn_desktop.ui.widgets.record_model import RecordTableModel

_AMOUNT = re.compile(r"[+-]?[\d\s.,]*[€%]?")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def copy_rows(model: RecordTableModel, rows: Sequence[Row]) -> None:
    """Put rows on the clipboard with the titles of their columns.

    Nothing of it is a formula for the spreadsheet in which it is pasted.
    """
    places = [i for i, column in enumerate(model.columns) if not column.ticks]
    titles = [model.columns[i].title for i in places]
    cells = [
        [text.replace("\n", " ").replace("\t", " ") for text in model.texts_of(row, places)]
        for row in rows
    ]
    lines = [titles, *([_inert(text) for text in row] for row in cells)]
    data = QMimeData()
    data.setText("\n".join("\t".join(line) for line in lines))
    data.setHtml(_html(lines))
    QGuiApplication.clipboard().setMimeData(data)


def _html(lines: Sequence[Sequence[str]]) -> str:
    """A table; spreadsheets read dates in it as dates and take texts as they are."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in line)}</tr>" for line in lines
    )
    return f'<meta charset="utf-8"><table>{rows}</table>'


def _inert(text: str) -> str:
    """Text that a spreadsheet takes for a text when it is pasted; amounts stay as they are."""
    starts_formula = text.lstrip()[:1] in _FORMULA and text.strip()
    return f"'{text}" if starts_formula and not _AMOUNT.fullmatch(text) else text

"""A list of the screen as a spreadsheet: one sheet, filter, typed columns, any number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dmn_desktop.exports.xlsx.book import Book, Column
from dmn_desktop.exports.xlsx.rows import Value


def write_table(
    path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> Path:
    """Write a list, row by row at constant memory.

    Args:
        path: Where.
        title: Of the sheet and of the document.
        columns: Titles, widths and kinds, in order.
        rows: One value for each column; amounts in cents where the column holds euros.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    with Book(title) as book:
        book.table(title, columns, rows)
        return book.write(path)

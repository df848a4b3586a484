"""The inventory as a spreadsheet, as shown or whole: typed cells, filter, fixed first columns."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.inventory_table import Kind, PlainTable, TableColumn
from dmn_desktop.exports.xlsx.book import Book, Column
from dmn_desktop.exports.xlsx.looks import Look

_LOOKS = {
    Kind.DAY: (Look.DATE, 18),
    Kind.NUMBER: (Look.NUMBER, 11),
    Kind.EUROS: (Look.EUROS, 15),
    Kind.WORD: (Look.TEXT, 22),
    Kind.FIGURE: (Look.TEXT, 20),
}
ID = Column("Identifiant", 40, hidden=True)
NAMES = "Noms d’échange"


def write_inventory(table: PlainTable, path: Path) -> Path:
    """Write rows of the inventory; a hidden sheet says which field each column is.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    with Book(f"{table.title} – {table.structure}".strip(" –")) as book:
        columns = [_column(column) for column in table.columns]
        frozen = min(2, len(columns))
        book.table(table.title, [*columns, ID], table.cells(), frozen=frozen)
        names = book.sheet(NAMES, [Column("Colonne", 40), Column("Nom d’échange", 40)])
        names.header()
        for column in table.columns:
            names.row([column.title, column.exchange])
        names.row([ID.title, "id"])
        if table.words:
            names.row([table.words, None])
        names.hide()
        return book.write(path)


def _column(column: TableColumn) -> Column:
    look, width = _LOOKS.get(column.kind, (Look.TEXT, 30))
    if column.key == "number":
        width = 10
    return Column(column.title, width, look)

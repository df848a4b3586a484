"""P11: a list as a spreadsheet, styled, typed and verified, against plain openpyxl."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from dmn_desktop.exports.xlsx.book import Column
from dmn_desktop.exports.xlsx.looks import Look
from dmn_desktop.exports.xlsx.rows import Value
from dmn_desktop.exports.xlsx.table import write_table
from tests.benchmarks.measure import Table, paired

ROWS = 10_000
COLUMNS = (
    Column("N°", 8, Look.NUMBER),
    Column("Ajouté le", 12, Look.DATE),
    Column("Montant", 14, Look.EUROS),
    *(Column(f"Champ {i}", 30) for i in range(22)),
)


def row(number: int) -> list[Value]:
    words = (f"texte {number} de la colonne {i}, à relire" for i in range(22))
    return [number, date(2026, 1, 1 + number % 28), number * 100, *words]


def test_list_of_ten_thousand_rows(tmp_path: Path, table: Table) -> None:
    def plain() -> None:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Liste")
        for i in range(ROWS):
            sheet.append(row(i))
        book.save(tmp_path / "plain.xlsx")

    def ours() -> None:
        write_table(tmp_path / "ours.xlsx", "Liste", COLUMNS, (row(i) for i in range(ROWS)))

    table.add("P11", "tableur de 10 000 lignes × 25", paired(plain, ours, 3), "≤ 1,1")
    assert (tmp_path / "ours.xlsx").stat().st_size > 100_000

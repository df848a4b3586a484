"""P11: a list as a spreadsheet, styled, typed and verified, against plain openpyxl."""

from __future__ import annotations

import multiprocessing
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dmn_desktop.exports.xlsx.book import Column
from dmn_desktop.exports.xlsx.looks import Look
from dmn_desktop.exports.xlsx.rows import Value
from dmn_desktop.exports.xlsx.table import write_table
from tests.benchmarks.measure import Table, paired

COLUMNS = (
    Column("N°", 8, Look.NUMBER),
    Column("Ajouté le", 12, Look.DATE),
    Column("Montant", 14, Look.EUROS),
    *(Column(f"Champ {i}", 30) for i in range(22)),
)


def row(number: int) -> list[Value]:
    words = (f"texte {number} de la colonne {i}, à relire" for i in range(22))
    return [number, date(2026, 1, 1 + number % 28), number * 100, *words]


def plain(path: Path, rows: int) -> None:
    """The floor: the library alone, constant memory, no look."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    for i in range(rows):
        sheet.append(row(i))
    book.save(path)


def ours(path: Path, rows: int) -> None:
    write_table(path, "Liste", COLUMNS, (row(i) for i in range(rows)))


def peak_of(path: Path, rows: int) -> int:
    """The most memory that a process of its own held while it wrote, in KiB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_written, (path, rows))


def _written(path: Path, rows: int) -> int:
    ours(path, rows)
    # Not « ru_maxrss », which begins with what the process that started this one holds.
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak)


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("rows", "times"), [(10_000, 3), (100_000, 1)])
def test_list_of_many_rows(tmp_path: Path, table: Table, rows: int, times: int) -> None:
    pairs = paired(
        lambda: plain(tmp_path / "plain.xlsx", rows),
        lambda: ours(tmp_path / "ours.xlsx", rows),
        times,
    )
    table.add("P11", f"tableur de {rows} lignes × 25", pairs, "≤ 1,1")
    with zipfile.ZipFile(tmp_path / "ours.xlsx") as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == rows + 1


@pytest.mark.timeout(900)
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, table: Table) -> None:
    few, many = (peak_of(tmp_path / f"{n}.xlsx", n) for n in (10_000, 100_000))
    words = f"mémoire à 10 000 ({few >> 10} Mio) et 100 000 lignes ({many >> 10} Mio)"
    table.add("P11", words, [(few / 1_024_000, many / 1_024_000)], "≤ 1,1")
    assert many <= few * 1.1

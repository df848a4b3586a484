"""P5, P4, P11 and memory: opening, filtering, sorting and exporting 10,000 and 100,000 devices."""

from __future__ import annotations

import sqlite3
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dmn_desktop.core import inventory_table as core
from dmn_desktop.core.inventory_view import ViewState, condition
from dmn_desktop.core.records import Device, Structure
from dmn_desktop.services import inventory_files
from dmn_desktop.services import register as registers
from dmn_desktop.services.inventory_table import Listing, listing
from dmn_desktop.store.database import Register, create_register
from dmn_desktop.store.tables import TABLES
from dmn_desktop.ui.pages.inventory.columns import columns_for
from dmn_desktop.ui.theme import Mode, Theme
from dmn_desktop.ui.widgets.record_model import RecordTableModel
from dmn_desktop.ui.widgets.ticked_table import TickedTable
from tests.benchmarks.measure import Table, p95, paired, timed
from tests.benchmarks.test_table import floor_view
from tests.ui.inventory_window import device

pytestmark = pytest.mark.timeout(600)

SIZES = (10_000, 100_000)
QUERIES = ("ost", "ostalis", "imagerie ia", "en service", "zzzz", "2026", "urg depistage")
NAMES = (
    *("id", "number", "name", "version", "nature", "functions", "specialty", "manufacturer"),
    *("state", "places", "users", "referent", "in_service_on", "reviewed_on", "intended_use"),
    *("use_verdict", "status", "purpose", "ce_class", "udi_di", "uses_ai", "reuse", "fallback"),
    *("criticality", "contract_end"),
)
"""25 columns, lists and days among them."""


@pytest.fixture(scope="module", params=SIZES)
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with many devices, closed."""
    path = tmp_path_factory.mktemp("inventory") / "grand.dmn"
    made = create_register(path, Structure(name="Grand"))
    kinds = [device(n, 1).model_dump() for n in range(15)]
    rows = [
        {
            **kinds[n % 15],
            "id": f"d{n:06d}",
            "number": n,
            "name": f"{kinds[n % 15]['name']} {n}",
            "reviewed_on": date(2026, 11, 1) - timedelta(days=n % 700),
        }
        for n in range(1, request.param + 1)
    ]
    with made.transaction("inventaire", starts=True) as tx:
        tx._connection.execute(sa.insert(TABLES["device"]), rows)
    made.close()
    return path


@pytest.fixture
def shelf(path: Path) -> Iterator[Register]:
    """The same, open."""
    opened = registers.open_file(path)
    yield opened
    opened.close()


def test_list_load(path: Path, table: Table) -> None:
    raw = sqlite3.connect(path)
    query = f"SELECT {', '.join(NAMES)} FROM device ORDER BY number"
    floors = [timed(lambda: raw.execute(query).fetchall()) for _ in range(6)][1:]
    wanted = raw.execute(query).fetchall()
    raw.close()
    opened = registers.open_file(path)
    with opened.reading() as reader:

        def ours() -> list[tuple[object, ...]]:
            return reader.values(Device, NAMES, order="number", stored=True)

        pairs = list(zip(floors, [timed(ours) for _ in range(6)][1:], strict=True))
        assert ours() == wanted
    opened.close()
    table.add("P5", f"lecture de 25 colonnes, {len(wanted)} dispositifs", pairs, "≤ 1,25")


@pytest.fixture
def view(qtbot: QtBot, shelf: Register) -> tuple[TickedTable, RecordTableModel, Listing]:
    """The table of the inventory on screen."""
    theme = Theme(Mode.LIGHT)
    theme.apply()
    found = listing(shelf, core.DEFAULT)
    model = RecordTableModel(columns_for(found, core.DEFAULT, True), "Dispositif")
    made = TickedTable(theme, model, "Dispositifs")
    theme.dress(made)
    qtbot.addWidget(made)
    made.resize(1110, 800)
    made.show()
    QApplication.processEvents()
    return made, model, found


def fill(view: tuple[TickedTable, RecordTableModel, Listing], state: ViewState) -> None:
    made, model, found = view
    columns = columns_for(found, state.columns, True)
    model.show(columns, found.rows, condition(found.names, found.figures, state), state.text)
    made.show_columns(columns, state.widths)
    made.viewport().repaint()


def test_open_filter_and_sort(
    qtbot: QtBot,
    shelf: Register,
    view: tuple[TickedTable, RecordTableModel, Listing],
    table: Table,
) -> None:
    made, model, found = view
    number = len(found.rows)
    shown = [
        tuple(c.text(model.taker(place)(row)) for place, c in enumerate(model.columns))
        for row in found.rows[:200]
    ]
    bare, bare_model = floor_view(shown, made)
    qtbot.addWidget(bare)
    bare.resize(1110, 800)
    bare.show()
    QApplication.processEvents()

    def floor() -> None:
        bare_model.beginResetModel()
        bare_model.endResetModel()
        bare.viewport().repaint()

    def typed(text: str) -> None:
        model.set_filter(text)
        made.viewport().repaint()

    def sort(column: int, way: Qt.SortOrder) -> None:
        model.sort(column, way)
        made.viewport().repaint()

    opening = paired(lambda: listing(shelf, core.DEFAULT), lambda: fill(view, ViewState()), 5)
    table.add("P5", f"lire puis montrer, {number} dispositifs", opening, "montrer ≤ lire")
    fill(view, ViewState())
    first = timed(lambda: typed("o"))
    table.add("P4", f"première frappe, {number} dispositifs", [(timed(floor), first)], "≤ 2,0")
    floors, ours = [], []
    for _ in range(3):
        for query in QUERIES:
            for end in range(1, len(query) + 1):
                floors.append(timed(floor))
                ours.append(timed(partial(typed, query[:end])))
                QApplication.processEvents()
    pair = (p95(floors), p95(ours))
    table.add("P4", f"frappe au filtre de l’inventaire, {number}, p95", [pair], "≤ 2,0")
    model.set_filter("")
    for title, column in (("nom", 2), ("risque", 7), ("revue", 10)):
        sorts = [
            (timed(floor), timed(partial(sort, column, way)))
            for way in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
        ]
        table.add("§8", f"tri par {title}, {number} dispositifs", sorts, "< 100 ms à 500")
    model.set_filter("ostalis 100")
    wanted = [row[0] for row in found.rows if "Ostalis" in row[2] and "100" in row[2]]
    assert sorted(row[0] for row in model.shown_rows()) == wanted


def plain_openpyxl(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """The floor: the library alone, constant memory, no look."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Inventaire")
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def test_export(shelf: Register, table: Table, tmp_path: Path) -> None:
    found = listing(shelf, core.DEFAULT)
    plain = inventory_files.plain(shelf, inventory_files.Shown(found, core.DEFAULT, found.rows))
    cells = list(plain.cells())
    floor = timed(partial(plain_openpyxl, tmp_path / "b.xlsx", cells))
    del cells
    for ending in ("xlsx", "csv"):
        target = tmp_path / f"a.{ending}"
        tracemalloc.start()
        ours = timed(partial(inventory_files.write, plain, target))
        peak = tracemalloc.get_traced_memory()[1] >> 20
        tracemalloc.stop()
        ours = min(ours, timed(partial(inventory_files.write, plain, target)))
        words = f"export {ending} de {len(found.rows)} lignes, {peak} Mio de plus"
        table.add("P11", words, [(floor, ours)], "≤ 1,1")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == len(found.rows) + 1

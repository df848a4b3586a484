"""The one table of all lists: found as one types, sorted by meaning, copied for a spreadsheet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dmn_desktop.app import make_application
from dmn_desktop.core.text import DASH, day
from dmn_desktop.ui.theme import Mode, Theme
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.record_table import (
    PAGE,
    SORT_ROLE,
    Column,
    RecordTable,
    RecordTableModel,
)

NBSP = "\u00a0"
LEVELS = {"Élevé": 0, "Moyen": 1, "Faible": 2}
COLUMNS = (
    Column("N°", 60, muted=True),
    Column("Nom", 200),
    Column("Risque", 90, sort=lambda w: LEVELS.get(w, 9), badge=lambda w: Badge(w) if w else None),
    Column("Date", 90, text=day, right=True),
)
ROWS: list[tuple[Any, ...]] = [
    (1, "Éclair Fracture", "Faible", date(2026, 2, 3)),
    (2, "eclair poumon", "Élevé", date(2025, 12, 31)),
    (10, "Œil <b>gras</b>", "Moyen", None),
    (3, "Radio\nlongue", "", date(2026, 1, 1)),
]


@pytest.fixture
def model() -> RecordTableModel:
    make_application()
    made = RecordTableModel(COLUMNS, "Dispositif")
    made.set_rows(ROWS)
    return made


@pytest.fixture
def table(qtbot: QtBot, model: RecordTableModel) -> RecordTable:
    theme = Theme(Mode.LIGHT)
    theme.apply()
    made = RecordTable(theme, model, "Dispositifs")
    theme.dress(made)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def numbers(model: RecordTableModel) -> list[int]:
    return [row[0] for row in model.shown_rows()]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [1, 2, 10, 3]),
        ("ECLAIR", [1, 2]),
        ("éclair fract", [1]),
        ("fract éclair", [1]),
        ("oeil", [10]),
        ("<b>", [10]),
        ("élevé", [2]),
        ("03/02/2026", [1]),
        ("2026", [1, 3]),
        ("absent", []),
        ("fracture eclair poumon", []),
    ],
)
def test_the_filter_finds_words_in_any_column_without_accents(
    model: RecordTableModel, typed: str, found: list[int]
) -> None:
    model.set_filter(typed)
    assert numbers(model) == found


def test_words_of_two_rows_never_make_a_match(model: RecordTableModel) -> None:
    model.set_filter("poumon gras")
    assert numbers(model) == []


def test_the_number_of_matches_is_told(qtbot: QtBot, model: RecordTableModel) -> None:
    with qtbot.waitSignal(model.counted) as told:
        model.set_filter("eclair")
    assert told.args == [2]
    assert model.total == 4


@pytest.mark.parametrize(
    ("column", "order", "found"),
    [
        (0, Qt.SortOrder.AscendingOrder, [1, 2, 3, 10]),
        (0, Qt.SortOrder.DescendingOrder, [10, 3, 2, 1]),
        (1, Qt.SortOrder.AscendingOrder, [1, 2, 10, 3]),
        (2, Qt.SortOrder.AscendingOrder, [2, 10, 1, 3]),
        (3, Qt.SortOrder.AscendingOrder, [2, 3, 1, 10]),
    ],
)
def test_sorting_goes_by_meaning(
    model: RecordTableModel, column: int, order: Qt.SortOrder, found: list[int]
) -> None:
    model.sort(column, order)
    assert numbers(model) == found


def test_a_long_list_is_sorted_from_what_was_prepared(qtbot: QtBot) -> None:
    make_application()
    asked: list[int] = []

    def meaning(value: int) -> int:
        asked.append(value)
        return -value

    model = RecordTableModel((Column("N°", sort=meaning),), "Ligne")
    model.set_rows([(n,) for n in range(1_200)])
    qtbot.waitUntil(lambda: len(asked) == 1_200)
    model.sort(0)
    assert [row[0] for row in model.shown_rows()][:3] == [1199, 1198, 1197]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert len(asked) == 1_200, "nothing is worked out again while one waits"
    model.set_rows([(5,), (7,)])
    assert [row[0] for row in model.shown_rows()] == [5, 7], "other rows, other keys"


def test_what_is_empty_comes_last_both_ways(model: RecordTableModel) -> None:
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(3, order)
        assert numbers(model)[-1] == 10


def test_filter_and_sort_outlive_new_rows(model: RecordTableModel) -> None:
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_filter("eclair")
    model.set_rows([*ROWS, (11, "Éclair main", "", None)])
    assert numbers(model) == [11, 2, 1]


def test_a_cell_gives_words_and_its_raw_value(model: RecordTableModel) -> None:
    assert model.index(0, 3).data() == "03/02/2026"
    assert model.index(0, 3).data(SORT_ROLE) == date(2026, 2, 3)
    assert model.index(2, 3).data() == DASH


def test_the_first_cell_says_the_whole_row_to_a_screen_reader(model: RecordTableModel) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == (
        f"Dispositif. N°{NBSP}: 1, Nom{NBSP}: Éclair Fracture, Risque{NBSP}: Faible, "
        f"Date{NBSP}: 03/02/2026."
    )
    assert model.index(0, 1).data(role) == "Éclair Fracture"


def test_a_tooltip_reads_no_html(model: RecordTableModel) -> None:
    tooltip = model.index(2, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tooltip
    assert "&lt;b&gt;gras" in tooltip


@pytest.mark.parametrize("typed", ["", "5", "absent"])
def test_the_model_keeps_the_rules_of_qt(typed: str, qtmodeltester: ModelTester) -> None:
    make_application()
    model = RecordTableModel(COLUMNS, "Dispositif")
    qtmodeltester.check(model)
    model.set_rows([(n, f"Nom {n}", "Moyen", None) for n in range(3 * PAGE)])
    model.set_filter(typed)
    model.sort(1)
    model.shown_rows()
    model.set_rows([])


def test_500_rows_are_all_there_when_the_program_is_free(qtbot: QtBot) -> None:
    make_application()
    model = RecordTableModel(COLUMNS, "Dispositif")
    with qtbot.waitSignal(model.counted) as told:
        model.set_rows([(n, f"Nom {n}", "Moyen", None) for n in range(500)])
        assert model.rowCount() == PAGE, "the first page comes at once"
    assert told.args == [500]
    assert model.rowCount() == 500
    assert model.index(499, 1).data() == "Nom 499"


def test_enter_and_a_double_click_open_the_row(qtbot: QtBot, table: RecordTable) -> None:
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]
    point = table.visualRect(table.model().index(2, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert opened.args == [ROWS[2]]


def test_copying_gives_headers_and_words_for_a_spreadsheet(table: RecordTable) -> None:
    table.clearSelection()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "N°\tNom\tRisque\tDate"
    assert lines[1] == "1\tÉclair Fracture\tFaible\t03/02/2026"
    assert lines[4] == "3\tRadio longue\t\t01/01/2026"
    assert len(lines) == 5


def test_copying_takes_the_chosen_rows_only(table: RecordTable) -> None:
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().split("\n")) == 3


def test_a_formula_pasted_in_a_spreadsheet_stays_text(table: RecordTable) -> None:
    model = table.model()
    assert isinstance(model, RecordTableModel)
    model.set_rows([(1, "=HYPERLINK(1)", "", None), (2, "+33 6", "", None)])
    table.clearSelection()
    table.copy()
    cells = [line.split("\t")[1] for line in QGuiApplication.clipboard().text().split("\n")[1:]]
    assert cells == ["'=HYPERLINK(1)", "+33 6"]


def test_a_click_on_a_header_sorts_and_shows_it(table: RecordTable) -> None:
    header = table.horizontalHeader()
    point = QPoint(header.sectionViewportPosition(1) + 20, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert header.sortIndicatorSection() == 1
    assert header.isSortIndicatorShown()


def test_the_chosen_row_stays_chosen_when_rows_are_shown_again(table: RecordTable) -> None:
    model = table.model()
    assert isinstance(model, RecordTableModel)
    table.selectRow(2)
    model.set_rows([(0, "Nouveau", "", None), *ROWS])
    values = table.current_values()
    assert values is not None
    assert values[0] == 10


def test_rows_grow_with_the_text(table: RecordTable) -> None:
    small = table.rowHeight(0)
    table._theme.apply(scale=200)
    assert table.rowHeight(0) == 2 * small
    table._theme.apply(scale=100)

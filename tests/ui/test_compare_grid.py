"""Candidates side by side: frozen titles, folding, focus, long texts, an editor over a cell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dmn_desktop.app import make_application
from dmn_desktop.ui.theme import Mode, Theme
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.compare_grid import MIN_COLUMN, CompareGrid
from dmn_desktop.ui.widgets.grid_model import GridCell, GridColumn, GridModel, GridRow
from dmn_desktop.ui.widgets.grid_painting import RowTitles

NBSP = "\u00a0"


class Editor(QFrame):
    """Two fields and a button that can go, as the editor of an answer."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self.first, self.second, self.button = QLineEdit(), QLineEdit(), QPushButton("Aller")
        for widget in (self.first, self.second, self.button):
            layout.addWidget(widget)


def columns(number: int) -> list[GridColumn]:
    return [GridColumn(f"c{n}", "ABCDEF"[n], f"Candidat {n}") for n in range(number)]


def rows(number: int, text: str = "mot") -> list[GridRow]:
    """Two sections with rows of answers."""
    cells = [GridCell(text=text), *[GridCell(placeholder="Répondre…")] * (number - 1)]
    return [
        GridRow("s1", "1", "Finalité", heading=True),
        GridRow("a", "a", "Premier point", cells),
        GridRow("b", "b", "Deuxième point", cells),
        GridRow("s2", "2", "Preuves", heading=True),
        GridRow("c", "c", "Troisième point", cells),
    ]


@pytest.fixture
def grid(qtbot: QtBot) -> CompareGrid:
    make_application()
    theme = Theme(Mode.LIGHT)
    theme.apply()
    made = CompareGrid(theme, "Réponses")
    theme.dress(made)
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    made.show_content(columns(2), rows(2))
    return made


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    make_application()
    model = GridModel()
    qtmodeltester.check(model)
    model.show_content(columns(3), rows(3))
    model.show_content(columns(3), rows(3, "autre"))
    model.show_content(columns(1), rows(1))
    model.show_content([], [])


def test_a_cell_says_question_candidate_and_answer_to_a_screen_reader(grid: CompareGrid) -> None:
    index = grid.index_of("a", "c0")
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == f"a Premier point. Candidat 0{NBSP}: mot"
    heading = grid.model_.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Finalité"


def test_a_badge_and_a_source_are_part_of_the_words(grid: CompareGrid) -> None:
    cell = GridCell(Badge("Oui", "ok"), "Sensibilité 95 %.", "Notice § 4")
    assert cell.words == "Oui. Sensibilité 95 %. Notice § 4"


def test_a_tooltip_reads_no_html(grid: CompareGrid) -> None:
    grid.show_content(columns(2), rows(2, "<img src=x> & <b>"))
    tooltip = grid.index_of("a", "c0").data(Qt.ItemDataRole.ToolTipRole)
    assert tooltip == "<p>&lt;img src=x&gt; &amp; &lt;b&gt;</p>"


def test_a_section_folds_by_mouse_and_by_keyboard(grid: CompareGrid) -> None:
    header = grid.verticalHeader()
    point = QPoint(20, header.sectionViewportPosition(0) + 8)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert [grid.isRowHidden(row) for row in range(5)] == [False, True, True, False, False]
    grid.setCurrentIndex(grid.model_.index(0, 0))
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert not grid.isRowHidden(1)


def test_folding_what_has_the_focus_gives_it_to_the_heading(grid: CompareGrid) -> None:
    grid.focus_cell("b", "c1")
    header = grid.verticalHeader()
    point = QPoint(20, header.sectionViewportPosition(0) + 8)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert grid.currentIndex().row() == 0


def test_the_focus_stays_on_its_cell_when_the_content_changes(grid: CompareGrid) -> None:
    grid.focus_cell("c", "c1")
    grid.show_content(columns(2), rows(2, "changé"))
    assert grid.current_key() == ("c", "c1")
    grid.show_content(columns(3), rows(3))
    assert grid.current_key() == ("c", "c1")


def test_keys_open_type_and_empty(qtbot: QtBot, grid: CompareGrid) -> None:
    grid.focus_cell("a", "c1")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
        with qtbot.waitSignal(grid.cell_opened) as opened:
            QTest.keyClick(grid, key)
        assert opened.args == ["a", "c1"]
    with qtbot.waitSignal(grid.key_typed) as typed:
        QTest.keyClick(grid, Qt.Key.Key_O)
    assert typed.args == ["a", "c1", "o"]
    with qtbot.waitSignal(grid.key_typed) as typed:
        QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert typed.args == ["a", "c1", "\x7f"]
    with qtbot.assertNotEmitted(grid.key_typed):
        QTest.keyClick(grid, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)


def test_arrows_go_to_the_neighbour(qtbot: QtBot, grid: CompareGrid) -> None:
    grid.focus_cell("a", "c0")
    with qtbot.waitSignal(grid.cell_moved) as moved:
        QTest.keyClick(grid, Qt.Key.Key_Right)
    assert moved.args == ["a", "c1"]
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.current_key() == ("b", "c1")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_few_candidates_share_the_whole_width(qtbot: QtBot, grid: CompareGrid, number: int) -> None:
    grid.show_content(columns(number), rows(number))
    assert sum(grid.columnWidth(n) for n in range(number)) == grid.viewport().width()
    qtbot.waitUntil(lambda: grid.horizontalScrollBar().maximum() == 0)


def test_six_candidates_scroll_beside_the_frozen_titles(grid: CompareGrid) -> None:
    grid.show_content(columns(6), rows(6))
    assert all(grid.columnWidth(n) == MIN_COLUMN for n in range(6))
    grid.focus_cell("a", "c5")
    assert grid.horizontalScrollBar().value() > 0
    assert grid.verticalHeader().isVisible()
    assert grid.viewport().rect().contains(grid.visualRect(grid.index_of("a", "c5")))


def test_a_long_answer_makes_its_row_taller_up_to_six_lines(grid: CompareGrid) -> None:
    short = grid.rowHeight(1)
    grid.show_content(columns(2), rows(2, "mot " * 60))
    middle = grid.rowHeight(1)
    grid.show_content(columns(2), rows(2, "mot " * 4000))
    most = grid.rowHeight(1)
    assert short < middle <= most < 8 * short
    grid.show_content(columns(2), rows(2, "x" * 100_000))
    assert grid.rowHeight(1) == most, "a word without spaces is broken"


# The editor


def open_editor(grid: CompareGrid, row: str = "a", column: str = "c0") -> Editor:
    editor = Editor()
    grid.focus_cell(row, column)
    grid.open_editor(row, column, editor)
    return editor


def cell(grid: CompareGrid, row: str, column: str) -> QSize:
    return grid.visualRect(grid.index_of(row, column)).size()


def test_an_editor_fills_its_cell(grid: CompareGrid) -> None:
    editor = open_editor(grid)
    assert editor.width() == cell(grid, "a", "c0").width() - 4
    assert editor.height() >= editor.sizeHint().height()


def test_an_editor_follows_the_width_and_the_text_size(qtbot: QtBot, grid: CompareGrid) -> None:
    editor = open_editor(grid, "a", "c1")
    for size in (900, 620):
        grid.resize(size, 500)
        assert editor.width() == grid.columnWidth(1) - 4
    grid._theme.apply(scale=200)
    qtbot.waitUntil(lambda: editor.height() >= editor.sizeHint().height())
    assert editor.width() == grid.columnWidth(1) - 4
    grid._theme.apply(scale=100)


def test_a_line_more_in_the_editor_makes_the_row_taller(qtbot: QtBot, grid: CompareGrid) -> None:
    editor = open_editor(grid)
    tall = grid.rowHeight(1)
    editor.second.hide()
    qtbot.waitUntil(lambda: grid.rowHeight(1) < tall)
    before = grid.rowHeight(1)
    editor.second.show()
    qtbot.waitUntil(lambda: grid.rowHeight(1) > before)
    assert editor.height() >= editor.sizeHint().height()


def test_hiding_what_has_the_focus_does_not_leave_the_cell(grid: CompareGrid) -> None:
    editor = open_editor(grid)
    editor.button.setFocus()
    editor.button.hide()
    assert grid.current_key() == ("a", "c0")
    assert grid.hasFocus()
    editor.first.setFocus()
    grid.close_editor()
    assert grid.current_key() == ("a", "c0")
    assert grid.hasFocus()
    assert grid.editor is None


def test_tab_in_the_editor_goes_to_the_next_cell(grid: CompareGrid) -> None:
    editor = open_editor(grid)
    editor.first.setFocus()
    QTest.keyClick(editor.first, Qt.Key.Key_Tab)
    assert grid.current_key() == ("a", "c1")


def test_an_editor_stays_on_its_cell_while_the_grid_scrolls(grid: CompareGrid) -> None:
    grid.resize(500, 160)
    editor = open_editor(grid, "c", "c1")
    grid.verticalScrollBar().setValue(0)
    assert editor.geometry().center() == grid.visualRect(grid.index_of("c", "c1")).center() or (
        abs(editor.y() - grid.visualRect(grid.index_of("c", "c1")).y()) <= 2
    )


def test_questions_are_read_whole_before_there_is_a_candidate(grid: CompareGrid) -> None:
    words = "Patients pour qui le dispositif est prévu, et ceux que vous recevez vraiment. " * 3
    grid.show_content([], [GridRow("a", "a", words, []), GridRow("b", "b", words, [])])

    titles = grid.verticalHeader()
    assert isinstance(titles, RowTitles)
    assert titles.width() > 700
    assert titles.sectionSize(0) >= titles.height_for(grid.model_.rows[0])
    grid.resize(500, 500)
    assert 400 < titles.width() < 500
    assert titles.sectionSize(0) >= titles.height_for(grid.model_.rows[0])
    grid.show_content(columns(2), rows(2))
    assert titles.width() == grid.title_room < 300

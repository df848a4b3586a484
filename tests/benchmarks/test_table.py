"""P4: from a keystroke in the filter to the repainted table."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QTableView
from pytestqt.qtbot import QtBot

from dmn_desktop.core.text import fold
from dmn_desktop.ui.theme import Mode, Theme
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel
from tests.benchmarks.measure import Table, p95, timed

QUERIES = (
    "fra",
    "fract",
    "fracture",
    "imag",
    "imagerie dep",
    "2024",
    "zzzz",
    "der",
    "dermato",
    "a",
)
Index = QModelIndex | QPersistentModelIndex


def rows(number: int) -> list[tuple[str, ...]]:
    """Plausible rows, always the same."""
    pick = random.Random(7)
    words = ("Ostalis", "Fracture", "Rétinoscope", "Dermato", "Imagerie", "Dépistage", "Polypes")
    return [
        (f"DMN-{n:05d}", *(pick.choice(words) for _ in range(5)), f"{pick.randint(2020, 2026)}")
        for n in range(number)
    ]


class Floor(QAbstractTableModel):
    """200 rows behind the same view, without any filter."""

    def __init__(self, content: list[tuple[str, ...]]) -> None:
        super().__init__()
        self.content = content

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.content)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.content[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.content[index.row()][index.column()]
        return None


class DrawText(QStyledItemDelegate):
    """Draws words and nothing else."""

    def paint(self, painter: object, option: object, index: Index) -> None:
        painter.drawText(  # type: ignore[attr-defined]
            option.rect,  # type: ignore[attr-defined]
            Qt.AlignmentFlag.AlignVCenter,
            index.model().content[index.row()][index.column()],  # type: ignore[attr-defined]
        )


def floor_view(content: list[tuple[str, ...]], like: QTableView) -> tuple[QTableView, Floor]:
    """The floor: a view of 200 rows with a delegate that only draws words, as wide as ours."""
    model = Floor(content[:200])
    view = QTableView()
    view.setStyleSheet(like.styleSheet())
    view.setModel(model)
    view.setItemDelegate(DrawText(view))
    view.setShowGrid(False)
    view.verticalHeader().setDefaultSectionSize(33)
    view.verticalHeader().hide()
    for place in range(len(content[0])):
        view.setColumnWidth(place, like.columnWidth(place))
    return view, model


@pytest.mark.parametrize("number", [1_000, 10_000, 100_000])
def test_keystroke_to_repaint(qtbot: QtBot, table: Table, number: int) -> None:
    content = rows(number)
    theme = Theme(Mode.LIGHT)
    theme.apply()
    model = RecordTableModel([Column(f"C{i}") for i in range(7)], "Ligne")
    view = RecordTable(theme, model, "Lignes")
    theme.dress(view)
    model.set_rows(content)
    bare, bare_model = floor_view(content, view)
    for widget in (view, bare):
        qtbot.addWidget(widget)
        widget.resize(1200, 800)
        widget.show()
    QApplication.processEvents()

    def repaint_floor() -> None:
        bare_model.beginResetModel()
        bare_model.endResetModel()
        bare.viewport().repaint()

    def type_text(text: str) -> None:
        model.set_filter(text)
        view.viewport().repaint()

    floors, ours = [], []
    for _ in range(3):
        for query in QUERIES:
            for end in range(1, len(query) + 1):
                floors.append(timed(repaint_floor))
                ours.append(timed(lambda text=query[:end]: type_text(text)))  # type: ignore[misc]
                QApplication.processEvents()
    pair = (p95(floors), p95(ours))
    table.add("P4", f"frappe au filtre, {number} lignes, p95", [pair], "≤ 2,0")

    wanted = [r for r in content if all(w in fold(" ".join(r)) for w in ("imagerie", "dep"))]
    model.set_filter("imagerie dep")
    assert model.shown_rows() == wanted

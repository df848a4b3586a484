"""A table in which rows are ticked, cells are changed in place, and several columns sort."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.arranged_table import ArrangedTable
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.frozen_columns import FrozenHeader
from dmn_desktop.ui.widgets.record_column import Row
from dmn_desktop.ui.widgets.record_copy import copy_rows
from dmn_desktop.ui.widgets.record_model import RecordTableModel
from dmn_desktop.ui.widgets.record_painting import draw_box

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class TickedTable(ArrangedTable):
    """The view of a model whose first column holds check boxes.

    Attributes:
        left: Escape was pressed where nothing was being changed.
    """

    left = Signal()
    frozen = 3

    def __init__(
        self, theme: Theme, model: RecordTableModel, name: str, least: Sequence[str] = ()
    ) -> None:
        """Show a model, as any table that is arranged."""
        self._anchor = -1
        super().__init__(theme, model, name, least)
        self._painter.ticking = True
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.clicked.connect(self._clicked)
        model.ticked.connect(self.head.viewport().update)
        model.modelReset.connect(self.head.viewport().update)

    @override
    def _head_clicked(self, column: int) -> None:
        if self._model.columns[column].ticks:
            self._show_first_key()
            every = len(self._model.ticks) < self._model.rowCount()
            self._model.tick_all(every)
            return
        super()._head_clicked(column)

    # Ticking

    def _clicked(self, index: QModelIndex) -> None:
        if not self._model.columns[index.column()].ticks:
            self._anchor = index.row()
            return
        row = index.row()
        held = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        start = self._anchor if held and self._anchor >= 0 else row
        on = held or not self._model.is_ticked(row)
        self._model.tick(range(min(start, row), max(start, row) + 1), bool(on))
        self._anchor = row

    def _extend(self, event: QKeyEvent) -> None:
        """Tick the row in focus and the next one."""
        row = self.currentIndex().row()
        target = row + (1 if event.key() == Qt.Key.Key_Down else -1)
        if row >= 0 and 0 <= target < self._model.rowCount():
            self._model.tick((row, target), True)
            column = self.currentIndex().column()
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(
                self._model.index(target, column), flags.ClearAndSelect | flags.Rows
            )

    def _toggle(self) -> None:
        row = self.currentIndex().row()
        if row >= 0:
            self._anchor = row
            self._model.tick((row,), not self._model.is_ticked(row))
            announce(self, "Cochée" if self._model.is_ticked(row) else "Décochée")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self._toggle()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._model.tick_all()
        elif event.key() in _ARROWS and shift:
            self._extend(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._model.columns[index.column()].ticks:
            self._clicked(index)
            return
        super().mouseDoubleClickEvent(event)

    def ticked_rows(self) -> list[Row]:
        """The ticked rows in the shown order, hidden ones last."""
        ticks = set(self._model.ticks)
        shown = [row for row in self._model.shown_rows() if row[0] in ticks]
        there = {row[0] for row in shown}
        return shown + [r for r in self._model.rows if r[0] in ticks and r[0] not in there]

    @override
    def copy(self) -> None:
        copy_rows(self._model, self.ticked_rows() or self._model.shown_rows())

    # Place

    @override
    def _find_place(self) -> None:
        if self._kept is None:
            return
        for row in range(self._model.rowCount()):
            if self._model.row_values(row)[0] == self._kept:
                self._choose(row)
                return

    def _choose(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        column = next(i for i, c in enumerate(self._model.columns) if not c.ticks)
        self.selectionModel().setCurrentIndex(
            self._model.index(row, column), flags.ClearAndSelect | flags.Rows
        )

    def show_row(self, identity: object) -> None:
        """Put the focus on a row, in view."""
        row = self._model.place_of(identity)
        if row >= 0:
            self._choose(row)
            self.scrollTo(self.currentIndex())

    def choose_first(self) -> None:
        """Put the focus on the first row unless one has it."""
        if self.currentIndex().row() < 0 and self._model.rowCount():
            self._choose(0)

    @override
    def _make_head(self) -> FrozenHeader:
        return TickedHeader(self, self._theme_of)

    def _theme_of(self) -> tuple[Theme, RecordTableModel]:
        return self._theme, self._model

    def edit_current(self) -> None:
        """Change the cell in focus, or the first one of its row that can be changed."""
        index = self.currentIndex()
        if index.isValid():
            QTimer.singleShot(0, self, lambda: self.edit(index))


class TickedHeader(FrozenHeader):
    """A head whose first section ticks all rows."""

    def __init__(self, parent: QWidget, of: object) -> None:
        """Draw for the table that is given."""
        super().__init__(parent)
        self._of = of

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, model = self._of()  # type: ignore[operator]
        if not (model.columns and model.columns[0].ticks):
            return
        pad = theme.px(8)
        left = 0 if self.is_over else -self.offset()
        room = QRect(left + pad, 0, self.sectionSize(0) - 2 * pad, self.height())
        every = 0 < model.rowCount() <= len(model.ticks)
        painter = QPainter(self.viewport())
        draw_box(painter, theme, room, every)
        painter.end()

"""A table in which rows are ticked, cells are changed in place, and several columns sort."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget
from typing_extensions import override

from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.frozen_columns import FrozenHeader
from dmn_desktop.ui.widgets.record_column import Column, Row, Sorting
from dmn_desktop.ui.widgets.record_copy import copy_rows
from dmn_desktop.ui.widgets.record_model import RecordTableModel
from dmn_desktop.ui.widgets.record_painting import draw_box
from dmn_desktop.ui.widgets.record_table import RecordTable

NARROW, LARGE = 1100, 130
"""Width of the window and percentage of the text from which the least important columns hide."""

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class TickedTable(RecordTable):
    """The view of a model whose first column holds check boxes.

    Attributes:
        changed: Sort or widths were changed by hand: a view may remember them.
        left: Escape was pressed where nothing was being changed.
    """

    changed = Signal()
    left = Signal()

    def __init__(
        self, theme: Theme, model: RecordTableModel, name: str, least: Sequence[str] = ()
    ) -> None:
        """Show a model.

        Args:
            theme: Sizes and colours.
            model: Its rows.
            name: The accessible name.
            least: Keys of the columns that hide where room is scarce, in order.
        """
        self._least = least
        self._widths: dict[str, int] = {}
        self._fitting = False
        self._anchor = -1
        super().__init__(theme, model, name)
        self._painter.ticking = True
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setSortingEnabled(False)
        self.head.setSectionsMovable(False)
        self.head.setSectionsClickable(True)
        self.head.setSortIndicatorShown(True)
        self.head.sectionClicked.connect(self._head_clicked)
        self.head.sectionResized.connect(self._resized)
        self.clicked.connect(self._clicked)
        model.ticked.connect(self.head.viewport().update)
        model.modelReset.connect(self.head.viewport().update)

    # Columns

    def show_columns(self, columns: Sequence[Column], widths: Mapping[str, int]) -> None:
        """Fit what the model now shows; widths are by key, in pixels at 100 %."""
        self._widths = dict(widths)
        self.freeze(min(3, len(columns)), self._theme.colour("line"))
        self.fit_widths()
        self._show_first_key()

    @property
    def widths(self) -> dict[str, int]:
        """Widths chosen by hand, by key, in pixels at 100 %."""
        return dict(self._widths)

    @override
    def fit_widths(self) -> None:
        self._fitting = True
        for place, column in enumerate(self._model.columns):
            self.setColumnWidth(place, self._theme.px(self._widths.get(column.key, column.width)))
        self._fitting = False
        self._hide_least()

    def _hide_least(self) -> None:
        """Hide as many columns as a small window or large text leave no room for."""
        columns = self._model.columns
        scarce = self.window().width() < NARROW or self._theme.scale >= LARGE
        widths = {c.key: self._theme.px(self._widths.get(c.key, c.width)) for c in columns if c.key}
        over = sum(widths.values()) - self.viewport().width() if scarce else 0
        hidden = set()
        for key in self._least:
            if over > 0 and key in widths:
                hidden.add(key)
                over -= widths[key]
        for place, column in enumerate(columns):
            if self.isColumnHidden(place) != (column.key in hidden):
                self._fitting = True
                self.setColumnHidden(place, column.key in hidden)
                self.setColumnWidth(place, widths.get(column.key, 0) or self.columnWidth(place))
                self._fitting = False
        self._model.leave_out(hidden)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_least()

    def _resized(self, place: int, _: int, width: int) -> None:
        last = place == len(self._model.columns) - 1  # stretched over what is left
        if self._fitting or last or not QGuiApplication.mouseButtons():
            return
        key = self._model.columns[place].key
        if key:
            self._widths[key] = round(width * 100 / self._theme.scale)
            self.changed.emit()

    # Sorting

    def show_sorting(self, sorting: Sequence[Sorting]) -> None:
        """Sort without telling anyone."""
        self._model.sort_by(sorting)
        self._show_first_key()

    def _head_clicked(self, column: int) -> None:
        if self._model.columns[column].ticks:
            self._show_first_key()
            every = len(self._model.ticks) < self._model.rowCount()
            self._model.tick_all(every)
            return
        more = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.sort_from(column, bool(more))

    def _show_first_key(self) -> None:
        column, way = self._model.sorting[0] if self._model.sorting else (-1, _UP)
        self.head.setSortIndicator(column, way)
        self.head.viewport().update()

    def sort_from(self, column: int, more: bool = False) -> None:
        """Sort by a column, or turn its order; `more` adds it after the first key."""
        known = dict(self._model.sorting)
        way = _DOWN if known.get(column) == _UP else _UP
        first = self._model.sorting[:1]
        if more and first and first[0][0] != column:
            sorting: tuple[Sorting, ...] = (*first, (column, way))
        elif more and first:
            sorting = ((column, way), *self._model.sorting[1:])
        else:
            sorting = ((column, way),)
        self.show_sorting(sorting)
        title = self._model.columns[column].title
        order = "croissant" if way == _UP else "décroissant"
        announce(self, f"Trié par {title}, ordre {order}.")
        self.changed.emit()

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

    def in_place(self, change: Callable[[], object]) -> None:
        """Change what the model shows, and stay where one was."""
        top, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        change()
        if top or left:
            self._model.finish()
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(top)
            self.horizontalScrollBar().setValue(left)

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

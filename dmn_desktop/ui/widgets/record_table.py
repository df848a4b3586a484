"""One table for all lists: plain tuples, filtered as one types, painted row by row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.frozen_columns import FrozenTable
from dmn_desktop.ui.widgets.record_column import BADGE_ROLE, SORT_ROLE, Column, Row
from dmn_desktop.ui.widgets.record_copy import copy_rows
from dmn_desktop.ui.widgets.record_delegate import RecordDelegate
from dmn_desktop.ui.widgets.record_model import PAGE, RecordTableModel
from dmn_desktop.ui.widgets.record_painting import RowPainter

__all__ = [
    "BADGE_ROLE",
    "PAGE",
    "SORT_ROLE",
    "Column",
    "RecordTable",
    "RecordTableModel",
]

ROW = 33
"""Height of a row in pixels at 100 %."""


class RecordTable(FrozenTable):
    """The view of a `RecordTableModel`.

    Attributes:
        opened: A row was opened with Enter or a double click; carries its values.
    """

    opened = Signal(tuple)

    def __init__(self, theme: Theme, model: RecordTableModel, name: str) -> None:
        """Show a model; `name` is the accessible name."""
        super().__init__(RowPainter(theme))
        self._theme = theme
        self._model = model
        self.row_height = ROW
        self.setAccessibleName(name)
        self.setModel(model)
        self._delegate = RecordDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.head.setSectionsMovable(True)
        self.head.setHighlightSections(False)
        self.head.setStretchLastSection(True)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(self._double_clicked)
        self._kept: Any = None
        self.selectionModel().currentRowChanged.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(self.row_height))
        self.fit_widths()

    def fit_widths(self) -> None:
        """Give every column its width."""
        for place, column in enumerate(self._model.columns):
            self.setColumnWidth(place, self._theme.px(column.width))

    def _double_clicked(self, index: QModelIndex) -> None:
        self.open_row(index.row())

    def open_row(self, row: int) -> None:
        """Open a shown row."""
        if 0 <= row < self._model.rowCount():
            self.opened.emit(self._model.row_values(row))

    def _keep_place(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self._kept = self._model.row_values(current.row())[0]

    def _find_place(self) -> None:
        """Choose again the row that was chosen, known by its first value."""
        for row in range(self._model.rowCount()):
            if self._kept is not None and self._model.row_values(row)[0] == self._kept:
                self.selectRow(row)
                return

    def current_values(self) -> Row | None:
        """The values of the row in focus."""
        row = self.currentIndex().row()
        return self._model.row_values(row) if row >= 0 else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # what the editor leaves over is not for the table
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_row(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def chosen_rows(self) -> list[Row]:
        """The rows chosen with the keyboard or the mouse, in the shown order."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self._model.row_values(row) for row in rows]

    def copy(self) -> None:
        """Copy the chosen rows, or all, with headers, for a spreadsheet."""
        copy_rows(self._model, self.chosen_rows() or self._model.shown_rows())

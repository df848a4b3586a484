"""A table whose columns and sort are arranged by hand: a view may remember them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.record_column import Column, Sorting
from dmn_desktop.ui.widgets.record_model import RecordTableModel
from dmn_desktop.ui.widgets.record_table import RecordTable

NARROW, LARGE = 1100, 130
"""Width of the window and percentage of the text from which the least important columns hide."""

_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class ArrangedTable(RecordTable):
    """The view of a model whose columns have keys; several of them sort.

    Attributes:
        changed: Sort or widths were changed by hand.
        frozen: How many of the first columns stay in view.
    """

    changed = Signal()
    frozen = 2

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
        super().__init__(theme, model, name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(False)
        self.head.setSectionsMovable(False)
        self.head.setSectionsClickable(True)
        self.head.setSortIndicatorShown(True)
        self.head.sectionClicked.connect(self._head_clicked)
        self.head.sectionResized.connect(self._resized)

    # Columns

    def show_columns(self, columns: Sequence[Column], widths: Mapping[str, int]) -> None:
        """Fit what the model now shows; widths are by key, in pixels at 100 %."""
        self._widths = dict(widths)
        self.freeze(min(self.frozen, len(columns)), self._theme.colour("line"))
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

    # Place

    def in_place(self, change: Callable[[], object]) -> None:
        """Change what the model shows, and stay where one was."""
        top, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        change()
        if top or left:
            self._model.finish()
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(top)
            self.horizontalScrollBar().setValue(left)

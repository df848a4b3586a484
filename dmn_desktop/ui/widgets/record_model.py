"""Rows of plain values behind every list: filtered as one types, sorted by meaning, ticked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from dmn_desktop.core.text import DASH
from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.basics import plain_tooltip
from dmn_desktop.ui.widgets.record_column import BADGE_ROLE, SORT_ROLE, Column, Row, Sorting
from dmn_desktop.ui.widgets.row_finder import RowFinder, words_of
from dmn_desktop.ui.widgets.row_sorter import RowSorter, key_reader

PAGE = 200
"""Matching rows shown at once; the others follow when the event loop is free."""

_ADDED = 20 * PAGE
"""Further matching rows shown in one go."""

_PREPARED = 500
"""Rows whose words are prepared for the filter in one go when the event loop is free."""

_SHORT = 0.008
"""Seconds after which a search pauses, so that the next keystroke is not kept waiting."""

_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_CHANGED = _READ | Qt.ItemFlag.ItemIsEditable
"""Made once: a table asks for the flags of every cell that it paints."""

Index = QModelIndex | QPersistentModelIndex


class RecordTableModel(QAbstractTableModel):
    """Rows of plain values, sorted and filtered in memory.

    Matches beyond the first page, and the words of rows that nobody has looked for yet, are added
    when the event loop is free. The first value of a row is its identity.

    Attributes:
        counted: The number of matching rows is final.
        ticked: Other rows are ticked.
        edited: A cell was changed by hand: the row, the column, the new value.
    """

    counted = Signal(int)
    ticked = Signal()
    edited = Signal(tuple, int, object)

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        """Make an empty table.

        Args:
            columns: What each value of a row is.
            name: What one row is, in French, for screen readers.
        """
        super().__init__()
        self._name = name
        self._rows: Sequence[Row] = ()
        self._order: list[int] = []
        self._shown: list[int] = []
        self.words: list[str] = []
        self._condition: Callable[[Row], bool] | None = None
        self._pending: Iterator[int | None] = iter(())
        self._ended = True
        self._finder = RowFinder()
        self._sorter = RowSorter()
        self._unseen: frozenset[str] = frozenset()
        self.sorting: tuple[Sorting, ...] = ()
        self._ticks: dict[Any, None] = {}
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._work)
        self._counting = False
        self._describe(columns)

    # Content

    def _describe(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self._values: list[Callable[[Row], Any]] = []
        for place, column in enumerate(columns):
            at = place if column.at is None else column.at
            self._values.append(itemgetter(*at) if isinstance(at, tuple) else itemgetter(at))
        self._sort_in_columns()

    def show(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        condition: Callable[[Row], bool] | None = None,
        text: str = "",
        sorting: Sequence[Sorting] = (),
    ) -> None:
        """Show other columns and rows at once; ticks stay.

        Args:
            columns: What the rows hold.
            rows: All of them.
            condition: Which ones may be shown.
            text: Words of the filter.
            sorting: Columns that sort, the first one first.
        """
        self.beginResetModel()
        self._describe(columns)
        self.words = words_of(text)
        self._condition, self.sorting = condition, tuple(sorting)
        self._rows, self._order, self._shown = (), [], []
        self.endResetModel()
        self.set_rows(rows)

    def arrange(
        self, condition: Callable[[Row], bool] | None, text: str, sorting: Sequence[Sorting]
    ) -> None:
        """Filter and sort otherwise, in one go."""
        self._condition, self.sorting = condition, tuple(sorting)
        self.words = words_of(text)
        self._reorder()
        self._refilter()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; filter and sort stay."""
        self._rows = rows
        self._look_in_columns()
        self._sort_in_columns()
        if self._ticks:
            there = {row[0] for row in rows}
            self._ticks = {key: None for key in self._ticks if key in there}
        self._reorder()
        self._refilter()

    def row_values(self, row: int) -> Row:
        """The values of a shown row, and what stands behind them."""
        return self._rows[self._shown[row]]

    def value(self, row: int, column: int) -> Any:
        """What a column shows of a shown row."""
        return self._values[column](self._rows[self._shown[row]])

    def taker(self, column: int) -> Callable[[Row], Any]:
        """What takes the value of a column out of a row."""
        return self._values[column]

    def texts_of(self, values: Row, columns: Iterable[int]) -> list[str]:
        """The words of some columns of a row."""
        return [self.columns[i].text(self._values[i](values)) for i in columns]

    def shown_rows(self) -> list[Row]:
        """All matching rows, in the shown order."""
        self.finish()
        return [self._rows[i] for i in self._shown]

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, matching or not."""
        return self._rows

    @property
    def total(self) -> int:
        """How many rows there are, matching or not."""
        return len(self._rows)

    @property
    def shown_number(self) -> int:
        """How many rows match."""
        self.finish()
        return len(self._shown)

    @property
    def known_number(self) -> int | None:
        """How many rows match, None while they are still being looked for."""
        if not self.words:
            return len(self._order)
        return len(self._shown) if self._ended else None

    def place_of(self, identity: Any) -> int:
        """The shown row with this identity, -1 when none."""
        self.finish()
        rows = self._rows
        return next((n for n, i in enumerate(self._shown) if rows[i][0] == identity), -1)

    # Finding and sorting

    def leave_out(self, keys: Iterable[str]) -> None:
        """Look no more for words in columns that are not on screen: nobody would see why."""
        unseen = frozenset(keys)
        if unseen == self._unseen:
            return
        self._unseen = unseen
        self._look_in_columns()
        self._finder.arrange(self._order)
        if self.words:
            self._refilter()

    def _look_in_columns(self) -> None:
        pairs = zip(self.columns, self._values, strict=True)
        seen = [(c.text, v) for c, v in pairs if not c.ticks and c.key not in self._unseen]
        self._finder.show(self._rows, seen)

    def _sort_in_columns(self) -> None:
        pairs = zip(self.columns, self._values, strict=True)
        self._sorter.show(self._rows, [key_reader(c.sort, value) for c, value in pairs])

    def set_filter(self, text: str) -> None:
        """Show the rows that contain every word."""
        self.words = words_of(text)
        self._refilter()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_by(((column, order),) if 0 <= column < len(self.columns) else ())

    def sort_by(self, sorting: Sequence[Sorting]) -> None:
        """Sort by several columns, the first one first."""
        self.sorting = tuple(sorting)
        self._reorder()
        self._refilter()

    def _reorder(self) -> None:
        rows, condition = self._rows, self._condition
        places = (
            range(len(rows))
            if condition is None
            else [i for i, row in enumerate(rows) if condition(row)]
        )
        order = list(places)
        for column, way in reversed(self.sorting):
            order = self._sorter.sorted(order, column, way == Qt.SortOrder.DescendingOrder)
        self._order = order
        self._finder.arrange(order)

    def _refilter(self) -> None:
        self.beginResetModel()
        self._pending = self._finder.matches(self.words)
        self._ended = False
        self._shown = self._found(PAGE, _SHORT)
        self.endResetModel()
        self._counting = True
        self._idle.start()

    def _found(self, limit: int, seconds: float = 0.0) -> list[int]:
        """Some more matches; fewer when they are hard to find in that time, 0 for no limit."""
        more: list[int] = []
        start = time.perf_counter()
        for place in self._pending:
            if place is not None:
                more.append(place)
                if len(more) == limit:
                    return more
            elif seconds and time.perf_counter() - start > seconds:
                return more
        self._ended = True
        return more

    def _work(self) -> None:
        if self._counting:
            self._add_more(_SHORT)
        elif not self._finder.is_ready:
            self._finder.prepare(_PREPARED)
        elif not self._sorter.is_ready:
            self._sorter.prepare(_PREPARED)
        else:
            self._idle.stop()

    def _add_more(self, seconds: float = 0.0) -> None:
        if more := self._found(_ADDED, seconds):
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._shown.extend(more)
            self.endInsertRows()
        elif self._ended:
            self._counting = False
            self.counted.emit(len(self._shown))

    def finish(self) -> None:
        """Have all matching rows now."""
        while self._counting:
            self._add_more()

    # Ticks

    @property
    def ticks(self) -> list[Any]:
        """The identities of the ticked rows, in the order of ticking."""
        return list(self._ticks)

    def is_ticked(self, row: int) -> bool:
        """Whether a shown row is ticked."""
        return self.row_values(row)[0] in self._ticks

    def tick(self, rows: Iterable[int], on: bool) -> None:
        """Tick shown rows, or take their ticks back."""
        for row in rows:
            identity = self.row_values(row)[0]
            if on:
                self._ticks[identity] = None
            else:
                self._ticks.pop(identity, None)
        self._tell_ticks()

    def tick_all(self, on: bool = True) -> None:
        """Tick all matching rows, or take all ticks back, shown or not."""
        self._ticks = dict.fromkeys(row[0] for row in self.shown_rows()) if on else {}
        self._tell_ticks()

    def _tell_ticks(self) -> None:
        if self._shown:
            last = self.index(len(self._shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticked.emit()

    # Qt model

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _READ if self.columns[index.column()].editor is None else _CHANGED

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, place = index.row(), index.column()
        column, value = self.columns[place], self.value(row, place)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = column.text(value)
            empty = "" if column.ticks else DASH
            return text or empty if role == Qt.ItemDataRole.DisplayRole else plain_tooltip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(row) if place == 0 else column.spoken(value)
        if role == BADGE_ROLE:
            return column.badge(value) if column.badge else None
        if role == SORT_ROLE:
            return column.sort(value) if column.sort else value
        return value if role == Qt.ItemDataRole.EditRole else None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if value != self.value(index.row(), index.column()):
            self.edited.emit(self.row_values(index.row()), index.column(), value)
        return True

    def _sentence(self, row: int) -> str:
        values = self.row_values(row)
        said = [
            (column.title, column.spoken(value(values)))
            for column, value in zip(self.columns, self._values, strict=True)
            if not column.ticks
        ]
        parts = [f"{title}\u00a0: {words}" for title, words in said if words]
        ticked = " Cochée." if self._ticks and self.is_ticked(row) else ""
        return f"{self._name}. {', '.join(parts)}.{ticked}"

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{self.columns[section].title}{self._second_mark(section)}"
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight
                    if self.columns[section].right
                    else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _second_mark(self, section: int) -> str:
        """« ↓² » after the title of the second key; the first one has the arrow of the header."""
        for rank, (column, way) in enumerate(self.sorting[1:], start=2):
            if column == section:
                arrow = "↑" if way == Qt.SortOrder.AscendingOrder else "↓"
                return f"\u00a0{arrow}{'²³⁴'[min(rank, 4) - 2]}"
        return ""

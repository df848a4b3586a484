"""One table for all lists: plain tuples, filtered as one types, painted by one delegate."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from dmn_desktop.core.text import DASH, fold
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import Badge, badge_width, draw_badge
from dmn_desktop.ui.widgets.basics import plain_tooltip

PAGE = 200
"""Matching rows shown at once; the others follow when the event loop is free."""

_AMOUNT = re.compile(r"[+-]?[\d\s.,]*[€%]?")

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
BADGE_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """One column; its values stand at its place in each row.

    Attributes:
        text: The words of a value.
        sort: What a value is sorted by, so that « Élevé » comes before « Moyen ».
        badge: The badge of a value, None to show words.
    """

    title: str
    width: int = 120
    text: Callable[[Any], str] = str
    sort: Callable[[Any], Any] | None = None
    badge: Callable[[Any], Badge | None] | None = None
    right: bool = False
    strong: bool = False
    muted: bool = False


class RecordTableModel(QAbstractTableModel):
    """Rows of plain values, sorted and filtered in memory.

    The text of all rows is one string, so that a search costs one pass of C code; matches beyond
    the first page are added when the event loop is free.

    Attributes:
        counted: The number of matching rows is final.
    """

    counted = Signal(int)

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        """Make an empty table.

        Args:
            columns: What each value of a row is.
            name: What one row is, in French, for screen readers.
        """
        super().__init__()
        self.columns = columns
        self._name = name
        self._rows: Sequence[tuple[Any, ...]] = ()
        self._order: list[int] = []
        self._shown: list[int] = []
        self._words: list[str] = []
        self._pending: Iterator[int] = iter(())
        self._haystack = ""
        self._ends: list[int] = []
        self._sorting: tuple[int, Qt.SortOrder] | None = None
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._add_more)

    # Content

    def set_rows(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Show other rows; filter and sort stay."""
        self._rows = rows
        self._reorder()
        self._refilter()

    def row_values(self, row: int) -> tuple[Any, ...]:
        """The values of a shown row, and what stands behind them."""
        return self._rows[self._shown[row]]

    def shown_rows(self) -> list[tuple[Any, ...]]:
        """All matching rows, in the shown order."""
        self._finish()
        return [self._rows[i] for i in self._shown]

    @property
    def total(self) -> int:
        """How many rows there are, matching or not."""
        return len(self._rows)

    def set_filter(self, text: str) -> None:
        """Show the rows that contain every word."""
        self._words = sorted(fold(text).split(), key=len, reverse=True)
        self._refilter()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorting = (column, order) if column >= 0 else None
        self._reorder()
        self._refilter()

    def _reorder(self) -> None:
        self._order = self._sorted(list(range(len(self._rows))))
        texts = [
            fold(" ".join(c.text(v) for c, v in zip(self.columns, self._rows[i], strict=False)))
            for i in self._order
        ]
        self._haystack = "\n".join(texts) + "\n"
        end, self._ends = 0, []
        for text in texts:
            end += len(text) + 1
            self._ends.append(end)

    def _sorted(self, places: list[int]) -> list[int]:
        """The places of the rows in the chosen order; rows without a value come last."""
        if self._sorting is None:
            return places
        column, order = self._sorting
        keys = {place: self._sort_key(self._rows[place], column) for place in places}
        there = [place for place in places if keys[place] not in (None, "")]
        there.sort(key=lambda i: keys[i], reverse=order == Qt.SortOrder.DescendingOrder)
        return there + [place for place in places if keys[place] in (None, "")]

    def _sort_key(self, values: tuple[Any, ...], column: int) -> Any:
        spec, value = self.columns[column], values[column]
        key = spec.sort(value) if spec.sort else value
        return fold(key) if isinstance(key, str) else key

    def _refilter(self) -> None:
        self.beginResetModel()
        self._pending = self._matching()
        self._shown = list(islice(self._pending, PAGE))
        self.endResetModel()
        self._idle.start()

    def _matching(self) -> Iterator[int]:
        if not self._words:
            yield from self._order
            return
        haystack, ends, first, rest = self._haystack, self._ends, self._words[0], self._words[1:]
        place = haystack.find(first)
        while place >= 0:
            row = bisect_right(ends, place)
            start, end = ends[row - 1] if row else 0, ends[row]
            if all(haystack.find(word, start, end) >= 0 for word in rest):
                yield self._order[row]
            place = haystack.find(first, end)

    def _add_more(self) -> None:
        more = list(islice(self._pending, 20 * PAGE))
        if more:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._shown.extend(more)
            self.endInsertRows()
        else:
            self._idle.stop()
            self.counted.emit(len(self._shown))

    def _finish(self) -> None:
        while self._idle.isActive():
            self._add_more()

    # Qt model

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        values, place = self._rows[self._shown[index.row()]], index.column()
        column = self.columns[place]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = column.text(values[place])
            return text or DASH if role == Qt.ItemDataRole.DisplayRole else plain_tooltip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(values) if place == 0 else column.text(values[place])
        if role == SORT_ROLE:
            return column.sort(values[place]) if column.sort else values[place]
        if role == BADGE_ROLE:
            return column.badge(values[place]) if column.badge else None
        return None

    def _sentence(self, values: tuple[Any, ...]) -> str:
        parts = [
            f"{column.title}\u00a0: {column.text(value)}"
            for column, value in zip(self.columns, values, strict=False)
            if column.text(value)
        ]
        return f"{self._name}. {', '.join(parts)}."

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight
                    if self.columns[section].right
                    else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignVCenter
        return None


class RecordDelegate(QStyledItemDelegate):
    """Paints every cell: ground, words or badge, and the rule below."""

    def __init__(self, theme: Theme) -> None:
        """Keep the fonts and colours at hand; a table paints hundreds of cells a frame."""
        super().__init__()
        self._theme = theme
        theme.changed.connect(self._prepare)
        self._prepare()

    def _prepare(self) -> None:
        theme = self._theme
        self._plain = theme.font(14)
        self._strong = theme.font(14, QFont.Weight.DemiBold)
        self._ink, self._ink2 = theme.colour("ink"), theme.colour("ink2")
        self._line, self._chosen = theme.colour("line"), theme.colour("asoft")
        self._pad = theme.px(8)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        badge = index.data(BADGE_ROLE)
        if badge is not None:
            return QSize(badge_width(self._theme, badge) + 2 * self._pad, self._theme.px(33))
        width = option.fontMetrics.horizontalAdvance(index.data())  # type: ignore[attr-defined]
        return QSize(width + 2 * self._pad + 4, self._theme.px(33))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        model: RecordTableModel = index.model()  # type: ignore[assignment]
        column = model.columns[index.column()]
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._chosen)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        value = model.row_values(index.row())[index.column()]
        badge = column.badge(value) if column.badge else None
        inner = rect.adjusted(self._pad, 0, -self._pad, -1)
        if badge is not None:
            draw_badge(painter, self._theme, inner, badge)
        else:
            painter.setFont(self._strong if column.strong else self._plain)
            painter.setPen(self._ink2 if column.muted else self._ink)
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            text = column.text(value) or DASH
            text = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, text)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))


class RecordTable(QTableView):
    """The view of a `RecordTableModel`.

    Attributes:
        opened: A row was opened with Enter or a double click; carries its values.
    """

    opened = Signal(tuple)

    def __init__(self, theme: Theme, model: RecordTableModel, name: str) -> None:
        """Show a model; `name` is the accessible name."""
        super().__init__()
        self._theme = theme
        self._model = model
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RecordDelegate(theme))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._kept: Any = None
        self.selectionModel().currentRowChanged.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(33))
        for place, column in enumerate(self._model.columns):
            self.setColumnWidth(place, self._theme.px(column.width))

    def _open(self, row: int) -> None:
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

    def current_values(self) -> tuple[Any, ...] | None:
        """The values of the row in focus."""
        row = self.currentIndex().row()
        return self._model.row_values(row) if row >= 0 else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy the chosen rows, or all, with headers, as tab-separated text."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        values = [self._model.row_values(r) for r in rows] or self._model.shown_rows()
        lines = ["\t".join(column.title for column in self._model.columns)]
        for row in values:
            cells = zip(self._model.columns, row, strict=False)
            lines.append("\t".join(_inert(c.text(v).replace("\n", " ")) for c, v in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))


def _inert(text: str) -> str:
    """Text that a spreadsheet takes for a text when it is pasted; amounts stay as they are."""
    starts_formula = text[:1] in ("=", "+", "-", "@") and not _AMOUNT.fullmatch(text)
    return f"'{text}" if starts_formula else text

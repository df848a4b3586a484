"""A table whose first columns stay in view when it is scrolled sideways.

The others are painted beside them by the same view, so that focus, screen readers and editors
know one table only.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.record_painting import RowPainter

Index = QModelIndex | QPersistentModelIndex


class FrozenHeader(QHeaderView):
    """The head of such a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is frozen."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.frozen = 0

    @property
    def frozen_width(self) -> int:
        """Pixels taken by the frozen columns."""
        return sum(self.sectionSize(i) for i in range(self.frozen))

    @property
    def is_over(self) -> bool:
        """Whether the frozen columns cover others now."""
        return self.frozen > 0 and self.offset() > 0

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_over:
            return
        painter = QPainter(self.viewport())
        left = 0
        for section in range(self.frozen):
            width = self.sectionSize(section)
            painter.save()
            self.paintSection(painter, QRect(left, 0, width, self.height()), section)
            painter.restore()
            left += width
        painter.end()

    def _moved(self, event: QMouseEvent) -> QMouseEvent:
        """An event over a frozen section, where the section would be without freezing."""
        if not self.is_over or event.position().x() >= self.frozen_width:
            return event
        place = event.position() - QPointF(self.offset(), 0)
        return QMouseEvent(
            event.type(),
            place,
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(self._moved(event))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._moved(event))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._moved(event))
        self.viewport().update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(self._moved(event))


class FrozenTable(QTableView):
    """A table that may freeze its first columns."""

    def __init__(self, painter: RowPainter) -> None:
        """Nothing is frozen."""
        super().__init__()
        self._painter = painter
        self.head = self._make_head()
        self.setHorizontalHeader(self.head)
        self.head.setSectionsClickable(True)
        self._edge = QColor()

    def _make_head(self) -> FrozenHeader:
        return FrozenHeader(self)

    def freeze(self, columns: int, edge: QColor) -> None:
        """Keep the first columns in view; an edge in this colour ends them."""
        self.head.frozen = columns
        self._edge = edge
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        frozen = self.head.frozen if self.head.is_over else 0
        self._painter.paint(self, event.rect(), frozen)
        if frozen:
            painter = QPainter(self.viewport())
            painter.fillRect(self.head.frozen_width - 1, 0, 1, self.viewport().height(), self._edge)
            painter.end()

    def _frozen_at(self, x: int) -> int:
        """The frozen column at an abscissa, -1 when there is none."""
        if not self.head.is_over:
            return -1
        left = 0
        for column in range(self.head.frozen):
            left += self.columnWidth(column)
            if x < left:
                return column
        return -1

    @override
    def indexAt(self, pos: QPoint) -> QModelIndex:
        column = self._frozen_at(pos.x())
        row = self.rowAt(pos.y())
        if column < 0 or row < 0:
            return super().indexAt(pos)
        return self.model().index(row, column)

    @override
    def visualRect(self, index: Index) -> QRect:
        rect = super().visualRect(index)
        if self.head.is_over and index.isValid() and index.column() < self.head.frozen:
            rect.moveLeft(rect.left() + self.head.offset())
        return rect

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        bar, frozen = self.horizontalScrollBar(), self.head.frozen
        before = bar.value()
        super().scrollTo(index, hint)
        if not frozen:
            return
        if index.column() < frozen:
            bar.setValue(before)
            return
        hidden = self.head.frozen_width - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx and self.head.frozen:
            self.viewport().update()
            self.head.viewport().update()

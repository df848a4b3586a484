"""How a grid of candidates is painted: cells, frozen titles, heads of candidates."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import badge_height, draw_badge
from dmn_desktop.ui.widgets.grid_model import GridCell, GridColumn, GridModel, GridRow, Index
from dmn_desktop.ui.widgets.wrapping import draw_wrapped, wrapped_lines

MAX_LINES = 6
"""Lines of an answer shown in a cell; the rest is in the editor and the tooltip."""

NUMBERED = 30
"""Row labels wider than this, in pixels at 100 %, are numbers in a column of their own."""


class Metrics:
    """Fonts and wrapped heights at the present text size."""

    def __init__(self, theme: Theme, most: int) -> None:
        self.text = theme.font(14)
        self.note = theme.font(13)
        self.strong = theme.font(14, QFont.Weight.DemiBold)
        self.number = theme.font(13, QFont.Weight.DemiBold)
        self.most = most
        self.pad = theme.px(9)
        self.rise = theme.px(9 if most > 1 else 4)
        self.gap = theme.px(4) if most > 1 else 0
        self.badge = badge_height(theme)
        fonts = {"text": self.text, "note": self.note, "number": self.number}
        self._keys = {name: font.toString() for name, font in fonts.items()}
        self._lines = {name: QFontMetrics(font).lineSpacing() for name, font in fonts.items()}
        self.icon_room = theme.px(19)

    def wrapped(self, text: str, width: int, font: str = "text", most: int = MAX_LINES) -> int:
        """The height of a wrapped text."""
        return len(wrapped_lines(text, self._keys[font], width, most)) * self._lines[font]

    def most_of(self, cell: GridCell) -> int:
        """How many lines of its text a cell shows: one without badge has the room of two."""
        return 2 if self.most == 1 and cell.badge is None else self.most

    def cell_height(self, cell: GridCell, width: int) -> int:
        """The height that a cell needs."""
        inner = width - 2 * self.pad
        height = 2 * self.rise
        if cell.badge is not None:
            height += self.badge + self.gap
        text = cell.text or (cell.placeholder if cell.badge is None else "")
        if text:
            height += self.wrapped(text, inner, most=self.most_of(cell))
        if cell.note:
            height += self.gap + self.wrapped(cell.note, inner - self.icon_room, "note", 2)
        return height


class PaintedGrid(QTableView):
    """What the painters know of the grid.

    Attributes:
        label_width: Room for the letter or number of a row, in pixels at 100 %.
        title_width: Room for letter and words of a row, in pixels at 100 %.
        folded: Keys of the folded headings.
    """

    def __init__(self, theme: Theme, label_width: int, title_width: int) -> None:
        """Start empty, with the fonts of the present text size."""
        super().__init__()
        self._theme = theme
        self.label_width = label_width
        self.title_width = title_width
        self.folded: set[str] = set()
        self.model_ = GridModel()
        self._title_room: int | None = None
        self.metrics = Metrics(theme, MAX_LINES)

    @property
    def title_room(self) -> int:
        """The width of the titles, in pixels; all there is while nothing stands beside them."""
        if not self.model_.columns:
            # One pixel stays beside them: Qt says that a table is resized only when that part is.
            room = self.width() - 2 * self.frameWidth() - 1
            return max(room, self._theme.px(self.title_width))
        return self._title_room or self._theme.px(self.title_width)

    @property
    def is_numbered(self) -> bool:
        """Whether the labels of rows are numbers, in a column of their own."""
        return self.label_width > NUMBERED

    def heading_fits(self, row: GridRow) -> bool:
        """Whether the words of a heading hold in the column of titles."""
        width = QFontMetrics(self.metrics.strong).horizontalAdvance(row.text)
        return width < self.title_room - self._theme.px(36)


class CellDelegate(QStyledItemDelegate):
    """Paints the cells, and the words of headings too long for the titles."""

    def __init__(self, theme: Theme, grid: PaintedGrid) -> None:
        super().__init__(grid)
        self._theme = theme
        self._grid = grid

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = self._grid.model_.cell(index)
        width = self._grid.columnWidth(index.column())
        if cell is None:
            return QSize(width, self._theme.px(28))
        return QSize(width, self._grid.metrics.cell_height(cell, width))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        theme, cell = self._theme, self._grid.model_.cell(index)
        painter.fillRect(rect, theme.colour("panel" if cell else "panel2"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if cell is None:
            self._paint_heading(painter, rect, self._grid.model_.rows[index.row()])
            if self._grid.hasFocus() and index.row() == self._grid.currentIndex().row():
                self._frame(painter, rect, "accent")
            return
        painter.drawLine(rect.topRight(), rect.bottomRight())
        self._paint_cell(painter, rect, cell)
        if cell.error:
            self._frame(painter, rect, "dang")
        elif option.state & QStyle.StateFlag.State_HasFocus or (  # type: ignore[attr-defined]
            index == self._grid.currentIndex()
        ):
            self._frame(painter, rect, "accent")

    def _frame(self, painter: QPainter, rect: QRect, token: str) -> None:
        painter.setPen(QPen(self._theme.colour(token), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_heading(self, painter: QPainter, rect: QRect, row: GridRow) -> None:
        if self._grid.heading_fits(row):
            return
        painter.setFont(self._grid.metrics.strong)
        painter.setPen(self._theme.colour("ink"))
        painter.drawText(
            rect.adjusted(self._grid.metrics.pad, 0, 0, 0),
            int(Qt.AlignmentFlag.AlignVCenter),
            row.text,
        )

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: GridCell) -> None:
        theme, metrics = self._theme, self._grid.metrics
        inner = rect.adjusted(metrics.pad, metrics.rise, -metrics.pad, -metrics.rise)
        top = inner.top()
        if cell.badge is not None:
            box = QRect(inner.left(), top, inner.width(), metrics.badge)
            draw_badge(painter, theme, box, cell.badge)
            top += metrics.badge + metrics.gap
        text = cell.text
        painter.setPen(theme.colour("ink2" if cell.muted else "ink"))
        if not text and cell.badge is None:
            text = cell.placeholder
            painter.setPen(theme.colour("ink3"))
        if text:
            box = QRect(inner.left(), top, inner.width(), 0)
            most = metrics.most_of(cell)
            top += draw_wrapped(painter, box, text, metrics.text, most) + metrics.gap
        if cell.note:
            painter.drawPixmap(inner.left(), top + 2, theme.pixmap("link", "ink2", 14))
            painter.setPen(theme.colour("ink2"))
            side = metrics.icon_room
            box = QRect(inner.left() + side, top, inner.width() - side, 0)
            draw_wrapped(painter, box, cell.note, metrics.note, 2)


class RowTitles(QHeaderView):
    """The frozen column: letter or number, then the words of the row."""

    def __init__(self, theme: Theme, grid: PaintedGrid) -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self._theme = theme
        self._grid = grid
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignTop)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._grid.title_room, 0)

    def height_for(self, row: GridRow) -> int:
        """The height that the words of a row need."""
        if row.heading:
            return self._theme.px(28)
        left = self._theme.px(self._grid.label_width + 12 * row.depth)
        width = self._grid.title_room
        metrics = self._grid.metrics
        label = metrics.wrapped(row.label, left - 2 * metrics.pad, "number", 4)
        beside = 2 * metrics.pad + 1 if self._grid.is_numbered else 10
        words = metrics.wrapped(row.text, width - left - beside, most=12)
        return max(words, label if self._grid.is_numbered else 0) + 2 * metrics.rise

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme, row, metrics = self._theme, self._grid.model_.rows[logical], self._grid.metrics
        numbered = self._grid.is_numbered and not row.heading
        painter.save()
        painter.fillRect(rect, theme.colour("panel" if numbered else "panel2"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if numbered:
            self._paint_numbered(painter, rect, row)
            painter.restore()
            return
        if row.heading:
            self._paint_heading(painter, rect, row)
            painter.restore()
            return
        painter.drawLine(rect.topRight(), rect.bottomRight())
        indent = theme.px(12 * row.depth)
        top = rect.top() + metrics.pad
        painter.setPen(theme.colour("ink"))
        painter.setFont(metrics.strong)
        label = QRect(
            rect.left() + theme.px(9) + indent, top, theme.px(self._grid.label_width), rect.height()
        )
        painter.drawText(label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, row.label)
        painter.setPen(theme.colour("ink"))
        left = theme.px(self._grid.label_width) + indent
        box = QRect(rect.left() + left, top, rect.width() - left - 10, 0)
        draw_wrapped(painter, box, row.text, metrics.text, 12)
        painter.restore()

    def _paint_numbered(self, painter: QPainter, rect: QRect, row: GridRow) -> None:
        """A number in a column of its own, and the words, both at half height."""
        theme, metrics = self._theme, self._grid.metrics
        left = rect.left() + theme.px(self._grid.label_width)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(left, rect.top(), left, rect.bottom())
        painter.setPen(theme.colour("ink2"))
        width = left - rect.left() - 2 * metrics.pad
        top = rect.center().y() - metrics.wrapped(row.label, width, "number", 4) // 2
        box = QRect(rect.left() + metrics.pad, top, width, 0)
        draw_wrapped(painter, box, row.label, metrics.number, 4)
        painter.setPen(theme.colour("ink"))
        width = rect.right() - left - 2 * metrics.pad
        top = rect.center().y() - metrics.wrapped(row.text, width, most=12) // 2
        box = QRect(left + metrics.pad + 1, top, width, 0)
        draw_wrapped(painter, box, row.text, metrics.text, 12)

    def _paint_heading(self, painter: QPainter, rect: QRect, row: GridRow) -> None:
        theme = self._theme
        icon = "chevron-right" if row.key in self._grid.folded else "chevron-down"
        top = rect.center().y() - theme.px(8)
        painter.drawPixmap(rect.left() + 8, top, theme.pixmap(icon, "ink2", 16))
        painter.setFont(self._grid.metrics.strong)
        painter.setPen(theme.colour("ink"))
        box = rect.adjusted(theme.px(30), 0, 0, 0)
        words = f"{row.label} {row.text}" if self._grid.heading_fits(row) else row.label
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words.strip())


class Corner(QWidget):
    """The heads of the frozen titles: of their numbers and of their words."""

    def __init__(self, theme: Theme, grid: PaintedGrid) -> None:
        super().__init__(grid)
        self._theme = theme
        self._grid = grid
        self.words = ("", "")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, grid, area = self._theme, self._grid, self.rect()
        painter = QPainter(self)
        painter.fillRect(area, theme.colour("panel2"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        left = theme.px(grid.label_width) if grid.is_numbered else 0
        if left:
            painter.drawLine(left, area.top(), left, area.bottom())
        painter.setFont(grid.metrics.number)
        painter.setPen(theme.colour("ink2"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        label, words = self.words
        painter.drawText(QRect(grid.metrics.pad, 0, left, area.height()), flags, label)
        painter.drawText(area.adjusted(left + grid.metrics.pad, 0, -8, 0), flags, words)
        painter.end()


class CandidateHeads(QHeaderView):
    """The candidates: letter in a box, name, note, and a bar with its words."""

    def __init__(self, theme: Theme, grid: PaintedGrid) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._theme = theme
        self._grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)

    @override
    def sizeHint(self) -> QSize:
        grid, metrics = self._grid, self._grid.metrics
        words = [
            metrics.wrapped(column.words, grid.columnWidth(place) - self._theme.px(13), "note")
            for place, column in enumerate(grid.model_.columns)
            if column.words
        ]
        return QSize(100, self._theme.px(46) + max(words) if words else self._theme.px(32))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme, column = self._theme, self._grid.model_.columns[logical]
        painter.save()
        painter.fillRect(rect, theme.colour("panel2"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        head = QRect(rect.left(), rect.top(), rect.width(), theme.px(32))
        left = self._paint_letter(painter, head, column.letter)
        self._paint_name(painter, head.adjusted(left - head.left(), 0, -8, 0), column)
        if column.words:
            self._paint_bar(
                painter, rect.adjusted(theme.px(10), theme.px(32), -theme.px(10), 0), column
            )
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRect, column: GridColumn) -> None:
        """The name, then as much of the note as there is room for."""
        theme, middle = self._theme, Qt.AlignmentFlag.AlignVCenter
        right = Qt.TextElideMode.ElideRight
        painter.setFont(self._grid.metrics.strong)
        painter.setPen(theme.colour("ink"))
        name = painter.fontMetrics().elidedText(column.name, right, box.width())
        painter.drawText(box, middle, name)
        box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(name) + theme.px(8))
        if column.note and box.width() > theme.px(36):
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("ink2"))
            note = painter.fontMetrics().elidedText(column.note, right, box.width())
            painter.drawText(box, middle, note)

    def _paint_letter(self, painter: QPainter, head: QRect, letter: str) -> int:
        theme = self._theme
        side = theme.px(18)
        box = QRect(head.left() + theme.px(9), head.center().y() - side // 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("strong"))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        painter.setPen(theme.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
        return box.right() + theme.px(8)

    def _paint_bar(self, painter: QPainter, rect: QRect, column: GridColumn) -> None:
        theme = self._theme
        total = sum(number for _, number in column.segments)
        left, height = rect.left(), theme.px(6)
        for tone, number in column.segments:
            width = round(rect.width() * number / total) if total else 0
            if number:
                token = "neus" if tone == "neu" else tone
                painter.fillRect(
                    left, rect.top() + 2, max(2, width - 3), height, theme.colour(token)
                )
            left += width
        painter.setPen(theme.colour("ink2"))
        box = rect.adjusted(0, height + theme.px(4), theme.px(7), 0)
        draw_wrapped(painter, box, column.words, self._grid.metrics.note, MAX_LINES)

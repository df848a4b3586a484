"""Candidates side by side: titles of rows frozen at the left, one painted cell per candidate.

Used by the answers (one question, or all of them) and by the comparison of annexe 2. Cells are
painted, so a page has few widgets whatever the number of candidates; only the cell being edited
holds an editor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import Badge, badge_height, draw_badge
from dmn_desktop.ui.widgets.wrapping import draw_wrapped, wrapped_lines

MIN_COLUMN = 200
"""Least width of a candidate's column, in pixels at 100 %."""

MAX_LINES = 6
"""Lines of an answer shown in a cell; the rest is in the editor and the tooltip."""

NUMBERED = 30
"""Row labels wider than this, in pixels at 100 %, are numbers in a column of their own."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class GridCell:
    """What one cell shows.

    Attributes:
        note: A second, smaller text with a link icon: the source.
        muted: Grey, because it does not apply.
        placeholder: Shown while there is nothing.
        error: Whether its last change could not be saved.
    """

    badge: Badge | None = None
    text: str = ""
    note: str = ""
    muted: bool = False
    placeholder: str = ""
    error: bool = False

    @property
    def words(self) -> str:
        """The cell in one sentence."""
        parts = [self.badge.text if self.badge else "", self.text, self.note]
        return ". ".join(p.rstrip(".") for p in parts if p) or self.placeholder


@dataclass(frozen=True)
class GridRow:
    """A row, or a heading across all columns.

    Attributes:
        label: Letter or number at the left.
        depth: 1 for a point under another point.
    """

    key: str
    label: str
    text: str
    cells: Sequence[GridCell] = ()
    heading: bool = False
    depth: int = 0


@dataclass(frozen=True)
class GridColumn:
    """A candidate.

    Attributes:
        segments: Parts of a bar: tone and number.
        words: The bar in words, below it.
    """

    key: str
    letter: str
    name: str
    note: str = ""
    segments: Sequence[tuple[str, int]] = ()
    words: str = ""


class GridModel(QAbstractTableModel):
    """Rows and columns of a `CompareGrid`."""

    def __init__(self) -> None:
        """Make an empty grid."""
        super().__init__()
        self.rows: list[GridRow] = []
        self.columns: list[GridColumn] = []

    def show_content(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Show other content; when the shape is the same, the focus stays."""
        same = [r.key for r in rows] == [r.key for r in self.rows] and [c.key for c in columns] == [
            c.key for c in self.columns
        ]
        if not same:
            self.beginResetModel()
        self.rows, self.columns = list(rows), list(columns)
        if not same:
            self.endResetModel()
        elif rows and columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows) - 1)

    def cell(self, index: Index) -> GridCell | None:
        """What a cell shows; None in a heading."""
        row = self.rows[index.row()]
        return None if row.heading else row.cells[index.column()]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell(index)
        if cell is None:
            return row.text if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return _plain_tooltip(cell.words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self.columns[index.column()].name
            return f"{row.label} {row.text}. {name}\u00a0: {cell.words}"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            column = self.columns[section]
            words = f"{column.letter} {column.name}, {column.note}".strip(", ")
            return f"{words}. {column.words}" if column.words else words
        if orientation == Qt.Orientation.Vertical and section < len(self.rows):
            row = self.rows[section]
            return f"{row.label} {row.text}".strip()
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _plain_tooltip(text: str) -> str:
    """A tooltip reads HTML: escape what people wrote."""
    import html

    return f"<p>{html.escape(text)}</p>" if text else ""


class _Metrics:
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


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, grid: CompareGrid) -> None:
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


class _RowTitles(QHeaderView):
    """The frozen column: letter or number, then the words of the row."""

    def __init__(self, theme: Theme, grid: CompareGrid) -> None:
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


class _Corner(QWidget):
    """The heads of the frozen titles: of their numbers and of their words."""

    def __init__(self, theme: Theme, grid: CompareGrid) -> None:
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


class _CandidateHeads(QHeaderView):
    """The candidates: letter in a box, name, note, and a bar with its words."""

    def __init__(self, theme: Theme, grid: CompareGrid) -> None:
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


class CompareGrid(QTableView):
    """The grid.

    Attributes:
        cell_opened: Enter, F2 or a double click on a cell: row key, column key.
        cell_moved: Another cell is in focus: row key, column key.
        key_typed: A printable key on a cell: row key, column key, text.
        folded: Keys of the folded headings.
    """

    cell_opened = Signal(str, str)
    cell_moved = Signal(str, str)
    key_typed = Signal(str, str, str)

    def __init__(
        self, theme: Theme, name: str, label_width: int = 24, title_width: int = 152
    ) -> None:
        """Make an empty grid.

        Args:
            theme: Colours, sizes and fonts.
            name: Accessible name.
            label_width: Room for the letter or number of a row, in pixels at 100 %.
            title_width: Room for letter and words of a row, in pixels at 100 %.
        """
        super().__init__()
        self._theme = theme
        self.label_width = label_width
        self.title_width = title_width
        self.folded: set[str] = set()
        self.model_ = GridModel()
        self._most = MAX_LINES
        self._title_room: int | None = None
        self.metrics = _Metrics(theme, self._most)
        self._editor: QWidget | None = None
        self._editor_key: tuple[str, str] | None = None
        self.setObjectName("compare")
        self.setAccessibleName(name)
        self.setModel(self.model_)
        self.setItemDelegate(_CellDelegate(theme, self))
        self._titles = _RowTitles(theme, self)
        self._heads = _CandidateHeads(theme, self)
        self.setVerticalHeader(self._titles)
        self.setHorizontalHeader(self._heads)
        self._corner = _Corner(theme, self)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._titles.sectionClicked.connect(self._fold)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._retheme)

    # Content

    def show_content(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Show candidates and rows; the focused cell keeps its focus when it is still there."""
        key = self.current_key()
        self.model_.show_content(columns, rows)
        self._lay_out()
        if key is not None and self.current_key() != key:
            self.focus_cell(*key)

    def set_corner(self, text: str, label: str = "") -> None:
        """The words above the row titles, and above their numbers."""
        self._corner.words = (label, text)
        self._corner.setAccessibleName(f"{label} {text}".strip())
        self._corner.update()

    def set_lines(self, most: int) -> None:
        """Show at most so many lines of a text; with one, rows stand close together."""
        self._most = most
        self._retheme()

    def set_title_room(self, width: int) -> None:
        """Give the titles another width than their usual one, in pixels."""
        if width != self.title_room:
            self._title_room = width
            self._lay_out()

    @property
    def title_room(self) -> int:
        """The width of the titles, in pixels."""
        return self._title_room or self._theme.px(self.title_width)

    @property
    def is_numbered(self) -> bool:
        """Whether the labels of rows are numbers, in a column of their own."""
        return self.label_width > NUMBERED

    def _lay_out(self) -> None:
        rows, columns = self.model_.rows, self.model_.columns
        if not columns:
            return
        self._titles.setFixedWidth(self.title_room)
        room = self.viewport().width()
        least = self._theme.px(MIN_COLUMN)
        width = max(least, room // len(columns))
        for place in range(len(columns)):
            last = place == len(columns) - 1 and width * len(columns) <= room
            self.setColumnWidth(place, room - width * place if last else width)
        self._heads.setFixedHeight(self._heads.sizeHint().height())
        self._widen_editor()
        hidden = False
        self.clearSpans()
        for place, row in enumerate(rows):
            if row.heading:
                hidden = row.key in self.folded
                if len(columns) > 1:
                    self.setSpan(place, 0, 1, len(columns))
            self.setRowHidden(place, hidden and not row.heading)
            self.setRowHeight(place, self._row_height(place))
        self._place_corner()
        self._place_editor()

    def _row_height(self, place: int) -> int:
        row = self.model_.rows[place]
        heights = [self._titles.height_for(row)]
        for column, cell in enumerate(row.cells):
            heights.append(self.metrics.cell_height(cell, self.columnWidth(column)))
        if self._editor is not None and self._editor_key and self._editor_key[0] == row.key:
            heights.append(self._editor.sizeHint().height())
        return max(heights)

    def _place_corner(self) -> None:
        frame = self.frameWidth()
        self._corner.setGeometry(frame, frame, self.title_room, self._heads.height())

    def _retheme(self) -> None:
        self.metrics = _Metrics(self._theme, self._most)
        self._lay_out()

    def _fold(self, logical: int) -> None:
        row = self.model_.rows[logical]
        if row.heading:
            self.folded ^= {row.key}
            self._lay_out()
            if self.isRowHidden(self.currentIndex().row()):
                self.setCurrentIndex(self.model_.index(logical, self.currentIndex().column()))
            self._titles.viewport().update()

    def heading_fits(self, row: GridRow) -> bool:
        """Whether the words of a heading hold in the column of titles."""
        width = QFontMetrics(self.metrics.strong).horizontalAdvance(row.text)
        return width < self.title_room - self._theme.px(36)

    # Focus

    def index_of(self, row_key: str, column_key: str) -> QModelIndex:
        """The place of a cell, invalid when it is not shown."""
        row = next((i for i, r in enumerate(self.model_.rows) if r.key == row_key), -1)
        column = next((i for i, c in enumerate(self.model_.columns) if c.key == column_key), -1)
        return self.model_.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def current_key(self) -> tuple[str, str] | None:
        """Row key and column key of the focused cell."""
        return self._key(self.currentIndex())

    def _key(self, index: Index) -> tuple[str, str] | None:
        if not index.isValid() or index.row() >= len(self.model_.rows):
            return None
        row = self.model_.rows[index.row()]
        if row.heading or index.column() >= len(self.model_.columns):
            return None
        return row.key, self.model_.columns[index.column()].key

    def focus_cell(self, row_key: str, column_key: str) -> bool:
        """Put the focus on a cell; False when it is not shown."""
        index = self.index_of(row_key, column_key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def focus_first(self) -> None:
        """Put the focus on the first cell."""
        for place, row in enumerate(self.model_.rows):
            if not row.heading and self.model_.columns:
                self.setCurrentIndex(self.model_.index(place, 0))
                return

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        key = self._key(current)
        if key is not None and key != self._key(previous):
            self.cell_moved.emit(*key)

    # Editor of the focused cell

    def open_editor(self, row_key: str, column_key: str, editor: QWidget) -> None:
        """Lay an editor over a cell; the row grows to hold it. The editor stays the caller's."""
        self.close_editor()
        if not self.index_of(row_key, column_key).isValid():
            return
        self._editor, self._editor_key = editor, (row_key, column_key)
        if editor.parentWidget() is not self.viewport():
            editor.setParent(self.viewport())
            editor.installEventFilter(self)
        self.fit_editor()
        editor.show()
        self.scrollTo(self.index_of(row_key, column_key))
        self._place_editor()

    def fit_editor(self) -> None:
        """Give the edited row the height that its editor needs now."""
        if self._editor is None or self._editor_key is None:
            return
        index = self.index_of(*self._editor_key)
        if index.isValid():
            self._widen_editor()
            self.setRowHeight(index.row(), self._row_height(index.row()))
            self._place_editor()

    def _widen_editor(self) -> None:
        """Give the editor the width of its column, less the frame of the cell."""
        if self._editor is None or self._editor_key is None:
            return
        index = self.index_of(*self._editor_key)
        if index.isValid():
            self._editor.setFixedWidth(self.columnWidth(index.column()) - 4)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the row again when a line comes or goes in the editor."""
        if watched is self._editor and event.type() is QEvent.Type.LayoutRequest:
            self.fit_editor()
        return super().eventFilter(watched, event)

    def _place_editor(self) -> None:
        if self._editor is None or self._editor_key is None:
            return
        index = self.index_of(*self._editor_key)
        if index.isValid():
            self._editor.setGeometry(self.visualRect(index).adjusted(2, 2, -2, -3))

    @property
    def editor(self) -> QWidget | None:
        """The editor laid over a cell."""
        return self._editor

    def close_editor(self) -> None:
        """Take the editor away."""
        if self._editor is None or self._editor_key is None:
            return
        index = self.index_of(*self._editor_key)
        self._editor.hide()
        self._editor, self._editor_key = None, None
        if index.isValid():
            self.setRowHeight(index.row(), self._row_height(index.row()))

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Go to the next cell with Tab, but stay when Qt only looks where to put the focus.

        It does so whenever a control that has the focus is hidden or disabled.
        """
        focused = self.focusWidget()
        if focused is not None and not (focused.isVisible() and focused.isEnabled()):
            self.setFocus()
            return True
        return super().focusNextPrevChild(next)

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_editor()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    # Keys

    def _open(self, index: Index) -> None:
        key = self._key(index)
        if key is not None:
            self.cell_opened.emit(*key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key()
        control = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        opens = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)
        if key is None and self.currentIndex().isValid() and event.key() in opens:
            self._fold(self.currentIndex().row())
        elif event.key() in opens[:3] and not control:
            self._open(self.currentIndex())
        elif (
            key is not None and not control and event.text().strip() and event.text().isprintable()
        ):
            self.key_typed.emit(*key, event.text())
        elif key is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.key_typed.emit(*key, "\x7f")
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

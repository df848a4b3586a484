"""A grid of severities and likelihoods: a level written in each cell, a chip for each risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from dmn_desktop.core.text import count
from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import plain_tooltip

MOST_CHIPS = 6
"""Chips shown in a cell; the others are counted."""

LEAST_CELL = 43
"""Height of a cell that holds a line of chips above its level, in pixels at 100 %."""

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int]
"""A severity and a likelihood, from 1."""


@dataclass(frozen=True)
class Chip:
    """A risk in a cell: its identifier, its number, what is said of it."""

    id: str
    text: str
    said: str = ""


@dataclass(frozen=True)
class Cell:
    """What a cell shows.

    Attributes:
        word: Its level, « élevé ».
        tone: The colour of that level.
    """

    word: str
    tone: str
    chips: tuple[Chip, ...] = ()


@dataclass(frozen=True)
class Axis:
    """An axis: its name, its steps from the least, what each means."""

    name: str
    steps: tuple[str, ...]
    meanings: tuple[str, ...] = ()

    def meaning(self, step: int) -> str:
        """What a step means, empty when the structure wrote its own."""
        return self.meanings[step - 1] if step <= len(self.meanings) else ""


class MatrixModel(QAbstractTableModel):
    """The cells, the worst severity first."""

    def __init__(self) -> None:
        """Make an empty grid."""
        super().__init__()
        self.severities = Axis("Gravité", ())
        self.likelihoods = Axis("Vraisemblance", ())
        self._cells: Mapping[Place, Cell] = {}

    def show_cells(self, severities: Axis, likelihoods: Axis, cells: Mapping[Place, Cell]) -> None:
        """Show other cells; the axes may have other sizes."""
        if (severities, likelihoods) == (self.severities, self.likelihoods):
            self._cells = cells
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.severities, self.likelihoods, self._cells = severities, likelihoods, cells
        self.endResetModel()

    def place(self, index: Index) -> Place:
        """The severity and the likelihood of a cell."""
        return len(self.severities.steps) - index.row(), index.column() + 1

    def index_of(self, place: Place) -> QModelIndex:
        """Where a severity and a likelihood are."""
        return self.index(len(self.severities.steps) - place[0], place[1] - 1)

    def cell(self, index: Index) -> Cell:
        """What a cell shows."""
        return self._cells.get(self.place(index), Cell("", "neu"))

    def words(self, index: Index) -> str:
        """« Critique, probable »."""
        severity, likelihood = self.place(index)
        low = self.likelihoods.steps[likelihood - 1].lower()
        return f"{self.severities.steps[severity - 1]}, {low}"

    def sentence(self, index: Index) -> str:
        """What a screen reader says of a cell."""
        cell = self.cell(index)
        codes = ", ".join(chip.text for chip in cell.chips)
        risks = f"{count(len(cell.chips), 'risque')}\u00a0: {codes}" if codes else "aucun risque"
        return f"{self.words(index)}\u00a0: {cell.word}, {risks}"

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.severities.steps)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.likelihoods.steps)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).word
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.sentence(index))
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        axis = self.likelihoods if across else self.severities
        if not 0 <= section < len(axis.steps):
            return None
        step = section + 1 if across else len(axis.steps) - section
        if role == Qt.ItemDataRole.DisplayRole:
            return axis.steps[step - 1]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(axis.meaning(step))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{axis.name}\u00a0: {axis.steps[step - 1]}"
            return f"{said}. {axis.meaning(step)}" if axis.meaning(step) else said
        if role == Qt.ItemDataRole.TextAlignmentRole and not across:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


@dataclass(frozen=True)
class _Laid:
    """Where the chips of a cell are, and the words for those that have no room."""

    chips: tuple[tuple[QRect, Chip], ...] = ()
    more: str = ""
    more_at: QRect = QRect()  # noqa: RUF009  never changed


class MatrixDelegate(QStyledItemDelegate):
    """Paints a cell: its colour, its chips, the word of its level."""

    def __init__(self, theme: Theme, view: RiskMatrix) -> None:
        """Paint for a grid."""
        super().__init__(view)
        self._theme = theme
        self._view = view

    @property
    def _chip_font(self) -> QFont:
        return self._theme.font(12, QFont.Weight.DemiBold)

    def laid(self, rect: QRect, cell: Cell) -> _Laid:
        """Where the chips go: as many as there is room for, six at most."""
        for shown in range(min(len(cell.chips), MOST_CHIPS), -1, -1):
            left = len(cell.chips) - shown
            for words in _rest(left, shown):
                found = self._flow(rect, cell, cell.chips[:shown], words)
                if found is not None:
                    return found
        return _Laid()

    def _flow(self, rect: QRect, cell: Cell, chips: Sequence[Chip], more: str) -> _Laid | None:
        """Chips line by line, None when they do not go in; the level keeps its corner."""
        px = self._theme.px
        metrics, high = QFontMetrics(self._chip_font), px(20)
        word = QFontMetrics(self._theme.font(13))
        level, above = word.horizontalAdvance(cell.word) + px(10), rect.bottom() - word.height()
        left, edge = rect.left() + px(5), rect.right() - px(4)
        x, y = left, rect.top() + px(2)
        places, more_at = [], QRect()
        for chip in (*chips, *([None] if more else [])):
            text, frame = (chip.text, px(10)) if chip else (more, 2)
            width = metrics.horizontalAdvance(text) + frame
            if x > left and x + width > edge - (level if y + high > above else 0):
                x, y = left, y + high + px(3)
            if x + width > edge - (level if y + high > above else 0) or y + high > rect.bottom():
                return None
            if chip:
                places.append((QRect(x, y, width, high), chip))
            else:
                more_at = QRect(x, y, width, high)
            x += width + px(4)
        return _Laid(tuple(places), more, more_at)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, option.rect.adjusted(1, 1, -1, -1)
        cell = self._view.model_.cell(index)
        painter.save()
        painter.fillRect(rect, theme.colour(f"{cell.tone}s"))
        if theme.is_contrast:
            painter.setPen(theme.colour("line"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour(cell.tone))
        at = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect.adjusted(0, 0, -theme.px(6), -theme.px(1)), at, cell.word)
        self._paint_chips(painter, self.laid(rect, cell))
        if index == self._view.currentIndex():
            focus = self._view.hasFocus()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 3 if focus else 1))
            painter.drawRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5))
        painter.restore()

    def _paint_chips(self, painter: QPainter, laid: _Laid) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._chip_font)
        for rect, chip in laid.chips:
            chosen = chip.id == self._view.chosen_chip
            painter.setPen(theme.colour("accent" if chosen else "strong"))
            painter.setBrush(theme.colour("accent" if chosen else "panel"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(theme.colour("onaccent" if chosen else "ink"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chip.text)
        if laid.more:
            painter.setPen(theme.colour("ink2"))
            painter.drawText(laid.more_at, Qt.AlignmentFlag.AlignVCenter, laid.more)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _rest(left: int, shown: int) -> tuple[str, ...]:
    """What is said of the risks that have no chip, the longest words first."""
    if not left:
        return ("",)
    if not shown:
        return count(left, "risque"), f"{left}"
    return f"et {left} autres" if left > 1 else "et 1 autre", f"+{left}"


class RiskMatrix(QTableView):
    """The grid: arrows move, Enter opens a cell, Space goes from chip to chip.

    Attributes:
        cell_opened: Enter, or a click beside the chips: severity, likelihood.
        chip_chosen: A chip was clicked, or reached with Space; carries its identifier.
    """

    cell_opened = Signal(int, int)
    chip_chosen = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        """Make an empty grid; `name` is the accessible name."""
        super().__init__()
        self.setObjectName("matrix")
        self.setAccessibleName(name)
        self._theme = theme
        self.chosen_chip = ""
        self.model_ = MatrixModel()
        self.setModel(self.model_)
        self._delegate = MatrixDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        for way in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            way(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.horizontalHeader().setMinimumSectionSize(self._theme.px(48))
        self.verticalHeader().setMinimumSectionSize(self._theme.px(LEAST_CELL))

    @override
    def minimumSizeHint(self) -> QSize:
        px = self._theme.px
        head = self.horizontalHeader().sizeHint().height()
        return QSize(px(220), head + 3 * px(LEAST_CELL))

    # Content

    def show_cells(self, severities: Axis, likelihoods: Axis, cells: Mapping[Place, Cell]) -> None:
        """Show other cells; the focused one stays in focus."""
        here = self.model_.place(self.currentIndex()) if self.currentIndex().isValid() else (1, 1)
        self.model_.show_cells(severities, likelihoods, cells)
        if not self.currentIndex().isValid():
            last = (len(severities.steps), len(likelihoods.steps))
            self.focus_cell((min(here[0], last[0]), min(here[1], last[1])))

    def focus_cell(self, place: Place) -> None:
        """Put a cell in focus, without taking the keyboard."""
        self.setCurrentIndex(self.model_.index_of(place))

    def choose_chip(self, chip_id: str, place: Place | None) -> None:
        """Light a chip, and the cell it is in."""
        self.chosen_chip = chip_id
        if place is not None:
            self.focus_cell(place)
        self.viewport().update()

    def chip_at(self, point: QPoint) -> Chip | None:
        """The chip under a point of the viewport."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        rect = self.visualRect(index).adjusted(1, 1, -1, -1)
        laid = self._delegate.laid(rect, self.model_.cell(index))
        return next((chip for place, chip in laid.chips if place.contains(point)), None)

    def chips_of(self, place: Place) -> list[QRect]:
        """Where the chips of a cell are painted."""
        index = self.model_.index_of(place)
        rect = self.visualRect(index).adjusted(1, 1, -1, -1)
        return [at for at, _ in self._delegate.laid(rect, self.model_.cell(index)).chips]

    # Keys and mouse

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cell_opened.emit(*self.model_.place(index))
        elif index.isValid() and event.key() == Qt.Key.Key_Space:
            self._next_chip(index)
        else:
            super().keyPressEvent(event)

    def _next_chip(self, index: QModelIndex) -> None:
        ids = [chip.id for chip in self.model_.cell(index).chips]
        if ids:
            here = ids.index(self.chosen_chip) + 1 if self.chosen_chip in ids else 0
            self.chip_chosen.emit(ids[here % len(ids)])

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        chip = self.chip_at(point)
        if chip is not None:
            self.chip_chosen.emit(chip.id)
        else:
            self.cell_opened.emit(*self.model_.place(index))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.chip_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

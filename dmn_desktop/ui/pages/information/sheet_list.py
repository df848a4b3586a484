"""The list at the left: sheets by state, devices that no sheet speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from dmn_desktop.core.text import NBSP, fold
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import SheetState
from dmn_desktop.services.patient_summaries import SheetSummary, Uncovered
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.labels import plain_tooltip

Index = QModelIndex | QPersistentModelIndex

_WITHOUT = "Sans fiche"


@dataclass(frozen=True)
class Line:
    """A line of the list.

    Attributes:
        sheet: Identifier of a sheet, empty for others.
        device: Identifier of a device without one, empty for others.
        below: A second line.
        waits: Whether that line tells something to do: an amber clock.
    """

    text: str
    sheet: str = ""
    device: str = ""
    below: str = ""
    waits: bool = True

    @property
    def is_head(self) -> bool:
        """Whether it is the title of a group."""
        return not (self.sheet or self.device)


def lines(sheets: Sequence[SheetSummary], bare: Sequence[Uncovered], words: str) -> list[Line]:
    """The list, narrowed to what has all the words."""
    wanted = fold(words).split()

    def fits(*texts: str) -> bool:
        held = fold(" ".join(texts))
        return all(word in held for word in wanted)

    titles = Counter(s.title for s in sheets)
    found: list[Line] = []
    for state in (SheetState.REVIEW, SheetState.DRAFT, SheetState.CURRENT):
        group = [s for s in sheets if s.state is state]
        group = [s for s in group if fits(s.title, s.template, s.sheet.code, s.why)]
        if group:
            found.append(Line(state.label))
            found += [_line(s, titles[s.title] > 1) for s in group]
    without = [Line(d.name, device=d.id) for d in bare if fits(d.name, d.code)]
    return [*found, *([Line(_WITHOUT)] if without else []), *without]


def _line(summary: SheetSummary, several: bool) -> Line:
    """A sheet; the name of its template when its device has more than one sheet."""
    below = summary.why or (summary.template if several else "")
    return Line(summary.title, summary.sheet.id, below=below, waits=bool(summary.why))


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def show(self, found: list[Line]) -> None:
        self.beginResetModel()
        self.lines = found
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in self._parts(line) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            words = f"{line.text}{NBSP}: {line.below}" if line.below else line.text
            return plain_tooltip(words)
        return None

    def _parts(self, line: Line) -> Iterator[str]:
        yield line.text
        yield line.below
        yield "sans fiche d’information" if line.device else ""

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].is_head:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: SheetList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = self._view.line(index)
        height = 34 if line.is_head else 44 if line.below else 29
        return QSize(80, self._theme.px(height))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, line = self._theme, self._view.line(index)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        current = bool(line.sheet) and line.sheet == self._view.current
        if current:
            painter.fillRect(rect, theme.colour("asoft"))
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent")
            )
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        box = rect.adjusted(theme.px(14), theme.px(3), -theme.px(8), -theme.px(3))
        if line.is_head:
            self._head(painter, box, line)
        else:
            self._words(painter, box, line, current)
        painter.restore()

    def _head(self, painter: QPainter, box: QRect, line: Line) -> None:
        painter.setFont(self._theme.font(13, QFont.Weight.DemiBold))
        painter.setPen(self._theme.colour("ink2"))
        low = Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, low, line.text)

    def _words(self, painter: QPainter, box: QRect, line: Line, current: bool) -> None:
        theme = self._theme
        weight = QFont.Weight.DemiBold if current else QFont.Weight.Normal
        painter.setFont(theme.font(14, weight))
        painter.setPen(theme.colour("ink2" if line.device else "ink"))
        high = QRect(box.left(), box.top(), box.width(), theme.px(20))
        room = high if line.below else box
        text = painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if not line.below:
            return
        side = theme.px(14)
        top = box.top() + theme.px(20)
        low = QRect(box.left(), top, box.width(), box.bottom() - top)
        if line.waits:
            clock = theme.pixmap("clock", "warn", 14)
            painter.drawPixmap(low.left(), low.center().y() - side // 2, clock)
            low.adjust(side + 5, 0, 0, 0)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("warn" if line.waits else "ink2"))
        text = painter.fontMetrics().elidedText(
            line.below, Qt.TextElideMode.ElideRight, low.width()
        )
        painter.drawText(low, Qt.AlignmentFlag.AlignVCenter, text)


class SheetList(QListView):
    """Sheets, then devices without one.

    Attributes:
        sheet_chosen: Identifier of the sheet.
        device_chosen: Identifier of a device without sheet.
    """

    sheet_chosen = Signal(str)
    device_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Make an empty list."""
        super().__init__()
        self._lines = _Model()
        self.current = ""
        self.setModel(self._lines)
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName("Fiches d’information")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._activate)
        self.activated.connect(self._activate)
        theme.changed.connect(self.doItemsLayout)

    def line(self, index: Index) -> Line:
        """The line at a place."""
        return self._lines.lines[index.row()]

    @property
    def texts(self) -> list[str]:
        """The words shown, in order."""
        return [line.text for line in self._lines.lines]

    def show_lines(self, found: list[Line], current: str) -> None:
        """Show other lines; the keyboard stays on its own."""
        if found != self._lines.lines:
            self._lines.show(found)
        self.current = current
        for row, line in enumerate(found):
            if line.sheet and line.sheet == current:
                self.setCurrentIndex(self._lines.index(row))
                self.scrollTo(self._lines.index(row))
        self.viewport().update()

    def _activate(self, index: QModelIndex) -> None:
        line = self.line(index)
        if line.sheet:
            self.sheet_chosen.emit(line.sheet)
        elif line.device:
            self.device_chosen.emit(line.device)

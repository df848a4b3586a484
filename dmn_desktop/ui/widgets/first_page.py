"""The list of projects, drawn from a few lines until the page that holds them all is loaded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.text import count, shorten
from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme

TITLE = "Guide d’aide au choix"
_BOLD = QFont.Weight.DemiBold
_ROW = 33
_HEAD = 31
_NUMBER, _NEED = 64, 360


class FirstPage(QWidget):
    """Draws where the true page will put the same words; nothing in it can be used yet.

    Attributes:
        lines: Number and need of the first projects.
    """

    def __init__(self, theme: Theme, projects: Sequence[tuple[int, str]], total: int) -> None:
        """Keep number and need of the first projects, and how many there are."""
        super().__init__()
        self._theme, self.lines, self._total = theme, projects, total
        self.setAccessibleName(TITLE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._title(painter)
        if self.lines:
            self._table(painter)
        painter.end()

    def _title(self, painter: QPainter) -> None:
        px, theme = self._theme.px, self._theme
        painter.setFont(theme.font(21, _BOLD))
        wide = painter.fontMetrics().horizontalAdvance(TITLE)
        painter.setPen(theme.colour("ink"))
        self._words(painter, TITLE, QRectF(20, 4, wide + 2, px(30)))
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("ink2"))
        self._words(painter, count(self._total, "projet"), QRectF(20 + wide + 12, 4, wide, px(30)))

    def _table(self, painter: QPainter) -> None:
        px, theme = self._theme.px, self._theme
        top = 4 + px(30) + 12 + px(30) + 8
        frame = QRectF(20, top, self.width() - 41, self.height() - top - 12 - px(27))
        painter.setClipRect(frame.adjusted(0, 0, 1, 1))
        painter.fillRect(frame, theme.colour("panel"))
        painter.fillRect(QRectF(20, top, frame.width(), px(_HEAD)), theme.colour("panel2"))
        painter.setPen(theme.colour("line"))
        painter.drawRect(frame)
        self._row(painter, top, _HEAD, ("N°", "Besoin"))
        top += px(_HEAD)
        for number, need in self.lines:
            self._row(painter, top, _ROW, (f"P-{number:02d}", shorten(need, 90)))
            top += px(_ROW)

    def _row(self, painter: QPainter, top: float, high: int, words: tuple[str, str]) -> None:
        px, theme = self._theme.px, self._theme
        head = high == _HEAD
        painter.setFont(theme.font(13 if head else 14, _BOLD))
        left = 21 + px(8)
        for text, wide, token in zip(words, (_NUMBER, _NEED), ("ink2", "ink"), strict=True):
            painter.setPen(theme.colour("ink2" if head else token))
            room = QRectF(left, top, px(wide) - px(16), px(high))
            elided = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, int(room.width())
            )
            self._words(painter, elided, room)
            left += px(wide)
        painter.setPen(theme.colour("line"))
        painter.drawLine(21, int(top) + px(high), self.width() - 22, int(top) + px(high))

    def _words(self, painter: QPainter, text: str, room: QRectF) -> None:
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

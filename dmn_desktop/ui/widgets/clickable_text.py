"""A text that is a button: a value read on a sheet, changed where it stands."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import plain_tooltip
from dmn_desktop.ui.widgets.pressing import enter_presses
from dmn_desktop.ui.widgets.wrapping import draw_wrapped, wrapped_lines

MOST_LINES = 60
_SIDE = 6
_ABOVE = 4
_ICON = 16


class ClickableText(QAbstractButton):
    """Words that wrap; Enter, Space, F2 or a click asks to change them."""

    def __init__(self, theme: Theme, size: int = 14) -> None:
        """Make it without words.

        Args:
            theme: Colours and sizes.
            size: Of the letters, in pixels of the design.
        """
        super().__init__()
        self._theme = theme
        self._size = size
        self._words = ""
        self._tone = "ink"
        self._icon_name = ""
        # Layouts ask for the same height dozens of times for each page shown.
        self._heights: dict[int, int] = {}
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._refit)

    def words(self) -> str:
        """What is shown."""
        return self._words

    def set_words(self, words: str, tone: str = "ink", icon: str = "") -> None:
        """Show words in the colour of a token, after an icon."""
        if (words, tone, icon) == (self._words, self._tone, self._icon_name):
            return
        self._words, self._tone, self._icon_name = words, tone, icon
        self.setToolTip(plain_tooltip(words) if len(words) > 2_000 else "")
        self._refit()
        self.update()

    def _refit(self) -> None:
        self._heights.clear()
        self.updateGeometry()

    def _left(self) -> int:
        return _SIDE + (self._theme.px(_ICON) + 5 if self._icon_name else 0)

    def _line_height(self) -> int:
        return ceil(QFontMetricsF(self._theme.font(self._size)).lineSpacing())

    def _lines(self, width: int) -> int:
        font = self._theme.font(self._size)
        room = max(width - self._left() - _SIDE, 24)
        return max(1, len(wrapped_lines(self._words, font.toString(), room, MOST_LINES)))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            lines = self._lines(width) * self._line_height()
            self._heights[width] = max(lines + 2 * _ABOVE, self._theme.px(26))
        return self._heights[width]

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.font(self._size))
        longest = max(metrics.horizontalAdvance(line) for line in self._words.split("\n"))
        width = min(ceil(longest) + self._left() + _SIDE + 2, self._theme.px(360))
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._line_height() + 2 * _ABOVE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().adjusted(1, 1, -1, -1)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("asoft"))
            painter.drawRoundedRect(area, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 4, 4)
        if self._icon_name:
            side = self._theme.px(_ICON)
            top = _ABOVE + (self._line_height() - side) // 2
            painter.drawPixmap(_SIDE, top, self._theme.pixmap(self._icon_name, self._tone, _ICON))
        painter.setPen(self._theme.colour(self._tone))
        room = QRect(self._left(), _ABOVE, self.width() - self._left() - _SIDE, self.height())
        draw_wrapped(painter, room, self._words, self._theme.font(self._size), MOST_LINES)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.click()
        elif not enter_presses(self, event):
            super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

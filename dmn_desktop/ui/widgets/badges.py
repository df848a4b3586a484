"""States painted everywhere the same: icon, word and colour together."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from dmn_desktop.ui.theme import Theme


@dataclass(frozen=True)
class Badge:
    """A state.

    Attributes:
        tone: « ok », « warn », « dang », « ask » or « neu ».
        filled: On a soft ground; otherwise icon and word alone.
    """

    text: str
    tone: str = "neu"
    icon: str = ""
    filled: bool = True


ICON = 15


def badge_width(theme: Theme, badge: Badge) -> int:
    """The width of a painted badge."""
    metrics = QFontMetrics(theme.font(13, QFont.Weight.DemiBold))
    icon = theme.px(ICON) + 5 if badge.icon else 0
    return metrics.horizontalAdvance(badge.text) + icon + (theme.px(16) if badge.filled else 2)


def badge_height(theme: Theme) -> int:
    """The height of a painted badge."""
    return theme.px(21)


def draw_badge(painter: QPainter, theme: Theme, rect: QRect, badge: Badge) -> int:
    """Paint a badge at the left of a rectangle, centred in height; return its right edge."""
    painter.save()
    height = badge_height(theme)
    width = min(badge_width(theme, badge), rect.width())
    box = QRect(rect.left(), rect.center().y() - height // 2, width, height)
    if badge.filled:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{badge.tone}s"))
        painter.drawRoundedRect(QRectF(box), 3, 3)
    left = box.left() + (theme.px(8) if badge.filled else 0)
    if badge.icon:
        side = theme.px(ICON)
        top = box.center().y() - side // 2
        painter.drawPixmap(left, top, theme.pixmap(badge.icon, badge.tone, ICON))
        left += side + 5
    painter.setFont(theme.font(13, QFont.Weight.DemiBold))
    painter.setPen(theme.colour(badge.tone))
    room = QRect(left, box.top(), box.right() - left + 1, height)
    text = painter.fontMetrics().elidedText(badge.text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()
    return box.right()

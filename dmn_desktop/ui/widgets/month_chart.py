"""Twelve stacked bars, one for each month; patterns tell the series apart without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dmn_desktop.core.text import SHORT_MONTHS
from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme

_LOOKS = (
    ("accent", Qt.BrushStyle.SolidPattern),
    ("warn", Qt.BrushStyle.BDiagPattern),
    ("ask", Qt.BrushStyle.Dense4Pattern),
    ("ok", Qt.BrushStyle.DiagCrossPattern),
    ("dang", Qt.BrushStyle.HorPattern),
    ("ink3", Qt.BrushStyle.FDiagPattern),
)
"""Colour and pattern of each series; beyond them, series share the last one."""


@dataclass(frozen=True)
class Bars:
    """One series: its name and twelve numbers."""

    name: str
    values: tuple[int, ...]


class MonthChart(QWidget):
    """The picture; its numbers are shown beside it by whoever holds it."""

    def __init__(self, theme: Theme) -> None:
        """Make an empty picture."""
        super().__init__()
        self._theme = theme
        self._series: Sequence[Bars] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Incidents par mois")
        theme.changed.connect(self.updateGeometry)

    def show_series(self, series: Sequence[Bars], said: str) -> None:
        """Show numbers; series beyond the looks are added up under « Autres ».

        Args:
            series: The most frequent first.
            said: The whole picture in words.
        """
        most = len(_LOOKS)
        if len(series) > most:
            rest = series[most - 1 :]
            summed = tuple(sum(one.values[month] for one in rest) for month in range(12))
            series = [*series[: most - 1], Bars("Autres", summed)]
        self._series = series
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    @property
    def _legend_height(self) -> int:
        return self._theme.px(24) * max(1, len(self._series))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(220) + self._legend_height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(260), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, ink = self._theme.px, self._theme.colour
        painter.setFont(self._theme.font(12))
        area = QRectF(px(30), px(18), self.width() - px(38), px(164))
        totals = [sum(one.values[month] for one in self._series) for month in range(12)]
        top = max([1, *totals])
        painter.setPen(QPen(ink("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.topRight())
        painter.setPen(ink("ink2"))
        scale = QRectF(0, area.top() - px(8), px(26), px(16))
        painter.drawText(scale, Qt.AlignmentFlag.AlignRight, str(top))
        step = area.width() / 12
        for month, total in enumerate(totals):
            self._draw_month(painter, area, step, month, total / top)
        self._draw_legend(painter, int(area.bottom()) + px(30))
        if self.hasFocus():
            painter.setPen(QPen(ink("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _draw_month(
        self, painter: QPainter, area: QRectF, step: float, month: int, share: float
    ) -> None:
        px, ink = self._theme.px, self._theme.colour
        left, width = area.left() + month * step, min(step * 0.6, px(44))
        total = sum(one.values[month] for one in self._series)
        bottom = area.bottom()
        for place, one in enumerate(self._series):
            if not one.values[month]:
                continue
            height = area.height() * share * one.values[month] / total
            box = QRectF(left + (step - width) / 2, bottom - height, width, height)
            self._fill(painter, box, place)
            bottom -= height
        painter.setPen(ink("ink2"))
        name = SHORT_MONTHS[month] if step > px(34) else str(month + 1)
        painter.drawText(
            QRectF(left, area.bottom() + px(3), step, px(18)), Qt.AlignmentFlag.AlignHCenter, name
        )
        if total:
            painter.setPen(ink("ink"))
            above = QRectF(left, bottom - px(17), step, px(16))
            painter.drawText(above, Qt.AlignmentFlag.AlignHCenter, str(total))

    def _fill(self, painter: QPainter, box: QRectF, place: int) -> None:
        token, pattern = _LOOKS[place]
        colour = self._theme.colour(token)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QBrush(colour, pattern))
        painter.drawRect(box)

    def _draw_legend(self, painter: QPainter, top: int) -> None:
        px = self._theme.px
        for place, one in enumerate(self._series):
            line = top + place * px(24)
            self._fill(painter, QRectF(px(30), line, px(18), px(14)), place)
            painter.setPen(self._theme.colour("ink"))
            painter.setFont(self._theme.font(13, QFont.Weight.Normal))
            room = QRectF(px(56), line - px(3), self.width() - px(60), px(20))
            words = f"{one.name}, {sum(one.values)}"
            words = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

"""Paints the rows of a list in one go, column by column: grounds, words, badges, boxes to tick.

A view that asks a delegate for every cell makes an option, an index and several calls for each;
here a cell costs little more than its words, which are laid out once and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QTableView

from dmn_desktop.core.text import DASH
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import Badge, badge_height, badge_width, draw_badge
from dmn_desktop.ui.widgets.record_column import Column, Row
from dmn_desktop.ui.widgets.record_model import RecordTableModel
from dmn_desktop.ui.widgets.row_finder import folded

BOX = 16
GAP = 6
_KEPT = 4_000
"""Texts laid out that are remembered."""


class Line(NamedTuple):
    """A row on screen."""

    top: int
    height: int
    values: Row
    selected: bool
    ticked: bool


class Fitted(NamedTuple):
    """Words cut to their room and laid out."""

    text: str
    width: int
    laid_out: QStaticText


class RowPainter:
    """The one painter of rows."""

    def __init__(self, theme: Theme) -> None:
        """Keep the fonts and colours at hand."""
        self._theme = theme
        self.ticking = False
        """Whether rows are ticked: the row in focus then has an edge instead of a ground."""
        theme.changed.connect(self._prepare)
        self._prepare()

    def _prepare(self) -> None:
        theme = self._theme
        self._fonts = (theme.font(14), theme.font(14, QFont.Weight.DemiBold))
        self._small = theme.font(12)
        self._ink, self._ink2 = theme.colour("ink"), theme.colour("ink2")
        self._line, self._chosen = theme.colour("line"), theme.colour("asoft")
        self._accent, self._strong = theme.colour("accent"), theme.colour("strong")
        self.pad = theme.px(8)
        self._metrics = (QFontMetrics(self._fonts[0]), QFontMetrics(self._fonts[1]))
        self._fitted: dict[tuple[str, int, bool], Fitted] = {}
        self._pictures: dict[Badge | bool, QPixmap] = {}

    def paint(self, view: QTableView, room: QRect, frozen: int) -> None:
        """Paint what a view shows in a rectangle.

        Args:
            view: The view; it is painted on its viewport.
            room: The part of it that is to be painted.
            frozen: How many first columns stay at the left whatever is scrolled.
        """
        model: RecordTableModel = view.model()  # type: ignore[assignment]
        painter = QPainter(view.viewport())
        lines = self._lines(view, model, room)
        width = view.horizontalHeader().length() - view.horizontalHeader().offset()
        self._paint_grounds(painter, lines, width)
        left = 0
        for place in range(frozen):
            self._paint_column(painter, model, place, (left, view.columnWidth(place)), lines)
            left += view.columnWidth(place)
        painter.setClipRect(room.intersected(QRect(left, 0, view.width(), view.height())))
        for place in range(frozen, len(model.columns)):
            start, wide = view.columnViewportPosition(place), view.columnWidth(place)
            if wide and start <= room.right() and start + wide > max(left, room.left()):
                self._paint_column(painter, model, place, (start, wide), lines)
        painter.setClipping(False)
        self._paint_edges(painter, lines, width)
        self._paint_focus(painter, view)
        painter.end()

    def _lines(self, view: QTableView, model: RecordTableModel, room: QRect) -> list[Line]:
        first, last = view.rowAt(room.top()), view.rowAt(room.bottom())
        if first < 0:
            return []
        last = min(last if last >= 0 else model.rowCount(), model.rowCount() - 1)
        selection, root = view.selectionModel(), QModelIndex()
        some, ticks = selection.hasSelection(), self.ticking
        return [
            Line(
                view.rowViewportPosition(row),
                view.rowHeight(row),
                model.row_values(row),
                some and selection.isRowSelected(row, root),
                ticks and model.is_ticked(row),
            )
            for row in range(first, last + 1)
        ]

    def _paint_grounds(self, painter: QPainter, lines: Sequence[Line], width: int) -> None:
        for top, height, _, selected, ticked in lines:
            if ticked or (selected and not self.ticking):
                painter.fillRect(0, top, width, height, self._chosen)
            painter.fillRect(0, top + height - 1, width, 1, self._line)

    def _paint_edges(self, painter: QPainter, lines: Sequence[Line], width: int) -> None:
        """Frame the row in focus where grounds mean ticks."""
        for line in lines:
            if line.selected and self.ticking:
                painter.fillRect(0, line.top, width, 2, self._accent)
                painter.fillRect(0, line.top + line.height - 2, width, 2, self._accent)

    def _paint_focus(self, painter: QPainter, view: QTableView) -> None:
        if view.hasFocus() and view.currentIndex().isValid():
            painter.setPen(self._accent)
            painter.drawRect(view.visualRect(view.currentIndex()).adjusted(0, 0, -1, -2))

    def _paint_column(
        self,
        painter: QPainter,
        model: RecordTableModel,
        place: int,
        across: tuple[int, int],
        lines: Sequence[Line],
    ) -> None:
        column, value_of, words = model.columns[place], model.taker(place), model.words
        left, width = across[0] + self.pad, across[1] - 2 * self.pad
        painter.setFont(self._fonts[column.strong])
        painter.setPen(self._ink2 if column.muted else self._ink)
        badge_of, tag_of = column.badge, column.tag
        for line in lines:
            if column.ticks:
                self._draw_picture(painter, left, line, line.ticked)
                continue
            value = value_of(line.values)
            if badge_of and (badges := listed(badge_of(value))):
                self._draw_badges(painter, QRect(left, line.top, width, line.height - 1), badges)
                continue
            room = width
            if tag_of and (tag := tag_of(value)):
                inner = QRect(left, line.top, width, line.height - 1)
                room = self._draw_tag(painter, inner, column, value, tag)
            self._draw_words(painter, column, value, (left, line, room), words)

    def _draw_words(
        self,
        painter: QPainter,
        column: Column,
        value: Any,
        where: tuple[int, Line, int],
        words: Sequence[str],
    ) -> None:
        left, line, width = where
        fitted = self._fit(column.text(value) or DASH, width, column.strong)
        if column.right:
            left += width - fitted.width
        metrics = self._metrics[column.strong]
        top = line.top + (line.height - 1 - metrics.height()) // 2
        painter.drawStaticText(left, top, fitted.laid_out)
        if words:
            self._underline(painter, fitted.text, (left, top + metrics.ascent() + 2), column, words)

    def _fit(self, text: str, width: int, strong: bool) -> Fitted:
        """Words cut to the room there is and laid out; asked again and again."""
        key = (text, width, strong)
        fitted = self._fitted.get(key)
        if fitted is None:
            if len(self._fitted) > _KEPT:
                self._fitted.clear()
            metrics = self._metrics[strong]
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            laid_out = QStaticText(cut)
            laid_out.setTextFormat(Qt.TextFormat.PlainText)
            laid_out.prepare(font=self._fonts[strong])
            fitted = Fitted(cut, metrics.horizontalAdvance(cut), laid_out)
            self._fitted[key] = fitted
        return fitted

    def _underline(
        self,
        painter: QPainter,
        text: str,
        foot: tuple[int, int],
        column: Column,
        words: Sequence[str],
    ) -> None:
        """Draw a line under what the filter found."""
        found = folded(text)
        if len(found) != len(text):
            return  # a ligature moves the places
        for word in words:
            at = found.find(word)
            if at >= 0:
                metrics = self._metrics[column.strong]
                left = foot[0] + metrics.horizontalAdvance(text[:at])
                width = metrics.horizontalAdvance(text[at : at + len(word)])
                painter.fillRect(left, foot[1], width, 2, self._accent)

    def _draw_tag(
        self, painter: QPainter, inner: QRect, column: Column, value: Any, tag: str
    ) -> int:
        """Draw a small frame after the words; the width that is left for them."""
        painter.save()
        painter.setFont(self._small)
        width = painter.fontMetrics().horizontalAdvance(tag) + self._theme.px(10)
        words = self._metrics[column.strong].horizontalAdvance(column.text(value))
        left = min(inner.left() + words + GAP, inner.right() - width + 1)
        high = self._theme.px(18)
        box = QRect(left, inner.center().y() - high // 2, width, high)
        painter.setPen(self._strong)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(self._ink2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag)
        painter.restore()
        return left - GAP - inner.left()

    def _draw_badges(self, painter: QPainter, inner: QRect, badges: Sequence[Badge]) -> None:
        left = inner.left()
        for badge in badges:
            width = inner.right() - left + 1
            if width < self._theme.px(24):
                return
            picture = self._picture(painter, badge)
            wide = int(picture.deviceIndependentSize().width())
            if wide > width:
                room = QRect(left, inner.top(), width, inner.height())
                left = draw_badge(painter, self._theme, room, badge) + GAP
            else:
                high = int(picture.deviceIndependentSize().height())
                painter.drawPixmap(left, inner.center().y() - high // 2, picture)
                left += wide + GAP

    def _draw_picture(self, painter: QPainter, left: int, line: Line, what: bool) -> None:
        picture = self._picture(painter, what)
        high = int(picture.deviceIndependentSize().height())
        middle = line.top + (line.height - 2) // 2
        painter.drawPixmap(left, middle - high // 2, picture)

    def _picture(self, painter: QPainter, what: Badge | bool) -> QPixmap:
        """A badge or a check box, drawn once for all cells."""
        picture = self._pictures.get(what)
        ratio = painter.device().devicePixelRatioF()
        if picture is None or picture.devicePixelRatioF() != ratio:
            picture = self._pictures[what] = self._drawn(what, ratio)
        return picture

    def _drawn(self, what: Badge | bool, ratio: float) -> QPixmap:
        theme, box = self._theme, isinstance(what, bool)
        width = theme.px(BOX) if isinstance(what, bool) else badge_width(theme, what)
        height = theme.px(BOX) if box else badge_height(theme)
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        drawing = QPainter(picture)
        room = QRect(0, 0, width, height + 1 - height % 2)  # its middle is ours
        if isinstance(what, Badge):
            draw_badge(drawing, theme, room, what)
        else:
            draw_box(drawing, theme, room, what)
        drawing.end()
        return picture


def draw_box(painter: QPainter, theme: Theme, room: QRect, ticked: bool) -> None:
    """Paint a check box at the left of a rectangle."""
    side = theme.px(BOX)
    box = QRect(room.left(), room.center().y() - side // 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("accent" if ticked else "strong"))
    painter.setBrush(theme.colour("accent" if ticked else "panel"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if ticked:
        painter.drawPixmap(box.topLeft(), theme.pixmap("check", "onaccent", BOX))
    painter.restore()


def listed(badges: Badge | Sequence[Badge] | None) -> Sequence[Badge]:
    """One badge or several, as several."""
    if badges is None:
        return ()
    return (badges,) if isinstance(badges, Badge) else badges

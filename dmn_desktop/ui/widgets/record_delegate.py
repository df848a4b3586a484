"""Paints every cell of a list: ground, box to tick, words or badges, and the rule below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from dmn_desktop.core.text import DASH
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import Badge, badge_height, badge_width, draw_badge
from dmn_desktop.ui.widgets.record_model import BADGE_ROLE, Column, RecordTableModel, folded

Index = QModelIndex | QPersistentModelIndex
BOX = 16
_GAP = 6
_KEPT = 4_000
"""Texts cut to their room that are remembered."""

_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
"""Made once: joining flags costs as much as drawing a short word."""


class RecordDelegate(QStyledItemDelegate):
    """The one painter of cells; editors come from the columns."""

    def __init__(self, theme: Theme) -> None:
        """Keep the fonts and colours at hand; a table paints hundreds of cells a frame."""
        super().__init__()
        self._theme = theme
        self.ticking = False
        """Whether rows are ticked: the row in focus then has an edge instead of a ground."""
        theme.changed.connect(self._prepare)
        self._prepare()

    def _prepare(self) -> None:
        theme = self._theme
        self._plain = theme.font(14)
        self._strong = theme.font(14, QFont.Weight.DemiBold)
        self._small = theme.font(12)
        self._ink, self._ink2 = theme.colour("ink"), theme.colour("ink2")
        self._line, self._chosen = theme.colour("line"), theme.colour("asoft")
        self._accent, self._ground = theme.colour("accent"), theme.colour("panel")
        self._pad = theme.px(8)
        self._metrics = (QFontMetrics(self._plain), QFontMetrics(self._strong))
        self._elided: dict[tuple[str, int, bool], str] = {}
        self._pictures: dict[Badge | bool, QPixmap] = {}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        badges = _listed(index.data(BADGE_ROLE))
        if badges:
            width = sum(badge_width(self._theme, badge) + _GAP for badge in badges)
            return QSize(width + 2 * self._pad, self._theme.px(33))
        column = index.model().columns[index.column()]  # type: ignore[attr-defined]
        if column.ticks:
            return QSize(self._theme.px(BOX) + 2 * self._pad, self._theme.px(33))
        width = option.fontMetrics.horizontalAdvance(index.data())  # type: ignore[attr-defined]
        width += width // 12 if column.strong else 0
        if column.tag and (tag := column.tag(index.data(Qt.ItemDataRole.EditRole))):
            width += option.fontMetrics.horizontalAdvance(tag) + 24  # type: ignore[attr-defined]
        return QSize(width + 2 * self._pad + 4, self._theme.px(33))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        model: RecordTableModel = index.model()  # type: ignore[assignment]
        place, row = index.column(), index.row()
        column, value = model.columns[place], model.value(row, place)
        state = option.state.value  # type: ignore[attr-defined]
        selected = bool(state & _SELECTED)
        ticked = self.ticking and model.is_ticked(row)
        if ticked or (selected and not self.ticking):
            painter.fillRect(rect, self._chosen)
        elif selected:  # over the ground that the view gave it
            painter.fillRect(rect, self._ground)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        inner = rect.adjusted(self._pad, 0, -self._pad, -1)
        if column.ticks:
            self._draw_picture(painter, inner, ticked)
        elif badges := _listed(column.badge(value) if column.badge else None):
            self._draw_badges(painter, inner, badges)
        else:
            self._draw_words(painter, inner, column, value, model.words)
        if selected and self.ticking:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, self._accent)
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, self._accent)
        if state & _FOCUSED:
            painter.setPen(self._accent)
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def _draw_picture(self, painter: QPainter, inner: QRect, what: Badge | bool) -> int:
        """Draw a badge or a check box, drawn once for all cells; its right edge."""
        if what not in self._pictures:
            self._pictures[what] = self._picture(painter, what)
        picture = self._pictures[what]
        size = picture.deviceIndependentSize()
        painter.drawPixmap(inner.left(), inner.center().y() - int(size.height()) // 2, picture)
        return inner.left() + int(size.width()) - 1

    def _picture(self, painter: QPainter, what: Badge | bool) -> QPixmap:
        theme = self._theme
        box = isinstance(what, bool)
        width = theme.px(BOX) if box else badge_width(theme, what)  # type: ignore[arg-type]
        height = theme.px(BOX) if box else badge_height(theme)
        ratio = painter.device().devicePixelRatioF()
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        drawing = QPainter(picture)
        room = QRect(0, 0, width, height)
        if isinstance(what, Badge):
            draw_badge(drawing, theme, room, what)
        else:
            draw_box(drawing, theme, room, what)
        drawing.end()
        return picture

    def _draw_badges(self, painter: QPainter, inner: QRect, badges: Sequence[Badge]) -> None:
        left = inner.left()
        for badge in badges:
            room = QRect(left, inner.top(), inner.right() - left + 1, inner.height())
            if room.width() < self._theme.px(24):
                return
            known = self._pictures.get(badge)
            width = known.deviceIndependentSize().width() if known else 0
            if width > room.width() or (
                not known and badge_width(self._theme, badge) > room.width()
            ):
                left = draw_badge(painter, self._theme, room, badge) + _GAP
            else:
                left = self._draw_picture(painter, room, badge) + _GAP

    def _draw_words(
        self, painter: QPainter, inner: QRect, column: Column, value: object, words: list[str]
    ) -> None:
        tag = column.tag(value) if column.tag else ""
        if tag:
            inner = self._draw_tag(painter, inner, column, value, tag)
        painter.setFont(self._strong if column.strong else self._plain)
        painter.setPen(self._ink2 if column.muted else self._ink)
        text = self._fitting(column.text(value) or DASH, inner.width(), column.strong)
        painter.drawText(inner, _RIGHT if column.right else _LEFT, text)
        if words:
            self._underline(painter, inner, text, words, column.right)

    def _fitting(self, text: str, width: int, strong: bool) -> str:
        """A text cut to the room there is; asked again and again for the same cells."""
        key = (text, width, strong)
        if key not in self._elided:
            if len(self._elided) > _KEPT:
                self._elided.clear()
            metrics = self._metrics[strong]
            self._elided[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return self._elided[key]

    def _draw_tag(
        self, painter: QPainter, inner: QRect, column: Column, value: object, tag: str
    ) -> QRect:
        """Draw a small frame after the words; the room that is left for them."""
        painter.setFont(self._small)
        width = painter.fontMetrics().horizontalAdvance(tag) + self._theme.px(10)
        painter.setFont(self._strong if column.strong else self._plain)
        words = painter.fontMetrics().horizontalAdvance(column.text(value))
        left = min(inner.left() + words + _GAP, inner.right() - width + 1)
        high = self._theme.px(18)
        box = QRect(left, inner.center().y() - high // 2, width, high)
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("strong"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(self._ink2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag)
        return inner.adjusted(0, 0, left - _GAP - inner.right(), 0)

    def _underline(
        self, painter: QPainter, inner: QRect, text: str, words: list[str], right: bool
    ) -> None:
        """Draw a line under what the filter found."""
        found = folded(text)
        if len(found) != len(text) or not any(word in found for word in words):
            return  # a ligature moves the places
        metrics = painter.fontMetrics()
        start = inner.right() + 1 - metrics.horizontalAdvance(text) if right else inner.left()
        foot = inner.center().y() + metrics.ascent() // 2 + 2
        for word in words:
            at = found.find(word)
            if at >= 0:
                left = start + metrics.horizontalAdvance(text[:at])
                width = metrics.horizontalAdvance(text[at : at + len(word)])
                painter.fillRect(left, foot, width, 2, self._accent)

    # Editing

    @override
    def createEditor(  # type: ignore[override]
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        editor = index.model().columns[index.column()].editor  # type: ignore[attr-defined]
        return None if editor is None else editor.make(parent)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        spec = index.model().columns[index.column()].editor  # type: ignore[attr-defined]
        spec.show(editor, index.data(Qt.ItemDataRole.EditRole))

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        spec = index.model().columns[index.column()].editor  # type: ignore[attr-defined]
        read, value = spec.read(editor)
        if read:
            model.setData(index, value)  # type: ignore[attr-defined]

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        width = max(rect.width(), editor.sizeHint().width())
        editor.setGeometry(rect.left(), rect.top(), width, rect.height())


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


def _listed(badges: Badge | Sequence[Badge] | None) -> Sequence[Badge]:
    if badges is None:
        return ()
    return (badges,) if isinstance(badges, Badge) else badges

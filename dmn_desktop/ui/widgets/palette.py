"""Ctrl+K: one field that finds objects, questions, numbers and actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from dmn_desktop.core.text import fold
from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel


@dataclass(frozen=True)
class Hit:
    """One result; without `run` it is the title of a group."""

    text: str
    detail: str = ""
    icon: str = ""
    run: Callable[[], object] | None = None


Source = Callable[[str], Sequence[Hit]]


class _Hits(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    @override
    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    @override
    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.text}, {hit.detail}" if hit.detail else hit.text
        return None

    @override
    def flags(self, index: Any) -> Qt.ItemFlag:
        if not index.isValid() or self.hits[index.row()].run is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, palette: Palette) -> None:
        super().__init__()
        self._theme = theme
        self._palette = palette

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        heading = index.model().hits[index.row()].run is None
        return QSize(100, self._theme.px(30 if heading else 34))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        hit: Hit = index.model().hits[index.row()]
        theme, rect = self._theme, option.rect  # type: ignore[attr-defined]
        painter.save()
        if hit.run is None:
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("ink2"))
            painter.drawText(rect.adjusted(14, 8, -8, 0), Qt.AlignmentFlag.AlignVCenter, hit.text)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("asoft"))
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent")
            )
        side = theme.px(18)
        if hit.icon:
            top = rect.top() + (rect.height() - side) // 2
            painter.drawPixmap(rect.left() + 14, top, theme.pixmap(hit.icon, "ink2"))
        detail = painter.fontMetrics().horizontalAdvance(hit.detail) + 24 if hit.detail else 8
        text_rect = rect.adjusted(14 + side + 10, 0, -detail - 8, 0)
        self._draw_text(painter, text_rect, hit.text)
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("ink2"))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -16, 0), align, hit.detail)
        painter.restore()

    def _draw_text(self, painter: QPainter, rect: QRect, text: str) -> None:
        """Draw the text with the found part in bold and underlined."""
        theme = self._theme
        typed = self._palette.typed()
        start = fold(text).find(typed) if typed and len(fold(text)) == len(text) else -1
        spans = [(text, False)]
        if start >= 0:
            end = start + len(typed)
            spans = [(text[:start], False), (text[start:end], True), (text[end:], False)]
        left = rect.left()
        painter.setPen(theme.colour("ink"))
        for part, found in spans:
            font = theme.font(14, QFont.Weight.DemiBold if found else QFont.Weight.Normal)
            font.setUnderline(found)
            painter.setFont(font)
            width = painter.fontMetrics().horizontalAdvance(part)
            room = max(0, rect.right() - left)
            shown = painter.fontMetrics().elidedText(part, Qt.TextElideMode.ElideRight, room)
            area = QRect(left, rect.top(), room, rect.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
            left += width


class Palette(QFrame):
    """The overlay. It shows what its source finds for the typed words."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, source: Source) -> None:
        """Make a hidden overlay in the window."""
        super().__init__(parent)
        self.setProperty("kind", "palette")
        self._theme = theme
        self._source = source
        self._before: QWidget | None = None
        self._field = QLineEdit()
        self._field.setProperty("kind", "palette")
        self._field.setPlaceholderText("Numéro, mot ou action…")
        self._field.setAccessibleName("Rechercher, agir")
        self._field.textChanged.connect(self._typed)
        self._model = _Hits()
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_HitDelegate(theme, self))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Résultats")
        self._list.clicked.connect(lambda index: self._open(index.row()))
        self._glass = QLabel()
        self._field.installEventFilter(self)
        self._build()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 12, 4)
        head.addWidget(self._glass)
        head.addWidget(self._field, 1)
        head.addWidget(PlainLabel("Échap", kind="key"))
        foot = PlainLabel(
            "Flèches : choisir     Entrée : ouvrir     > : actions seulement     "
            "5.8 ou P-03 : aller au numéro",
            kind="help",
        )
        foot.setContentsMargins(14, 6, 8, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._list, 1)
        layout.addWidget(foot)

    def open(self) -> None:
        """Show the overlay with an empty field."""
        theme, parent = self._theme, self.parentWidget()
        self._glass.setPixmap(theme.pixmap("search", "ink2", 20))
        width = min(theme.px(640), parent.width() - 40)
        height = min(theme.px(446), parent.height() - 100)
        self.setGeometry((parent.width() - width) // 2, 84, width, height)
        self._field.clear()
        self._typed("")
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self._field.setFocus()

    def typed(self) -> str:
        """The folded words of the field, without the sign for actions."""
        return fold(self._field.text().removeprefix(">").strip())

    def _typed(self, text: str) -> None:
        self._model.show_hits(self._source(text))
        self._move(0, 1)

    def _move(self, row: int, way: int) -> None:
        while 0 <= row < len(self._model.hits) and self._model.hits[row].run is None:
            row += way
        if 0 <= row < len(self._model.hits):
            self._list.setCurrentIndex(self._model.index(row))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._model.hits):
            run = self._model.hits[row].run
            if run is not None:
                self.close_()
                run()

    def close_(self) -> None:
        """Hide the overlay; the keyboard goes back where it was."""
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        self.hide()
        self.closed.emit()

    @override
    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            row = self._list.currentIndex().row()
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in moves:
                self._move(row + moves[Qt.Key(event.key())], moves[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(row)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

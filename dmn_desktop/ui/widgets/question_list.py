"""The list of questions at the left: sections that fold, numbers, states."""

from __future__ import annotations

from collections.abc import Sequence
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

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class QuestionItem:
    """A question, or the section that holds it.

    Attributes:
        section: Key of the section; its own key for a section.
        count: « 7/11 », for a section.
        icon: Icon and colour of the state, for a question.
        state: The state in words.
    """

    key: str
    section: str
    number: str
    text: str
    count: str = ""
    icon: tuple[str, str] = ("", "")
    state: str = ""

    @property
    def is_section(self) -> bool:
        """Whether it is a section."""
        return self.key == self.section


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.all: Sequence[QuestionItem] = ()
        self.shown: list[QuestionItem] = []
        self.open: set[str] = set()

    def show_items(self, items: Sequence[QuestionItem]) -> None:
        before, shown = self.shown, [i for i in items if i.is_section or i.section in self.open]
        self.all = items
        if [i.key for i in shown] == [i.key for i in before]:
            self.shown = shown
            for row, (old, new) in enumerate(zip(before, shown, strict=True)):
                if old != new:  # only what changed is painted again
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{item.number} {item.text}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.number} {item.text}, {item.count or item.state}"
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QuestionList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = self._view.item(index)
        return QSize(100, self._theme.px(29 if item.is_section else 27))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, item = self._theme, self._view.item(index)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        current = item.key == self._view.current
        painter.save()
        if current:
            painter.fillRect(rect, theme.colour("asoft"))
            painter.fillRect(
                QRect(rect.left(), rect.top(), 4, rect.height()), theme.colour("accent")
            )
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if item.is_section:
            self._section(painter, rect, item)
        else:
            self._question(painter, rect, item, current)
        painter.restore()

    def _section(self, painter: QPainter, rect: QRect, item: QuestionItem) -> None:
        theme = self._theme
        opened = item.key in self._view.open_sections
        active = any(
            i.key == self._view.current and i.section == item.key for i in self._view.items
        )
        side = theme.px(16)
        icon = theme.pixmap("chevron-down" if opened else "chevron-right", "ink2", 16)
        painter.drawPixmap(rect.left() + theme.px(8), rect.center().y() - side // 2, icon)
        weight = QFont.Weight.DemiBold if active else QFont.Weight.Normal
        painter.setFont(theme.font(14, QFont.Weight.DemiBold))
        painter.setPen(theme.colour("ink"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect.adjusted(theme.px(28), 0, 0, 0), middle, item.number)
        painter.setFont(theme.font(14, weight))
        box = rect.adjusted(theme.px(46), 0, -theme.px(44), 0)
        text = painter.fontMetrics().elidedText(item.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, middle, text)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("ink2"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(rect.adjusted(0, 0, -theme.px(14), 0), right, item.count)

    def _question(self, painter: QPainter, rect: QRect, item: QuestionItem, current: bool) -> None:
        theme = self._theme
        painter.setFont(theme.font(13, QFont.Weight.DemiBold if current else QFont.Weight.Normal))
        painter.setPen(theme.colour("ink2"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect.adjusted(theme.px(24), 0, 0, 0), middle, item.number)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(14, QFont.Weight.DemiBold if current else QFont.Weight.Normal))
        box = rect.adjusted(theme.px(60), 0, -theme.px(33), 0)
        text = painter.fontMetrics().elidedText(item.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, middle, text)
        name, token = item.icon
        if name:
            side = theme.px(16)
            left = rect.right() - theme.px(12) - side
            painter.drawPixmap(left, rect.center().y() - side // 2, theme.pixmap(name, token, 16))


class QuestionList(QListView):
    """Sections and their questions.

    Attributes:
        chosen: Key of the question.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Make an empty list."""
        super().__init__()
        self._model = _Model()
        self.current = ""
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName("Questions du guide")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._activate)
        self.activated.connect(self._activate)
        theme.changed.connect(self._grow)

    @property
    def items(self) -> Sequence[QuestionItem]:
        """All items, folded ones included."""
        return self._model.all

    @property
    def open_sections(self) -> set[str]:
        """Keys of the sections whose questions are shown."""
        return self._model.open

    def item(self, index: Index) -> QuestionItem:
        """The item at a place."""
        return self._model.shown[index.row()]

    def show_items(self, items: Sequence[QuestionItem], current: str) -> None:
        """Show items; the section of the current question is opened on arrival at it."""
        section = next((i.section for i in items if i.key == current), "")
        if current != self.current and section and section not in self._model.open:
            self._model.open = {section}
        marked = {self.current, current}
        self.current = current
        self._model.show_items(items)
        marked |= {item.section for item in items if item.key in marked}
        for row, item in enumerate(self._model.shown):
            if item.key in marked:
                self.update(self._model.index(row))
        self._focus(current)

    def _grow(self) -> None:
        """Lay rows out at the new size of the text; the current one stays in view."""
        self.doItemsLayout()
        self.scrollTo(self.currentIndex())

    def _focus(self, key: str) -> None:
        """Put the keyboard on an item that is shown."""
        for row, item in enumerate(self._model.shown):
            if item.key == key:
                self.setCurrentIndex(self._model.index(row))
                self.scrollTo(self._model.index(row))

    def _activate(self, index: Index) -> None:
        item = self.item(index)
        if not item.is_section:
            self.chosen.emit(item.key)
            return
        self._model.open ^= {item.key}
        self._model.show_items(self._model.all)
        self._focus(item.key)

"""Gives the cells of a list their best width and their editors; rows are painted together."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import badge_width
from dmn_desktop.ui.widgets.cell_editors import WordsEditor
from dmn_desktop.ui.widgets.record_column import BADGE_ROLE
from dmn_desktop.ui.widgets.record_painting import BOX, GAP, listed

Index = QModelIndex | QPersistentModelIndex


class RecordDelegate(QStyledItemDelegate):
    """Editors come from the columns."""

    def __init__(self, theme: Theme) -> None:
        """Measure in the sizes of the theme."""
        super().__init__()
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme, pad = self._theme, self._theme.px(8)
        badges = listed(index.data(BADGE_ROLE))
        if badges:
            width = sum(badge_width(theme, badge) + GAP for badge in badges)
            return QSize(width + 2 * pad, theme.px(33))
        column = index.model().columns[index.column()]  # type: ignore[attr-defined]
        if column.ticks:
            return QSize(theme.px(BOX) + 2 * pad, theme.px(33))
        width = option.fontMetrics.horizontalAdvance(index.data())  # type: ignore[attr-defined]
        width += width // 12 if column.strong else 0
        if column.tag and (tag := column.tag(index.data(Qt.ItemDataRole.EditRole))):
            width += option.fontMetrics.horizontalAdvance(tag) + 24  # type: ignore[attr-defined]
        return QSize(width + 2 * pad + 4, theme.px(33))

    @override
    def createEditor(  # type: ignore[override]
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        editor = index.model().columns[index.column()].editor  # type: ignore[attr-defined]
        if isinstance(editor, WordsEditor):
            value = index.data(Qt.ItemDataRole.EditRole)
            return editor.make(parent) if editor.applies(value) else None
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
        spec = index.model().columns[index.column()].editor  # type: ignore[attr-defined]
        if isinstance(spec, WordsEditor) and isinstance(editor, QListWidget):
            wide, high = spec.room(editor)
            inside = editor.parentWidget().rect()
            place = QRect(rect.left(), rect.top(), max(wide, rect.width()), high)
            place.moveBottom(min(place.bottom(), inside.bottom()))
            place.moveRight(min(place.right(), inside.right()))
            editor.setGeometry(place.intersected(inside))
            return
        width = max(rect.width(), editor.sizeHint().width())
        editor.setGeometry(rect.left(), rect.top(), width, rect.height())

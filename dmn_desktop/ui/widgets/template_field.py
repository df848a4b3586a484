"""A field for a template: « { » offers the names that can be written between braces."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from dmn_desktop.core.text import fold
from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.completing import Completer
from dmn_desktop.ui.widgets.fields import TextField

_LONGEST = 60


class TemplateField(TextField):
    """Sentences with names between braces."""

    def __init__(self, name: str, names: Mapping[str, str]) -> None:
        """Make an empty field.

        Args:
            name: Accessible name.
            names: What can be written between braces, with its label.
        """
        super().__init__(name, "", (14, 40))
        self._names = names
        self._words = QStringListModel(self)
        self.completer = Completer(self._words, self)
        self.completer.setWidget(self)
        self.completer.setCompletionMode(Completer.CompletionMode.UnfilteredPopupCompletion)
        self.completer.activated.connect(self._insert)

    def begun(self) -> str | None:
        """What was typed since an open brace, None outside of braces."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        start = before.rfind("{")
        if start < 0 or "}" in before[start:] or len(before) - start > _LONGEST:
            return None
        return before[start + 1 :]

    def offered(self) -> list[str]:
        """The names that fit what was typed, those that begin so first."""
        begun = self.begun()
        if begun is None:
            return []
        wanted = fold(begun.strip())
        fit = [n for n, label in self._names.items() if wanted in fold(f"{n} {label}")]
        return sorted(fit, key=lambda n: (not fold(n).startswith(wanted), fold(n)))

    def _offer(self) -> None:
        found = self.offered()
        popup = self.completer.popup()
        if not found or found == [self.begun()]:
            popup.hide()
            return
        self._words.setStringList(found)
        area = self.cursorRect()
        area.setWidth(
            popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width() + 24
        )
        self.completer.complete(area)
        popup.setCurrentIndex(self.completer.completionModel().index(0, 0))

    def _insert(self, name: str) -> None:
        begun = self.begun()
        if begun is None:
            return
        cursor = self.textCursor()
        after = cursor.block().text()[cursor.positionInBlock() :]
        left, keep = QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor
        cursor.movePosition(left, keep, len(begun))
        cursor.insertText(name if after.startswith("}") else name + "}")
        self.setTextCursor(cursor)

    def mark(self, line: int, word: str, colour: QColor) -> None:
        """Underline what is wrong; nothing any more without word.

        Args:
            line: Counted from 1.
            word: As it is written there; the whole line when it is not found in it.
            colour: Of the line under it.
        """
        block = self.document().findBlockByNumber(line - 1)
        found: list[QTextEdit.ExtraSelection] = []
        if word and block.isValid():
            start = max(block.text().find(word), 0)
            length = len(word) if word in block.text() else len(block.text())
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + start)
            cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
            one = QTextEdit.ExtraSelection()
            one.cursor = cursor
            one.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            one.format.setUnderlineColor(colour)
            found.append(one)
        self.setExtraSelections(found)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.completer.popup()
        taken = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
        if popup.isVisible() and event.key() in taken:
            event.ignore()  # the list takes it
            return
        super().keyPressEvent(event)
        if event.text() or popup.isVisible():
            self._offer()

"""Fields that save what was typed by themselves: sentences, a line, a word of a closed list."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolTip

from dmn_desktop.core.text import TEXT_LIMIT, clean, grouped
from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.labels import restyle

if TYPE_CHECKING:
    from dmn_desktop.core.vocabulary import Word

SAVE_DELAY = 600
"""Milliseconds after the last keystroke before what was typed is kept."""


LINE_LIMIT = 2_000
"""Characters of one line."""

GUARDED = "gardé"
"""Property of a field: « kind.name » of what it holds, for the hint on patients' identity."""


_OVERRIDE = QEvent.Type.ShortcutOverride
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_plain_event = QPlainTextEdit.event
"""Looked up once, not at each event: a key takes 1.7 times as long as in a bare field, not 1.9."""


def _is_typing(event: QKeyEvent) -> bool:
    """Whether a key writes a sign: no shortcut of ours does, so nothing more is asked of it."""
    text = event.text()
    return bool(text) and text.isprintable() and event.modifiers() in _PLAIN


class TextField(QPlainTextEdit):
    """A field for sentences that grows with them and saves by itself.

    Attributes:
        edited: The cleaned text, 600 ms after the last keystroke or on leaving the field.
        left: The user pressed Escape.
        was_cut: A paste was longer than the limit and was cut.
    """

    edited = Signal(str)
    left = Signal()
    was_cut = Signal(int)
    resized = Signal()

    def __init__(self, name: str, placeholder: str = "", lines: tuple[int, int] = (2, 6)) -> None:
        """Make an empty field.

        Args:
            name: Accessible name.
            placeholder: Grey words shown while empty.
            lines: Least and most lines shown before it scrolls.
        """
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._stored = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_DELAY)
        self._timer.timeout.connect(self.flush)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._fit()

    def set_value(self, text: str) -> None:
        """Show a stored text; a caret in unchanged text stays where it is."""
        if self.value() != text.strip():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._fit()
        self._stored = self.value()  # which may be less than the text: nobody typed anything

    def value(self) -> str:
        """The cleaned text, no-break spaces kept."""
        raw = self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        return clean(raw).strip()

    def flush(self) -> None:
        """Tell the text now if it differs from what was stored."""
        self._timer.stop()
        text = self.value()
        if text != self._stored:
            self._stored = text
            self.edited.emit(text)

    def is_dirty(self) -> bool:
        """Whether something was typed that nobody was told of."""
        return self.value() != self._stored

    def set_error(self, error: bool) -> None:
        """Show a red edge; the next `flush` tells the text again."""
        self.setProperty("state", "error" if error else "")
        if error:
            self._stored = "\x00"
        restyle(self)

    def _typed(self) -> None:
        if self.document().characterCount() > TEXT_LIMIT + 1:
            self._cut()
        self._timer.start()

    def _cut(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(TEXT_LIMIT)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self.was_cut.emit(TEXT_LIMIT)

    def _line_count(self, most: int) -> int:
        """Lines of the text as wrapped now; Qt wraps again only what it is asked for."""
        layout, lines = self.document().documentLayout(), 0
        block_ = self.document().firstBlock()
        while block_.isValid() and lines < most:
            layout.blockBoundingRect(block_)
            lines += max(1, block_.layout().lineCount())
            block_ = block_.next()
        return lines

    def _fit(self) -> None:
        least, most = self._lines
        lines = min(max(self._line_count(most), least), most)
        height = lines * ceil(QFontMetricsF(self.font()).lineSpacing()) + 16
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.resized.emit()

    @override
    def insertFromMimeData(self, source: object) -> None:
        text = clean(source.text(), TEXT_LIMIT + 1)  # type: ignore[attr-defined]
        room = max(0, TEXT_LIMIT - self.document().characterCount() + 1)
        # Qt counts a sign outside of the first plane twice; cut later, undo would lose its place.
        units = text.encode("utf-16-le")
        self.textCursor().insertText(units[: 2 * room].decode("utf-16-le", "ignore"))
        if len(units) > 2 * room:
            self.was_cut.emit(TEXT_LIMIT)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is _OVERRIDE and isinstance(event, QKeyEvent) and not _is_typing(event):
            return self._override(event)
        return _plain_event(self, event)

    def _override(self, event: QKeyEvent) -> bool:
        """Typing is undone first; then the shortcut goes to the whole program."""
        document = self.document()
        undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
        if (
            undo
            or redo
            or (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
                and event.key()
                in (
                    Qt.Key.Key_Up,
                    Qt.Key.Key_Down,
                    Qt.Key.Key_Return,
                )
            )
        ):
            event.ignore()
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.flush()

    @override
    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Fit again when the size of the text changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._fit)


class LineField(QLineEdit):
    """A field of one line that saves by itself.

    Attributes:
        told: The cleaned text, 600 ms after the last keystroke or on leaving the field.
    """

    told = Signal(str)

    def __init__(self, name: str, placeholder: str = "") -> None:
        """Make an empty field with its accessible name."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(LINE_LIMIT)
        self.inputRejected.connect(self._tell_cut)
        self._stored = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_DELAY)
        self._timer.timeout.connect(self.flush)
        self.textEdited.connect(lambda _: self._timer.start())
        self.editingFinished.connect(self.flush)

    @override
    def event(self, event: QEvent) -> bool:
        """Typing is undone first; with nothing typed, the shortcut goes to the whole program."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def _tell_cut(self) -> None:
        """Say under the field that the end of what was typed or pasted was not taken."""
        if len(self.text()) >= LINE_LIMIT:
            words = f"Texte coupé à {grouped(LINE_LIMIT)} caractères."
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), words, self)
            # Here: these two take 4 ms of the start.
            from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def set_value(self, text: str) -> None:
        """Show a stored text; a space just typed at its end stays."""
        if self.value() != text.strip():
            self.setText(text)
        self._stored = self.value()  # which may be less than the text: nobody typed anything

    def value(self) -> str:
        """The cleaned text."""
        return clean(self.text()).replace("\n", " ").strip()

    def flush(self) -> None:
        """Tell the text now if it differs from what was stored."""
        self._timer.stop()
        if self.value() != self._stored:
            self._stored = self.value()
            self.told.emit(self._stored)

    def is_dirty(self) -> bool:
        """Whether something was typed that nobody was told of."""
        return self.value() != self._stored


class WordField(QComboBox):
    """A choice in a closed list.

    Attributes:
        chosen: The chosen word.
    """

    chosen = Signal(object)

    def __init__(self, name: str, words: type[Word]) -> None:
        """List the words of a vocabulary."""
        super().__init__()
        self.setAccessibleName(name)
        self._listed = list(words)  # Qt would give back plain texts
        self.addItems([word.label or "–" for word in words])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _: self.chosen.emit(self.value()))

    def set_value(self, word: Word) -> None:
        """Show a stored word."""
        self.setCurrentIndex(self._listed.index(word))

    def value(self) -> Word:
        """The shown word."""
        return self._listed[self.currentIndex()]

    @override
    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page: a list must not change while one scrolls past it."""
        event.ignore()  # type: ignore[attr-defined]

"""Small parts used everywhere: plain labels, buttons, rules, segments, fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from dmn_desktop.core.text import TEXT_LIMIT, clean
from dmn_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from dmn_desktop.core.vocabulary import Word

SAVE_DELAY = 600
"""Milliseconds after the last keystroke before what was typed is kept."""


class PlainLabel(QLabel):
    """A label that never reads its text as HTML."""

    def __init__(self, text: str = "", kind: str = "", wrap: bool = False) -> None:
        """Show a text; `kind` picks its style in base.qss."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if kind:
            self.setProperty("kind", kind)

    def set_tone(self, tone: str) -> None:
        """Change the tone property that base.qss looks at."""
        self.setProperty("tone", tone)
        restyle(self)


class ElidedLabel(PlainLabel):
    """A title of one line that ends with « … » when there is no room; the rest is its tooltip."""

    def __init__(self, kind: str = "") -> None:
        """Make an empty title."""
        super().__init__(kind=kind)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(
            self.fontMetrics().horizontalAdvance(self.text()) + 4, super().sizeHint().height()
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


def plain_tooltip(text: str) -> str:
    """A tooltip that shows a text as it is: Qt reads HTML in tooltips."""
    from html import escape

    return f"<p>{escape(text)}</p>" if text else ""


def restyle(widget: QWidget) -> None:
    """Make the style sheet look at a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def settle(*widgets: QWidget) -> None:
    """Lay out widgets whose words have changed, the inner ones first.

    Qt alone would first paint the new words in the old places.
    """
    for widget in widgets:
        layout = widget.layout()
        if layout is not None:
            layout.activate()


def button(
    text: str,
    run: Callable[[], object] | None = None,
    kind: str = "",
    name: str = "",
) -> QPushButton:
    """A push button; an ampersand in a user's text stays an ampersand.

    Args:
        text: Verb and object.
        run: What it does.
        kind: Style of base.qss: « primary », « quiet », « ask », « small ».
        name: Accessible name when the text does not say enough.
    """
    made = QPushButton(text.replace("&", "&&"))
    if kind:
        made.setProperty("kind", kind)
    if run is not None:
        made.clicked.connect(lambda: run())  # noqa: PLW0108 - drops « checked »
    if name:
        made.setAccessibleName(name)
    made.setAutoDefault(False)
    return made


def icon_button(
    theme: Theme, icon: str, name: str, run: Callable[[], object] | None = None, token: str = "ink2"
) -> QPushButton:
    """A button with an icon alone: its name is its tooltip and its accessible name."""
    made = button("", run, "small", name)
    made.setToolTip(name)
    made.setIcon(theme.icon(icon, token))
    made.setIconSize(QSize(theme.px(18), theme.px(18)))
    made.setMinimumSize(theme.px(26), theme.px(26))
    return made


def rule(vertical: bool = False) -> QFrame:
    """A one-pixel line."""
    line = QFrame()
    line.setObjectName("vrule" if vertical else "rule")
    return line


def block(spacing: int = 8, margins: int = 14) -> tuple[QFrame, QVBoxLayout]:
    """A bordered block and its layout."""
    frame = QFrame()
    frame.setProperty("kind", "block")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margins, margins - 2, margins, margins)
    layout.setSpacing(spacing)
    return frame, layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; hidden at once, deleted when Qt is free."""
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif isinstance(inner := item.layout(), QLayout):
            clear(inner)


def row(*parts: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is a space, None takes what is left."""
    layout = QHBoxLayout()
    fill(layout, parts, spacing)
    return layout


def column(*parts: QWidget | int | None, spacing: int = 8) -> QVBoxLayout:
    """Widgets one under the other; a number is a space, None takes what is left."""
    layout = QVBoxLayout()
    fill(layout, parts, spacing)
    return layout


def fill(layout: QBoxLayout, parts: Sequence[QWidget | int | None], spacing: int) -> None:
    """Put widgets, spaces and stretches in a layout."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)


class Segments(QWidget):
    """Exclusive choices side by side; a second click on the chosen one takes it back.

    Attributes:
        chosen: The key of the new choice, empty when taken back.
    """

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """Make the buttons.

        Args:
            name: Accessible name of the group.
            options: Key and words of each.
        """
        super().__init__()
        self.setAccessibleName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[str, QPushButton] = {}
        for key, words in options:
            made = button(words, kind="segment", name=f"{name}\u00a0: {words}")
            made.setCheckable(True)
            made.setProperty("first", not self._buttons)
            made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            made.clicked.connect(lambda checked, key=key: self._clicked(key, checked))
            self._buttons[key] = made
            layout.addWidget(made)

    def _clicked(self, key: str, checked: bool) -> None:
        self.set_value(key if checked else "")
        self.chosen.emit(self.value())

    def set_value(self, key: str) -> None:
        """Show a choice without telling anyone."""
        for other, made in self._buttons.items():
            made.setChecked(other == key)

    def value(self) -> str:
        """The key of the choice, empty when none."""
        return next((k for k, made in self._buttons.items() if made.isChecked()), "")


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
        room = TEXT_LIMIT - self.document().characterCount() + 1
        self.textCursor().insertText(text[: max(0, room)])
        if len(text) > room:
            self.was_cut.emit(TEXT_LIMIT)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._override(event)
        return super().event(event)

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
        self.setMaxLength(2_000)
        self._stored = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_DELAY)
        self._timer.timeout.connect(self.flush)
        self.textEdited.connect(lambda _: self._timer.start())
        self.editingFinished.connect(self.flush)

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

"""A whole page for one long text; the field it comes from saves it as usual."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from dmn_desktop.core.text import NBSP, TEXT_LIMIT
from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row
from dmn_desktop.ui.widgets.fields import TextField


class _TallField(TextField):
    """A field as tall as its page."""

    def __init__(self) -> None:
        super().__init__("Texte")
        self.setMinimumHeight(0)
        self.setMaximumHeight(16_777_215)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def _fit(self) -> None:
        """Take the height that there is."""


class LargeEditor(QFrame):
    """Takes the place of the pages while one writes at length.

    What is typed goes at once to the field that was left, which saves it by itself.

    Attributes:
        left: One went back to the page.
    """

    left = Signal()

    def __init__(self, theme: Theme, pages: QWidget) -> None:
        """Make a hidden editor that hides these pages when it opens."""
        super().__init__()
        self.setProperty("kind", "pane")
        self._theme = theme
        self._pages = pages
        self._source: TextField | None = None
        self._given = ""
        self.place: object = None
        self._title = PlainLabel(kind="h2", wrap=True)
        self._count = PlainLabel(kind="help")
        self._field = _TallField()
        self._field.textChanged.connect(self._give)
        self._field.left.connect(self.close_)
        back = button("Revenir", self.close_)
        back.setIcon(theme.icon("arrow-left"))
        head = row(self._title, self._count, PlainLabel("Échap", kind="key"), back, spacing=12)
        head.setStretch(0, 1)
        self._column = QWidget()
        inner = QVBoxLayout(self._column)
        inner.setContentsMargins(20, 8, 20, 16)
        inner.addLayout(head)
        inner.addWidget(self._field, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._column)
        theme.hold(self._column, most=1000)  # lines short enough to be read
        self.hide()

    def open_for(self, focus: QWidget | None, place: object) -> bool:
        """Open for the text field that has the keyboard, or is in what has it.

        Args:
            focus: What has the keyboard.
            place: Where one is; another place closes the editor.

        Returns:
            Whether there is such a field.
        """
        source = _field_in(focus)
        if source is None or self.isVisible():
            return self.isVisible()
        self._source, self.place = source, place
        self._title.setText(source.accessibleName())
        self._field.setAccessibleName(f"{source.accessibleName()}, en grand")
        self._field.setPlaceholderText(source.placeholderText())
        self._field.setReadOnly(source.isReadOnly())
        self._take(source.textCursor().position())
        self._pages.hide()
        self.show()
        self._field.setFocus()
        return True

    def _take(self, caret: int) -> None:
        """Show what the field holds."""
        assert self._source is not None
        text = self._source.toPlainText()
        self._field.blockSignals(True)
        self._field.setPlainText(text)
        self._field.blockSignals(False)
        cursor = self._field.textCursor()
        cursor.setPosition(min(caret, len(text)))
        self._field.setTextCursor(cursor)
        self._field.ensureCursorVisible()
        self._given = self._source.value()
        self._show_length()

    def _give(self) -> None:
        """Type the same text in the field, unless somebody else changed it meanwhile."""
        source = self._source
        if source is None or self._field.isReadOnly():
            return
        if not isValid(source):
            self.close_()
        elif source.value() != self._given:
            self._take(len(source.toPlainText()))
        else:
            cursor = QTextCursor(source.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(self._field.toPlainText())
            self._given = source.value()
            self._show_length()

    def _show_length(self) -> None:
        length = len(self._field.toPlainText())
        full = f"Texte coupé{NBSP}: " if length >= TEXT_LIMIT else ""
        self._count.setText(f"{full}{_thousands(length)} signes sur {_thousands(TEXT_LIMIT)}")

    def look_again(self) -> None:
        """Show what undo or redo put in the field."""
        source = self._source
        if source is not None and isValid(source) and source.value() != self._given:
            self._take(len(source.toPlainText()))

    def follow(self, place: object) -> None:
        """Close when one has gone elsewhere; the place of the field decides."""
        if self.isVisible() and place != self.place:
            self._close()

    def close_(self) -> None:
        """Go back to the field, the caret where it is here."""
        if not self.isVisible():
            return
        source, caret = self._source, self._field.textCursor().position()
        self._close()
        if source is not None and isValid(source) and source.isVisible():
            cursor = source.textCursor()
            cursor.setPosition(min(caret, len(source.toPlainText())))
            source.setTextCursor(cursor)
            source.setFocus()
        self.left.emit()

    def _close(self) -> None:
        source, self._source = self._source, None
        if source is not None and isValid(source):
            source.flush()
        self._pages.show()
        self.hide()


def _field_in(focus: QWidget | None) -> TextField | None:
    """The text field that has the keyboard, or the first one shown in what has it."""
    if isinstance(focus, TextField) or focus is None:
        return focus
    return next((f for f in focus.findChildren(TextField) if f.isVisible()), None)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", NBSP)

"""A text to read: headings, bold openings and paragraphs in one widget, never read as HTML."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from dmn_desktop.ui.theme import Theme


class ReadingPane(QTextEdit):
    """Text that can be selected and copied; one widget however long it is."""

    def __init__(self, theme: Theme, name: str) -> None:
        """Make an empty text with its accessible name."""
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.px(12))
        self._parts: list[tuple[str, str, str]] = []
        theme.changed.connect(self._write)

    def begin(self) -> None:
        """Start a new text."""
        self._parts = []

    def heading(self, text: str) -> None:
        """Add a heading."""
        self._parts.append(("heading", text, ""))

    def paragraph(self, text: str, opening: str = "", muted: bool = False) -> None:
        """Add a paragraph, with bold words before it when there are any."""
        self._parts.append(("muted" if muted else "text", text, opening))

    def end(self) -> None:
        """Show the new text from its top, unless it is the same."""
        self._write()

    def _write(self) -> None:
        theme = self._theme
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # laid out once, not after each piece
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        for place, (kind, text, opening) in enumerate(self._parts):
            block = QTextBlockFormat()
            block.setTopMargin(theme.px(10 if kind == "heading" else 3) if place else 0)
            block.setBottomMargin(theme.px(3))
            block.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if place:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            if opening:
                cursor.insertText(opening, self._format(13, "ink", bold=True))
            size = 14 if kind == "heading" else 13
            token = "ink2" if kind == "muted" else "ink"
            cursor.insertText(text, self._format(size, token, bold=kind == "heading"))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, size: int, token: str, bold: bool) -> QTextCharFormat:
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        made = QTextCharFormat()
        made.setFont(self._theme.font(size, weight))
        made.setForeground(self._theme.colour(token))
        return made

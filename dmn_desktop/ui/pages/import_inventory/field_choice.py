"""A list of fields that can be searched by typing any part of a name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from dmn_desktop.core.text import fold
from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.completing import Completer


class FieldChoice(QComboBox):
    """One key of a list; what is typed must become one of its lines.

    Attributes:
        chosen: A person chose another key.
    """

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]], key: str) -> None:
        """List words under their keys.

        Args:
            name: Accessible name.
            options: Key and words of each line.
            key: The one shown first.
        """
        super().__init__()
        self.setAccessibleName(name)
        self._keys = [one for one, _ in options]
        self._key = key
        self.addItems([words for _, words in options])
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else 0)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.lineEdit().setAccessibleName(name)
        completer = Completer([words for _, words in options], self)
        completer.activated.connect(self._completed)
        self.setCompleter(completer)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._activated)
        self.lineEdit().textEdited.connect(self._typed)
        self.lineEdit().editingFinished.connect(self._settle)

    def key(self) -> str:
        """The key of the line shown."""
        return self._key

    def _activated(self, index: int) -> None:
        if self._keys[index] != self._key:
            self._key = self._keys[index]
            self.chosen.emit(self._key)

    def _completed(self, words: str) -> None:
        index = self.findText(words, Qt.MatchFlag.MatchFixedString)
        if index >= 0:
            self.setCurrentIndex(index)
            self._activated(index)

    def _typed(self, text: str) -> None:
        """Take a line as soon as all of it is typed: the list may still be open."""
        index = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if index >= 0:
            self._activated(index)

    def _settle(self) -> None:
        """Take the only line that holds what was typed, or come back to the one before."""
        typed = fold(self.currentText().strip())
        lines = [fold(self.itemText(i)) for i in range(self.count())]
        held = [i for i, line in enumerate(lines) if typed and typed in line]
        index = lines.index(typed) if typed in lines else held[0] if len(held) == 1 else -1
        if index < 0:
            index = self._keys.index(self._key) if self._key in self._keys else 0
        self.setCurrentIndex(index)
        self._activated(index)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.lineEdit().selectAll()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a list must not change while one scrolls past it

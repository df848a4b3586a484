"""What a cell is changed with in place: a list, several boxes, a date, a number, a line of text.

Each editor says how it is made, shown and read; a value that cannot be read leaves the cell as it
was, and the field says why before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dmn_desktop.core.text import clean


@dataclass(frozen=True)
class TextEditor:
    """A line.

    Attributes:
        name: Accessible name.
        words: What is shown of a stored value.
        parse: Reads what was typed: whether it could be, and the value.
        hint: Grey words of an empty field.
    """

    name: str
    words: Callable[[Any], str]
    parse: Callable[[str], tuple[bool, Any]]
    hint: str = ""

    def make(self, parent: QWidget) -> QLineEdit:
        """An empty field."""
        field = QLineEdit(parent)
        field.setAccessibleName(self.name)
        field.setPlaceholderText(self.hint)
        field.textEdited.connect(lambda text: _mark(field, not self.parse(clean(text))[0]))
        return field

    def show(self, field: QLineEdit, value: Any) -> None:
        """Put a value in the field."""
        field.setText(self.words(value))
        field.selectAll()

    def read(self, field: QLineEdit) -> tuple[bool, Any]:
        """What was typed."""
        return self.parse(clean(field.text()).strip())


@dataclass(frozen=True)
class ListEditor:
    """A closed list.

    Attributes:
        words: Stored key and words of each choice.
        key: The key inside a value.
    """

    name: str
    words: Sequence[tuple[str, str]]
    key: Callable[[Any], str] = str

    def make(self, parent: QWidget) -> QComboBox:
        """A list; the arrows choose, Alt and the down arrow open it."""
        field = QComboBox(parent)
        field.setAccessibleName(self.name)
        for key, words in self.words:
            field.addItem(words, key)
        return field

    def show(self, field: QComboBox, value: Any) -> None:
        """Choose a value."""
        field.setCurrentIndex(max(field.findData(self.key(value)), 0))

    def read(self, field: QComboBox) -> tuple[bool, Any]:
        """The chosen key."""
        return True, field.currentData()


def _mark(field: QLineEdit, wrong: bool) -> None:
    field.setProperty("state", "error" if wrong else "")
    field.style().unpolish(field)
    field.style().polish(field)

"""What a cell is changed with in place: a list, several boxes, a date, a number, a line of text.

Each editor says how it is made, shown and read; a value that cannot be read leaves the cell as it
was, and the field says why before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from dmn_desktop.core.text import clean


class TextEditor(NamedTuple):
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


class ListEditor(NamedTuple):
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


class WordsEditor(NamedTuple):
    """Several words of a closed list: the arrows move, Space ticks, Enter keeps.

    Attributes:
        words: Stored key and words of each choice.
        keys: The keys inside a value.
        applies: Whether a value can be changed here.
    """

    name: str
    words: Sequence[tuple[str, str]]
    keys: Callable[[Any], Sequence[str]]
    applies: Callable[[Any], bool]

    def make(self, parent: QWidget | None) -> QListWidget:
        """Boxes to tick, none of them ticked."""
        field = QListWidget(parent)
        field.setAccessibleName(self.name)
        for key, words in self.words:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            field.addItem(item)
        field.setCurrentRow(0)
        return field

    def show(self, field: QListWidget, value: Any) -> None:
        """Tick what a value holds."""
        keys = self.keys(value)
        for item in _items(field):
            on = item.data(Qt.ItemDataRole.UserRole) in keys
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def read(self, field: QListWidget) -> tuple[bool, Any]:
        """The ticked keys, in the order of the list."""
        ticked = [item for item in _items(field) if item.checkState() == Qt.CheckState.Checked]
        return True, tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked)

    def room(self, field: QListWidget) -> tuple[int, int]:
        """The width and height that show all words, or ten of them."""
        rows = min(field.count(), 10)
        height = max(field.sizeHintForRow(0), 1) * rows + 2 * field.frameWidth() + 4
        return field.sizeHintForColumn(0) + 40, height


def _items(field: QListWidget) -> list[QListWidgetItem]:
    return [field.item(place) for place in range(field.count())]


def _mark(field: QLineEdit, wrong: bool) -> None:
    field.setProperty("state", "error" if wrong else "")
    field.style().unpolish(field)
    field.style().polish(field)

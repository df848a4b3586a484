"""What a column of a list is: its words, its badges, what it is sorted by and changed with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt

from dmn_desktop.ui.widgets.badges import Badge

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
BADGE_ROLE = Qt.ItemDataRole.UserRole + 2

Row = tuple[Any, ...]
Sorting = tuple[int, Qt.SortOrder]


class Column(NamedTuple):
    """One column.

    Attributes:
        text: The words of a value.
        sort: What a value is sorted by, so that « Élevé » comes before « Moyen ».
        badge: The badge or badges of a value, None to show words.
        tag: Words in a small frame after the text.
        said: The words for a screen reader where they say more than the text.
        at: Where its value stands in a row, by default at its own place; several places give a
            tuple of values.
        key: The name under which a view remembers it.
        editor: What its cells are changed with, in the way of `cell_editors`; None when they are
            only read.
        ticks: It holds the check boxes.
    """

    title: str
    width: int = 120
    text: Callable[[Any], str] = str
    sort: Callable[[Any], Any] | None = None
    badge: Callable[[Any], Badge | Sequence[Badge] | None] | None = None
    right: bool = False
    strong: bool = False
    muted: bool = False
    tag: Callable[[Any], str] | None = None
    said: Callable[[Any], str] | None = None
    at: int | tuple[int, ...] | None = None
    key: str = ""
    editor: Any = None
    ticks: bool = False

    @property
    def spoken(self) -> Callable[[Any], str]:
        """What gives the words for a screen reader."""
        return self.said or self.text

"""Tabs that bear names that people gave: long ones are shortened, never cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTabBar

from dmn_desktop.core.text import shorten
from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.basics import plain_tooltip

LIMIT = 24
"""Characters of a name shown in its tab."""

ROOM = 16
"""What the style sheet takes of the width of a tab, and Qt leaves out, in pixels."""


class NameTabs(QTabBar):
    """One tab per name; the whole name is in the tooltip."""

    def __init__(self, name: str) -> None:
        """Make a bar without tabs; `name` is its accessible name."""
        super().__init__()
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(False)

    @override
    def tabSizeHint(self, index: int) -> QSize:
        """The room of the words in bold: Qt measures them thin, then shortens them."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.tabText(index).replace("&&", "&")
        more = QFontMetrics(bold).horizontalAdvance(words)
        more -= self.fontMetrics().horizontalAdvance(words)
        return super().tabSizeHint(index) + QSize(max(0, more) + ROOM, 0)

    def show_names(self, names: Sequence[tuple[str, str, int]], current: int) -> None:
        """Show other names without telling anyone.

        Args:
            names: Letter, name, and a number shown when it is not zero.
            current: The place of the chosen one, -1 when there is none.
        """
        self.blockSignals(True)
        while self.count() > len(names):
            self.removeTab(self.count() - 1)
        while self.count() < len(names):
            self.addTab("")
        for place, (letter, name, number) in enumerate(names):
            extra = f"  {number}" if number else ""
            words = f"{letter}  {shorten(name, LIMIT)}{extra}"
            self.setTabText(place, words.replace("&", "&&"))
            self.setTabToolTip(place, plain_tooltip(name))
            self.setAccessibleTabName(place, f"{letter} {name}{extra}")
        self.setCurrentIndex(current)
        self.blockSignals(False)

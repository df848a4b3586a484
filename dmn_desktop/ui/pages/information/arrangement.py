"""List, sheet and preview: together when there is room, one at a time when there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.focus import focus_in
from dmn_desktop.ui.theme import Theme

ROOM = 900
"""Least width at which all three stand together, in pixels at 100 %."""

LIST, SHEET, PREVIEW = range(3)
_TABS = ("Fiches", "Fiche", "Aperçu")
_WIDTHS = (216, 0, 452)
_TIGHT = (190, 0, 360)
_ROOMY = 1120


class Arrangement(QWidget):
    """The three parts of the page."""

    def __init__(self, theme: Theme, parts: Sequence[QWidget]) -> None:
        """Put list, sheet and preview side by side."""
        super().__init__()
        self._theme = theme
        self._parts = tuple(parts)
        self._together = True
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parties de la page")
        for words in _TABS:
            self.tabs.addTab(words)
        self.tabs.setCurrentIndex(SHEET)
        self.tabs.currentChanged.connect(lambda _: self._show())
        line = QHBoxLayout()
        line.setSpacing(0)
        for part in self._parts:
            line.addWidget(part, 1 if part is self._parts[SHEET] else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addLayout(line, 1)
        theme.changed.connect(self._fit)

    def bring(self, part: int) -> None:
        """Show a part when only one is shown; the keyboard goes there with it."""
        if not self._together and self.tabs.currentIndex() != part:
            self.tabs.setCurrentIndex(part)
            focus_in(self._parts[part])

    def _show(self) -> None:
        chosen = self.tabs.currentIndex()
        self.tabs.setVisible(not self._together)
        for place, part in enumerate(self._parts):
            part.setVisible(self._together or place == chosen)

    def _fit(self) -> None:
        px = self._theme.px
        self._together = self.width() >= px(ROOM)
        widths = _WIDTHS if self.width() >= px(_ROOMY) else _TIGHT
        for part, width in zip(self._parts, widths, strict=True):
            fixed = self._together and width
            part.setMinimumWidth(px(width) if fixed else 0)
            part.setMaximumWidth(px(width) if fixed else 16_777_215)
        self._show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

"""Matrix, list and pane: together when there is room, one at a time when there is not."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QTabBar, QVBoxLayout, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.tab_order import stops

ROOM_WIDTH, ROOM_HEIGHT = 960, 520
"""Least size at which all three stand together, in pixels at 100 %."""

MATRIX_HEIGHT = 318

QWIDGETSIZE_MAX = 16_777_215
"""No limit: Qt's own number, which PySide does not give."""

MATRIX, LIST, PANE = range(3)
_TABS = ("Matrice", "Liste", "Détail")


class Arrangement(QWidget):
    """The three parts of the page.

    A pane in which one writes takes the whole height; one that is read stands beside the matrix,
    above the list.
    """

    def __init__(self, theme: Theme, matrix: QWidget, listing: QWidget, pane: QWidget) -> None:
        """Put the parts together."""
        super().__init__()
        self._theme = theme
        self._parts = (matrix, listing, pane)
        self._tall = False
        self._together: bool | None = None
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parties de la page")
        for words in _TABS:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda _: self._show())
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._grid.setColumnStretch(0, 62)
        self._grid.setColumnStretch(1, 38)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.tabs)
        layout.addLayout(self._grid, 1)
        self._place()
        theme.changed.connect(self._fit)

    @property
    def is_together(self) -> bool:
        """Whether all three parts are shown."""
        return bool(self._together)

    def set_tall(self, tall: bool) -> None:
        """Give the pane the whole height, or only that of the matrix."""
        if tall != self._tall:
            self._tall = tall
            self._place()
            self._limit()

    def bring(self, part: int) -> None:
        """Show a part, when only one is shown; the keyboard goes there with it."""
        self.tabs.setCurrentIndex(part)
        self._show()
        if not self._together:
            first = next((s for s in stops(self._parts[part]) if s.isVisible()), None)
            if first is not None:
                first.setFocus()

    def _place(self) -> None:
        matrix, listing, pane = self._parts
        for part in self._parts:
            self._grid.removeWidget(part)
        if not self._together:
            for part in self._parts:
                self._grid.addWidget(part, 0, 0, 2, 2)
        else:
            self._grid.addWidget(matrix, 0, 0)
            self._grid.addWidget(pane, 0, 1, 2 if self._tall else 1, 1)
            self._grid.addWidget(listing, 1, 0, 1, 1 if self._tall else 2)
        self._grid.setRowStretch(1, 1)
        self._show()

    def _show(self) -> None:
        together, chosen = bool(self._together), self.tabs.currentIndex()
        self.tabs.setVisible(not together)
        for place, part in enumerate(self._parts):
            part.setVisible(together or place == chosen)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        together = self.width() >= px(ROOM_WIDTH) and self.height() >= px(ROOM_HEIGHT)
        if together != self._together:
            self._together = together
            self._place()
        self._limit()

    def _limit(self) -> None:
        """Keep the matrix, and a pane that is read, to the upper half."""
        matrix, _, pane = self._parts
        half = min(self._theme.px(MATRIX_HEIGHT), round(self.height() * 0.56))
        self._grid.setRowMinimumHeight(0, half if self._together else 0)
        matrix.setMaximumHeight(half if self._together else QWIDGETSIZE_MAX)
        beside = self._together and not self._tall
        pane.setMaximumHeight(half if beside else QWIDGETSIZE_MAX)

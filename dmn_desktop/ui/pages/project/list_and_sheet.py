"""A list and the sheet of what is chosen in it, side by side when there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.pages.project.candidate_list import CandidateList
from dmn_desktop.ui.pages.project.guidance import scrolled
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import column
from dmn_desktop.ui.widgets.two_ways import TwoWays

SIDE_BY_SIDE = 860
"""Width from which list and sheet stand side by side, in pixels at 100 %."""

LEAST_HEIGHT = 330
"""Height below which the page scrolls as a whole, in pixels at 100 %."""


class ListAndSheet(QWidget):
    """The list and the sheet of one candidate: side by side, or one under the other.

    Attributes:
        placed: The sheet was put elsewhere, which disturbs the order of the Tab key.
    """

    placed = Signal()

    def __init__(self, theme: Theme, listing: CandidateList, sheet: QWidget) -> None:
        """Put both together."""
        super().__init__()
        self._theme = theme
        self._list = listing
        self._sheet = sheet
        self._ways = TwoWays(self._roomy, self._place)
        self._scroll = scrolled(QWidget())
        self._under = QWidget()
        self._under.setLayout(column())
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(14)
        self._layout.addWidget(listing, 1)
        self._layout.addWidget(self._scroll, 1)
        self._layout.addWidget(self._under)
        theme.changed.connect(self._fit)

    @override
    def hasHeightForWidth(self) -> bool:
        return not self._ways.beside and super().hasHeightForWidth()

    @override
    def sizeHint(self) -> QSize:
        """Side by side, ask for little: list and sheet each scroll in the room there is."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._theme.px(LEAST_HEIGHT)) if self._ways.beside else hint

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._ways.fit()
        self.setMinimumHeight(self._theme.px(LEAST_HEIGHT) if self._ways.beside else 0)

    def _roomy(self) -> bool:
        return self.width() >= self._theme.px(SIDE_BY_SIDE)

    def _place(self, beside: bool) -> None:
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._list.set_fixed(not beside)
        if beside:
            self._under_layout().removeWidget(self._sheet)
            self._scroll.setWidget(self._sheet)
        else:
            self._scroll.takeWidget()
            self._under_layout().addWidget(self._sheet)
        self._sheet.show()
        self._scroll.setVisible(beside)
        self._under.setVisible(not beside)
        self.placed.emit()

    def _under_layout(self) -> QVBoxLayout:
        layout = self._under.layout()
        assert isinstance(layout, QVBoxLayout)
        return layout

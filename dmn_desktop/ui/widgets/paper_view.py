"""Pages of a document one under the other, as pictures, and which one is in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme

_GAP = 14


class _Pages(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.images: Sequence[QImage] = ()

    def places(self) -> list[QRect]:
        """Where each page stands."""
        found, top = [], _GAP
        for image in self.images:
            size = image.deviceIndependentSize().toSize()
            left = max((self.width() - size.width()) // 2, 0)
            found.append(QRect(left, top, size.width(), size.height()))
            top += size.height() + _GAP
        return found

    def fit(self) -> None:
        """Take the room of the pages."""
        sizes = [image.deviceIndependentSize().toSize() for image in self.images]
        height = sum(size.height() + _GAP for size in sizes) + _GAP
        self.setMinimumSize(QSize(max((s.width() for s in sizes), default=0) + 2, height))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for image, place in zip(self.images, self.places(), strict=True):
            if place.intersects(event.rect()):
                painter.drawImage(place, image)
                painter.setPen(self._theme.colour("strong"))
                painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()


class PaperView(QScrollArea):
    """The pages, scrolled.

    Attributes:
        turned: Another page is in view.
        resized: There is another room for the pages.
    """

    turned = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        """Make it without pages; `name` is its accessible name."""
        super().__init__()
        self._name = name
        self._pages = _Pages(theme)
        self.setWidget(self._pages)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.verticalScrollBar().valueChanged.connect(self.turned)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages.images)

    @property
    def page(self) -> int:
        """The page in view, counted from 1."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        tops = [place.top() for place in self._pages.places()]
        return max(sum(top <= middle for top in tops), 1)

    def show_images(self, images: Sequence[QImage]) -> None:
        """Show other pages; the place that one was reading stays."""
        self._pages.images = images
        self._pages.fit()
        self.setAccessibleName(f"{self._name}, page {self.page} sur {self.count}")
        self.turned.emit()

    @override
    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.resized.emit()

"""An icon shown alone, in the colours and at the size of the moment."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from dmn_desktop.ui.theme import Theme


class Picture(QLabel):
    """An icon that is no button; it follows the colours and the text size."""

    def __init__(self, theme: Theme, icon: str, token: str, size: int) -> None:
        """Draw an icon in the colour of a token, at a size of the design."""
        super().__init__()
        self._theme, self._icon = theme, (icon, token, size)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(self._theme.pixmap(*self._icon))

"""A badge as a widget: icon, word and colour, read aloud as its word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import Badge, badge_height, badge_width, draw_badge


class BadgeLabel(QLabel):
    """A state in a header or a card."""

    def __init__(self, theme: Theme) -> None:
        """Make it hidden."""
        super().__init__()
        self._theme = theme
        self._badge = Badge("")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.hide()

    def show_badge(self, badge: Badge) -> None:
        """Show a state; hidden when it has no word."""
        self._badge = badge
        self.setAccessibleName(badge.text)
        if self.parentWidget() is None and badge.text:
            # Shown now it would be a window; without this mark its layout shows it later.
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        else:
            self.setVisible(bool(badge.text))
        self.updateGeometry()
        self.update()

    @property
    def badge(self) -> Badge:
        """The state shown."""
        return self._badge

    @override
    def sizeHint(self) -> QSize:
        return QSize(badge_width(self._theme, self._badge) + 1, badge_height(self._theme) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_badge(painter, self._theme, self.rect(), self._badge)
        painter.end()

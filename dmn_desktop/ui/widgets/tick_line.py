"""A box to tick beside words that wrap; a click on the words ticks it too."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.basics import PlainLabel, row


class TickLine(QWidget):
    """One line of a list to tick.

    Attributes:
        ticked: Somebody ticked it, or took the tick back.
    """

    ticked = Signal(bool)

    def __init__(self, words: str) -> None:
        """Show words; nothing is ticked."""
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.clicked.connect(self.ticked)
        label = PlainLabel(words, kind="text", wrap=True)
        label.setBuddy(self.box)
        line = row(spacing=6)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        self.setLayout(line)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.box.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.box.click()

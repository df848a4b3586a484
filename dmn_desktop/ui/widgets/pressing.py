"""Buttons that Enter presses like Space, on every system.

Qt leaves it to the desktop outside dialogs: GNOME does so, Windows, macOS and KDE do not.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from dmn_desktop.core.typing import override

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def enter_presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button that has the keyboard if the key is Enter; say whether it was.

    A key held down presses once: what it begins would otherwise begin ten times.
    """
    if event.key() not in ENTER:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class PushButton(QPushButton):
    """A push button that Enter presses."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A tool button that Enter presses."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)

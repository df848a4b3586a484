"""Bars instead of boxes: results and failures at the foot or head of a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget
from typing_extensions import override

from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, button, icon_button, restyle

SHOWN = 8_000
"""Milliseconds a result stays; stopped while it is hovered or focused."""


class MessageBar(QFrame):
    """One sentence with at most one action."""

    def __init__(self, theme: Theme) -> None:
        """Make a hidden bar."""
        super().__init__()
        self.setProperty("kind", "bar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        self._label = PlainLabel(wrap=True)
        self._layout = layout
        self._action: QPushButton | None = None
        self._close = icon_button(theme, "x", "Fermer ce message", self.hide)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._label.text()

    def show_message(
        self,
        text: str,
        tone: str = "",
        action: tuple[str, Callable[[], object]] | None = None,
        stays: bool = False,
    ) -> None:
        """Show a sentence, and tell it to screen readers without moving the focus."""
        self._label.setText(text)
        self.setProperty("tone", tone)
        restyle(self)
        if self._action is not None:
            self._layout.removeWidget(self._action)
            self._action.hide()
            self._action.deleteLater()
            self._action = None
        if action is not None:
            words, run = action
            self._action = button(words, lambda: self._act(run))
            self._layout.insertWidget(1, self._action)
        self.show()
        announce(self, text)
        if stays:
            self._timer.stop()
        else:
            self._timer.start(SHOWN)

    def _act(self, run: Callable[[], object]) -> None:
        self.hide()
        run()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self.isAncestorOf(self.focusWidget() or self) and not self._timer.isActive():
            self._timer.start(SHOWN)


class ProgressBar(QFrame):
    """Work under way, with cancel; shown after 300 ms only."""

    def __init__(self, theme: Theme) -> None:
        """Make a hidden bar."""
        super().__init__()
        self.setProperty("kind", "bar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        self._label = PlainLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button("Arrêter")
        layout.addWidget(self._label)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(300)
        self._timer.timeout.connect(self.show)
        self.hide()

    def follow(self, job: QObject) -> None:
        """Show the progress of a job of `ui.tasks`."""
        self._label.setText(job.label)  # type: ignore[attr-defined]
        self._bar.setAccessibleName(job.label)  # type: ignore[attr-defined]
        self._bar.setRange(0, 0)
        self._cancel.clicked.connect(job.cancel)  # type: ignore[attr-defined]
        job.progressed.connect(self._progressed)  # type: ignore[attr-defined]
        job.finished.connect(self._finished)  # type: ignore[attr-defined]
        self._timer.start()

    def _progressed(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _finished(self) -> None:
        self._timer.stop()
        self.hide()


def announce(widget: QWidget, text: str) -> None:
    """Tell a sentence to screen readers."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))

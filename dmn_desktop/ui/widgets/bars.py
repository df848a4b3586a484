"""Bars instead of boxes: results and failures at the foot or head of a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, button, icon_button, restyle

SHOWN = 8_000
"""Milliseconds a result stays; stopped while it is hovered or focused."""


class MessageBar(QFrame):
    """One sentence with at most one action.

    Attributes:
        dismissed: Somebody closed the bar, or took its action.
    """

    dismissed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Make a hidden bar."""
        super().__init__()
        self.setProperty("kind", "bar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        self._label = PlainLabel(wrap=True)
        self._layout = layout
        self._action: QPushButton | None = None
        self._stays = False
        self._close = icon_button(theme, "x", "Fermer ce message", self._dismiss)
        self._close.installEventFilter(self)
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
            self._action.installEventFilter(self)
            self._layout.insertWidget(1, self._action)
        self.show()
        announce(self, text)
        self._stays = stays
        self._timer.stop()
        self._let_go()

    def _act(self, run: Callable[[], object]) -> None:
        self.hide()
        run()
        self.dismissed.emit()

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def _let_go(self) -> None:
        """Count the time again, unless somebody is on the bar or must close it."""
        focus = QApplication.focusWidget()
        held = self.underMouse() or (focus is not None and self.isAncestorOf(focus))
        if not self._stays and not held:
            self._timer.start(SHOWN)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() is QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._let_go)
        return super().eventFilter(watched, event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        QTimer.singleShot(0, self, self._let_go)


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
        self._cancel = button("Arrêter", self._stop)
        self._job: QObject | None = None
        layout.addWidget(self._label)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(300)
        self._timer.timeout.connect(self._appear)
        self.hide()

    def _appear(self) -> None:
        self._cancel.setText(self._job.stop_words)  # type: ignore[union-attr]
        self._cancel.setEnabled(True)
        self.show()
        if QApplication.focusWidget() is None:
            # The window is held: what can be done is to stop.
            self._cancel.setFocus()
        announce(self, self._label.text())

    def follow(self, job: QObject) -> None:
        """Show the progress of a job of `ui.tasks`."""
        self._label.setText(job.label)  # type: ignore[attr-defined]
        self._bar.setAccessibleName(job.label)  # type: ignore[attr-defined]
        self._bar.setRange(0, 0)
        self._job = job
        job.progressed.connect(self._progressed)  # type: ignore[attr-defined]
        job.finished.connect(self._finished)  # type: ignore[attr-defined]
        self._timer.start()

    def _stop(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(False)
            self._job.cancel()  # type: ignore[attr-defined]

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

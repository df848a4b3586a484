"""A backup made aside, while the window shows its progress and lets nobody else work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from dmn_desktop.ui.context import Context
from dmn_desktop.ui.tasks import Job

UNNOTICED = 300
"""Milliseconds that one may wait without a word."""


class BackingUp:
    """Lends the register to the worker: the window is held until it comes back.

    A register has one owner at a time. The bar of progress stays alive, and can stop the work.
    """

    def __init__(self, context: Context, held: Callable[[], list[QWidget]]) -> None:
        """Hold these parts of the window while a backup is made."""
        self._context = context
        self._held = held
        self._before: QWidget | None = None
        self.under_way = False

    def run(
        self,
        stop: str,
        then: Callable[[Path], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Make a backup; one that is quick has ended when this returns.

        Args:
            stop: The words of the button that stops it.
            then: Gets the file.
            failed: Gets the error, `services.register.Stopped` when it was stopped.
        """
        from dmn_desktop.services.register import Watch

        def made(path: Path) -> None:
            self._hold(False)
            self._context.desk.backup_made()
            then(path)

        def not_made(error: BaseException) -> None:
            self._hold(False)
            failed(error)

        def work(job: Job) -> Path:
            return self._context.desk.back_up(Watch(job.report, job.cancelled))

        self._hold(True)
        job = self._context.tasks.run("Sauvegarde du registre…", work, made, not_made)
        job.stop_words = stop
        self._context.tasks.wait_for(job, UNNOTICED)

    def _hold(self, held: bool) -> None:
        """Close the window to work, or open it again with the keyboard where it was."""
        self.under_way = held
        if held:
            self._before = QApplication.focusWidget()
        for part in self._held():
            part.setEnabled(not held)
        before, self._before = (self._before, self._before if held else None)
        if not held and before is not None and isValid(before) and before.isVisible():
            before.setFocus()

"""Quick work asked for at every key: what was asked for last is done, the rest is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from dmn_desktop.ui.tasks import Job, Tasks


class Latest(QObject):
    """Does one piece of work at a time aside; while it does, only the newest one waits.

    It belongs to nobody, so that what it gives when its screen is gone goes nowhere.

    Attributes:
        made: What the work gave.
        failed: What it raised.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        """Start without work."""
        super().__init__()
        self._tasks = tasks
        self._job: Job | None = None
        self._waiting: Callable[[], Any] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be given."""
        return self._job is not None

    def ask(self, work: Callable[[], Any]) -> None:
        """Do some work as soon as possible, in the place of what was waiting."""
        if self._job is not None:
            self._waiting = work
            return
        self._job = self._tasks.run("", lambda _job: work(), self._made, self._failed)

    def _made(self, result: object) -> None:
        self._next()
        self.made.emit(result)

    def _failed(self, error: BaseException) -> None:
        self._next()
        self.failed.emit(error)

    def _next(self) -> None:
        self._job = None
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.ask(waiting)

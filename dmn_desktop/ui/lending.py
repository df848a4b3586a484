"""Work on the register made aside, while the window shows its progress and waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from dmn_desktop.core.errors import UserError
from dmn_desktop.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from dmn_desktop.services.register import Watch

UNNOTICED = 300
"""Milliseconds that one may wait without a word."""


class Lending:
    """Lends the register to the worker: the window is held until it comes back.

    A register has one owner at a time. The bar of progress stays alive, and can stop the work.

    Attributes:
        held: Gives the parts of the window where somebody could use the register.
        under_way: Whether the register is lent now.
    """

    def __init__(self, tasks: Tasks) -> None:
        """Lend to this worker; nothing is held before the window says what."""
        self._tasks = tasks
        self._before: QWidget | None = None
        self.held: Callable[[], list[QWidget]] = list
        self.under_way = False

    def run(
        self,
        label: str,
        work: Callable[[Watch], Any],
        then: Callable[[Any], object],
        failed: Callable[[BaseException], object],
    ) -> Job:
        """Do some work with the register; one that is quick has ended when this returns.

        Args:
            label: What it is, in French, for the progress bar.
            work: Gets the watch that tells progress and asks whether to stop.
            then: Gets the result.
            failed: Gets the error, `services.register.Stopped` when it was stopped.
        """
        from dmn_desktop.services.register import Watch

        def done(result: Any) -> None:
            self._hold(False)
            then(result)

        def not_done(error: BaseException) -> None:
            self._hold(False)
            failed(error)

        self._hold(True)
        job = self._tasks.run(
            label, lambda job: work(Watch(job.report, job.cancelled)), done, not_done
        )
        self._tasks.wait_for(job, UNNOTICED)
        return job

    def _hold(self, held: bool) -> None:
        """Close the window to work, or open it again with the keyboard where it was."""
        self.under_way = held
        if held:
            self._before = QApplication.focusWidget()
        for part in self.held():
            part.setEnabled(not held)
        before, self._before = (self._before, self._before if held else None)
        if not held and before is not None and isValid(before) and before.isVisible():
            before.setFocus()


def told(
    tasks: Tasks, stopped: Callable[[], object], failed: Callable[[UserError], object]
) -> Callable[[BaseException], None]:
    """What to do with the error of some work: told when it was stopped or refused.

    Args:
        tasks: Told of bugs.
        stopped: The user stopped the work.
        failed: Gets what the user can act on.
    """
    from dmn_desktop.services.register import Stopped

    def tell(error: BaseException) -> None:
        if isinstance(error, Stopped):
            stopped()
        elif isinstance(error, UserError):
            failed(error)
        else:
            tasks.report(error)

    return tell

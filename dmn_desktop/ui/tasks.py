"""Background work: one worker, plain data in and out, the result always on the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, QThreadPool, Signal, Slot


class Job(QObject):
    """One piece of work under way.

    Attributes:
        stop_words: The words of the button that stops it.
        progressed: Done and total.
        finished: The work ended, whatever its outcome.
    """

    progressed = Signal(int, int)
    finished = Signal()
    _returned = Signal(object)
    _raised = Signal(object)

    def __init__(self, label: str) -> None:
        """Name the work for the progress bar."""
        super().__init__()
        self.relay: QObject | None = None
        self.label = label
        self.stop_words = "Arrêter"
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it stops when it next looks."""
        self._cancel.set()

    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._cancel.is_set()

    def report(self, done: int, total: int) -> None:
        """Tell progress, from any thread."""
        self.progressed.emit(done, total)


class _Runnable(QRunnable):
    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        try:
            result = self._work(self._job)
        except BaseException as error:
            self._job._raised.emit(error)
        else:
            self._job._returned.emit(result)


class Tasks(QObject):
    """Runs work one piece after the other.

    Attributes:
        started: A job began; the window may show its progress.
    """

    started = Signal(object)

    def __init__(self, on_error: Callable[[BaseException], None]) -> None:
        """Send failures that no caller handles to one place."""
        super().__init__()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._on_error = on_error
        self._jobs: set[Job] = set()

    def run(
        self,
        label: str,
        work: Callable[[Job], Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Do some work aside.

        Args:
            label: What it is, in French, for the progress bar; empty without one.
            work: Gets the job for progress and cancel; never the register or a widget.
            then: Gets the result, on the GUI thread.
            failed: Gets the exception, on the GUI thread; the common place when None.
        """
        job = Job(label)
        relay = job.relay = _Relay(self, job, then, failed or self._on_error)
        job._returned.connect(relay.returned)
        job._raised.connect(relay.raised)
        self._jobs.add(job)
        if label:
            self.started.emit(job)
        self._pool.start(_Runnable(job, work))
        return job

    def report(self, error: BaseException) -> None:
        """Send a failure to the common place."""
        self._on_error(error)

    def is_busy(self) -> bool:
        """Whether any work is under way."""
        return bool(self._jobs)

    def wait_for(self, job: Job, milliseconds: int) -> bool:
        """Wait a little for work that is usually quick; its result is delivered at once.

        Returns:
            Whether it has ended.
        """
        self._pool.waitForDone(milliseconds)
        if job in self._jobs and job.relay is not None:
            QCoreApplication.sendPostedEvents(job.relay, QEvent.Type.MetaCall.value)
        return job not in self._jobs

    def wait(self) -> None:
        """Wait for the work under way, before closing."""
        for job in self._jobs:
            job.cancel()
        self._pool.waitForDone()

    def forget(self, job: Job) -> None:
        """Take an ended job off the list."""
        self._jobs.discard(job)
        job.finished.emit()


class _Relay(QObject):
    """Lives on the GUI thread, so that results are delivered there."""

    def __init__(
        self,
        tasks: Tasks,
        job: Job,
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        super().__init__(job)
        self._tasks, self._job, self._then, self._failed = tasks, job, then, failed

    @Slot(object)
    def returned(self, result: object) -> None:
        self._tasks.forget(self._job)
        self._then(result)

    @Slot(object)
    def raised(self, error: BaseException) -> None:
        self._tasks.forget(self._job)
        self._failed(error)

"""Run in a process of its own: how long until a window is painted, then ready.

Prints seconds since the start of the process: painted, ready, longest gap of the event loop.
Painted: the first rows of the register were painted, and the event loop came round once more.
Ready: the register is open, and its first page holds what the services answered.
The longest gap is looked for until the numbers of the sidebar are there too.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BEAT = 4
"""Milliseconds between two looks at the event loop: shorter ones would take the processor from
what is measured."""

AFTERWARDS = 800
"""Milliseconds after the first page during which the window must stay alive as well."""


def started() -> float:
    """When this process started, on the clock of `since_start`."""
    ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    return ticks / os.sysconf("SC_CLK_TCK")


def since_start() -> float:
    """Seconds since this process started."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started()


def when_painted(widget: Any, then: Callable[[], object]) -> None:
    """Call once a widget has been painted and the event loop has come round."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                widget.removeEventFilter(self)
                QTimer.singleShot(0, then)
            return False

    widget.installEventFilter(Watch(widget))


def bare() -> None:
    """The floor: an empty window with an empty table."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    table = QTableView()
    window.setCentralWidget(table)
    window.resize(1366, 740)
    when_painted(table.viewport(), lambda: (print(since_start()), application.quit()))
    window.show()
    application.exec()


def ours(register: str) -> None:
    """The program, opening a register as a double click on it does."""
    from dmn_desktop.ui import loading

    loading.begin()
    from dmn_desktop import app

    application, window = app.start([register])

    from PySide6.QtCore import QTimer

    times: dict[str, float] = {}
    gaps = [0.0]
    last = [0.0]
    timer = QTimer()

    def painted() -> None:
        times["painted"] = since_start()
        last[0] = time.perf_counter()
        timer.start(BEAT)

    def beat() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    def opened() -> None:
        times["ready"] = since_start()
        QTimer.singleShot(AFTERWARDS, application.quit)

    timer.timeout.connect(beat)
    rows = window.pages.currentWidget()
    assert rows is not None, "no rows are shown"
    when_painted(rows, painted)
    window.context.events.register_opened.connect(opened)
    application.exec()
    window.context.desk.close()
    print(times["painted"], times["ready"], max(gaps))


if __name__ == "__main__":
    bare() if len(sys.argv) == 1 else ours(*sys.argv[1:])

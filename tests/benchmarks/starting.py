"""Run in a process of its own: how long until a window is painted, then ready.

Prints seconds since the start of the process: painted, ready, longest gap of the event loop.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def started() -> float:
    """When this process started, on the clock of `time.monotonic`."""
    ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    return ticks / os.sysconf("SC_CLK_TCK")


def bare() -> None:
    """The floor: an empty window with an empty table."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1366, 740)
    window.show()
    QTimer.singleShot(0, application.quit)
    application.exec()
    print(time.clock_gettime(time.CLOCK_BOOTTIME) - started())


def ours(folder: str, register: str) -> None:
    """The program, opening a register."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    from dmn_desktop.app import Starter, make_application, make_window

    application = make_application()
    window = make_window(Path(folder))
    times: dict[str, float] = {}
    gaps = [0.0]

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and "painted" not in times:
                times["painted"] = time.clock_gettime(time.CLOCK_BOOTTIME)
            return False

    last = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        if "painted" in times:
            gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(0)
    watch = Watch()
    window.installEventFilter(watch)
    starter = Starter(window, Path(register))
    window.installEventFilter(starter)

    def opened() -> None:
        QTimer.singleShot(0, application.quit)

    window.context.events.register_opened.connect(opened)
    window.show()
    application.exec()
    ready = time.clock_gettime(time.CLOCK_BOOTTIME)
    window.context.desk.close()
    print(times["painted"] - started(), ready - started(), max(gaps))


if __name__ == "__main__":
    bare() if len(sys.argv) == 1 else ours(*sys.argv[1:])

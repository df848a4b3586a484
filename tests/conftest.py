"""What every test gets: no screen, folders of its own, and a check that nothing stays behind."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

if not os.environ.get("DISPLAY") and sys.platform == "linux":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "linux" and "UTF-8" not in os.environ.get("LC_ALL", "").upper():
    # Outside of a UTF-8 locale Qt prints a warning, and a warning fails the tests.
    os.environ["LC_ALL"] = "C.UTF-8"

import pytest
from hypothesis import settings

from dmn_desktop.core.forms import Library
from dmn_desktop.core.forms import library as shipped_library
from dmn_desktop.core.records import Structure
from dmn_desktop.store.database import Register, create_register

# How long one example takes depends on what else the machine does.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

_number = count()
_DEFERRED_DELETE = 52  # QEvent.Type, whose import would load Qt for tests that need none


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests of windows often wait for what is saved alone."""
    cores = (
        os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    )
    return len(cores) + 1


def pytest_collection_finish() -> None:
    """What was loaded until now stays: looking for garbage in it takes a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, logs and documents of a test go to a folder of its own, made when needed."""
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_number))
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "documents"))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "local"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Delete the windows of the test, or each colour change polishes those of a hundred tests."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and (application := widgets.QApplication.instance()) is not None:
        application.sendPostedEvents(None, _DEFERRED_DELETE)


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a process behind."""
    threads, processes = _threads(), _processes()
    yield
    for thread in _threads() - threads:
        thread.join(timeout=2)
    left = [thread.name for thread in _threads() - threads]
    left += [f"process {number}" for number in sorted(_processes() - processes)]
    if left:
        pytest.fail(f"left running: {', '.join(left)}")


def _threads() -> set[threading.Thread]:
    # Python makes dummies for threads of Qt that call it, and never forgets them.
    return {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}


def _processes() -> set[int]:
    """Children of this process, where the system lists them."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            found.update(int(number) for number in task.read_text().split())
        except OSError:  # the thread has ended meanwhile
            continue
    return {number for number in found if not _is_tracker(number)}


def _is_tracker(number: int) -> bool:
    """Whether a process is one that `multiprocessing` keeps until the end."""
    try:
        command = Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return False
    return (
        b"multiprocessing.resource_tracker" in command or b"multiprocessing.forkserver" in command
    )


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """An empty register, on a real file."""
    opened = create_register(tmp_path / "registre.dmn", Structure(name="Cabinet d’essai"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def library() -> Library:
    """The questionnaires shipped with the program."""
    return shipped_library()

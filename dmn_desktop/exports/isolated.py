"""Strangers' files are read in a process of their own, with limits of time and memory.

A file made to harm can then only harm that process: it is ended, and the user gets a sentence.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import time
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP
from dmn_desktop.exports.writing import Cancel, Cancelled

ResultT = TypeVar("ResultT")

STARTING_SECONDS = 60
"""Given to the process to start: a slow disk or a virus scanner is not the file's fault."""

_LOOK = 0.05
"""Seconds between two looks at whether the reading is still wanted."""

_READY, _DONE, _REFUSED, _FAILED = "ready", "done", "refused", "failed"


def run_isolated(
    function: Callable[..., ResultT],
    *args: Any,
    seconds: float = 5,
    megabytes: int = 300,
    cancelled: Cancel | None = None,
) -> ResultT:
    """Run a function of this room in its own process.

    Args:
        function: A top-level function; it and its arguments travel to the process.
        args: Its arguments, plain data.
        seconds: Time it has, once the process is ready.
        megabytes: Memory that the process may hold.
        cancelled: Asked now and then; the process is ended at once when it says so.

    Raises:
        UserError: Raised by the function, or « Fichier refusé » with what went wrong.
        Cancelled: `cancelled` said so.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(
        target=_serve, args=(there, function, args, seconds, megabytes), daemon=True
    )
    process.start()
    there.close()
    try:
        result: ResultT = _result(_Answers(here, cancelled), seconds)
        return result
    finally:
        here.close()
        process.kill()
        process.join()
        process.close()


class _Answers:
    """What the process says; whoever waits for it may give up meanwhile."""

    def __init__(self, pipe: Connection, cancelled: Cancel | None) -> None:
        self._pipe = pipe
        self._cancelled = cancelled or (lambda: False)

    def next(self, seconds: float, late: str) -> Any:
        """Its next answer; refused with these words when it takes longer."""
        until = time.monotonic() + seconds
        while not self._pipe.poll(min(_LOOK, max(0.0, until - time.monotonic()))):
            if self._cancelled():
                raise Cancelled
            if time.monotonic() >= until:
                raise _refused(late)
        return self._pipe.recv()


def _result(answers: _Answers, seconds: float) -> Any:
    """Wait for the process to be ready, then for its result."""
    words = f"{seconds:g}".replace(".", ",")
    try:
        kind, value = answers.next(STARTING_SECONDS, "la lecture n’a pas pu démarrer")
        if kind == _READY:
            kind, value = answers.next(seconds, f"sa lecture dépasse {words}{NBSP}secondes")
    except (EOFError, OSError) as error:
        raise _refused("sa lecture demande trop de mémoire ou de temps") from error
    if kind == _DONE:
        return value
    if kind == _REFUSED:
        raise UserError(*value)
    raise _refused(value)


def _refused(reason: str) -> UserError:
    return UserError(
        f"Fichier refusé{NBSP}: {reason}.",
        "Rien n’a été importé.",
        "Demander à l’expéditeur un autre fichier.",
    )


def _serve(
    pipe: Connection,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    seconds: float,
    megabytes: int,
) -> None:
    """What runs in the other process."""
    warnings.simplefilter("ignore")
    _limit(seconds, megabytes)
    pipe.send((_READY, None))
    try:
        answer = (_DONE, function(*args))
    except UserError as error:
        answer = (_REFUSED, (error.happened, error.kept, error.to_do))
    except MemoryError:
        answer = (_FAILED, "sa lecture demande trop de mémoire")
    except Exception:  # a broken file raises anything; the user needs one sentence
        answer = (_FAILED, "il est endommagé ou n’est pas du type attendu")
    with contextlib.suppress(OSError, MemoryError):
        pipe.send(answer)
    pipe.close()


def _limit(seconds: float, megabytes: int) -> None:
    """Ask the system to stop this process beyond its share; Windows has no such limits."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime + seconds) + 2
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (spent, spent))
    with contextlib.suppress(ValueError, OSError):
        mapped, resident = _memory()
        limit = mapped + megabytes * 1_000_000 - resident
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _memory() -> tuple[int, int]:
    """Bytes that this process has mapped, libraries included, and those it really holds."""
    import resource

    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    size = resource.getpagesize()
    return int(pages[0]) * size, int(pages[1]) * size

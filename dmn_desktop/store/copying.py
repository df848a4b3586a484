"""Copies of a register that appear only once they are verified, and copies of a held one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from dmn_desktop.core.errors import UserError, system_words
from dmn_desktop.core.records import new_id
from dmn_desktop.store import holder
from dmn_desktop.store.connection import check_content, connect_aside
from dmn_desktop.store.driver import connect
from dmn_desktop.store.failures import damaged, error_name, write_words
from dmn_desktop.store.header import read_header

UNFINISHED = ".copie-*.tmp"
"""Name of a copy under way; one that stays was interrupted."""

PATIENCE_SECONDS = 3.0
"""How long to wait for a quiet moment of a register that another program writes."""


_PAGES_AT_ONCE = 2_000
_STEPS_AT_ONCE = 100_000
_BYTES_AT_ONCE = 8_000_000
_LOOK_EVERY = 20
"""How much is done between two looks at whether to stop: some ten milliseconds."""


class Stopped(Exception):  # noqa: N818 - not a failure
    """A copy was stopped by whoever asked for it; nothing is left of it."""


class Watch(NamedTuple):
    """Who waits for a copy; called from the thread that makes it.

    Attributes:
        progress: Told done and total; 0 and 0 while the copy is read again.
        stopped: Asked whether to stop.
    """

    progress: Callable[[int, int], object] = lambda done, total: None
    stopped: Callable[[], bool] = lambda: False

    def step(self, done: int, total: int) -> None:
        """Tell how far one is, and stop when asked to.

        Raises:
            Stopped: Whoever waits said so.
        """
        if done % _LOOK_EVERY == 0:
            self.progress(done, total)
            if self.stopped():
                raise Stopped


def copy_to(
    raw: sqlite3.Connection, source: Path, target: Path, watch: Watch | None = None
) -> None:
    """Copy a register, through the connection that holds it, over whatever `target` was.

    Raises:
        UserError: The copy could not be written or does not read back; what was at `target` is
            intact.
        Stopped: The watch said so; what was at `target` is intact.
    """
    watch = watch or Watch()
    making = target.with_name(UNFINISHED.replace("*", new_id()[:8]))
    try:
        _write(raw, making, watch)
        with ThreadPoolExecutor(1) as aside:
            written = aside.submit(_flush, making)  # the disk writes while the copy is read again
            _verify(raw, source, making, watch)
            written.result()
        move_into_place(making, target)
    except OSError as error:
        raise _failed(target, system_words(error)) from error
    except sqlite3.Error as error:
        if error_name(error) == "SQLITE_INTERRUPT":
            raise Stopped from error
        words = write_words(error)
        if words is None:
            raise
        raise _failed(target, words) from error
    finally:
        for left in (making, making.with_name(f"{making.name}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _failed(target: Path, reason: str) -> UserError:
    return UserError(
        f"La copie vers {target.parent} n’a pas pu être écrite ({reason}).",
        "Le registre ouvert est intact, les copies précédentes aussi.",
        "Libérer de la place ou choisir un autre dossier.",
    )


def _write(raw: sqlite3.Connection, making: Path, watch: Watch) -> None:
    def look(_: int, left: int, total: int) -> None:
        watch.progress(total - left, total)
        if watch.stopped():
            raise Stopped

    copy = connect_aside(making)
    try:
        raw.backup(copy, pages=_PAGES_AT_ONCE, progress=look)
    finally:
        copy.close()


def _verify(raw: sqlite3.Connection, source: Path, making: Path, watch: Watch) -> None:
    """Open a copy again and compare it with its original: content, then rows of each table."""
    watch.progress(0, 0)
    copy = connect(making, "ro")
    copy.set_progress_handler(watch.stopped, _STEPS_AT_ONCE)
    try:
        read_header(making)
        check_content(copy, making, thorough=True)
        check_rows(raw, copy, making)
    except UserError as error:
        # The damage may be that of the register itself.
        check_content(raw, source, thorough=True)
        raise _failed(making, "elle ne se relit pas") from error
    finally:
        copy.close()


def check_rows(raw: sqlite3.Connection, copy: sqlite3.Connection, path: Path) -> None:
    """Compare the number of rows of each table of two registers.

    Raises:
        UserError: They differ.
    """
    for (table,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        query = f'SELECT count(*) FROM "{table}"'
        if raw.execute(query).fetchone() != copy.execute(query).fetchone():
            raise damaged(path, f"il manque des lignes dans {table}")


def move_into_place(making: Path, target: Path) -> None:
    """Give a finished file its name, so that it is there in full after a power cut too."""
    _flush(making)
    making.replace(target)
    if os.name == "nt":
        return
    # Some network disks refuse; the file itself is already on the disk.
    with contextlib.suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextlib.contextmanager
def stoppable(raw: sqlite3.Connection, watch: Watch) -> Iterator[None]:
    """Let a long check of a file be stopped.

    Raises:
        Stopped: The watch said so.
    """
    raw.set_progress_handler(watch.stopped, _STEPS_AT_ONCE)
    try:
        yield
    except sqlite3.Error as error:
        if error_name(error) == "SQLITE_INTERRUPT":
            raise Stopped from error
        raise
    finally:
        raw.set_progress_handler(None, 0)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def copy_for_reading(path: Path, watch: Watch | None = None) -> Path:
    """Copy a register that another program holds, to read it here.

    Bytes are copied until the copy equals the original with no write under way, so that a save
    made meanwhile is never seen half done.

    Returns:
        The copy, alone in a private folder that the caller removes.

    Raises:
        UserError: It changes all the time, or cannot be read.
        Stopped: The watch said so; nothing is left of the copy.
    """
    if holder.is_held_here(path):
        raise holder.held(path)
    read_header(path)
    folder = Path(tempfile.mkdtemp(prefix="registre-dmn-"))
    try:
        target = folder / path.name
        if _copy_quietly(path, target, watch or Watch()):
            return target
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _failed(target, system_words(error)) from error
    except Stopped:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    raise UserError(
        "Le registre est en cours d’écriture sur l’autre poste.",
        "Rien n’est perdu.",
        "Réessayer dans un instant.",
    )


def _copy_quietly(path: Path, target: Path, watch: Watch) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        copied = _copy_bytes(path, target, watch)
        if not _is_hot(journal) and _digest(path, watch) == copied:
            return True
        time.sleep(0.02)
    return False


def _is_hot(journal: Path) -> bool:
    """Whether a save is half way: a journal begins with zeros before and after."""
    try:
        with journal.open("rb") as file:
            return any(file.read(8))
    except FileNotFoundError:
        return False


def _copy_bytes(path: Path, target: Path, watch: Watch) -> str:
    """Copy a file; the fingerprint of what was copied."""
    digest, total, done = hashlib.sha256(), path.stat().st_size, 0
    with target.open("wb") as copy:
        for part in _parts(path, watch):
            digest.update(part)
            copy.write(part)
            done += len(part)
            watch.progress(done // 1000, total // 1000)
    return digest.hexdigest()


def _digest(path: Path, watch: Watch) -> str:
    digest = hashlib.sha256()
    for part in _parts(path, watch):
        digest.update(part)
    return digest.hexdigest()


def _parts(path: Path, watch: Watch) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(_BYTES_AT_ONCE):
            if watch.stopped():
                raise Stopped
            yield part

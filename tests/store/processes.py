"""Things done to a register by another process, which may be killed, limited or not be root."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Answer, Project, Structure
from dmn_desktop.store import migrate, tables
from dmn_desktop.store.backup import back_up, save_copy
from dmn_desktop.store.database import Register, create_register, open_register

NOBODY = 65534
PATIENCE = 30

# One process imports everything, then forks for each test.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["__main__", __name__])


class Other:
    """Another process that runs one of the functions below.

    Args:
        function: Gets the other end of the pipe first.
        args: The rest of its arguments.
    """

    def __init__(self, function: Callable[..., None], *args: Any) -> None:
        self.pipe, there = _context.Pipe()
        self._process = _context.Process(target=function, args=(there, *args), daemon=True)
        self._process.start()
        there.close()

    def receive(self) -> Any:
        """The next thing it says; fails when it says nothing for long."""
        assert self.pipe.poll(PATIENCE), "the other process says nothing"
        return self.pipe.recv()

    def everything(self) -> list[Any]:
        """What it said until it ended."""
        found = []
        with contextlib.suppress(EOFError, ConnectionError):
            while self.pipe.poll(PATIENCE):
                found.append(self.pipe.recv())
        return found

    def kill(self) -> None:
        self._process.kill()
        self._process.join()

    def end(self) -> None:
        with contextlib.suppress(OSError):
            self.pipe.close()
        self._process.join(PATIENCE)
        self.kill()
        self._process.close()


@contextlib.contextmanager
def other(function: Callable[..., None], *args: Any) -> Iterator[Other]:
    """Another process, ended when the block ends."""
    process = Other(function, *args)
    try:
        yield process
    finally:
        process.end()


def outcome(function: Callable[..., None], *args: Any) -> Any:
    """What another process says of what it did."""
    with other(function, *args) as process:
        return process.receive()


@contextlib.contextmanager
def folder_for_anyone() -> Iterator[Path]:
    """A folder that a process without rights can use: those of pytest are for its user only."""
    folder = Path(tempfile.mkdtemp(prefix="dmn-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(folder)


def give_away(folder: Path) -> None:
    """Make an ordinary user the owner of a folder, when the tests run as root."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


def _told(pipe: Connection, error: UserError) -> None:
    pipe.send((type(error).__name__, error.happened, error.kept, error.to_do))


def save_text(register: Register, text: str) -> None:
    """Save an answer as the window does."""
    with register.transaction("réponse 1 a") as tx:
        project = tx.find(Project)[0]
        key = Answer.id_for(project.id, None, "q1_a")
        tx.put(Answer(id=key, project_id=project.id, cell="q1_a", text=text))


def saved_text(register: Register) -> str:
    """The answer that `save_text` saved."""
    with register.reading() as reader:
        return "".join(answer.text for answer in reader.find(Answer))


def hold(pipe: Connection, path: Path) -> None:
    """Open a register, say so, save what is asked for, close at the end of the pipe."""
    register = open_register(path)
    pipe.send("held")
    with contextlib.suppress(EOFError):
        while True:
            save_text(register, pipe.recv())
            pipe.send("saved")
    register.close()


def read_and_write_raw(pipe: Connection, path: Path) -> None:
    """Use the file as a program that knows nothing of registers would."""
    raw = sqlite3.connect(path, timeout=0)
    for statement in ("SELECT count(*) FROM project", "DELETE FROM answer"):
        try:
            raw.execute(statement)
            pipe.send("done")
        except sqlite3.OperationalError as error:
            pipe.send(str(error))
    raw.close()


def save_without_end(pipe: Connection, path: Path) -> None:
    """Save growing numbers, each told once it is saved; meant to be killed."""
    register = open_register(path)
    number = int(saved_text(register) or 0)
    while True:
        number += 1
        save_text(register, str(number))
        pipe.send(number)


def without_rights(pipe: Connection, path: Path) -> None:
    """Open a register as an ordinary user, read it, try to write; tell what happened."""
    _become_nobody()
    try:
        register = open_register(path)
        pipe.send(("opened", register.read_only, saved_text(register)))
        register.close()
    except UserError as error:
        _told(pipe, error)


def create_without_rights(pipe: Connection, path: Path) -> None:
    """Create a register as an ordinary user; tell what happened."""
    _become_nobody()
    try:
        create_register(path, Structure(name="Cabinet")).close()
        pipe.send("created")
    except UserError as error:
        _told(pipe, error)


def back_up_without_rights(pipe: Connection, path: Path, folder: Path) -> None:
    """Back up a register as an ordinary user; tell what happened."""
    _become_nobody()
    register = open_register(path)
    try:
        back_up(register, folder)
        pipe.send("backed up")
    except UserError as error:
        _told(pipe, error)
    register.close()


def _become_nobody() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # Whatever is imported late must be so while this process may still read it.
        path = Path(folder) / "essai.dmn"
        register = create_register(path, Structure(name="Cabinet"))
        back_up(register, path.parent)
        register.close()
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def kill_while_saving(path: Path) -> None:
    """Leave a register as a process killed in the middle of a save does."""
    with other(_write_half, path) as writer:
        assert writer.receive() == "half way"
        writer.kill()


def _write_half(pipe: Connection, path: Path) -> None:
    register = open_register(path)
    # So little memory that pages go to the file before the transaction ends.
    register.raw.execute("PRAGMA cache_size=1")
    with register.transaction("réponse 1 a") as tx:
        project = tx.find(Project)[0]
        for number in range(200):
            text = f"à moitié {'x' * 5000}"
            tx.put(Answer(project_id=project.id, cell=f"q{number}", text=text))
        pipe.send("half way")
        pipe.recv()


def back_up_without_end(pipe: Connection, path: Path, folder: Path) -> None:
    """Back up again and again; meant to be killed."""
    register = open_register(path)
    pipe.send("begins")
    while True:
        back_up(register, folder)


def upgrade_slowly(pipe: Connection, path: Path) -> None:
    """Bring a register to a schema of the future, and stop before the end; meant to be killed."""

    def step() -> None:
        # So little memory that pages go to the file before the transaction ends.
        op.execute("PRAGMA cache_size=1")
        op.add_column("note", sa.Column("colour", sa.Text(), nullable=True))
        op.execute("CREATE TABLE bulk AS SELECT randomblob(400000) AS content")
        pipe.send("half way")
        pipe.recv()

    known = migrate.steps() | {tables.SCHEMA + 1: step}
    migrate.steps = lambda: known
    tables.SCHEMA += 1
    open_register(path)


def save_on_full_disk(pipe: Connection, path: Path, room: int) -> None:
    """Save answers until the disk is full, free room, save again; tell each thing."""
    register = open_register(path)
    _limit_files(path.stat().st_size + room)
    number = 0
    try:
        while number < 500:
            number += 1
            save_text(register, f"{number} {'x' * 4000}")
            pipe.send(number)
    except UserError as error:
        _told(pipe, error)
    pipe.send(("read", saved_text(register).split()[0]))
    _limit_files(None)
    save_text(register, "après")
    pipe.send(("saved again", saved_text(register)))
    register.close()


def open_on_full_disk(pipe: Connection, path: Path) -> None:
    """Open with no room at all, read, try to save, free room, save; tell each thing."""
    _limit_files(0)
    register = open_register(path)
    pipe.send((register.read_only, saved_text(register)))
    try:
        save_text(register, "plein")
    except UserError as error:
        _told(pipe, error)
    pipe.send(saved_text(register))
    _limit_files(None)
    save_text(register, "après")
    pipe.send(saved_text(register))
    register.close()


def copy_on_full_disk(pipe: Connection, path: Path, target: Path) -> None:
    """Copy, back up and create with no room left; tell each thing."""
    register = open_register(path)
    _limit_files(20_000)
    for attempt in (
        lambda: save_copy(register, target),
        lambda: back_up(register, target.parent),
        lambda: create_register(target.with_name("neuf.dmn"), Structure(name="Cabinet")),
    ):
        try:
            attempt()
            pipe.send("done")
        except UserError as error:
            _told(pipe, error)
    register.close()


def _limit_files(size: int | None) -> None:
    """No file may grow beyond a size: what a full disk looks like to a program."""
    assert sys.platform != "win32"
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most if size is None else size, most))

"""The register file: opened here and nowhere else, one connection, one owner."""

from __future__ import annotations

import contextlib
import errno
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from dmn_desktop.core.errors import UserError, system_words
from dmn_desktop.core.records import Structure, new_id
from dmn_desktop.store import driver, holder, journal, tables
from dmn_desktop.store.connection import (
    check_content,
    check_schema,
    check_triggers,
    connect_aside,
    engine_on,
    take,
)
from dmn_desktop.store.copying import Watch, move_into_place, stoppable
from dmn_desktop.store.driver import connect
from dmn_desktop.store.failures import (
    moved,
    readable,
    told,
    told_on_opening,
    write_words,
)
from dmn_desktop.store.header import read_header
from dmn_desktop.store.transaction import Reader, Transaction
from dmn_desktop.store.wholesale import Everything, write_everything

__all__ = [
    "Everything",
    "Reader",
    "Register",
    "Transaction",
    "create_from",
    "create_register",
    "open_register",
]

Fill = Callable[[sa.Connection], None]
"""Writes the first records of a new file."""


class Register:
    """An open register.

    Attributes:
        path: The file.
        read_only: Whether nothing can be written.
        was_left_open: Whether the program that last held the file ended without closing it.
        who: Role written beside each change.
        discard_on_close: The private folder of a copy, removed in the end.
    """

    def __init__(
        self,
        path: Path,
        raw: sqlite3.Connection,
        read_only: bool,
        was_left_open: bool = False,
    ) -> None:
        """Take over a checked connection; use `open_register` or `create_register`."""
        self.path = path
        self.read_only = read_only
        self.was_left_open = was_left_open
        self.who = "utilisateur"
        self.raw = raw
        self.discard_on_close: Path | None = None
        self._closed = False
        self._here = holder.take_here(path)
        self._writing = False
        # A long change runs aside; whoever wants to read meanwhile waits for its end.
        self._turn = threading.RLock()
        self._undo = journal.UndoStacks()
        self._engine = engine_on(raw)
        sa.event.listen(self._engine, "begin", self._begin)

    def _begin(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if self._writing else "BEGIN")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read several things at one moment."""
        with self._turn, told(self.path), self._engine.connect() as connection:
            yield Reader(connection, self.path)

    @contextlib.contextmanager
    def transaction(self, label: str, run: str = "", starts: bool = False) -> Iterator[Transaction]:
        """Change several things at once: all is written, or nothing.

        A change that failed may be made again as it is: identifiers are the program's own, so
        what was written in spite of the failure is not written twice.

        Args:
            label: What the user did, in French (« réponse 5.8 c, candidat A »).
            run: Joins the saves of one stretch of typing into one undo.
            starts: Whether undo must not go back before this step.
        """
        action = "start" if starts else "do"
        with self._writer(journal.NewStep(self.who, label, run or new_id(), action)) as tx:
            yield tx

    @contextlib.contextmanager
    def _writer(self, new: journal.NewStep) -> Iterator[Transaction]:
        if not self.read_only and not holder.is_at(self.path, self._here):
            # SQLite sees it only when it opens its journal, which an exclusive lock keeps open:
            # it would go on writing to a file without a name.
            raise moved()
        with self._turn:
            self._writing = True
            try:
                with told(self.path), self._engine.begin() as connection:
                    writer = journal.JournalWriter(connection, new)
                    yield Transaction(connection, self.path, writer)
            finally:
                self._writing = False

    def stacks(self) -> journal.Stacks:
        """What can be undone and redone now."""
        with (
            self._turn,
            told(self.path),
            readable(self.path, "journal"),
            self._engine.connect() as connection,
        ):
            return self._undo.read(connection)

    def undo(self, watch: Watch | None = None) -> str | None:
        """Take back the last thing done today.

        Args:
            watch: Who waits; taking back a long import takes as long as the import.

        Returns:
            Its label, None when there is nothing to take back.

        Raises:
            Stopped: The watch said so; nothing was taken back.
        """
        return self._replay_last("undo", watch)

    def redo(self, watch: Watch | None = None) -> str | None:
        """Do again what was last taken back; like `undo`."""
        return self._replay_last("redo", watch)

    def changes_in(self, steps: Sequence[int]) -> int:
        """How many changes some steps of the journal made."""
        with self._turn, told(self.path), self._engine.connect() as connection:
            return journal.size_of(connection, steps)

    def _replay_last(self, action: str, watch: Watch | None) -> str | None:
        found = self.stacks()
        runs = found.undo if action == "undo" else found.redo
        if not runs:
            return None
        last = runs[-1]
        new = journal.NewStep(self.who, last.label, new_id(), action, last.run)
        with self._writer(new) as tx:
            tx.replay(last.steps, forward=action == "redo", watch=watch)
        return last.label

    def check(self, thorough: bool = False) -> None:
        """Check that the file holds together.

        Args:
            thorough: Also compare indexes, references and documents.

        Raises:
            UserError: It does not; the message says where.
        """
        with told(self.path):
            check_content(self.raw, self.path, thorough)

    def be_read_only(self) -> None:
        """Write nothing from now on."""
        self.raw.execute("PRAGMA query_only=ON")
        holder.withdraw(self.path)
        self.read_only = True

    def close(self) -> None:
        """Let the file go; closing twice does no harm."""
        if self._closed:
            return
        self._closed = True
        if not self.read_only:
            # Before the lock goes: afterwards, the announcement may be the next holder's.
            holder.withdraw(self.path)
        self._engine.dispose()
        self.raw.close()
        holder.release_here(self._here)
        if self.discard_on_close is not None:
            shutil.rmtree(self.discard_on_close, ignore_errors=True)


def open_register(path: Path, read_only: bool = False, watch: Watch | None = None) -> Register:
    """Open an existing register, alone.

    Args:
        path: The file; never created when missing.
        read_only: Write nothing. Also chosen when the file or its folder refuses writing.
        watch: Who waits; reading a large file through takes seconds.

    Raises:
        Stopped: The watch said so; the file is as it was.
        HeldError: Another window or workstation holds it.
        UserError: It is not a register, is newer, damaged, or cannot be read.
    """
    if holder.is_held_here(path):
        raise holder.held(path)
    read_header(path)
    with told_on_opening(path):
        raw = connect(path, "ro" if read_only else "rw")
    try:
        with told_on_opening(path):
            writable = not read_only and take(raw)
            check_triggers(raw, path)
            with stoppable(raw, watch or Watch()):
                check_content(raw, path, thorough=False)
        _bring_up_to_date(raw, path, writable)
        with told_on_opening(path):
            check_schema(raw, path)
    except BaseException:
        raw.close()
        raise
    left_open = writable and holder.announce(path)
    return Register(path, raw, read_only=not writable, was_left_open=left_open)


def _bring_up_to_date(raw: sqlite3.Connection, path: Path, writable: bool) -> None:
    # Not the version of the header: an interrupted upgrade may just have been rolled back.
    schema = raw.execute("PRAGMA user_version").fetchone()[0]
    if schema == tables.SCHEMA:
        return
    if not writable:
        raise UserError(
            f"Ce registre vient d’une version précédente (format {schema}, ici "
            f"{tables.SCHEMA})\u00a0: il doit être mis à jour, et il refuse l’écriture.",
            "Il n’a pas été modifié.",
            "Le copier dans un dossier où vous pouvez écrire, puis ouvrir la copie.",
        )
    from dmn_desktop.store.migrate import upgrade

    with told(path):
        upgrade(raw, path, schema)


def create_register(path: Path, structure: Structure) -> Register:
    """Create a register and open it.

    Raises:
        UserError: The file exists, or the folder refuses it.
    """

    def fill(connection: sa.Connection) -> None:
        new = journal.NewStep("utilisateur", "création du registre", new_id(), "start")
        Transaction(connection, path, journal.JournalWriter(connection, new)).put(structure)

    return _create(path, fill)


def create_from(path: Path, everything: Everything) -> Register:
    """Create a register that holds what another one held, and open it.

    Raises:
        UserError: The file exists, or the folder refuses it.
    """
    return _create(path, lambda connection: write_everything(connection, everything))


def _create(path: Path, fill: Fill) -> Register:
    """Make a file aside and name it at the end, so that a failure leaves nothing."""
    making = path.with_name(f".{new_id()[:8]}.tmp")
    try:
        _refuse_existing(path)
        _make(making, fill)
        move_into_place(making, path)
    except (sqlite3.Error, DBAPIError) as error:
        words = write_words(error)
        if words is None:
            raise
        raise _not_created(path, words) from error
    except OSError as error:
        raise _not_created(path, system_words(error)) from error
    finally:
        with contextlib.suppress(OSError):
            making.unlink(missing_ok=True)
    return open_register(path)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise UserError(
            f"Un fichier {path.name} existe déjà dans ce dossier.",
            "Il n’a pas été modifié.",
            "Choisir un autre nom, ou l’ouvrir.",
        )
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(path.parent))


def _not_created(path: Path, reason: str) -> UserError:
    return UserError(
        f"Le fichier {path.name} ne peut pas être créé dans {path.parent} ({reason}).",
        "Aucun fichier n’a été créé.",
        "Choisir un autre dossier ou un nom plus court.",
    )


def _make(path: Path, fill: Fill) -> None:
    raw = connect_aside(path)
    try:
        raw.execute(f"PRAGMA application_id={driver.APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version={tables.SCHEMA}")
        with engine_on(raw).begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            tables.create_all(connection)
            fill(connection)
    finally:
        raw.close()

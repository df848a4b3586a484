"""The register file: opened here and nowhere else, one connection, one owner.

Settings and order of opening follow measurements kept with the design: rollback journal with
`synchronous=EXTRA` loses nothing in a power cut and leaves one file; an exclusive lock lasts as
long as the session; `BEGIN IMMEDIATE` is ours.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import KINDS, Record, Structure, new_id
from dmn_desktop.store import holder, journal
from dmn_desktop.store.failures import told
from dmn_desktop.store.header import damaged, read_header
from dmn_desktop.store.tables import (
    APPEND_ONLY,
    APPLICATION_ID,
    SCHEMA,
    TABLES,
    blob,
    create_all,
    children_of,
)

RecordT = TypeVar("RecordT", bound=Record)

_SAFE_READING = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY")
_SAFE_WRITING = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "secure_delete=ON",
    "foreign_keys=ON",
)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """The one place that picks a SQLite driver.

    Args:
        path: The file.
        mode: « rw » for an existing file, « ro » to read, « rwc » to create.
    """
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=0,
        check_same_thread=False,
    )


class Reader:
    """Reads records through one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        """Read through this connection."""
        self._connection = connection

    def get(self, record: type[RecordT], record_id: str) -> RecordT | None:
        """The record with this identifier, None when there is none."""
        table = TABLES[record.kind]
        query = sa.select(table).where(table.c.id == record_id)
        row = self._connection.execute(query).mappings().first()
        return None if row is None else record.model_validate(dict(row))

    def find(self, record: type[RecordT], order: str = "", **equal: Any) -> list[RecordT]:
        """The records whose fields equal these values, in the order of a field."""
        table = TABLES[record.kind]
        query = sa.select(table).where(*(table.c[k] == v for k, v in equal.items()))
        if order:
            query = query.order_by(table.c[order])
        rows = self._connection.execute(query).mappings()
        return [record.model_validate(dict(row)) for row in rows]

    def only(self, record: type[RecordT]) -> RecordT | None:
        """The first record of a kind of which there is one."""
        found = self.find(record)
        return found[0] if found else None

    def content(self, sha256: str) -> bytes | None:
        """The content of an attachment."""
        query = sa.select(blob.c.content).where(blob.c.sha256 == sha256)
        value = self._connection.execute(query).scalar()
        return None if value is None else bytes(value)

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are."""
        return {
            kind: self._connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            or 0
            for kind, table in TABLES.items()
        }

    def history(self, limit: int = 500, record_ids: tuple[str, ...] = ()) -> list[Any]:
        """The last steps of the journal, newest first."""
        return journal.history(self._connection, limit, record_ids)

    def last_change(self, record_id: str) -> Any:
        """When something of a project last changed, in UTC; None when never."""
        return journal.last_change(self._connection, record_id)

    def deleted(self) -> list[journal.Deleted]:
        """What the Corbeille holds."""
        return journal.deleted(self._connection)


class Transaction(Reader):
    """Reads and writes; every write goes to the journal."""

    def __init__(self, connection: sa.Connection, writer: journal.JournalWriter) -> None:
        """Write through this connection and this journal."""
        super().__init__(connection)
        self._journal = writer

    def put(self, record: Record) -> None:
        """Add a record, or replace the one with its identifier; nothing when they are equal."""
        table, values = TABLES[record.kind], record.model_dump()
        before = self.get(type(record), record.id)
        if before == record:
            return
        if before is None:
            self._connection.execute(sa.insert(table).values(**values))
        else:
            self._connection.execute(
                sa.update(table).where(table.c.id == record.id).values(**values)
            )
        self._journal.write(
            record.kind,
            record.id,
            None if before is None else before.model_dump(mode="json"),
            record.model_dump(mode="json"),
        )

    def remove(self, record: Record) -> None:
        """Delete a record and what it owns; the journal keeps them for the Corbeille."""
        for child, name, owned in children_of(record.kind):
            for found in self.find(child, **{name: record.id}):
                if owned:
                    self.remove(found)
                else:
                    self.put(found.but(**{name: None}))
        table = TABLES[record.kind]
        self._connection.execute(sa.delete(table).where(table.c.id == record.id))
        self._journal.write(record.kind, record.id, record.model_dump(mode="json"), None)

    def put_content(self, sha256: str, content: bytes) -> None:
        """Keep the content of an attachment, once."""
        if self.content(sha256) is None:
            self._connection.execute(sa.insert(blob).values(sha256=sha256, content=content))

    def restore(self, step: int) -> None:
        """Bring back what a step deleted, and what it changed if nothing changed it since."""
        for row in reversed(journal.changes_of(self._connection, [step])):
            current = _current(self, row.kind, row.record_id)
            if current == row.after:
                self._image(row.kind, row.record_id, row.before)

    def replay(self, steps: list[int], forward: bool) -> None:
        """Bring the records of some steps to their state after (forward) or before them."""
        rows = journal.changes_of(self._connection, steps)
        for row in rows if forward else reversed(rows):
            self._image(row.kind, row.record_id, row.after if forward else row.before)

    def _image(self, kind: str, record_id: str, image: dict[str, Any] | None) -> None:
        before = journal.apply_image(self._connection, kind, record_id, image)
        if before != image:
            self._journal.write(kind, record_id, before, image)


def _current(tx: Reader, kind: str, record_id: str) -> dict[str, Any] | None:
    found = tx.get(KINDS[kind], record_id)
    return None if found is None else found.model_dump(mode="json")


class Register:
    """An open register.

    Attributes:
        path: The file.
        read_only: Whether nothing can be written.
        who: Role written beside each change.
    """

    def __init__(self, path: Path, raw: sqlite3.Connection, read_only: bool) -> None:
        """Take over a checked connection; use `open_register` or `create_register`."""
        self.path = path
        self.read_only = read_only
        self.who = "utilisateur"
        self.raw = raw
        self._writing = False
        self._engine = sa.create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        sa.event.listen(self._engine, "begin", self._begin)

    def _begin(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if self._writing else "BEGIN")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read several things at one moment."""
        with told(self.path), self._engine.connect() as connection:
            yield Reader(connection)

    @contextlib.contextmanager
    def transaction(
        self, label: str, run: str = "", starts: bool = False
    ) -> Iterator[Transaction]:
        """Change several things at once: all is written, or nothing.

        Args:
            label: What the user did, in French (« réponse 5.8 c, candidat A »).
            run: Joins the saves of one stretch of typing into one undo.
            starts: Whether undo must not go back before this step.
        """
        with self._writer(label, run or new_id(), "start" if starts else "do", None) as tx:
            yield tx

    @contextlib.contextmanager
    def _writer(
        self, label: str, run: str, action: str, target: str | None
    ) -> Iterator[Transaction]:
        self._writing = True
        try:
            with told(self.path), self._engine.begin() as connection:
                writer = journal.JournalWriter(connection, self.who, label, run, action, target)
                yield Transaction(connection, writer)
        finally:
            self._writing = False

    def stacks(self) -> journal.Stacks:
        """What can be undone and redone now."""
        with told(self.path), self._engine.connect() as connection:
            return journal.stacks(connection)

    def undo(self) -> str | None:
        """Take back the last thing done today.

        Returns:
            Its label, None when there is nothing to take back.
        """
        return self._replay_last("undo")

    def redo(self) -> str | None:
        """Do again what was last taken back; same return as `undo`."""
        return self._replay_last("redo")

    def _replay_last(self, action: str) -> str | None:
        found = self.stacks()
        runs = found.undo if action == "undo" else found.redo
        if not runs:
            return None
        last = runs[-1]
        with self._writer(last.label, new_id(), action, last.run) as tx:
            tx.replay(last.steps, forward=action == "redo")
        return last.label

    def check(self, thorough: bool = False) -> None:
        """Check that the file holds together.

        Args:
            thorough: Also compare indexes and references: slower, for backups and repairs.

        Raises:
            UserError: It does not; the message says where.
        """
        with told(self.path):
            check_content(self.raw, self.path, thorough)

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()
        self.raw.close()
        if not self.read_only:
            holder.withdraw(self.path)


def check_content(raw: sqlite3.Connection, path: Path, thorough: bool) -> None:
    """Check a register through its own connection; see `Register.check`."""
    pragma = "integrity_check" if thorough else "quick_check"
    found = [str(row[0]) for row in raw.execute(f"PRAGMA {pragma}")]
    if found != ["ok"]:
        raise damaged(path, found[0].splitlines()[-1])
    if thorough and raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise damaged(path, "des liens entre fiches sont rompus")
    _check_triggers(raw, path)


def _check_triggers(raw: sqlite3.Connection, path: Path) -> None:
    query = "SELECT sql FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    if {row[0] for row in raw.execute(query)} - set(APPEND_ONLY):
        raise damaged(path, "il contient des instructions qui ne viennent pas du programme")


def open_register(path: Path, read_only: bool = False) -> Register:
    """Open an existing register, alone.

    Args:
        path: The file; never created when missing.
        read_only: Write nothing. Also chosen when the file or its folder refuses writing.

    Raises:
        HeldError: Another window or workstation holds it.
        UserError: It is not a register, is newer, damaged, or cannot be read.
    """
    header = read_header(path)
    with told(path):
        raw = connect(path, "ro" if read_only else "rw")
        try:
            for setting in _SAFE_READING:
                raw.execute(f"PRAGMA {setting}")
            read_only = read_only or not _take(raw)
            check_content(raw, path, thorough=False)
            if header.schema < SCHEMA and not read_only:
                from dmn_desktop.store.migrate import upgrade

                upgrade(raw, path, header.schema)
        except BaseException:
            raw.close()
            raise
    if not read_only:
        holder.announce(path)
    return Register(path, raw, read_only)


def _take(raw: sqlite3.Connection) -> bool:
    """Lock the file for this session; False when it refuses writing."""
    try:
        for setting in _SAFE_WRITING:
            raw.execute(f"PRAGMA {setting}")
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("COMMIT")
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            return False
        raise
    return True


def create_register(path: Path, structure: Structure) -> Register:
    """Create a register and open it.

    The file is made aside and named at the end, so that a failure leaves nothing.

    Raises:
        UserError: The file exists, or the folder refuses it.
    """
    if path.exists():
        raise UserError(
            f"Un fichier {path.name} existe déjà dans ce dossier.",
            "Il n’a pas été modifié.",
            "Choisir un autre nom, ou l’ouvrir.",
        )
    making = path.with_name(f".{path.name}.{new_id()[:8]}.tmp")
    try:
        _make(making, structure)
        making.replace(path)
    except OSError as error:
        raise UserError(
            f"Le dossier {path.parent} refuse ce fichier ({error.strerror}).",
            "Aucun fichier n’a été créé.",
            "Choisir un autre dossier.",
        ) from error
    finally:
        making.unlink(missing_ok=True)
    return open_register(path)


def _make(path: Path, structure: Structure) -> None:
    if not path.parent.is_dir():
        raise FileNotFoundError(2, "dossier introuvable", str(path.parent))
    with told(path):
        raw = connect(path, "rwc")
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version={SCHEMA}")
        register = Register(path, raw, read_only=False)
        try:
            with register._engine.begin() as connection:
                create_all(connection)
            with register.transaction("création du registre", starts=True) as tx:
                tx.put(structure)
        finally:
            register.close()

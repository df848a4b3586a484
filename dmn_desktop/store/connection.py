"""One connection to one file: settings, lock, and the checks of what it holds.

Settings and order of opening follow measurements kept with the design: rollback journal with
`synchronous=EXTRA` loses nothing in a power cut and leaves one file; an exclusive lock lasts as
long as the session.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlalchemy.dialects.sqlite  # with the rest, rather than when the first register opens
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

from dmn_desktop.store.driver import connect
from dmn_desktop.store.failures import damaged, place_of
from dmn_desktop.store.tables import APPEND_ONLY, FINGERPRINT, columns, fingerprint

CACHE_KILOBYTES = 65_536
"""A register that fits stays in memory as a whole: it can be copied elsewhere when its medium
is pulled out."""

# The first that reads the file also undoes a save that was interrupted: only under our lock.
_SAFE_WRITING = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "secure_delete=ON",
    "foreign_keys=ON",
    f"cache_size=-{CACHE_KILOBYTES}",
)


def connect_aside(path: Path) -> sqlite3.Connection:
    """Create a file that gets its name once it is whole.

    Nothing is forced to the disk on the way: `copying.move_into_place` does it once, at the end.
    """
    connection = connect(path, "rwc")
    connection.execute("PRAGMA journal_mode=MEMORY")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def take(connection: sqlite3.Connection) -> bool:
    """Lock a file for this session.

    Returns:
        Whether it can be written. When not, the connection only reads from now on.
    """
    for setting in _SAFE_WRITING:
        connection.execute(f"PRAGMA {setting}")
    try:
        connection.execute("BEGIN EXCLUSIVE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        # SQLite takes the lock of a file it may not write without a word. A write that is taken
        # back creates the journal but touches no page: it tells about the file and its folder.
        connection.execute(f"PRAGMA user_version={version}")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if error.sqlite_errorname in ("SQLITE_FULL", "SQLITE_IOERR_WRITE"):
            # A full disk does not prevent from reading; the first save will tell.
            return True
        if not error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise
        connection.execute("PRAGMA query_only=ON")
        return False
    return True


def check_content(connection: sqlite3.Connection, path: Path, thorough: bool) -> None:
    """Check that a register holds together.

    Args:
        connection: To the register or to a copy.
        path: Named in the message.
        thorough: Also compare indexes, references and documents: slower, for copies and repairs.

    Raises:
        UserError: It does not; the message says where.
    """
    pragma = "integrity_check" if thorough else "quick_check"
    found = [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}(1)")]
    if found != ["ok"]:
        raise damaged(path, place_of(found[0]))
    if thorough:
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise damaged(path, "des liens entre fiches sont rompus")
        _check_documents(connection, path)


def _check_documents(connection: sqlite3.Connection, path: Path) -> None:
    """Compare documents with their fingerprints, which all processors compute."""
    workers = os.cpu_count() or 1
    waiting: deque[tuple[str, Future[str]]] = deque()

    def take_one() -> None:
        wanted, found = waiting.popleft()
        if found.result() != wanted:
            raise damaged(path, "une pièce jointe a changé")

    with ThreadPoolExecutor(workers) as pool:
        for sha256, content in connection.execute("SELECT sha256, content FROM blob"):
            waiting.append((sha256, pool.submit(_fingerprint, content)))
            if len(waiting) > workers:  # more would fill the memory
                take_one()
        while waiting:
            take_one()


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check_triggers(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that brings instructions of its own, before any of them can run.

    Raises:
        UserError: It holds a trigger, a view or a virtual table that is not ours.
    """
    query = (
        "SELECT sql FROM sqlite_schema "
        "WHERE type IN ('trigger', 'view') OR (type = 'table' AND rootpage = 0)"
    )
    if {row[0] for row in connection.execute(query)} - set(APPEND_ONLY):
        raise damaged(path, "il contient des instructions qui ne viennent pas du programme")


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Compare the tables and the guards of the journal with those declared.

    Raises:
        UserError: Something is missing.
    """
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql > '' ORDER BY type, name")
    if fingerprint(row[0] for row in rows) == FINGERPRINT:
        return
    query = (
        "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table'"
    )
    found = set(connection.execute(query).fetchall())
    if missing := sorted(columns() - found):
        raise damaged(path, f"il manque {'.'.join(missing[0])}")
    triggers = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
    if set(APPEND_ONLY) - {row[0] for row in triggers}:
        raise damaged(path, "le journal n’est plus protégé contre la réécriture")


def engine_on(connection: sqlite3.Connection) -> sa.Engine:
    """An engine that knows this connection only.

    All engines share one dialect and what it compiled: the next register opens with its SQL ready.
    """
    dialect, url, compiled = _shared()
    held: Any = connection  # whose methods SQLAlchemy describes in other words
    pool = StaticPool(lambda: held, dialect=dialect)
    return sa.Engine(pool, dialect, url, execution_options={"compiled_cache": compiled})


@cache
def _shared() -> tuple[sa.Dialect, sa.URL, LRUCache[Any, Any]]:
    engine = sa.create_engine("sqlite://")
    engine.connect().close()  # the dialect learns what this SQLite can do
    engine.dispose()
    return engine.dialect, engine.url, LRUCache(1_000)

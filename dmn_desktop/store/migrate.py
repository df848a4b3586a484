"""Brings a register of an earlier schema to the present one. Imported only when one is due."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from dmn_desktop.store import tables
from dmn_desktop.store.connection import engine_on
from dmn_desktop.store.copying import copy_to
from dmn_desktop.store.failures import damaged
from dmn_desktop.store.migrations import versions


def steps() -> dict[int, Callable[[], None]]:
    """What brings a register to each schema version, from the one before."""
    # Not Alembic's own search, which needs the files of a source tree.
    names = sorted(module.name for module in pkgutil.iter_modules(versions.__path__))
    modules = [importlib.import_module(f"{versions.__name__}.{name}") for name in names]
    return {int(module.revision): module.upgrade for module in modules}


def upgrade(raw: sqlite3.Connection, path: Path, schema: int) -> None:
    """Copy the register beside itself, then bring it up to date in one transaction.

    The copy is named « … avant format N.dmn » and never replaces an earlier one.

    Args:
        raw: The locked connection.
        path: The register.
        schema: Its present version.

    Raises:
        UserError: The copy could not be made; the register is untouched.
    """
    copy_to(raw, path, _free_name(path))
    raw.execute("PRAGMA foreign_keys=OFF")
    engine = engine_on(raw)
    sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        run(connection, schema, tables.SCHEMA)
        connection.exec_driver_sql(f"PRAGMA user_version={tables.SCHEMA}")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise damaged(path, "des liens entre fiches sont rompus")
    raw.execute("PRAGMA foreign_keys=ON")


def _free_name(path: Path) -> Path:
    name = f"{path.stem} - avant format {tables.SCHEMA}"
    free = path.with_name(f"{name}{path.suffix}")
    number = 1
    while free.exists():
        number += 1
        free = path.with_name(f"{name} ({number}){path.suffix}")
    return free


def run(connection: sa.Connection, start: int, end: int) -> None:
    """Run the steps from one schema version (0 for an empty file) to another.

    Args:
        connection: With a transaction open.
        start: The present version.
        end: The version wanted.
    """
    known = steps()
    with Operations.context(MigrationContext.configure(connection)):
        for schema in range(start + 1, end + 1):
            known[schema]()

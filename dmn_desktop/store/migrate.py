"""Brings a register of an earlier schema to the present one. Imported only when one is due."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy.pool import StaticPool

from dmn_desktop.store.tables import SCHEMA, metadata


def revision(schema: int) -> str:
    """The Alembic identifier of a schema version: « 0001 »."""
    return f"{schema:04d}"


def upgrade(raw: sqlite3.Connection, path: Path, schema: int) -> None:
    """Copy the register beside itself, then bring it up to date in one transaction.

    The copy is named « … avant format N.dmn ».

    Args:
        raw: The locked connection.
        path: The register.
        schema: Its present version.
    """
    from dmn_desktop.store.backup import copy_to

    before = path.with_name(f"{path.stem} - avant format {SCHEMA}{path.suffix}")
    if not before.exists():
        copy_to(raw, before)
    raw.execute("PRAGMA foreign_keys=OFF")
    engine = sa.create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    sa.event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        run(connection, schema, SCHEMA)
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
    raw.execute("PRAGMA foreign_keys=ON")


def run(connection: sa.Connection, start: int, end: int) -> None:
    """Run the steps from one schema version to another on an open transaction."""
    config = Config()
    config.set_main_option("script_location", "dmn_desktop.store:migrations")
    scripts = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    first = None if start == 0 else revision(start)
    environment = EnvironmentContext(config, scripts)
    environment.configure(
        connection=connection,
        target_metadata=metadata,
        fn=lambda current, _: scripts._upgrade_revs(revision(end), first),
        transactional_ddl=False,
    )
    environment.run_migrations()

"""Tables made from the records: one per kind, plus journal and file contents.

The records declare the fields; here is only how each type is kept. The database enforces what it
can: NOT NULL, CHECK on closed lists, UNIQUE, FOREIGN KEY.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from threading import Lock
from typing import Annotated, Any, Union, get_args, get_origin

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from dmn_desktop.core.records import Record, Refers, record_of, references_of

SCHEMA = 1
"""Version of the schema, in the file's `user_version`; one migration per step."""

FINGERPRINT = "8919ed4726b540c4bca93e96aa5a485753382d8f32ff3a32039e0b0b0a2f468e"
"""Of what `create_all` writes: a file that holds just this needs no closer look, which would load
every record."""

_metadata = sa.MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class JsonText(sa.types.TypeDecorator[Any]):
    """Lists and mappings as sorted JSON text, the same on every database."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Write JSON."""
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        """Read JSON."""
        return None if value is None else json.loads(value)


class DateText(sa.types.TypeDecorator[date]):
    """A day as « 2026-02-03 », whatever the database does with time zones."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Write ISO 8601."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        """Read ISO 8601."""
        return None if value is None else date.fromisoformat(value)


class UtcText(sa.types.TypeDecorator[datetime]):
    """An instant as « 2026-02-03T09:42:00Z »."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Write ISO 8601 in UTC."""
        if value is None:
            return None
        return str(value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        """Read ISO 8601 in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """The type of a field, and whether it may be empty."""
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        return _without_none(inner[0])[0], True
    return annotation, False


def _sql_type(annotation: Any) -> sa.types.TypeEngine[Any]:
    if get_origin(annotation) in (tuple, dict, list):
        return JsonText()
    if issubclass(annotation, bool):
        return sa.Boolean(create_constraint=False)
    known: dict[type, type[sa.types.TypeEngine[Any]]] = {
        int: sa.BigInteger,
        date: DateText,
        datetime: UtcText,
    }
    return known.get(annotation, sa.Text)()


def _column(name: str, annotation: Any) -> sa.Column[Any]:
    inner, nullable = _without_none(annotation)
    return sa.Column(name, _sql_type(inner), nullable=nullable)


def _foreign_key(name: str, refers: Refers) -> sa.ForeignKeyConstraint:
    # Deferred, so that undo may put rows back in any order. `use_alter` breaks the circle
    # project, chosen candidate, where the database can add a constraint afterwards.
    return sa.ForeignKeyConstraint(
        [name],
        [f"{refers.kind}.id"],
        deferrable=True,
        initially="DEFERRED",
        use_alter=not refers.owned,
    )


def _closed_lists(record: type[Record]) -> list[sa.CheckConstraint]:
    """One CHECK for each field whose words come from a closed list."""
    found = []
    for name, field in sorted(record.model_fields.items()):
        inner, _ = _without_none(field.annotation)
        if isinstance(inner, type) and issubclass(inner, StrEnum):
            allowed = ", ".join(f"'{member.value}'" for member in inner)
            found.append(sa.CheckConstraint(f"{name} IN ({allowed})", name=name))
    return found


def _table(record: type[Record]) -> sa.Table:
    references = sorted(references_of(record).items())
    # Constraints in the order in which Alembic writes them: a test compares both ways word by word.
    return sa.Table(
        record.kind,
        _metadata,
        *(_column(name, field.annotation) for name, field in record.model_fields.items()),
        *_closed_lists(record),
        *(_foreign_key(name, mark) for name, mark in references),
        sa.PrimaryKeyConstraint("id"),
        *(sa.UniqueConstraint(*names) for names in record.unique),
        *(sa.Index(None, name) for name, mark in references if mark.owned),
    )


class _Tables(Mapping[str, sa.Table]):
    """Makes each table when it is first asked for: together they take 40 ms of the start."""

    def __init__(self) -> None:
        self._made: dict[str, sa.Table] = {}
        self._turn = Lock()

    def __getitem__(self, kind: str) -> sa.Table:
        with self._turn:
            if kind not in self._made:
                self._made[kind] = _table(record_of(kind))
            return self._made[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(_kinds())

    def __len__(self) -> int:
        return len(_kinds())


def _kinds() -> Mapping[str, type[Record]]:
    """Every kind: asked for late, because all records are loaded then."""
    from dmn_desktop.core.records import KINDS

    return KINDS


TABLES: Mapping[str, sa.Table] = _Tables()
"""The table of each kind of record."""

step = sa.Table(
    "step",
    _metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", UtcText(), nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("target", sa.Text, nullable=True),
    sa.CheckConstraint("action IN ('do', 'undo', 'redo', 'start')", name="action"),
)
"""One thing the user did. `run` joins the saves of one stretch of typing; `target` is the run
that an undo or a redo acted on. A « start » (creation, example, import) is not undone."""

change = sa.Table(
    "change",
    _metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("step", sa.Integer, sa.ForeignKey("step.seq"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record_id", sa.Text, nullable=False, index=True),
    sa.Column("project_id", sa.Text, nullable=True),
    sa.Column("before", JsonText(), nullable=True),
    sa.Column("after", JsonText(), nullable=True),
    sa.Index("ix_change_project_id", "project_id", "step"),
)
"""One record before and after a step; `project_id` finds the history of a project."""

blob = sa.Table(
    "blob",
    _metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
"""Contents of attachments, each once."""

_ONLY_FORGETS = " OR ".join(
    [f"NEW.{name} IS NOT OLD.{name}" for name in ("seq", "step", "kind", "record_id", "project_id")]
    + [
        f"NEW.{name} IS NOT CASE WHEN OLD.{name} IS NULL THEN NULL ELSE '{{}}' END"
        for name in ("before", "after")
    ]
)

APPEND_ONLY = tuple(
    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
    f"{when}BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    for table, verb, when in (
        ("step", "UPDATE", ""),
        ("step", "DELETE", ""),
        ("change", "UPDATE", f"WHEN {_ONLY_FORGETS} "),
        ("change", "DELETE", ""),
    )
)
"""The journal refuses to be rewritten, whatever program opens the file.

What the Corbeille forgets for good is the one exception: the line stays, its images are emptied.
"""


def whole() -> sa.MetaData:
    """The schema with every table made."""
    list(TABLES.values())
    return _metadata


def columns() -> set[tuple[str, str]]:
    """Table and name of each column, without making any table."""
    kept = {(kind, name) for kind, record in _kinds().items() for name in record.model_fields}
    return kept | {(table.name, c.name) for table in (step, change, blob) for c in table.columns}


def create_all(connection: sa.Connection) -> None:
    """Make every table and trigger of the present schema."""
    for statement in (*_table_statements(), *APPEND_ONLY):
        connection.exec_driver_sql(statement)


@cache
def _table_statements() -> tuple[str, ...]:
    """The SQL of each table and index, written once: `create_all` would ask the file for each."""
    dialect = sqlite.dialect()
    parts: list[CreateTable | CreateIndex] = []
    for table in whole().sorted_tables:
        parts.append(CreateTable(table))
        parts += [CreateIndex(index) for index in sorted(table.indexes, key=lambda i: str(i.name))]
    return tuple(str(part.compile(dialect=dialect)) for part in parts)


def fingerprint(statements: Iterable[str]) -> str:
    """One short text for a whole schema, from its statements by type and name."""
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()


def children_of(kind: str) -> list[tuple[type[Record], str, bool]]:
    """Which kinds refer to this one: (kind, field, goes with it to the Corbeille)."""
    return [
        (record, name, mark.owned)
        for record in _kinds().values()
        for name, mark in references_of(record).items()
        if mark.kind == kind
    ]

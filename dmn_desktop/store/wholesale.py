"""All that a register holds at once, read or written row by row: for the exchange file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from dmn_desktop.core.records import Record, record_of
from dmn_desktop.store.tables import TABLES, blob, change, step


class Everything(NamedTuple):
    """A whole register.

    Attributes:
        records: By kind, in the order of their identifiers.
        steps: Rows of the journal, in order.
        changes: Rows of the journal, in order.
        contents: Documents by fingerprint.
    """

    records: Mapping[str, tuple[Record, ...]]
    steps: tuple[Mapping[str, Any], ...]
    changes: tuple[Mapping[str, Any], ...]
    contents: Mapping[str, bytes]


def read_everything(connection: sa.Connection) -> Everything:
    """Read a register as it is, journal included."""
    contents = connection.execute(sa.select(blob).order_by(blob.c.sha256))
    return Everything(
        records={kind: tuple(_records(connection, kind)) for kind in TABLES},
        steps=_rows(connection, step),
        changes=_rows(connection, change),
        contents={row.sha256: bytes(row.content) for row in contents},
    )


def _records(connection: sa.Connection, kind: str) -> Iterable[Record]:
    query = sa.select(TABLES[kind]).order_by(TABLES[kind].c.id)
    for row in connection.execute(query).mappings():
        yield record_of(kind).model_validate(dict(row))


def _rows(connection: sa.Connection, table: sa.Table) -> tuple[Mapping[str, Any], ...]:
    query = sa.select(table).order_by(table.c.seq)
    return tuple(dict(row) for row in connection.execute(query).mappings())


def write_everything(connection: sa.Connection, everything: Everything) -> None:
    """Fill an empty register with what another one held, its journal as it was."""
    for kind, records in everything.records.items():
        _insert(connection, TABLES[kind], [record.model_dump() for record in records])
    _insert(connection, step, everything.steps)
    _insert(connection, change, everything.changes)
    contents = [{"sha256": k, "content": v} for k, v in everything.contents.items()]
    _insert(connection, blob, contents)


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    if found := [dict(row) for row in rows]:
        connection.execute(sa.insert(table), found)

"""Reading and writing records inside one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Record, record_of, references_of
from dmn_desktop.store import history as past
from dmn_desktop.store import journal, trash
from dmn_desktop.store.copying import Watch
from dmn_desktop.store.failures import damaged, readable
from dmn_desktop.store.tables import TABLES, DateText, JsonText, blob, children_of
from dmn_desktop.store.wholesale import Everything, read_everything

RecordT = TypeVar("RecordT", bound=Record)


# Made once, values given apart: several times faster than a statement for each record.
@cache
def _get(kind: str) -> sa.Select[Any]:
    table = TABLES[kind]
    return sa.select(table).where(table.c.id == sa.bindparam("this"))


@cache
def _insert(kind: str) -> sa.Insert:
    return sa.insert(TABLES[kind])


@cache
def _update(kind: str) -> sa.Update:
    table = TABLES[kind]
    return sa.update(table).where(table.c.id == sa.bindparam("this"))


class Reader:
    """Reads records through one connection."""

    def __init__(self, connection: sa.Connection, path: Path) -> None:
        """Read through this connection; the path is for messages."""
        self._connection = connection
        self._path = path

    def get(self, record: type[RecordT], record_id: str) -> RecordT | None:
        """The record with this identifier, None when there is none."""
        found = self._read(record, _get(record.kind), {"this": record_id})
        return found[0] if found else None

    def find(self, record: type[RecordT], order: str = "", **equal: Any) -> list[RecordT]:
        """The records whose fields equal these values, in the order of a field."""
        table = TABLES[record.kind]
        query = sa.select(table).where(*(table.c[k] == v for k, v in equal.items()))
        if order:
            query = query.order_by(table.c[order])
        return self._read(record, query, {})

    def _read(
        self, record: type[RecordT], query: sa.Select[Any], values: dict[str, Any]
    ) -> list[RecordT]:
        with readable(self._path, f"fiche «\u00a0{record.title}\u00a0»"):
            rows = self._connection.execute(query, values).mappings()
            return [record.model_validate(dict(row)) for row in rows]

    def values(
        self,
        record: type[Record],
        names: Sequence[str],
        order: str = "",
        stored: bool = False,
        **equal: Any,
    ) -> list[tuple[Any, ...]]:
        """Some fields of all records of a kind, as plain values: what long lists are made of.

        Closed lists come as their stored keys; nothing is checked again.

        Args:
            record: The kind.
            names: The fields, in order.
            order: The field to sort by.
            stored: Give days and lists as the file keeps them, in ISO 8601 and JSON: a long list
                reads only those that are looked at.
            equal: Values that fields must have.
        """
        table = TABLES[record.kind]
        columns = [table.c[name] for name in names]
        if stored:
            columns = [_as_kept(column) for column in columns]
        query = sa.select(*columns)
        query = query.where(*(table.c[k] == v for k, v in equal.items()))
        if order:
            query = query.order_by(table.c[order])
        with readable(self._path, f"fiche «\u00a0{record.title}\u00a0»"):
            return [tuple(row) for row in self._connection.execute(query)]

    def only(self, record: type[RecordT]) -> RecordT | None:
        """The first record of a kind of which there is one."""
        found = self.find(record)
        return found[0] if found else None

    def content(self, sha256: str) -> bytes | None:
        """The content of an attachment.

        Raises:
            UserError: It is no longer what was put there.
        """
        query = sa.select(blob.c.content).where(blob.c.sha256 == sha256)
        value = self._connection.execute(query).scalar()
        if value is None:
            return None
        if hashlib.sha256(value).hexdigest() != sha256:
            raise damaged(self._path, "une pièce jointe a changé")
        return bytes(value)

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are."""
        return {
            kind: self._connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            or 0
            for kind, table in TABLES.items()
        }

    def history(
        self, limit: int = 500, record_ids: tuple[str, ...] = ()
    ) -> list[journal.HistoryLine]:
        """The last steps of the journal, newest first."""
        with readable(self._path, "journal"):
            return journal.history(self._connection, limit, record_ids)

    def entries(
        self, limit: int, below: int | None = None, of: Sequence[str] = ()
    ) -> list[past.Entry]:
        """Some steps with the change that names each, newest first; see `store.history`."""
        with readable(self._path, "journal"):
            return past.entries(self._connection, limit, below, of)

    def step_changes(self, seq: int, limit: int) -> tuple[past.Entry, list[past.Change]] | None:
        """One step with its first changes."""
        with readable(self._path, "journal"):
            return past.step_changes(self._connection, seq, limit)

    def touched(self, record: type[Record], since: int) -> tuple[int, set[str]]:
        """The number of the last step, and the records of a kind that changed after another one.

        Args:
            record: The kind.
            since: Number of a step, 0 for the first.
        """
        with readable(self._path, "journal"):
            return past.touched(self._connection, record.kind, since)

    def last_change(self, project_id: str) -> datetime | None:
        """When something of a project last changed, in UTC; None when never."""
        with readable(self._path, "journal"):
            return journal.last_change(self._connection, project_id)

    def everything(self) -> Everything:
        """All that the register holds, for the exchange file."""
        with readable(self._path, "fiche ou journal"):
            return read_everything(self._connection)

    def deleted(self) -> list[trash.Deleted]:
        """What the Corbeille holds."""
        with readable(self._path, "journal"):
            return trash.deleted(self._connection)

    def expired(self) -> list[int]:
        """The deletions that the Corbeille no longer lists and has not forgotten yet."""
        with readable(self._path, "journal"):
            return trash.expired(self._connection)


def _as_kept(column: sa.Column[Any]) -> Any:
    """A column without reading what its text means."""
    kept = isinstance(column.type, (DateText, JsonText))
    return sa.type_coerce(column, sa.Text) if kept else column


class Transaction(Reader):
    """Reads and writes; every write goes to the journal."""

    def __init__(
        self, connection: sa.Connection, path: Path, writer: journal.JournalWriter
    ) -> None:
        """Write through this connection and this journal."""
        super().__init__(connection, path)
        self._journal = writer

    def put(self, record: Record) -> None:
        """Add a record, or replace the one with its identifier; nothing when they are equal."""
        self._bring(type(record), record.id, record)

    def remove(self, record: Record) -> None:
        """Delete a record and what it owns; the journal keeps them for the Corbeille."""
        if self.get(type(record), record.id) is None:
            return
        for child, name, owned in children_of(record.kind):
            for found in self.find(child, **{name: record.id}):
                if owned:
                    self.remove(found)
                else:
                    self.put(found.but(**{name: None}))
        self._bring(type(record), record.id, None)

    def put_content(self, sha256: str, content: bytes) -> None:
        """Keep the content of an attachment, once.

        Raises:
            ValueError: The content does not have this fingerprint.
        """
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError("the content does not have this fingerprint")
        query = sa.select(blob.c.sha256).where(blob.c.sha256 == sha256)
        if self._connection.execute(query).first() is None:
            self._connection.execute(sa.insert(blob).values(sha256=sha256, content=content))

    def restore(self, step: int) -> None:
        """Bring back what a step deleted, and what it changed if nothing changed it since.

        Raises:
            UserError: What it belonged to is in the Corbeille too.
        """
        with readable(self._path, "journal"):
            rows = journal.changes_of(self._connection, [step])
            for row in reversed(rows):
                kind = record_of(row.kind)
                current = self.get(kind, row.record_id)
                if current == journal.from_image(kind, row.after):
                    before = journal.from_image(kind, row.before)
                    self._bring(kind, row.record_id, before and self._attached(before))

    def forget(self, steps: list[int]) -> None:
        """Forget for good what some deletions took away; only in a transaction that starts."""
        self._journal.open_step()
        with readable(self._path, "journal"):
            trash.forget(self._connection, steps)

    def _attached(self, record: Record) -> Record:
        """The record, if what owns it is there; without its other links to what is gone."""
        for name, mark in references_of(type(record)).items():
            target = getattr(record, name)
            if target is None or self.get(record_of(mark.kind), target) is not None:
                continue
            if mark.owned:
                raise UserError(
                    f"Cet élément ({record.title}) appartient à un autre qui est lui aussi dans "
                    f"la Corbeille ({record_of(mark.kind).title}).",
                    "Rien n’a été modifié.",
                    "Restaurer d’abord l’autre.",
                )
            record = record.but(**{name: None})
        return record

    def replay(self, steps: list[int], forward: bool, watch: Watch | None = None) -> None:
        """Bring the records of some steps to their state after (forward) or before them."""
        watch = watch or Watch()
        with readable(self._path, "journal"):
            rows = journal.changes_of(self._connection, steps)
            for done, row in enumerate(rows if forward else reversed(rows)):
                watch.step(done, len(rows))
                kind = record_of(row.kind)
                image = row.after if forward else row.before
                if image == journal.FORGOTTEN:
                    continue
                self._bring(kind, row.record_id, journal.from_image(kind, image))

    def _bring(self, kind: type[Record], record_id: str, wanted: Record | None) -> None:
        """Bring one record to a state, None for deleted, and tell the journal."""
        table, before = TABLES[kind.kind], self.get(kind, record_id)
        if wanted == before:
            return
        if wanted is None:
            self._connection.execute(sa.delete(table).where(table.c.id == record_id))
        elif before is None:
            self._connection.execute(_insert(kind.kind), wanted.model_dump())
        else:
            self._connection.execute(_update(kind.kind), {**wanted.model_dump(), "this": record_id})
        self._journal.write(
            kind.kind,
            record_id,
            None if before is None else before.model_dump(mode="json"),
            None if wanted is None else wanted.model_dump(mode="json"),
        )

"""The Corbeille: a reading of the journal, and the one way by which contents leave a register.

The lines of the journal stay for ever: who did what, when, to which object. What the objects held
is forgotten when the Corbeille is emptied: their images in the journal, and their documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from dmn_desktop.core.records import Record, now, record_of
from dmn_desktop.store.journal import FORGOTTEN, from_image
from dmn_desktop.store.tables import TABLES, blob, change, step

TRASH_DAYS = 90
TRASH_KINDS = (
    "project",
    "candidate",
    "study",
    "attachment",
    "own_question",
    "cost_line",
    "hypothesis",
    "indicator",
    "device",
    "device_document",
    "risk",
    "census",
    "saved_view",
    "incident",
    "incident_document",
    "chronology_line",
    "cause",
    "barrier",
    "corrective_action",
    "triage_rules",
)
"""What the Corbeille lists; what was deleted with one of these comes back with it."""

_BATCH = 500
"""Identifiers in one statement: SQLite limits its parameters."""


class Deleted(NamedTuple):
    """One object of the Corbeille.

    Attributes:
        step: The step that deleted it, with what went with it.
    """

    step: int
    record: Record
    at: datetime
    label: str


def deleted(connection: sa.Connection) -> list[Deleted]:
    """What was deleted in the last 90 days and has not come back, newest first."""
    since = now() - timedelta(days=TRASH_DAYS)
    found = [
        Deleted(row.step, record, row.at, row.label)
        for row in _heads(_deletions(connection))
        if row.at >= since and (record := from_image(record_of(row.kind), row.before)) is not None
    ]
    return sorted(found, key=lambda one: one.step, reverse=True)


def expired(connection: sa.Connection) -> list[int]:
    """The steps whose deletions are older than 90 days and not forgotten yet.

    A deletion is as young as the youngest step before it: a clock that was behind when something
    was deleted does not make it old.
    """
    since = now() - timedelta(days=TRASH_DAYS)
    heads = _heads(_deletions(connection))
    if not heads:
        return []
    young = connection.execute(sa.select(sa.func.min(step.c.seq)).where(step.c.at >= since))
    first = young.scalar()
    return [row.step for row in heads if first is None or row.step < first]


def _heads(deletions: dict[str, Any]) -> list[Any]:
    """One deletion for each step: a cascade is known by the last that its step deleted."""
    heads: dict[int, Any] = {}
    for row in deletions.values():
        if row.before != FORGOTTEN and (row.step not in heads or row.seq > heads[row.step].seq):
            heads[row.step] = row
    return list(heads.values())


def _deletions(connection: sa.Connection) -> dict[str, Any]:
    """The change that deleted each object that the Corbeille can list and is not there now."""
    found = {key: _deletion(rows) for key, rows in _changes_of_absent(connection).items()}
    return {key: row for key, row in found.items() if row is not None}


def _changes_of_absent(connection: sa.Connection) -> dict[str, list[Any]]:
    """All changes of the records that were deleted and are not there now, in order."""
    # Without making the tables: this runs when a register opens.
    identifier: sa.ColumnClause[str] = sa.column("id")
    present = sa.union_all(*(sa.select(identifier).select_from(sa.table(k)) for k in TRASH_KINDS))
    absent = (
        sa.select(change.c.record_id)
        .where(change.c.after.is_(None), change.c.kind.in_(TRASH_KINDS))
        .where(change.c.before != FORGOTTEN)
        .where(change.c.record_id.not_in(present))
    )
    rows = connection.execute(
        sa.select(change, step.c.at, step.c.label, step.c.action, step.c.run, step.c.target)
        .join(step, change.c.step == step.c.seq)
        .where(change.c.record_id.in_(absent))
        .order_by(change.c.seq)
    )
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.record_id, []).append(row)
    return found


def _deletion(rows: Iterable[Any]) -> Any | None:
    """The change that deleted a record, None when it is absent because its creation was undone.

    Args:
        rows: All changes of the record, in order.
    """
    done: list[Any] = []
    undone: list[Any] = []
    for row in rows:
        if row.action in ("do", "start"):
            done.append(row)
            continue
        origin, target = (done, undone) if row.action == "undo" else (undone, done)
        while origin and origin[-1].run == row.target:
            target.append(origin.pop())
    return done[-1] if done and done[-1].after is None else None


# Forgetting


def forget(connection: sa.Connection, steps: Sequence[int]) -> None:
    """Forget for good what some deletions took away: images in the journal, documents.

    The caller's step must be a start: nothing before it can be undone any more.
    """
    records = _taken_away(connection, steps)
    documents = _documents_in(_images_of(connection, records))
    for some in _batches(records):
        connection.execute(
            sa.update(change)
            .where(change.c.record_id.in_(some))
            .values(before=_forgotten(change.c.before), after=_forgotten(change.c.after))
        )
    for some in _batches(sorted(documents - _documents_needed(connection))):
        connection.execute(sa.delete(blob).where(blob.c.sha256.in_(some)))


def _taken_away(connection: sa.Connection, steps: Sequence[int]) -> list[str]:
    """The objects that some steps deleted, are not there now, and no later step deleted."""
    present = sa.union_all(*(sa.select(table.c.id) for table in TABLES.values()))
    own = {key: row.step for key, row in _deletions(connection).items()}
    found: set[str] = set()
    for some in _batches(steps):
        query = (
            sa.select(change.c.record_id, change.c.step)
            .where(change.c.step.in_(some), change.c.after.is_(None))
            .where(change.c.record_id.not_in(present))
        )
        rows = connection.execute(query).all()
        last = _last_deletions(connection, [row.record_id for row in rows]) | own
        found.update(row.record_id for row in rows if last.get(row.record_id) == row.step)
    return sorted(found)


def _last_deletions(connection: sa.Connection, records: Sequence[str]) -> dict[str, int]:
    """The last step that deleted each object, undo and redo apart."""
    found: dict[str, int] = {}
    for some in _batches(records):
        query = (
            sa.select(change.c.record_id, sa.func.max(change.c.step))
            .join(step, change.c.step == step.c.seq)
            .where(change.c.record_id.in_(some), change.c.after.is_(None))
            .where(step.c.action.in_(("do", "start")))
            .group_by(change.c.record_id)
        )
        found.update((key, seq) for key, seq in connection.execute(query))
    return found


def _forgotten(image: sa.Column[Any]) -> Any:
    """An image without its content; that there was one still tells creation from deletion."""
    return sa.case((image.is_(None), None), else_=sa.literal(FORGOTTEN, image.type))


def _images_of(connection: sa.Connection, records: Sequence[str]) -> Iterable[dict[str, Any]]:
    for some in _batches(records):
        query = sa.select(change.c.before, change.c.after).where(change.c.record_id.in_(some))
        yield from _images(connection.execute(query))


def _images(rows: Iterable[Any]) -> Iterable[dict[str, Any]]:
    for row in rows:
        yield from (image for image in row if image)


def _documents_in(images: Iterable[dict[str, Any]]) -> set[str]:
    """The fingerprints of documents that some images name."""
    return {
        value
        for image in images
        for name, value in image.items()
        if "sha256" in name and isinstance(value, str)
    }


def _documents_needed(connection: sa.Connection) -> set[str]:
    """The fingerprints that the register still names, in what is there or may come back."""
    text = (sa.type_coerce(change.c.before, sa.Text), sa.type_coerce(change.c.after, sa.Text))
    query = sa.select(change.c.before, change.c.after).where(
        sa.or_(*(column.contains("sha256") for column in text))
    )
    needed = _documents_in(_images(connection.execute(query)))
    for table in TABLES.values():
        for column in (c for c in table.c if "sha256" in c.name):
            needed.update(connection.execute(sa.select(column)).scalars())
    return needed


def _batches(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]

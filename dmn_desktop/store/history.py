"""Reading the journal in pages, and one step with what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from dmn_desktop.core.records import Record, record_of
from dmn_desktop.store.journal import FORGOTTEN, from_image
from dmn_desktop.store.tables import change, step


class Change(NamedTuple):
    """One record before and after a step.

    Attributes:
        before: None when it was added, or its content is forgotten.
        after: None when it was deleted, or its content is forgotten.
        added: Whether the step added it.
        deleted: Whether the step deleted it.
        forgotten: Whether its content left with the Corbeille.
    """

    kind: type[Record]
    before: Record | None
    after: Record | None
    added: bool
    deleted: bool
    forgotten: bool


class Entry(NamedTuple):
    """One step, and the change that people would name it by."""

    seq: int
    at: datetime
    who: str
    label: str
    action: str
    changes: int = 0
    main: Change | None = None


def entries(
    connection: sa.Connection, limit: int, below: int | None = None, of: Sequence[str] = ()
) -> list[Entry]:
    """Some steps, newest first.

    Args:
        connection: Where.
        limit: How many.
        below: Those before this step; the newest when None.
        of: Only those that touch these objects, or what belongs to them.
    """
    query = sa.select(step).order_by(step.c.seq.desc()).limit(limit)
    if below is not None:
        query = query.where(step.c.seq < below)
    if of:
        query = query.where(step.c.seq.in_(_touching(of)))
    rows = connection.execute(query).all()
    return _entries(connection, rows)


def touched(connection: sa.Connection, kind: str, since: int) -> tuple[int, set[str]]:
    """The number of the last step, and the records of a kind that changed after another one."""
    last = connection.execute(sa.select(sa.func.max(step.c.seq))).scalar() or 0
    if last == since:
        return last, set()
    query = sa.select(change.c.record_id).where(change.c.step > since, change.c.kind == kind)
    return last, set(connection.execute(query.distinct()).scalars())


def _touching(of: Sequence[str]) -> sa.Select[Any]:
    """Steps that changed some objects, or something that names them as its owner."""
    images = [sa.type_coerce(image, sa.Text) for image in (change.c.before, change.c.after)]
    names = [image.contains(f'"{one}"', autoescape=True) for one in of for image in images]
    own = [change.c.record_id.in_(list(of)), change.c.project_id.in_(list(of))]
    return sa.select(change.c.step).where(sa.or_(*own, *names))


def _entries(connection: sa.Connection, rows: Sequence[Any]) -> list[Entry]:
    steps = [row.seq for row in rows]
    light = sa.select(
        change.c.seq, change.c.step, change.c.kind, change.c.after.is_(None).label("deleted")
    ).where(change.c.step.in_(steps))
    found: dict[int, list[Any]] = {}
    for row in connection.execute(light.order_by(change.c.seq)):
        found.setdefault(row.step, []).append(row)
    mains = {seq: _main(changes) for seq, changes in found.items()}
    images = {
        row.seq: _change(row)
        for row in connection.execute(sa.select(change).where(change.c.seq.in_(mains.values())))
    }
    return [
        Entry(
            row.seq,
            row.at,
            row.who,
            row.label,
            row.action,
            len(found.get(row.seq, ())),
            images[mains[row.seq]] if row.seq in mains else None,
        )
        for row in rows
    ]


def _main(changes: Sequence[Any]) -> int:
    """The change that names a step: the head of a cascade, else the first that is no number."""
    if changes[-1].deleted:
        return int(changes[-1].seq)
    told = [one for one in changes if one.kind != "counter"]
    return int((told or changes)[0].seq)


def _change(row: Any) -> Change:
    kind = record_of(row.kind)
    return Change(
        kind,
        from_image(kind, row.before),
        from_image(kind, row.after),
        added=row.before is None,
        deleted=row.after is None,
        forgotten=FORGOTTEN in (row.before, row.after),
    )


def step_changes(
    connection: sa.Connection, seq: int, limit: int
) -> tuple[Entry, list[Change]] | None:
    """One step with its first changes; None when there is no such step."""
    row = connection.execute(sa.select(step).where(step.c.seq == seq)).first()
    if row is None:
        return None
    query = sa.select(change).where(change.c.step == seq, change.c.kind != "counter")
    rows = connection.execute(query.order_by(change.c.seq).limit(limit)).all()
    return _entries(connection, [row])[0], [_change(one) for one in rows]

"""The journal: every change with its label; history, undo and Corbeille are readings of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from dmn_desktop.core.records import KINDS, Record, now, today
from dmn_desktop.store.tables import TABLES, change, step

UNDO_LIMIT = 200
TRASH_DAYS = 90
TRASH_KINDS = ("project", "candidate", "study", "attachment", "own_question", "cost_line")
"""What the Corbeille lists; what was deleted with one of these comes back with it."""


@dataclass(frozen=True)
class HistoryLine:
    """One step, as the history shows it."""

    seq: int
    at: datetime
    who: str
    label: str
    action: str


@dataclass(frozen=True)
class Deleted:
    """One object of the Corbeille.

    Attributes:
        step: The step that deleted it, with what went with it.
    """

    step: int
    record: Record
    at: datetime
    label: str


@dataclass
class Run:
    """What one undo takes back: a step, or the saves of one stretch of typing."""

    run: str
    label: str
    steps: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Stacks:
    """What can be undone and redone, the next one last."""

    undo: Sequence[Run]
    redo: Sequence[Run]


class JournalWriter:
    """Writes the step of one transaction, when something changes, and its changes."""

    def __init__(
        self,
        connection: sa.Connection,
        who: str,
        label: str,
        run: str,
        action: str = "do",
        target: str | None = None,
    ) -> None:
        """Keep what the step will say."""
        self._connection = connection
        self._values: dict[str, Any] = {
            "who": who,
            "label": label,
            "run": run,
            "action": action,
            "target": target,
        }
        self._seq: int | None = None

    @property
    def wrote(self) -> bool:
        """Whether anything changed."""
        return self._seq is not None

    def write(
        self,
        kind: str,
        record_id: str,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
    ) -> None:
        """Write one change; the first one also writes the step."""
        if self._seq is None:
            result = self._connection.execute(sa.insert(step).values(at=now(), **self._values))
            self._seq = int(result.inserted_primary_key[0])
        self._connection.execute(
            sa.insert(change).values(
                step=self._seq,
                kind=kind,
                record_id=record_id,
                project_id=_project_of(kind, record_id, after or before or {}),
                before=before,
                after=after,
            )
        )


def _project_of(kind: str, record_id: str, image: dict[str, Any]) -> str | None:
    return record_id if kind == "project" else image.get("project_id")


def last_change(connection: sa.Connection, project_id: str) -> datetime | None:
    """When a project or something of it last changed, in UTC."""
    newest = sa.select(sa.func.max(change.c.step)).where(change.c.project_id == project_id)
    query = sa.select(step.c.at).where(step.c.seq == newest.scalar_subquery())
    return connection.execute(query).scalar()


def stacks(connection: sa.Connection, on: date | None = None) -> Stacks:
    """What can be undone and redone today, across sessions, 200 steps at most."""
    since = datetime.combine(on or today(), datetime.min.time()).astimezone()
    rows = connection.execute(
        sa.select(step.c.seq, step.c.run, step.c.label, step.c.action, step.c.target)
        .where(step.c.at >= since)
        .order_by(step.c.seq.desc())
        .limit(UNDO_LIMIT * 5)
    ).all()
    undo: list[Run] = []
    redo: list[Run] = []
    for row in reversed(rows):
        _follow(row, undo, redo)
    return Stacks(undo[-UNDO_LIMIT:], redo[-UNDO_LIMIT:])


def _follow(row: Any, undo: list[Run], redo: list[Run]) -> None:
    if row.action == "start":
        undo.clear()
        redo.clear()
        return
    if row.action == "do":
        redo.clear()
        if not undo or undo[-1].run != row.run:
            undo.append(Run(row.run, row.label))
        undo[-1].steps.append(row.seq)
        return
    origin, target = (undo, redo) if row.action == "undo" else (redo, undo)
    for index in range(len(origin) - 1, -1, -1):
        if origin[index].run == row.target:
            target.append(origin.pop(index))
            return


def changes_of(connection: sa.Connection, steps: Iterable[int]) -> list[Any]:
    """The changes of some steps, in the order they were made."""
    return list(
        connection.execute(
            sa.select(change).where(change.c.step.in_(list(steps))).order_by(change.c.seq)
        ).all()
    )


def apply_image(
    connection: sa.Connection, kind: str, record_id: str, image: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Bring one record to a past or later state.

    Returns:
        Its state just before, None when it did not exist.
    """
    table = TABLES[kind]
    row = connection.execute(sa.select(table).where(table.c.id == record_id)).mappings().first()
    current = None if row is None else KINDS[kind].model_validate(dict(row))
    if image is None:
        connection.execute(sa.delete(table).where(table.c.id == record_id))
    else:
        values = KINDS[kind].model_validate(image).model_dump()
        if current is None:
            connection.execute(sa.insert(table).values(**values))
        else:
            connection.execute(sa.update(table).where(table.c.id == record_id).values(**values))
    return None if current is None else current.model_dump(mode="json")


def history(
    connection: sa.Connection, limit: int = 500, record_ids: Sequence[str] = ()
) -> list[HistoryLine]:
    """The last steps, newest first; those of some records when they are given."""
    query = sa.select(step).order_by(step.c.seq.desc()).limit(limit)
    if record_ids:
        touched = sa.select(change.c.step).where(change.c.record_id.in_(list(record_ids)))
        query = query.where(step.c.seq.in_(touched))
    return [
        HistoryLine(row.seq, row.at, row.who, row.label, row.action)
        for row in connection.execute(query)
    ]


def deleted(connection: sa.Connection) -> list[Deleted]:
    """What was deleted in the last 90 days and has not come back, newest first."""
    since = now() - timedelta(days=TRASH_DAYS)
    rows = connection.execute(
        sa.select(change, step.c.at, step.c.label)
        .join(step, change.c.step == step.c.seq)
        .where(change.c.after.is_(None), change.c.kind.in_(TRASH_KINDS))
        .where(step.c.action != "undo", step.c.at >= since)
        .order_by(change.c.seq.desc())
    ).all()
    found: dict[str, Deleted] = {}
    for row in rows:
        # A cascade lists its head only: the last deleted of the step.
        known = any(other.step == row.step for other in found.values())
        if not known and row.record_id not in found and not _exists(connection, row):
            record = KINDS[row.kind].model_validate(row.before)
            found[row.record_id] = Deleted(row.step, record, row.at, row.label)
    return list(found.values())


def _exists(connection: sa.Connection, row: Any) -> bool:
    table = TABLES[row.kind]
    query = sa.select(table.c.id).where(table.c.id == row.record_id)
    return connection.execute(query).first() is not None

"""The journal: every change with its label; history and undo are readings of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from dmn_desktop.core.records import Record, now, today
from dmn_desktop.store.tables import change, step

UNDO_LIMIT = 200
FORGOTTEN: dict[str, Any] = {}
"""What stands for an image whose content left the Corbeille for good."""


class HistoryLine(NamedTuple):
    """One step, as the history shows it."""

    seq: int
    at: datetime
    who: str
    label: str
    action: str


@dataclass
class Run:
    """What one undo takes back: a step, or the saves of one stretch of typing."""

    run: str
    label: str
    steps: list[int] = field(default_factory=list)


class Stacks(NamedTuple):
    """What can be undone and redone, the next one last."""

    undo: Sequence[Run]
    redo: Sequence[Run]


_NEW_STEP = sa.insert(step).returning(step.c.seq)
_NEW_CHANGE = sa.insert(change)


class NewStep(NamedTuple):
    """What a step of the journal will say.

    Attributes:
        action: « do », « undo », « redo », or « start » for what is not undone.
        target: The run that an undo or a redo acts on.
    """

    who: str
    label: str
    run: str
    action: str = "do"
    target: str | None = None


class JournalWriter:
    """Writes the step of one transaction, when something changes, and its changes."""

    def __init__(self, connection: sa.Connection, new: NewStep) -> None:
        """Keep what the step will say."""
        self._connection = connection
        self._new = new
        self._seq: int | None = None

    def write(
        self,
        kind: str,
        record_id: str,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
    ) -> None:
        """Write one change; the first one also writes the step."""
        values = {
            "step": self.open_step(),
            "kind": kind,
            "record_id": record_id,
            "project_id": _project_of(kind, record_id, after or before or {}),
            "before": before,
            "after": after,
        }
        self._connection.execute(_NEW_CHANGE, values)

    def open_step(self) -> int:
        """Write the step if it is not written yet; its number."""
        if self._seq is None:
            values = {"at": now(), **self._new._asdict()}
            self._seq = self._connection.execute(_NEW_STEP, values).scalar_one()
        return self._seq


def _project_of(kind: str, record_id: str, image: dict[str, Any]) -> str | None:
    return record_id if kind == "project" else image.get("project_id")


def from_image(kind: type[Record], image: dict[str, Any] | None) -> Record | None:
    """The record that an image of the journal tells of, None for a deleted or forgotten one.

    An image may be older than a field, which then has its default, or than its removal.
    """
    if image is None or image == FORGOTTEN:
        return None
    known = {name: value for name, value in image.items() if name in kind.model_fields}
    return kind.model_validate(known)


def last_change(connection: sa.Connection, project_id: str) -> datetime | None:
    """When a project or something of it last changed, in UTC."""
    newest = sa.select(sa.func.max(change.c.step)).where(change.c.project_id == project_id)
    query = sa.select(step.c.at).where(step.c.seq == newest.scalar_subquery())
    return connection.execute(query).scalar()


class UndoStacks:
    """What can be undone and redone today, kept up to date by reading the newest steps only."""

    def __init__(self) -> None:
        """Know of no step."""
        self._day: date | None = None
        self._seq = 0
        self._undo: list[Run] = []
        self._redo: list[Run] = []

    def read(self, connection: sa.Connection) -> Stacks:
        """The stacks of today, across sessions, 200 runs at most."""
        if self._day != today():
            self._day, self._undo, self._redo = today(), [], []
            self._seq = _last_before(connection, self._day)
        rows = connection.execute(
            sa.select(step.c.seq, step.c.run, step.c.label, step.c.action, step.c.target)
            .where(step.c.seq > self._seq)
            .order_by(step.c.seq)
        )
        for row in rows:
            self._seq = row.seq
            _follow(row, self._undo, self._redo)
        return Stacks(tuple(self._undo), tuple(self._redo))


def _last_before(connection: sa.Connection, day: date) -> int:
    """The last step that does not belong to a day.

    Steps are undone in the reverse of their order, so one that a wrong clock put on another day
    stops undo: going round it would take back what was written since.
    """
    start = datetime.combine(day, datetime.min.time()).astimezone()
    end = datetime.combine(day + timedelta(days=1), datetime.min.time()).astimezone()
    query = sa.select(sa.func.max(step.c.seq)).where((step.c.at < start) | (step.c.at >= end))
    return connection.execute(query).scalar() or 0


def _follow(row: Any, undo: list[Run], redo: list[Run]) -> None:
    if row.action == "start":
        undo.clear()
        redo.clear()
    elif row.action == "do":
        redo.clear()
        if not undo or undo[-1].run != row.run:
            undo.append(Run(row.run, row.label))
        undo[-1].steps.append(row.seq)
        del undo[:-UNDO_LIMIT]
    else:
        origin, target = (undo, redo) if row.action == "undo" else (redo, undo)
        # What an undo of an earlier day took back is not on the stacks of today.
        if origin and origin[-1].run == row.target:
            target.append(origin.pop())


def changes_of(connection: sa.Connection, steps: Iterable[int]) -> list[Any]:
    """The changes of some steps, in the order they were made."""
    return list(
        connection.execute(
            sa.select(change).where(change.c.step.in_(list(steps))).order_by(change.c.seq)
        ).all()
    )


def size_of(connection: sa.Connection, steps: Sequence[int]) -> int:
    """How many changes some steps made."""
    query = sa.select(sa.func.count()).select_from(change).where(change.c.step.in_(list(steps)))
    return connection.execute(query).scalar_one()


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

"""The order of small records that a person arranges: hypotheses, indicators, studies, amounts."""

from __future__ import annotations

from collections.abc import Sequence

from dmn_desktop.core.records import Record
from dmn_desktop.services.register import Register, refuse_read_only


def last_position(records: Sequence[Record]) -> int:
    """The highest position in use, 0 when there is no record; deletions leave gaps."""
    return max((int(getattr(record, "position", 0)) for record in records), default=0)


def move(
    register: Register, records: Sequence[Record], record: Record, way: int, label: str
) -> bool:
    """Move a record one place up (-1) or down (1) among its like, as one step.

    Positions are numbered again from 1, so that deletions and restorations leave no tie.

    Returns:
        Whether it moved; the first cannot go up, nor the last down.
    """
    refuse_read_only(register)
    order = list(records)
    place = next(i for i, other in enumerate(order) if other.id == record.id)
    if not 0 <= place + way < len(order):
        return False
    order[place], order[place + way] = order[place + way], order[place]
    with register.transaction(label) as tx:
        for position, other in enumerate(order, start=1):
            tx.put(other.but(position=position))
    return True

"""Numbers of projects, devices and reviews: one given is never given again."""

from __future__ import annotations

from dmn_desktop.core.records import Counter
from dmn_desktop.store.transaction import Transaction


def next_number(tx: Transaction, series: str) -> int:
    """The next number of a series; one that was given is never given again."""
    counter = tx.get(Counter, series) or Counter(id=series)
    tx.put(counter.but(last=counter.last + 1))
    return counter.last + 1

"""From the name of a kind to its record."""

from __future__ import annotations

from dmn_desktop.core.records.record import LOADED, Record


def record_of(kind: str) -> type[Record]:
    """The record of a kind.

    Raises:
        KeyError: There is no such kind.
    """
    if kind not in LOADED:
        from dmn_desktop.core.records.kinds import KINDS

        return KINDS[kind]
    return LOADED[kind]

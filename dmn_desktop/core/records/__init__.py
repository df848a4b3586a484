"""Records: the only objects that travel between rooms.

A field is declared once, here: the table, the journal, the exchange format and the JSON Schema
come from it. Every text is cleaned when a record is made, whatever its origin.

A part is loaded when one of its records is first asked for: the window starts with three of ten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dmn_desktop.core.records.finding import record_of as record_of
    from dmn_desktop.core.records.kinds import *  # noqa: F403 - they are named there, once
    from dmn_desktop.core.records.record import Record as Record
    from dmn_desktop.core.records.record import Refers as Refers
    from dmn_desktop.core.records.record import new_id as new_id
    from dmn_desktop.core.records.record import now as now
    from dmn_desktop.core.records.record import references_of as references_of
    from dmn_desktop.core.records.record import stable_id as stable_id
    from dmn_desktop.core.records.record import today as today
else:
    from importlib import import_module

    _PARTS = (
        *("record", "finding", "practice", "project", "device", "risk", "census"),
        *("patient", "incident", "declaration", "corrective_action", "kinds"),
    )

    def __getattr__(name):
        if not name.startswith("_"):
            for part in _PARTS:
                module = import_module(f"{__name__}.{part}")
                if hasattr(module, name):
                    globals()[name] = getattr(module, name)
                    return globals()[name]
        raise AttributeError(f"{__name__} has no {name}")

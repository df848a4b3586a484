"""What a cell was read as: a value, and a doubt when somebody has to look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reading:
    """A cell understood.

    Attributes:
        value: As the record keeps it; None when there is none to keep.
        doubt: Why somebody must look at the original text; empty when the value says it all.
        note: Said without asking for anything: how the value was found.
    """

    value: Any = None
    doubt: str = ""
    note: str = ""


NOTHING = Reading()
"""A cell that says nothing."""

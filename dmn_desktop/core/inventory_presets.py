"""Views of the inventory that are always there, and when a sheet is to be read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dmn_desktop.core.device_vocabulary import Known, Reuse
from dmn_desktop.core.due_dates import REVIEW, SOON
from dmn_desktop.core.records.record import today
from dmn_desktop.core.stored_words import day_text
from dmn_desktop.core.vocabulary import LifeState

REUSED = (Reuse.ALLOWED.value, Reuse.TO_ALLOW.value)
"""Data of patients are used again, or are about to be."""

USED = (LifeState.TRIAL.value, LifeState.IN_USE.value, LifeState.SUSPENDED.value)
NEVER = "Jamais"


def review_text(value: tuple[str | None, str]) -> str:
    """The day of the last review; « Jamais » for a device in use that nobody reviewed."""
    reviewed, state = value
    return day_text(reviewed) if reviewed else NEVER if state in USED else ""


def review_sort(value: tuple[str | None, str]) -> str:
    """Devices in use that nobody reviewed come first."""
    reviewed, state = value
    return reviewed or ("0000" if state in USED else "")


def review_is_due(value: tuple[str | None, str], on: date | None = None) -> bool:
    """Whether the sheet of a device is to be read again."""
    return _reviewed_before(value, (on or today()) - REVIEW)


def review_is_near(value: tuple[str | None, str], on: date | None = None) -> bool:
    """Whether it is due, or will be within a month."""
    return _reviewed_before(value, (on or today()) - REVIEW + SOON)


def _reviewed_before(value: tuple[str | None, str], limit: date) -> bool:
    reviewed, state = value
    if state == LifeState.WITHDRAWN:
        return False
    return reviewed <= limit.isoformat() if reviewed else state in USED


@dataclass(frozen=True)
class Preset:
    """A view that the program offers.

    Attributes:
        reads: The stored fields that the condition gets.
        holds: Whether a device belongs to it.
    """

    key: str
    title: str
    reads: tuple[str, ...]
    holds: Callable[[tuple[Any, ...]], bool]


PRESETS: tuple[Preset, ...] = (
    Preset("tous", "Tous", (), lambda _: True),
    Preset("ia", "Avec IA", ("uses_ai",), lambda v: v[0] == Known.YES),
    Preset("revue", "À revoir bientôt", ("reviewed_on", "state"), review_is_near),
    Preset("reutilisation", "Données réutilisées", ("reuse",), lambda v: v[0] in REUSED),
    Preset(
        "continuite",
        "Sans plan de continuité",
        ("fallback", "state"),
        lambda v: not v[0] and v[1] in USED,
    ),
)
"""The first tabs of the table."""

NEEDED = ("uses_ai", "reviewed_on", "state", "reuse", "fallback", "nature", "functions", "places")
"""Fields that views and menus look at, whatever the columns."""

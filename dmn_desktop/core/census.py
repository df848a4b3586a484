"""The yearly review of the inventory: what is asked of each device, and when it is due again."""

from __future__ import annotations

from datetime import date, timedelta

from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.records import Census, CensusLine
from dmn_desktop.core.text import day

YEAR = timedelta(days=365)
"""The review is done again after this time (certification sheet, 3.4-05)."""

QUESTIONS = {
    "used": "Toujours utilisé\u00a0?",
    "version": "Même version\u00a0?",
    "places": "Mêmes services et lieux\u00a0?",
    "risks": "Risques inchangés\u00a0?",
    "contract": "Contrat inchangé\u00a0?",
}
"""What is asked of each device, by field of `CensusLine`, in order."""


def line_words(number: int, name: str, version: str) -> str:
    """How a line names its device for ever: « DMN-07 Ostalis Fracture, version 3.3.0 »."""
    return f"DMN-{number:02d} {name}" + (f", version {version}" if version else "")


def due_on(last_closed: Census | None) -> date | None:
    """The day when the next review is due; None when there never was one."""
    closed = last_closed.closed_on if last_closed else None
    return closed + YEAR if closed else None


def closed_words(last_closed: Census | None) -> str:
    """« Dernier recensement annuel validé le 18/11/2025 », empty while there is none."""
    closed = last_closed.closed_on if last_closed else None
    return f"Dernier recensement annuel validé le {day(closed)}" if closed else ""


def is_overdue(last_closed: Census | None, on: date) -> bool:
    """Whether more than 365 days went by since the last review was closed."""
    due = due_on(last_closed)
    return due is not None and on > due


def changed_titles(line: CensusLine) -> list[str]:
    """The questions whose answer is not « unchanged », in French, in order."""
    return [
        CensusLine.model_fields[name].title or name
        for name in QUESTIONS
        if getattr(line, name) in (CensusAnswer.CHANGED, CensusAnswer.NO)
    ]


def title(census: Census) -> str:
    """« Revue annuelle 2025 », the year in which it was closed, or begun."""
    return f"Revue annuelle {(census.closed_on or census.opened_on).year}"

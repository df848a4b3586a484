"""Whether the clock of a workstation can be believed, by what the journal last noted.

Nothing is ordered by the clock: a wrong one is told, and the work goes on.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dmn_desktop.core.text import NBSP, count, day, moment

BACK = timedelta(minutes=5)
"""A clock that is set again by the network moves by seconds."""

AHEAD = timedelta(days=365)
"""Registers stay closed for months; hardly for more than a year."""

_YEAR = timedelta(days=365)


def doubt(last: datetime | None, present: datetime) -> str:
    """What is strange about the present instant, empty when nothing is.

    Args:
        last: When the last change was noted, None when there is none.
        present: What the clock says.
    """
    if last is None:
        return ""
    if last - present > BACK:
        return (
            f"L’horloge de ce poste a reculé de {span(last - present)}{NBSP}: le dernier "
            f"changement de ce registre porte le {moment(last)}. Vérifier la date et l’heure du "
            "poste. L’ordre de l’historique reste juste."
        )
    if present - last > AHEAD:
        return (
            f"L’horloge de ce poste indique le {day(present.astimezone().date())}, "
            f"{span(present - last)} après le dernier changement de ce registre. Si ce n’est pas "
            "la date du jour, régler l’horloge avant de continuer."
        )
    return ""


def span(length: timedelta) -> str:
    """« 12 min », « 2 h », « 3 jours », « 70 ans »: the largest unit, rounded."""
    minutes = length / timedelta(minutes=1)
    if minutes < 60:
        return f"{round(minutes)}{NBSP}min"
    if minutes < 48 * 60:
        return f"{round(minutes / 60)}{NBSP}h"
    if length < 2 * _YEAR:
        return count(round(length / timedelta(days=1)), "jour")
    return count(round(length / _YEAR), "an")

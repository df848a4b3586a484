"""The states of a line of the review, painted the same in every list."""

from __future__ import annotations

from dmn_desktop.core.census import QUESTIONS, changed_titles
from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.records import CensusLine
from dmn_desktop.ui.widgets.badges import Badge

_BADGES = {
    "Inchangé": Badge("Inchangé", "ok", "circle-check"),
    "Modifié": Badge("Modifié", "warn", "edit"),
    "Plus utilisé": Badge("Plus utilisé", "dang", "circle-x"),
    "Commencé": Badge("Commencé", "neu", "circle-half-2"),
    "À confirmer": Badge("À confirmer", "neu", "circle-dashed"),
}


def state_of(line: CensusLine) -> str:
    """What became of a device in the review."""
    if line.confirmed_on is None:
        begun = any(getattr(line, name) is not CensusAnswer.NONE for name in QUESTIONS)
        return "Commencé" if begun else "À confirmer"
    if line.used is CensusAnswer.NO:
        return "Plus utilisé"
    return "Modifié" if changed_titles(line) else "Inchangé"


def state_badge(words: str) -> Badge | None:
    """The badge of a state."""
    return _BADGES.get(words)

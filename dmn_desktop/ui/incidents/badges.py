"""States and deadlines of incidents, declarations and actions, shown everywhere the same."""

from __future__ import annotations

from dmn_desktop.core.countdown import Countdown
from dmn_desktop.core.incident_vocabulary import (
    ActionState,
    DeclarationState,
    DeclarationStatus,
    IncidentState,
)
from dmn_desktop.ui.widgets.badges import Badge

STATES = {
    IncidentState.OPEN: Badge("Ouvert", "warn", "flag-question"),
    IncidentState.CLOSED: Badge("Clos", "ok", "circle-check", filled=False),
}

STATUSES = {
    DeclarationStatus.MANDATORY: Badge("Obligatoire", "dang", "urgent"),
    DeclarationStatus.RECOMMENDED: Badge("Conseillé", "ask", "send"),
    DeclarationStatus.OPTIONAL: Badge("Possible", "neu", "circle-dashed"),
    DeclarationStatus.INTERNAL: Badge("Chez nous", "neu", "notes"),
    DeclarationStatus.TO_COME: Badge("À venir", "neu", "clock"),
}

SENDINGS = {
    DeclarationState.TO_SEND: Badge("À faire", "warn", "send"),
    DeclarationState.SENT: Badge("Envoyée", "ok", "circle-check"),
    DeclarationState.REFUSED: Badge("Écartée", "neu", "ban"),
    DeclarationState.KEPT_HERE: Badge("Inscrite ici", "neu", "notes"),
    DeclarationState.NOT_NEEDED: Badge("N’est plus demandée", "neu", "circle-minus"),
}

ACTIONS = {
    ActionState.TO_DECIDE: Badge("À décider", "ask", "help-circle"),
    ActionState.PLANNED: Badge("Planifiée", "neu", "clock"),
    ActionState.IN_PROGRESS: Badge("En cours", "warn", "circle-half-2"),
    ActionState.DONE: Badge("Réalisée", "warn", "check"),
    ActionState.CHECKED: Badge("Efficacité vérifiée", "ok", "list-check"),
    ActionState.CLOSED: Badge("Close", "ok", "circle-check", filled=False),
    ActionState.DROPPED: Badge("Abandonnée", "neu", "ban", filled=False),
}


def due_badge(due: Countdown) -> Badge:
    """How near a deadline is: in red when its time is past or there is none to lose."""
    if due.late:
        words = "En retard" if due.immediate else due.words
        return Badge(f"{words[:1].upper()}{words[1:]}", "dang", "urgent")
    if due.immediate:
        return Badge(due.words, "dang", "urgent")
    if due.left is None:
        return Badge(due.words, "neu", "circle-dashed")
    return Badge(due.words, "warn" if due.soon else "neu", "clock")

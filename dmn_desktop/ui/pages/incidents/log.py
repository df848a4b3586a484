"""The log of incidents: its columns, its rows, what it can be narrowed to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dmn_desktop.core.countdown import Countdown
from dmn_desktop.core.incident_vocabulary import Consequence, IncidentKind, IncidentState
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.services.incidents import ListedIncident
from dmn_desktop.ui.incidents.badges import STATES, due_badge
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.record_table import Column

Sending = tuple[Countdown | None, int]
"""The nearest deadline that waits, and how many sendings wait."""


def _sending_words(sending: Sending) -> str:
    due, number = sending
    if due is None:
        return ""
    more = f", {count(number, 'envoi')} à faire"
    return f"{due_badge(due).text}{more}"


def _sending_badge(sending: Sending) -> Badge | None:
    due, number = sending
    if due is None:
        return None
    badge = due_badge(due)
    more = f", {number} à envoyer" if number > 1 else ""
    return Badge(f"{badge.text}{more}", badge.tone, badge.icon)


def _sending_order(sending: Sending) -> tuple[bool, float] | None:
    due, _ = sending
    if due is None:
        return None
    return not due.late, due.left.total_seconds() if due.left is not None else -1.0


def consequence_words(incident: Any) -> str:
    """« A failli arriver », or what came of it."""
    if incident.near_miss:
        return "A failli arriver"
    return str(incident.consequence.label) if incident.consequence else ""


COLUMNS = (
    Column("N°", 94, text=lambda n: f"I-{n[0]}-{n[1]:02d}", muted=True, strong=True, at=1),
    Column("Connu le", 96, text=lambda at: day(at.date()), sort=lambda at: at, at=2),
    Column("Dispositif", 190, at=3),
    Column("Ce qui s’est passé", 300, strong=True, at=4),
    Column("Conséquence", 124, at=5),
    Column(
        "Déclarations",
        190,
        text=_sending_words,
        sort=_sending_order,
        badge=_sending_badge,
        at=6,
    ),
    Column("État", 96, text=lambda state: state.label, badge=STATES.get, at=7),
)

VIEWS: dict[str, Callable[[ListedIncident], bool]] = {
    "Tous": lambda one: True,
    "Ouverts": lambda one: one.incident.state is IncidentState.OPEN,
    "En retard": lambda one: one.due is not None and one.due.late,
    "À déclarer": lambda one: one.to_send > 0,
    "A failli arriver": lambda one: one.incident.near_miss,
    "Clos": lambda one: one.incident.state is IncidentState.CLOSED,
}
"""What the log can be narrowed to."""


def rows(listed: Sequence[ListedIncident]) -> list[tuple[Any, ...]]:
    """A row per incident: those with something late first, then the last known."""
    made = [_row(one) for one in listed]
    return sorted(made, key=lambda row: not (row[6][0] is not None and row[6][0].late))


def _row(one: ListedIncident) -> tuple[Any, ...]:
    incident = one.incident
    device = f"{incident.device}{NBSP}{incident.version}".strip(NBSP)
    return (
        incident.id,
        (incident.year, incident.number),
        incident.known,
        device,
        incident.name,
        consequence_words(incident),
        (one.due, one.to_send),
        incident.state,
    )


@dataclass(frozen=True)
class Narrowed:
    """What the log is narrowed to.

    Attributes:
        view: A key of `VIEWS`.
        device: Words of a device, empty for all.
        kind: What went wrong, empty for all.
        consequence: What came of it, empty for all.
        year: 0 for all.
    """

    view: str = "Tous"
    device: str = ""
    kind: str = ""
    consequence: str = ""
    year: int = 0

    def fits(self, one: ListedIncident) -> bool:
        """Whether an incident is to be shown."""
        incident = one.incident
        return (
            VIEWS[self.view](one)
            and self.device in ("", incident.device)
            and self.kind in ("", incident.incident_kind.value)
            and self.consequence in ("", incident.consequence.value)
            and self.year in (0, incident.known.year)
        )


def kinds_of(listed: Sequence[ListedIncident]) -> list[IncidentKind]:
    """The natures that occur."""
    return [kind for kind in IncidentKind if any(o.incident.incident_kind is kind for o in listed)]


def consequences_of(listed: Sequence[ListedIncident]) -> list[Consequence]:
    """The consequences that occur."""
    return [word for word in Consequence if any(o.incident.consequence is word for o in listed)]

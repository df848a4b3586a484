"""The log of incidents: its columns, its views, its menus."""

from __future__ import annotations

from collections.abc import Sequence

from dmn_desktop.core.incident_vocabulary import (
    Consequence,
    IncidentKind,
    IncidentSeverity,
    IncidentState,
)
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.services.incidents import ListedIncident
from dmn_desktop.ui.incidents.badges import STATES, due_badge
from dmn_desktop.ui.views.viewed_list import ListShape, Menu, Preset, item_column
from dmn_desktop.ui.widgets.badges import Badge


def _sending_words(one: ListedIncident) -> str:
    if one.due is None:
        return ""
    return f"{due_badge(one.due).text}, {count(one.to_send, 'envoi')} à faire"


def _sending_badge(one: ListedIncident) -> Badge | None:
    if one.due is None:
        return None
    badge = due_badge(one.due)
    more = f" ({one.to_send})" if one.to_send > 1 else ""
    return Badge(f"{badge.text}{more}", badge.tone, badge.icon)


def _sending_order(one: ListedIncident) -> tuple[bool, float] | None:
    if one.due is None:
        return None
    left = one.due.left
    return not one.due.late, left.total_seconds() if left is not None else -1.0


def consequence_words(one: ListedIncident) -> str:
    """« A failli arriver », or what came of it."""
    incident = one.incident
    if incident.near_miss:
        return "A failli arriver"
    return incident.consequence.label if incident.consequence else ""


def _device(one: ListedIncident) -> str:
    return f"{one.incident.device}{NBSP}{one.incident.version}".strip(NBSP)


_OF = {
    "place": ("Lieu", 150),
    "noticed_by": ("Constaté par", 150),
    "local_number": ("Numéro local", 120),
}
"""Columns that show a text of the incident as it is."""

_COLUMNS = (
    item_column(
        "number",
        "N°",
        94,
        lambda one: one.incident.code,
        sort=lambda one: (one.incident.year, one.incident.number),
        muted=True,
        strong=True,
    ),
    item_column("name", "Ce qui s’est passé", 300, lambda one: one.incident.name, strong=True),
    item_column(
        "known",
        "Connu le",
        96,
        lambda one: day(one.incident.known.date()),
        sort=lambda one: one.incident.known_at,
    ),
    item_column("device", "Dispositif", 190, _device),
    item_column("consequence", "Conséquence", 124, consequence_words),
    item_column(
        "sendings",
        "Déclarations",
        190,
        _sending_words,
        sort=_sending_order,
        badge=_sending_badge,
    ),
    item_column(
        "state",
        "État",
        96,
        lambda one: one.incident.state.label,
        badge=lambda one: STATES[one.incident.state],
    ),
    item_column("kind", "Nature", 180, lambda one: one.incident.incident_kind.label),
    item_column(
        "severity",
        "Gravité constatée",
        180,
        lambda one: one.incident.severity.label if one.incident.severity else "",
        sort=lambda one: list(IncidentSeverity).index(one.incident.severity),
    ),
    *(
        item_column(key, title, width, lambda one, key=key: getattr(one.incident, key))
        for key, (title, width) in _OF.items()
    ),
    item_column(
        "closed",
        "Clos le",
        96,
        lambda one: day(one.incident.closed_on),
        sort=lambda one: one.incident.closed_on,
    ),
)


def _year(one: ListedIncident) -> str:
    return str(one.incident.known.year)


PRESETS = (
    Preset("tous", "Tous", lambda one: True),
    Preset("ouverts", "Ouverts", lambda one: one.incident.state is IncidentState.OPEN),
    Preset("retard", "En retard", lambda one: one.due is not None and one.due.late),
    Preset("a_declarer", "À déclarer", lambda one: one.to_send > 0),
    Preset("presque", "A failli arriver", lambda one: one.incident.near_miss),
    Preset("clos", "Clos", lambda one: one.incident.state is IncidentState.CLOSED),
)

MENUS = (
    Menu("dispositif", "Dispositif", lambda one: one.incident.device),
    Menu(
        "nature",
        "Nature",
        lambda one: one.incident.incident_kind.value,
        lambda key: IncidentKind(key).label,
    ),
    Menu(
        "consequence",
        "Conséquence",
        lambda one: one.incident.consequence.value,
        lambda key: Consequence(key).label,
    ),
    Menu("annee", "Année", _year),
)

SHAPE = ListShape(
    table="incidents",
    name="Incidents",
    one="Incident",
    columns=dict(_COLUMNS),
    default=("number", "name", "known", "device", "consequence", "sendings", "state"),
    fixed=("number", "name"),
    least=("local_number", "noticed_by", "place", "closed", "kind", "severity", "consequence"),
    presets=PRESETS,
    menus=MENUS,
)


def in_order(listed: Sequence[ListedIncident]) -> list[tuple[str, ListedIncident]]:
    """The incidents with their identifiers: what is late first, then the last known."""
    found = sorted(listed, key=lambda one: not (one.due is not None and one.due.late))
    return [(one.incident.id, one) for one in found]

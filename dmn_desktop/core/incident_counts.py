"""Incidents counted by month, and the story of a device, with the numbers behind the pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dmn_desktop.core.incident_vocabulary import Consequence
from dmn_desktop.core.records import (
    CorrectiveAction,
    DeviceState,
    DeviceVersion,
    Incident,
)
from dmn_desktop.core.text import NBSP

By = Literal["nature", "dispositif", "consequence"]
MONTHS = 12
NO_DEVICE = "Sans dispositif"


@dataclass(frozen=True)
class Series:
    """One name with its twelve numbers."""

    name: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        """Over the year."""
        return sum(self.values)


@dataclass(frozen=True)
class Counts:
    """The incidents of a year by month, the most frequent series first.

    Attributes:
        near_misses: Those that only nearly happened, counted in the series too.
    """

    year: int
    series: tuple[Series, ...]
    near_misses: int

    @property
    def months(self) -> tuple[int, ...]:
        """All series together."""
        return tuple(sum(one.values[month] for one in self.series) for month in range(MONTHS))

    @property
    def total(self) -> int:
        """Over the year."""
        return sum(self.months)


def _consequence(incident: Incident) -> str:
    if incident.near_miss:
        return "A failli arriver"
    if incident.consequence is Consequence.NOTHING:
        return "Sans conséquence"
    return f"Conséquence {incident.consequence.label.lower()}"


_NAMES: dict[str, Callable[[Incident], str]] = {
    "nature": lambda one: one.incident_kind.label if one.incident_kind else "Nature non précisée",
    "dispositif": lambda one: one.device or NO_DEVICE,
    "consequence": _consequence,
}


def counts(incidents: Iterable[Incident], year: int, by: By) -> Counts:
    """The incidents that became known in a year, month by month."""
    of_year = sorted(
        (one for one in incidents if one.known.year == year), key=lambda one: one.known_at
    )
    # A device that was named otherwise during the year is still one device: its last name holds.
    last = {one.device_id: one.device for one in of_year if one.device_id}
    tables: dict[str, list[int]] = {}
    for one in of_year:
        renamed = one.but(device=last[one.device_id]) if one.device_id else one
        row = tables.setdefault(_NAMES[by](renamed), [0] * MONTHS)
        row[one.known.month - 1] += 1
    series = [Series(name, tuple(values)) for name, values in tables.items()]
    series.sort(key=lambda one: (-one.total, one.name))
    return Counts(year, tuple(series), sum(one.near_miss for one in of_year))


@dataclass(frozen=True)
class Event:
    """One moment of the story of a device.

    Attributes:
        kind: « etat », « version », « incident », « suspension », « action ».
        record_id: What it opens.
    """

    on: date
    kind: str
    text: str
    record_id: str = ""


@dataclass(frozen=True)
class Life:
    """What the story of a device is made of."""

    states: Sequence[DeviceState] = ()
    versions: Sequence[DeviceVersion] = ()
    incidents: Sequence[Incident] = ()
    actions: Sequence[CorrectiveAction] = ()


def timeline(life: Life) -> tuple[Event, ...]:
    """The story of a device, from its first day; on one day, versions come before incidents."""
    order = ("etat", "version", "incident", "action")
    return tuple(sorted(_events(life), key=lambda one: (one.on, order.index(one.kind))))


def _events(life: Life) -> Iterator[Event]:
    for state in life.states:
        reason = f"{NBSP}: {state.reason}" if state.reason else ""
        yield Event(state.since, "etat", f"{state.state.label}{reason}", state.id)
    for version in life.versions:
        note = f", {version.note}" if version.note else ""
        on = version.installed_on or version.noted_on
        yield Event(on, "version", f"Version {version.version}{note}", version.id)
    for incident in life.incidents:
        moment: datetime = incident.happened or incident.known
        nearly = ", a failli arriver" if incident.near_miss else ""
        text = f"{incident.code}, {incident.name}{nearly}"
        yield Event(moment.date(), "incident", text, incident.id)
    for action in life.actions:
        if action.done_on is not None:
            yield Event(action.done_on, "action", f"{action.code}, {action.text}", action.id)

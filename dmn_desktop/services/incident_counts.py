"""The pictures of incidents: by month, by kind or device, and the story of one device."""

from __future__ import annotations

from dmn_desktop.core.incident_counts import By, Counts, Event, Life, counts, timeline
from dmn_desktop.core.records import (
    CorrectiveAction,
    DeviceState,
    DeviceVersion,
    Incident,
)
from dmn_desktop.services.register import Register


def monthly(register: Register, year: int, by: By = "nature") -> Counts:
    """The incidents known in a year, month by month."""
    with register.reading() as reader:
        return counts(reader.find(Incident), year, by)


def years(register: Register) -> list[int]:
    """The years that have incidents, the last first."""
    with register.reading() as reader:
        return sorted({one.known.year for one in reader.find(Incident)}, reverse=True)


def story_of(register: Register, device_id: str) -> tuple[Event, ...]:
    """States, versions, incidents and actions of a device, in order."""
    with register.reading() as reader:
        return timeline(
            Life(
                states=reader.find(DeviceState, device_id=device_id),
                versions=reader.find(DeviceVersion, order="position", device_id=device_id),
                incidents=reader.find(Incident, device_id=device_id),
                actions=reader.find(CorrectiveAction, order="number", device_id=device_id),
            )
        )

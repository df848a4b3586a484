"""Incidents by month and the story of a device."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.incident_counts import NO_DEVICE, Life, counts, timeline
from dmn_desktop.core.incident_vocabulary import Consequence, IncidentKind
from dmn_desktop.core.records import CorrectiveAction, DeviceState, DeviceVersion, Incident
from dmn_desktop.core.vocabulary import LifeState


def incident(month: int = 5, **values: Any) -> Incident:
    base = {"year": 2026, "number": 1, "name": "Panne"}
    known = {"known_at": datetime(2026, month, 3, 12, tzinfo=UTC)}
    return Incident.model_validate({**base, **known, **values})


def test_a_year_by_kind_device_and_consequence() -> None:
    found = [
        incident(1, incident_kind=IncidentKind.BREAKDOWN, device="DMN-07 Ostalis"),
        incident(1, incident_kind=IncidentKind.BREAKDOWN, near_miss=True),
        incident(12, consequence=Consequence.NOTHING, device="DMN-07 Ostalis"),
    ]
    kinds = counts(found, 2026, "nature")
    assert [(s.name, s.total) for s in kinds.series] == [
        ("Panne, arrêt ou lenteur", 2),
        ("Nature non précisée", 1),
    ]
    assert (kinds.months[0], kinds.months[11], kinds.total, kinds.near_misses) == (2, 1, 3, 1)
    assert [s.name for s in counts(found, 2026, "dispositif").series] == [
        "DMN-07 Ostalis",
        NO_DEVICE,
    ]
    assert {s.name for s in counts(found, 2026, "consequence").series} == {
        "A failli arriver",
        "Sans conséquence",
        "Conséquence non précisée",
    }


def test_a_device_that_was_renamed_stays_one_line_under_its_last_name() -> None:
    found = [
        incident(9, device_id="d7", device="DMN-07 Ostalis Suite"),
        incident(2, device_id="d7", device="DMN-07 Ostalis"),
        incident(3, device_id="d8", device="DMN-08 Ostalis"),
    ]
    series = counts(found, 2026, "dispositif").series
    assert [(one.name, one.total) for one in series] == [
        ("DMN-07 Ostalis Suite", 2),
        ("DMN-08 Ostalis", 1),
    ]


def test_midnight_of_new_year_counts_in_paris() -> None:
    one = incident(known_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert counts([one], 2026, "nature").total == 1
    assert counts([one], 2025, "nature").total == 0


@given(st.lists(st.sampled_from(range(1, 13))))
def test_every_incident_is_counted_once(months: list[int]) -> None:
    found = [incident(month) for month in months]
    assert counts(found, 2026, "nature").total == len(months)


def test_the_story_of_a_device_is_in_order() -> None:
    life = Life(
        states=[DeviceState(device_id="d", state=LifeState.IN_USE, since=date(2024, 4, 15))],
        versions=[
            DeviceVersion(device_id="d", position=1, version="3.3.0", installed_on=date(2026, 3, 9))
        ],
        incidents=[incident(5)],
        actions=[CorrectiveAction(number=1, text="Relire", done_on=date(2026, 6, 1))],
    )
    assert [event.kind for event in timeline(life)] == ["etat", "version", "incident", "action"]

"""Ctrl+K: incidents, declarations and corrective actions by number or word."""

from __future__ import annotations

import pytest

from dmn_desktop.core.records import Incident
from dmn_desktop.services import (
    actions,
    declarations,
    incident_orientation,
    incidents,
    inventory,
)
from dmn_desktop.services.incident_search import find_incidents
from dmn_desktop.services.register import Register


@pytest.fixture
def incident(register: Register) -> Incident:
    """An incident with a declaration and an action, after another one."""
    for name in ("Panne du serveur", "Fracture du col fémoral non signalée"):
        one = incidents.note(register, name, place="Urgences")
    one = incident_orientation.answer(register, one, "fab1", "oui")
    declarations.prepare(register, one.id)
    actions.from_incident(register, one, "Relire chaque bassin")
    return one


@pytest.mark.parametrize("typed", ["{code}", "col femoral", "FÉMORAL signalée"])
def test_an_incident_is_found_by_number_or_word(
    register: Register, incident: Incident, typed: str
) -> None:
    found = find_incidents(register, typed.format(code=incident.code.lower()))
    assert (found[0].group, found[0].project_id, found[0].page) == (
        "Incidents",
        incident.id,
        "incident",
    )


def test_a_declaration_opens_at_its_place(register: Register, incident: Incident) -> None:
    found = [one for one in find_incidents(register, "fabricant") if one.group == "Déclarations"]
    assert found
    assert (found[0].project_id, found[0].step) == (incident.id, "declarations")
    assert found[0].question


def test_an_action_is_found_by_number(register: Register, incident: Incident) -> None:
    (found,) = [one for one in find_incidents(register, "a-01") if one.page == "incidents"]
    assert (found.text, found.detail) == ("Relire chaque bassin", f"A-01, {incident.code}")


def test_nothing_typed_finds_nothing(register: Register, incident: Incident) -> None:
    assert find_incidents(register, " ") == []
    assert find_incidents(register, "zzzz") == []


def test_incidents_of_a_device_say_their_rank_on_its_version(register: Register) -> None:
    device = inventory.add(register, "Ostalis Fracture", version="3.3.0", state="en_service")
    made = [incidents.note(register, f"Incident {n}", device_id=device.id) for n in range(3)]
    incidents.note(register, "Sans dispositif")
    found = incidents.of_device(register, device.id)
    assert {one.incident.id for one, _ in found} == {one.id for one in made}
    assert {one.incident.id: words for one, words in found} == {
        one.id: incidents.related(register, one).words for one in made
    }
    assert incidents.open_number(register, device.id) == 3

"""The fictional incidents: as drawn, and true to the rest of the register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dmn_desktop.core.forms import Library
from dmn_desktop.core.incident_checks import doubts
from dmn_desktop.core.incident_vocabulary import DeclarationState, IncidentState
from dmn_desktop.core.records import DeviceVersion, Structure
from dmn_desktop.core.vocabulary import StructureKind
from dmn_desktop.services import declarations, incident_orientation, incidents, inventory
from dmn_desktop.services.examples import fill_with_example
from dmn_desktop.services.incident_papers import INCIDENT_DOCUMENTS, incident_paper, incident_year
from dmn_desktop.services.incident_papers import write as write_paper
from dmn_desktop.services.register import create
from dmn_desktop.store.database import Register

KINDS = [kind for kind in StructureKind if kind.example is kind]


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.value)
def register(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, library: Library
) -> Iterator[Register]:
    path = tmp_path_factory.mktemp("exemples") / "r.dmn"
    made = create(path, Structure(structure_kind=request.param))
    fill_with_example(made, library, request.param)
    yield made
    made.close()


def is_clinic(register: Register) -> bool:
    return incidents.find(register, 2026, 4) is not None


def test_the_fourth_incident_of_the_clinic_is_the_one_drawn(register: Register) -> None:
    one = incidents.find(register, 2026, 4)
    if one is None:
        assert len(incidents.listing(register)) == 2
        return
    assert one.code == "I-2026-04"
    assert one.name == "Fracture du col fémoral non signalée"
    assert (one.device, one.version) == ("DMN-07 Ostalis Fracture", "3.3.0")
    assert (one.place, one.noticed_by) == ("Urgences, salle 2", "Radiologue de garde")
    assert f"{one.consequence.label}, {one.consequence_note.lower()}" == "Aucune, vu à la relecture"
    assert f"{one.known:%H:%M}" == "16:20"
    assert incidents.related(register, one).words == "3e sur 3.3.0"
    found = incident_orientation.orientation(register, one)
    asked = {question.node.id: question for question in found.questions}
    assert asked["mv1"].reason.replace("\u00a0", " ") == (
        "Rempli depuis la fiche DMN-07 : marquage CE, classe IIa."
    )
    assert (asked["mv4"].answer, asked["ei3"].answer, asked["rg1"].answer) == ("oui", "non", "non")
    due = {line.outcome.id: line for line in found.due}
    assert {"out_mv_correspondant", "out_fabricant"} <= set(due)
    assert [point.node.id for point in found.to_clear] == ["si1"]
    assert due["out_cert"].uncertain
    assert {"Événement indésirable grave associé aux soins", "Données personnelles"} <= {
        closed.title for closed in found.closed
    }


def test_there_are_a_near_miss_and_in_the_practice_a_breach(register: Register) -> None:
    found = [listed.incident for listed in incidents.listing(register)]
    assert any(one.near_miss for one in found)
    if not is_clinic(register):
        letters = {
            declared.declaration.letter: declared
            for one in found
            for declared in incidents.sheet(register, one.id).declarations
        }
        first = letters["cnil"].parts[0]
        assert first.sent_at is not None
        assert first.due_at is not None
        assert first.sent_at < first.due_at


def test_facts_raise_no_doubt_and_no_question_is_left(register: Register) -> None:
    for listed in incidents.listing(register):
        one = listed.incident
        assert one.device_id is not None
        with register.reading() as reader:
            known = [v.version for v in reader.find(DeviceVersion, device_id=one.device_id)]
        device = inventory.sheet(register, one.device_id).device
        assert doubts(one, incidents.present(register), (*known, device.version)) == ()
        found = incident_orientation.orientation(register, one)
        assert [asked.node.id for asked in found.unanswered] == []


def test_closed_incidents_leave_nothing_to_send(register: Register) -> None:
    for listed in incidents.listing(register):
        if listed.incident.state is IncidentState.CLOSED:
            assert listed.to_send == 0
            for declared in incidents.sheet(register, listed.incident.id).declarations:
                assert declared.declaration.state is not DeclarationState.TO_SEND


def test_preparing_again_changes_nothing(register: Register) -> None:
    for listed in incidents.listing(register):
        assert declarations.prepare(register, listed.incident.id).said == ()


@pytest.mark.parametrize("key", INCIDENT_DOCUMENTS)
def test_every_paper_of_the_examples_is_written(
    key: str, register: Register, tmp_path: Path
) -> None:
    document = INCIDENT_DOCUMENTS[key]
    first = incidents.listing(register)[0].incident
    subject = incident_paper(register, first.id) if document.one else incident_year(register, 2026)
    assert write_paper(subject, key, tmp_path / f"a{document.suffix}").stat().st_size > 1_000

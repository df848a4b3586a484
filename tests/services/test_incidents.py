"""Incidents as a practice lives them: noted, oriented, declared in time, analysed, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dmn_desktop.core.countdown import countdown
from dmn_desktop.core.deadlines import PARIS
from dmn_desktop.core.device_vocabulary import CeClass, DeviceStatus, Known
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_vocabulary import (
    AlarmFamily,
    Consequence,
    DeclarationState,
    Held,
    IncidentDocumentKind,
    IncidentProfile,
    IncidentState,
)
from dmn_desktop.core.records import (
    CorrectiveAction,
    Device,
    Incident,
    IncidentDocument,
    Point,
    Structure,
)
from dmn_desktop.core.triage import Answer
from dmn_desktop.core.vocabulary import LifeState, StructureKind
from dmn_desktop.services import (
    declarations,
    incident_analysis,
    incident_counts,
    incident_device,
    incident_orientation,
    incident_papers,
    incidents,
    inventory,
)
from dmn_desktop.services import register as registers
from dmn_desktop.store.database import Register

KNOWN = datetime(2026, 10, 24, 23, 30, tzinfo=PARIS)


@pytest.fixture(params=[StructureKind.PRACTICE], ids=["cabinet"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    made = registers.create(
        tmp_path / "r.dmn", Structure(name="Cabinet", structure_kind=request.param)
    )
    yield made
    made.close()


@pytest.fixture
def device(register: Register) -> Device:
    return inventory.add(
        register,
        "Ostalis Fracture",
        version="3.3.0",
        status=DeviceStatus.MDR,
        ce_class=CeClass.IIA,
        uses_ai=Known.YES,
        state=LifeState.IN_USE,
        in_service_on=date(2024, 4, 15),
    )


def test_noting_takes_a_name_and_fills_the_rest(register: Register, device: Device) -> None:
    one = incidents.note(register, " Fracture non signalée ", KNOWN, device_id=device.id)
    assert (one.code, one.name) == ("I-2026-01", "Fracture non signalée")
    assert (one.device, one.version) == ("DMN-01 Ostalis Fracture", "3.3.0")
    assert one.profile is IncidentProfile.LIBERAL
    assert one.known == KNOWN
    with pytest.raises(UserError, match="Il manque ce qui s’est passé"):
        incidents.note(register, "  ")


def test_numbers_start_again_each_year_and_are_never_given_twice(register: Register) -> None:
    first = incidents.note(register, "Panne", KNOWN)
    incidents.remove(register, first)
    assert incidents.note(register, "Panne", KNOWN).code == "I-2026-02"
    assert incidents.note(register, "Panne", KNOWN.replace(year=2027)).code == "I-2027-01"
    assert (
        incidents.note(register, "Panne", datetime(2026, 12, 31, 23, 30, tzinfo=PARIS)).year == 2026
    )


def test_it_can_be_closed_where_it_was_noted(register: Register) -> None:
    one = incidents.note(register, "Écran figé, redémarré", near_miss=True)
    with pytest.raises(UserError, match="fonction"):
        incidents.close(register, one, "")
    closed = incidents.close(register, one, "Secrétaire", "Sans suite")
    assert closed.state is IncidentState.CLOSED
    assert incidents.reopen(register, closed).state is IncidentState.OPEN


def test_the_file_stays_readable_without_its_device(register: Register, device: Device) -> None:
    one = incidents.note(register, "Panne", KNOWN, device_id=device.id)
    inventory.remove(register, [device.id])
    found = incidents.sheet(register, one.id)
    assert found.device is None
    assert found.incident.device == "DMN-01 Ostalis Fracture"
    assert found.incident.version == "3.3.0"


def test_a_device_that_is_gone_cannot_be_chosen_and_nothing_is_lost(
    register: Register, device: Device
) -> None:
    one = incidents.note(register, "Panne", KNOWN)
    inventory.remove(register, [device.id])
    with pytest.raises(UserError, match="n’est plus dans l’inventaire"):
        incidents.update(register, one, {"device_id": device.id})
    assert incidents.sheet(register, one.id).incident == one


def test_another_device_brings_its_version(register: Register, device: Device) -> None:
    other = inventory.add(register, "Plume", version="2.0")
    one = incidents.note(register, "Panne", KNOWN, device_id=device.id)
    changed = incidents.update(register, one, {"device_id": other.id}).incident
    assert (changed.device, changed.version) == ("DMN-02 Plume", "2.0")


def test_a_huge_text_is_cut_and_said(register: Register) -> None:
    one = incidents.note(register, "Panne", KNOWN)
    found = incidents.update(register, one, {"description": "x" * 5_000_000})
    assert len(found.incident.description) == 20_000
    assert "Texte coupé" in found.said[0]


def test_third_on_the_same_version(register: Register, device: Device) -> None:
    made = [
        incidents.note(register, f"Panne {day}", KNOWN + timedelta(days=day), device_id=device.id)
        for day in (2, 0, 1)
    ]
    incidents.note(register, "Autre version", KNOWN, device_id=device.id, version="3.2.1")
    found = incidents.related(register, made[0])
    assert (found.rank, found.words) == (3, "3e sur 3.3.0")
    assert len(found.same_version) == 2
    assert len(found.same_device) == 3
    assert incidents.related(register, made[1]).words == ""


def answered(register: Register, one: Incident, **answers: Answer) -> Incident:
    for node, said in answers.items():
        one = incident_orientation.answer(register, one, node, said)
    return one


def test_an_answer_can_be_given_changed_and_taken_back(register: Register, device: Device) -> None:
    one = incidents.note(register, "Panne", KNOWN, device_id=device.id)
    one = answered(register, one, mv1="non")
    shown = {q.node.id: q for q in incident_orientation.orientation(register, one).questions}
    assert (shown["mv1"].answer, shown["mv1"].given) == ("non", True)
    one = incident_orientation.answer(register, one, "mv1", None)
    shown = {q.node.id: q for q in incident_orientation.orientation(register, one).questions}
    assert (shown["mv1"].answer, shown["mv1"].given) == ("oui", False)
    with pytest.raises(UserError, match="ne posent plus cette question"):
        incident_orientation.answer(register, one, "zz9", "oui")


def test_what_nobody_knows_becomes_a_point_with_whom_to_ask(
    register: Register, device: Device
) -> None:
    one = incidents.note(register, "Panne", KNOWN, device_id=device.id)
    first = incident_orientation.put_to_treat(register, one, "si1")
    again = incident_orientation.put_to_treat(register, one, "si1")
    assert isinstance(first, Point)
    assert first.id == again.id
    assert "prestataire informatique" in first.text
    without = incidents.note(register, "Panne", KNOWN)
    made = incident_orientation.put_to_treat(register, without, "si1")
    assert isinstance(made, CorrectiveAction)
    assert made.reference == without.code
    assert incident_orientation.put_to_treat(register, without, "si1") == made


def test_a_device_is_suspended_from_the_incident_and_comes_back_with_a_reason(
    register: Register, device: Device
) -> None:
    one = incidents.note(register, "Panne", KNOWN, device_id=device.id)
    one, suspended = incident_device.suspend(register, one, date(2026, 10, 25))
    assert suspended.state is LifeState.SUSPENDED
    states = inventory.sheet(register, device.id).states
    assert "I-2026-01" in states[-1].reason
    with pytest.raises(UserError, match="déjà suspendu"):
        incident_device.suspend(register, one, date(2026, 10, 26))
    with pytest.raises(UserError, match="motif"):
        incident_device.return_to_service(register, one, date(2026, 11, 2), " ")
    one, back = incident_device.return_to_service(
        register, one, date(2026, 11, 2), "Corrigé en 3.3.1, vérifié sur 50 examens"
    )
    assert back.state is LifeState.IN_USE
    assert one.returned_on == date(2026, 11, 2)
    registers.undo(register)
    assert inventory.sheet(register, device.id).device.state is LifeState.SUSPENDED


def test_an_incident_without_device_suspends_nothing(register: Register) -> None:
    one = incidents.note(register, "Panne", KNOWN)
    with pytest.raises(UserError, match="ne nomme aucun dispositif"):
        incident_device.suspend(register, one, date(2026, 10, 25))


def test_conduct_is_ticked_step_by_step(register: Register) -> None:
    one = incidents.note(register, "Panne", KNOWN)
    one = incidents.toggle_conduct(register, one, "Figer les preuves", True)
    one = incidents.toggle_conduct(register, one, "Figer les preuves", True)
    assert one.conduct == ("Figer les preuves",)
    assert incidents.toggle_conduct(register, one, "Figer les preuves", False).conduct == ()


def test_analysis_keeps_order_whys_and_barriers(register: Register) -> None:
    one = incidents.note(register, "Panne", KNOWN)
    late = incident_analysis.add_line(register, one, "Relecture", at=KNOWN)
    incident_analysis.add_line(register, one, "Examen", at=KNOWN - timedelta(hours=2))
    incident_analysis.sort_by_time(register, one)
    cause = incident_analysis.add_cause(register, one, AlarmFamily.TEAM, "Relecture tardive")
    cause = incident_analysis.set_why(register, cause, 1, "Pas de radiologue la nuit")
    cause = incident_analysis.set_why(register, cause, 0, "Relecture le lendemain")
    incident_analysis.add_barrier(register, one, "Relecture", Held.HELD)
    found = incidents.sheet(register, one.id)
    assert [line.text for line in found.chronology] == ["Examen", "Relecture"]
    assert found.causes[0].whys == ("Relecture le lendemain", "Pas de radiologue la nuit")
    assert found.barriers[0].held is Held.HELD
    incident_analysis.move(register, late, 1)
    found = incidents.sheet(register, one.id)
    assert [line.text for line in found.chronology] == ["Relecture", "Examen"]
    incident_analysis.remove(register, cause)
    assert incidents.sheet(register, one.id).causes == ()
    assert [one_.record.title for one_ in registers.trash(register)] == ["cause"]


def test_a_document_is_kept_inside_and_given_back(register: Register, tmp_path: Path) -> None:
    one = incidents.note(register, "Panne", KNOWN)
    source = tmp_path / "journal.txt"
    source.write_text("21:45 aucun signal", encoding="utf-8")
    document = incidents.add_document(
        register,
        IncidentDocument(
            incident_id=one.id, name="Journal", document_kind=IncidentDocumentKind.EVIDENCE
        ),
        source,
    )
    incidents.save_document(register, document, tmp_path / "copie.txt")
    assert (tmp_path / "copie.txt").read_text(encoding="utf-8") == "21:45 aucun signal"


def test_removed_incidents_come_back_whole(register: Register, device: Device) -> None:
    one = answered(
        register,
        incidents.note(register, "Panne", KNOWN, device_id=device.id),
        fab1="oui",
        mv4="oui",
    )
    incident_analysis.add_line(register, one, "Fait")
    before = incidents.sheet(register, one.id)
    incidents.remove(register, one)
    with pytest.raises(UserError, match="Corbeille"):
        incidents.sheet(register, one.id)
    (deleted,) = registers.trash(register)
    registers.restore(register, deleted)
    assert incidents.sheet(register, one.id) == before


def test_a_clock_set_back_gives_no_time_back(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = incidents.note(register, "Panne", KNOWN)
    before = incidents.present(register)
    monkeypatch.setattr(
        "dmn_desktop.services.incident_file.now", lambda: before - timedelta(days=30)
    )
    assert incidents.present(register) >= before - timedelta(seconds=1)
    part = type("Part", (), {"immediate": False, "due_at": before, "due_on": None})()
    assert countdown(part, one.known, incidents.present(register)).left is not None


def test_counts_and_story_are_read_from_the_register(register: Register, device: Device) -> None:
    incidents.note(register, "Panne", KNOWN, device_id=device.id, consequence=Consequence.NOTHING)
    assert incident_counts.years(register) == [2026]
    assert incident_counts.monthly(register, 2026, "dispositif").months[9] == 1
    kinds = [event.kind for event in incident_counts.story_of(register, device.id)]
    assert "incident" in kinds
    assert "etat" in kinds


def test_the_log_shows_the_nearest_deadline(register: Register, device: Device) -> None:
    one = incidents.note(register, "Panne", KNOWN, device_id=device.id)
    one = answered(register, one, fab1="oui", mv4="oui")
    (line,) = incidents.listing(register)
    assert (line.due, line.to_send) == (None, 0)
    prepared = declarations.prepare(register, one.id)
    (line,) = incidents.listing(register)
    assert line.to_send == sum(
        d.declaration.state is DeclarationState.TO_SEND for d in prepared.declarations
    )
    assert line.due is not None
    assert line.due.immediate


def test_read_together_or_one_by_one_files_are_the_same(register: Register, device: Device) -> None:
    for day in (1, 0):
        one = incidents.note(register, "Panne", KNOWN - timedelta(days=day), device_id=device.id)
        one = answered(register, one, fab1="oui", mv4="oui")
        incident_analysis.add_cause(register, one, AlarmFamily.TASK, "Notice")
        declarations.prepare(register, one.id)
    found = incident_papers.incident_year(register, 2026).files
    assert list(found) == [incidents.sheet(register, file.incident.id) for file in found]
    assert len(found) == 2

"""The fictional inventories: every kind of record, as drawn, and true to what the rest says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dmn_desktop.core.device_vocabulary import (
    CensusAnswer,
    DeviceStatus,
    Known,
    PointOrigin,
    PointState,
    Reconsidered,
    Reuse,
)
from dmn_desktop.core.forms import Library
from dmn_desktop.core.inventory_view import ViewState
from dmn_desktop.core.records import (
    Census,
    CensusLine,
    Device,
    DeviceDocument,
    DeviceState,
    DeviceVersion,
    Point,
    ReusePurpose,
    Risk,
    Structure,
)
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.vocabulary import LifeState, Nature, RiskState, StructureKind
from dmn_desktop.services import inventory
from dmn_desktop.services.device_life import VERSION_QUESTIONS
from dmn_desktop.services.examples import fill_with_example
from dmn_desktop.services.register import create
from dmn_desktop.services.views import views_of
from dmn_desktop.store.database import Register

OWNED = (DeviceState, DeviceVersion, DeviceDocument, ReusePurpose, Point, Risk, CensusLine)
DRAWN = {
    1: ("Densito Os", "Imagerie", Known.NO, "6.0", "11/2026"),
    2: ("Dosicalc Héparine", "Médecine", Known.NO, "7.4", "10/2026"),
    3: ("Pulmona CT", "Imagerie", Known.YES, "5.1", "11/2026"),
    4: ("Cardiocalc ECG", "Cardiologie", Known.YES, "3.0", "12/2026"),
    5: ("Derm-Atlas Vue", "Dermatologie", Known.YES, "4.0.2", "06/2026"),
    6: ("Contour RT", "Radiothérapie", Known.YES, "8.1", "08/2026"),
    7: ("Ostalis Fracture", "Imagerie", Known.YES, "3.3.0", "09/2026"),
    8: ("Scoliose Angle", "Imagerie", Known.NO, "2.3", "02/2027"),
    9: ("Rétinoscope Web", "Ophtalmologie", Known.YES, "1.9", "04/2026"),
    10: ("Polypilote", "Endoscopie", Known.YES, "1.4", "07/2026"),
    11: ("Dicto Compte rendu", "Imagerie", Known.YES, "2026.1", "09/2026"),
    12: ("Mammo Duolect", "Imagerie", Known.YES, "2.8", "01/2027"),
    14: ("Triage Accueil", "Urgences", Known.YES, "2.2", "05/2026"),
}
"""Number: name, first service, AI, version, month of the next review."""


KINDS = [kind for kind in StructureKind if kind.example is kind]


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.value)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, library: Library
) -> Iterator[Register]:
    """A register of each kind, filled with its example; only read."""
    path = tmp_path_factory.mktemp("inventory") / "exemple.dmn"
    register = create(path, Structure(structure_kind=request.param))
    fill_with_example(register, library, request.param)
    yield register
    register.close()


@pytest.fixture
def devices(filled: Register) -> list[Device]:
    """Its devices, by number."""
    with filled.reading() as reader:
        return reader.find(Device, order="number")


def _is(filled: Register, kind: StructureKind) -> bool:
    with filled.reading() as reader:
        structure = reader.only(Structure)
    return structure is not None and structure.structure_kind is kind


def test_hold_every_kind_of_record_of_the_inventory(filled: Register) -> None:
    with filled.reading() as reader:
        counts = reader.counts()
    assert {record.kind: counts[record.kind] > 0 for record in (Device, Census, *OWNED)} == {
        record.kind: True for record in (Device, Census, *OWNED)
    }


def test_clinic_is_the_one_drawn(filled: Register, devices: list[Device]) -> None:
    if not _is(filled, StructureKind.CLINIC):
        assert 4 <= len(devices) <= 6
        assert any(device.nature is Nature.TOOL for device in devices)
        return
    assert [device.number for device in devices] == list(range(1, 16))
    found = {}
    for device in devices:
        if device.number in DRAWN:
            due = device.reviewed_on and device.reviewed_on.replace(
                year=device.reviewed_on.year + 1
            )
            month = f"{due:%m/%Y}" if due else ""
            found[device.number] = (
                device.name,
                device.places[0],
                device.uses_ai,
                device.version,
                month,
            )
    assert found == DRAWN
    assert sum(device.uses_ai is Known.YES for device in devices) == 11
    assert sum("Imagerie" in device.places for device in devices) == 7
    assert sum(device.reuse in (Reuse.ALLOWED, Reuse.TO_ALLOW) for device in devices) == 2
    assert [device.code for device in devices if not device.fallback] == ["DMN-15"]
    (view,) = views_of(filled, "inventaire")
    assert view.name == "Imagerie"
    assert ViewState.of(view.content).facets == {"service": ("Imagerie",)}


def test_together_they_show_every_state_and_nature(
    library: Library, tmp_path_factory: pytest.TempPathFactory
) -> None:
    states, natures, points, risks = set(), set(), set(), set()
    for kind in KINDS:
        register = create(tmp_path_factory.mktemp("x") / "x.dmn", Structure())
        fill_with_example(register, library, kind)
        with register.reading() as reader:
            states |= {state.state for state in reader.find(DeviceState)}
            natures |= {device.nature for device in reader.find(Device)}
            points |= {point.state for point in reader.find(Point)}
            risks |= {risk.state for risk in reader.find(Risk)}
        register.close()
    assert (states, natures) == (set(LifeState), set(Nature))
    assert (points, risks) == (set(PointState), set(RiskState))


def test_only_the_declared_device_and_the_one_outside_are_incomplete(
    devices: list[Device],
) -> None:
    incomplete = {
        device.name: missing
        for device in devices
        if (
            missing := [
                n for n, e in entries().items() if e.needed(device) and not getattr(device, n)
            ]
        )
    }
    assert set(incomplete) <= {"Lingua Accueil", "Ordo Appui"}


def test_each_state_and_version_is_the_last_noted(filled: Register, devices: list[Device]) -> None:
    for device in devices:
        found = inventory.sheet(filled, device.id)
        assert device.state is found.states[-1].state
        if found.versions:
            assert device.version == found.versions[-1].version
        if device.status is DeviceStatus.NOT_A_DEVICE:
            assert not device.is_medical
        assert not (device.to_examine and device.reviewed_on)


def test_each_question_left_to_do_by_a_version_has_its_open_point(
    filled: Register, devices: list[Device]
) -> None:
    for device in devices:
        found = inventory.sheet(filled, device.id)
        asked = {
            f"{question}:{version.version}"
            for version in found.versions
            for question in VERSION_QUESTIONS
            if getattr(version, question) is Reconsidered.TO_DO
        }
        open_tasks = {
            point.task
            for point in found.points
            if point.origin is PointOrigin.VERSION and point.state is PointState.OPEN
        }
        assert asked == open_tasks, device.code


def test_risks_that_are_settled_say_why_and_by_whom(filled: Register) -> None:
    with filled.reading() as reader:
        risks = reader.find(Risk)
    for risk in risks:
        if risk.state is RiskState.ACCEPTED:
            assert risk.accepted_by, risk.text
            assert risk.accepted_on, risk.text
        if risk.state in (RiskState.CLOSED, RiskState.REFUSED):
            assert risk.reason, risk.text
        assert bool(risk.number) is (risk.state is not RiskState.REFUSED), risk.text
        assert risk.residual_severity <= risk.severity


def test_last_review_was_closed_in_november_and_agrees_with_the_sheets(
    filled: Register, devices: list[Device]
) -> None:
    with filled.reading() as reader:
        (census,) = reader.find(Census)
        lines = reader.find(CensusLine, census_id=census.id)
    assert census.closed_on == date(2025, 11, 18)
    by_id = {device.id: device for device in devices}
    seen = {line.device_id for line in lines}
    unseen = [d.name for d in devices if d.id not in seen]
    assert all(by_id[str(i)].added_on < census.closed_on for i in seen)
    assert unseen in (["Lingua Accueil"], ["Derm-Atlas Vue"])
    for line in lines:
        device = by_id[str(line.device_id)]
        assert line.device.startswith(f"{device.code} {device.name}, version ")
        assert line.confirmed_on is not None
        assert census.opened_on <= line.confirmed_on <= census.closed_on
        assert device.reviewed_on is not None
        assert device.reviewed_on >= line.confirmed_on
        assert CensusAnswer.NONE not in (line.used, line.version, line.places, line.risks)


def test_next_device_goes_on_after_the_last_number(tmp_path: Path, library: Library) -> None:
    register = create(tmp_path / "x.dmn", Structure())
    fill_with_example(register, library, StructureKind.CLINIC)
    assert inventory.add(register, "Nouveau").code == "DMN-16"
    register.close()


def test_which_fields_exist_is_decided_by_few_others(filled: Register) -> None:
    with filled.reading() as reader:
        devices = reader.find(Device)
    ids = [device.id for device in devices]
    for name, entry in entries().items():
        without = {device.id for device in devices if not entry.applies(device)}
        assert inventory.unconcerned(filled, ids, name) == without, name

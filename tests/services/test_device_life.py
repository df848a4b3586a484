"""What happens to a device: states, versions, documents, points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from dmn_desktop.core.device_vocabulary import DocumentKind, PointState, Reconsidered
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Device, DeviceDocument, DeviceVersion, Point, Structure, today
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import attachments, device_life, inventory
from dmn_desktop.services import register as registers
from dmn_desktop.services.inventory import Sheet
from dmn_desktop.services.register import Register

DAY = date(2026, 3, 9)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = registers.create(tmp_path / "r.dmn", Structure(name="Cabinet"))
    yield made
    made.close()


@pytest.fixture
def device(register: Register) -> Device:
    return inventory.add(
        register,
        "Ostalis",
        version="3.2.1",
        in_service_on=date(2024, 4, 15),
        state=LifeState.IN_USE,
    )


def sheet(register: Register, device: Device) -> Sheet:
    return inventory.sheet(register, device.id)


def new_version(
    register: Register, device: Device, version: str, **answers: Reconsidered
) -> Device:
    new = DeviceVersion(
        device_id=device.id, position=1, version=version, installed_on=DAY, **answers
    )
    return device_life.new_version(register, device, new)


# States


def test_each_state_is_dated_with_its_reason(register: Register, device: Device) -> None:
    changed = device_life.change_state(register, device, LifeState.SUSPENDED, DAY, "Panne")
    assert changed.state is LifeState.SUSPENDED
    last = sheet(register, device).states[-1]
    assert (last.state, last.since, last.reason) == (LifeState.SUSPENDED, DAY, "Panne")
    assert registers.undo(register) == "DMN-01, état\u00a0: suspendu"
    assert sheet(register, device).device == device
    assert len(sheet(register, device).states) == 1


def test_putting_into_service_dates_it_once(register: Register) -> None:
    planned = inventory.add(register, "Veridos")
    used = device_life.change_state(register, planned, LifeState.IN_USE, DAY)
    assert used.in_service_on == DAY
    paused = device_life.change_state(register, used, LifeState.SUSPENDED, DAY)
    again = device_life.change_state(register, paused, LifeState.IN_USE, DAY + timedelta(30))
    assert again.in_service_on == DAY


def test_a_withdrawal_opens_its_check_list(register: Register, device: Device) -> None:
    gone = device_life.change_state(register, device, LifeState.WITHDRAWN, DAY)
    assert gone.withdrawn_on == DAY
    points = sheet(register, device).points
    assert {point.text for point in points} == set(device_life.WITHDRAWAL.values())
    assert {point.due_on for point in points} == {DAY + timedelta(30)}


# Versions


def test_a_new_version_asks_and_opens_what_is_to_do(register: Register, device: Device) -> None:
    changed = new_version(
        register,
        device,
        "3.3.0",
        instructions=Reconsidered.TO_DO,
        training=Reconsidered.TO_DO,
        quality=Reconsidered.NOT_NEEDED,
    )
    found = sheet(register, device)
    assert found.device.version == changed.version == "3.3.0"
    assert [(v.version, v.position) for v in found.versions] == [("3.2.1", 1), ("3.3.0", 2)]
    assert found.versions[0].installed_on == date(2024, 4, 15)
    assert sorted(point.text for point in found.points) == [
        "Comparer la notice de la version 3.3.0 à la précédente",
        "Former à la version 3.3.0",
    ]
    assert {point.due_on for point in found.points} == {DAY + timedelta(14)}


@pytest.mark.parametrize("version", ["", "  ", "3.2.1"])
def test_a_version_must_be_another_one(register: Register, device: Device, version: str) -> None:
    with pytest.raises(UserError, match="vide ou déjà"):
        new_version(register, device, version or " ")
    assert sheet(register, device).versions == ()


def test_the_end_of_a_point_answers_its_version(register: Register, device: Device) -> None:
    new_version(register, device, "3.3.0", training=Reconsidered.TO_DO)
    point = sheet(register, device).points[0]
    done = device_life.end_point(register, point, PointState.DONE)
    assert sheet(register, device).versions[-1].training is Reconsidered.DONE
    device_life.end_point(register, done, PointState.DROPPED, "Même écran")
    assert sheet(register, device).versions[-1].training is Reconsidered.NOT_NEEDED
    device_life.end_point(register, done, PointState.OPEN)
    assert sheet(register, device).versions[-1].training is Reconsidered.TO_DO


def test_a_correction_changes_the_history_too_and_adds_nothing(
    register: Register, device: Device
) -> None:
    device = new_version(register, device, "3.3.O")
    corrected = device_life.correct_version(register, device, " 3.3.0 ")
    found = sheet(register, device)
    assert found.device == corrected
    assert [v.version for v in found.versions] == ["3.2.1", "3.3.0"]
    with pytest.raises(UserError, match="version est vide"):
        device_life.correct_version(register, corrected, " ")


# Points


def test_a_point_is_dropped_with_a_reason_only(register: Register, device: Device) -> None:
    point = device_life.add_point(register, device, "Demander le certificat", DAY)
    with pytest.raises(UserError, match="avec un motif"):
        device_life.end_point(register, point, PointState.DROPPED, "  ")
    dropped = device_life.end_point(register, point, PointState.DROPPED, "Reçu ailleurs")
    assert (dropped.reason, dropped.ended_on) == ("Reçu ailleurs", today())
    again = device_life.end_point(register, dropped, PointState.OPEN)
    assert again.ended_on is None


def test_a_task_opens_only_one_point(register: Register, device: Device) -> None:
    gone = device_life.change_state(register, device, LifeState.WITHDRAWN, DAY)
    back = device_life.change_state(register, gone, LifeState.IN_USE, DAY)
    device_life.change_state(register, back, LifeState.WITHDRAWN, DAY)
    with register.reading() as reader:
        assert len(reader.find(Point, device_id=device.id)) == len(device_life.WITHDRAWAL)


# Documents


def test_a_file_is_kept_inside_and_given_back(
    register: Register, device: Device, tmp_path: Path
) -> None:
    source = tmp_path / "Notice 3.3.pdf"
    source.write_bytes(b"%PDF notice")
    wanted = DeviceDocument(
        device_id=device.id, name="Notice", document_kind=DocumentKind.INSTRUCTIONS
    )
    kept = device_life.add_document(register, wanted, source)
    source.unlink()
    assert (kept.file_name, kept.size) == ("Notice 3.3.pdf", 11)
    attachments.save_as(register, kept, tmp_path / "copie.pdf")
    assert (tmp_path / "copie.pdf").read_bytes() == b"%PDF notice"
    assert sheet(register, device).documents == (kept,)


def test_a_document_may_only_be_located(register: Register, device: Device) -> None:
    noted = device_life.add_document(
        register, DeviceDocument(device_id=device.id, name="Contrat", place="Armoire 2"), None
    )
    assert (noted.sha256, noted.place) == ("", "Armoire 2")


def test_a_program_is_no_document(register: Register, device: Device, tmp_path: Path) -> None:
    source = tmp_path / "setup.exe"
    source.write_bytes(b"MZ")
    with pytest.raises(UserError, match="programme"):
        device_life.add_document(
            register, DeviceDocument(device_id=device.id, name="Setup"), source
        )
    assert sheet(register, device).documents == ()

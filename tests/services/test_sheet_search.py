"""Ctrl+K: sheets for patients by number or device, papers by title."""

from __future__ import annotations

import pytest

from dmn_desktop.core.records import Device
from dmn_desktop.services import inventory, patient_sheets
from dmn_desktop.services.sheet_search import PAPERS, SHEETS, find_sheets
from dmn_desktop.store.database import Register


@pytest.fixture
def device(register: Register) -> Device:
    made = inventory.add(register, "Rétinoscope Web", specialty="Ophtalmologie")
    for template in ("diagnostic", "donnees"):
        patient_sheets.create(register, made.id, template)
    return made


def found(register: Register, text: str, group: str) -> list[str]:
    return [one.detail for one in find_sheets(register, text) if one.group == group]


@pytest.mark.parametrize("text", ["IP-02", "ip-2", "IP 02", "ip02"])
def test_a_number_finds_its_sheet_alone(register: Register, device: Device, text: str) -> None:
    (one,) = find_sheets(register, text)
    assert one.detail.startswith("IP-02, DMN-01")
    assert (one.page, one.text) == ("information", "Rétinoscope Web")


def test_a_device_finds_its_sheets(register: Register, device: Device) -> None:
    for text in ("retinoscope", "Rétinoscope WEB", "dmn-01"):
        assert [d[:5] for d in found(register, text, SHEETS)] == ["IP-01", "IP-02"]
    assert found(register, "retinoscope donnees", SHEETS)[0].startswith("IP-02")
    assert found(register, "autre", SHEETS) == []


def test_a_paper_is_found_by_its_title_and_for_a_device(register: Register, device: Device) -> None:
    (plain,) = (one for one in find_sheets(register, "carte continuite"))
    assert (plain.step, plain.question, plain.candidate_id) == ("documents", "carte_continuite", "")
    (filled,) = (one for one in find_sheets(register, "carte retino") if one.group == PAPERS)
    assert filled.candidate_id == device.id
    assert filled.detail == "DMN-01 Rétinoscope Web"


def test_nothing_typed_finds_nothing(register: Register, device: Device) -> None:
    assert find_sheets(register, "  ") == []
    assert find_sheets(register, "ip-99") == []

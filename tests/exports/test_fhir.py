"""Devices in HL7 FHIR R5: what the format requires, and nothing empty."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dmn_desktop.core.records import Device
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.exports.fhir import GS1, resource, write_devices

WHOLE = Device(
    number=7,
    name="Ostalis « Fracture »",
    version="3.3.0",
    manufacturer="Ostalis SAS",
    udi_di="03760000123457",
    basic_udi_di="3760000OSTALISQ8",
    emdn="Z12040192",
    contact="01 02 03 04 05",
    purpose="Signaler les fractures",
    state=LifeState.IN_USE,
)


def test_a_device_keeps_its_identity() -> None:
    found = resource(WHOLE)
    assert found["udiCarrier"] == [{"deviceIdentifier": "03760000123457", "issuer": GS1}]
    assert found["status"] == "active"
    assert found["name"] == [
        {"value": WHOLE.name, "type": "registered-name", "display": True},
    ]
    assert found["version"] == [{"value": "3.3.0"}]
    assert {i["value"] for i in found["identifier"]} == {"DMN-07", "3760000OSTALISQ8"}


@pytest.mark.parametrize("state", list(LifeState))
def test_only_what_is_used_is_active(state: LifeState) -> None:
    used = state in (LifeState.IN_USE, LifeState.TRIAL)
    assert resource(WHOLE.but(state=state))["status"] == ("active" if used else "inactive")


@pytest.mark.parametrize("code", ["03760000123450", "+A999B", "pas un code"])
def test_a_code_that_was_not_checked_is_no_carrier_and_is_not_lost(code: str) -> None:
    found = resource(WHOLE.but(udi_di=code))
    assert "udiCarrier" not in found
    assert code in {i["value"] for i in found["identifier"]}


def empty_values(value: Any) -> bool:
    if isinstance(value, dict):
        return not value or any(map(empty_values, value.values()))
    if isinstance(value, list):
        return not value or any(map(empty_values, value))
    return value in ("", None)


def test_no_value_is_empty() -> None:
    assert not empty_values(resource(Device(number=1, name="X")))
    assert not empty_values(resource(WHOLE))


def test_the_bundle_holds_every_device(tmp_path: Path) -> None:
    devices = [WHOLE, Device(number=8, name="Triage Accueil")]
    path = write_devices(devices, datetime(2026, 11, 22, tzinfo=UTC), tmp_path / "a.fhir.json")
    bundle = json.loads(path.read_text(encoding="utf-8"))
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    assert [entry["resource"]["id"] for entry in bundle["entry"]] == [d.id for d in devices]

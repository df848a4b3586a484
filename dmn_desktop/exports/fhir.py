"""Devices in the international exchange format: a bundle of HL7 FHIR R5 `Device` resources.

Only what FHIR has a place for goes there; the lossless exchange is the register's own. Terms come
from hl7.org/fhir/R5/device.html.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from dmn_desktop.core.identifiers import read_udi
from dmn_desktop.core.records import Device
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.exports.writing import Unreadable, write_file

GS1 = "http://hl7.org/fhir/NamingSystem/gs1-di"
"""Who issued a UDI-DI, as FHIR names it; the field is required beside the code."""

_ACTIVE = (LifeState.IN_USE, LifeState.TRIAL)


def write_devices(devices: Sequence[Device], made_at: datetime, path: Path) -> Path:
    """Write a bundle of devices.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": made_at.isoformat(timespec="seconds"),
        "entry": [
            {"fullUrl": f"urn:dmn:{device.id}", "resource": resource(device)} for device in devices
        ],
    }

    def make(target: Path) -> None:
        text = json.dumps(bundle, ensure_ascii=False, indent=1)
        target.write_text(text, encoding="utf-8", newline="\n")

    def check(made: Path) -> None:
        found = len(json.loads(made.read_text(encoding="utf-8"))["entry"])
        if found != len(devices):
            raise Unreadable(f"{found} devices instead of {len(devices)}")

    return write_file(path, make, check)


def resource(device: Device) -> dict[str, Any]:
    """One device; what is empty is left out, as FHIR forbids empty values."""
    code = read_udi(device.udi_di)
    is_gs1 = code.remark.tone == "ok"
    found = {
        "resourceType": "Device",
        "id": device.id,
        "identifier": _identifiers(device, "" if is_gs1 else device.udi_di),
        "udiCarrier": [{"deviceIdentifier": code.di, "issuer": GS1}] if is_gs1 else [],
        "status": "active" if device.state in _ACTIVE else "inactive",
        "manufacturer": device.manufacturer,
        "name": [{"value": device.name, "type": "registered-name", "display": True}],
        "version": [{"value": device.version}] if device.version else [],
        "type": [{"text": f"EMDN {device.emdn}"}] if device.emdn else [],
        "contact": [{"system": "other", "value": device.contact}] if device.contact else [],
        "note": [{"text": device.purpose}] if device.purpose else [],
    }
    return {key: value for key, value in found.items() if value not in ("", [])}


def _identifiers(device: Device, unchecked: str) -> list[dict[str, Any]]:
    """The numbers of the device; a UDI that could not be checked is only told as one."""
    named = {
        "Numéro d’inventaire": device.code,
        "IUD-ID": unchecked,
        "IUD-ID de base": device.basic_udi_di,
    }
    return [{"type": {"text": text}, "value": value} for text, value in named.items() if value]

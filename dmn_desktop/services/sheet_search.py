"""Finding the sheets for patients and the other papers, by number or word, for Ctrl+K."""

from __future__ import annotations

import re

from dmn_desktop.core.inventory_table import code as device_code
from dmn_desktop.core.records import Device, PatientSheet
from dmn_desktop.core.templates.content import Model, models
from dmn_desktop.core.text import fold, matches
from dmn_desktop.services.register import Register
from dmn_desktop.services.search import LIMIT, Found

SHEETS, PAPERS = "Fiches d’information", "Documents à imprimer"

_NUMBER = re.compile(r"ip[- ]?0*(\d+)")

Devices = dict[str, tuple[int, str]]


def find_sheets(register: Register, text: str) -> list[Found]:
    """Sheets, then papers, whose number, title or device fit what was typed."""
    typed = fold(text).strip()
    if not typed:
        return []
    with register.reading() as reader:
        rows = reader.values(PatientSheet, ("id", "number", "device_id", "template"), "number")
        known = reader.values(Device, ("id", "number", "name"), "number")
    devices = {key: (number, name) for key, number, name in known}
    sheets = [_sheet(row, devices) for row in rows]
    exact = _NUMBER.fullmatch(typed)
    if exact:
        return [one for one, number, _ in sheets if number == int(exact[1])][:1]
    words = typed.split()
    found = [one for one, _, said in sheets if matches(words, said)][:LIMIT]
    return [*found, *_papers(words, devices)]


def _sheet(row: tuple[str, int, str | None, str], devices: Devices) -> tuple[Found, int, str]:
    """A sheet, its number, and the words it is found by."""
    key, number, device_id, template = row
    model = models().get(template)
    title = model.title if model else template
    about, name = devices.get(device_id or "", (0, ""))
    code = f"IP-{number:02d}"
    where = f"{code}, {device_code(about)}" if about else code
    one = Found(SHEETS, name or title, f"{where}, {title}", key, page="information")
    return one, number, fold(f"{code} {name} {title} {device_code(about) if about else ''} fiche")


def _papers(words: list[str], devices: Devices) -> list[Found]:
    """Papers by their title; with the name of a device, filled for it."""
    found: list[Found] = []
    for model in models().values():
        if model.family == "fiche":
            continue
        title = fold(model.title)
        rest = [word for word in words if word not in title]
        if len(rest) < len(words):
            found += _paper(model, rest, devices)
    return found[:LIMIT]


def _paper(model: Model, rest: list[str], devices: Devices) -> list[Found]:
    def made(device_id: str = "", detail: str = "") -> Found:
        return Found(
            PAPERS, model.title, detail, "", "documents", model.key, device_id, page="information"
        )

    if not rest:
        return [made()]
    if model.about != "dispositif":
        return []
    return [
        made(key, f"{device_code(number)} {name}")
        for key, (number, name) in devices.items()
        if matches(rest, fold(f"{device_code(number)} {name}"))
    ][:LIMIT]

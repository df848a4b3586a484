"""The papers of a device: every stored value is found; the reminder holds on one page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dmn_desktop.core.criticality import default_scale
from dmn_desktop.core.device_dossier import DeviceDossier
from dmn_desktop.core.device_vocabulary import CeClass, DeviceStatus, HighRisk, Known, YesNo
from dmn_desktop.core.device_words import plain_words
from dmn_desktop.core.records import (
    Device,
    DeviceDocument,
    DeviceState,
    DeviceVersion,
    Point,
    Record,
    ReusePurpose,
    Risk,
    Structure,
)
from dmn_desktop.core.text import day, euros
from dmn_desktop.core.vocabulary import Nature
from dmn_desktop.exports.pdf import memo
from dmn_desktop.exports.pdf.device import write_device
from dmn_desktop.exports.pdf.memo import write_memo
from tests.exports.pdf_reading import compact, read
from tests.store.samples import filled, sample_id

INTERNAL = {"position", "origins", "rule", "cell", "task"}
"""Fields of the program’s own, or told in other words."""

KINDS = (DeviceState, DeviceVersion, DeviceDocument, ReusePurpose, Point, Risk)


def full(**changes: Any) -> DeviceDossier:
    """A device with every field filled, and one of each thing that belongs to it."""
    device = filled(Device)
    assert isinstance(device, Device)
    parts = {kind: filled(kind) for kind in KINDS}
    return DeviceDossier(
        structure=Structure(name="Clinique des Tilleuls", address="1 rue des Tilleuls"),
        device=device.but(**{"origins": {"purpose": "P-03, réponse 3 a"}, **changes}),
        scale=default_scale(),
        states=(parts[DeviceState],),  # type: ignore[arg-type]
        versions=(parts[DeviceVersion],),  # type: ignore[arg-type]
        documents=(parts[DeviceDocument],),  # type: ignore[arg-type]
        purposes=(parts[ReusePurpose],),  # type: ignore[arg-type]
        points=(parts[Point],),  # type: ignore[arg-type]
        risks=(parts[Risk],),  # type: ignore[arg-type]
        project_code="P-03",
    )


def values(record: Record) -> Iterator[tuple[str, set[str]]]:
    """Every titled value of a record, in the ways a paper may show it."""
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if not field.title or name in INTERNAL:
            continue
        ways = {plain_words(value)}
        if isinstance(value, date):
            ways.add(day(value))
        if name == "annual_cost":
            ways = {euros(value)}
        if name == "document_id":
            ways = {"name : Œuvre"}
        if name == "number":
            ways.add(f"{value:02d}")
        if ways - {""}:
            yield name, {compact(way) for way in ways if way}


@pytest.mark.parametrize("ai", list(Known))
@pytest.mark.parametrize("nature", [Nature.DEVICE, Nature.TOOL])
def test_every_stored_value_is_on_the_sheet(tmp_path: Path, ai: Known, nature: Nature) -> None:
    dossier = full(uses_ai=ai, nature=nature)
    shown = read(write_device(dossier, tmp_path / "fiche.pdf")).text
    groups = (dossier.states, dossier.versions, dossier.documents, dossier.purposes)
    records = [r for group in (*groups, dossier.points, dossier.risks) for r in group]
    lost = [
        f"{record.kind}.{name}"
        for record in (dossier.device, *records)
        for name, ways in values(record)
        if not any(way in shown for way in ways)
    ]
    assert lost == []


def test_the_sheet_names_origin_project_and_structure(tmp_path: Path) -> None:
    found = read(write_device(full(), tmp_path / "fiche.pdf"))
    assert compact("Réponse 3 a du projet P-03") in found.text
    assert "Clinique des Tilleuls" in found.pages[0]
    assert "DMN-07" in found.pages[-1]
    assert [title for _, title, _ in found.bookmarks][:3] == [
        "Identité",
        "Usage chez nous",
        "Réglementaire",
    ]


def test_what_is_missing_and_what_does_not_apply_is_said(tmp_path: Path) -> None:
    bare = DeviceDossier(Structure(), Device(number=1, name="X"), default_scale())
    text = read(write_device(bare, tmp_path / "a.pdf")).text
    assert "[Àcompléter]" in text
    assert compact("Aucun risque noté.") in text
    tool = DeviceDossier(
        Structure(), Device(number=1, name="X", nature=Nature.TOOL), default_scale()
    )
    words = "Outil innovant hors DM : les champs réglementaires ne s’appliquent pas."
    assert compact(words) in read(write_device(tool, tmp_path / "b.pdf")).text


def test_duties_to_come_are_apart_and_dates_tell_their_rule(tmp_path: Path) -> None:
    device = Device(
        number=1,
        name="X",
        status=DeviceStatus.MDR,
        ce_class=CeClass.IIA,
        uses_ai=Known.YES,
        high_risk=HighRisk.DEVICE,
        contract_end=date(2026, 8, 31),
        notice_months=6,
        tacit_renewal=YesNo.NO,
    )
    text = read(
        write_device(DeviceDossier(Structure(), device, default_scale()), tmp_path / "a.pdf")
    ).text
    assert text.index(compact("Obligations en vigueur")) < text.index(
        compact("Obligations à venir")
    )
    assert compact("02/08/2028") in text
    assert compact("28 février 2026") in text
    assert compact("son dernier jour compte") in text


# The reminder


def reminder(**changes: Any) -> DeviceDossier:
    device = Device(
        number=7,
        name="Ostalis Fracture",
        version="3.3.0",
        intended_use="Membres et bassin, aux urgences.",
        limits="Enfant de moins de 2 ans\nRachis, crâne, côtes",
        fallback="Lire sans aide.",
        contact="01 00 00 00 00",
        referent="Radiologue, A. B.",
        max_downtime_hours=12,
    ).but(**changes)
    return DeviceDossier(Structure(name="Cabinet"), device, default_scale())


def test_the_reminder_is_one_a5_page_in_14_points(tmp_path: Path) -> None:
    found = read(write_memo(reminder(), tmp_path / "memo.pdf"))
    assert len(found.pages) == 1
    assert found.sizes[0] == pytest.approx((148 / 25.4 * 72, 210 / 25.4 * 72), abs=1)
    for words in (
        "Quand l’utiliser",
        "Membres et bassin, aux urgences.",
        "–\u00a0Rachis, crâne, côtes",
        "Lire sans aide.",
        "Arrêt toléré : 12 heures.",
        "01 00 00 00 00",
        "Radiologue, A. B.",
    ):
        assert compact(words) in found.text
    assert memo._TEXT.size == 14


def test_a_long_reminder_is_told_by_its_pages_and_loses_nothing(tmp_path: Path) -> None:
    long = reminder(limits="\n".join(f"Situation numéro {n}, à ne pas lire" for n in range(40)))
    assert memo.pages(reminder()) == 1
    assert memo.pages(long) > 1
    assert compact("Situation numéro 39") in read(write_memo(long, tmp_path / "m.pdf")).text


def test_an_empty_reminder_says_where_to_fill_it(tmp_path: Path) -> None:
    bare = DeviceDossier(Structure(), Device(number=1, name="X"), default_scale())
    assert read(write_memo(bare, tmp_path / "m.pdf")).text.count(compact(memo.TO_FILL)) == 4


def test_samples_are_of_one_device() -> None:
    assert full().risks[0].device_id == sample_id("device")

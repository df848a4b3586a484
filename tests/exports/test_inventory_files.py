"""The inventory in files: as shown or whole, typed, inert, nothing left out."""

import csv
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dmn_desktop.core.device_vocabulary import HelpKind, Known, YesNo
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import inventory, inventory_files
from dmn_desktop.services.inventory_table import listing
from dmn_desktop.store.database import Register
from tests.exports.pdf_reading import compact, read

FORMULA = '=HYPERLINK("http://x")'


@pytest.fixture
def filled(register: Register) -> Register:
    inventory.add(
        register,
        "Ostalis Fracture",
        version="3.3.0",
        functions=(HelpKind.SCREENING, HelpKind.DIAGNOSIS),
        places=("Imagerie", "Bloc A, salle 2"),
        uses_ai=Known.YES,
        generative=YesNo.NO,
        reviewed_on=date(2026, 9, 12),
        annual_cost=123_450,
        monthly_volume=40,
        state=LifeState.IN_USE,
        contact="+33 1 02 03 04 05",
        limits=f"{FORMULA}\nligne 2 ; fin",
    )
    inventory.add(register, FORMULA, state=LifeState.TRIAL)
    return register


def test_the_whole_inventory_is_typed_and_runs_nothing(filled: Register, tmp_path: Path) -> None:
    path = inventory_files.write(inventory_files.whole(filled), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Inventaire"]
    titles = [cell.value for cell in sheet[1]]
    first = dict(zip(titles, sheet[2], strict=True))
    assert first["N°"].value == "DMN-01"
    assert first["Dernière revue"].value.date() == date(2026, 9, 12)
    assert first["Coût annuel"].value == 1234.5
    assert first["Examens par mois"].value == 40
    assert first["Aide à"].value == "Aide au dépistage; Aide au diagnostic"
    assert first["Services et lieux"].value == "Imagerie; Bloc A, salle 2"
    assert first["Contact en cas d’incident"].value == "+33 1 02 03 04 05"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1")
    assert sheet.column_dimensions[sheet.cell(1, len(titles)).column_letter].hidden
    names = {row[0]: row[1] for row in book["Noms d’échange"].iter_rows(values_only=True)}
    wanted = {entry.exchange for entry in entries().values()}
    assert wanted <= set(names.values())
    assert names["Services et lieux"] == "services_lieux"
    assert book["Noms d’échange"].sheet_state == "veryHidden"


def test_a_csv_opens_by_a_double_click_and_runs_nothing(filled: Register, tmp_path: Path) -> None:
    path = inventory_files.write(inventory_files.whole(filled), tmp_path / "a.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file, delimiter=";")
    assert first["Dernière revue"] == "12/09/2026"
    assert first["Coût annuel"] == "1234,50"
    assert first["Contact en cas d’incident"] == "'+33 1 02 03 04 05"
    assert first["Ne pas utiliser"].startswith("'=HYPERLINK")
    assert second["Nom commercial"] == f"'{FORMULA}"


def test_json_speaks_the_exchange_names(filled: Register, tmp_path: Path) -> None:
    path = inventory_files.write(inventory_files.whole(filled), tmp_path / "a.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    first = found["dispositifs"][0]
    assert {entry.exchange for entry in entries().values()} <= set(first)
    assert first["services_lieux"] == ["Imagerie", "Bloc A, salle 2"]
    assert first["derniere_revue"] == "2026-09-12"
    assert first["cout_annuel_eur"] == 1234.5
    assert first["ia_generative"] is False
    assert first["fabricant_nom"] is None


def test_a_view_is_printed_with_its_filter(filled: Register, tmp_path: Path) -> None:
    keys = ("number", "name", "reviewed_on", "risques")
    found = listing(filled, keys)
    words = "Vue « Tous ». Filtre : ostalis."
    table = inventory_files.plain(
        filled, inventory_files.Shown(found, keys, found.rows[:1], words, {"name": 300})
    )
    made = read(inventory_files.write(table, tmp_path / "a.pdf"))
    for wanted in (words, "1 dispositif.", "DMN-01", "Ostalis Fracture", "12/09/2026"):
        assert compact(wanted) in made.text
    assert FORMULA not in made.text
    wide, high = made.sizes[0]
    assert wide > high


def test_500_devices_print_with_their_head_on_every_page(
    register: Register, tmp_path: Path
) -> None:
    with register.transaction("x") as tx:
        from dmn_desktop.core.records import Device

        for number in range(1, 501):
            tx.put(Device(number=number, name=f"Appareil {number}"))
    keys = ("number", "name", "state")
    found = listing(register, keys)
    table = inventory_files.plain(register, inventory_files.Shown(found, keys, found.rows))
    made = read(inventory_files.write(table, tmp_path / "a.pdf"))
    assert compact("Appareil 500") in made.text
    assert len(made.bodies) > 9
    assert all(compact("Dispositif") in compact(body) for body in made.bodies)


def test_an_empty_inventory_is_written_too(register: Register, tmp_path: Path) -> None:
    for ending in ("xlsx", "csv", "json", "pdf"):
        path = inventory_files.write(inventory_files.whole(register), tmp_path / f"vide.{ending}")
        assert path.stat().st_size > 0


def test_another_ending_is_refused(register: Register, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        inventory_files.write(inventory_files.whole(register), tmp_path / "registre.dmn")

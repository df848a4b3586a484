"""A whole register as a spreadsheet: every project, device and risk is in it."""

from datetime import date
from pathlib import Path

import openpyxl

from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Project, Structure
from dmn_desktop.exports.xlsx.book import safe_title
from dmn_desktop.exports.xlsx.fields import CENTS, shown_fields, value_of
from dmn_desktop.exports.xlsx.register import OTHERS, sheet_title
from dmn_desktop.services import exchange
from dmn_desktop.services import register as actions
from dmn_desktop.store.database import Register, create_register
from tests.exports.samples import rich_dossier
from tests.services.full_register import fill
from tests.store import samples


def test_spreadsheet_holds_all_projects_devices_and_risks(
    register: Register, library: Library, tmp_path: Path
) -> None:
    fill(register)
    actions.save(register, Project(id="p2", number=8, need="Deuxième besoin"), "projet")
    book = openpyxl.load_workbook(exchange.export_xlsx(register, library, tmp_path / "a.xlsx"))
    words = {
        sheet.title: "\n".join(
            str(v) for row in sheet.iter_rows(values_only=True) for v in row if v is not None
        )
        for sheet in book
    }
    assert "Deuxième besoin" in words["Projets"]
    assert "A Ostalis Fracture" in words["Projets"]
    assert "Ostalis Fracture" in words["Dispositifs"]
    assert "Panne" in words["Risques"]
    assert "DMN-07" in words["Risques"]
    assert "Le logo ?" in words["Mes questions"]
    assert "p1.pdf" in words["Pièces"]
    for answer in rich_dossier().answers.values():
        assert answer.text in words["Réponses"]
    assert "P-08" in words["Réponses"]


def test_every_stored_value_of_every_other_record_is_found(
    register: Register, library: Library, tmp_path: Path
) -> None:
    samples.fill(register)
    path = exchange.export_xlsx(register, library, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    with register.reading() as reader:
        records = [record for kind in OTHERS for record in reader.find(kind)]
    assert len(records) == len(OTHERS)
    for record in records:
        sheet = book[safe_title(sheet_title(type(record)))]
        cells = [str(cell.value or "") for row in sheet.iter_rows(min_row=2) for cell in row]
        assert record.id in cells
        for name in shown_fields(type(record)):
            value = value_of(record, name)
            if name in CENTS and isinstance(value, int):
                value = value / 100
            wanted = f"{value:%Y-%m-%d}" if isinstance(value, date) else _written(value)
            assert any(wanted in cell for cell in cells), (record.kind, name, wanted)


def test_sheets_are_named_after_several_and_begin_with_the_number(
    register: Register, library: Library, tmp_path: Path
) -> None:
    samples.fill(register)
    book = openpyxl.load_workbook(exchange.export_xlsx(register, library, tmp_path / "a.xlsx"))
    assert {"Versions", "Documents", "Points à traiter", "Fiches d’information"} <= set(
        book.sheetnames
    )
    for name in ("Dispositifs", "Risques", "Incidents"):
        assert book[name]["A1"].value == "Numéro", name
    assert book["Risques"]["B1"].value == "Dispositif"


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    return "" if value is None else str(value)


def test_spreadsheet_of_a_new_register_is_written(tmp_path: Path, library: Library) -> None:
    register = create_register(tmp_path / "n.dmn", Structure(name="Cabinet neuf"))
    book = openpyxl.load_workbook(exchange.export_xlsx(register, library, tmp_path / "a.xlsx"))
    assert "Cabinet neuf" in [cell.value for cell in book["Structure"]["B"]]
    register.close()

"""Risks on paper and in a spreadsheet: all that is stored, and levels without colours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dmn_desktop.core.criticality import default_scale
from dmn_desktop.core.records import Device, Risk, Structure
from dmn_desktop.core.risk_register import ListedRisk, RiskRegister
from dmn_desktop.core.vocabulary import RiskState, RiskTheme
from dmn_desktop.exports.pdf.risks import write_risks
from dmn_desktop.exports.writing import Cancelled
from dmn_desktop.exports.xlsx.risks import COLUMNS
from dmn_desktop.exports.xlsx.risks import write_risks as write_sheet
from tests.exports.pdf_reading import compact, read

DEVICE = Device(number=5, name="Derm-Atlas Vue")
FULL = Risk(
    device_id=DEVICE.id,
    number=2,
    text="Réutilisation des images sans information complète",
    theme=RiskTheme.REUSE,
    cause="Contrat muet sur la durée",
    consequence="Images utilisées à l’insu du patient",
    severity=4,
    likelihood=5,
    measures="Fiche patient version 3",
    residual_severity=4,
    residual_likelihood=1,
    action="Avenant au contrat",
    owner="Délégué à la protection des données",
    due_on=date(2026, 3, 30),
    accepted_by="Médecin responsable",
    accepted_on=date(2026, 3, 2),
    reviewed_on=date(2026, 3, 1),
    state=RiskState.ACCEPTED,
    reason="=1+1",
    cell="q8_9",
    origin="P-03, réponse 8.9",
)
UNJUDGED = Risk(device_id=DEVICE.id, number=3, text="Panne du service")
REFUSED = Risk(
    device_id=DEVICE.id,
    number=4,
    text="Mot de passe deviné",
    theme=RiskTheme.CYBER,
    state=RiskState.REFUSED,
    reason="Deux facteurs depuis mars",
)


def paper(*listed: Risk, refused: tuple[Risk, ...] = (), narrowed: str = "") -> RiskRegister:
    return RiskRegister(
        Structure(name="Cabinet des Remparts"),
        default_scale(),
        tuple(ListedRisk(risk, DEVICE) for risk in listed),
        tuple(ListedRisk(risk, DEVICE) for risk in refused),
        narrowed,
    )


def test_every_stored_text_is_on_paper_with_both_matrices(tmp_path: Path) -> None:
    path = tmp_path / "risques.pdf"
    write_risks(paper(FULL, UNJUDGED, refused=(REFUSED,)), path)
    shown = read(path)
    for risk in (FULL, UNJUDGED, REFUSED):
        for name in ("text", "cause", "consequence", "measures", "action", "owner", "reason"):
            assert compact(getattr(risk, name)) in shown.text, name
    for words in (
        "R-05.2",
        "[Élevé]",
        "Critique, fréquent",
        "[Faible]",
        "Critique, très rare",
        "Avant le 30/03/2026",
        "par Médecin responsable",
        "À analyser\u00a0: R-05.3",
        "Pas encore jugé",
        "La HAS n’impose aucune grille",
        "Deux facteurs depuis mars",
    ):
        assert compact(words) in shown.text, words
    assert all(wide > high for wide, high in shown.sizes)
    titles = [title for _, title, _ in shown.bookmarks]
    assert titles == [
        "Risques",
        "Avant mesures",
        "Après mesures",
        "Liste",
        "Écartés, avec le motif",
    ]


def test_a_risk_stands_in_its_cell_before_and_after(tmp_path: Path) -> None:
    path = tmp_path / "risques.pdf"
    write_risks(paper(FULL), path)
    text = read(path).text
    before, after = text.index("Avantmesures"), text.index("Aprèsmesures")
    assert "[Élevé]R-05.2" in text[before:after]
    assert "[Faible]R-05.2" in text[after:]


def test_what_the_list_was_narrowed_to_is_written(tmp_path: Path) -> None:
    path = tmp_path / "risques.pdf"
    write_risks(paper(narrowed="en retard, Cybersécurité"), path)
    assert compact("Liste limitée à\u00a0: en retard, Cybersécurité") in read(path).text
    assert compact("Aucun risque noté.") in read(path).text


def test_stopping_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_risks(paper(FULL), tmp_path / "risques.pdf", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_the_spreadsheet_holds_typed_cells_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "risques.xlsx"
    write_sheet(paper(FULL, UNJUDGED, refused=(REFUSED,)), path)
    sheet = openpyxl.load_workbook(path)["Risques"]
    assert sheet.auto_filter.ref == f"A3:Z{sheet.max_row}"
    rows = list(sheet.iter_rows(min_row=3))
    heads = [cell.value for cell in rows[0]]
    assert heads == [column.title for column in COLUMNS]
    full = dict(zip(heads, rows[1], strict=True))
    assert full["N°"].value == "R-05.2"
    assert full["N° du dispositif"].value == "DMN-05"
    assert (full["Gravité avant"].value, full["Vraisemblance après"].value) == (4, 1)
    assert full["Échéance"].value.date() == date(2026, 3, 30)
    assert (full["Niveau avant"].value, full["Niveau actuel"].value) == ("Élevé", "Faible")
    assert full["Motif"].value == "=1+1"
    assert full["Motif"].data_type == "s"
    assert [row[0].value for row in rows[2:4]] == ["R-05.3", "R-05.4"]
    assert dict(zip(heads, rows[2], strict=True))["Gravité avant"].value is None

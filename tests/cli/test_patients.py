"""Printing what patients are told, from the console."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from dmn_desktop.cli.patients import ALL_SHEETS, PATIENT_DOCUMENTS, SHEET
from dmn_desktop.services.patient_papers import papers
from tests.cli.console import dmn, said


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exemple") / "clinique.dmn"
    said("new", path, "--type", "etablissement", "--example")
    return path


def first_page(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0]
        text = page.get_textpage()
        words = " ".join(text.get_text_range().split())
        text.close()
        page.close()
        return words
    finally:
        document.close()


def test_every_paper_has_its_word() -> None:
    words = {key.replace("-", "_") for key in PATIENT_DOCUMENTS} - {SHEET, "all_information"}
    assert words == set(papers())


def test_a_sheet_in_the_wanted_presentation(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "fiche.pdf"
    asked = ("print", example, SHEET, "IP-02", "--version", "simplifie", "--out", out)
    assert "IP-02 enregistrée et relue, version 2" in said(*asked)
    page = first_page(out)
    assert "Ce logiciel s’appelle Ostalis Fracture." in page
    assert "Version 2, validée le 8 septembre 2025 par le radiologue référent" in page
    assert "Brouillon" not in page


def test_a_draft_says_so(example: Path, tmp_path: Path) -> None:
    answer = json.loads(said("print", example, SHEET, "IP-08", "--out", tmp_path, "--json"))
    assert answer["version"] is None
    assert Path(answer["file"]).name == "IP-08 Information – Contour RT.pdf"
    assert "Brouillon" in first_page(Path(answer["file"]))


def test_all_sheets_in_a_folder_drafts_left_out(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "fiches"
    answer = json.loads(
        said("print", example, ALL_SHEETS, "--version", "gros", "--out", out, "--json")
    )
    assert len(answer["files"]) == len(list(out.iterdir())) == 5
    assert answer["drafts"] == ["IP-06", "IP-07", "IP-08"] or set(answer["drafts"]) == {
        "IP-06",
        "IP-07",
        "IP-08",
    }


def test_letters_and_cards(example: Path, tmp_path: Path) -> None:
    said("print", example, "lettre-assureur", "--out", tmp_path / "lettre.pdf")
    assert "Pulmona CT, version 5.1" in first_page(tmp_path / "lettre.pdf")
    said("print", example, "carte-continuite", "DMN-07", "--out", tmp_path)
    (card,) = tmp_path.glob("DMN-07*.pdf")
    assert "Ostalis Fracture est en panne" in first_page(card)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ((SHEET, "IP-99"), "Choisir parmi"),
        ((SHEET,), "Choisir parmi"),
        (("carte-continuite",), "porte sur un dispositif"),
        (("carte-continuite", "DMN-99"), "DMN-99"),
    ],
)
def test_what_does_not_exist_is_told(
    asked: tuple[str, ...], words: str, example: Path, tmp_path: Path
) -> None:
    done = dmn("print", example, *asked, "--out", tmp_path / "x.pdf")
    assert done.returncode == 1
    assert words in done.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_another_ending_is_refused(example: Path, tmp_path: Path) -> None:
    kept = tmp_path / "registre.dmn"
    kept.write_bytes(b"mon registre")
    done = dmn("print", example, SHEET, "IP-01", "--out", kept)
    assert done.returncode == 1
    assert kept.read_bytes() == b"mon registre"

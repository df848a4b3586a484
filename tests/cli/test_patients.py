"""Printing what patients are told, from the console."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

import pypdfium2
import pytest

from dmn_desktop.cli.patients import ALL_SHEETS, PATIENT_DOCUMENTS, SHEET
from dmn_desktop.services.patient_papers import papers
from dmn_desktop.services.register import open_file
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
    assert answer["drafts"] == ["IP-06", "IP-07", "IP-08"]


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
        ((SHEET, "DMN-07"), "attend un numéro comme IP-03"),
        ((ALL_SHEETS, "IP-03"), "n’attend pas de numéro"),
        (("affiche", "DMN-07"), "n’attend pas de numéro"),
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


def test_a_name_with_accents_and_other_scripts(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "été « 日本 »"
    folder.mkdir()
    said("print", example, SHEET, "IP-01", "--out", folder / "fiche née.pdf")
    said("print", example, SHEET, "IP-01", "--version", "gros", "--out", folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["IP-01 Information – Pulmona CT, gros caractères.pdf", "fiche née.pdf"]


def test_where_nothing_can_be_written_the_former_file_stays(example: Path, tmp_path: Path) -> None:
    kept = tmp_path / "registre.dmn"
    kept.write_bytes(b"mon registre")
    for document, out in (
        ((ALL_SHEETS,), kept),
        ((ALL_SHEETS,), kept / "fiches"),
        ((SHEET, "IP-01"), tmp_path / "absent" / "fiche.pdf"),
    ):
        done = dmn("print", example, *document, "--out", out)
        assert done.returncode == 1
        assert "Rien n’a été écrit." in done.stderr
        assert "Traceback" not in done.stderr
        assert "erreur 17" not in done.stderr
    assert kept.read_bytes() == b"mon registre"
    assert [path.name for path in tmp_path.iterdir()] == ["registre.dmn"]


def test_a_second_print_takes_the_place_of_the_first(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "fiche.pdf"
    for code, name in (("IP-01", "Pulmona CT"), ("IP-02", "Ostalis Fracture")):
        said("print", example, SHEET, code, "--out", out)
        assert name in first_page(out)


def test_a_register_that_a_window_holds_is_left_alone(example: Path, tmp_path: Path) -> None:
    held = tmp_path / "clinique.dmn"
    shutil.copy(example, held)
    with contextlib.closing(open_file(held)):
        done = dmn("print", held, SHEET, "IP-01", "--out", tmp_path / "fiche.pdf")
    assert done.returncode == 1
    assert "déjà ouvert" in done.stderr
    assert not (tmp_path / "fiche.pdf").exists()


def test_what_was_written_before_a_refusal_is_said(example: Path, tmp_path: Path) -> None:
    (tmp_path / "IP-02 Information – Ostalis Fracture.pdf").mkdir()
    done = dmn("print", example, ALL_SHEETS, "--out", tmp_path)
    assert done.returncode == 1
    assert "1 fiche est enregistrée, IP-02 et les suivantes non." in done.stderr
    assert "Pulmona CT" in first_page(tmp_path / "IP-01 Information – Pulmona CT.pdf")

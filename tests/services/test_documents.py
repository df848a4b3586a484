"""The list of documents: each is written from plain data, under a name every system accepts."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import library
from dmn_desktop.core.records import OwnQuestion, Structure
from dmn_desktop.services import register as registers
from dmn_desktop.services.document_names import NAME_LIMIT
from dmn_desktop.services.documents import (
    DOCUMENTS,
    About,
    Cancelled,
    blank,
    default_name,
    documents_for,
    write,
)
from tests.exports.samples import empty_dossier, rich_dossier

ABOUT_A_PROJECT = [key for key, document in DOCUMENTS.items() if document.needs_project]
OF_A_PROJECT = list(documents_for(About.PROJECT))


@cache
def dossier() -> Dossier:
    return rich_dossier()


def words_in(path: Path) -> str:
    """All the words of a PDF or of a workbook, separated by single spaces."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        values = [v for sheet in book for row in sheet.iter_rows(values_only=True) for v in row]
        return " ".join(" ".join(str(v) for v in values if v is not None).split())
    document = pypdfium2.PdfDocument(path)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("key", OF_A_PROJECT)
def test_every_document_is_written_under_its_name_and_tells_its_progress(
    key: str, tmp_path: Path
) -> None:
    path = tmp_path / default_name(dossier(), key)
    told: list[tuple[int, int]] = []
    assert write(dossier(), key, path, lambda done, total: told.append((done, total))) == path
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.suffix == DOCUMENTS[key].suffix
    shown = words_in(path)
    if DOCUMENTS[key].needs_project:
        assert dossier().project.need in shown
    else:
        assert dossier().structure.name in shown


@pytest.mark.parametrize("key", OF_A_PROJECT)
def test_a_project_just_opened_has_every_document(key: str, tmp_path: Path) -> None:
    new = empty_dossier()
    assert words_in(write(new, key, tmp_path / default_name(new, key)))


def test_two_documents_of_a_project_never_share_a_name() -> None:
    names = [default_name(dossier(), key) for key in OF_A_PROJECT]
    assert len(set(names)) == len(names)
    assert names[0].startswith("P-03 Dossier – Oublier moins de fractures")


def test_documents_are_made_in_a_worker_thread(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(write, dossier(), "annexe2", tmp_path / "a.pdf").result()
    assert made.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("key", ABOUT_A_PROJECT)
def test_a_document_about_a_project_asks_for_one(key: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Choisir un projet"):
        write(None, key, tmp_path / f"x{DOCUMENTS[key].suffix}")
    assert not list(tmp_path.iterdir())


def test_an_unknown_document_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="annexe2-a3"):
        write(dossier(), "facture", tmp_path / "x.pdf")


def test_a_document_never_takes_the_place_of_a_file_of_another_kind(tmp_path: Path) -> None:
    register = tmp_path / "cabinet.dmn"
    register.write_text("registre")
    with pytest.raises(UserError, match=r"finit par \.pdf"):
        write(dossier(), "annexe2", register)
    assert register.read_text() == "registre"
    assert write(dossier(), "annexe2", tmp_path / "A.PDF").exists()


def test_the_blank_form_needs_no_register(tmp_path: Path) -> None:
    path = write(None, "formulaire", tmp_path / default_name(None, "formulaire"))
    assert path.name == "Grille à remplir.pdf"
    assert "8.14" in words_in(path)


def test_the_blank_form_has_the_structure_and_its_own_questions(tmp_path: Path) -> None:
    register = registers.create(tmp_path / "r.dmn", Structure(name="Cabinet du Port"))
    try:
        own = OwnQuestion(number=1, text="Le logiciel se lit-il de loin ?")
        registers.save(register, own, "question ajoutée")
        shown = words_in(write(blank(register, library()), "formulaire", tmp_path / "f.pdf"))
    finally:
        register.close()
    assert "Cabinet du Port" in shown
    assert "Le logiciel se lit-il de loin ?" in shown


@pytest.mark.parametrize("key", OF_A_PROJECT)
def test_cancelling_keeps_the_former_file(key: str, tmp_path: Path) -> None:
    path = tmp_path / default_name(dossier(), key)
    path.write_text("ancien")
    with pytest.raises(Cancelled):
        write(dossier(), key, path, cancelled=lambda: True)
    assert path.read_text() == "ancien"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@given(st.text(max_size=400))
@example("🩻" * 300)
def test_a_proposed_name_is_accepted_by_every_system(need: str) -> None:
    project = empty_dossier().project.but(need=need)
    subject = Dossier(Structure(), dossier().guide, project)
    name = default_name(subject, "dossier")
    stem = name.removesuffix(".pdf")
    assert name != stem
    assert len(name) <= NAME_LIMIT
    assert len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*')
    assert name.isprintable()
    assert stem == stem.strip(" .")
    assert stem.startswith("P-12 Dossier")


@pytest.mark.parametrize(
    ("need", "name"),
    [
        ("Renouveler la détection", "P-12 Dossier – Renouveler la détection.pdf"),
        ("Lire IRM/scanner : quand ?", "P-12 Dossier – Lire IRM scanner quand.pdf"),
        ("Deux\nlignes…", "P-12 Dossier – Deux lignes….pdf"),
        ("\u202egpj.exe", "P-12 Dossier – gpj.exe.pdf"),
        ("...", "P-12 Dossier.pdf"),
    ],
)
def test_a_proposed_name_says_the_need(need: str, name: str) -> None:
    project = empty_dossier().project.but(need=need)
    assert default_name(Dossier(Structure(), dossier().guide, project), "dossier") == name


def test_the_list_is_read_without_the_writers() -> None:
    code = (
        "import sys; from dmn_desktop.services.documents import DOCUMENTS; "
        "print(sorted({'fpdf', 'openpyxl', 'pydantic', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

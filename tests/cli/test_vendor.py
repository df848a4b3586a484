"""The questionnaire goes to the vendor and comes back from the console."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from pathlib import Path

import openpyxl

from dmn_desktop.cli import main
from dmn_desktop.core.forms import Library
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import AnswerState
from dmn_desktop.services import answers, projects
from dmn_desktop.services import register as registers
from tests.cli.console import Captured, dossier_in, refused


def sent(path: Path, capsys: Captured, *more: str) -> Path:
    out = path.with_name("q.xlsx")
    assert main(["questionnaire", "export", str(path), "P-01", "a", "--out", str(out), *more]) == 0
    assert "2 questions notées" in capsys.readouterr().out
    return out


def filled(out: Path, *texts: str) -> Path:
    """The questionnaire as a vendor sends it back: a text under « Précisions » of each line."""
    book = openpyxl.load_workbook(out)
    sheet = book["Questionnaire"]
    given = iter(texts)
    for row in sheet.iter_rows():
        if str(row[0].value).startswith("q3_"):
            row[4].value = next(given, None)
    book.save(out)
    return out


def test_a_questionnaire_goes_out_with_its_pdf(
    path: Path, library: Library, capsys: Captured
) -> None:
    pdf = path.with_name("q.pdf")
    sent(path, capsys, "--pdf", str(pdf), "--due", "15/12/2026")
    assert pdf.read_bytes().startswith(b"%PDF")
    dossier = dossier_in(path, library)
    assert dossier.questionnaires[0].due_on == date(2026, 12, 15)
    states = {dossier.answers[dossier.candidates[0].id, c].state for c in ("q3_a", "q3_b")}
    assert states == {AnswerState.ASKED}


def test_the_review_changes_nothing(path: Path, capsys: Captured) -> None:
    back = filled(sent(path, capsys), "Cinq sites équipés")
    before = path.read_bytes()
    assert main(["questionnaire", "import", str(path), "1", "Ostalis fracture", str(back)]) == 0
    out = capsys.readouterr().out
    assert "Cinq sites équipés" in out
    assert "Nouvelle" in out
    assert "Rien n’a été changé." in out
    assert path.read_bytes() == before


def test_accepted_answers_are_kept_to_read_again(
    path: Path, library: Library, capsys: Captured
) -> None:
    back = filled(sent(path, capsys), "Cinq sites équipés", "Depuis 2021")
    words = ["questionnaire", "import", str(path), "1", "A", str(back), "--accept"]
    assert main(words) == 0
    assert "2 réponses gardées, à relire." in capsys.readouterr().out
    dossier = dossier_in(path, library)
    kept = dossier.answers[dossier.candidates[0].id, "q3_a"]
    assert (kept.text, kept.state) == ("Cinq sites équipés", AnswerState.RECEIVED)
    assert [a.name for a in dossier.attachments] == ["q.xlsx"]


def test_your_own_text_is_replaced_only_when_asked(
    path: Path, library: Library, capsys: Captured
) -> None:
    back = filled(sent(path, capsys), "Cinq sites équipés", "Depuis 2021")
    with contextlib.closing(registers.open_file(path)) as register:
        found = projects.find(register, 1)
        assert found is not None
        dossier = projects.load(register, library, found.id)
        mine = answers.answer_or_new(dossier, dossier.candidates[0].id, "q3_a")
        answers.save_answer(register, dossier, mine.but(text="Deux sites, vus sur place"))
    words = ["questionnaire", "import", str(path), "1", "A", str(back), "--accept"]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "Deux sites, vus sur place" in out
    assert f"elles remplacent votre texte{NBSP}: 1" in out
    dossier = dossier_in(path, library)
    assert dossier.answers[dossier.candidates[0].id, "q3_a"].text == "Deux sites, vus sur place"
    assert main([*words, "--replace", "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [(line["status"], line["accepted"]) for line in lines] == [
        ("remplace", True),
        ("inchangee", False),
    ]
    dossier = dossier_in(path, library)
    assert dossier.answers[dossier.candidates[0].id, "q3_a"].text == "Cinq sites équipés"


def test_nothing_to_ask_and_an_unknown_candidate_are_said(path: Path, capsys: Captured) -> None:
    out = path.with_name("q.xlsx")
    words: list[str | Path] = ["questionnaire", "export", path, "1"]
    assert "Aucune question" in refused(capsys, *words, "B", "--out", out)
    assert "A Ostalis Fracture, B Radivo." in refused(capsys, *words, "Z", "--out", out)
    assert not out.exists()

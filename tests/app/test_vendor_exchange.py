"""Questions go out as a file, a vendor fills it, the answers come back and are read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QTabBar

from dmn_desktop.core.records import Attachment
from dmn_desktop.core.vocabulary import AnswerState, Opinion, SourceStatus
from dmn_desktop.ui.widgets.fields import LineField
from tests.app.person import NBSP, Person, picks

ASKED = ("q3_a", "q3_c", "q5_8_a")
REPLY, DETAILS, DOCUMENT = 4, 5, 6


@pytest.fixture
def sent(person: Person, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that was sent for the first candidate."""
    person.start_with()
    for cell in ASKED:
        person.go("reponses", cell[:4], cell, person.candidate().id)
        person.press("D")
    person.click(f"Questionnaire éditeur{NBSP}: 3 questions")
    assert all(person.reads(f"{number}  ") for number in ("3 a", "3 c", "5.8 a"))
    person.replace(person.one(LineField, "Réponse attendue le"), "20/03/2030")
    path = person.folder / "Questions à l’éditeur.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(path))
    person.click("Préparer le fichier Excel…")
    assert person.bar.startswith("Questionnaire écrit et relu")
    return path


def fill_as_vendor(path: Path, replies: dict[str, dict[int, Any]]) -> None:
    """What the vendor does with a spreadsheet program."""
    book = openpyxl.load_workbook(path)
    sheet = book["Questionnaire"]
    for row in sheet.iter_rows():
        for column, value in replies.get(str(row[0].value), {}).items():
            row[column - 1].value = value
    book.save(path)


def read_back(person: Person, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", picks(path))
    person.click("Lire un fichier rendu…")
    person.wait(lambda: not person.window.context.tasks.is_busy(), 20_000)


def test_what_was_asked_says_so_and_when(person: Person, sent: Path) -> None:
    for cell in ASKED:
        assert person.answer(cell).state is AnswerState.ASKED
    [questionnaire] = person.dossier.questionnaires
    assert questionnaire.cells == ASKED
    assert f"{questionnaire.due_on:%d/%m/%Y}" == "20/03/2030"
    assert person.reads("attendu le 20/03/2030")
    person.press("Ctrl+Z")
    assert person.answer("q3_a").state is AnswerState.TO_ASK


def test_the_file_comes_back_is_reviewed_accepted_and_read_again(
    person: Person, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_as_vendor(
        sent,
        {
            "q3_a": {DETAILS: "<b>Aide</b> à la détection & au tri"},
            "q5_8_a": {REPLY: "Oui", DETAILS: "Sensibilité 95 %", DOCUMENT: "Notice 3.3"},
        },
    )
    person.click("Retour aux réponses")
    person.go("reponses", "q5_8", "q5_8_a", person.candidate().id)
    person.press("Return")
    person.type("noté entre-temps")
    person.click("Questionnaire éditeur")
    read_back(person, sent, monkeypatch)

    assert person.reads("à relire ligne par ligne")
    assert person.reads("2 réponses, sans réponse")
    assert person.reads(f"Votre texte{NBSP}: noté entre-temps")
    assert person.reads("<b>Aide</b> à la détection & au tri")
    ticks = [t for t in person.seen(QCheckBox) if t.text().startswith(("3 a", "5.8 a"))]
    assert [t.isChecked() for t in ticks] == [True, False], "what would replace is never ticked"
    person.tick(ticks[1])
    person.click("Garder les lignes cochées")

    received = person.answer("q5_8_a")
    assert (received.state, received.opinion, received.text) == (
        AnswerState.RECEIVED,
        Opinion.YES,
        "Sensibilité 95 %",
    )
    assert received.source_status is SourceStatus.CLAIMED
    [kept] = person.dossier.attachments
    assert kept.name == sent.name
    with person.register.reading() as reader:
        assert reader.content(reader.find(Attachment)[0].sha256) == sent.read_bytes()

    person.click_on(
        next(b for b in person.seen(QPushButton) if "Relire 5.8 a" in b.accessibleName())
    )
    assert person.cell == ("q5_8_a", 0)
    assert person.reads("Reçu le")
    person.click("Marquer comme relue")
    assert person.answer("q5_8_a").state is AnswerState.ANSWERED
    assert person.answer("q5_8_a").text == "Sensibilité 95 %"


def test_accepting_is_one_step_of_undo(
    person: Person, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_as_vendor(sent, {cell: {DETAILS: f"réponse {cell}"} for cell in ASKED})
    read_back(person, sent, monkeypatch)
    person.click("Garder les lignes cochées")
    assert person.step.isAncestorOf(person.focus), "the keyboard stays in the questionnaire"
    assert person.answer("q3_a").text == "réponse q3_a"
    person.click("Annuler")
    assert all(person.answer(cell).state is AnswerState.ASKED for cell in ASKED)
    assert not person.dossier.attachments
    assert person.button("Lire un fichier rendu…")


def test_the_file_of_another_candidate_is_refused_with_the_reason(
    person: Person, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.click_tab(person.one(QTabBar, "Candidats"), 1)
    read_back(person, sent, monkeypatch)
    assert person.bar.startswith(
        "Ce fichier porte sur Ostalis Fracture, pas sur Veridos Os. Rien n’a été importé. "
        "Choisir le fichier qui porte sur Veridos Os, ou ouvrir Ostalis Fracture."
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "n’a été importé"),
        (b"PK\x03\x04 not a workbook", "n’a été importé"),
        (b"<html>Erreur 404</html>", "n’a été importé"),
    ],
)
def test_a_file_that_is_not_one_is_refused_and_nothing_changes(
    person: Person, sent: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    before = person.dossier.answers
    sent.write_bytes(content)
    read_back(person, sent, monkeypatch)
    assert words in person.bar
    assert person.dossier.answers == before
    assert not person.dossier.attachments
    assert person.button("Lire un fichier rendu…")


def test_the_source_of_a_line_read_again_is_on_its_own_line(
    person: Person, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_as_vendor(sent, {"q5_8_a": {REPLY: "Oui", DOCUMENT: "Notice 3.3"}})
    read_back(person, sent, monkeypatch)
    assert person.reads(f"Source{NBSP}: Notice 3.3 (déclaré par l’éditeur)")

"""Questionnaire éditeur: what is to be asked, sent again, printed; odd dates; many lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QTabBar

from dmn_desktop.core.vocabulary import AnswerState
from dmn_desktop.services import answers
from dmn_desktop.ui.widgets.fields import LineField
from tests.app.person import NBSP, Person, picks
from tests.exports.pdf_reading import read
from tests.ui.places import run


@pytest.fixture
def asking(person: Person) -> Person:
    """Someone with two questions to ask of the first candidate."""
    person.start_with()
    for cell in ("q3_a", "q3_c"):
        empty = answers.answer_or_new(person.dossier, person.candidate().id, cell)
        answers.set_to_ask(person.register, person.dossier, empty)
    person.page.reload()
    run(person, "Questionnaire éditeur")
    return person


def test_nothing_to_ask_says_how(person: Person) -> None:
    person.start_with()
    run(person, "Questionnaire éditeur")
    assert person.reads("Rien à demander.")
    assert person.reads("Aucun questionnaire préparé.")


def test_without_candidates_it_says_so(person: Person) -> None:
    person.start_with(names=())
    run(person, "Questionnaire éditeur")
    assert person.reads("Aucun candidat retenu pour l’analyse.")


def test_no_other_window_ever_shows(asking: Person) -> None:
    asking.look()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [asking.window]


def test_each_candidate_has_its_own(asking: Person) -> None:
    tabs = asking.one(QTabBar, "Candidats")
    assert [tabs.tabText(i) for i in range(2)] == ["A  Ostalis Fracture  2", "B  Veridos Os"]
    asking.click_tab(tabs, 1)
    assert asking.reads("Rien à demander.")


def test_it_opens_on_the_first_candidate_who_has_something_to_be_asked(person: Person) -> None:
    person.start_with()
    empty = answers.answer_or_new(person.dossier, person.candidate(1).id, "q3_a")
    answers.set_to_ask(person.register, person.dossier, empty)
    person.page.reload()
    run(person, "Questionnaire éditeur")
    assert person.one(QTabBar, "Candidats").currentIndex() == 1


def test_a_wrong_date_is_told_and_nothing_is_sent(asking: Person) -> None:
    asking.replace(asking.one(LineField, "Réponse attendue le"), "bientôt")
    asking.click("Préparer le fichier Excel…")
    assert asking.bar == f"«{NBSP}bientôt{NBSP}» n’est pas une date. Écrire jj/mm/aaaa."
    assert not asking.dossier.questionnaires
    assert asking.one(LineField, "Réponse attendue le").text() == "bientôt"


def test_giving_up_in_the_dialog_sends_nothing(
    asking: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(""))
    asking.click("Préparer le fichier Excel…")
    assert asking.answer("q3_a").state is AnswerState.TO_ASK


def test_a_folder_that_refuses_leaves_the_cells_to_ask(
    asking: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(tmp_path / "absent" / "q.xlsx"))
    asking.click("Préparer le fichier Excel…")
    assert "Rien n’a été écrit." in asking.bar
    assert asking.answer("q3_a").state is AnswerState.TO_ASK
    assert not asking.dossier.questionnaires


def test_it_also_goes_on_paper(
    asking: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "questions.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(path))
    asking.click("Préparer le papier (PDF)…")
    assert "Ostalis" in read(path).text
    assert asking.answer("q3_a").state is AnswerState.ASKED


def test_the_file_is_made_again_without_asking_anew(
    asking: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, again = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(first))
    asking.click("Préparer le fichier Excel…")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(again))
    asking.click("Refaire le fichier…")
    assert again.stat().st_size
    assert len(asking.dossier.questionnaires) == 1
    assert str(again) in asking.bar


def test_the_way_back_gives_the_keyboard_to_the_cell(asking: Person) -> None:
    asking.click("Retour aux réponses")
    assert asking.focus is asking.grid
    assert asking.cell == ("q3_a", 0)


def test_many_questions_scroll_and_none_is_missing(person: Person) -> None:
    person.start_with()
    dossier, owner = person.dossier, person.candidate().id
    with person.register.transaction("tout demander") as tx:
        for cell in dossier.guide.cells:
            empty = answers.answer_or_new(dossier, owner, cell)
            tx.put(empty.but(state=AnswerState.TO_ASK))
    person.page.reload()
    run(person, "Questionnaire éditeur")
    shown = [label.text() for label in person.window.findChildren(QLabel)]
    wanted = len(answers.to_ask(person.dossier, person.candidate().id))
    assert wanted > 100
    assert sum(text.startswith(("3 ", "4.", "5.", "6.", "7.", "8.", "M.")) for text in shown) >= (
        wanted
    )

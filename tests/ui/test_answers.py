"""Step 3: each kind of cell, the list of questions, the panel, long texts, pièces."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QListView, QTabBar

from dmn_desktop.core.text import TEXT_LIMIT
from dmn_desktop.core.vocabulary import AnswerState, Opinion
from dmn_desktop.services import candidates
from dmn_desktop.ui.pages.project.side_panel import SidePanel
from dmn_desktop.ui.widgets.compare_grid import CompareGrid
from dmn_desktop.ui.widgets.fields import LineField, TextField
from dmn_desktop.ui.widgets.question_list import QuestionList
from dmn_desktop.ui.widgets.reading import ReadingPane
from tests.app.person import NBSP, Person, picks
from tests.ui.places import HTML


@pytest.fixture
def answering(person: Person) -> Person:
    person.start_with()
    return person


def at(person: Person, question: str, cell: str, place: int = 0) -> None:
    person.go("reponses", question, cell, person.candidate(place).id)


# Each kind of cell


@pytest.mark.parametrize(
    ("key", "opinion"), [("O", Opinion.YES), ("P", Opinion.PARTLY), ("N", Opinion.NO)]
)
def test_letters_answer_an_opinion(answering: Person, key: str, opinion: Opinion) -> None:
    at(answering, "q5_8", "q5_8_a")
    answering.press(key)
    assert answering.answer("q5_8_a").opinion is opinion
    answering.press(key)
    found = answering.dossier.answer(answering.candidate().id, "q5_8_a")
    assert found is not None
    assert found.opinion is Opinion.NONE, "the same key takes it back"


def test_yes_or_no_also_takes_unknown(answering: Person) -> None:
    at(answering, "q5_2", "q5_2")
    answering.press("?")
    assert answering.answer("q5_2").opinion is Opinion.UNKNOWN
    answering.press("P")
    assert answering.answer("q5_2").opinion is Opinion.UNKNOWN


def test_another_letter_starts_typing(answering: Person) -> None:
    at(answering, "q3", "q3_a")
    answering.press("A")
    answering.type("ide")
    answering.press("Escape")
    assert answering.answer("q3_a").text.casefold() == "aide"


def test_several_choices_or_one_only(answering: Person) -> None:
    at(answering, "q4_1", "q4_1")
    boxes = [b for b in answering.seen(QCheckBox) if answering.editor.isAncestorOf(b)]
    for box in boxes[:2]:
        answering.tick(box)
    assert len(answering.answer("q4_1").choices) == 2
    at(answering, "q5_3", "q5_3")
    boxes = [b for b in answering.seen(QCheckBox) if answering.editor.isAncestorOf(b)]
    for box in boxes[:2]:
        answering.tick(box)
    assert len(answering.answer("q5_3").choices) == 1
    assert [b.isChecked() for b in boxes] == [False, True, False]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("1 200", 120_000), ("1200,50", 120_050), ("12 k€", 1_200_000), ("0", 0)],
)
def test_an_amount_is_read_the_french_way(answering: Person, typed: str, cents: int) -> None:
    at(answering, "q7_3", "q7_3_a")
    answering.press("Return")
    answering.type(typed)
    answering.press("Ctrl+Down")
    answering.press("Ctrl+Up")
    assert answering.answer("q7_3_a").amount == cents


def test_what_is_no_amount_is_said_beside_it_and_stays_in_the_field(answering: Person) -> None:
    at(answering, "q7_3", "q7_3_a")
    answering.press("Return")
    answering.type("douze mille")
    answering.wait(lambda: answering.reads("n’est pas un montant"))
    field = answering.one(LineField, "Montant en euros")
    assert field.text() == "douze mille"
    assert answering.dossier.answer(answering.candidate().id, "q7_3_a") is None


# Texts


def test_text_keeps_lines_spaces_and_signs(answering: Person) -> None:
    answering.press("Return")
    answering.type(f"{HTML}\nœuvre à 12{NBSP}%, 🧑")
    answering.press("Escape")
    assert answering.answer("q3_a").text == f"{HTML}\nœuvre à 12{NBSP}%, 🧑"


def test_typing_a_space_at_the_end_goes_on(answering: Person) -> None:
    answering.press("Return")
    answering.type("un mot ")
    answering.saved()
    answering.type("puis un autre")
    answering.saved()
    assert answering.answer("q3_a").text == "un mot puis un autre"
    assert answering.one(TextField, "Réponse").toPlainText() == "un mot puis un autre"


def test_a_huge_paste_is_cut_and_said(answering: Person) -> None:
    answering.press("Return")
    data = QMimeData()
    data.setText("mot " * 300_000)
    field = answering.one(TextField, "Réponse")
    field.insertFromMimeData(data)
    assert len(field.toPlainText()) <= TEXT_LIMIT
    assert answering.reads(f"Texte coupé à 20{NBSP}000 caractères.")
    answering.press("Escape")
    assert len(answering.answer("q3_a").text) >= TEXT_LIMIT - 4


def test_a_huge_paste_of_signs_that_count_twice_is_undone_at_once(answering: Person) -> None:
    answering.press("Return")
    QGuiApplication.clipboard().setText("é😀 texte " * 500_000)
    answering.press("Ctrl+V")
    answering.press("Ctrl+Z")
    assert answering.editor.answer.text == ""
    field = answering.focus
    assert isinstance(field, TextField)
    assert field.value() == ""


def test_rich_text_is_pasted_as_plain_text(answering: Person) -> None:
    data = QMimeData()
    data.setHtml("<b>gras</b>")
    data.setText("gras")
    QGuiApplication.clipboard().setMimeData(data)
    answering.press("Return")
    answering.press("Ctrl+V")
    answering.press("Escape")
    assert answering.answer("q3_a").text == "gras"


def test_ctrl_z_undoes_typing_first_then_the_last_answer(answering: Person) -> None:
    at(answering, "q5_8", "q5_8_a")
    answering.press("O")
    answering.press("Return")
    answering.type("abc")
    answering.press("Ctrl+Z")
    assert answering.one(TextField, "Réponse").toPlainText() == ""
    answering.press("Escape")
    answering.press("Ctrl+Z")
    assert answering.dossier.answer(answering.candidate().id, "q5_8_a") is None


def test_one_stretch_of_typing_is_one_undo(answering: Person) -> None:
    answering.press("Return")
    answering.type("premier")
    answering.saved()
    answering.type(" second")
    answering.saved()
    answering.press("Tab")
    answering.press("Ctrl+Z")
    assert answering.dossier.answer(answering.candidate().id, "q3_a") is None


def test_a_cell_grows_with_its_text(answering: Person) -> None:
    answering.press("Return")
    field = answering.one(TextField, "Réponse")
    before, row = field.height(), answering.grid.rowHeight(0)
    answering.type("une ligne assez longue pour revenir à la ligne " * 6)
    answering.wait(lambda: field.height() > before)
    answering.wait(lambda: answering.grid.rowHeight(0) > row)
    assert answering.editor.height() >= answering.editor.sizeHint().height()


# The list of questions


def questions(person: Person) -> QuestionList:
    found = person.one(QListView, "Questions du guide")
    assert isinstance(found, QuestionList)
    return found


def test_the_list_counts_what_is_complete(answering: Person) -> None:
    assert answering.reads("0 sur 41")
    answering.press("Ctrl+Return")
    assert answering.reads("1 sur 41")
    listed = questions(answering)
    section = next(i for i in listed.items if i.key == "s3")
    assert section.count == "1/1"


def test_a_section_opens_by_keyboard_and_a_question_by_enter(answering: Person) -> None:
    listed = questions(answering)
    listed.setFocus()
    answering.press("Down")
    while listed.item(listed.currentIndex()).key != "s5":
        answering.press("Down")
    answering.press("Return")
    answering.press("Down")
    answering.press("Return")
    assert answering.page.route().question == "q5_1"
    assert answering.focus is answering.grid


def test_states_are_said_in_words(answering: Person) -> None:
    answering.press("D")
    listed = questions(answering)
    item = next(i for i in listed.items if i.key == "q3")
    assert item.state == "commencée"


# The panel


def test_the_panel_follows_the_question(answering: Person) -> None:
    pane = answering.one(ReadingPane, "Où trouver l’information")
    first = pane.toPlainText()
    at(answering, "q5_8", "q5_8_a")
    assert pane.toPlainText() != first
    assert "Sensibilité" in pane.toPlainText()
    assert "Guide HAS, juin 2023, 5.8, p." in pane.toPlainText().replace(NBSP, " ")


def test_the_panel_is_closed_and_opened(answering: Person) -> None:
    assert answering.seen(SidePanel)
    answering.press("F8")
    assert not answering.seen(SidePanel)
    answering.leave()
    answering.start()
    answering.go("reponses")
    assert not answering.seen(SidePanel)
    answering.press("F8")
    assert answering.seen(SidePanel)


def test_a_document_is_attached_saved_elsewhere_and_removed(
    answering: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "Notice & <b>.pdf"
    paper.write_bytes(b"%PDF-1.7 notice")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", staticmethod(lambda *_: ([str(paper)], ""))
    )
    answering.click_tab(answering.one(QTabBar, "Aide à la réponse"), 2)
    answering.click("Ajouter une pièce…")
    [kept] = answering.dossier.attachments
    assert (kept.name, kept.question) == (paper.name, "q3")
    assert answering.reads("Notice & <b>.pdf")
    copy = tmp_path / "copie.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(copy))
    answering.click("Enregistrer sous…")
    assert copy.read_bytes() == paper.read_bytes()
    answering.click("Retirer Notice & <b>.pdf")
    assert not answering.dossier.attachments
    assert "Corbeille" in answering.bar
    answering.click("Annuler")
    assert answering.dossier.attachments == (kept,)


def test_a_program_is_refused_as_a_document(
    answering: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "notice.exe"
    program.write_bytes(b"MZ")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", staticmethod(lambda *_: ([str(program)], ""))
    )
    answering.click_tab(answering.one(QTabBar, "Aide à la réponse"), 2)
    answering.click("Ajouter une pièce…")
    assert answering.bar.startswith("notice.exe est un programme, pas un document.")
    assert not answering.dossier.attachments


# How many candidates


def test_without_candidates_the_page_says_what_to_do(person: Person) -> None:
    person.start_with(names=())
    assert person.reads("Aucun candidat n’est retenu pour l’analyse.")


def test_six_candidates_scroll_and_the_cell_in_focus_is_seen(person: Person) -> None:
    person.start_with(tuple(f"Candidat {n}" for n in range(6)))
    for place in (5, 0):
        at(person, "q5_8", "q5_8_d", place)
        grid = person.grid
        cell = grid.visualRect(grid.index_of("q5_8_d", person.candidate(place).id))
        assert grid.viewport().rect().intersects(cell)
        assert grid.viewport().rect().contains(cell.topLeft())


def test_a_seventh_candidate_waits(person: Person) -> None:
    person.start_with(tuple(f"Candidat {n}" for n in range(7)))
    assert len(person.grid.model_.columns) == 6
    assert len(candidates.kept(person.dossier)) == 6


def test_states_are_painted_with_icon_word_and_colour(answering: Person) -> None:
    at(answering, "q5_8", "q5_8_a")
    answering.press("O")
    answering.press("Tab")
    answering.press("D")
    cells = answering.grid.model_.rows[0].cells
    badges = [c.badge for c in cells]
    assert [(b.text, b.tone, bool(b.icon)) for b in badges if b] == [
        ("Oui", "ok", True),
        (AnswerState.TO_ASK.label, "ask", True),
    ]


def test_a_question_is_reached_from_its_footer_by_mouse(answering: Person) -> None:
    answering.click("Question 4.1")
    assert answering.page.route().question == "q4_1"
    answering.click("Question 3")
    answering.click("Candidats")
    assert answering.step.key == "candidats"


def test_only_the_cell_in_focus_has_controls(answering: Person) -> None:
    answering.press("F9")
    grid = answering.one(CompareGrid, "Réponses des candidats")
    assert len(grid.viewport().findChildren(TextField)) == 1


def test_tab_goes_through_the_four_fields_of_a_source(answering: Person) -> None:
    at(answering, "q5_8", "q5_8_a")
    answering.editor.show_source()
    answering.type("Notice v2")
    answering.press("Tab")
    answering.type("p. 14")
    answering.press("Tab")
    answering.type("03/02/2026")
    answering.press("Tab")
    assert answering.cell == ("q5_8_a", 0), "still in the same answer"
    answering.press("Tab")
    assert answering.cell == ("q5_8_a", 1), "beyond the source, the next cell"
    answer = answering.answer("q5_8_a")
    assert (answer.source, answer.source_place) == ("Notice v2", "p. 14")
    assert answer.source_day == date(2026, 2, 3)
    assert answering.dossier.answer(answering.candidate(1).id, "q5_8_a") is None

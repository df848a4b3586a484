"""Answering as people do it: going away and coming back, changing one's mind, at any moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QTabBar

from dmn_desktop.core.vocabulary import AnswerState, NotApplicable, Opinion, SourceStatus
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.fields import TextField, WordField
from tests.app.person import NAMES, Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform says so of menus."""


@pytest.fixture
def at_5_8(person: Person) -> Person:
    person.start_with()
    person.go("reponses", "q5_8", "q5_8_a", person.candidate().id)
    person.press("O")
    person.press("Return")
    person.type("Sensibilité 95 %")
    person.press("Tab")
    return person


def go_to_help(person: Person) -> None:
    person.press("F1")
    person.press("Alt+Left")


def turn_steps(person: Person) -> None:
    person.press("Ctrl+Tab")
    assert person.step.key == "comparaison"
    person.press("Ctrl+Shift+Tab")


def search(person: Person) -> None:
    person.press("Ctrl+K")
    person.type("5.8")
    person.press("Return")


def visit_the_list(person: Person) -> None:
    place = person.page.route()
    person.press("Alt+1")
    person.window.go(Route("projet", place.item))


@pytest.mark.parametrize("away", [go_to_help, turn_steps, search, visit_the_list])
def test_an_answer_is_still_there_after_a_detour(
    at_5_8: Person, away: Callable[[Person], None]
) -> None:
    away(at_5_8)
    assert "Oui. Sensibilité 95" in at_5_8.grid.model_.index(0, 0).data()
    at_5_8.click_cell("q5_8_a")
    assert at_5_8.editor.answer.opinion is Opinion.YES
    at_5_8.press("P")
    kept = at_5_8.answer("q5_8_a")
    assert (kept.opinion, kept.text) == (Opinion.PARTLY, "Sensibilité 95 %")


def test_a_document_made_after_answering_holds_the_answer(at_5_8: Person) -> None:
    dossier = at_5_8.page.dossier
    found = dossier.answer(at_5_8.candidate().id, "q5_8_a")
    assert found is not None
    assert found.text == "Sensibilité 95 %"


def test_what_is_being_typed_survives_every_way_of_leaving(person: Person) -> None:
    person.start_with()
    for place, keys in enumerate(("Ctrl+Down", "Ctrl+Tab", "F1", "Alt+1", "F9")):
        cell = ("q3_a", "q3_b", "q3_c", "q3_d", "q3_e")[place]
        person.go("reponses", "q3", cell, person.candidate().id)
        person.press("Return")
        person.type(f"parti par {keys}")
        person.press(keys)
        assert person.answer(cell).text == f"parti par {keys}"


def test_tab_goes_from_cell_to_cell_and_back(at_5_8: Person) -> None:
    assert at_5_8.cell == ("q5_8_a", 1)
    at_5_8.press("Return")
    at_5_8.type("ici")
    at_5_8.press("Tab")
    assert at_5_8.cell == ("q5_8_b", 0)
    assert at_5_8.editor.answer.cell == "q5_8_b"
    at_5_8.press("Shift+Tab")
    assert at_5_8.cell == ("q5_8_a", 1)
    assert at_5_8.answer("q5_8_a", 1).text == "ici"


def test_escape_goes_back_to_the_grid_and_keeps_what_was_typed(at_5_8: Person) -> None:
    at_5_8.press("Return")
    at_5_8.type("gardé")
    at_5_8.press("Escape")
    assert at_5_8.focus is at_5_8.grid
    assert at_5_8.answer("q5_8_a", 1).text == "gardé"


def test_d_and_s_and_delete_change_the_state_and_undo_gives_it_back(at_5_8: Person) -> None:
    at_5_8.press("D")
    assert at_5_8.answer("q5_8_a", 1).state is AnswerState.TO_ASK
    at_5_8.press("D")
    assert at_5_8.dossier.state(at_5_8.candidate(1).id, at_5_8.dossier.guide.cells["q5_8_a"]) is (
        AnswerState.EMPTY
    )
    at_5_8.press("S")
    reasons = QApplication.activePopupWidget()
    assert isinstance(reasons, QMenu)
    assert reasons.activeAction() is reasons.actions()[0], "the arrows go on from there"
    at_5_8.choose("Ne concerne pas notre usage")
    aside = at_5_8.answer("q5_8_a", 1)
    assert (aside.state, aside.no_object) == (
        AnswerState.NOT_APPLICABLE,
        NotApplicable.NOT_OUR_USE,
    )
    at_5_8.press("Shift+Tab")
    at_5_8.press("Delete")
    assert not at_5_8.answer("q5_8_a").has_content
    at_5_8.press("Ctrl+Z")
    assert at_5_8.answer("q5_8_a").text == "Sensibilité 95 %"
    assert "Sensibilité 95" in at_5_8.grid.model_.index(0, 0).data()


def test_without_object_is_chosen_with_its_reason_by_the_mouse(at_5_8: Person) -> None:
    at_5_8.click("Sans objet")
    at_5_8.choose("Pas de donnée patient")
    assert at_5_8.answer("q5_8_a", 1).no_object is NotApplicable.NO_PATIENT_DATA
    at_5_8.click("Reprendre")
    assert at_5_8.dossier.answer(at_5_8.candidate(1).id, "q5_8_a").no_object is NotApplicable.NONE


def test_an_answer_is_copied_to_the_other_candidate_and_taken_back(at_5_8: Person) -> None:
    at_5_8.press("Shift+Tab")
    at_5_8.click("Autres actions sur cette case")
    at_5_8.choose(f"Copier vers {NAMES[1]}")
    assert at_5_8.answer("q5_8_a", 1).text == "Sensibilité 95 %"
    at_5_8.click("Annuler")
    assert at_5_8.dossier.answer(at_5_8.candidate(1).id, "q5_8_a") is None


def test_a_source_is_noted_with_what_it_is_worth(at_5_8: Person) -> None:
    at_5_8.press("Shift+Tab")
    at_5_8.click("Source")
    assert at_5_8.focus.accessibleName() == "Document"
    at_5_8.type("Notice, version 3.3")
    at_5_8.one(WordField, "Statut de la source").setFocus()
    at_5_8.press("Down", times=2)
    at_5_8.press("Ctrl+Down")
    at_5_8.press("Ctrl+Up")
    kept = at_5_8.answer("q5_8_a")
    assert (kept.source, kept.source_status) == ("Notice, version 3.3", SourceStatus.READ)
    assert "Notice, version 3.3 (lu dans la notice)" in at_5_8.grid.model_.index(0, 0).data()


def test_no_learning_sets_aside_what_is_about_learning_and_keeps_its_text(person: Person) -> None:
    person.start_with()
    person.go("reponses", "q5_3", "q5_3", person.candidate().id)
    person.press("Return")
    person.press("Space")
    chosen = person.answer("q5_3").choices
    assert chosen
    for place in (0, 1):
        person.go("reponses", "q5_2", "q5_2", person.candidate(place).id)
        person.press("N")
    assert "5.3" not in {p.number for p in person.dossier.pages}
    assert person.reads("2 sur 41")
    assert person.button("1 masquée (sans IA). Afficher")
    person.press("O")
    assert person.answer("q5_3").choices == chosen


def test_the_question_is_marked_complete_and_the_next_one_comes(person: Person) -> None:
    person.start_with()
    person.press("Ctrl+Return")
    assert "q3" in person.dossier.marks
    assert person.page.route().question == "q4_1"
    person.press("Ctrl+Up")
    person.click("3 complète, 10 cases vides – Reprendre")
    assert "q3" not in person.dossier.marks


def test_the_next_empty_cell_misses_none(person: Person) -> None:
    person.start_with(("Un", "Deux", "Trois", "Quatre", "Cinq"))
    person.go("reponses", "q5_8", "q5_8_a", person.candidate().id)
    met = [person.cell]
    for _ in range(9):
        person.press("Ctrl+Shift+Down")
        met.append(person.cell)
    cells = ("q5_8_a", "q5_8_b")
    assert met == [(cell, place) for cell in cells for place in range(5)]


def test_one_candidate_at_a_time(person: Person) -> None:
    person.start_with()
    person.press("Ctrl+2")
    assert [c.name for c in person.grid.model_.columns] == [NAMES[1]]
    person.press("O")
    person.press("Ctrl+2")
    assert [c.name for c in person.grid.model_.columns] == list(NAMES)


def test_all_questions_in_one_table_are_answered_there_too(person: Person) -> None:
    person.start_with()
    person.press("F9")
    assert person.reads("Toutes les questions")
    person.press("Return")
    person.type("depuis le tableau")
    person.press("Tab")
    assert person.answer("q3_a").text == "depuis le tableau"
    rows = [row.key for row in person.grid.model_.rows if not row.heading]
    assert len(rows) == len([c for p in person.dossier.pages for c in p.cells])


def test_single_letters_can_be_turned_off(person: Person) -> None:
    person.start_with()
    person.window.context.settings.set("touches_simples", False)
    person.go("reponses", "q5_8", "q5_8_a", person.candidate().id)
    person.press("O")
    person.saved()
    assert (person.answer("q5_8_a").opinion, person.answer("q5_8_a").text) == (Opinion.NONE, "o")


def test_a_note_belongs_to_its_question(person: Person) -> None:
    person.start_with()
    person.click_tab(person.one(QTabBar, "Aide à la réponse"), 1)
    note = person.one(TextField, "Note sur cette question")
    note.setFocus()
    person.type("À revoir avec l’informatique")
    person.press("Ctrl+Down")
    assert [(n.question, n.text) for n in person.dossier.notes] == [
        ("q3", "À revoir avec l’informatique")
    ]
    assert note.value() == ""

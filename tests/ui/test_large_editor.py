"""Maj+F2: a whole page for one text, saved as usual."""

from __future__ import annotations

import pytest

from dmn_desktop.services import answers
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.large_editor import LargeEditor
from tests.app.person import Person


@pytest.fixture
def writing(person: Person) -> Person:
    """Someone in the text of an answer."""
    person.start_with()
    person.go("reponses", "q5_8", "q5_8_a", person.candidate().id)
    person.press("Return")
    person.type("Début. ")
    return person


def opened(person: Person) -> LargeEditor:
    found = person.seen(LargeEditor)
    assert len(found) == 1
    return found[0]


def test_what_is_written_large_is_saved_by_itself(writing: Person) -> None:
    writing.press("Shift+F2")
    assert opened(writing).isAncestorOf(writing.focus)
    writing.type("Suite\nsur deux lignes")
    writing.saved()
    assert writing.answer("q5_8_a").text == "Début. Suite\nsur deux lignes"


def test_escape_goes_back_to_the_field_and_the_caret_stays(writing: Person) -> None:
    field = writing.focus
    writing.press("Shift+F2")
    writing.type("Suite")
    writing.press("Left", times=2)
    writing.press("Escape")
    assert not writing.seen(LargeEditor)
    assert writing.focus is field
    assert isinstance(field, TextField)
    assert field.textCursor().position() == len("Début. Sui")
    assert writing.answer("q5_8_a").text == "Début. Suite"


def test_leaving_by_any_way_keeps_the_last_letter(writing: Person) -> None:
    writing.press("Shift+F2")
    writing.type("Fin")
    writing.press("Alt+1")
    assert not writing.seen(LargeEditor)
    assert writing.answer("q5_8_a").text == "Début. Fin"


def test_another_question_is_never_written_over(writing: Person) -> None:
    writing.press("Shift+F2")
    writing.type("Ici")
    writing.press("Ctrl+Down")
    assert not writing.seen(LargeEditor)
    assert writing.answer("q5_8_a").text == "Début. Ici"
    stored = {cell for (_, cell), a in writing.dossier.answers.items() if a.text}
    assert stored == {"q5_8_a"}


def test_undo_is_seen_in_the_large_text(writing: Person) -> None:
    writing.press("Escape")
    dossier = writing.dossier
    answer = writing.answer("q5_8_a")
    answers.save_answer(writing.register, dossier, answer.but(text="Autre"))
    writing.page.reload()
    writing.press("Return")
    writing.press("Shift+F2")
    assert "Autre" in opened(writing).findChildren(TextField)[0].value()
    writing.press("Ctrl+Z")
    assert opened(writing).findChildren(TextField)[0].value() == "Début."
    writing.type(" Et après")
    writing.press("Escape")
    assert writing.answer("q5_8_a").text == "Début. Et après"


def test_a_cell_in_focus_is_enlarged_too(writing: Person) -> None:
    writing.press("Escape")
    assert writing.focus is writing.grid
    writing.press("Shift+F2")
    writing.type("Plus")
    writing.press("Escape")
    assert "Plus" in writing.answer("q5_8_a").text


def test_without_a_text_it_says_what_to_do(person: Person) -> None:
    person.start_with()
    person.room("Corbeille")
    person.press("Shift+F2")
    assert person.bar == "Mettre d’abord le curseur dans un champ de texte."
    assert not person.seen(LargeEditor)


def test_a_long_paste_is_cut_and_said(writing: Person) -> None:
    writing.press("Shift+F2")
    field = opened(writing).findChildren(TextField)[0]
    field.insertPlainText("mot " * 6_000)
    assert writing.reads("Texte coupé")
    writing.press("Escape")
    assert len(writing.answer("q5_8_a").text) <= 20_000

"""Historique: every change, in pages, with what it did beside it."""

from __future__ import annotations

import pytest

from dmn_desktop.core.records import Project
from dmn_desktop.services import answers
from dmn_desktop.services import register as registers
from dmn_desktop.ui.widgets import history_view
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.history_view import HistoryView
from dmn_desktop.ui.widgets.record_table import RecordTable
from tests.app.person import NBSP, Person
from tests.ui.places import HTML


@pytest.fixture
def looking(person: Person) -> Person:
    """Someone on the history of a register with some work in it."""
    person.start_with()
    person.register.who = "Radiologue, A. B."
    for text in ("Avant tout", f"Après relecture {HTML}"):
        dossier = person.dossier
        made = answers.answer_or_new(dossier, person.candidate().id, "q5_8_a")
        answers.save_answer(person.register, dossier, made.but(text=text))
    show(person)
    return person


def show(person: Person) -> None:
    person.press("Ctrl+K")
    person.type(">historique")
    person.press("Return")


def table(person: Person) -> RecordTable:
    return person.one(RecordTable, "Historique")


def lines(person: Person) -> list[list[str]]:
    model = table(person).model()
    columns = range(model.columnCount())
    return [[model.index(r, c).data() for c in columns] for r in range(model.rowCount())]


def told(person: Person) -> str:
    """What the panel beside the table says."""
    view = person.seen(HistoryView)[0]
    inside = view.detail
    return "\n".join(
        label.text() for label in person.seen(history_view.PlainLabel) if inside.isAncestorOf(label)
    )


def test_the_last_change_comes_first_with_who_and_what(looking: Person) -> None:
    when, who, what, subject = lines(looking)[0]
    assert " à " in when
    assert who == "Radiologue, A. B."
    assert what == "Réponse 5.8 a, candidat A"
    assert "Ostalis Fracture, P-01" in subject
    assert lines(looking)[-1][2] == "Création du registre"


def test_before_and_after_stand_beside_the_chosen_line(looking: Person) -> None:
    assert "Avant\u00a0: Avant tout" in told(looking)
    assert f"Après\u00a0: Après relecture {HTML}" in told(looking)
    table(looking).setFocus()
    looking.press("Down")
    assert "Après relecture" not in told(looking)
    assert "Avant tout" in told(looking)


def test_one_filters_as_one_types(looking: Person) -> None:
    looking.press("Ctrl+F")
    assert looking.focus is looking.one(LineField, "Filtrer l’historique")
    looking.type("reponse 5.8")
    assert {line[2] for line in lines(looking)} == {"Réponse 5.8 a, candidat A"}
    assert looking.reads("2 lignes sur ")
    looking.type(" xyzzy")
    assert lines(looking) == []


def test_an_undo_is_a_line_of_its_own(looking: Person) -> None:
    looking.window.context.events.saved.emit()
    table(looking).setFocus()
    looking.press("Ctrl+Z")
    assert lines(looking)[0][2] == f"Annulé{NBSP}: réponse 5.8 a, candidat A"
    looking.press("Up")
    assert "Après\u00a0: Avant tout" in told(looking)


def test_a_long_history_is_read_in_pages_and_found_as_a_whole(
    looking: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_view, "PAGE", 50)
    project = Project(number=9, need="")
    for number in range(130):
        registers.save(looking.register, project.but(need=f"mot{number}"), f"essai {number}")
    looking.press("Alt+1")
    show(looking)
    assert len(lines(looking)) == 50
    assert looking.reads("Les 50 derniers changements")
    bar = table(looking).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert len(lines(looking)) == 100
    assert lines(looking)[0][2] == "Essai 129"
    looking.press("Ctrl+F")
    looking.type("création")
    looking.wait(lambda: len(lines(looking)) == 1)
    assert lines(looking)[0][2] == "Création du registre"


def test_what_the_corbeille_forgot_is_said(looking: Person) -> None:
    registers.delete(looking.register, looking.candidate(1), "candidat B supprimé")
    registers.empty_trash(looking.register)
    looking.press("Alt+1")
    show(looking)
    assert lines(looking)[1][2:] == ["Candidat B supprimé", "Candidat (contenu effacé)"]
    table(looking).setFocus()
    looking.press("Down")
    assert "Son contenu a été effacé avec la Corbeille." in told(looking)


def test_the_keyboard_goes_round(looking: Person) -> None:
    met = set()
    for _ in range(5):
        looking.press("F6")
        met.add(looking.focus.accessibleName())
    assert {"Historique", "Filtrer l’historique", "Avant et après"} <= met

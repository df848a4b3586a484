"""The list of projects: create, find, open, duplicate, archive, delete and take back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPushButton

from dmn_desktop.services import candidates, projects
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.record_table import RecordTable
from tests.app.person import NBSP, Person
from tests.ui.places import run

NEEDS = ("Repérer les fractures", "Dépister la rétinopathie", "Trier les lésions")


@pytest.fixture
def listed(person: Person) -> Person:
    """Someone before three projects."""
    person.start_with(names=())
    register, library = person.register, person.window.context.library
    projects.delete(register, person.project)
    for need in NEEDS:
        projects.create(register, library, need)
    person.press("Alt+1")
    return person


def table(person: Person) -> RecordTable:
    return person.one(RecordTable, "Projets")


def needs(person: Person) -> list[str]:
    model = table(person).model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def current(person: Person) -> str:
    values = table(person).current_values()
    assert values is not None
    return str(values[1])


def test_an_empty_list_says_where_to_begin_and_waits_for_the_need(person: Person) -> None:
    person.start_with(names=())
    projects.delete(person.register, person.project)
    person.press("Alt+1")
    assert person.reads("Un projet part d’un besoin, pas d’un produit.")
    assert person.focus.accessibleName() == "Besoin, en une phrase"


def test_projects_are_listed_and_the_keyboard_is_on_the_first(listed: Person) -> None:
    assert sorted(needs(listed)) == sorted(NEEDS)
    assert listed.focus is table(listed)
    assert listed.reads("3 projets")
    assert listed.reads(f"3 lignes.   Entrée{NBSP}: ouvrir le projet")


def test_one_resumes_at_the_question_where_one_was(listed: Person) -> None:
    assert not [b for b in listed.seen(QPushButton) if b.text().startswith("Reprendre")]
    listed.press("Down")
    project = table(listed).current_values()[-1].project  # type: ignore[index]
    code, listed.project_id = project.code, project.id
    candidates.add_several(listed.register, listed.dossier, ("A", "B"))
    listed.go("reponses", "q5_8", "q5_8_c", listed.candidate(1).id)
    listed.leave()
    listed.start(listed.path)
    assert current(listed) == NEEDS[1]
    listed.click(f"Reprendre {code} à la question 5.8")
    assert listed.cell == ("q5_8_c", 1)
    listed.press("Alt+Left")
    listed.press("Return")
    assert listed.page.route().question == "q5_8"


def test_typing_filters_and_says_how_many_are_hidden(listed: Person) -> None:
    listed.press("Ctrl+F")
    listed.type("retino")
    assert needs(listed) == ["Dépister la rétinopathie"]
    listed.wait(lambda: listed.reads("1 ligne sur 3, 2 masquées par le filtre"))
    listed.press("Tab")
    listed.press("Return")
    assert listed.page.dossier.project.need == "Dépister la rétinopathie"


def test_an_empty_need_is_told_beside_nothing_created(listed: Person) -> None:
    listed.press("Ctrl+N")
    listed.press("Return")
    assert "Le besoin est vide." in listed.bar
    assert "Non enregistré" not in listed.status
    listed.press("Alt+1")
    assert len(needs(listed)) == 3


def test_escape_leaves_the_new_project_for_the_list(listed: Person) -> None:
    listed.press("Ctrl+N")
    assert listed.reads("Quel besoin, en une phrase")
    listed.press("Escape")
    assert not listed.reads("Quel besoin, en une phrase")
    assert isinstance(listed.focus, RecordTable)


def test_a_model_gives_its_need_its_hypotheses_and_its_indicators(listed: Person) -> None:
    listed.press("Ctrl+N")
    models = listed.one(QComboBox, "Modèle de départ")
    models.setFocus()
    listed.press("Down")
    need = listed.one(LineField, "Besoin, en une phrase")
    assert need.placeholderText() == models.currentData().need_example
    need.setFocus()
    listed.press("Return")
    dossier = listed.page.dossier
    assert dossier.project.need == models.currentData().need_example
    assert dossier.project.model == models.currentData().id
    assert dossier.indicators


def test_a_project_is_duplicated_and_taken_back(listed: Person) -> None:
    run(listed, "Dupliquer le projet")
    assert len(needs(listed)) == 4
    assert "dupliqué" in listed.bar
    listed.click("Annuler")
    assert len(needs(listed)) == 3


def test_a_project_is_archived_put_at_the_end_and_taken_back(listed: Person) -> None:
    first = current(listed)
    run(listed, "Archiver ou reprendre le projet")
    assert needs(listed)[-1] == first
    model = table(listed).model()
    assert model.index(2, 7).data() == "Archivé"
    assert current(listed) == first, "the row stays chosen"
    run(listed, "Archiver ou reprendre le projet")
    assert "repris" in listed.bar


def test_a_deleted_project_goes_to_the_corbeille_and_comes_back(listed: Person) -> None:
    gone = current(listed)
    run(listed, "Supprimer le projet")
    assert gone not in needs(listed)
    assert "Il reste 90 jours dans la Corbeille." in listed.bar
    listed.press("Ctrl+Z")
    assert gone in needs(listed)


def test_the_list_is_copied_for_a_spreadsheet(listed: Person) -> None:
    table(listed).clearSelection()
    run(listed, "Copier pour Excel")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("N°\tBesoin\tCandidats")
    assert len(lines) == 4


def test_progress_and_what_was_asked_are_told(listed: Person) -> None:
    listed.press("Return")
    listed.project_id = listed.page.dossier.project.id
    listed.press("Alt+1")
    model = table(listed).model()
    assert model.index(0, 4).data() == "0 sur 41"
    assert model.index(0, 5).data() == "–"


def test_the_list_is_up_to_date_when_one_comes_back(listed: Person) -> None:
    first = current(listed)
    listed.press("Return")
    listed.project_id = listed.page.dossier.project.id
    listed.press("Ctrl+Tab")
    listed.press("Ctrl+N")
    listed.type("Ostalis")
    listed.press("Return")
    listed.press("Alt+1")
    row = needs(listed).index(first)
    assert table(listed).model().index(row, 2).data() == "1"


def test_a_project_is_left_in_peace_when_its_register_closed(listed: Person) -> None:
    listed.press("Return")
    listed.window.context.desk.close()
    assert listed.page.flush()

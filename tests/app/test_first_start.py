"""From nothing to a first answer, closed and opened again: the main job of the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QRadioButton

from dmn_desktop.core.paths import default_documents_dir
from dmn_desktop.core.vocabulary import AnswerState, Opinion, StructureKind
from dmn_desktop.ui.widgets.fields import LineField, TextField
from tests.app.person import NBSP, Person


def test_from_the_first_start_to_the_same_cell_the_next_day(person: Person) -> None:
    person.start()
    assert person.reads("Rien ne quitte ce poste")
    make_a_register(person)
    make_a_project(person)
    add_candidates(person)
    answer_by_keyboard(person)
    answer_by_mouse(person)
    before = [a for a in person.dossier.answers.values() if a.candidate_id]

    assert person.leave()
    person.start()

    assert person.window.windowTitle() == "Cabinet d’imagerie – Registre DMN"
    person.press("Down")
    person.press("Return")
    person.wait(lambda: person.window.page.route().page == "projet")
    assert person.page.route().question == "q5_8"
    assert person.cell == ("q5_8_c", 1)
    assert [a for a in person.dossier.answers.values() if a.candidate_id] == before
    assert person.one(TextField, "Réponse").value() == "Cas extrêmes"
    assert "Oui. Sensibilité 95" in person.grid.model_.index(0, 0).data()


def make_a_register(person: Person) -> None:
    person.click("Choisir un nouveau dispositif")
    assert person.focus.accessibleName() == "Nom de la structure"
    person.type("Cabinet d’imagerie")
    person.press("Tab")
    assert isinstance(person.focus, QRadioButton)
    person.press("Right")
    person.press("Right")
    person.click("Créer le registre")
    person.settled()
    person.wait(lambda: person.window.context.desk.is_open)
    path = person.register.path
    assert path == default_documents_dir() / "Cabinet d’imagerie.dmn"
    assert path.stat().st_size
    structure = person.window.context.desk.structure
    assert structure.structure_kind is StructureKind.CLINIC
    assert structure.name == "Cabinet d’imagerie"


def make_a_project(person: Person) -> None:
    assert person.reads("Un projet part d’un besoin, pas d’un produit.")
    models = person.one(QComboBox, "Modèle de départ")
    models.setFocus()
    while "fractures" not in models.currentText():
        person.press("Down")
    need = person.one(LineField, "Besoin, en une phrase")
    need.setFocus()
    person.type("Oublier moins de fractures")
    person.press("Return")
    person.wait(lambda: person.window.page.route().page == "projet")
    person.project_id = person.window.page.route().item
    assert person.project.need == "Oublier moins de fractures"
    assert person.project.model == "imagerie"
    assert person.dossier.indicators


def add_candidates(person: Person) -> None:
    person.press("Ctrl+Tab")
    for name in ("Ostalis Fracture", "Veridos Os"):
        person.press("Ctrl+N")
        person.type(name)
        person.press("Return")
    assert [c.name for c in person.dossier.compared] == ["Ostalis Fracture", "Veridos Os"]


def answer_by_keyboard(person: Person) -> None:
    person.press("Ctrl+Tab")
    assert person.step.key == "reponses"
    person.press("Ctrl+K")
    person.type("5.8")
    person.press("Return")
    assert person.page.route().question == "q5_8"
    assert person.cell == ("q5_8_a", 0)
    person.press("O")
    person.press("Return")
    person.type("Sensibilité 95 %")
    person.press("Tab")
    assert person.cell == ("q5_8_a", 1)
    person.press("P")
    person.press("Ctrl+Down")
    assert person.page.route().question == "q5_9"
    person.press("Ctrl+Up")
    first, second = person.answer("q5_8_a"), person.answer("q5_8_a", 1)
    assert (first.opinion, first.text) == (Opinion.YES, "Sensibilité 95 %")
    assert (second.opinion, second.state) == (Opinion.PARTLY, AnswerState.ANSWERED)


def answer_by_mouse(person: Person) -> None:
    person.click_cell("q5_8_c", 1)
    assert person.cell == ("q5_8_c", 1)
    person.click("Non")
    person.click_on(person.one(TextField, "Réponse"))
    person.type("Cas extrêmes")
    person.saved()
    answer = person.answer("q5_8_c", 1)
    assert (answer.opinion, answer.text) == (Opinion.NO, "Cas extrêmes")
    assert person.status.startswith("Enregistré à ")


def test_what_is_typed_is_kept_when_one_closes_at_once(person: Person) -> None:
    person.start_with()
    person.press("Return")
    person.type("tapé à l’instant")
    assert person.leave()
    person.start()
    person.press("Return")
    assert person.answer("q3_a").text == "tapé à l’instant"


def test_undo_goes_on_after_reopening(person: Person) -> None:
    person.start_with()
    person.go("reponses", "q5_8", "q5_8_a", person.candidate().id)
    person.press("O")
    person.press("Tab")
    person.press("N")
    person.leave()
    person.start()
    person.go("reponses")
    assert person.window.status.undo.text() == f"Annuler{NBSP}: réponse 5.8 a, candidat B"
    person.press("Ctrl+Z")
    assert person.dossier.answer(person.candidate(1).id, "q5_8_a") is None
    assert person.answer("q5_8_a").opinion is Opinion.YES
    assert person.bar == f"Annulé{NBSP}: réponse 5.8 a, candidat B."
    person.press("Ctrl+Z")
    assert person.dossier.answer(person.candidate(0).id, "q5_8_a") is None
    person.press("Ctrl+Y")
    person.press("Ctrl+Shift+Z")
    assert person.answer("q5_8_a", 1).opinion is Opinion.NO


def test_the_example_register_is_complete_and_says_so(person: Person, tmp_path: Path) -> None:
    person.start()
    person.click("Voir avec des données d’exemple")
    person.replace(person.one(LineField, "Dossier du registre"), str(tmp_path))
    person.click("Créer le registre d’exemple")
    person.settled()
    person.wait(lambda: person.window.context.desk.is_open)
    assert person.register.path == tmp_path / "Exemple cabinet libéral.dmn"
    assert person.window.context.desk.structure.is_example
    person.press("Return")
    person.wait(lambda: person.window.page.route().page == "projet")

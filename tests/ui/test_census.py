"""The yearly review on screen: by keyboard alone, kept as one answers, resumed, closed, read."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.records import Structure, today
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import census, inventory
from dmn_desktop.services import register as registers
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.record_table import RecordTable
from tests.app.person import Person
from tests.ui.census_window import WHO, at_review, device, page, review, row

TWO = ("Ostalis Fracture", "Pulmona CT")


def test_an_empty_inventory_says_what_to_do_first(person: Person) -> None:
    at_review(person, (), begun=False)
    assert person.reads("ajouter d’abord les dispositifs utilisés")
    assert not person.button("Commencer la revue").isEnabled()


def test_begins_and_walks_device_by_device_with_the_keyboard_alone(person: Person) -> None:
    at_review(person, TWO, begun=False)
    assert person.reads("Aucune revue annuelle n’a encore été close.")
    person.type(WHO)
    person.click("Commencer la revue")
    assert person.reads("DMN-01 Ostalis Fracture, version 1.0")
    for letter in "OOOOO":
        person.type(letter)
    assert person.focus.accessibleName() == "Confirmé par"
    assert person.one(QLineEdit, "Confirmé par").text() == WHO
    person.press("Ctrl+Return")
    assert person.reads("DMN-02 Pulmona CT, version 1.0")
    assert person.reads("1 sur 2 confirmé")
    assert device(person, 1).reviewed_on == today()
    assert row(person, "used").answer() is CensusAnswer.NONE


def test_a_changed_version_is_typed_in_its_place(person: Person) -> None:
    at_review(person, TWO)
    person.type("O")
    person.type("M")
    person.type("1.1")  # what stood there was chosen
    row(person, "places").start()
    person.type("O")
    person.type("O")
    person.type("O")
    person.press("Ctrl+Return")
    assert device(person, 1).version == "1.1"
    assert review(person).lines[0].note == "Version\u00a0: 1.0 → 1.1."
    assert [line.device for line in review(person).changed] == [
        "DMN-01 Ostalis Fracture, version 1.1"
    ]


def test_nothing_changed_is_two_strokes_a_device(person: Person) -> None:
    at_review(person, TWO)
    for _ in TWO:
        person.press("Ctrl+R")
        person.press("Ctrl+Return")
    assert review(person).confirmed == 2
    assert person.button("Clore la revue").isEnabled()
    assert "2 sur 2 confirmés" in page(person).ending._summary.text()


def test_an_unanswered_question_is_told_and_nothing_is_confirmed(person: Person) -> None:
    at_review(person, TWO)
    person.type("O")
    person.press("Ctrl+Return")
    assert "Il reste à répondre\u00a0: version." in person.bar
    assert review(person).confirmed == 0
    assert device(person, 1).reviewed_on is None


def test_answers_and_remark_are_kept_and_resumed_after_closing_the_program(
    person: Person,
) -> None:
    at_review(person, TWO)
    person.type("O")
    remark = person.one(QPlainTextEdit, "Remarque")
    remark.setFocus()
    person.type("Écran illisible")
    person.saved()
    assert person.leave()
    person.start(person.path)
    person.window.go(Route("revue"))
    assert row(person, "used").answer() is CensusAnswer.UNCHANGED
    assert person.one(QPlainTextEdit, "Remarque").toPlainText() == "Écran illisible"


def test_what_was_typed_for_a_device_waits_while_one_looks_at_another(person: Person) -> None:
    at_review(person, TWO)
    person.type("O")
    person.type("M")
    person.type("9.9")
    person.press("Ctrl+Down")
    assert person.reads("DMN-02 Pulmona CT, version 1.0")
    person.press("Ctrl+Up")
    assert person.one(QLineEdit, "Version lue dans le logiciel").text() == "9.9"


def test_a_device_no_longer_used_is_withdrawn_on_the_day_given(person: Person) -> None:
    at_review(person, TWO)
    person.type("N")
    assert person.one(QCheckBox, "").isChecked() or person.focus
    person.replace(person.one(QLineEdit, "Dernier jour d’usage"), "31/10/2026")
    person.press("Ctrl+Return")
    gone = device(person, 1)
    assert (gone.state, gone.withdrawn_on) == (LifeState.WITHDRAWN, date(2026, 10, 31))
    assert "DMN-01 confirmé" in person.bar
    person.press("Ctrl+Z")
    assert device(person, 1).state is LifeState.IN_USE
    assert review(person).confirmed == 0


def test_a_date_that_cannot_be_read_is_said_and_nothing_is_written(person: Person) -> None:
    at_review(person, TWO)
    person.press("Ctrl+R")
    row(person, "contract").start()
    person.type("M")
    person.type("demain")
    person.press("Ctrl+Return")
    assert "n’est pas une date" in person.bar
    assert review(person).confirmed == 0


def test_undo_shows_the_device_as_it_was(person: Person) -> None:
    at_review(person, TWO)
    person.press("Ctrl+R")
    person.press("Ctrl+Return")
    person.press("Ctrl+Z")
    assert review(person).confirmed == 0
    assert person.reads("0 sur 2 confirmé")


def test_closes_with_what_remains_then_reads_the_record(person: Person) -> None:
    at_review(person, TWO)
    person.press("Ctrl+R")
    person.press("Ctrl+Return")
    person.click("Finir la revue")
    assert person.reads("1 dispositif reste à confirmer")
    person.click("Clore la revue")
    assert "Personne n’est nommé." in person.bar
    person.type("Présidente")
    person.click("Clore la revue")
    (closed,) = census.past(person.register)
    assert closed.closed_by == "Présidente"
    assert person.reads("Close le")
    table = person.one(RecordTable, "Lignes de la revue")
    assert table.model().rowCount() == 2
    person.window.go(Route("revue"))
    assert person.reads("Dernière revue close le")
    assert person.one(RecordTable, "Revues passées").model().rowCount() == 1


def test_an_overdue_review_says_so(person: Person) -> None:
    register = registers.create(person.path, Structure())
    inventory.add(register, "Ostalis Fracture")
    census.close(register, census.start(register).id, "Direction", on=date(2020, 1, 1))
    register.close()
    person.start(person.path)
    person.window.go(Route("revue"))
    assert person.reads("Cette date est passée.")


def test_the_menu_and_the_search_lead_to_it(person: Person) -> None:
    at_review(person, TWO)
    person.window.go(Route("guide"))
    hits = person.window.menus.search("revue annuelle")
    next(hit for hit in hits if hit.text == "Revue annuelle").run()
    assert page(person).isVisible()


def test_500_devices_are_walked_without_waiting(person: Person) -> None:
    at_review(person, tuple(f"Dispositif {n}" for n in range(500)))
    assert person.reads("0 sur 500 confirmé")
    person.press("Ctrl+R")
    person.press("Ctrl+Return")
    assert person.reads("1 sur 500 confirmé")
    table = person.one(RecordTable, "Dispositifs de la revue")
    assert table.currentIndex().row() == 1


def test_a_register_to_read_only_shows_the_review_and_writes_nothing(person: Person) -> None:
    at_review(person, TWO)
    path = person.path
    person.window.context.desk.close()
    person.window.context.desk.put(registers.open_file(path, read_only=True))
    person.window.go(Route("revue"))
    assert person.reads("DMN-01 Ostalis Fracture, version 1.0")
    person.type("O")
    assert row(person, "used").answer() is CensusAnswer.NONE


def test_the_procedure_is_changed_and_given_back(person: Person) -> None:
    at_review(person, TWO, begun=False)
    person.click("Lire ou adapter la procédure")
    field = person.one(QPlainTextEdit, "Texte de la procédure")
    shipped = field.toPlainText()
    assert "{structure}" in shipped
    field.setFocus()
    person.type("Chez nous. ")
    person.saved()
    assert person.reads("Texte adapté par la structure.")
    person.click("Rétablir le texte d’origine")
    assert field.toPlainText() == shipped

"""Declaring a tool and examining it: the form, the three decisions, undo."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from dmn_desktop.core.device_vocabulary import InputData, Known
from dmn_desktop.core.records import Device, Structure
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services import inventory, inventory_declaration
from dmn_desktop.services import register as registers
from dmn_desktop.services.inventory_declaration import Declaration
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.fields import WordField
from tests.app.person import Person


def _start(person: Person, declared: bool = False) -> None:
    register = registers.create(person.path, Structure(name="Cabinet"))
    inventory.add(register, "Lingua", state=LifeState.IN_USE)
    if declared:
        said = Declaration("Lingua Accueil", "Traduire", "Manipulatrice, C. M.", ("Imagerie",))
        inventory_declaration.declare(register, said)
    register.close()
    person.start(person.path)
    person.window.go(Route("declaration"))


def _device(person: Person, number: int) -> Device | None:
    return inventory.find(person.register, number)


def _fill(person: Person) -> None:
    person.replace(person.one(QLineEdit, "Nom de l’outil"), "Trad’Eau <b>")
    purpose = person.one(QPlainTextEdit, "À quoi il sert")
    purpose.setFocus()
    person.type("Traduire")
    person.replace(person.one(QLineEdit, "Qui l’utilise"), "Secrétaire, R. V.")
    person.replace(person.one(QLineEdit, "Où"), "Accueil, Imagerie")
    person.replace(person.one(QLineEdit, "Depuis le"), "1/2/26")
    person.click("Données de patients\u00a0: Oui")
    person.tick(person.one(QCheckBox, "Voix"))
    person.click("Avec IA\u00a0: Oui")


def test_a_declared_tool_waits_beside_the_form(person: Person) -> None:
    _start(person)
    assert person.reads("Aucune déclaration n’attend.")
    _fill(person)
    person.click("Déclarer cet outil")
    made = _device(person, 2)
    assert made is not None
    assert (made.name, made.to_examine, made.uses_ai) == ("Trad’Eau <b>", True, Known.YES)
    assert made.places == ("Accueil", "Imagerie")
    assert made.input_data == (InputData.VOICE,)
    assert person.reads("DMN-02 Trad’Eau <b>")
    assert person.one(QLineEdit, "Nom de l’outil").text() == ""
    person.press("Ctrl+Z")
    assert _device(person, 2) is None
    assert person.reads("Aucune déclaration n’attend.")


def test_a_missing_person_or_a_wrong_date_is_told(person: Person) -> None:
    _start(person)
    person.replace(person.one(QLineEdit, "Nom de l’outil"), "Outil")
    person.click("Déclarer cet outil")
    assert "Il manque qui l’utilise" in person.bar
    person.replace(person.one(QLineEdit, "Depuis le"), "hier")
    person.click("Déclarer cet outil")
    assert "n’est pas une date" in person.bar
    assert _device(person, 2) is None
    assert person.one(QLineEdit, "Nom de l’outil").text() == "Outil"


def test_examining_keeps_it_with_its_nature(person: Person) -> None:
    _start(person, declared=True)
    person.click("Examiner DMN-02")
    person.click("Garder dans l’inventaire")
    assert "La nature de l’outil n’est pas choisie." in person.bar
    nature = person.one(WordField, "Nature")
    nature.set_value(Nature.TOOL)
    person.click("Garder dans l’inventaire")
    kept = _device(person, 2)
    assert kept is not None
    assert (kept.to_examine, kept.nature) == (False, Nature.TOOL)
    assert person.reads("Aucune déclaration n’attend.")


def test_examining_joins_it_to_a_known_device(person: Person) -> None:
    _start(person, declared=True)
    person.click("Examiner DMN-02")
    known = person.one(QComboBox, "Dispositif de l’inventaire")
    assert [known.itemText(i) for i in range(known.count())] == [
        "Choisir un dispositif…",
        "DMN-01 Lingua",
    ]
    known.setCurrentIndex(1)
    person.click("Réunir à ce dispositif")
    joined = _device(person, 1)
    assert joined is not None
    assert joined.users == ("Manipulatrice, C. M.",)
    assert _device(person, 2) is None


def test_setting_it_aside_needs_a_reason(person: Person) -> None:
    _start(person, declared=True)
    person.click("Examiner DMN-02")
    person.click("Écarter la déclaration")
    assert "s’écarte avec un motif" in person.bar
    assert _device(person, 2) is not None
    person.replace(person.one(QLineEdit, "Motif"), "Jeu sans patient")
    person.click("Écarter la déclaration")
    assert _device(person, 2) is None
    deleted = registers.trash(person.register)
    assert [one.record.name for one in deleted if isinstance(one.record, Device)] == [
        "Lingua Accueil"
    ]

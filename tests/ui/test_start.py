"""The first screen: three doors, a form, and the registers already known."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QRadioButton

from dmn_desktop.core.vocabulary import StructureKind
from dmn_desktop.services import register as registers
from dmn_desktop.ui.pages.information.page import InformationPage
from dmn_desktop.ui.widgets.fields import LineField
from tests.app.person import Person, picks


@pytest.fixture
def form(person: Person, tmp_path: Path) -> Person:
    """Someone before the form of a new register, in a folder."""
    person.start()
    person.click("Choisir un nouveau dispositif")
    person.replace(person.one(LineField, "Dossier du registre"), str(tmp_path))
    person.one(LineField, "Nom de la structure").setFocus()
    return person


def test_doors_and_nothing_else_at_first(person: Person) -> None:
    person.start()
    page = person.window.page
    assert page is not None
    doors = [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]
    assert doors == [
        "Ajouter un dispositif que j’utilise déjà",
        "Choisir un nouveau dispositif",
        "Importer un tableau Excel",
        "Ouvrir un registre",
        "Voir avec des données d’exemple",
    ]
    assert not person.reads("Registres récents")


def test_a_device_already_in_use_is_named_right_after_the_register(
    person: Person, tmp_path: Path
) -> None:
    person.start()
    person.click("Ajouter un dispositif que j’utilise déjà")
    person.replace(person.one(LineField, "Dossier du registre"), str(tmp_path))
    person.one(LineField, "Nom de la structure").setFocus()
    person.type("Cabinet Nord")
    person.press("Return")
    person.settled()
    assert person.focus.accessibleName() == "Nom du dispositif"
    person.type("Ostalis Fracture")
    person.press("Return")
    person.press("Alt+4")
    information = person.window.page
    assert isinstance(information, InformationPage)
    assert information.list.texts == ["Sans fiche", "Ostalis Fracture"]


def test_enter_in_the_name_creates_the_register(form: Person, tmp_path: Path) -> None:
    form.type("Cabinet Nord")
    form.press("Return")
    form.settled()
    assert form.register.path == tmp_path / "Cabinet Nord.dmn"


def test_a_name_that_a_disk_would_refuse_is_made_safe(form: Person, tmp_path: Path) -> None:
    form.type('Cabinet "A/B" : <1>?  ')
    form.press("Return")
    form.settled()
    assert form.register.path.parent == tmp_path
    assert not set('\\/:*?"<>|') & set(form.register.path.name)
    assert form.window.context.desk.structure.name == 'Cabinet "A/B" : <1>?'


def test_a_name_already_taken_gets_a_number(form: Person, tmp_path: Path) -> None:
    (tmp_path / "Cabinet.dmn").write_bytes(b"autre chose")
    form.type("Cabinet")
    form.press("Return")
    form.settled()
    assert form.register.path == tmp_path / "Cabinet 2.dmn"
    assert (tmp_path / "Cabinet.dmn").read_bytes() == b"autre chose"


def test_a_register_needs_no_name(form: Person, tmp_path: Path) -> None:
    form.press("Return")
    form.settled()
    assert form.register.path == tmp_path / "Registre.dmn"
    assert form.window.windowTitle() == "Registre sans nom – Registre DMN"


def test_a_folder_that_is_not_there_is_told(form: Person, tmp_path: Path) -> None:
    form.replace(form.one(LineField, "Dossier du registre"), str(tmp_path / "clé USB"))
    form.press("Return")
    form.settled()
    assert "ne peut pas être créé" in form.bar
    assert not form.window.context.desk.is_open
    assert form.button("Créer le registre").isVisible()


def test_the_folder_can_be_picked(
    form: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "choisi"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: str(folder)))
    form.click("Choisir le dossier du registre")
    form.click("Créer le registre")
    form.settled()
    assert form.register.path.parent == folder


@pytest.mark.parametrize("kind", list(StructureKind))
def test_each_kind_of_structure_has_its_example(
    person: Person, tmp_path: Path, kind: StructureKind
) -> None:
    person.start()
    person.click("Voir avec des données d’exemple")
    person.replace(person.one(LineField, "Dossier du registre"), str(tmp_path))
    person.tick(next(r for r in person.seen(QRadioButton) if r.text() == kind.label))
    person.click("Créer le registre d’exemple")
    person.settled()
    structure = person.window.context.desk.structure
    assert structure.is_example
    assert structure.structure_kind is kind
    assert person.window.context.desk.register.path.parent == tmp_path


def test_a_register_is_opened_by_its_door(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_with()
    person.leave()
    (person.settings / "reglages.json").unlink()
    person.start()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", picks(person.path))
    person.click("Ouvrir un registre")
    assert person.window.windowTitle() == "Cabinet des Remparts – Registre DMN"


def test_known_registers_are_one_click_away_and_can_be_forgotten(
    person: Person, tmp_path: Path
) -> None:
    person.start_with()
    person.leave()
    moved = person.path.with_name("ailleurs.dmn")
    person.path.rename(moved)
    person.start()
    assert person.reads("fichier introuvable")
    assert not person.button("registre").isEnabled()
    moved.rename(person.path)
    person.room("Aide")
    person.press("Alt+Left")
    person.click("registre")
    assert person.window.context.desk.is_open
    person.window.menus.new_register()
    person.click("Oublier registre")
    assert not person.window.context.settings.recent
    assert not [w for w in person.seen(QLabel) if w.text() == "Registres récents"]


def test_cancel_hides_the_form(form: Person) -> None:
    form.click("Annuler")
    assert not form.seen(LineField)


def test_the_open_register_is_closed_when_another_is_created(
    person: Person, tmp_path: Path
) -> None:
    person.start_with()
    first = person.path
    person.window.menus.new_register()
    person.replace(person.one(LineField, "Dossier du registre"), str(tmp_path))
    person.replace(person.one(LineField, "Nom de la structure"), "Second")
    person.press("Return")
    person.settled()
    assert person.register.path.name == "Second.dmn"
    again = registers.open_file(first)
    assert not again.read_only
    again.close()

"""Paramètres: what is changed is kept at once, and seen at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog

from dmn_desktop.core.vocabulary import StructureKind
from dmn_desktop.services import register as registers
from dmn_desktop.ui.theme import Mode
from dmn_desktop.ui.widgets.fields import LineField, WordField
from tests.app.person import NBSP, Person


@pytest.fixture
def settings(person: Person) -> Person:
    person.start_with()
    person.room("Paramètres")
    return person


def test_the_structure_is_kept_and_seen_everywhere(settings: Person) -> None:
    settings.replace(settings.one(LineField, "Nom"), "Cabinet du Port")
    settings.saved()
    assert settings.window.windowTitle() == "Cabinet du Port – Registre DMN"
    assert settings.reads("Cabinet du Port")
    kind = settings.one(WordField, "Type de structure")
    kind.setFocus()
    settings.press("Down")
    settings.wait(
        lambda: settings.window.context.desk.structure.structure_kind is StructureKind.GROUP
    )
    settings.leave()
    kept = registers.open_file(settings.path)
    structure = registers.structure_of(kept)
    kept.close()
    assert (structure.name, structure.structure_kind) == ("Cabinet du Port", StructureKind.GROUP)


def test_leaving_at_once_keeps_what_was_typed(settings: Person) -> None:
    settings.replace(settings.one(LineField, "Adresse"), "3, quai Nord")
    settings.press("Alt+1")
    assert settings.window.context.desk.structure.address == "3, quai Nord"


def test_a_change_of_the_structure_is_undone(settings: Person) -> None:
    settings.replace(settings.one(LineField, "Nom"), "Autre")
    settings.press("Alt+1")
    settings.press("Ctrl+Z")
    assert settings.window.windowTitle() == "Cabinet des Remparts – Registre DMN"


def test_looking_writes_nothing(settings: Person) -> None:
    structure = settings.window.context.desk.structure
    long = structure.but(name="Nom long " * 400, address="fin par un espace ")
    registers.save(settings.register, long, "import")
    settings.window.context.events.replayed.emit()
    settings.press("Alt+1")
    settings.room("Paramètres")
    settings.press("Alt+1")
    assert registers.next_undo(settings.register) == "import"
    assert registers.structure_of(settings.register) == long


def test_what_cannot_be_kept_stays_in_its_field(settings: Person) -> None:
    away = settings.path.with_name("ailleurs.dmn")
    settings.path.rename(away)
    settings.replace(settings.one(LineField, "Nom"), "Pendant la panne")
    settings.press("Alt+1")
    assert settings.one(LineField, "Nom").text() == "Pendant la panne"
    assert "déplacé, renommé ou supprimé" in settings.bar
    away.rename(settings.path)
    settings.press("Alt+1")
    assert settings.window.windowTitle() == "Pendant la panne – Registre DMN"


def test_the_function_is_noted_beside_each_change(settings: Person) -> None:
    settings.replace(settings.one(LineField, "Fonction et initiales"), "Radiologue, A. B.")
    settings.press("Alt+1")
    settings.go("reponses")
    settings.press("D")
    assert registers.history(settings.register, 1)[0].who == "Radiologue, A. B."
    settings.leave()
    settings.start()
    assert settings.register.who == "Radiologue, A. B."


def test_colours_and_size_change_at_once(settings: Person) -> None:
    theme = settings.window.context.theme
    colours, sizes = settings.one(QComboBox, "Couleurs"), settings.one(QComboBox, "Taille du texte")
    colours.setFocus()
    settings.press("End")
    assert theme.mode is Mode.CONTRAST
    sizes.setFocus()
    settings.press("End")
    assert theme.scale == 200
    assert sizes.currentText() == f"200{NBSP}%"
    settings.press("Ctrl+0")
    assert sizes.currentText() == f"100{NBSP}%"


def test_single_letters_are_turned_off(settings: Person) -> None:
    box = next(b for b in settings.seen(QCheckBox) if "lettre" in b.text())
    box.setFocus()
    settings.press("Space")
    settings.go("reponses", "q5_8", "q5_8_a", settings.candidate().id)
    settings.press("O")
    assert settings.focus.accessibleName() == "Réponse"


def test_a_backup_is_made_where_one_chooses(
    settings: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not settings.button("Sauvegarder maintenant").isEnabled()
    folder = tmp_path / "clé"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: str(folder)))
    settings.click("Choisir le dossier…")
    assert settings.reads(str(folder))
    settings.click("Sauvegarder maintenant")
    [made] = folder.glob("*.dmn")
    assert settings.bar == f"Sauvegarde faite et vérifiée{NBSP}: {made.name}."
    assert settings.window.status.backup.text().startswith(f"Sauvegarde{NBSP}: aujourd’hui à ")


def test_a_folder_that_is_gone_is_told(settings: Person, tmp_path: Path) -> None:
    settings.window.context.settings.set("dossier_sauvegardes", str(tmp_path / "débranché"))
    settings.press("Alt+1")
    settings.room("Paramètres")
    settings.click("Sauvegarder maintenant")
    assert "débranché est introuvable. Le registre est intact." in settings.bar


def test_without_a_register_only_the_workstation_is_set(person: Person) -> None:
    person.start()
    person.room("Paramètres")
    assert not [f for f in person.seen(LineField) if f.accessibleName() == "Nom"]
    assert person.one(QComboBox, "Couleurs")


def test_a_register_to_read_only_cannot_be_changed(person: Person) -> None:
    person.start_with()
    person.leave()
    person.start()
    person.window.context.desk.close()
    person.window.open_copy(person.path)
    person.settled()
    person.room("Paramètres")
    assert person.one(LineField, "Nom").isReadOnly()
    assert not person.one(WordField, "Type de structure").isEnabled()

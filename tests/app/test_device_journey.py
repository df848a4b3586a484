"""A device from its name to its printed sheet: typed, closed, reopened, printed, read back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from dmn_desktop.core.records import Structure
from dmn_desktop.services import inventory
from dmn_desktop.services import register as registers
from dmn_desktop.ui.pages.device.page import DevicePage
from dmn_desktop.ui.pages.device.panels import VersionPanel
from dmn_desktop.ui.routes import Route
from tests.app.person import Person
from tests.exports.pdf_reading import compact, read


def fiche(person: Person) -> DevicePage:
    page = person.window.page
    assert isinstance(page, DevicePage)
    return page


def test_a_device_is_described_followed_and_printed(person: Person, tmp_path: Path) -> None:
    register = registers.create(person.path, Structure(name="Cabinet des Remparts"))
    device = inventory.add(register, "Ostalis Fracture", version="3.2.1")
    register.close()
    person.start(person.path)
    person.window.go(Route("dispositif", device.id, "identite", "manufacturer"))
    person.type("Ostalis SAS")
    person.press("Tab")  # the version, as it is
    person.press("Escape")
    person.click("Nouvelle version…")
    panel = person.seen(VersionPanel)[0]
    person.type("3.3.0")
    training = panel.questions["training"].accessibleName()
    person.click_on(person.button(f"{training}\u00a0: À faire"))
    person.click("Enregistrer la version")
    note = person.one(QLineEdit, "Nouveau point à traiter")
    note.setFocus()
    person.type("Appeler l’éditeur")
    person.press("Return")
    assert person.leave()

    person.start(person.path)
    person.window.go(Route("dispositif", device.id))
    assert person.reads("Former à la version 3.3.0")
    assert person.reads("Appeler l’éditeur")
    job = fiche(person).papers.maker.write("fiche", tmp_path / "fiche.pdf")
    person.wait(lambda: job not in person.window.context.tasks._jobs)
    text = read(tmp_path / "fiche.pdf").text
    for words in ("Ostalis SAS", "3.3.0", "3.2.1", "Appeler l’éditeur", "[À compléter]"):
        assert compact(words) in text

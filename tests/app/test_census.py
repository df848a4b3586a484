"""A whole review of the example clinic, closed, printed, and found again after reopening."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Structure
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import StructureKind
from dmn_desktop.services import census, inventory
from dmn_desktop.services import register as registers
from dmn_desktop.services.examples import fill_with_example
from dmn_desktop.ui.routes import Route
from tests.app.person import Person, picks
from tests.exports.pdf_reading import compact, read


def test_reviews_the_clinic_prints_the_record_and_finds_it_again(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = registers.create(person.path, Structure())
    fill_with_example(register, library(), StructureKind.CLINIC)
    register.close()
    person.start(person.path)
    person.window.go(Route("revue"))
    person.type("Ingénieur biomédical, C. D.")
    person.click("Commencer la revue")
    person.type("O")
    person.type("M")
    person.type("6.1")
    for _ in range(15):
        person.press("Ctrl+R")
        person.press("Ctrl+Return")
    assert person.reads("15 sur 15 confirmés, 1 modifié.")
    person.replace(person.one(QLineEdit, "Validée par (fonction)"), "Présidente")
    person.click("Clore la revue")

    path = tmp_path / "revue.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(path))
    person.press("Ctrl+Shift+P")
    person.wait(lambda: not person.window.context.tasks.is_busy(), 20_000)
    assert person.bar == f"Document enregistré et relu{NBSP}: {path}."
    found = read(path)
    assert compact("DMN-01 Densito Os, version 6.1") in found.text
    assert compact("DMN-15 Lingua Accueil") in found.text
    assert "Brouillon" not in "".join(found.pages)

    assert person.leave()
    person.start(person.path)
    last = census.last_closed(person.register)
    assert last is not None
    assert (last.number, last.closed_by) == (2, "Présidente")
    device = inventory.find(person.register, 1)
    assert device is not None
    assert (device.version, device.reviewed_on) == ("6.1", last.closed_on)
    person.window.go(Route("revue"))
    assert person.reads("Dernière revue close le")

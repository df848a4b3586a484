"""What is told about a register when it opens, one bar after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dmn_desktop.core.records import Project, Structure
from dmn_desktop.services import register as registers
from dmn_desktop.store import journal, trash
from tests.app.person import Person


@pytest.fixture
def synchronised(tmp_path: Path) -> Path:
    """A register in a synchronised folder."""
    folder = tmp_path / "OneDrive - Cabinet"
    folder.mkdir()
    registers.create(folder / "registre.dmn", Structure(name="Cabinet")).close()
    return folder / "registre.dmn"


def test_a_synchronised_folder_is_told_until_one_has_had_enough(
    person: Person, synchronised: Path
) -> None:
    person.start(synchronised)
    assert "dossier synchronisé (OneDrive)" in person.bar
    person.click("Fermer ce message")
    person.leave()
    person.start(synchronised)
    person.click("Ne plus le dire")
    assert person.bar == ""
    person.leave()
    person.start(synchronised)
    assert person.bar == ""


def test_it_stays_while_one_works(person: Person, synchronised: Path) -> None:
    person.start(synchronised)
    registers.save(person.register, Project(number=1, need="Essai"), "essai")
    person.window.context.events.saved.emit()
    assert "OneDrive" in person.bar


def test_a_folder_of_this_workstation_is_not_spoken_of(person: Person) -> None:
    person.start_with()
    assert person.bar == ""


def later_by(monkeypatch: pytest.MonkeyPatch, length: timedelta) -> None:
    present = datetime.now(UTC) + length
    for module in (registers, trash, journal):
        monkeypatch.setattr(module, "now", lambda: present)


def test_a_clock_that_went_back_is_told_and_the_order_stays(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_with()
    person.leave()
    later_by(monkeypatch, timedelta(hours=-2))
    person.start()
    assert "L’horloge de ce poste a reculé de 2" in person.bar
    person.go("reponses")
    person.press("D")
    person.press("Alt+1")
    first, second = registers.history(person.register, 2)
    assert first.seq > second.seq
    assert first.at < second.at
    person.press("Ctrl+Z")
    assert "Annulé" in person.bar


def test_a_clock_far_ahead_is_told_and_the_corbeille_keeps_what_it_holds(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_with()
    registers.delete(person.register, person.candidate(1), "candidat supprimé")
    person.leave()
    later_by(monkeypatch, timedelta(days=25_568))
    person.start()
    assert "70 ans après le dernier changement" in person.bar
    person.leave()
    monkeypatch.undo()
    person.start()
    person.room("Corbeille")
    person.click("Restaurer Candidat Veridos Os")
    assert len(person.dossier.compared) == 2


def test_several_things_are_told_one_after_the_other(
    person: Person, synchronised: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_by(monkeypatch, timedelta(hours=-3))
    person.start(synchronised)
    assert "a reculé" in person.bar
    person.click("Fermer ce message")
    assert "OneDrive" in person.bar
    person.click("Fermer ce message")
    assert person.bar == ""

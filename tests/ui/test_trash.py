"""Corbeille: what was deleted, in words that people know, and back to its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from dmn_desktop.core.records import CostLine, OwnQuestion, Record, Study
from dmn_desktop.core.text import shorten
from dmn_desktop.services import attachments, projects
from dmn_desktop.services import register as registers
from dmn_desktop.store import trash
from dmn_desktop.ui.widgets.confirmation import Confirmation
from tests.app.person import NBSP, Person
from tests.ui.places import HTML


@pytest.fixture
def thrown(person: Person) -> Person:
    """Someone who deleted one thing of each kind, before the Corbeille."""
    person.start_with()
    register, project = person.register, person.project_id
    owned = {"project_id": project, "candidate_id": person.candidate().id}
    paper = person.folder / "Notice 3.3.txt"
    paper.write_text("notice", encoding="utf-8")
    attached = attachments.attach_file(register, project, "q3", paper)
    study = Study(citation=f"Dupont 2024 {HTML}", **owned)
    cost = CostLine(label="Licence", **owned)
    own = OwnQuestion(number=1, text=f"S’ouvre-t-il depuis notre logiciel{NBSP}?")
    for record in (study, cost, own):
        registers.save(register, record, "ajout")
    deleted: tuple[tuple[Record, str], ...] = (
        (attached, "pièce retirée"),
        (study, "étude 1 supprimée"),
        (cost, "montant 1 supprimé"),
        (own, "question supprimée"),
        (person.candidate(1), "candidat supprimé"),
    )
    for gone, words in deleted:
        registers.delete(register, gone, words)
    person.room("Corbeille")
    return person


def test_an_empty_corbeille_says_so(person: Person) -> None:
    person.start_with()
    person.room("Corbeille")
    assert person.reads("La corbeille est vide.")


@pytest.mark.parametrize(
    "words",
    [
        "Pièce Notice 3.3.txt",
        f"Étude {shorten(f'Dupont 2024 {HTML}', 80)}",
        "Ligne de coût Licence",
        f"Question S’ouvre-t-il depuis notre logiciel{NBSP}?",
        "Candidat Veridos Os",
    ],
)
def test_each_thing_is_named_and_comes_back(thrown: Person, words: str) -> None:
    assert thrown.reads(words)
    thrown.click(f"Restaurer {words}")
    assert thrown.bar == f"Restauré{NBSP}: {words}."
    assert not [
        b
        for b in thrown.seen(type(thrown.button("Fermer ce message")))
        if words in b.accessibleName()
    ]


def test_what_is_restored_is_where_it_was(thrown: Person) -> None:
    thrown.click("Restaurer Candidat Veridos Os")
    thrown.click("Restaurer Ligne de coût Licence")
    assert [c.name for c in thrown.dossier.compared] == ["Ostalis Fracture", "Veridos Os"]
    assert [c.label for c in thrown.dossier.costs] == ["Licence"]
    thrown.press("Ctrl+Z")
    assert not thrown.dossier.costs
    assert thrown.reads("Ligne de coût Licence")


def test_a_part_of_a_deleted_project_waits_for_its_project(thrown: Person) -> None:
    projects.delete(thrown.register, thrown.project)
    thrown.press("Alt+1")
    thrown.room("Corbeille")
    thrown.click("Restaurer Candidat Veridos Os")
    assert "Restaurer d’abord l’autre." in thrown.bar
    thrown.click("Restaurer Projet P-01, Repérer les fractures oubliées")
    thrown.click("Restaurer Candidat Veridos Os")
    assert len(thrown.dossier.compared) == 2


def test_the_day_and_what_was_done_are_told(thrown: Person) -> None:
    assert thrown.reads("Étude 1 supprimée, le ")


def box(person: Person) -> Confirmation:
    """The box on screen."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, Confirmation)
    return found


def press_in(found: Confirmation, words: str) -> None:
    button = next(b for b in found.findChildren(QPushButton) if b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_emptying_says_what_would_be_lost_and_how_much(thrown: Person) -> None:
    thrown.click("Vider la Corbeille…")
    words = " ".join(label.text() for label in box(thrown).findChildren(QLabel))
    assert "5 éléments et tout ce qui en dépend" in words
    assert "Cela ne peut pas être annulé" in words
    assert "Candidat Veridos Os" in words
    press_in(box(thrown), "Vider la Corbeille")
    assert thrown.bar == f"Corbeille vidée{NBSP}: 5 éléments effacés."
    assert thrown.reads("La corbeille est vide.")
    assert not [b for b in thrown.seen(QPushButton) if b.text().startswith("Vider")]
    assert registers.next_undo(thrown.register) == ""
    thrown.press("Ctrl+Z")
    assert [c.name for c in thrown.dossier.compared] == ["Ostalis Fracture"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_keys_one_presses_without_reading_keep_everything(thrown: Person, key: Qt.Key) -> None:
    thrown.click("Vider la Corbeille…")
    QTest.keyClick(box(thrown), key)
    assert QApplication.activeModalWidget() is None
    assert thrown.reads("Candidat Veridos Os")
    thrown.click("Restaurer Candidat Veridos Os")
    assert len(thrown.dossier.compared) == 2


def test_what_is_too_old_goes_at_opening_and_it_is_said(
    thrown: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    thrown.leave()
    later = datetime.now(UTC) + timedelta(days=91)
    monkeypatch.setattr(trash, "now", lambda: later)
    thrown.start()
    assert thrown.bar.startswith("5 éléments supprimés depuis plus de 90 jours ont été effacés")
    assert registers.history(thrown.register, 1)[0].label == f"Corbeille{NBSP}: plus de 90 jours"
    thrown.click("Fermer ce message")
    thrown.leave()
    thrown.start()
    assert thrown.bar == "", "once"


def test_a_register_to_read_only_forgets_nothing(
    thrown: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    thrown.window.context.desk.close()
    thrown.window.open_copy(thrown.path)
    thrown.settled()
    thrown.room("Corbeille")
    assert thrown.reads("Candidat Veridos Os")
    assert not [b for b in thrown.seen(QPushButton) if b.text().startswith("Vider")]
    later = datetime.now(UTC) + timedelta(days=91)
    monkeypatch.setattr(trash, "now", lambda: later)
    assert registers.forget_expired(thrown.register) == 0

"""Somebody imports their own table through the window, chooses, undoes."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QPushButton

from dmn_desktop.core.records import Device, Structure
from dmn_desktop.exports.sheets import source_reading
from dmn_desktop.services import inventory
from dmn_desktop.services import inventory_import as services
from dmn_desktop.services import register as registers
from dmn_desktop.store import copying
from dmn_desktop.store.transaction import Transaction
from dmn_desktop.ui.pages.import_inventory.field_choice import FieldChoice
from dmn_desktop.ui.pages.import_inventory.page import ImportPage
from dmn_desktop.ui.routes import Route
from tests.app.person import NBSP, Person, picks
from tests.exports import hostile, misbehaving
from tests.services import practice_files

LONG = 30_000

offscreen_list = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The list under what is typed is a window, which no screen shows here."""


@pytest.fixture
def importing(person: Person) -> Person:
    """Someone at the import, with one device already in the register."""
    register = registers.create(person.path, Structure(name="Cabinet des Remparts"))
    inventory.add(register, "Ostalis Fracture", version="3.2.1", manufacturer="Milvue")
    register.close()
    person.start(person.path)
    person.window.go(Route("import_inventaire"))
    return person


def idle(person: Person) -> None:
    person.wait(lambda: not person.window.context.tasks.is_busy(), LONG)
    person.look()


def choose(person: Person, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", picks(path))
    person.click("Choisir un fichier…")
    idle(person)


def typing_in(field: FieldChoice) -> QLineEdit:
    line = field.lineEdit()
    assert line is not None
    return line


def names(person: Person) -> list[str]:
    return [row[1] for row in inventory.rows(person.register, ("name",))]


def test_a_table_becomes_devices_and_one_undo_takes_them_back(
    importing: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = practice_files.imaging_centre(importing.folder)
    choose(importing, wanted.path, monkeypatch)
    assert importing.reads("Colonne du fichier")
    assert importing.one(FieldChoice, f"Champ pour «{NBSP}Remarques{NBSP}»").key() == ""
    importing.click("Continuer")
    idle(importing)
    assert importing.reads("4 dispositifs lus")
    assert importing.reads("fin 2027")
    assert importing.reads("même nom, même version, même fabricant que DMN-01")
    assert names(importing) == ["Ostalis Fracture"], "nothing is written before « Importer »"
    importing.click("Importer 3 dispositifs")
    importing.settled()
    assert importing.bar == "3 dispositifs importés."
    assert names(importing) == ["Ostalis Fracture", "Thoraxis", "MammoVue", "Pulmo+ nodules"]
    assert importing.window.page is not None
    assert importing.window.page.route().page == "inventaire"
    importing.click("Annuler")
    assert names(importing) == ["Ostalis Fracture"]


def test_a_double_completes_the_sheet_that_is_there(
    importing: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(importing, practice_files.imaging_centre(importing.folder).path, monkeypatch)
    importing.click("Continuer")
    idle(importing)
    importing.click(f"Ostalis Fracture, ligne 6{NBSP}: Compléter la fiche existante")
    importing.click("Importer 4 dispositifs")
    importing.settled()
    assert importing.bar == "3 dispositifs importés, 1 fiche complétée."
    device = inventory.find(importing.register, 1)
    assert device is not None
    assert str(device.contract_end) == "2027-01-14"


@offscreen_list
def test_unknown_words_are_settled_once_by_key(
    importing: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = importing.folder / "liste.csv"
    path.write_text("Nom;Importance\nA;niveau 1\nB;niveau 1\nC;forte\n", encoding="utf-8")
    choose(importing, path, monkeypatch)
    importing.click("Continuer")
    idle(importing)
    assert importing.reads("(2 cellules)")
    field = importing.one(FieldChoice, f"Criticité pour l’activité{NBSP}: «{NBSP}niveau 1{NBSP}»")
    field.setFocus()
    importing.replace(typing_in(field), "Faible")
    importing.press("Tab")
    importing.click("Continuer")
    idle(importing)
    importing.click("Importer 3 dispositifs")
    importing.settled()
    found = inventory.rows(importing.register, ("name", "criticality"))
    assert [row[1:] for row in found][1:] == [("A", "faible"), ("B", "faible"), ("C", "forte")]


@offscreen_list
def test_a_column_is_chosen_by_typing_part_of_a_field(
    importing: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = importing.folder / "liste.csv"
    path.write_text("Machin;Truc\nOstalis;Milvue\nRadivo;Gleamer\n", encoding="utf-8")
    choose(importing, path, monkeypatch)
    assert importing.reads("Aucun titre de colonne n’est reconnu")
    importing.click("Continuer")
    idle(importing)
    assert importing.reads(f"Choisir la colonne du «{NBSP}Nom commercial{NBSP}».")
    assert not importing.button("Continuer").isEnabled()
    for title, words in (("Machin", "Nom commercial"), ("Truc", "fabricant, ed")):
        field = importing.one(FieldChoice, f"Champ pour «{NBSP}{title}{NBSP}»")
        importing.replace(typing_in(field), words)
        importing.press("Tab")
    importing.click("Continuer")
    idle(importing)
    importing.click("Importer 2 dispositifs")
    importing.settled()
    found = inventory.rows(importing.register, ("name", "manufacturer"))
    assert [row[1:] for row in found][1:] == [("Ostalis", "Milvue"), ("Radivo", "Gleamer")]


def test_a_hostile_file_is_dropped_and_refused_with_a_sentence(importing: Person) -> None:
    path = hostile.put(importing.folder, hostile.far_cell())
    page = importing.window.page
    assert isinstance(page, ImportPage)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.file_step.dropEvent(drop)
    idle(importing)
    assert "XFD1048576" in importing.bar
    assert "Rien n’a été importé." in importing.bar
    assert names(importing) == ["Ostalis Fracture"]
    assert importing.button("Choisir un fichier…").isVisible()


def test_rows_set_aside_and_decisions_go_to_files(
    importing: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    import openpyxl

    path = importing.folder / "liste.csv"
    path.write_text("Nom;Version\nA;1\n;2\n", encoding="utf-8")
    choose(importing, path, monkeypatch)
    importing.click("Continuer")
    idle(importing)
    assert importing.reads("1 ligne écartée")
    rows, mapping = importing.folder / "rows.xlsx", importing.folder / "mapping.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(rows))
    importing.click("Enregistrer les lignes écartées…")
    book = openpyxl.load_workbook(rows)
    texts = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line]
    assert "ligne 3" in texts
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(mapping))
    importing.click("Enregistrer la correspondance…")
    assert '"Nom" = "nom_commercial"' in mapping.read_text(encoding="utf-8")


# A long import


@pytest.fixture
def long_import(importing: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[LongImport]:
    """Someone at the end of the import of 200 devices, the 150th of which takes long."""
    path = importing.folder / "liste.csv"
    path.write_text("Nom\n" + "".join(f"Dispositif {n}\n" for n in range(200)), encoding="utf-8")
    choose(importing, path, monkeypatch)
    importing.click("Continuer")
    idle(importing)
    found = LongImport(importing, monkeypatch)
    yield found
    found.go_on.set()


class LongImport:
    """An import that waits before its 150th line."""

    def __init__(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        self.person = person
        person.patient = False
        self.go_on = threading.Event()
        self._count = 0
        self._put = inventory.put_new
        monkeypatch.setattr(services, "put_new", self._slow)

    def _slow(self, tx: Transaction, device: Device) -> None:
        self._count += 1
        if self._count == 150:
            assert threading.current_thread() is not threading.main_thread(), "the window freezes"
            self.go_on.wait(10)
        self._put(tx, device)

    def start(self) -> None:
        self.person.click("Importer 200 dispositifs")
        self.person.wait(self.person.window.progress.isVisible)
        assert self.person.reads("Import de 200 dispositifs…")
        assert not self.person.window.pages.isEnabled()


def test_a_long_import_shows_its_progress_and_is_one_undo(long_import: LongImport) -> None:
    person = long_import.person
    long_import.start()
    person.wait(lambda: person.one(QProgressBar, "Import de 200 dispositifs…").maximum() == 200)
    person.window.close()
    assert person.window.isVisible(), "not before it is written or stopped"
    long_import.go_on.set()
    person.settled()
    assert person.bar == "200 dispositifs importés."
    assert len(names(person)) == 201
    assert person.window.pages.isEnabled()
    person.click("Annuler")
    person.settled()
    assert names(person) == ["Ostalis Fracture"]
    person.window.redo()
    person.settled()
    assert len(names(person)) == 201


def test_a_long_import_that_is_stopped_leaves_the_register_as_it_was(
    long_import: LongImport,
) -> None:
    person = long_import.person
    before = registers.change_mark(person.register)
    long_import.start()
    assert person.button("Arrêter").hasFocus(), "the keyboard is on the only thing to do"
    person.press("Space")
    long_import.go_on.set()
    person.settled()
    assert person.bar == "Arrêté. Rien n’a été importé."
    assert names(person) == ["Ostalis Fracture"]
    assert registers.change_mark(person.register) == before
    person.click("Importer 200 dispositifs")
    person.settled()
    assert len(names(person)) == 201


def test_a_long_undo_that_is_stopped_takes_nothing_back(
    long_import: LongImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, go_on = long_import.person, threading.Event()
    long_import.go_on.set()
    person.click("Importer 200 dispositifs")
    person.settled()
    step = copying.Watch.step

    def slow(watch: copying.Watch, done: int, total: int) -> None:
        if done == 100:
            go_on.wait(10)
        step(watch, done, total)

    monkeypatch.setattr(copying.Watch, "step", slow)
    person.press("Ctrl+Z")
    person.wait(person.window.progress.isVisible)
    person.click("Arrêter")
    go_on.set()
    person.settled()
    assert person.bar == "Arrêté. Rien n’a été annulé."
    assert len(names(person)) == 201


def test_stopping_while_a_file_is_read_ends_its_reading_at_once(
    importing: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_reading, "read_apart", misbehaving.sleep_whatever)
    monkeypatch.setattr(services, "SECONDS", 60.0)
    path = importing.folder / "liste.csv"
    path.write_text("Nom\nA\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", picks(path))
    importing.click("Choisir un fichier…")
    importing.wait(importing.window.progress.isVisible)
    importing.wait(lambda: bool(multiprocessing.active_children()))
    started = time.monotonic()
    importing.click("Arrêter")
    importing.settled()
    assert time.monotonic() - started < 5, "the reading would have lasted a minute"
    assert multiprocessing.active_children() == []
    assert importing.bar == "Arrêté. Rien n’a été importé."


def test_escape_goes_back_a_step_then_leaves(
    importing: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(importing, practice_files.imaging_centre(importing.folder).path, monkeypatch)
    importing.click("Continuer")
    idle(importing)
    importing.press("Esc")
    assert importing.reads("Colonne du fichier")
    importing.press("Esc")
    assert [b for b in importing.seen(QPushButton) if b.text() == "Choisir un fichier…"]
    importing.press("Esc")
    assert importing.window.page is not None
    assert importing.window.page.route().page == "inventaire"
    assert names(importing) == ["Ostalis Fracture"]

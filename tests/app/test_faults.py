"""What goes wrong around the program: it says so in French, keeps what was typed, goes on."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from dmn_desktop.core.records import Structure
from dmn_desktop.services import register as registers
from dmn_desktop.store import connection, copying
from dmn_desktop.ui import settings
from dmn_desktop.ui.main_window import MainWindow
from dmn_desktop.ui.pages.project import cell_desk
from dmn_desktop.ui.pages.project.cell_editor import CellEditor
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.settings import Settings
from dmn_desktop.ui.widgets.fields import LineField, TextField
from tests.app.person import NBSP, Person, picks
from tests.store.processes import hold, other


@pytest.fixture
def file(person: Person) -> Path:
    """A register with one project, closed."""
    person.start_with()
    person.leave()
    return person.path


# Somebody else has it


@pytest.fixture
def held(person: Person, file: Path) -> Iterator[Person]:
    """The register is open in another process; here one only gets to read a copy."""
    with other(hold, file) as holder:
        assert holder.receive() == "held"
        person.start(file)
        assert "déjà ouvert par" in person.bar
        assert "depuis le" in person.bar
        person.click("Ouvrir une copie en lecture seule")
        person.settled()
        yield person
        holder.pipe.send("chez l’autre")
        assert holder.receive() == "saved", "its holder was never disturbed"
        person.end()


def test_a_register_held_elsewhere_is_read_as_a_copy(held: Person) -> None:
    assert held.register.read_only
    assert held.bar.startswith(f"Ce registre est ouvert en lecture seule{NBSP}:")
    assert held.status == "Lecture seule"
    held.go("reponses")
    assert held.reads("Repérer les fractures oubliées")
    held.press("Return")
    held.press("O")
    held.press("D")
    assert held.grid.editor is None
    assert not held.dossier.answers
    assert not held.seen(CellEditor)


def test_each_step_of_a_copy_can_be_read_and_none_written(held: Person) -> None:
    for step in ("besoin", "candidats", "comparaison", "experimentation", "indicateurs"):
        held.go(step)
        fields = held.seen(TextField)
        assert all(f.isReadOnly() or not f.isEnabled() for f in fields), step
    held.press("Ctrl+Z")
    assert "lecture seule" in held.bar


def test_what_writes_is_out_of_reach_in_a_copy(held: Person) -> None:
    held.window.go(Route("guide"))
    assert not held.button("Nouveau projet").isEnabled()
    offered = within_reach(held)
    assert "Ouvrir le projet" in offered
    assert not offered & {"Nouveau projet", "Dupliquer le projet", "Supprimer le projet"}
    held.go("candidats")
    assert not within_reach(held) & {"Ajouter un candidat", "Supprimer le candidat"}
    held.go("indicateurs")
    assert not within_reach(held) & {"Ajouter un indicateur", "Supprimer l’indicateur"}
    held.window.go(Route("risques"))
    assert not within_reach(held) & {"Ajouter un risque", "Supprimer le risque"}
    held.window.go(Route("declaration"))
    assert not [field for field in held.seen(LineField) if field.isEnabled()]


def within_reach(person: Person) -> set[str]:
    """The words of the menus that can be chosen."""
    menus = person.window.menus.menus.values()
    return {one.text() for menu in menus for one in menu.actions() if one.isEnabled()}


def test_a_copy_is_saved_elsewhere_to_work_on(
    held: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "à moi.dmn"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(target))
    held.click("Enregistrer une copie…")
    held.settled()
    assert held.bar.endswith(f"Copie enregistrée et vérifiée{NBSP}: {target}.")
    mine = registers.open_file(target)
    assert not mine.read_only
    mine.close()


# It cannot be written


def test_a_file_moved_away_keeps_the_text_in_its_cell_until_it_is_back(
    person: Person, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cell_desk, "RETRY", 100)
    person.start(file)
    person.go("reponses")
    away = file.with_name("ailleurs.dmn")
    file.rename(away)
    person.press("Return")
    person.type("dicté pendant la panne")
    person.wait(lambda: person.status == "Non enregistré")
    assert "déplacé, renommé ou supprimé" in person.bar
    field = person.one(TextField, "Réponse")
    assert field.property("state") == "error"
    assert field.value() == "dicté pendant la panne"
    assert person.reads("Non enregistré, nouvel essai dans 5 s.")

    assert not person.leave(), "closing asks first"
    with person.qtbot.waitSignal(person.window.context.events.save_failed):
        pass
    assert "Une saisie n’est pas enregistrée." in person.bar, "still asked after another try"
    assert person.button("Fermer sans l’enregistrer")

    away.rename(file)
    person.wait(lambda: person.status.startswith("Enregistré"))
    assert field.property("state") != "error"
    assert not person.window.failure.isVisible()
    assert person.leave()
    person.start(file)
    assert person.answer("q3_a").text == "dicté pendant la panne"


def test_what_the_register_refuses_goes_to_a_copy_in_which_work_goes_on(
    person: Person, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start(file)
    person.go("reponses")
    file.rename(file.with_name("clé retirée.dmn"))
    person.press("Return")
    person.type("dicté sans la clé")
    person.wait(lambda: person.status == "Non enregistré")
    copy = tmp_path / "copie.dmn"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(copy))
    person.click("Enregistrer une copie…")
    person.settled()
    assert person.bar == f"Le travail continue dans la copie{NBSP}: {copy}."
    assert person.register.path == copy
    assert person.status.startswith("Enregistré")
    assert person.answer("q3_a").text == "dicté sans la clé"
    person.one(TextField, "Réponse").setFocus()
    person.press("Ctrl+End")
    person.type(", puis la suite")
    person.saved()
    assert person.leave()
    person.start(copy)
    assert person.answer("q3_a").text == "dicté sans la clé, puis la suite"


def test_the_last_cell_outlives_a_program_that_is_cut_off(
    person: Person, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "_LATER", 50)
    person.start(file)
    for cell in ("q5_8_a", "q5_8_b"):
        person.go("reponses", "q5_8", cell)

    def on_disk() -> object:
        return Settings(person.settings).get(f"reprise:{person.project_id}", {}).get("case")

    person.wait(lambda: on_disk() == "q5_8_b")


def test_a_full_disk_is_told_and_the_work_is_kept_when_there_is_room_again(
    person: Person, file: Path
) -> None:
    person.start(file)
    person.go("reponses")
    pages = person.register.raw.execute("PRAGMA page_count").fetchone()[0]
    person.register.raw.execute(f"PRAGMA max_page_count={pages}")
    text = "x" * 15_000
    person.press("Return")
    person.type("début ")
    person.one(TextField, "Réponse").insertPlainText(text)
    person.press("Ctrl+Down")
    assert person.page.route().question == "q3", "one stays where the text is"
    assert person.bar.startswith(f"Le disque est plein{NBSP}:")
    assert person.one(TextField, "Réponse").value() == f"début {text}"
    person.register.raw.execute("PRAGMA max_page_count=1000000")
    person.press("Ctrl+Down")
    assert person.page.route().question == "q4_1"
    assert person.answer("q3_a").text == f"début {text}"


def test_one_may_close_without_what_cannot_be_saved(person: Person, file: Path) -> None:
    person.start(file)
    person.go("reponses")
    away = file.with_name("ailleurs.dmn")
    file.rename(away)
    person.press("Return")
    person.type("perdu exprès")
    assert not person.leave()
    window = person.window
    person.click("Fermer sans l’enregistrer")
    person.wait(lambda: not window.isVisible())
    registers.open_file(away).close()


# It is not a register, or not a sound one


def newer(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version=99")
    database.close()


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE cookies (id)")
    database.close()


def torn(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(8192, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (newer, "version plus récente"),
        (foreign, "appartient à un autre programme"),
        (torn, "est endommagé"),
        (lambda path: path.write_bytes(b""), "est vide"),
        (lambda path: path.write_text("<html>"), "n’est pas un registre DMN"),
        (lambda path: path.unlink(), "est introuvable"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told_and_not_touched(
    person: Person, file: Path, spoil: object, words: str
) -> None:
    spoil(file)  # type: ignore[operator]
    before = hashlib.sha256(file.read_bytes()).digest() if file.exists() else b""
    person.start(file)
    assert words in person.bar
    assert person.reads("Rien ne quitte ce poste"), "the first screen, to choose another file"
    assert not person.window.context.desk.is_open
    after = hashlib.sha256(file.read_bytes()).digest() if file.exists() else b""
    assert after == before


def test_a_damaged_register_gives_way_to_its_last_backup(
    person: Person, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "clé USB"
    folder.mkdir()
    person.start(file)
    person.window.context.settings.set("dossier_sauvegardes", str(folder))
    person.go("reponses")
    person.press("Return")
    person.type("avant la panne")
    person.leave()
    [backup] = backups(folder)
    before = (folder / backup).read_bytes()
    torn(file)
    broken = file.read_bytes()
    person.start(file)
    target = tmp_path / "repris.dmn"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(target))
    person.click("Reprendre la dernière sauvegarde…")
    person.settled()
    assert person.register.path == target
    assert person.answer("q3_a").text == "avant la panne"
    assert file.read_bytes() == broken
    assert (folder / backup).read_bytes() == before


def test_a_refused_file_leaves_the_open_one_open(
    person: Person, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start(file)
    wrong = tmp_path / "photo.dmn"
    wrong.write_bytes(b"\x89PNG" + bytes(200))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", picks(wrong))
    person.press("Ctrl+O")
    person.settled()
    assert "photo.dmn n’est pas un registre DMN" in person.bar
    person.go("reponses")
    person.press("Return")
    person.type("on continue")
    person.saved()


# Backups


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.dmn"))


def test_closing_leaves_a_dated_backup_when_something_changed(
    person: Person, file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "clé USB"
    folder.mkdir()
    person.start(file)
    person.window.context.settings.set("dossier_sauvegardes", str(folder))
    person.leave()
    [first] = backups(folder)
    assert first.startswith("registre - sauvegarde 0001 du ")
    copy = registers.open_file(folder / first, read_only=True)
    assert registers.structure_of(copy).name == "Cabinet des Remparts"
    copy.close()
    person.start(file)
    person.leave()
    assert backups(folder) == [first], "nothing changed"
    person.start(file)
    person.go("reponses")
    person.press("D")
    person.leave()
    assert len(backups(folder)) == 2
    assert "aujourd’hui à" in restarted(person, file).window.status.backup.text()


def restarted(person: Person, file: Path) -> Person:
    person.start(file)
    return person


def test_a_backup_that_cannot_be_made_is_told_before_the_window_closes(
    person: Person, file: Path, tmp_path: Path
) -> None:
    person.start(file)
    person.window.context.settings.set("dossier_sauvegardes", str(tmp_path / "clé débranchée"))
    assert not person.leave()
    assert "clé débranchée est introuvable" in person.bar
    person.click("Fermer sans sauvegarder")
    window = person.window
    person.wait(lambda: not window.isVisible())


@pytest.fixture
def slow(person: Person, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Copies wait until this is set, or until they are stopped."""
    person.patient = False
    go_on = threading.Event()
    write = copying._write

    def waiting(raw: sqlite3.Connection, making: Path, watch: copying.Watch) -> None:
        while not go_on.wait(0.01):
            if watch.stopped():
                raise copying.Stopped
        write(raw, making, watch)

    monkeypatch.setattr(copying, "_write", waiting)
    return go_on


def closing_slowly(person: Person, file: Path, folder: Path) -> MainWindow:
    folder.mkdir()
    person.start(file)
    person.window.context.settings.set("dossier_sauvegardes", str(folder))
    person.window.close()
    person.wait(person.window.progress.isVisible)
    assert person.reads("Sauvegarde du registre…")
    return person.window


def test_a_long_backup_shows_its_progress_and_closes_when_it_ends(
    person: Person, file: Path, tmp_path: Path, slow: threading.Event
) -> None:
    window = closing_slowly(person, file, tmp_path / "clé")
    assert not window.sidebar.isEnabled()
    assert not window.pages.isEnabled()
    window.close()
    assert window.isVisible(), "asking twice changes nothing"
    slow.set()
    person.wait(lambda: not window.isVisible())
    assert len(backups(tmp_path / "clé")) == 1


def test_one_may_close_without_waiting_for_the_backup(
    person: Person, file: Path, tmp_path: Path, slow: threading.Event
) -> None:
    window = closing_slowly(person, file, tmp_path / "clé")
    person.click("Fermer sans sauvegarder")
    person.wait(lambda: not window.isVisible())
    assert list((tmp_path / "clé").iterdir()) == []
    assert not slow.is_set()


def test_a_backup_that_is_asked_for_can_be_stopped_and_work_goes_on(
    person: Person, file: Path, tmp_path: Path, slow: threading.Event
) -> None:
    folder = tmp_path / "clé"
    folder.mkdir()
    person.start(file)
    person.window.context.settings.set("dossier_sauvegardes", str(folder))
    person.go("reponses", "q5_8")
    before = person.focus
    person.window.menus.back_up()
    person.wait(person.window.progress.isVisible)
    person.press("Ctrl+Z")
    person.click("Arrêter")
    person.wait(lambda: "Sauvegarde arrêtée" in person.bar)
    assert person.focus is before
    slow.set()
    person.window.menus.back_up()
    person.wait(lambda: "Sauvegarde faite et vérifiée" in person.bar)
    assert len(backups(folder)) == 1


# Long work with the file


def test_a_long_copy_shows_its_progress_and_can_be_stopped(
    person: Person,
    file: Path,
    tmp_path: Path,
    slow: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "copie.dmn"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(target))
    person.start(file)
    person.window.menus.save_copy()
    person.wait(person.window.progress.isVisible)
    assert person.reads("Copie du registre…")
    person.click("Arrêter")
    person.settled()
    assert person.bar == "Copie arrêtée. Rien n’a été écrit."
    assert not target.exists()
    slow.set()
    person.window.menus.save_copy()
    person.settled()
    assert registers.open_file(target, read_only=True).path == target


@pytest.fixture
def slow_check(person: Person, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Files are read through until this is set, or until they are stopped."""
    person.patient = False
    go_on = threading.Event()

    def waiting(raw: sqlite3.Connection, path: Path, thorough: bool) -> None:
        while not go_on.is_set():
            # Looks at the watch as a long check does.
            raw.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000)"
                " SELECT count(*) FROM n"
            ).fetchall()
        connection.check_content(raw, path, thorough)

    monkeypatch.setattr("dmn_desktop.store.database.check_content", waiting)
    return go_on


def test_a_register_long_to_open_shows_its_progress_and_can_be_stopped(
    person: Person, file: Path, tmp_path: Path, slow_check: threading.Event
) -> None:
    second = tmp_path / "gros.dmn"
    slow_check.set()
    registers.create(second, Structure(name="Gros cabinet")).close()
    person.start(file)
    slow_check.clear()
    person.window.open_file(second)
    person.wait(person.window.progress.isVisible)
    assert person.reads("Ouverture de gros.dmn…")
    assert not person.window.pages.isEnabled()
    person.click("Arrêter")
    person.settled()
    assert person.window.windowTitle() == "Cabinet des Remparts – Registre DMN"
    person.window.open_file(second)
    person.wait(person.window.progress.isVisible)
    slow_check.set()
    person.settled()
    assert person.window.windowTitle() == "Gros cabinet – Registre DMN"
    registers.open_file(file).close()


def test_a_register_that_gives_way_to_another_is_backed_up_first(
    person: Person, file: Path, tmp_path: Path, slow: threading.Event
) -> None:
    folder = tmp_path / "clé"
    folder.mkdir()
    second = tmp_path / "autre.dmn"
    registers.create(second, Structure(name="Autre cabinet")).close()
    person.start(file)
    person.window.context.settings.set("dossier_sauvegardes", str(folder))
    person.window.open_file(second)
    person.wait(person.window.progress.isVisible)
    assert person.window.windowTitle() == "Cabinet des Remparts – Registre DMN"
    slow.set()
    person.settled()
    assert person.window.windowTitle() == "Autre cabinet – Registre DMN"
    assert len(backups(folder)) == 1


def test_a_backup_that_fails_is_told_and_does_not_hold_the_next_register(
    person: Person, file: Path, tmp_path: Path
) -> None:
    second = tmp_path / "autre.dmn"
    registers.create(second, Structure(name="Autre cabinet")).close()
    person.start(file)
    person.window.context.settings.set("dossier_sauvegardes", str(tmp_path / "clé débranchée"))
    person.window.open_file(second)
    person.settled()
    assert person.window.windowTitle() == "Autre cabinet – Registre DMN"
    assert "clé débranchée est introuvable" in person.bar


# A bug of ours


def test_a_bug_is_told_once_logged_without_content_and_the_work_goes_on(
    person: Person, file: Path
) -> None:
    person.start(file)
    person.go("reponses")
    context = person.window.context

    def broken() -> None:
        secret = "Mme Durand"
        raise ValueError(secret)

    for _ in range(2):
        context.tasks.run("…", lambda job: broken(), lambda _: None)
        person.wait(lambda: not context.tasks.is_busy())
    assert "Une erreur inattendue s’est produite." in person.bar
    log = person.settings / "technique.log"
    words = log.read_text(encoding="utf-8")
    assert "ValueError" in words
    assert "test_faults.py" in words
    assert "Durand" not in words
    log.unlink()
    person.press("Return")
    person.type("on continue")
    person.saved()


def test_two_registers_never_stay_open_together(person: Person, file: Path, tmp_path: Path) -> None:
    second = registers.create(tmp_path / "autre.dmn", Structure(name="Autre cabinet"))
    second.close()
    person.start(file)
    person.go("reponses")
    person.press("Return")
    person.type("avant de changer")
    person.window.open_file(second.path)
    person.settled()
    assert person.window.windowTitle() == "Autre cabinet – Registre DMN"
    person.window.open_file(file)
    person.settled()
    assert person.answer("q3_a").text == "avant de changer"

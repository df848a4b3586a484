"""Folders and disks that refuse: read-only, full."""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Project, Structure
from dmn_desktop.store.backup import back_up
from dmn_desktop.store.database import Register, create_register, open_register
from tests.store.processes import (
    back_up_without_rights,
    copy_on_full_disk,
    create_without_rights,
    folder_for_anyone,
    give_away,
    kill_while_saving,
    open_on_full_disk,
    other,
    outcome,
    save_on_full_disk,
    save_text,
    saved_text,
    without_rights,
)


@pytest.fixture
def path() -> Iterator[Path]:
    """A register that an ordinary user may reach, in a folder of its own."""
    with folder_for_anyone() as outside:
        folder = outside / "dossier"
        folder.mkdir()
        register = create_register(folder / "registre.dmn", Structure(name="Cabinet"))
        with register.transaction("nouveau projet") as tx:
            tx.put(Project(number=1, need="Moins de fractures oubliées"))
        save_text(register, "avant")
        register.close()
        yield register.path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o755, 0o444), (0o555, 0o644), (0o555, 0o444)]
)
def test_where_nothing_may_be_written_a_register_opens_to_read(
    path: Path, folder_mode: int, file_mode: int
) -> None:
    give_away(path.parent)
    path.chmod(file_mode)
    path.parent.chmod(folder_mode)
    before = digest(path)
    assert outcome(without_rights, path) == ("opened", True, "avant")
    assert digest(path) == before
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_may_not_even_be_read_is_told(path: Path) -> None:
    give_away(path.parent)
    path.chmod(0)
    kind, happened, kept, to_do = outcome(without_rights, path)
    assert kind == "UserError"
    assert happened == "Le fichier registre.dmn ne peut pas être lu (accès refusé)."
    assert "pas été modifié" in kept
    assert to_do


def test_an_interrupted_save_in_a_read_only_folder_is_told(path: Path) -> None:
    kill_while_saving(path)
    assert path.with_name("registre.dmn-journal").read_bytes()[:8] != bytes(8)
    give_away(path.parent)
    for left in path.parent.iterdir():
        left.chmod(0o444)
    path.parent.chmod(0o555)
    _, happened, _, to_do = outcome(without_rights, path)
    assert "interrompue" in happened
    assert "ouvrir la copie" in to_do
    # Where it may be written, the save is undone and everything before it is there.
    path.parent.chmod(0o755)
    register = open_register(path)
    assert saved_text(register) == "avant"
    register.close()


def test_a_folder_that_refuses_a_new_register_is_told(path: Path) -> None:
    give_away(path.parent)
    path.parent.chmod(0o555)
    _, happened, kept, _ = outcome(create_without_rights, path.with_name("neuf.dmn"))
    assert "ne peut pas être créé" in happened
    assert "accès refusé" in happened
    assert kept == "Aucun fichier n’a été créé."


def test_a_folder_that_refuses_a_backup_is_told(path: Path) -> None:
    refusing = path.parent.parent / "sauvegardes"
    refusing.mkdir()
    give_away(path.parent)
    refusing.chmod(0o555)
    _, happened, kept, to_do = outcome(back_up_without_rights, path, refusing)
    assert "accès refusé" in happened
    assert "intact" in kept
    assert "autre dossier" in to_do


@pytest.mark.parametrize("room", [0, 4096, 5000, 40_000, 200_000])
def test_a_full_disk_loses_nothing_saved_and_says_so(path: Path, room: int) -> None:
    with other(save_on_full_disk, path, room) as writer:
        said = writer.everything()
    *saved, failure, read, again = said
    assert failure[0] == "UserError"
    assert "disque plein" in failure[1]
    assert "n’est pas enregistrée" in failure[1]
    assert "n’est pas touché" in failure[2]
    assert read == ("read", str(saved[-1]) if saved else "avant")
    assert again == ("saved again", "après")
    register = open_register(path)
    register.check(thorough=True)
    assert saved_text(register) == "après"
    register.close()


def test_a_full_disk_leaves_what_was_saved_for_the_next_opening(path: Path) -> None:
    with other(save_on_full_disk, path, 20_000) as writer:
        saved = 0
        while isinstance(said := writer.receive(), int):
            saved = said
        writer.kill()
    register = open_register(path)
    register.check(thorough=True)
    assert saved_text(register).split()[0] in (str(saved), "après")
    register.close()


def test_a_full_disk_does_not_prevent_from_reading(path: Path) -> None:
    with other(open_on_full_disk, path) as reader:
        opened, failure, read, saved = reader.everything()
    assert opened == (False, "avant")
    assert "disque plein" in failure[1]
    assert (read, saved) == ("avant", "après")


def test_the_words_of_a_full_disk(with_project: Register) -> None:
    save_text(with_project, "avant")
    pages = with_project.raw.execute("PRAGMA page_count").fetchone()[0]
    with_project.raw.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(UserError) as refused:
        save_text(with_project, "x" * 20_000)
    assert refused.value.happened.startswith("Le disque est plein\u00a0:")
    assert "l’enregistrement reprendra" in refused.value.to_do
    assert saved_text(with_project) == "avant"
    with_project.raw.execute("PRAGMA max_page_count=1000000")
    save_text(with_project, "x" * 20_000)
    assert saved_text(with_project) == "x" * 20_000


def test_copies_on_a_full_disk_leave_the_earlier_ones_and_no_rest(path: Path) -> None:
    folder = path.parent.parent / "sauvegardes"
    folder.mkdir()
    register = open_register(path)
    back_up(register, folder)
    register.close()
    existing = folder / "copie.dmn"
    existing.write_bytes(b"an earlier copy")
    before = {file.name: digest(file) for file in folder.iterdir()}
    with other(copy_on_full_disk, path, existing) as copier:
        for kind, happened, kept, to_do in copier.everything():
            assert kind == "UserError"
            assert "disque plein" in happened
            assert "intact" in kept or "Aucun fichier" in kept
            assert "autre dossier" in to_do
    assert {file.name: digest(file) for file in folder.iterdir()} == before


def test_a_failure_of_the_program_itself_is_not_told_as_one_of_the_disk(
    with_project: Register,
) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        with_project.reading(),
    ):
        with_project.raw.execute("SELECT * FROM absent")

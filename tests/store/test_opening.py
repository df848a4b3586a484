import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Structure
from dmn_desktop.store import tables
from dmn_desktop.store.backup import save_copy
from dmn_desktop.store.database import Register, create_register, open_register
from dmn_desktop.store.driver import address_of
from tests.store.processes import save_text, saved_text


def fingerprints(folder: Path) -> dict[str, str]:
    """Every file under a folder, with what it holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def newer(path: Path) -> None:
    create_register(path, Structure(name="Cabinet")).close()
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version={tables.SCHEMA + 2}")
    raw.close()


def another_application(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE bookmarks (url TEXT)")
    raw.close()


def patched(offset: int, content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        create_register(path, Structure(name="Cabinet")).close()
        patch(path, offset, content)

    return make


def patch(path: Path, offset: int, content: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(offset)
        file.write(content)


def cut(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        create_register(path, Structure(name="Cabinet")).close()
        os.truncate(path, size)

    return make


REFUSED = {
    "newer": (newer, "version plus récente (format 3, ici 1)"),
    "another application": (another_application, "appartient à un autre programme"),
    "not SQLite": (lambda path: path.write_bytes(b"PK\x03\x04" * 100), "n’est pas un registre DMN"),
    "text": (lambda path: path.write_text("Bonjour"), "n’est pas un registre DMN"),
    "empty": (lambda path: path.touch(), "est vide"),
    "header cut": (cut(60), "n’est pas un registre DMN"),
    "cut inside a page": (cut(5000), "est endommagé (sa taille"),
    "cut between pages": (cut(8192), "est endommagé"),
    "header destroyed": (patched(0, b"\0" * 16), "n’est pas un registre DMN"),
    "impossible page size": (patched(16, b"\x12\x34"), "son début est incohérent"),
    "no schema version": (patched(60, b"\0" * 4), "son début est incohérent"),
    "unknown file format": (patched(44, b"\0\0\0\x63"), "est endommagé"),
    "folder": (lambda path: path.mkdir(), "n’est pas un fichier"),
    "pipe": (os.mkfifo, "n’est pas un fichier"),
}


@pytest.mark.parametrize(("make", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_a_readable_register_is_refused_and_untouched(
    tmp_path: Path, make: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / "registre.dmn"
    make(path)
    before = fingerprints(tmp_path)
    for read_only in (False, True):
        with pytest.raises(UserError) as refused:
            open_register(path, read_only)
        assert words in refused.value.happened
        assert refused.value.to_do
    assert fingerprints(tmp_path) == before


@pytest.mark.parametrize("name", ["mistyped.dmn", "no folder/registre.dmn"])
def test_a_mistyped_path_is_told_and_creates_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="est introuvable"):
        open_register(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_opening_and_closing_changes_no_byte_and_leaves_one_file(register: Register) -> None:
    register.close()
    before = fingerprints(register.path.parent)
    open_register(register.path).close()
    open_register(register.path, read_only=True).close()
    assert fingerprints(register.path.parent) == before
    assert list(before) == ["registre.dmn"]


def test_a_register_opened_to_read_refuses_every_change(register: Register) -> None:
    register.close()
    reading = open_register(register.path, read_only=True)
    with (
        pytest.raises(UserError, match="en lecture seule"),
        reading.transaction("essai") as tx,
    ):
        tx.put(Structure(name="Autre"))
    assert reading.undo() is None
    reading.close()


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER planted AFTER INSERT ON step BEGIN DELETE FROM note; END",
        "CREATE VIEW planted AS SELECT * FROM step",
        "CREATE VIRTUAL TABLE planted USING fts5(text)",
        "DROP TRIGGER step_no_update",
        "DROP TABLE study",
        "ALTER TABLE note RENAME COLUMN text TO texte",
    ],
)
def test_a_file_whose_structure_was_changed_is_refused(register: Register, planted: str) -> None:
    register.close()
    raw = sqlite3.connect(register.path)
    raw.execute(planted)
    raw.close()
    before = fingerprints(register.path.parent)
    with pytest.raises(UserError, match="est endommagé"):
        open_register(register.path)
    assert fingerprints(register.path.parent) == before


def test_an_existing_file_is_never_replaced_by_a_new_register(tmp_path: Path) -> None:
    path = tmp_path / "registre.dmn"
    path.write_text("à garder")
    with pytest.raises(UserError, match="existe déjà"):
        create_register(path, Structure(name="Cabinet"))
    assert path.read_text() == "à garder"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["absent/registre.dmn", "x" * 300 + ".dmn"])
def test_a_register_that_cannot_be_created_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as refused:
        create_register(tmp_path / name, Structure(name="Cabinet"))
    assert "ne peut pas être créé" in refused.value.happened
    assert refused.value.kept == "Aucun fichier n’a été créé."
    assert list(tmp_path.iterdir()) == []


ODD_NAMES = [
    "Cabinet Éléonore & Gaël",
    "100 % prêt #3",
    "Quoi ? Où !",
    "%41%2e?mode=memory",
    "l'œil du « Dr »",
    "a&b;c=d+e",
    "日本語 😀",
    "-rf",
    "n" * 210,
    "é" * 110,
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_of_file_and_folder_works(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name[:60]
    folder.mkdir()
    path = folder / f"{name}.dmn"
    register = create_register(path, Structure(name=name))
    with register.transaction("essai") as tx:
        tx.put(tx.find(Structure)[0].but(address="ici"))
    register.close()
    again = open_register(path)
    with again.reading() as reader:
        assert reader.find(Structure)[0].address == "ici"
    again.close()
    assert [file.name for file in folder.iterdir()] == [path.name]


def test_a_path_too_long_for_the_database_is_told(register: Register) -> None:
    register.close()
    folder = register.path.parent
    while len(os.fsencode(folder)) < 520:
        folder = folder / ("d" * 100)
    folder.mkdir(parents=True)
    shutil.copy(register.path, folder)
    with pytest.raises(UserError, match="trop long"):
        open_register(folder / register.path.name)


def test_a_network_folder_of_windows_is_a_path_to_sqlite() -> None:
    path = PureWindowsPath("//serveur/partage/Cabinet é/registre.dmn")
    address = "file:////serveur/partage/Cabinet%20%C3%A9/registre.dmn?mode=rw"
    assert address_of(path, "rw") == address
    assert address_of(PureWindowsPath("Z:/a#b.dmn"), "ro") == "file:///Z:/a%23b.dmn?mode=ro"
    assert address_of(PurePosixPath("/a?b.dmn"), "ro") == "file:///a%3Fb.dmn?mode=ro"


@pytest.mark.parametrize("disturb", [Path.unlink, lambda path: path.rename(f"{path}.ailleurs")])
def test_a_file_that_goes_while_open_is_told_and_can_be_copied_elsewhere(
    with_project: Register, tmp_path: Path, disturb: Callable[[Path], object]
) -> None:
    register = with_project
    save_text(register, "avant")
    disturb(register.path)
    with pytest.raises(UserError, match="déplacé, renommé ou supprimé") as refused:
        save_text(register, "perdu de vue")
    assert "enregistrer une copie ailleurs" in refused.value.to_do
    assert saved_text(register) == "avant"
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    save_copy(register, folder / "registre.dmn")
    register.close()
    again = open_register(folder / "registre.dmn")
    assert saved_text(again) == "avant"
    again.close()


def test_a_register_whose_medium_vanished_is_copied_from_memory(
    with_project: Register, tmp_path: Path
) -> None:
    register = with_project
    save_text(register, "avant")
    os.truncate(register.path, 0)
    save_copy(register, tmp_path / "copie.dmn")
    register.close()
    again = open_register(tmp_path / "copie.dmn")
    assert saved_text(again) == "avant"
    again.close()


def test_closing_twice_does_no_harm(register: Register) -> None:
    register.close()
    register.close()
    again = open_register(register.path)
    assert not again.read_only
    again.close()

from __future__ import annotations

import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Structure
from dmn_desktop.store import backup, copying
from dmn_desktop.store.backup import KEPT, back_up, backups_in, save_copy, series_of
from dmn_desktop.store.copying import Stopped, Watch, check_rows
from dmn_desktop.store.database import Register, create_register, open_register
from tests.store.processes import save_text, saved_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "clé USB"
    made.mkdir()
    return made


def test_a_backup_is_a_whole_register_of_this_moment(with_project: Register, folder: Path) -> None:
    save_text(with_project, "avant")
    made = back_up(with_project, folder)
    save_text(with_project, "après")
    assert re.fullmatch(
        r"registre - sauvegarde 0001 du \d{4}-\d\d-\d\d \([0-9a-f]{6}\)\.dmn", made.name
    )
    assert list(folder.iterdir()) == [made]
    saved = open_register(made)
    saved.check(thorough=True)
    assert saved_text(saved) == "avant"
    with saved.reading() as then, with_project.reading() as now:
        assert then.counts() == now.counts()
        assert len(then.history()) == len(now.history()) - 1
    saved.close()


def test_backups_are_numbered_by_sequence_whatever_the_clock_says(
    with_project: Register, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2026, 3, 1), date(2096, 1, 1), date(1999, 12, 31), date(2026, 3, 2)]
    for day in days:
        monkeypatch.setattr(backup, "today", lambda day=day: day)
        back_up(with_project, folder)
    found = backups_in(folder, series_of(with_project))
    assert [made.number for made in found] == [1, 2, 3, 4]
    assert all(day.isoformat() in made.path.name for made, day in zip(found, days, strict=True))
    # A number is not given again, even when the user deleted old backups.
    for made in found[:2]:
        made.path.unlink()
    back_up(with_project, folder)
    found = backups_in(folder, series_of(with_project))
    assert [made.number for made in found] == [3, 4, 5]


def test_thirty_backups_are_kept_and_foreign_files_are_not_touched(
    with_project: Register, folder: Path
) -> None:
    series = series_of(with_project)
    foreign = [
        "registre.dmn",
        "photo.jpg",
        series.name(7).replace("registre", "autre registre"),
        series.name(7).replace(series.mark, "abc123"),
        series.name(7).replace("sauvegarde", "copie"),
        f"{series.name(7)}.bak",
    ]
    for name in foreign:
        (folder / name).write_text("à garder")
    for number in range(1, KEPT + 5):
        (folder / series.name(number)).write_text("ancienne")
    made = back_up(with_project, folder)
    numbers = [found.number for found in backups_in(folder, series)]
    assert numbers == list(range(6, KEPT + 6))
    assert made.name == series.name(KEPT + 5)
    assert all((folder / name).read_text() == "à garder" for name in foreign)


def test_two_registers_of_one_name_share_a_folder_without_mixing(
    with_project: Register, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "autre").mkdir()
    namesake = create_register(tmp_path / "autre" / "registre.dmn", Structure(name="Autre"))
    for register in (with_project, namesake, namesake):
        back_up(register, folder)
    assert len(backups_in(folder, series_of(with_project))) == 1
    assert len(backups_in(folder, series_of(namesake))) == 2
    namesake.close()


def test_a_backup_of_a_long_name_fits(tmp_path: Path, folder: Path) -> None:
    register = create_register(tmp_path / f"{'é' * 110}.dmn", Structure(name="Cabinet"))
    assert back_up(register, folder).exists()
    assert back_up(register, folder).name.startswith("ééé")
    assert len(backups_in(folder, series_of(register))) == 2
    register.close()


@pytest.mark.parametrize("missing", ["absent", "registre.dmn"])
def test_a_missing_folder_is_told(with_project: Register, tmp_path: Path, missing: str) -> None:
    for attempt in (back_up, lambda r, f: save_copy(r, f / "copie.dmn")):
        with pytest.raises(UserError, match="est introuvable") as refused:
            attempt(with_project, tmp_path / missing)
        assert refused.value.kept == "Le registre est intact."


def test_a_copy_onto_the_register_itself_is_refused(
    with_project: Register, folder: Path, tmp_path: Path
) -> None:
    path = with_project.path
    (folder / "raccourci.dmn").symlink_to(path)
    (folder / "lien.dmn").hardlink_to(path)
    for same in (path, tmp_path / "clé USB" / ".." / path.name, *folder.iterdir()):
        with pytest.raises(UserError, match="nom du registre ouvert"):
            save_copy(with_project, same)
    path.unlink()
    with pytest.raises(UserError, match="nom du registre ouvert"):
        save_copy(with_project, path)


def test_a_copy_replaces_what_the_user_chose_to_replace(
    with_project: Register, folder: Path
) -> None:
    target = folder / "copie.dmn"
    target.write_text("ancien fichier")
    save_text(with_project, "avant")
    save_copy(with_project, target)
    copied = open_register(target)
    assert saved_text(copied) == "avant"
    save_text(copied, "dans la copie")
    copied.close()
    assert saved_text(with_project) == "avant"


def test_a_copy_that_lacks_rows_is_refused(with_project: Register, folder: Path) -> None:
    save_copy(with_project, folder / "copie.dmn")
    save_text(with_project, "après la copie")
    copied = open_register(folder / "copie.dmn")
    with pytest.raises(UserError, match="il manque des lignes dans step"):
        check_rows(with_project.raw, copied.raw, copied.path)
    copied.close()


def test_a_copy_that_does_not_read_back_is_not_put_in_place(
    with_project: Register, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = copying._write

    def with_a_bad_sector(raw: sqlite3.Connection, making: Path, watch: Watch) -> None:
        write(raw, making, watch)
        with making.open("rb+") as file:
            file.seek(4096)
            file.write(bytes(4096))

    monkeypatch.setattr(copying, "_write", with_a_bad_sector)
    with pytest.raises(UserError, match="elle ne se relit pas"):
        back_up(with_project, folder)
    assert list(folder.iterdir()) == []


def test_only_old_rests_of_interrupted_copies_are_swept(
    with_project: Register, folder: Path
) -> None:
    import os

    for name in (".copie-aaaaaaaa.tmp", ".copie-bbbbbbbb.tmp", "copie.tmp"):
        (folder / name).write_text("reste")
    os.utime(folder / ".copie-aaaaaaaa.tmp", (0, 0))
    os.utime(folder / "copie.tmp", (0, 0))
    made = back_up(with_project, folder)
    assert {file.name for file in folder.iterdir()} == {
        ".copie-bbbbbbbb.tmp",
        "copie.tmp",
        made.name,
    }


@pytest.mark.parametrize("phase", ["written", "read again"])
def test_a_backup_that_is_stopped_leaves_nothing(
    with_project: Register, folder: Path, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    monkeypatch.setattr(copying, "_STEPS_AT_ONCE", 1)
    save_text(with_project, "avant")
    kept = back_up(with_project, folder)
    told: list[tuple[int, int]] = []
    at = (0, 0)

    def stopped() -> bool:
        return (told[-1] == at) if phase == "read again" else bool(told)

    with pytest.raises(Stopped):
        back_up(with_project, folder, Watch(lambda *numbers: told.append(numbers), stopped))
    assert list(folder.iterdir()) == [kept]
    assert (told[-1] == at) == (phase == "read again")
    save_text(with_project, "après")
    assert saved_text(with_project) == "après"


def test_a_backup_tells_how_far_it_is(with_project: Register, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    back_up(with_project, folder, Watch(lambda *numbers: told.append(numbers)))
    (done, total), again = told[-2:]
    assert done == total > 0
    assert again == (0, 0)

"""Programs killed in the middle: nothing that was told as saved is lost."""

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op

from dmn_desktop.core.errors import UserError
from dmn_desktop.store import migrate, tables
from dmn_desktop.store.backup import back_up, save_copy
from dmn_desktop.store.database import Register, open_register
from tests.store.processes import (
    back_up_without_end,
    kill_while_saving,
    other,
    save_text,
    save_without_end,
    saved_text,
    upgrade_slowly,
)

KILLS = 20


def test_nothing_told_as_saved_is_lost_when_the_program_is_killed(with_project: Register) -> None:
    path = with_project.path
    with_project.close()
    chance = random.Random(3)
    told = 0
    for _ in range(KILLS):
        with other(save_without_end, path) as writer:
            for _ in range(chance.randint(1, 5)):
                told = writer.receive()
            writer.kill()
            # Saves told meanwhile, up to the last one it could tell.
            told = max([told, *writer.everything()])
        register = open_register(path)
        register.check(thorough=True)
        # One more may have been written before it could be told.
        assert int(saved_text(register)) in (told, told + 1)
        register.close()
    assert told > KILLS


def test_a_save_cut_half_way_is_undone_as_a_whole(with_project: Register) -> None:
    path = with_project.path
    save_text(with_project, "avant")
    with_project.close()
    kill_while_saving(path)
    assert path.stat().st_size > 100_000, "the kill came before any page was written"
    # A power cut may also cut a page.
    with path.open("ab") as file:
        file.write(b"half a page")
    register = open_register(path)
    register.check(thorough=True)
    assert saved_text(register) == "avant"
    assert labels(register) == ["réponse 1 a", "nouveau projet", "création du registre"]
    register.close()


def labels(register: Register) -> list[str]:
    with register.reading() as reader:
        return [line.label for line in reader.history()]


def test_a_backup_cut_half_way_leaves_whole_backups_only(
    with_project: Register, tmp_path: Path
) -> None:
    path = with_project.path
    save_text(with_project, "x" * 20_000)
    with_project.close()
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    chance = random.Random(5)
    for _ in range(8):
        with other(back_up_without_end, path, folder) as writer:
            assert writer.receive() == "begins"
            writer.pipe.poll(chance.random() / 20)
            writer.kill()
    whole = list(folder.glob("*.dmn"))
    for backup in whole:
        register = open_register(backup)
        register.check(thorough=True)
        assert saved_text(register) == "x" * 20_000
        register.close()
    register = open_register(path)
    for left in folder.glob(".copie-*"):
        os.utime(left, (0, 0))
    back_up(register, folder)
    register.close()
    assert sorted(folder.iterdir()) == sorted(folder.glob("*.dmn"))


def add_a_column() -> None:
    op.add_column("note", sa.Column("colour", sa.Text(), nullable=True))
    op.execute("UPDATE note SET colour = 'ocre'")


def fail_half_way() -> None:
    op.add_column("note", sa.Column("colour", sa.Text(), nullable=True))
    op.execute("SELECT * FROM absent")


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Gives the program one schema more than the registers have."""

    def make(step: Callable[[], None]) -> None:
        known = migrate.steps() | {tables.SCHEMA + 1: step}
        monkeypatch.setattr(migrate, "steps", lambda: known)
        monkeypatch.setattr(tables, "SCHEMA", tables.SCHEMA + 1)

    return make


def schema_in(path: Path) -> tuple[int, bool]:
    """The version of a closed register, and whether it has the new column."""
    raw = sqlite3.connect(path)
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    columns = [row[1] for row in raw.execute("PRAGMA table_info(note)")]
    raw.close()
    return version, "colour" in columns


def test_an_older_register_is_copied_then_brought_up_to_date(
    with_project: Register, next_schema: Callable[[Callable[[], None]], None]
) -> None:
    path = with_project.path
    save_text(with_project, "avant")
    with_project.close()
    path.with_name("registre - avant format 2.dmn").write_bytes(b"an earlier copy")
    next_schema(add_a_column)
    register = open_register(path)
    assert saved_text(register) == "avant"
    save_text(register, "après")
    register.close()
    assert schema_in(path) == (2, True)
    assert schema_in(path.with_name("registre - avant format 2 (2).dmn")) == (1, False)
    assert path.with_name("registre - avant format 2.dmn").read_bytes() == b"an earlier copy"


def test_an_upgrade_that_fails_changes_nothing(
    with_project: Register, next_schema: Callable[[Callable[[], None]], None]
) -> None:
    path = with_project.path
    save_text(with_project, "avant")
    with_project.close()
    next_schema(fail_half_way)
    with pytest.raises(sa.exc.OperationalError, match="absent"):
        open_register(path)
    assert schema_in(path) == (1, False)


def test_an_older_register_that_cannot_be_written_is_told(
    with_project: Register, next_schema: Callable[[Callable[[], None]], None]
) -> None:
    with_project.close()
    next_schema(add_a_column)
    with pytest.raises(UserError, match="version précédente"):
        open_register(with_project.path, read_only=True)


def test_an_upgrade_killed_half_way_leaves_the_old_register_whole(with_project: Register) -> None:
    path = with_project.path
    save_text(with_project, "avant")
    with_project.close()
    with other(upgrade_slowly, path) as writer:
        assert writer.receive() == "half way"
        writer.kill()
    assert path.with_name("registre.dmn-journal").exists()
    register = open_register(path)
    register.check(thorough=True)
    assert saved_text(register) == "avant"
    register.close()
    assert schema_in(path) == (1, False)
    assert schema_in(path.with_name("registre - avant format 2.dmn")) == (1, False)


def test_a_copy_replaces_an_earlier_one_only_when_it_is_whole(
    with_project: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copie.dmn"
    save_copy(with_project, target)
    before = target.read_bytes()
    save_text(with_project, "après")

    def interrupted(making: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dmn_desktop.store.copying.move_into_place", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_copy(with_project, target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".copie-*"))

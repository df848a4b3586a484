"""The first lines of a register, seen before it is opened."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Structure
from dmn_desktop.services import projects
from dmn_desktop.store.database import create_register
from dmn_desktop.store.first_look import first_look


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register of three projects, the first archived, the second changed last."""
    path = tmp_path / "registre.dmn"
    register = create_register(path, Structure(name="Cabinet du Port"))
    made = [projects.create(register, library(), need) for need in ("Un", "Deux", "Trois")]
    with register.transaction("besoin") as tx:
        tx.put(made[1].but(need="Deux, précisé"))
    projects.archive(register, made[0], True)
    register.close()
    return path


def test_the_same_projects_are_seen_in_the_same_order_as_in_their_list(path: Path) -> None:
    look = first_look(path)
    assert look is not None
    assert look.structure == "Cabinet du Port"
    assert look.projects == ((2, "Deux, précisé"), (3, "Trois"), (1, "Un"))
    assert look.total == 3


def test_looking_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    first_look(path)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_cannot_be_looked_at_is_left_to_the_opening(path: Path, tmp_path: Path) -> None:
    assert first_look(tmp_path / "absent.dmn") is None
    assert first_look(tmp_path) is None
    cut = tmp_path / "coupé.dmn"
    cut.write_bytes(path.read_bytes()[:5_000])
    assert first_look(cut) is None
    foreign = tmp_path / "autre.dmn"
    shutil.copyfile(path, foreign)
    with sqlite3.connect(foreign) as raw:
        raw.execute("PRAGMA application_id=1")
    raw.close()
    assert first_look(foreign) is None


def test_a_file_made_to_keep_us_busy_is_given_up(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("ALTER TABLE project RENAME TO real")
        endless = "WITH RECURSIVE n(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        raw.execute(
            f"CREATE VIEW project AS SELECT x AS number, x AS need, 0 AS archived, x AS id "
            f"FROM ({endless})"
        )
    raw.close()
    assert first_look(path) is None

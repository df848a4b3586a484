import getpass
import platform
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Project
from dmn_desktop.store import copying
from dmn_desktop.store.backup import open_copy
from dmn_desktop.store.copying import copy_for_reading
from dmn_desktop.store.database import Register, open_register
from dmn_desktop.store.holder import HeldError
from tests.store.processes import hold, other, read_and_write_raw, save_text, saved_text


def test_a_register_held_elsewhere_names_who_where_and_since_when(with_project: Register) -> None:
    path = with_project.path
    with_project.close()
    with other(hold, path) as holder:
        assert holder.receive() == "held"
        for read_only in (False, True):
            with pytest.raises(HeldError) as refused:
                open_register(path, read_only)
            words = f"déjà ouvert par {getpass.getuser()} sur {platform.node()}, depuis le "
            assert words in refused.value.happened
            assert "copie en lecture seule" in refused.value.to_do


def test_a_held_register_is_read_as_a_copy_without_disturbing_its_holder(
    with_project: Register,
) -> None:
    path = with_project.path
    with_project.close()
    with other(hold, path) as holder:
        assert holder.receive() == "held"
        holder.pipe.send("chez l’autre")
        assert holder.receive() == "saved"
        copy = open_copy(path)
        private = copy.path.parent
        assert copy.path.name == path.name
        assert copy.read_only
        assert saved_text(copy) == "chez l’autre"
        with pytest.raises(UserError, match="lecture seule"):
            save_text(copy, "ici")
        assert saved_text(copy) == "chez l’autre"
        # The holder goes on, and its lock holds.
        holder.pipe.send("encore")
        assert holder.receive() == "saved"
        with pytest.raises(HeldError):
            open_register(path)
        copy.close()
        assert not private.exists()
    again = open_register(path)
    assert saved_text(again) == "encore"
    again.close()


def test_a_register_written_without_pause_is_not_copied_half_done(
    with_project: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = with_project.path
    with_project.close()
    monkeypatch.setattr(copying, "PATIENCE_SECONDS", 0.1)
    # What another program's save looks like half way: pages written, journal not yet cleared.
    path.with_name(f"{path.name}-journal").write_bytes(
        bytes.fromhex("d9d505f920a163d7") + b"x" * 99
    )
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    with pytest.raises(UserError, match="en cours d’écriture"):
        copy_for_reading(path)
    assert set(tmp_path.iterdir()) == before


def test_a_copy_that_cannot_be_opened_leaves_nothing(
    with_project: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = with_project.path
    with_project.close()
    with path.open("rb+") as file:
        file.seek(4096)
        file.write(bytes(4096))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(UserError, match="endommagé"):
        open_copy(path)
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_register_twice_in_one_program_is_refused_and_keeps_its_lock(
    with_project: Register,
) -> None:
    path = with_project.path
    for attempt in (open_register, open_copy):
        with pytest.raises(HeldError, match="déjà ouvert"):
            attempt(path)
    with other(hold, path) as holder:
        # Opening failed there: the lock survived our own second attempt.
        assert holder.everything() == []
    save_text(with_project, "toujours à nous")
    assert saved_text(with_project) == "toujours à nous"


def test_another_program_can_neither_read_nor_write_an_open_register(
    with_project: Register,
) -> None:
    with other(read_and_write_raw, with_project.path) as program:
        assert program.everything() == ["database is locked", "database is locked"]


def test_a_killed_holder_holds_nothing_any_more(with_project: Register) -> None:
    path = with_project.path
    with_project.close()
    with other(hold, path) as holder:
        assert holder.receive() == "held"
        holder.pipe.send("dernière")
        assert holder.receive() == "saved"
        holder.kill()
        again = open_register(path)
        assert again.was_left_open
        assert saved_text(again) == "dernière"
        again.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    closed_properly = open_register(path)
    assert not closed_properly.was_left_open
    closed_properly.close()
    reading = open_register(path, read_only=True)
    assert not reading.was_left_open
    reading.close()


def test_an_unreadable_announcement_still_gives_a_sentence(with_project: Register) -> None:
    path = with_project.path
    path.with_name(f".~{path.name}.ouvert").write_text("{")
    with pytest.raises(HeldError, match="par un autre programme"):
        open_register(path)


def test_closing_does_not_take_away_the_next_holders_announcement(with_project: Register) -> None:
    path = with_project.path
    with_project.close()
    with other(hold, path) as holder:
        assert holder.receive() == "held"
        with_project.close()
        with pytest.raises(HeldError, match="depuis le"):
            open_register(path)


def test_records_of_the_copy_are_those_of_the_original(with_project: Register) -> None:
    path = with_project.path
    with_project.close()
    copy = open_copy(path)
    with copy.reading() as reader:
        assert [project.need for project in reader.find(Project)] == ["Moins de fractures oubliées"]
    copy.close()

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.exports.writing import Cancelled, Steps, Unreadable, write_content, write_file

OLD = b"the previous export"
NEW = b"the new export"


def make_new(path: Path) -> None:
    path.write_bytes(NEW)


def accept(path: Path) -> None:
    assert path.read_bytes() == NEW


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "comparaison.xlsx"
    path.write_bytes(OLD)
    return path


def only_file(path: Path) -> bool:
    return list(path.parent.iterdir()) == [path]


def failing_with(number: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(number, os.strerror(number))

    return make


def test_writes_a_new_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "nouveau.pdf"
    assert write_file(path, make_new, accept) == path
    assert path.read_bytes() == NEW
    assert only_file(path)


def test_replaces_an_existing_file_only_after_its_verification(old: Path) -> None:
    def verify(making: Path) -> None:
        assert old.read_bytes() == OLD
        assert making.read_bytes() == NEW
        assert making.suffix == ".xlsx"

    write_file(old, make_new, verify)
    assert old.read_bytes() == NEW


def test_follows_a_link_instead_of_replacing_it(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "lien.xlsx"
    link.symlink_to(old)
    write_file(link, make_new, accept)
    assert link.is_symlink()
    assert old.read_bytes() == NEW


def test_an_unreadable_result_leaves_the_old_file(old: Path) -> None:
    def refuse(_: Path) -> None:
        raise Unreadable("no page")

    with pytest.raises(UserError) as caught:
        write_file(old, make_new, refuse)
    assert "ne se relit pas" in caught.value.happened
    assert caught.value.kept == "Le fichier précédent est intact."
    assert old.read_bytes() == OLD
    assert only_file(old)


def test_a_content_is_compared_with_what_the_disk_gives_back(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda path, content: write(path, content[:-1]))
    with pytest.raises(UserError, match="ne se relit pas"):
        write_content(old, NEW)
    assert old.read_bytes() == OLD
    monkeypatch.undo()
    assert write_content(old, NEW).read_bytes() == NEW
    assert only_file(old)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Le disque est plein"),
        (errno.EFBIG, "Le disque est plein"),
        (errno.EACCES, "ouvert dans un autre programme"),
        (errno.EIO, "n’a pas pu être enregistré"),
        (errno.ENAMETOOLONG, "nom de fichier"),
    ],
)
def test_a_failing_disk_is_told_and_the_old_file_survives(
    old: Path, number: int, words: str
) -> None:
    with pytest.raises(UserError) as caught:
        write_file(old, failing_with(number), accept)
    assert words in caught.value.happened
    assert caught.value.kept
    assert caught.value.to_do
    assert old.read_bytes() == OLD
    assert only_file(old)


def test_an_open_excel_file_is_named_in_the_advice(old: Path) -> None:
    with pytest.raises(UserError, match=r"Fermer comparaison\.xlsx ou choisir un autre nom\."):
        write_file(old, failing_with(errno.EACCES), accept)


def test_a_refusing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="refuse l’écriture"):
        write_file(tmp_path / "nouveau.pdf", failing_with(errno.EACCES), accept)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_and_a_folder_as_target_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="n’existe pas"):
        write_file(tmp_path / "absent" / "x.pdf", make_new, accept)
    folder = tmp_path / "dossier.pdf"
    folder.mkdir()
    with pytest.raises(UserError, match="est un dossier"):
        write_file(folder, make_new, accept)
    assert folder.is_dir()


def test_a_file_as_folder_is_told(old: Path) -> None:
    with pytest.raises(UserError, match="n’existe pas"):
        write_file(old / "x.pdf", make_new, accept)
    assert old.read_bytes() == OLD


def test_cancelling_and_bugs_pass_through_and_leave_the_old_file(old: Path) -> None:
    def cancel(making: Path) -> None:
        making.write_bytes(b"half")
        raise Cancelled

    def bug(_: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(Cancelled):
        write_file(old, cancel, accept)
    with pytest.raises(ZeroDivisionError):
        write_file(old, bug, accept)
    assert old.read_bytes() == OLD
    assert only_file(old)


def test_a_really_full_disk_leaves_the_old_file(old: Path) -> None:
    """The limit on file size makes the system itself refuse the bytes."""
    script = f"""
import resource, sys
from collections.abc import Callable
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from dmn_desktop.core.errors import UserError
from dmn_desktop.exports.writing import write_file
try:
    write_file(Path({str(old)!r}), lambda p: p.write_bytes(bytes(100_000)), lambda p: None)
except UserError as error:
    print(error.happened)
"""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith("Le disque est plein")
    assert old.read_bytes() == OLD
    assert only_file(old)


def test_steps_tell_progress_and_stop_when_asked() -> None:
    told: list[tuple[int, int]] = []
    steps = Steps(3, lambda done, total: told.append((done, total)), lambda: len(told) >= 2)
    steps.step()
    steps.step()
    with pytest.raises(Cancelled):
        steps.step()
    assert told == [(1, 3), (2, 3)]

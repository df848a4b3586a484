"""A stranger's file is read, or refused with a sentence; this process never suffers."""

import multiprocessing
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.exports.isolated import run_isolated
from dmn_desktop.exports.xlsx.reading import ReadSheet, read_book
from tests.exports import hostile, misbehaving

ROOT = Path(__file__).parents[2]
LIMIT = 300 * 1024
"""Kilobytes that the reading process may have held."""


def read(path: Path) -> tuple[ReadSheet, ...]:
    return run_isolated(read_book, path)


@pytest.fixture(autouse=True)
def _leaves_nothing(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []
    assert "Traceback" not in capfd.readouterr().err


def test_honest_workbook_is_read(tmp_path: Path) -> None:
    sheets = read(hostile.put(tmp_path, hostile.honest()))
    assert len(sheets[0].rows) == 20
    assert sheets[0].rows[3] == (4, ("ligne 3", 3, "texte", "fin"))


def test_hostile_workbooks_are_refused_with_their_reason(tmp_path: Path) -> None:
    paths = [hostile.put(tmp_path, make(), f"{make.__name__}.xlsx") for make in hostile.REFUSED]
    found = run_isolated(misbehaving.outcomes, paths)
    for refusal, (make, reason) in zip(found, hostile.REFUSED.items(), strict=True):
        assert not isinstance(refusal, int), make.__name__
        happened, kept, to_do = refusal
        assert happened.startswith("Fichier refusé\u00a0: ")
        assert reason in happened, make.__name__
        assert kept == "Rien n’a été importé."
        assert to_do


def test_hostile_workbook_is_refused_through_the_other_process(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"4,3\u00a0Go \(limite 200\u00a0Mo\)"):
        read(hostile.put(tmp_path, hostile.bomb_of_four_gigabytes()))


def test_far_cell_gives_the_rows_that_are_there(tmp_path: Path) -> None:
    sheets = read(hostile.put(tmp_path, hostile.far_cell()))
    assert [row for _, row in sheets[0].rows] == [("ici",)]


def test_million_blank_rows_are_not_read(tmp_path: Path) -> None:
    assert read(hostile.put(tmp_path, hostile.blank_rows()))[0].rows == ()


def test_size_that_a_sheet_claims_is_not_believed(tmp_path: Path) -> None:
    assert len(read(hostile.put(tmp_path, hostile.lying_size()))[0].rows) == 80


MEASURE = """
import resource, sys, time
from pathlib import Path
from dmn_desktop.core.errors import UserError
from dmn_desktop.exports.isolated import run_isolated
from dmn_desktop.exports.xlsx.reading import read_book

start = time.monotonic()
try:
    run_isolated(read_book, Path(sys.argv[1]), seconds=3)
except UserError as error:
    assert error.happened.startswith("Fichier refusé"), error
print(time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize("make", hostile.HEAVY, ids=lambda make: make.__name__)
def test_heavy_workbook_takes_little_time_and_memory(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = hostile.put(tmp_path, make())
    # From a process of its own, which has no other children to be measured with.
    command = [sys.executable, "-c", MEASURE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, kilobytes = done.stdout.split()
    assert done.stderr == ""
    # Three seconds of reading, and time for a process to start on a busy machine.
    assert float(seconds) < 13
    assert int(kilobytes) <= LIMIT


def test_flipped_bits_are_read_or_refused(tmp_path: Path) -> None:
    paths = [hostile.put(tmp_path, c, f"{i}.xlsx") for i, c in enumerate(hostile.bit_flips(60))]
    found = run_isolated(misbehaving.outcomes, paths)
    assert len(found) == 60
    # The sum of each part sees what is wrong in it: most are refused, none gives another text.
    assert sum(isinstance(outcome, int) for outcome in found) < 30


def test_broken_workbook_is_one_sentence(tmp_path: Path) -> None:
    content = hostile.with_part("xl/workbook.xml", b"<workbook><sheets><sheet/></sheets>")
    with pytest.raises(UserError, match="endommagé ou n’est pas du type attendu"):
        read(hostile.put(tmp_path, content))


def test_time_is_limited() -> None:
    with pytest.raises(UserError, match="dépasse 0,3\u00a0secondes"):
        run_isolated(misbehaving.sleep, seconds=0.3)


def test_memory_is_limited() -> None:
    with pytest.raises(UserError, match="trop de mémoire"):
        run_isolated(misbehaving.eat)


def test_death_of_the_process_is_told() -> None:
    with pytest.raises(UserError, match="Fichier refusé"):
        run_isolated(misbehaving.die)


def test_sentence_for_the_user_comes_through() -> None:
    with pytest.raises(UserError) as caught:
        run_isolated(misbehaving.complain)
    parts = caught.value.happened, caught.value.kept, caught.value.to_do
    assert parts == ("Quoi", "Gardé", "À faire")


def test_any_other_failure_is_one_sentence() -> None:
    with pytest.raises(UserError, match="Fichier refusé\u00a0: il est endommagé") as caught:
        run_isolated(misbehaving.break_down)
    assert "nothing for the user" not in str(caught.value)


def test_result_comes_back() -> None:
    assert run_isolated(misbehaving.give, 3) == {"value": 3}

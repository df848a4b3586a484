"""Strangers' files of every format: refused with a sentence, within five seconds and 300 MB."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.services.inventory_import import read_file
from tests.exports import hostile, odd_files

Made = Callable[[], bytes]
CASES = [(made, words) for made, words in odd_files.REFUSED.items()] + list(
    odd_files.NAMED.values()
)
NAMES = [made.__name__ for made in odd_files.REFUSED] + list(odd_files.NAMED)


@pytest.mark.parametrize(("made", "words"), CASES, ids=NAMES)
def test_is_refused_with_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], made: Made, words: str
) -> None:
    path = hostile.put(tmp_path, made(), "inventaire.xlsx")
    before = path.read_bytes()
    start = time.monotonic()
    with pytest.raises(UserError) as refused:
        read_file(path)
    # The start of a process counts for two seconds on a busy machine.
    assert time.monotonic() - start < 7
    assert words in refused.value.happened
    assert refused.value.kept == "Rien n’a été importé."
    assert refused.value.to_do
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before
    assert capfd.readouterr().err == ""


def outcome(path: Path) -> str:
    try:
        return "read" if read_file(path).sheets else "nothing"
    except UserError as refused:
        return refused.kept


@pytest.mark.parametrize("made", odd_files.HEAVY, ids=lambda made: made.__name__)
def test_heavy_files_are_read_or_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], made: Made
) -> None:
    path = hostile.put(tmp_path, made())
    start = time.monotonic()
    assert outcome(path) in ("read", "Rien n’a été importé.")
    assert time.monotonic() - start < 9
    assert capfd.readouterr().err == ""


def test_a_size_that_lies_loses_nothing(tmp_path: Path) -> None:
    source = read_file(hostile.put(tmp_path, hostile.lying_size()))
    assert len(source.sheets[0].rows) == 80


def test_damaged_files_never_do_worse_than_refuse(tmp_path: Path) -> None:
    found = {
        outcome(hostile.put(tmp_path, content, f"{i}.xlsx"))
        for i, content in enumerate(hostile.bit_flips(12))
    }
    assert found <= {"read", "Rien n’a été importé."}


def test_what_is_refused_takes_little_memory(tmp_path: Path) -> None:
    from dmn_desktop.exports.isolated import run_isolated
    from tests.exports.misbehaving import peak_of_refusals

    paths = [hostile.put(tmp_path, made(), f"{i}.xlsx") for i, made in enumerate(odd_files.REFUSED)]
    assert run_isolated(peak_of_refusals, paths, seconds=60, megabytes=1_000) < 300_000

"""Files damaged in many ways: a sentence or the right data, and never a changed byte."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import RECORDS, Structure
from dmn_desktop.store.backup import save_copy
from dmn_desktop.store.database import Register, create_register, open_register
from tests.store.processes import save_text
from tests.store.samples import fill

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, Any]]:
    """A register with every kind of record and a history: its bytes, and all that it says."""
    path = tmp_path_factory.mktemp("whole") / "registre.dmn"
    register = create_register(path, Structure(name="Cabinet"))
    fill(register)
    for number in range(25):
        save_text(register, f"réponse {number} {'é' * 300}")
    said = everything(register)
    register.close()
    return path.read_bytes(), said


def everything(register: Register) -> dict[str, Any]:
    """All that a register can be asked."""
    with register.reading() as reader:
        found: dict[str, Any] = {record.kind: reader.find(record) for record in RECORDS}
        found["history"] = reader.history()
        found["deleted"] = reader.deleted()
        found["counts"] = reader.counts()
        found["content"] = reader.content(found["attachment"][0].sha256)
        found["changed"] = reader.last_change(found["project"][0].id)
    found["undo"] = register.stacks()
    register.check(thorough=True)
    return found


def truncations(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    for _ in range(20):
        yield whole[: chance.randrange(100, len(whole))]
    for _ in range(10):
        yield whole[: PAGE * chance.randrange(1, len(whole) // PAGE)]


def pages_replaced(
    whole: bytes, chance: random.Random, page: Callable[[], bytes]
) -> Iterator[bytes]:
    for number in chance.sample(range(len(whole) // PAGE), 40):
        yield whole[: number * PAGE] + page() + whole[(number + 1) * PAGE :]


def sectors_zeroed(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    for _ in range(25):
        at = 512 * chance.randrange(len(whole) // 512)
        yield whole[:at] + bytes(512) + whole[at + 512 :]


def bits_flipped(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    for _ in range(25):
        at = chance.randrange(len(whole))
        yield whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]


def pages_swapped(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    for _ in range(15):
        first, second = sorted(chance.sample(range(len(whole) // PAGE), 2))
        pages = [whole[i : i + PAGE] for i in range(0, len(whole), PAGE)]
        pages[first], pages[second] = pages[second], pages[first]
        yield b"".join(pages)


def damages(whole: bytes) -> dict[str, list[bytes]]:
    chance = random.Random(11)
    return {
        "truncated": list(truncations(whole, chance)),
        "page zeroed": list(pages_replaced(whole, chance, lambda: bytes(PAGE))),
        "page of garbage": list(pages_replaced(whole, chance, lambda: chance.randbytes(PAGE))),
        "sector zeroed": list(sectors_zeroed(whole, chance)),
        "bit flipped": list(bits_flipped(whole, chance)),
        "pages swapped": list(pages_swapped(whole, chance)),
    }


KINDS = [
    "truncated",
    "page zeroed",
    "page of garbage",
    "sector zeroed",
    "bit flipped",
    "pages swapped",
]

TREE_PAGES = {2, 5, 10, 13}
"""First byte of the pages of a tree (SQLite file format, 1.6)."""

# A sector or a bit may change inside a text without breaking any structure: nothing but a
# checksum of each page would tell, and SQLite keeps none. Everything else must be told.
MAY_BE_SILENT = {"sector zeroed", "bit flipped"}


def told_or_said(path: Path) -> UserError | dict[str, Any]:
    """What a user gets of a file: a sentence, or everything in it."""
    try:
        register = open_register(path)
        try:
            return everything(register)
        finally:
            register.close()
    except UserError as error:
        return error


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_told_in_a_sentence_and_never_touches_the_file(
    whole: tuple[bytes, dict[str, Any]], tmp_path: Path, kind: str
) -> None:
    original, said = whole
    path = tmp_path / "registre.dmn"
    silent = 0
    for damaged in damages(original)[kind]:
        path.write_bytes(damaged)
        result = told_or_said(path)
        if isinstance(result, UserError):
            assert result.happened
            assert "modifié" in result.kept
            assert "sauvegarde" in result.to_do or "registre" in result.to_do
        else:
            silent += result != said
        assert path.read_bytes() == damaged
        assert list(tmp_path.iterdir()) == [path]
    assert silent == 0 or kind in MAY_BE_SILENT


@pytest.mark.parametrize("kind", ["truncated", "page zeroed", "page of garbage"])
def test_a_broken_structure_is_told_at_the_opening(
    whole: tuple[bytes, dict[str, Any]], tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "registre.dmn"
    told = 0
    for damaged in damages(whole[0])[kind]:
        if kind != "truncated" and not breaks_a_structure(whole[0], damaged):
            continue
        path.write_bytes(damaged)
        with pytest.raises(UserError):
            open_register(path)
        told += 1
    assert told > 20


def breaks_a_structure(whole: bytes, damaged: bytes) -> bool:
    """Whether the page that differs holds a tree; what is left of a text is told when read."""
    at = next(i for i in range(0, len(whole), PAGE) if whole[i : i + PAGE] != damaged[i : i + PAGE])
    return at == 0 or whole[at] in TREE_PAGES


def test_the_page_that_is_damaged_is_named(
    whole: tuple[bytes, dict[str, Any]], tmp_path: Path
) -> None:
    path = tmp_path / "registre.dmn"
    path.write_bytes(whole[0][: PAGE * 30] + bytes(PAGE) + whole[0][PAGE * 31 :])
    with pytest.raises(UserError, match=r"registre\.dmn est endommagé \(page 31\)"):
        open_register(path)


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("project", "opened_on", "'2026-13-45'", "fiche « projet » illisible"),
        ("project", "opened_on", "20", "fiche « projet » illisible"),
        ("project", "functions", "'[\"a\"'", "fiche « projet » illisible"),
        ("project", "contract_years", "'douze'", "fiche « projet » illisible"),
        ("project", "need", "CAST(x'c328' AS TEXT)", "un texte est illisible"),
        ("blob", "content", "x'00'", "une pièce jointe a changé"),
    ],
)
def test_a_value_that_cannot_be_read_back_is_told(
    register: Register, table: str, column: str, value: str, words: str
) -> None:
    fill(register)
    register.raw.execute(f"UPDATE {table} SET {column} = {value}")
    with pytest.raises(UserError, match=words.replace(" ", ".")):
        everything(register)


def test_a_journal_that_cannot_be_read_back_is_told(register: Register) -> None:
    register.raw.execute(
        "INSERT INTO step (at, who, label, action, run) VALUES ('hier', '', '', 'do', 'r')"
    )
    with pytest.raises(UserError, match="journal illisible"):
        everything(register)


def test_a_damaged_register_is_never_copied_over_a_good_backup(
    register: Register, tmp_path: Path
) -> None:
    fill(register)
    target = tmp_path / "copie.dmn"
    save_copy(register, target)
    good = target.read_bytes()
    register.raw.execute("UPDATE blob SET content = x'00'")
    with pytest.raises(UserError, match=r"registre\.dmn est endommagé"):
        save_copy(register, target)
    assert target.read_bytes() == good

"""A whole register goes to JSON and comes back the same, or is refused with a sentence."""

import json
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import (
    KINDS,
    Answer,
    Project,
    Structure,
)
from dmn_desktop.services import exchange
from dmn_desktop.services import register as actions
from dmn_desktop.store.database import Register, create_register, open_register
from tests.exports.samples import rich_dossier
from tests.services.full_register import CONTENTS, fill


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A full register and its export, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("made")
    opened = create_register(folder / "a.dmn", Structure(id="s", name="Cabinet"))
    fill(opened)
    exchange.export_json(opened, folder / "a.json")
    opened.close()
    return folder / "a.dmn", folder / "a.json"


@pytest.fixture
def register(made: tuple[Path, Path], tmp_path: Path) -> Iterator[Register]:
    opened = open_register(Path(shutil.copy(made[0], tmp_path / "a.dmn")))
    yield opened
    opened.close()


@pytest.fixture
def exported(made: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(made[1], tmp_path / "a.json"))


def document(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_register_comes_back_the_same(register: Register, exported: Path, tmp_path: Path) -> None:
    words = exchange.import_json(exported, tmp_path / "b.dmn")
    again = open_register(tmp_path / "b.dmn")
    second = exchange.export_json(again, tmp_path / "b.json")
    with register.reading() as one, again.reading() as two:
        assert one.everything() == two.everything()
    assert exported.read_bytes() == second.read_bytes()
    again.check(thorough=True)
    # History, undo and the Corbeille go on where they stopped.
    assert actions.next_undo(again) == "étude supprimée"
    assert actions.trash(again)[0].record.id == rich_dossier().studies[0].id
    assert actions.undo(again) == "étude supprimée"
    again.close()
    assert "1 projet" in words
    assert f"{len(rich_dossier().answers)} réponses" in words
    assert "3 pièces" in words


def test_every_kind_and_document_is_in_the_file(exported: Path) -> None:
    found = document(exported)
    assert list(found["records"]) == list(KINDS)
    empty = [kind for kind, records in found["records"].items() if not records]
    assert set(empty) & {"project", "answer", "attachment", "device", "risk"} == set()
    assert len(found["contents"]) == len(CONTENTS)
    assert found["format"] == "registre-dmn"
    assert found["made_on"] == date.today().isoformat()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_any_text_comes_back(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    one = create_register(folder / "a.dmn", Structure(name="Cabinet"))
    for i, text in enumerate(texts):
        project = Project(number=i + 1, need=text, own_figures=text)
        actions.save(one, project, text)
        actions.save(one, Answer(project_id=project.id, cell="q1_a", text=text), text)
    exchange.export_json(one, folder / "a.json")
    exchange.import_json(folder / "a.json", folder / "b.dmn")
    two = open_register(folder / "b.dmn")
    with one.reading() as first, two.reading() as second:
        assert first.everything() == second.everything()
    one.close()
    two.close()


def test_existing_register_is_never_written_over(exported: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.dmn"
    target.write_bytes(b"autre chose")
    with pytest.raises(UserError, match="existe déjà"):
        exchange.import_json(exported, target)
    assert target.read_bytes() == b"autre chose"


def test_ending_is_added_to_the_name(exported: Path, tmp_path: Path) -> None:
    exchange.import_json(exported, tmp_path / "nouveau")
    assert (tmp_path / "nouveau.dmn").is_file()


def refused(path: Path, tmp_path: Path) -> UserError:
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(UserError) as caught:
        exchange.import_json(path, tmp_path / "b.dmn")
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    assert caught.value.kept == "Rien n’a été importé."
    assert caught.value.to_do
    return caught.value


def _answer(found: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = found["records"]["answer"][0]
    return answer


def _set(**values: Any) -> Callable[[dict[str, Any]], None]:
    def work(found: dict[str, Any]) -> None:
        _answer(found).update(values)

    return work


def _newer(found: dict[str, Any]) -> None:
    found["schema"] += 1


def _newer_format(found: dict[str, Any]) -> None:
    found["version"] += 1


def _foreign(found: dict[str, Any]) -> None:
    found["format"] = "autre"


def _unknown_kind(found: dict[str, Any]) -> None:
    found["records"]["patient"] = []


def _twice(found: dict[str, Any]) -> None:
    found["records"]["answer"].append(_answer(found))


def _same_number(found: dict[str, Any]) -> None:
    project = dict(found["records"]["project"][0], id="autre")
    found["records"]["project"].append(project)


def _orphan(found: dict[str, Any]) -> None:
    found["records"]["candidate"].pop(0)


def _no_structure(found: dict[str, Any]) -> None:
    found["records"]["structure"] = []


def _no_journal(found: dict[str, Any]) -> None:
    del found["journal"]


def _loose_change(found: dict[str, Any]) -> None:
    found["journal"]["changes"][0]["step"] = 9_999


def _bad_step(found: dict[str, Any]) -> None:
    found["journal"]["steps"][0]["action"] = "refaire"


def _bad_content(found: dict[str, Any]) -> None:
    found["contents"][next(iter(found["contents"]))] = "QUJD"


def _not_base64(found: dict[str, Any]) -> None:
    found["contents"][next(iter(found["contents"]))] = "é"


def _quiet_change(found: dict[str, Any]) -> None:
    _answer(found)["text"] = "réécrite"


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (_newer, "version plus récente"),
        (_newer_format, "version plus récente"),
        (_foreign, "pas un export de Registre DMN"),
        (_unknown_kind, "« patient »"),
        (_set(state="peut-être"), "champ « state »"),
        (_set(amount="12"), "champ « amount » d’un autre type"),
        (_set(text=None), "champ « text »"),
        (_set(couleur="bleu"), "champ « couleur »"),
        (_set(day="demain"), "champ « day »"),
        (_set(choices="a"), "champ « choices »"),
        (_twice, "figure deux fois"),
        (_same_number, "figure deux fois"),
        (_orphan, "candidat introuvable"),
        (_no_structure, "il faut une structure"),
        (_no_journal, "« journal »"),
        (_loose_change, "sans étape connue"),
        (_bad_step, "étape du journal"),
        (_bad_content, "a changé"),
        (_not_base64, "ne se lit pas"),
        (_quiet_change, "somme de contrôle"),
    ],
)
def test_altered_export_is_refused(
    work: Callable[[dict[str, Any]], None], reason: str, exported: Path, tmp_path: Path
) -> None:
    found = document(exported)
    work(found)
    exported.write_text(json.dumps(found), encoding="utf-8")
    assert reason in refused(exported, tmp_path).happened.replace("\u00a0", " ")


def test_refusal_names_the_record(exported: Path, tmp_path: Path) -> None:
    found = document(exported)
    _answer(found)["opinion"] = "bof"
    exported.write_text(json.dumps(found), encoding="utf-8")
    assert f"réponse {_answer(found)['id']}" in refused(exported, tmp_path).happened


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_export_cut_short_is_refused(share: float, exported: Path, tmp_path: Path) -> None:
    content = exported.read_bytes()
    exported.write_bytes(content[: int(len(content) * share)])
    assert refused(exported, tmp_path).kept


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", '{"format": "registre-dmn"}', "[" * 100_000, '{"a": NaN}', '{"a":1,"a":2}'],
)
def test_anything_else_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    assert refused(path, tmp_path).kept


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"\xff\xfe\x00\x01")
    assert refused(path, tmp_path).kept


def test_missing_export_is_told(tmp_path: Path) -> None:
    assert "absent.json ne peut pas être lu" in refused(tmp_path / "absent.json", tmp_path).happened


def test_export_written_by_another_program_needs_no_sum(exported: Path, tmp_path: Path) -> None:
    found = document(exported)
    del found["sha256"]
    _quiet_change(found)
    exported.write_text(json.dumps(found), encoding="utf-8")
    exchange.import_json(exported, tmp_path / "b.dmn")
    again = open_register(tmp_path / "b.dmn")
    with again.reading() as reader:
        assert reader.find(Answer, text="réécrite")
    again.close()


def test_lost_document_is_said(exported: Path, tmp_path: Path) -> None:
    found = document(exported)
    found["contents"] = {}
    exported.write_text(json.dumps(found), encoding="utf-8")
    assert "3 pièces sans contenu" in exchange.import_json(exported, tmp_path / "b.dmn")


def test_full_disk_leaves_no_half_register(exported: Path, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, hard))
    try:
        with pytest.raises(UserError):
            exchange.import_json(exported, tmp_path / "b.dmn")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (tmp_path / "b.dmn").exists()
    assert not list(tmp_path.glob(".*.tmp*"))


def test_export_says_so_when_the_folder_is_missing(register: Register, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="n’existe pas"):
        exchange.export_json(register, tmp_path / "absent" / "a.json")


# --- schema ---


def test_schema_describes_what_is_written(exported: Path) -> None:
    schema = exchange.json_schema()
    found = document(exported)
    assert set(schema["required"]) <= set(found) <= set(schema["properties"])
    assert schema["additionalProperties"] is False
    kinds = schema["$defs"]["Records"]["properties"]
    assert list(kinds) == list(KINDS)
    for kind, model in KINDS.items():
        name = kinds[kind]["items"]["$ref"].rsplit("/", 1)[1]
        declared = schema["$defs"][name]["properties"]
        assert set(declared) == set(model.model_fields)
        for record in found["records"][kind]:
            assert set(record) == set(declared)
    json.dumps(schema)


def test_import_leaves_the_file_whole_for_sqlite(exported: Path, tmp_path: Path) -> None:
    exchange.import_json(exported, tmp_path / "b.dmn")
    raw = sqlite3.connect(tmp_path / "b.dmn")
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()

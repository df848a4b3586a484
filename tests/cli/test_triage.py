"""« dmn triage » on files of facts, right and wrong."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from dmn_desktop.cli import main
from tests.cli.console import Captured, refused, said

FACTS: dict[str, Any] = {
    "profil": "liberal",
    "connu_le": "2026-10-24T23:30:00+02:00",
    "le": "2026-11-22",
    "reponses": {
        "fab1": "oui",
        "mv1": "oui",
        "mv2": "non",
        "mv3": "oui",
        "mv4": "oui",
        "ei1": "non",
        "pa1": "inconnu",
        "rg1": "oui",
        "rg2": "oui",
        "rg3": "non",
        "rg4": "non",
        "si1": "non",
        "ia1": "non",
        "ra1": "non",
    },
}


def written(tmp_path: Path, facts: object) -> Path:
    path = tmp_path / "faits.json"
    path.write_text(json.dumps(facts), encoding="utf-8")
    return path


def test_the_answer_names_who_by_when_and_what_is_still_to_be_asked(tmp_path: Path) -> None:
    found = json.loads(said("triage", "--facts", written(tmp_path, FACTS), "--json"))
    assert found["a_eclaircir"] == ["pa1"]
    by_id = {line["issue"]: line for line in found["declarations"]}
    assert set(by_id) == {"out_fabricant", "out_mv_ansm", "out_patient", "out_rg_72"}
    assert by_id["out_rg_72"] == {
        "issue": "out_rg_72",
        "statut": "obligatoire",
        "destinataire": "CNIL",
        "echeances": [{"cible": "CNIL", "le": "2026-10-27T22:30:00+01:00"}],
    }
    assert by_id["out_mv_ansm"]["echeances"] == [{"cible": "ANSM", "le": None}]


def test_the_answer_is_readable_and_says_that_nothing_is_sent(tmp_path: Path) -> None:
    text = said("triage", "--facts", written(tmp_path, FACTS))
    assert "Violation de données" in text
    assert "avant le 27/10/2026 à 22:30" in text
    assert "à vérifier avec un juriste" in text
    assert "Rien n’est envoyé" in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"profil": "hopital"}, "profil"),
        ({"connu_le": "hier"}, "connu_le"),
        ({"connu_le": "2026-10-24"}, "connu_le"),
        ({"connu_le": "2026-02-30T10:00:00+01:00"}, "connu_le"),
        ({"connu_le": None}, "connu_le"),
        ({"profil": ["liberal"]}, "profil"),
        ({"le": "2026-02-30"}, "le"),
        ({"le": None}, "le"),
        ({"reponses": None}, "reponses"),
        ({"reponses": {"z\x1b[31m" + "z" * 9_000: "oui"}}, "question inconnue «\u00a0z\ufffd[31mz"),
        ({"le": "22/11/2026"}, "le"),
        ({"reponses": {"zz9": "oui"}}, "question inconnue"),
        ({"reponses": {"mv1": "peut-être"}}, "oui, non ou inconnu"),
        ({"reponses": {"mv1": ["oui"]}}, "oui, non ou inconnu"),
        ({"reponses": ["mv1"]}, "reponses"),
        ({"patient": "Mme X"}, "mot inconnu"),
    ],
)
def test_wrong_facts_get_one_sentence(
    change: dict[str, Any], words: str, tmp_path: Path, capsys: Captured
) -> None:
    error = refused(capsys, "triage", "--facts", written(tmp_path, {**FACTS, **change}), "--json")
    assert words in error
    assert "Aucune orientation n’a été faite." in error


def run(capsys: Captured, path: str | Path) -> tuple[Any, str]:
    """The JSON that is answered, and what is said beside it."""
    assert main(["triage", "--facts", str(path), "--json"]) == 0
    out, err = capsys.readouterr()
    return json.loads(out), err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"connu_le": "2026-10-24T23:30:00"}, "lu à l’heure de Paris"),
        ({"connu_le": "2026-11-23T00:30:00+01:00"}, "est après le 22/11/2026"),
    ],
)
def test_what_was_supposed_or_is_strange_is_said_beside_the_answer(
    change: dict[str, Any], words: str, tmp_path: Path, capsys: Captured
) -> None:
    found, said_beside = run(capsys, written(tmp_path, {**FACTS, **change}))
    assert words in said_beside
    assert {line["issue"] for line in found["declarations"]} >= {"out_mv_ansm", "out_rg_72"}


def test_facts_come_with_a_mark_of_their_encoding_or_from_another_program(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = json.dumps(FACTS).encode("utf-8-sig")
    path = tmp_path / "faits.json"
    path.write_bytes(content)
    from_file = run(capsys, path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert run(capsys, "-") == from_file
    assert from_file[1] == ""


def test_no_answer_yet_asks_the_first_question_of_each_regime(
    tmp_path: Path, capsys: Captured
) -> None:
    found, _ = run(capsys, written(tmp_path, {**FACTS, "reponses": {}}))
    starts = {"fab1", "mv1", "ei1", "pa1", "rg1", "si1", "ia1", "ra1"}
    assert (found["declarations"], set(found["a_eclaircir"])) == ([], starts)


@pytest.mark.parametrize("key", ["profil", "connu_le", "reponses"])
def test_a_fact_that_is_missing_is_named(key: str, tmp_path: Path, capsys: Captured) -> None:
    facts = {name: fact for name, fact in FACTS.items() if name != key}
    assert key in refused(capsys, "triage", "--facts", written(tmp_path, facts), "--json")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "JSON en UTF-8"),
        (b"[]", "un objet JSON"),
        (b"\xff\xfe", "JSON en UTF-8"),
        (b"[" * 100_000, "JSON en UTF-8"),
        (json.dumps(FACTS).encode() + b" " * 2_000_000, "trop gros"),
        (json.dumps(FACTS).encode()[:-1] + b', "le": "2026-11-23"}', "dit deux fois"),
    ],
    ids=range(6),
)
def test_anything_else_gets_one_sentence_too(
    content: bytes, words: str, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "faits.json"
    path.write_bytes(content)
    said_why = refused(capsys, "triage", "--facts", path)
    assert words in said_why
    assert "Corriger le fichier des faits." in said_why
    assert "ne peut pas être lu" in refused(capsys, "triage", "--facts", tmp_path / "absent.json")


def test_dates_beyond_the_calendar_get_one_sentence(tmp_path: Path, capsys: Captured) -> None:
    for known in ("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"):
        facts = {**FACTS, "connu_le": known, "le": "9999-12-31"}
        assert "connu_le" in refused(capsys, "triage", "--facts", written(tmp_path, facts))

"""« dmn import-inventory »: the JSON of a table, the trial, the import, the refusals."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dmn_desktop.cli import main
from dmn_desktop.services import inventory
from dmn_desktop.services import register as registers
from tests.cli.console import Captured, dmn, refused
from tests.exports import hostile
from tests.services import practice_files

KEYS = ["action", "lignes", "a_verifier", "avertissements", "doublons", "message"]


def asked(capsys: Captured, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
    """The JSON that the command answers."""
    words = ["import-inventory", *map(str, arguments), "--json"]
    assert main(words) == code
    found = json.loads(capsys.readouterr().out)
    assert list(found) == KEYS
    return found  # type: ignore[no-any-return]


def names(path: Path) -> list[str]:
    with contextlib.closing(registers.open_file(path)) as register:
        return [row[1] for row in inventory.rows(register, ("name",))]


def test_a_trial_says_all_and_writes_nothing(path: Path, tmp_path: Path, capsys: Captured) -> None:
    before = path.read_bytes()
    wanted = practice_files.imaging_centre(tmp_path)
    found = asked(capsys, path, wanted.path, "--dry-run")
    assert found["action"] == "importer"
    assert [line["nom_commercial"] for line in found["lignes"]] == [
        device["nom_commercial"] for device in wanted.devices
    ]
    assert found["lignes"][0]["classe_ce"] is None
    assert found["a_verifier"] == {"MammoVue": "fin 2027", "Pulmo+ nodules": "90 jours"}
    assert path.read_bytes() == before


def test_an_import_is_kept_and_a_second_one_finds_its_doubles(
    path: Path, tmp_path: Path, capsys: Captured
) -> None:
    wanted = practice_files.dermatology(tmp_path)
    assert "3 dispositifs ajoutés" in asked(capsys, path, wanted.path)["message"]
    again = asked(capsys, path, wanted.path)
    assert [double["avec"] for double in again["doublons"]] == ["DMN-01", "DMN-02", "DMN-03"]
    assert all(not d["differences"] and not d["complete"] for d in again["doublons"])
    assert again["message"].endswith("Rien de nouveau à écrire.")
    assert len(names(path)) == 3
    asked(capsys, path, wanted.path, "--duplicates", "ajouter")
    assert len(names(path)) == 6


def test_a_mapping_decides_columns_and_words(path: Path, tmp_path: Path, capsys: Captured) -> None:
    table = tmp_path / "liste.csv"
    table.write_text("Machin;Importance\nOstalis;niveau 3\n", encoding="utf-8")
    assert asked(capsys, path, table, code=1)["action"] == "demander"
    assert names(path) == []
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[colonnes]\nMachin = "nom_commercial"\n[mots.criticite_activite]\n"niveau 3" = "forte"\n',
        encoding="utf-8",
    )
    found = asked(capsys, path, table, "--mapping", mapping)
    assert found["lignes"][0]["criticite_activite"] == "forte"
    assert names(path) == ["Ostalis"]


def test_a_sheet_is_named(path: Path, tmp_path: Path, capsys: Captured) -> None:
    book = openpyxl.Workbook()
    for title in ("Nord", "Sud"):
        sheet = book.create_sheet(title)
        sheet.append(["Logiciel", "Version", "Éditeur"])
        sheet.append([f"Outil {title}", "1", "Milvue"])
    book.save(tmp_path / "deux.xlsx")
    asked_first = asked(capsys, path, tmp_path / "deux.xlsx", code=1)
    assert asked_first["action"] == "demander"
    assert "Nord" in asked_first["message"]
    found = asked(capsys, path, tmp_path / "deux.xlsx", "--sheet", "Sud", "--dry-run")
    assert [line["nom_commercial"] for line in found["lignes"]] == ["Outil Sud"]
    assert "pas de feuille" in refused(
        capsys, "import-inventory", path, tmp_path / "deux.xlsx", "--sheet", "Est"
    )


@pytest.mark.parametrize("made", [hostile.far_cell, hostile.with_password, bytes])
def test_a_harmful_file_is_refused_in_json_too(
    path: Path, tmp_path: Path, capsys: Captured, made: Any
) -> None:
    found = asked(capsys, path, hostile.put(tmp_path, made()), code=1)
    assert found["action"] == "refuser"
    assert found["lignes"] == []
    assert "Rien n’a été importé." in found["message"]
    assert names(path) == []


def test_the_real_command_speaks_to_people(path: Path, tmp_path: Path) -> None:
    done = dmn("import-inventory", path, practice_files.every_yes(tmp_path).path, "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert "3760123456789" in done.stdout
    assert "Doublon" in done.stdout
    assert done.stdout.rstrip().endswith("Rien n’a été écrit (essai).")
    missing = dmn("import-inventory", path, tmp_path / "absent.xlsx")
    assert missing.returncode == 1
    assert "Traceback" not in missing.stderr

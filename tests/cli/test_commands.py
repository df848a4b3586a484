"""Journeys with the real command, as a technician types it and as a scheduled job reads it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from dmn_desktop.cli import main
from dmn_desktop.core.errors import UserError
from dmn_desktop.services import examples
from dmn_desktop.services import register as registers
from tests.cli.console import ROOT, Captured, dmn, refused, said


def test_an_example_goes_out_and_comes_back_unchanged(tmp_path: Path) -> None:
    first, second = tmp_path / "exemple.dmn", tmp_path / "retour.dmn"
    assert str(first) in said("new", first, "--example")
    listed = json.loads(said("list", first, "--json"))
    assert listed["projects"][0]["code"] == "P-01"
    assert listed["projects"][0]["need"] in said("list", first).replace("…", "")
    assert dmn("print", first, "dossier", "P-01", "--out", tmp_path / "d.pdf").returncode == 0
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")
    said("export", first, tmp_path / "a.json")
    assert "projet" in said("import", second, tmp_path / "a.json")
    counts = [json.loads(said("check", p, "--json"))["records"] for p in (first, second)]
    assert counts[0] == counts[1]
    assert counts[0]["answer"] > 100
    said("export", second, tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_new_register_is_empty_and_named(tmp_path: Path) -> None:
    said("new", tmp_path / "c", "--structure", "Clinique du Lac", "--type", "etablissement")
    assert said("list", tmp_path / "c.dmn") == "Clinique du Lac, 0 projet\n"
    assert not list(tmp_path.glob(".*"))


def test_an_example_that_fails_leaves_no_register(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise UserError("Exemple illisible.")

    monkeypatch.setattr(examples, "fill_with_example", fails)
    refused(capsys, "new", tmp_path / "r.dmn", "--example")
    assert not list(tmp_path.iterdir())


def test_the_example_takes_a_name_when_one_is_given(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "r.dmn"
    assert main(["new", str(path), "--example", "--structure", "Cabinet du Port"]) == 0
    with contextlib.closing(registers.open_file(path)) as register:
        structure = registers.structure_of(register)
        assert registers.next_undo(register) == ""
    assert (structure.name, structure.is_example) == ("Cabinet du Port", True)


def test_a_scheduled_backup_says_where_it_is(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    made = Path(json.loads(said("backup", path, folder, "--json"))["file"])
    assert made.parent == folder
    assert json.loads(said("check", made, "--json"))["records"]["project"] == 1


def test_the_spreadsheet_holds_the_register(path: Path, tmp_path: Path) -> None:
    said("export", path, tmp_path / "tout.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tout.xlsx")
    cells = {c for sheet in book for row in sheet.iter_rows(values_only=True) for c in row}
    assert {"Oublier moins de fractures", "Ostalis Fracture", "Radivo"} <= cells


def test_the_schema_describes_what_is_exported(path: Path, tmp_path: Path) -> None:
    schema = json.loads(said("schema"))
    said("export", path, tmp_path / "a.json")
    exported = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert set(schema["required"]) <= set(exported) <= set(schema["properties"])


def test_no_command_loads_the_window(path: Path, tmp_path: Path) -> None:
    words = [
        ["--help"],
        ["new", tmp_path / "x.dmn", "--example"],
        ["list", path],
        ["check", path],
        ["backup", path, tmp_path],
        ["schema"],
        ["export", path, tmp_path / "a.json"],
        ["export", path, tmp_path / "a.xlsx"],
        ["import", tmp_path / "i.dmn", tmp_path / "a.json"],
        ["print", path, "dossier", "--out", tmp_path],
        ["questionnaire", "export", path, "1", "A", "--out", tmp_path / "q.xlsx"],
        ["questionnaire", "import", path, "1", "A", tmp_path / "q.xlsx"],
    ]
    code = (
        "import json, sys\n"
        "from dmn_desktop.cli import main\n"
        "if __name__ == '__main__':\n"
        "    codes = [main(words) for words in json.loads(sys.argv[1])]\n"
        "    qt = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]\n"
        "    print(json.dumps([codes, qt]), file=sys.stderr)\n"
    )
    script = tmp_path / "all.py"
    script.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, json.dumps(words, default=str)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert json.loads(done.stderr) == [[0] * len(words), []]

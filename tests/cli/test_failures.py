"""What cannot be done is said in one line, and nothing is changed."""

from __future__ import annotations

import contextlib
import json
import subprocess
from pathlib import Path

import pytest

from dmn_desktop.cli import main
from dmn_desktop.services import projects
from dmn_desktop.services import register as registers
from tests.cli.console import ROOT, RUN, Captured, dmn, refused


def test_a_register_held_elsewhere_says_so(path: Path) -> None:
    before = path.read_bytes()
    with contextlib.closing(registers.open_file(path)):
        done = dmn("list", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Ce registre est déjà ouvert par ")
    assert done.stderr.endswith("relancer la commande.\n")
    assert path.read_bytes() == before


def test_control_c_ends_with_a_sentence(
    path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        # Not the signal itself: a process started in the background ignores it.
        raise KeyboardInterrupt

    monkeypatch.setattr(projects, "list_projects", interrupted)
    assert refused(capsys, "list", path).startswith("Commande interrompue.")
    monkeypatch.undo()
    assert main(["list", str(path)]) == 0


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    with subprocess.Popen(
        [*RUN, "schema"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        err = running.stderr.read().decode()
    assert running.returncode == 1
    assert err == "La lecture de la réponse a été interrompue.\n"


def test_a_missing_register_is_not_created(tmp_path: Path, capsys: Captured) -> None:
    absent = tmp_path / "absent.dmn"
    for command, *words in (("list",), ("check",), ("backup", "."), ("export", "a.json")):
        assert "introuvable" in refused(capsys, command, absent, *words)
    assert not list(tmp_path.iterdir())


def test_an_existing_file_is_never_replaced_by_a_new_register(path: Path, capsys: Captured) -> None:
    before = path.read_bytes()
    assert main(["export", str(path), str(path.with_name("a.json"))]) == 0
    capsys.readouterr()
    assert "existe déjà" in refused(capsys, "new", path)
    assert "existe déjà" in refused(capsys, "new", path, "--example")
    assert "existe déjà" in refused(capsys, "import", path, path.with_name("a.json"))
    assert path.read_bytes() == before


def test_a_missing_folder_is_said(path: Path, capsys: Captured) -> None:
    away = path.parent / "ailleurs"
    assert main(["export", str(path), str(path.with_name("a.json"))]) == 0
    capsys.readouterr()
    commands: list[list[str | Path]] = [
        ["new", away / "r.dmn"],
        ["backup", path, away],
        ["export", path, away / "a.json"],
        ["export", path, away / "a.xlsx"],
        ["import", away / "r.dmn", path.with_name("a.json")],
        ["print", path, "dossier", "--out", away / "d.pdf"],
        ["questionnaire", "export", path, "1", "A", "--out", away / "q.xlsx"],
    ]
    for words in commands:
        assert str(away) in refused(capsys, *words)
    assert not away.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "registre-dmn"}', '{"a": "\ud800"}'])
def test_a_broken_export_makes_no_register(text: str, tmp_path: Path, capsys: Captured) -> None:
    source = tmp_path / "a.json"
    source.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert "Rien n’a été importé." in refused(capsys, "import", tmp_path / "r.dmn", source)
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_what_is_no_register_is_refused(tmp_path: Path, capsys: Captured) -> None:
    foreign = tmp_path / "photo.dmn"
    foreign.write_bytes(b"\x89PNG" * 100)
    assert "n’est pas un registre" in refused(capsys, "list", foreign)
    assert "dossier" in refused(capsys, "list", tmp_path)


def test_a_document_never_takes_the_place_of_the_register(path: Path, capsys: Captured) -> None:
    before = path.read_bytes()
    message = refused(capsys, "print", path, "dossier", "--out", path)
    assert "n’a pas été touché" in message
    assert path.read_bytes() == before


def test_a_wrong_number_lists_the_projects(several: Path, capsys: Captured) -> None:
    out = several.with_name("d.pdf")
    words: list[str | Path] = ["print", several, "dossier"]
    assert "P-09" in refused(capsys, *words, "P-09", "--out", out)
    assert "P-01, P-02" in refused(capsys, *words, "--out", out)
    assert not out.exists()


def test_a_register_without_project_says_so(tmp_path: Path, capsys: Captured) -> None:
    empty = tmp_path / "r.dmn"
    assert main(["new", str(empty)]) == 0
    capsys.readouterr()
    assert "aucun projet" in refused(capsys, "print", empty, "dossier", "--out", tmp_path)
    assert main(["print", str(empty), "formulaire", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "Grille à remplir.pdf").exists()


def test_a_document_in_a_folder_gets_its_usual_name(several: Path, capsys: Captured) -> None:
    folder = several.parent / "papiers"
    folder.mkdir()
    assert main(["print", str(several), "annexe2", "2", "--out", str(folder), "--json"]) == 0
    made = Path(json.loads(capsys.readouterr().out)["file"])
    assert made.name == "P-02 Annexe 2 – Voir les lésions de la peau.pdf"
    assert made.is_file()


def test_a_bug_is_one_sentence_with_its_type(
    path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("nom du patient")

    monkeypatch.setattr(projects, "list_projects", broken)
    message = refused(capsys, "list", path)
    assert f"KeyError, {Path(__file__).name}:" in message
    assert "patient" not in message

"""The console commands, as a technician types them and as a scheduled job reads them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dmn_desktop import cli
from dmn_desktop.cli import main
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Structure
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import AnswerState
from dmn_desktop.services import answers, candidates, projects
from dmn_desktop.services import register as registers

ENGLISH = ("usage:", "error:", "argument ", "invalid", "required", "expected", "show this")
RUN = [sys.executable, "-m", "dmn_desktop"]


def dmn(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the real command in its own process."""
    return subprocess.run(
        [*RUN, *map(str, arguments)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )


def said(*arguments: str | Path) -> str:
    """What the real command answers, when it must succeed."""
    done = dmn(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def path(tmp_path: Path, library: Library) -> Path:
    """A register with one project, two candidates and two questions to ask the first."""
    register = registers.create(tmp_path / "r.dmn", Structure(name="Cabinet d’essai"))
    with contextlib.closing(register):
        project = projects.create(register, library, "Oublier moins de fractures")
        dossier = projects.load(register, library, project.id)
        first, _ = candidates.add_several(register, dossier, ["Ostalis Fracture", "Radivo"])
        dossier = projects.load(register, library, project.id)
        for cell in ("q3_a", "q3_b"):
            answer = answers.answer_or_new(dossier, first.id, cell)
            dossier = answers.set_to_ask(register, dossier, answer)
    return tmp_path / "r.dmn"


def dossier_in(path: Path, library: Library) -> Dossier:
    with contextlib.closing(registers.open_file(path)) as register:
        found = projects.find(register, 1)
        assert found is not None
        return projects.load(register, library, found.id)


@pytest.fixture
def several(path: Path, library: Library) -> Path:
    """The same register with a second project."""
    with contextlib.closing(registers.open_file(path)) as register:
        projects.create(register, library, "Voir les lésions de la peau")
    return path


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """The one line on stderr of a command that cannot be done."""
    assert main([str(argument) for argument in arguments]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


# Journeys with the real command


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


def test_a_register_held_elsewhere_says_so(path: Path) -> None:
    before = path.read_bytes()
    with contextlib.closing(registers.open_file(path)):
        done = dmn("list", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Ce registre est déjà ouvert par ")
    assert done.stderr.endswith("relancer la commande.\n")
    assert path.read_bytes() == before


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
        env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])},
    )
    assert json.loads(done.stderr) == [[0] * len(words), []]


def test_control_c_ends_with_a_sentence(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(projects, "list_projects", interrupted)
    assert refused(capsys, "list", path).startswith("Commande interrompue.")
    monkeypatch.undo()
    assert main(["list", str(path)]) == 0


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    with subprocess.Popen(
        [*RUN, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        err = running.stderr.read().decode()
    assert running.returncode == 1
    assert err == "La lecture de la réponse a été interrompue.\n"


# The vendor's questionnaire


def sent(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Path:
    out = path.with_name("q.xlsx")
    assert main(["questionnaire", "export", str(path), "P-01", "a", "--out", str(out), *more]) == 0
    assert "2 questions notées" in capsys.readouterr().out
    return out


def filled(out: Path, *texts: str) -> Path:
    """The questionnaire as a vendor sends it back: a text under « Précisions » of each line."""
    book = openpyxl.load_workbook(out)
    sheet = book["Questionnaire"]
    given = iter(texts)
    for row in sheet.iter_rows():
        if str(row[0].value).startswith("q3_"):
            row[4].value = next(given, None)
    book.save(out)
    return out


def test_a_questionnaire_goes_out_with_its_pdf(
    path: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = path.with_name("q.pdf")
    sent(path, capsys, "--pdf", str(pdf), "--due", "15/12/2026")
    assert pdf.read_bytes().startswith(b"%PDF")
    dossier = dossier_in(path, library)
    assert dossier.questionnaires[0].due_on == date(2026, 12, 15)
    states = {dossier.answers[dossier.candidates[0].id, c].state for c in ("q3_a", "q3_b")}
    assert states == {AnswerState.ASKED}


def test_the_review_changes_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = filled(sent(path, capsys), "Cinq sites équipés")
    before = path.read_bytes()
    assert main(["questionnaire", "import", str(path), "1", "Ostalis fracture", str(back)]) == 0
    out = capsys.readouterr().out
    assert "Cinq sites équipés" in out
    assert "Nouvelle" in out
    assert "Rien n’a été changé." in out
    assert path.read_bytes() == before


def test_accepted_answers_are_kept_to_read_again(
    path: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    back = filled(sent(path, capsys), "Cinq sites équipés", "Depuis 2021")
    words = ["questionnaire", "import", str(path), "1", "A", str(back), "--accept"]
    assert main(words) == 0
    assert "2 réponses gardées, à relire." in capsys.readouterr().out
    dossier = dossier_in(path, library)
    kept = dossier.answers[dossier.candidates[0].id, "q3_a"]
    assert (kept.text, kept.state) == ("Cinq sites équipés", AnswerState.RECEIVED)
    assert [a.name for a in dossier.attachments] == ["q.xlsx"]


def test_your_own_text_is_replaced_only_when_asked(
    path: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    back = filled(sent(path, capsys), "Cinq sites équipés", "Depuis 2021")
    with contextlib.closing(registers.open_file(path)) as register:
        found = projects.find(register, 1)
        assert found is not None
        dossier = projects.load(register, library, found.id)
        mine = answers.answer_or_new(dossier, dossier.candidates[0].id, "q3_a")
        answers.save_answer(register, dossier, mine.but(text="Deux sites, vus sur place"))
    words = ["questionnaire", "import", str(path), "1", "A", str(back), "--accept"]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "Deux sites, vus sur place" in out
    assert f"elles remplacent votre texte{NBSP}: 1" in out
    dossier = dossier_in(path, library)
    assert dossier.answers[dossier.candidates[0].id, "q3_a"].text == "Deux sites, vus sur place"
    assert main([*words, "--replace", "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [(line["status"], line["accepted"]) for line in lines] == [
        ("remplace", True),
        ("inchangee", False),
    ]
    dossier = dossier_in(path, library)
    assert dossier.answers[dossier.candidates[0].id, "q3_a"].text == "Cinq sites équipés"


def test_nothing_to_ask_and_an_unknown_candidate_are_said(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = path.with_name("q.xlsx")
    words: list[str | Path] = ["questionnaire", "export", path, "1"]
    assert "Aucune question" in refused(capsys, *words, "B", "--out", out)
    assert "A Ostalis Fracture, B Radivo." in refused(capsys, *words, "Z", "--out", out)
    assert not out.exists()


# What cannot be done


def test_a_missing_register_is_not_created(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = tmp_path / "absent.dmn"
    for command, *words in (("list",), ("check",), ("backup", "."), ("export", "a.json")):
        assert "introuvable" in refused(capsys, command, absent, *words)
    assert not list(tmp_path.iterdir())


def test_an_existing_file_is_never_replaced_by_a_new_register(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert main(["export", str(path), str(path.with_name("a.json"))]) == 0
    capsys.readouterr()
    assert "existe déjà" in refused(capsys, "new", path)
    assert "existe déjà" in refused(capsys, "new", path, "--example")
    assert "existe déjà" in refused(capsys, "import", path, path.with_name("a.json"))
    assert path.read_bytes() == before


def test_a_missing_folder_is_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    away = path.parent / "ailleurs"
    commands: list[list[str | Path]] = [
        ["new", away / "r.dmn"],
        ["backup", path, away],
        ["export", path, away / "a.json"],
        ["export", path, away / "a.xlsx"],
        ["print", path, "dossier", "--out", away / "d.pdf"],
        ["questionnaire", "export", path, "1", "A", "--out", away / "q.xlsx"],
    ]
    for words in commands:
        assert str(away) in refused(capsys, *words)
    assert not away.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "registre-dmn"}', '{"a": "\ud800"}'])
def test_a_broken_export_makes_no_register(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.json"
    source.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert "Rien n’a été importé." in refused(capsys, "import", tmp_path / "r.dmn", source)
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_what_is_no_register_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "photo.dmn"
    foreign.write_bytes(b"\x89PNG" * 100)
    assert "n’est pas un registre" in refused(capsys, "list", foreign)
    assert "dossier" in refused(capsys, "list", tmp_path)


def test_a_wrong_number_lists_the_projects(
    several: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = several.with_name("d.pdf")
    words: list[str | Path] = ["print", several, "dossier"]
    assert "P-09" in refused(capsys, *words, "P-09", "--out", out)
    assert "P-01, P-02" in refused(capsys, *words, "--out", out)
    assert not out.exists()


def test_a_register_without_project_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "r.dmn"
    assert main(["new", str(empty)]) == 0
    capsys.readouterr()
    assert "aucun projet" in refused(capsys, "print", empty, "dossier", "--out", tmp_path)
    assert main(["print", str(empty), "formulaire", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "Grille à remplir.pdf").exists()


def test_a_document_in_a_folder_gets_its_usual_name(
    several: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = several.parent / "papiers"
    folder.mkdir()
    assert main(["print", str(several), "annexe2", "2", "--out", str(folder), "--json"]) == 0
    made = Path(json.loads(capsys.readouterr().out)["file"])
    assert made.name == "P-02 Annexe 2 – Voir les lésions de la peau.pdf"
    assert made.is_file()


def test_a_bug_is_one_sentence_with_its_type(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("nom du patient")

    monkeypatch.setattr(projects, "list_projects", broken)
    message = refused(capsys, "list", path)
    assert "KeyError, test_cli.py:" in message
    assert "patient" not in message


# Usage


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "il manque COMMANDE."),
        ("effacer r.dmn", f"COMMANDE{NBSP}: «{NBSP}effacer{NBSP}» est inconnu."),
        ("list", "il manque REGISTRE."),
        ("list r.dmn autre", f"«{NBSP}autre{NBSP}» est en trop."),
        ("list r.dmn --json=oui", "--json n’attend pas de valeur."),
        ("print r.dmn dossier 1", "il manque --out."),
        ("print r.dmn dossier 1 --out", "--out attend une valeur."),
        ("print r.dmn facture --out a.pdf", f"«{NBSP}facture{NBSP}» est inconnu. Choisir parmi"),
        ("print r.dmn dossier P3 --out a.pdf --due", "est en trop."),
        ("print r.dmn dossier P-x --out a.pdf", f"écrire P-03 ou 3, pas «{NBSP}P-x{NBSP}»."),
        ("new r.dmn --type hopital", f"Choisir parmi{NBSP}: cabinet, etablissement."),
        ("export r.dmn a.csv", "le nom doit finir par .xlsx ou .json."),
        ("questionnaire export r.dmn 1 A --out a.xls", "le nom doit finir par .xlsx."),
        ("questionnaire export r.dmn 1 A --out a.xlsx --due demain", "écrire JJ/MM/AAAA"),
    ],
)
def test_a_command_written_wrong_is_explained_in_french(
    words: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert expected in err
    assert err.startswith(f"utilisation{NBSP}: dmn")
    assert not [word for word in ENGLISH if word in err]


EVERY_COMMAND = [
    [],
    *([name] for name in cli.COMMANDS),
    ["questionnaire", "export"],
    ["questionnaire", "import"],
]


@pytest.mark.parametrize("words", EVERY_COMMAND)
def test_help_is_french(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "afficher cette aide" in out
    assert not [word for word in ENGLISH if word in out]
    assert max(map(len, out.splitlines())) < 100


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("Registre DMN 0.")

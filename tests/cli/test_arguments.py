"""A command line written wrong, and its help, are in French."""

from __future__ import annotations

import pytest

from dmn_desktop import cli
from dmn_desktop.cli import main
from dmn_desktop.core.text import NBSP
from tests.cli.console import Captured

ENGLISH = ("usage:", "error:", "argument ", "invalid", "required", "expected", "show this")


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
        ("new r.dmn --type hopital", f"Choisir parmi{NBSP}: cabinet, centre, etablissement."),
        ("export r.dmn a.csv", "le nom doit finir par .xlsx ou .json."),
        ("questionnaire export r.dmn 1 A --out a.xls", "le nom doit finir par .xlsx."),
        ("questionnaire export r.dmn 1 A --out a.xlsx --due demain", "écrire JJ/MM/AAAA"),
    ],
)
def test_a_command_written_wrong_is_explained_in_french(
    words: str, expected: str, capsys: Captured
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
def test_help_is_french(words: list[str], capsys: Captured) -> None:
    assert main([*words, "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "afficher cette aide" in out
    assert not [word for word in ENGLISH if word in out]
    assert max(map(len, out.splitlines())) < 100


def test_the_version_is_said(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("Registre DMN 0.")

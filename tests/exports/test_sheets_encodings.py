"""Old texts of French workstations: the encoding is chosen when only one reads as French."""

from __future__ import annotations

import pytest

from dmn_desktop.exports.sheets.delimited import read_delimited

TEXTS = (
    "Nom;Éditeur\nA;B",
    "NOM;ÉDITEUR;RÉFÉRENT;COÛT;FENÊTRE\nA;B;C;D;E",
    "Nom;éditeur\nÉchographie;déjà reçu",
    "Nom;N°\nA;1",
    "Nom;Où\nDr Noël;boîte à lettres",
)
WINDOWS_ONLY = (
    "Nom;Coût\nA;1 200 €",
    "Nom;Coût\nA;1\u00a0200\u00a0€",
    "Nom;Aide\nA;aide à l’interprétation – « Œil »",
    "Logiciels – état au 12/03/2026\n\nNom;Version\nTOTAL : 2 logiciels…;",
)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("text", TEXTS)
def test_french_text_is_read_without_a_question(text: str, encoding: str) -> None:
    assert rows_read(text, encoding) == rows_written(text)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", WINDOWS_ONLY)
def test_french_signs_are_read_without_a_question(text: str, encoding: str) -> None:
    assert rows_read(text, encoding) == rows_written(text)


def test_a_text_that_two_machines_could_have_written_is_asked_about() -> None:
    found = read_delimited(b"Nom;Editeur\nB\x89la;No\x89l\n", "a.csv")
    assert not found.sheets
    assert {encoding for encoding, _ in found.encodings} >= {"mac_roman", "cp850"}


def test_two_files_joined_are_read_each_in_its_encoding() -> None:
    joined = "Logiciel;Éditeur\nÉchoIA;Société\n".encode() + "Télé2;Hélène\n".encode("cp1252")
    found = read_delimited(joined, "a.csv")
    assert [row[1] for row in found.sheets[0].rows][1:] == [
        ("ÉchoIA", "Société"),
        ("Télé2", "Hélène"),
    ]
    assert "aux lignes 3" in found.notes[0]


def test_accents_lost_before_are_kept_and_told() -> None:
    lost = "Logiciel;Éditeur\nA;Société".encode().decode("cp1252").encode()
    found = read_delimited(lost, "a.csv")
    assert found.sheets[0].rows[1][1] == ("A", "SociÃ©tÃ©")
    assert "Accents abîmés" in found.notes[0]
    assert not read_delimited("Nom\nSão Paulo, ÂGE, â".encode(), "a.csv").notes


def rows_read(text: str, encoding: str) -> list[list[str]]:
    """The rows of a file in an encoding, which must be found without a question."""
    found = read_delimited(text.encode(encoding), "a.csv")
    assert not found.encodings
    return [_filled([cell or "" for cell in row]) for _, row in found.sheets[0].rows]


def rows_written(text: str) -> list[list[str]]:
    """The rows that a person sees in a text; empty lines are none."""
    return [_filled(line.split(";")) for line in text.splitlines() if line]


def _filled(row: list[str]) -> list[str]:
    """A row without the empty cells at its end."""
    while row and not row[-1]:
        row = row[:-1]
    return row

"""The papers of the yearly review: every line, who and when, draft until closed, one-page form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dmn_desktop.core.census import QUESTIONS
from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.own_texts import BLANK, CENSUS_PROCEDURE, placeholders, read_template
from dmn_desktop.core.records import Census, CensusLine, Structure
from dmn_desktop.exports.pdf.census import Record, write_census
from dmn_desktop.exports.pdf.declaration import write_declaration
from dmn_desktop.exports.pdf.procedure import Procedure, write_procedure
from tests.exports.pdf_reading import compact, read

STRUCTURE = Structure(name="Clinique des Tilleuls", manager="Radiologue référent")
YES = dict.fromkeys(QUESTIONS, CensusAnswer.UNCHANGED)


def _line(number: int, **values: object) -> CensusLine:
    line = CensusLine(census_id="c", device=f"DMN-{number:02d} Dispositif {number}, version 1")
    return line.but(**{**YES, "confirmed_by": "R. B.", "confirmed_on": date(2025, 9, 16), **values})


def _record(*lines: CensusLine, closed: bool = True) -> Record:
    census = Census(number=1, opened_on=date(2025, 4, 14), opened_by="Ingénieur, C. D.")
    if closed:
        census = census.but(
            closed_on=date(2025, 11, 18), closed_by="Présidente", note="Tout est passé."
        )
    return Record(STRUCTURE, census, lines)


def test_says_who_confirmed_what_and_when(tmp_path: Path) -> None:
    changed = _line(2, risks=CensusAnswer.CHANGED, note="Risque R-02.1 ajouté.")
    found = read(write_census(_record(_line(1), changed), tmp_path / "r.pdf"))
    for words in (
        "14 avril 2025",
        "18 novembre 2025",
        "Présidente",
        "Tout est passé.",
        "DMN-01 Dispositif 1, version 1",
        "16/09/2025",
        "R. B.",
        "[Modifié]",
        "Risque R-02.1 ajouté.",
        "2, dont 2 confirmés",
        "Signature",
    ):
        assert compact(words) in found.text, words
    assert "Brouillon" not in "".join(found.pages)
    assert compact("Ce que personne n’a confirmé") not in found.text


def test_an_open_review_is_a_draft_that_names_what_remains(tmp_path: Path) -> None:
    waiting = CensusLine(census_id="c", device="DMN-03 Jamais vu")
    found = read(write_census(_record(_line(1), waiting, closed=False), tmp_path / "r.pdf"))
    assert all("Brouillon" in page for page in found.pages)
    assert compact("[Non confirmé]") in found.text
    remaining = found.text[found.text.index(compact("Ce que personne n’a confirmé")) :]
    assert compact("DMN-03 Jamais vu") in remaining


@pytest.mark.parametrize("number", [0, 1, 500])
def test_holds_every_line_whatever_their_number(number: int, tmp_path: Path) -> None:
    lines = [_line(n) for n in range(1, number + 1)]
    found = read(write_census(_record(*lines), tmp_path / "r.pdf"))
    for line in lines:
        assert compact(line.device) in found.text
    assert compact("Rien n’a changé.") in found.text


def test_a_long_remark_is_printed_whole(tmp_path: Path) -> None:
    note = " ".join(f"mot{n}" for n in range(900))
    found = read(write_census(_record(_line(1, note=note)), tmp_path / "r.pdf"))
    # The name of the device is printed again where the row goes on overleaf.
    assert [word for word in note.split() if word not in found.text] == []


def test_the_declaration_fits_one_page_and_asks_everything(tmp_path: Path) -> None:
    found = read(write_declaration(STRUCTURE, tmp_path / "d.pdf"))
    assert len(found.pages) == 1
    for words in ("À quoi il sert", "Depuis le", "intelligence artificielle", "Voix", "Qui l’"):
        assert compact(words) in found.text
    assert compact("À remettre à : Radiologue référent") in found.text
    long = Structure(name="Clinique " * 40, manager="Direction des soins " * 20)
    assert len(read(write_declaration(long, tmp_path / "l.pdf")).pages) == 1


def test_the_procedure_never_prints_braces(tmp_path: Path) -> None:
    template = read_template(CENSUS_PROCEDURE)
    known = {"structure": STRUCTURE.name, "responsable": STRUCTURE.manager}
    assert set(placeholders(template.text)) == {*known, "dernière revue", "prochaine revue"}
    found = read(
        write_procedure(Procedure(STRUCTURE, template, template.text, known), tmp_path / "p.pdf")
    )
    assert "{" not in found.text
    assert compact(STRUCTURE.manager) in found.text
    assert BLANK in found.text
    assert compact(template.source) in found.text
    assert "21/11/2026" in found.text
    assert [title for _, title, _ in found.bookmarks][:2] == [
        "But",
        "Ce qui entre dans le registre",
    ]
    for line in template.text.splitlines():
        if line.startswith("- ") and "{" not in line:
            assert compact(line[2:]) in found.text


def test_the_procedure_of_the_practice_is_the_one_printed(tmp_path: Path) -> None:
    template = read_template(CENSUS_PROCEDURE)
    found = read(
        write_procedure(
            Procedure(STRUCTURE, template, "# Chez nous\nUne phrase.", {}), tmp_path / "p.pdf"
        )
    )
    assert "Unephrase." in found.text
    assert "Aufildel" not in found.text

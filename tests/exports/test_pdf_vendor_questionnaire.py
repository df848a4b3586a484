from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.exports.pdf.vendor_questionnaire import write_vendor_questionnaire
from tests.exports.pdf_reading import compact, read
from tests.exports.samples import rich_dossier

DUE = date(2026, 3, 20)
ASKED = ("q8_11_a", "q3_a", "q4_1", "q7_3_a", "q3_c", "q_m2", "q5_3")


def test_the_letter_says_who_asks_what_and_until_when(tmp_path: Path) -> None:
    dossier = rich_dossier(3)
    cells = [dossier.guide.cells[key] for key in ASKED]
    path = write_vendor_questionnaire(dossier, dossier.compared[0], cells, DUE, tmp_path / "v.pdf")
    letter = compact(read(path).bodies[0])
    for words in (
        "Centre d’imagerie du Quai",
        "44000 Nantes",
        "Éditeur Ostalis Fracture",
        "contact1@editeur.example",
        "demande d’informations sur Ostalis Fracture, version 1.2",
        "7 réponses",
        "au plus tard le 20 mars 2026",
        "indiquer la source précise",
        "N’envoyer aucune donnée de patient",
        "n’émane pas de la Haute Autorité",
        "Médecin radiologue référent",
    ):
        assert compact(words) in letter


def test_holds_all_that_is_asked_in_the_order_of_the_guide_and_nothing_else(
    tmp_path: Path,
) -> None:
    dossier = rich_dossier(3)
    cells = [dossier.guide.cells[key] for key in ASKED]
    found = read(
        write_vendor_questionnaire(dossier, dossier.compared[1], cells, DUE, tmp_path / "v.pdf")
    )
    ordered = [cell for cell in dossier.guide.cells.values() if cell.id in ASKED]
    places = [found.text.index(compact(cell.text)) for cell in ordered]
    assert places == sorted(places)
    for cell in ordered:
        assert all(compact(option.text) in found.text for option in cell.options)
    source = compact("Source (document, page ou paragraphe, date)")
    assert found.text.count(source) == len(ASKED)
    others = [c for c in dossier.guide.cells.values() if c.id not in ASKED and c.letter]
    assert [c.id for c in others if compact(c.text) in found.text] == []
    assert "Réponse" not in "".join(found.bodies[1:])
    titles = [title for level, title, _ in found.bookmarks if level == 0]
    assert [t.split(" ")[0] for t in titles] == ["Lettre", "3", "4", "5", "7", "8", "M"]


def test_nothing_of_the_project_and_of_other_candidates_is_told(tmp_path: Path) -> None:
    dossier = rich_dossier(3)
    cells = list(dossier.guide.cells.values())[10:20]
    found = read(
        write_vendor_questionnaire(dossier, dossier.compared[0], cells, None, tmp_path / "v.pdf")
    )
    everything = compact("".join(found.pages))
    for candidate in dossier.candidates[1:]:
        assert compact(candidate.name) not in everything
    for answer in dossier.answers.values():
        assert compact(answer.text) not in everything
    assert compact(dossier.project.need) not in everything
    assert "dèsquepossible" in everything
    assert "Brouillon" not in everything


def test_one_question_and_missing_details(tmp_path: Path) -> None:
    dossier = rich_dossier(1)
    bare = dossier.compared[0].but(vendor="", contact="", version="")
    dossier = replace(dossier, structure=dossier.structure.but(manager="", address=""))
    cells = [dossier.guide.cells["q3_a"]]
    found = read(write_vendor_questionnaire(dossier, bare, cells, DUE, tmp_path / "v.pdf"))
    assert compact("Il nous manque 1 réponse, listée") in found.text
    assert compact("À l’éditeur du dispositif") in found.text


def test_all_questions_of_the_guide_can_be_asked(tmp_path: Path) -> None:
    dossier = rich_dossier(1)
    cells = [cell for page in dossier.guide.pages for cell in page.cells]
    found = read(
        write_vendor_questionnaire(dossier, dossier.compared[0], cells, DUE, tmp_path / "v.pdf")
    )
    assert all(compact(cell.text) in found.text for cell in cells)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    dossier = rich_dossier(1)
    with pytest.raises(UserError, match="n’existe pas"):
        write_vendor_questionnaire(
            dossier,
            dossier.compared[0],
            [dossier.guide.cells["q3_a"]],
            DUE,
            tmp_path / "absent" / "v.pdf",
        )

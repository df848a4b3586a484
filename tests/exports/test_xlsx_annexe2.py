"""Annexe 2 goes to a spreadsheet and comes back, from us or from a practice's own copy."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dmn_desktop.core.annexe2_return import ReadLine, review_lines
from dmn_desktop.core.comparison import compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import library
from dmn_desktop.core.text import fold
from dmn_desktop.core.vendor_return import LineStatus
from dmn_desktop.core.vocabulary import Judgement
from dmn_desktop.exports.xlsx.annexe2 import write_annexe2
from dmn_desktop.exports.xlsx.annexe2_matching import How, match_labels
from dmn_desktop.exports.xlsx.annexe2_reading import Device, read_annexe2
from tests.exports.samples import empty_dossier, rich_dossier

SHORT = (
    "Marquage CE / usage prévu",
    "Contre-indications",
    "Bénéfice attendu",
    "PREUVES CLINIQUES (études)",
    "Autres utilisateurs",
    "Évaluation par société savante",
    "Supervision humaine",
    "Données d'entrée disponibles ?",
    "IA / machine learning",
    "Conformité aux recos",
    "Ergonomie, interprétation",
    "Données d'évaluation, performances",
    "Validation contexte similaire",
    "Fiabilite dans le temps",
    "Bénéfice indirect patients",
    "Impact organisation",
    "Impact environnemental",
    "Financement",
    "Mode contractualisation",
    "Couts",
    "Hypothèses économiques",
    "Interopérabilité",
    "Prérequis",
    "Maintenance / MAJ",
    "Cybersecurité",
    "Mode dégradé",
    "RGPD / info patients",
    "Réutilisation des données",
    "Sécurité des données",
    "Hébergement HDS",
    "Violation de données",
    "Responsabilité",
    "Négociation contrat",
    "Résiliation",
    "Objectif expérimentation",
)
"""How a practice may shorten the 35 lines."""


def devices(dossier: Dossier) -> tuple[Device, ...]:
    return tuple(Device(c.id, dossier.letter(c), fold(c.name)) for c in dossier.compared)


def read(path: Path, dossier: Dossier) -> tuple[ReadLine, ...]:
    return read_annexe2(path, library().guide, devices(dossier), dossier.project.id)


def own_table(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A workbook that somebody typed."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def only(lines: Sequence[ReadLine], row: int | None, candidate: str | None) -> ReadLine:
    found = [x for x in lines if (x.row, x.candidate_id) == (row, candidate)]
    assert len(found) == 1
    return found[0]


# --- writing ---


def test_table_has_42_lines_in_the_order_of_the_guide(tmp_path: Path) -> None:
    dossier, guide = rich_dossier(), library().guide
    sheet = openpyxl.load_workbook(write_annexe2(dossier, tmp_path / "a.xlsx")).worksheets[0]
    body = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    titles = [(t.rank, t.text, None) for t in guide.comparison_titles]
    items = sorted([*titles, *((r.rank, r.text, r.n) for r in guide.comparison_rows)])
    assert len(body) == 42
    for row, (_, text, number) in zip(body, items, strict=True):
        assert text in row[:3]
        assert row[0] == number


def test_cells_say_what_the_comparison_says(tmp_path: Path) -> None:
    dossier = rich_dossier()
    sheet = openpyxl.load_workbook(write_annexe2(dossier, tmp_path / "a.xlsx")).worksheets[0]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]}
    for line in compare(dossier):
        shown = rows[line.row.n][3:]
        for i, cell in enumerate(line.cells):
            expected = "" if cell.judgement is Judgement.NONE else cell.judgement.label
            assert (shown[2 * i] or "") == expected
            assert shown[2 * i + 1] == cell.line


def test_judgements_are_offered_as_a_list(tmp_path: Path) -> None:
    path = write_annexe2(rich_dossier(), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rule = sheet.data_validations.dataValidation[0]
    assert rule.formula1 == '"Convient,À discuter,Bloquant,Manque,Sans objet"'
    assert "D6" in str(rule.sqref)
    assert "C6" not in str(rule.sqref)


def test_identifiers_are_out_of_sight(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_annexe2(rich_dossier(), tmp_path / "a.xlsx"))
    assert book.worksheets[0].column_dimensions["A"].hidden
    assert book.worksheets[0].row_dimensions[3].hidden
    assert book["_registre"].sheet_state == "veryHidden"


def test_without_candidate_the_table_is_blank_for_three(tmp_path: Path) -> None:
    path = write_annexe2(empty_dossier(), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    heads = [cell.value for cell in sheet[4]]
    assert heads[3] == "Dispositif A\u00a0: appréciation"
    assert heads[-1] == "Dispositif C\u00a0: en une ligne"
    assert all(v is None for row in sheet.iter_rows(5, min_col=4, values_only=True) for v in row)


# --- reading ours ---


def test_our_own_file_comes_back_unchanged(tmp_path: Path) -> None:
    dossier = rich_dossier()
    table = read(write_annexe2(dossier, tmp_path / "a.xlsx"), dossier)
    lines = review_lines(dossier, table)
    assert len(lines) == 35 * 3
    assert {line.status for line in lines} == {LineStatus.SAME}


def test_changes_made_in_the_spreadsheet_are_told(tmp_path: Path) -> None:
    dossier = rich_dossier()
    path = write_annexe2(dossier, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["D6"], sheet["E6"], sheet["G7"] = "Bloquant", "Pas chez l’enfant", "Mot nouveau"
    # Somebody inserts a column of remarks and renames a title.
    sheet.insert_cols(4)
    sheet["D4"] = "Remarques"
    sheet["D6"] = "à revoir"
    sheet["E4"] = "Premier"
    book.save(path)
    lines = review_lines(dossier, read(path, dossier))
    changed = [line for line in lines if line.status is not LineStatus.SAME]
    assert [(x.read.row, x.candidate, x.status.label) for x in changed] == [
        (1, "A Ostalis Fracture", "Remplace votre texte"),
        (2, "B Radioscope Os", "Nouvelle"),
    ]
    first = changed[0]
    assert (first.read.judgement, first.read.text) == (Judgement.BLOCKING, "Pas chez l’enfant")
    assert first.shown == "Ligne 1 de c1 : avis de l’équipe."
    accepted = first.accepted("p")
    assert (accepted.judgement, accepted.line) == (Judgement.BLOCKING, "Pas chez l’enfant")


# --- reading a practice's own ---


def test_own_table_is_read_in_any_typography(tmp_path: Path) -> None:
    dossier = rich_dossier()
    rows: list[list[object]] = [
        ["Comparatif IA – cabinet du Quai"],
        ["mis à jour en mars"],
        [],
        [None, "Dispositif A", "DISPOSITIF B", "dispositif  c"],
        ["Finalité"],
        [
            "SUPERVISION HUMAINE ?",
            "Convient : relecture par deux médecins",
            "bloquant",
            "voir devis",
        ],
        [None, "suite sur la ligne du dessous"],
        [None, "Dispositif A", "Dispositif B", "Dispositif C"],
        ["8.6 mode degrade", "Sans objet", "à discuter - reprise en 4 h", None],
        ["Avis du cadre", "favorable"],
    ]
    table = read(own_table(tmp_path / "a.xlsx", rows), dossier)
    a, b, c = (only(table, 7, f"c{i}") for i in (1, 2, 3))
    assert a.judgement is Judgement.SUITS
    assert a.text == "relecture par deux médecins\nsuite sur la ligne du dessous"
    assert (b.judgement, b.text) == (Judgement.BLOCKING, "")
    assert (c.judgement, c.text) == (Judgement.NONE, "voir devis")
    assert only(table, 26, "c1").judgement is Judgement.NOT_APPLICABLE
    assert only(table, 26, "c2").text == "reprise en 4 h"
    stray = only(table, None, "c1")
    assert (stray.label, stray.text) == ("Avis du cadre", "favorable")
    assert len(table) == 6


def test_shortened_labels_are_recognised_by_words_and_order() -> None:
    found = match_labels(SHORT, library().guide)
    assert [match.row if match else None for match in found] == list(range(1, 36))


def test_shuffled_labels_are_never_taken_for_another_line() -> None:
    shuffled = list(enumerate(SHORT, start=1))[::-1]
    found = match_labels([label for _, label in shuffled], library().guide)
    known = [(n, match.row) for (n, _), match in zip(shuffled, found, strict=True) if match]
    assert all(n == row for n, row in known)
    assert len(known) >= 25


def test_our_own_words_are_recognised_in_any_order() -> None:
    rows = library().guide.comparison_rows
    for order in (rows, tuple(reversed(rows))):
        found = match_labels([row.text for row in order], library().guide)
        assert [match.row if match else None for match in found] == [row.n for row in order]
        assert {match.how for match in found if match} == {How.WORDS}


def test_title_lines_and_strange_lines_have_no_number() -> None:
    titles = [title.text for title in library().guide.comparison_titles]
    strange = ["Avis du Dr Martin", "Note globale /10", "Délai de livraison", "Sécurité", "Impact"]
    assert match_labels([*titles, *strange], library().guide) == [None] * 12


def test_lines_that_annexe_2_joins_are_joined(tmp_path: Path) -> None:
    dossier = rich_dossier()
    rows = [
        ["Question", "Dispositif A"],
        ["5.5 Résultats interprétables", "Convient : oui"],
        ["5.6 Compréhensible", "Bloquant"],
    ]
    line = only(read(own_table(tmp_path / "a.xlsx", rows), dossier), 11, "c1")
    assert line.judgement is Judgement.NONE
    assert line.text == "Convient\u00a0: oui\nBloquant"
    assert "réunies" in line.how


def test_names_decide_before_letters_and_unknown_columns_stand_apart(tmp_path: Path) -> None:
    dossier = rich_dossier()
    rows = [
        [
            "Question",
            "Dispositif A : Radioscope Os",
            "Dispositif B",
            "Dispositif C – Autre",
            "Prix",
        ],
        ["Supervision humaine", "un", "deux", "trois", "12 €"],
    ]
    table = read(own_table(tmp_path / "a.xlsx", rows), dossier)
    found = {(x.row, x.candidate_id, x.text) for x in table}
    assert (7, "c2", "un\ndeux") in found or (7, "c2", "un") in found
    apart = [x for x in table if x.candidate_id is None]
    assert [(x.row, x.header, x.text) for x in apart] == [
        (None, "Dispositif C – Autre", "trois"),
        (None, "Prix", "12 €"),
    ]
    lines = review_lines(dossier, table)
    assert [x.status for x in lines[-2:]] == [LineStatus.UNKNOWN] * 2
    assert lines[-1].candidate == "Prix"


def test_names_under_the_letters_are_read(tmp_path: Path) -> None:
    dossier = rich_dossier()
    rows: list[list[object]] = [
        [None, "Dispositif A", "Dispositif B"],
        [None, "Nocturne RX", "Radioscope Os"],
        ["Supervision humaine", "un", "deux"],
    ]
    table = read(own_table(tmp_path / "a.xlsx", rows), dossier)
    assert {(x.candidate_id, x.text) for x in table} == {("c3", "un"), ("c2", "deux")}


def test_merged_titles_over_two_columns_are_read(tmp_path: Path) -> None:
    dossier = rich_dossier()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["N°", "Question", "Dispositif A", None, "Dispositif B", None])
    sheet.append([None, None, "Appréciation", "En une ligne", "Appréciation", "En une ligne"])
    sheet.append(["4.5", "Contrôle", "Bloquant", "personne ne relit", "Convient", None])
    for where in ("C1:D1", "E1:F1"):
        sheet.merge_cells(where)
    book.save(tmp_path / "a.xlsx")
    table = read(tmp_path / "a.xlsx", dossier)
    a, b = only(table, 7, "c1"), only(table, 7, "c2")
    assert (a.judgement, a.text) == (Judgement.BLOCKING, "personne ne relit")
    assert (b.judgement, b.text) == (Judgement.SUITS, "")


def test_blank_form_filled_by_hand_is_read(tmp_path: Path) -> None:
    dossier = rich_dossier()
    path = write_annexe2(replace(dossier, candidates=()), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D6"], book.worksheets[0]["G6"] = "Convient", "bien"
    book.save(path)
    table = read(path, dossier)
    assert only(table, 1, "c1").judgement is Judgement.SUITS
    assert only(table, 1, "c2").text == "bien"


def test_file_without_candidates_is_refused(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Nom", "Prix"], ["Ostalis", 12]]
    path = own_table(tmp_path / "a.xlsx", rows)
    with pytest.raises(UserError, match="Aucune colonne") as caught:
        read(path, rich_dossier())
    assert "Dispositif A" in caught.value.to_do

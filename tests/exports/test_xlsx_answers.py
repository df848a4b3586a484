"""The workbook of a project holds everything that the project holds."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Answer, Note, Record
from dmn_desktop.core.text import day
from dmn_desktop.core.vocabulary import AnswerState, NotApplicable, SourceStatus, Word
from dmn_desktop.core.wording import choice_words, state_words
from dmn_desktop.exports.xlsx.answers import write_answers
from dmn_desktop.exports.xlsx.fields import value_of
from tests.exports.samples import empty_dossier, rich_dossier

SHEETS = [
    "Projet",
    "Candidats",
    "Réponses",
    "Études",
    "Coûts",
    "Comparaison",
    "Essai",
    "Indicateurs",
    "Questionnaires",
    "Décision",
    "Pièces",
]


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return rich_dossier()


@pytest.fixture(scope="module")
def book(dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("answers") / "réponses.xlsx"
    return openpyxl.load_workbook(write_answers(dossier, path))


def table(book: openpyxl.Workbook, title: str) -> list[dict[str, object]]:
    """Rows of a sheet by the titles of its columns."""
    rows = book[title].iter_rows(values_only=True)
    header = [str(value) for value in next(rows)]
    return [dict(zip(header, row, strict=True)) for row in rows]


def words_of_sheet(book: openpyxl.Workbook, title: str) -> str:
    values = (v for row in book[title].iter_rows(values_only=True) for v in row if v is not None)
    return "\n".join(day(v.date()) if hasattr(v, "date") else str(v) for v in values)


def test_sheets_stand_in_their_order(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_every_stored_answer_is_there(book: openpyxl.Workbook, dossier: Dossier) -> None:
    rows = {
        (row["Identifiant (candidat)"], row["Identifiant (point)"]): row
        for row in table(book, "Réponses")
    }
    assert len(dossier.answers) > 300
    for key, answer in dossier.answers.items():
        row, cell = rows[key], dossier.guide.cells[answer.cell]
        excluded = answer.candidate_id and dossier.excluded(answer.candidate_id, cell)
        assert row["État"] == ("Sans objet (5.2)" if excluded else state_words(answer))
        assert (row["Avis"] or "") == answer.opinion.label
        assert (row["Réponse"] or "") == answer.text
        assert (row["Choix"] or "") == "; ".join(choice_words(cell, answer))
        assert row["Montant"] == (answer.amount and pytest.approx(answer.amount / 100))
        assert (row["Source"] or "") == answer.source
        assert (row["Page ou paragraphe"] or "") == answer.source_place
        shown = answer.source_status.label if answer.source_status is not SourceStatus.NONE else ""
        assert (row["Statut de la source"] or "") == shown
        assert _date(row["Date"]) == answer.day
        assert _date(row["Date de la source"]) == answer.source_day
        assert _date(row["Demandé le"]) == answer.asked_on
        assert _date(row["Reçu le"]) == answer.received_on
        if answer.no_object is not NotApplicable.NONE:
            assert answer.no_object.label in str(row["Motif « sans objet »"])
            assert answer.no_object_detail in str(row["Motif « sans objet »"])


def _date(value: object) -> date | None:
    return value.date() if hasattr(value, "date") else None


def test_row_says_question_candidate_and_number(book: openpyxl.Workbook, dossier: Dossier) -> None:
    row = next(r for r in table(book, "Réponses") if r["Identifiant (point)"] == "q5_8_c")
    question = dossier.guide.by_id["q5_8"]
    assert (row["Projet"], row["N° HAS"], row["Page"]) == ("P-03", "5.8", question.page)
    assert row["Question"] == question.title
    assert str(row["Point"]).startswith("c ")
    assert (row["Candidat"], row["Dispositif"]) == ("A", "Ostalis Fracture")


def test_every_field_of_every_record_is_there(book: openpyxl.Workbook, dossier: Dossier) -> None:
    groups: dict[str, tuple[Record, ...]] = {
        "Candidats": dossier.candidates,
        "Études": dossier.studies,
        "Coûts": dossier.costs,
        "Essai": dossier.hypotheses,
        "Indicateurs": dossier.indicators,
        "Pièces": dossier.attachments,
    }
    for title, records in groups.items():
        words = words_of_sheet(book, title)
        for record in records:
            assert record.id in words
            for name, raw in record:
                if name == "amount" or not isinstance(raw, str | date) or name.endswith("_id"):
                    continue
                if name in ("cell", "question"):
                    continue
                shown = value_of(record, name)
                text = day(shown) if isinstance(shown, date) else str(shown or "")
                assert text in words, (title, name)


def test_decision_costs_trial_and_notes_are_there(
    book: openpyxl.Workbook, dossier: Dossier
) -> None:
    project = dossier.project
    decision = words_of_sheet(book, "Décision")
    for text in (project.decision_reasons, "A Ostalis Fracture", "15/07/2026", "DMN-07"):
        assert text in decision
    assert "A Ostalis Fracture\u00a0: sur 4 ans, coût" in words_of_sheet(book, "Coûts")
    assert project.trial_conclusion in words_of_sheet(book, "Essai")
    assert project.own_figures in words_of_sheet(book, "Projet")
    notes = [row["Note"] for row in table(book, "Réponses") if row["Note"]]
    assert sorted(map(str, notes)) == sorted(note.text for note in dossier.notes)


def test_comparison_has_each_line_for_each_candidate(
    book: openpyxl.Workbook, dossier: Dossier
) -> None:
    rows = table(book, "Comparaison")
    assert len(rows) == 35 * 3
    for stored in dossier.assessments:
        row = next(
            r
            for r in rows
            if (r["Ligne"], r["Identifiant (candidat)"]) == (stored.row, stored.candidate_id)
        )
        assert row["Appréciation"] == stored.judgement.label
        if stored.line:
            assert row["En une ligne"] == stored.line


def test_answer_without_question_is_kept(tmp_path: Path) -> None:
    base = rich_dossier()
    stray = Answer(
        project_id="p",
        candidate_id="c1",
        cell="q_own_supprimee",
        state=AnswerState.ANSWERED,
        text="réponse à une question retirée",
    )
    note = Note(project_id="p", question="q_own_supprimee", text="note orpheline")
    dossier = replace(base.with_answer(stray), notes=(*base.notes, note))
    book = openpyxl.load_workbook(write_answers(dossier, tmp_path / "a.xlsx"))
    words = words_of_sheet(book, "Réponses")
    assert stray.text in words
    assert note.text in words


def test_empty_project_gives_all_sheets(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_answers(empty_dossier(), tmp_path / "a.xlsx"))
    assert book.sheetnames == SHEETS
    assert book["Réponses"].max_row > 100


def test_closed_lists_are_told_in_words(book: openpyxl.Workbook, dossier: Dossier) -> None:
    words = words_of_sheet(book, "Projet")
    for value in (dossier.project.nature, dossier.structure.structure_kind):
        assert isinstance(value, Word)
        assert value.label in words
    assert "Aide au dépistage" in words
    assert "aide_au_depistage" not in words

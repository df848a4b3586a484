"""The 35 lines of annexe 2: proposed words, judgements, differences; never a score."""

from __future__ import annotations

from datetime import date

import pytest

from dmn_desktop.core.comparison import LINE_LIMIT, ComparisonLine, compare, counts, propose
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.guide import LEARNING_CELL
from dmn_desktop.core.records import Assessment
from dmn_desktop.core.vocabulary import AnswerState, Judgement, NotApplicable, Opinion
from tests.core.dossiers import GUIDE, all_answered, answered, dossier

ROWS = {row.n: row for row in GUIDE.forms[0].comparison_rows}


def line(found: Dossier, row: int) -> ComparisonLine:
    return next(each for each in compare(found) if each.row.n == row)


def proposed(found: Dossier, row: int) -> str:
    return propose(found, ROWS[row], found.candidates[0])


def judged(candidate: str, row: int, judgement: Judgement, words: str = "") -> Assessment:
    return Assessment(
        id=Assessment.id_for(candidate, row),
        project_id="p",
        candidate_id=candidate,
        row=row,
        judgement=judgement,
        line=words,
    )


def test_there_are_35_lines_in_the_order_of_the_guide() -> None:
    found = compare(dossier(candidates=2))
    assert [each.row.n for each in found] == list(range(1, 36))
    assert all(len(each.cells) == 2 for each in found)


def test_nothing_answered_is_missing_and_says_so() -> None:
    (cell,) = line(dossier(), 2).cells
    assert cell.judgement is Judgement.MISSING
    assert cell.line == "Pas encore de réponse."


def test_an_answer_is_proposed_in_its_own_words_and_left_to_judge() -> None:
    found = dossier(answered("c1", "q3_e", opinion=Opinion.YES, text="Pas avant 2 ans."))
    (cell,) = line(found, 2).cells
    assert cell.judgement is Judgement.NONE
    assert cell.line == "Oui. Pas avant 2 ans."
    assert not cell.own_line


def test_several_answers_make_one_line_without_repeating() -> None:
    found = dossier(
        answered("c1", "q3_a", text="Radiographies."),
        answered("c1", "q3_b", text="Adultes."),
        answered("c1", "q3_c", text="Radiographies."),
    )
    assert proposed(found, 1) == "Radiographies\u00a0; Adultes."


def test_a_line_stays_short() -> None:
    every = [
        answered("c1", f"q3_{letter}", text=f"{letter} {'très longue réponse ' * 30}")
        for letter in "abcd"
    ]
    text = proposed(dossier(*every), 1)
    assert len(text) <= LINE_LIMIT
    assert text.endswith("…")


def test_what_was_asked_says_since_when() -> None:
    asked = answered("c1", "q3_e", state=AnswerState.ASKED, asked_on=date(2026, 2, 26))
    assert proposed(dossier(asked), 2) == "Demandé le 26/02/2026."
    assert line(dossier(asked), 2).has(Judgement.MISSING)


def test_a_line_without_object_says_so() -> None:
    aside = answered(
        "c1", "q3_e", state=AnswerState.NOT_APPLICABLE, no_object=NotApplicable.NOT_OUR_USE
    )
    (cell,) = line(dossier(aside), 2).cells
    assert (cell.judgement, cell.line) == (
        Judgement.NOT_APPLICABLE,
        "Sans objet pour ce candidat.",
    )


def test_what_5_2_excludes_does_not_speak() -> None:
    says_no = answered("c1", LEARNING_CELL, opinion=Opinion.NO)
    drift = answered("c1", "q5_10_b", text="Dérive surveillée")
    row = next(n for n, each in ROWS.items() if "q5_10" in each.covers)
    assert "Dérive" in proposed(dossier(drift), row)
    assert "Dérive" not in proposed(dossier(drift, says_no), row)


def test_a_question_asked_once_for_the_project_speaks_for_every_candidate() -> None:
    found = dossier(answered(None, "q9_a", text="Mesurer le temps gagné"), candidates=2)
    assert {cell.line for cell in line(found, 35).cells} == {"Mesurer le temps gagné."}


def test_the_users_judgement_and_words_win() -> None:
    found = dossier(
        answered("c1", "q3_e", text="Pas avant 2 ans."),
        assessments=(judged("c1", 2, Judgement.BLOCKING, "Nos patients ont moins de 2 ans."),),
    )
    (cell,) = line(found, 2).cells
    assert cell.judgement is Judgement.BLOCKING
    assert cell.line == "Nos patients ont moins de 2 ans."
    assert cell.own_line


def test_words_alone_leave_the_judgement_to_the_answers() -> None:
    found = dossier(assessments=(judged("c1", 2, Judgement.NONE, "À voir."),))
    (cell,) = line(found, 2).cells
    assert (cell.judgement, cell.line) == (Judgement.MISSING, "À voir.")


@pytest.mark.parametrize(
    ("second", "differs"), [(Judgement.SUITS, False), (Judgement.DISCUSS, True)]
)
def test_differences_are_between_judgements(second: Judgement, differs: bool) -> None:
    found = dossier(
        candidates=2,
        assessments=(judged("c1", 2, Judgement.SUITS), judged("c2", 2, second)),
    )
    assert line(found, 2).differs is differs


def test_counts_are_per_candidate_and_cover_every_line() -> None:
    found = dossier(
        *all_answered("q4_1", "c1"),
        candidates=2,
        assessments=(judged("c1", 2, Judgement.SUITS), judged("c2", 2, Judgement.BLOCKING)),
    )
    lines = compare(found)
    first, second = counts(lines, 0), counts(lines, 1)
    assert first.total() == second.total() == 35
    assert (first[Judgement.SUITS], first[Judgement.NONE]) == (1, 1)
    assert (second[Judgement.BLOCKING], second[Judgement.MISSING]) == (1, 34)

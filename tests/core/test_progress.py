"""When a question is complete, asked, hidden: the rules of the guide's pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.dossier import MAX_COMPARED
from dmn_desktop.core.forms import Learning
from dmn_desktop.core.guide import (
    LEARNING_CELL,
    Guide,
    Progress,
    excluded_by_learning,
    is_settled,
    progress_of,
    state_of,
)
from dmn_desktop.core.records import Candidate, OwnQuestion
from dmn_desktop.core.vocabulary import AnswerState, Kept, Opinion
from tests.core.dossiers import GUIDE, all_answered, answered, cell, dossier

QUESTION = GUIDE.by_id["q5_8"]
LEARNS = Opinion.YES
DOES_NOT = Opinion.NO


def progress(question: str, *answers, candidates: int = 1, **values):  # type: ignore[no-untyped-def]
    return dossier(*answers, candidates=candidates, **values).progress(GUIDE.by_id[question])


def test_a_question_without_answers_is_empty() -> None:
    found = progress("q5_8")
    assert found.state is Progress.EMPTY
    assert (found.done, found.missing) == (0, found.total)


def test_a_question_is_complete_when_every_cell_of_every_candidate_is_settled() -> None:
    first, second = all_answered("q5_8", "c1"), all_answered("q5_8", "c2")
    assert progress("q5_8", *first).state is Progress.COMPLETE
    assert progress("q5_8", *first, candidates=2).state is Progress.STARTED
    assert progress("q5_8", *first, *second[1:], candidates=2).missing == 1
    assert progress("q5_8", *first, *second, candidates=2).state is Progress.COMPLETE


def test_without_object_settles_a_cell() -> None:
    answers = all_answered("q5_8", "c1")
    set_aside = answers[0].but(state=AnswerState.NOT_APPLICABLE)
    assert progress("q5_8", set_aside, *answers[1:]).state is Progress.COMPLETE
    all_aside = [a.but(state=AnswerState.NOT_APPLICABLE) for a in answers]
    assert progress("q5_8", *all_aside).state is Progress.NOT_APPLICABLE


@pytest.mark.parametrize("state", [AnswerState.ASKED, AnswerState.TO_ASK])
def test_what_was_asked_of_the_vendor_does_not_count(state: AnswerState) -> None:
    answers = all_answered("q5_8", "c1", state=state)
    found = progress("q5_8", *answers)
    assert found.state is Progress.ASKED
    assert (found.done, found.asked) == (0, len(answers))
    assert not found.is_complete


def test_what_came_back_counts_once_it_is_read_again() -> None:
    received = all_answered("q5_8", "c1", state=AnswerState.RECEIVED, text="Oui")
    assert progress("q5_8", *received).state is Progress.STARTED


def test_a_question_declared_complete_still_tells_its_empty_cells() -> None:
    found = progress("q5_8", marks=frozenset({"q5_8"}))
    assert found.state is Progress.COMPLETE
    assert found.marked
    assert found.missing == found.total > 0


def test_a_free_addition_never_keeps_a_question_open() -> None:
    optional = [q for q in GUIDE.pages if q.optional]
    assert optional
    for question in optional:
        counted = [answered("c1", c.id) for c in question.cells if c.counted]
        assert progress(question.id, *counted).state is Progress.COMPLETE


def test_only_compared_candidates_count() -> None:
    found = dossier(*all_answered("q5_8", "c1"))
    listed = Candidate(id="c9", project_id="p", position=9, name="Écarté", kept=Kept.NO)
    with_listed = type(found)(
        structure=found.structure,
        guide=found.guide,
        project=found.project,
        candidates=(*found.candidates, listed),
        answers=found.answers,
    )
    assert with_listed.progress(QUESTION).state is Progress.COMPLETE
    assert with_listed.others == (listed,)
    assert with_listed.letter(listed) == "–"


def test_at_most_six_candidates_are_compared_and_lettered() -> None:
    found = dossier(candidates=8)
    assert [found.letter(c) for c in found.candidates] == [*"ABCDEF", "–", "–"]
    assert len(found.compared) == MAX_COMPARED


# Machine learning (5.2)


def says(candidate: str, opinion: Opinion):  # type: ignore[no-untyped-def]
    return answered(candidate, LEARNING_CELL, opinion=opinion)


def test_a_device_without_learning_has_nothing_to_say_of_it_and_keeps_its_words() -> None:
    typed = answered("c1", "q5_3", text="Apprentissage figé")
    found = dossier(typed, says("c1", DOES_NOT))
    assert found.state("c1", cell("q5_3")) is AnswerState.NOT_APPLICABLE
    assert found.answer("c1", "q5_3") == typed
    back = found.with_answer(says("c1", LEARNS))
    assert back.state("c1", cell("q5_3")) is AnswerState.ANSWERED


@pytest.mark.parametrize("opinion", [Opinion.NONE, Opinion.YES, Opinion.PARTLY, Opinion.UNKNOWN])
def test_unless_5_2_says_no_everything_is_asked(opinion: Opinion) -> None:
    found = dossier(says("c1", opinion))
    assert found.hidden_pages == ()
    assert found.state("c1", cell("q5_3")) is AnswerState.EMPTY


def test_an_awaited_answer_to_5_2_decides_nothing_yet() -> None:
    awaited = says("c1", DOES_NOT).but(state=AnswerState.RECEIVED)
    assert dossier(awaited).learns("c1") is Opinion.UNKNOWN


def test_pages_on_learning_leave_the_list_when_no_candidate_learns() -> None:
    mixed = dossier(says("c1", DOES_NOT), says("c2", LEARNS), candidates=2)
    assert mixed.hidden_pages == ()
    none = mixed.with_answer(says("c2", DOES_NOT))
    assert [page.number for page in none.hidden_pages] == ["5.3"]
    assert len(none.pages) == len(none.guide.pages) - 1
    assert dossier(candidates=0).hidden_pages == ()


def test_a_hidden_page_counts_as_complete() -> None:
    before, after = dossier(), dossier(says("c1", DOES_NOT))
    assert after.progress(GUIDE.by_id["q5_3"]).state is Progress.NOT_APPLICABLE
    # 5.2 itself, and 5.3.
    assert after.complete_count == before.complete_count + 2


def test_learning_excludes_only_what_is_about_learning() -> None:
    excluded = [c.id for c in GUIDE.cells.values() if excluded_by_learning(c, DOES_NOT)]
    assert excluded == ["q5_3", "q5_10_b"]
    assert all(GUIDE.cells[c].learning is Learning.ONLY for c in excluded)
    assert not any(excluded_by_learning(c, LEARNS) for c in GUIDE.cells.values())


def test_progress_of_the_project_counts_the_official_pages() -> None:
    every = [a for page in GUIDE.official_pages for a in all_answered(page.id, "c1")]
    assert dossier(*every).complete_count == len(GUIDE.official_pages) == 41
    asked = [a.but(state=AnswerState.ASKED) for a in all_answered("q5_8", "c1")]
    assert dossier(*asked).asked_count == 1
    own = [answered("c1", "q_m1"), answered("c1", "q_m2").but(state=AnswerState.ASKED)]
    assert dossier(*own).complete_count == dossier(*own).asked_count == 0


def test_cells_in_a_state_come_in_the_order_of_the_guide() -> None:
    asked = [
        answered("c1", name, state=AnswerState.TO_ASK)
        for name in ("q8_16_c", "q3_a", "q_m1", "q5_8_c")
    ]
    found = list(dossier(*asked).cells_in_state("c1", AnswerState.TO_ASK))
    assert [c.id for c in found] == ["q3_a", "q5_8_c", "q8_16_c", "q_m1"]


states = st.sampled_from(AnswerState)


@given(st.data())
def test_progress_of_any_states(data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(GUIDE.pages))
    candidates = data.draw(st.integers(0, 6))
    found = {
        c.id: data.draw(st.lists(states, min_size=candidates, max_size=candidates))
        for c in question.cells
    }
    marked = data.draw(st.booleans())
    result = progress_of(question, found, marked)
    counted = [state for c in question.cells if c.counted for state in found[c.id]]
    assert result.total == len(counted)
    assert result.done + result.missing == result.total
    assert result.done + result.asked <= result.total
    settled = bool(counted) and all(map(is_settled, counted))
    assert result.is_complete == (settled or marked)
    if result.state is Progress.EMPTY:
        assert all(state is AnswerState.EMPTY for each in found.values() for state in each)


@given(st.sampled_from(list(GUIDE.cells.values())), st.sampled_from(Opinion))
def test_a_cell_never_answered_is_empty_or_without_object(found, learns: Opinion) -> None:  # type: ignore[no-untyped-def]
    excluded = excluded_by_learning(found, learns)
    expected = AnswerState.NOT_APPLICABLE if excluded else AnswerState.EMPTY
    assert state_of(found, None, learns) is expected


# The questionnaires taken together


def test_a_cell_is_named_as_people_name_it() -> None:
    assert GUIDE.label("q5_8_c") == "5.8 c"
    assert GUIDE.label("q5_2") == "5.2"
    assert GUIDE.label("q9_b_1") == "9 b 1"
    assert GUIDE.label("q_absent") == "q_absent"


@pytest.mark.parametrize(("typed", "found"), [("5.8", "q5_8"), (" 5.8. ", "q5_8"), ("m.1", "q_m1")])
def test_a_question_is_found_by_its_number(typed: str, found: str) -> None:
    question = GUIDE.by_number(typed)
    assert question is not None
    assert question.id == found
    assert GUIDE.by_number("99") is None


def test_own_questions_come_last_and_keep_their_number_when_another_is_retired() -> None:
    first = OwnQuestion(id="own1", number=1, text="Le logo se lit-il à deux mètres ?")
    second = OwnQuestion(id="own2", number=2, text="Oui", help="Le bruit")
    both = Guide(GUIDE.forms, [first, second])
    assert [q.number for q in both.pages[-2:]] == ["M.4", "M.5"]
    assert both.cells[second.cell].question == second.cell
    assert len(both.official_pages) == 41
    only_second = Guide(GUIDE.forms, [second])
    assert only_second.by_id[second.cell].number == "M.5"

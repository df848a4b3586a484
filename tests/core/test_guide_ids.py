"""The identifiers of the guide are those of its outline: they are never reused nor changed."""

import json
from pathlib import Path
from typing import Any

import pytest

from dmn_desktop.core.forms import Form, PointKind, Scope, library
from dmn_desktop.core.guide import LEARNING_CELL, OWN_SECTION

OUTLINE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "guide_ids.json").read_text("utf-8")
)


@pytest.fixture
def guide() -> Form:
    return library().guide


def test_numbered_questions_are_those_of_the_guide_in_its_order(guide: Form) -> None:
    expected = [(q["id"], q["number"], q["learning"]) for q in OUTLINE["questions"]]
    assert [(q.id, q.number, q.learning.value) for q in guide.questions] == expected
    assert len(expected) == OUTLINE["counts"]["questions"] == 45


def test_points_options_and_factors_are_those_of_the_guide(guide: Form) -> None:
    expected = {q["id"]: q["points"] for q in OUTLINE["questions"]}
    found = {
        q.id: [
            {
                "id": p.id,
                "kind": p.kind.value,
                "parent": p.parent,
                "learning": p.learning.value,
            }
            for p in q.points
        ]
        for q in guide.questions
    }
    assert found == expected
    assert sum(map(len, expected.values())) == OUTLINE["counts"]["points"] == 132


def test_a_hundred_and_twenty_nine_units_are_to_be_answered(guide: Form) -> None:
    counted = [cell for cell in guide.cells_by_id.values() if cell.counted]
    assert len(counted) == OUTLINE["counts"]["units"] == 129
    # What is not counted is a factor, a statement, or a free addition.
    kinds = {p.id: p.kind for q in guide.questions for p in q.points}
    for cell in guide.cells_by_id.values():
        if not cell.counted and cell.id in kinds:
            assert kinds[cell.id] in (PointKind.FACTOR, PointKind.STATEMENT)


def test_every_page_has_something_that_counts(guide: Form) -> None:
    for question in guide.questions:
        assert any(cell.counted for cell in question.cells), question.id


def test_lines_of_annexe_2_are_those_of_the_guide(guide: Form) -> None:
    found = [
        {"n": r.n, "title": r.title, "rank": r.rank, "covers": list(r.covers)}
        for r in guide.comparison_rows
    ]
    assert found == OUTLINE["rows"]
    assert len(found) == OUTLINE["counts"]["rows"] == 35


def test_titles_of_annexe_2_are_those_of_the_guide(guide: Form) -> None:
    found = [{"id": t.id, "rank": t.rank} for t in guide.comparison_titles]
    assert found == OUTLINE["titles"]
    assert len(found) == OUTLINE["counts"]["titles"] == 7
    ranks = [t.rank for t in guide.comparison_titles] + [r.rank for r in guide.comparison_rows]
    assert sorted(ranks) == list(range(1, 43))


def test_questions_out_of_annexe_2_are_the_six_known_ones(guide: Form) -> None:
    covered = {cell.question for row in guide.comparison_rows for cell in guide.cells_of_row(row)}
    missing = [q.number for q in guide.questions if q.id not in covered]
    assert missing == OUTLINE["not_in_annexe2"]


def test_reminders_of_8_7_and_8_13_are_there_and_not_asked(guide: Form) -> None:
    expected = {q["id"]: q["reminders"] for q in OUTLINE["questions"] if q["reminders"]}
    found = {q.id: [r.id for r in q.reminders] for q in guide.questions if q.reminders}
    assert found == expected
    assert set(found) == {"q8_7", "q8_13"}
    assert not {r for ids in found.values() for r in ids} & set(guide.cells_by_id)


def test_the_guide_has_41_pages_and_its_other_questions_are_asked_once(guide: Form) -> None:
    once = [q.number for q in guide.questions if q.scope is Scope.PROJECT]
    assert once == ["1", "2", "9", "10"]
    assert len(guide.questions) - len(once) == 41
    assert guide.locked


def test_keys_that_the_program_knows_are_there(guide: Form) -> None:
    assert LEARNING_CELL in guide.cells_by_id
    assert any(section.id == OWN_SECTION for form in library().forms for section in form.sections)
    assert library().forms[0] is guide


def test_no_identifier_is_used_by_two_questionnaires() -> None:
    seen: set[str] = set()
    for form in library().forms:
        ids = set(form.by_id) | set(form.cells_by_id)
        assert not ids & seen
        seen |= ids

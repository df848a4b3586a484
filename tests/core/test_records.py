"""Records: cleaned, closed and checked wherever they come from."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dmn_desktop.core import vocabulary
from dmn_desktop.core.records import (
    KINDS,
    RECORDS,
    Answer,
    Assessment,
    Candidate,
    Device,
    Project,
    Record,
    Refers,
    references_of,
    stable_id,
)
from dmn_desktop.core.vocabulary import Decision, Opinion, Word
from tests.store.samples import every_record, filled

WORDS = [
    word
    for word in vars(vocabulary).values()
    if isinstance(word, type) and issubclass(word, Word) and word is not Word
]


def test_every_text_is_cleaned_when_a_record_is_made() -> None:
    project = Project(
        number=1, need="a\r\nb\x00", consulted=("d\x01",), form_versions={"g": "1\x02"}
    )
    assert (project.need, project.consulted, project.form_versions) == ("a\nb", ("d",), {"g": "1"})


def test_a_changed_copy_is_checked_again() -> None:
    project = Project(number=1, need="Besoin")
    assert project.but(need="Autre").need == "Autre"
    assert project.need == "Besoin"
    with pytest.raises(ValidationError):
        project.but(contract_years=0)
    with pytest.raises(ValidationError):
        project.but(besoin="mot inconnu")
    with pytest.raises(ValidationError):
        project.need = "figé"  # type: ignore[misc]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_a_record_survives_the_exchange_format(record: type[Record]) -> None:
    sample = filled(record)
    assert record.model_validate_json(sample.model_dump_json()) == sample
    assert record.model_validate(sample.model_dump(mode="json")) == sample


def test_every_field_has_words_or_is_a_link() -> None:
    for record in RECORDS:
        assert record.title
        assert KINDS[record.kind] is record
        references = references_of(record)
        for mark in references.values():
            assert mark.kind in KINDS


def test_each_kind_comes_after_those_it_belongs_to() -> None:
    seen: set[str] = set()
    for record in RECORDS:
        owners = {mark.kind for mark in references_of(record).values() if mark.owned}
        assert owners <= seen
        seen.add(record.kind)
    assert isinstance(next(iter(references_of(Candidate).values())), Refers)


def test_there_is_one_answer_for_a_cell() -> None:
    ids = {
        Answer.id_for(project, candidate, cell)
        for project in ("p", "q")
        for candidate in (None, "c", "d")
        for cell in ("q3_a", "q3_b")
    }
    assert len(ids) == 12
    assert Answer.id_for("p", None, "q3_a") == Answer.id_for("p", None, "q3_a")
    assert Assessment.id_for("c", 1) != Assessment.id_for("c", 11)
    assert stable_id("a", "bc") != stable_id("ab", "c")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, False),
        ({"opinion": Opinion.UNKNOWN}, True),
        ({"text": "x"}, True),
        ({"choices": ("q1_b_1",)}, True),
        ({"amount": 0}, True),
        ({"day": "2026-02-03"}, True),
        ({"source": "Notice"}, False),
    ],
)
def test_what_counts_as_an_answer(values: dict[str, object], expected: bool) -> None:
    answer = Answer.model_validate({"project_id": "p", "cell": "q3_a", **values})
    assert answer.has_content is expected


def test_numbers_that_people_quote() -> None:
    assert Project(number=3, need="x").code == "P-03"
    assert Device(number=107, name="x").code == "DMN-107"


def test_papers_stay_drafts_until_a_decision_is_dated() -> None:
    project = Project(number=1, need="x", decision=Decision.KEEP)
    assert not project.is_decided
    dated = project.but(decided_on="2026-02-03")
    assert not dated.is_decided, "it keeps a candidate without saying which"
    assert dated.but(chosen="0" * 32).is_decided
    assert dated.but(decision=Decision.REFUSE).is_decided
    assert not dated.but(decision=Decision.NONE).is_decided


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.__name__)
def test_every_stored_word_has_its_french_words(word: type[Word]) -> None:
    assert all(member.label for member in word if member)
    labels = [member.label for member in word]
    assert len(labels) == len(set(labels))
    assert all(word(member.value) is member for member in word)


def test_samples_fill_every_field() -> None:
    for sample in every_record():
        empty = {name for name, value in sample if value in ("", None, (), {})}
        assert empty == set()

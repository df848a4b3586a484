"""Judging lines of annexe 2, and wording them, in a real register."""

from __future__ import annotations

import pytest

from dmn_desktop.core.comparison import ComparisonCell, compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Answer, Assessment, Candidate, CostLine
from dmn_desktop.core.vocabulary import (
    AnswerState,
    CostBasis,
    CostKind,
    Judgement,
    Kept,
)
from dmn_desktop.services import comparison, projects
from dmn_desktop.services import register as registers
from dmn_desktop.store.database import Register, open_register
from tests.exports.samples import empty_dossier, rich_dossier

LINE = 8
"""Number of the line « 5.1 »."""


class Comparing:
    """A project with two candidates, A with an answer to 5.1."""

    def __init__(self, register: Register, library: Library) -> None:
        self.register, self.library = register, library
        self.project = projects.create(register, library, "Repérer les fractures")
        self.candidates = [
            Candidate(project_id=self.project.id, position=i, name=name, kept=Kept.YES)
            for i, name in enumerate(("Ostalis", "Veridos"), start=1)
        ]
        for candidate in self.candidates:
            registers.save(register, candidate, "candidat")
        self.answer("q5_1_b", "Images dans le PACS.")

    def answer(self, cell: str, text: str, place: int = 0) -> None:
        candidate = self.candidates[place]
        answer = Answer(
            id=Answer.id_for(self.project.id, candidate.id, cell),
            project_id=self.project.id,
            candidate_id=candidate.id,
            cell=cell,
            text=text,
            state=AnswerState.ANSWERED,
        )
        registers.save(self.register, answer, "réponse")

    @property
    def dossier(self) -> Dossier:
        return projects.load(self.register, self.library, self.project.id)

    def cell(self, place: int) -> ComparisonCell:
        line = next(line for line in compare(self.dossier) if line.row.n == LINE)
        return line.cells[place]

    def judge(self, judgement: Judgement, place: int = 0) -> None:
        row = next(line.row for line in compare(self.dossier) if line.row.n == LINE)
        comparison.set_judgement(
            self.register, self.dossier, self.candidates[place], row, judgement
        )

    def word(self, text: str, place: int = 0) -> None:
        row = next(line.row for line in compare(self.dossier) if line.row.n == LINE)
        found = comparison.assessment_or_new(self.dossier, self.candidates[place], row)
        comparison.set_line(self.register, self.dossier, found.but(line=text))

    def stored(self) -> tuple[Assessment, ...]:
        return self.dossier.assessments


@pytest.fixture
def comparing(register: Register, library: Library) -> Comparing:
    return Comparing(register, library)


def test_a_judgement_is_kept_with_a_label_that_people_understand(comparing: Comparing) -> None:
    comparing.judge(Judgement.DISCUSS, place=1)

    assert comparing.cell(1).judgement is Judgement.DISCUSS
    assert comparing.cell(0).judgement is Judgement.NONE, "the other candidate is not judged"
    assert registers.next_undo(comparing.register) == "appréciation 5.1, candidat B"


def test_judging_keeps_the_words_and_wording_keeps_the_judgement(comparing: Comparing) -> None:
    comparing.word("Déjà dans notre PACS.")
    comparing.judge(Judgement.SUITS)
    assert comparing.cell(0).line == "Déjà dans notre PACS."

    comparing.word("Dans notre PACS depuis 2024.")
    assert comparing.cell(0).judgement is Judgement.SUITS
    assert len(comparing.stored()) == 1


def test_taking_a_judgement_back_leaves_the_line_to_be_judged(comparing: Comparing) -> None:
    comparing.judge(Judgement.BLOCKING)
    comparing.judge(Judgement.NONE)

    assert comparing.cell(0).judgement is Judgement.NONE
    comparing.judge(Judgement.SUITS, place=1)
    comparing.judge(Judgement.NONE, place=1)
    assert comparing.cell(1).judgement is Judgement.MISSING, "without answer it plainly is missing"


@pytest.mark.parametrize("words", ["", "   ", "Images dans le PACS.", " Images  dans\nle PACS. "])
def test_no_words_or_the_proposed_ones_let_the_line_follow_the_answers(
    comparing: Comparing, words: str
) -> None:
    comparing.word("Mes mots")
    assert comparing.cell(0).own_line
    comparing.word(words)
    assert not comparing.cell(0).own_line

    comparing.answer("q5_1_b", "Images et comptes rendus.")
    assert comparing.cell(0).line == "Images et comptes rendus."


def test_own_words_stay_when_the_answers_change(comparing: Comparing) -> None:
    comparing.word("Mes mots\nsur deux lignes")
    comparing.answer("q5_1_b", "Tout autre chose.")

    assert comparing.cell(0).line == "Mes mots sur deux lignes"


def test_one_undo_takes_back_one_judgement(comparing: Comparing) -> None:
    comparing.judge(Judgement.SUITS)
    comparing.judge(Judgement.BLOCKING)
    registers.undo(comparing.register)

    assert comparing.cell(0).judgement is Judgement.SUITS


def test_a_register_open_for_reading_is_not_written(comparing: Comparing, library: Library) -> None:
    path = comparing.register.path
    comparing.register.close()
    reading = open_register(path, read_only=True)
    comparing.register = reading
    try:
        with pytest.raises(UserError, match="lecture seule"):
            comparing.judge(Judgement.SUITS)
        with pytest.raises(UserError, match="lecture seule"):
            comparing.word("Mes mots")
        assert not comparing.stored()
    finally:
        reading.close()


def test_three_questions_stand_outside_of_annexe_2() -> None:
    outside = comparison.pages_outside(rich_dossier())

    assert [page.number for page in outside] == ["5.3", "7.4", "8.14"]


def test_the_practice_s_own_questions_are_told_apart() -> None:
    own = {page.number for page in comparison.own_pages(rich_dossier())}

    assert own
    assert all(number.startswith("M.") for number in own)


def test_a_comparison_starts_with_an_answer_or_a_judgement(comparing: Comparing) -> None:
    assert not comparison.is_started(empty_dossier(2))
    assert not comparison.is_started(empty_dossier(0))
    assert comparison.is_started(comparing.dossier)
    assert not comparison.is_judged(comparing.dossier)
    comparing.judge(Judgement.SUITS)
    assert comparison.is_judged(comparing.dossier)


def test_answers_of_a_refused_candidate_start_nothing() -> None:
    dossier = rich_dossier(2)
    only_refused = {k: v for k, v in dossier.answers.items() if k[0] == "o1"}
    assert only_refused

    without = Dossier(
        structure=dossier.structure,
        guide=dossier.guide,
        project=dossier.project,
        candidates=dossier.candidates,
        answers=only_refused,
    )
    assert not comparison.is_started(without)


def test_cost_totals_are_those_of_one_candidate(comparing: Comparing) -> None:
    for place, cents in enumerate((10_000, 99_000)):
        line = CostLine(
            project_id=comparing.project.id,
            candidate_id=comparing.candidates[place].id,
            label="Abonnement",
            amount=cents,
            basis=CostBasis.YEARLY,
            cost_kind=CostKind.COST,
        )
        registers.save(comparing.register, line, "ligne")
    dossier = comparing.dossier

    noted = comparison.costs_of(dossier, dossier.compared[0])
    assert comparison.total_of(dossier, noted).cost == 10_000 * dossier.project.contract_years

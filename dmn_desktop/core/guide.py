"""The questionnaires of a project taken together, and what their answers say of progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from dmn_desktop.core.forms import (
    AnswerKind,
    Cell,
    Form,
    Learning,
    Question,
    Scope,
    Section,
)
from dmn_desktop.core.records import Answer, OwnQuestion
from dmn_desktop.core.vocabulary import AnswerState, Opinion

LEARNING_CELL = "q5_2"
"""The cell whose answer says whether a candidate rests on machine learning."""

OWN_SECTION = "sm"
"""The section that holds the practice's own questions."""


class Guide:
    """All questionnaires of a project: the locked guide, then the others, then own questions."""

    def __init__(self, forms: Sequence[Form], own: Iterable[OwnQuestion] = ()) -> None:
        """Join the questionnaires in their order."""
        self.forms = tuple(forms)
        self._own = tuple(own)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        declared = [question for form in self.forms for question in form.questions]
        count = sum(question.section == OWN_SECTION for question in declared)
        # By their own number, so that it stays when an earlier one is retired.
        own = [_own_question(q, count + q.number) for q in self._own]
        return (*declared, *own)

    @cached_property
    def pages(self) -> tuple[Question, ...]:
        """The questions answered for each candidate: the pages of the step « Réponses »."""
        return tuple(q for q in self.questions if q.scope is Scope.CANDIDATE)

    @cached_property
    def official_pages(self) -> tuple[Question, ...]:
        """The pages of the locked guide: those that progress is counted on."""
        return tuple(q for q in self.pages if q.id in self.forms[0].by_id)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections that have pages."""
        used = {question.section for question in self.pages}
        return tuple(s for form in self.forms for s in form.sections if s.id in used)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Questions by identifier."""
        return {question.id: question for question in self.questions}

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Cells by identifier."""
        return {cell.id: cell for question in self.questions for cell in question.cells}

    def current(self, identifier: str) -> str:
        """The present identifier of a question or cell that was renamed, itself otherwise."""
        for form in self.forms:
            # The newer name may itself have been replaced since.
            while identifier in form.renamed:
                identifier = form.renamed[identifier]
        return identifier

    def label(self, cell_id: str) -> str:
        """« 5.8 c »: how people name a cell."""
        cell = self.cells.get(cell_id)
        if cell is None:
            return cell_id
        return f"{self.by_id[cell.question].number} {cell.letter}".strip()

    def by_number(self, number: str) -> Question | None:
        """The question with this HAS number."""
        wanted = number.strip().rstrip(".").lower()
        return next((q for q in self.questions if q.number.lower() == wanted), None)


def _own_question(own: OwnQuestion, rank: int) -> Question:
    return Question.model_validate(
        {
            "id": own.cell,
            "numero": f"M.{rank}",
            "section": OWN_SECTION,
            "court": own.text[:24],
            "titre": own.text.ljust(3, "."),
            "aide": own.help,
            "qui": ("structure",),
            "qui_base": "deduit",
            "reponse": AnswerKind.OPINION,
        }
    )


class Progress(StrEnum):
    """Where a question stands for all compared candidates."""

    EMPTY = "vide"
    STARTED = "commencee"
    ASKED = "demandee"
    COMPLETE = "complete"
    NOT_APPLICABLE = "sans_objet"


class QuestionProgress(NamedTuple):
    """Progress of one question.

    Attributes:
        total: Cells that count, over all compared candidates.
        done: Those answered or without object.
        asked: Those waiting for the vendor.
        marked: Whether the user declared the question complete.
    """

    state: Progress
    total: int
    done: int
    asked: int
    marked: bool

    @property
    def missing(self) -> int:
        """Cells that count and are not settled."""
        return self.total - self.done

    @property
    def is_complete(self) -> bool:
        """Whether the question counts as complete."""
        return self.state in (Progress.COMPLETE, Progress.NOT_APPLICABLE)


def excluded_by_learning(cell: Cell, learns: Opinion) -> bool:
    """Whether « Non » to 5.2 makes a cell without object for this candidate."""
    return cell.learning is Learning.ONLY and learns is Opinion.NO


def state_of(cell: Cell, answer: Answer | None, learns: Opinion) -> AnswerState:
    """The state shown for a cell: what is stored, unless 5.2 excludes it."""
    if excluded_by_learning(cell, learns):
        return AnswerState.NOT_APPLICABLE
    return AnswerState.EMPTY if answer is None else answer.state


def is_settled(state: AnswerState) -> bool:
    """Whether a state makes its cell complete; « demandé » does not."""
    return state in (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)


def progress_of(
    question: Question, states: Mapping[str, Sequence[AnswerState]], marked: bool
) -> QuestionProgress:
    """Progress of a question.

    Args:
        question: The question.
        states: For each of its cells, the state for each compared candidate.
        marked: Whether the user declared it complete.
    """
    counted = [s for cell in question.cells if cell.counted for s in states.get(cell.id, ())]
    everything = [s for cell in question.cells for s in states.get(cell.id, ())]
    done = sum(is_settled(state) for state in counted)
    asked = sum(state in (AnswerState.ASKED, AnswerState.TO_ASK) for state in counted)
    state = _progress(everything, counted, done, asked, marked)
    return QuestionProgress(state, len(counted), done, asked, marked)


def _progress(
    everything: Sequence[AnswerState],
    counted: Sequence[AnswerState],
    done: int,
    asked: int,
    marked: bool,
) -> Progress:
    if counted and all(state is AnswerState.NOT_APPLICABLE for state in counted):
        return Progress.NOT_APPLICABLE
    if marked or (counted and done == len(counted)):
        return Progress.COMPLETE
    if asked and done + asked == len(counted):
        return Progress.ASKED
    if any(state is not AnswerState.EMPTY for state in everything):
        return Progress.STARTED
    return Progress.EMPTY

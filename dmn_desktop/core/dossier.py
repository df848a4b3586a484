"""One project with all that belongs to it, as plain records: what screens and papers read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from dmn_desktop.core.forms import Cell, Question
from dmn_desktop.core.guide import (
    LEARNING_CELL,
    Guide,
    QuestionProgress,
    excluded_by_learning,
    progress_of,
    state_of,
)
from dmn_desktop.core.records import (
    Answer,
    Assessment,
    Attachment,
    Candidate,
    CostLine,
    Hypothesis,
    Indicator,
    Note,
    Project,
    Questionnaire,
    Structure,
    Study,
)
from dmn_desktop.core.vocabulary import AnswerState, Kept, Opinion

if TYPE_CHECKING:
    from dmn_desktop.core.records import Device

MAX_COMPARED = 6
"""Candidates compared in full; the others stay in the cartography of the offer."""


@dataclass(frozen=True)
class Dossier:
    """A project and all its records, at one moment.

    Attributes:
        answers: By (candidate identifier or None for the project, cell identifier).
    """

    structure: Structure
    guide: Guide
    project: Project
    candidates: tuple[Candidate, ...] = ()
    answers: Mapping[tuple[str | None, str], Answer] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    studies: tuple[Study, ...] = ()
    costs: tuple[CostLine, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    device: Device | None = None

    @cached_property
    def compared(self) -> tuple[Candidate, ...]:
        """The candidates kept for the analysis, at most six, in order."""
        return tuple(c for c in self.candidates if c.kept is Kept.YES)[:MAX_COMPARED]

    @cached_property
    def others(self) -> tuple[Candidate, ...]:
        """The candidates that are only listed."""
        return tuple(c for c in self.candidates if c not in self.compared)

    def letter(self, candidate: Candidate) -> str:
        """« A » for the first compared candidate; « – » for one that is only listed."""
        if candidate not in self.compared:
            return "–"
        return "ABCDEF"[self.compared.index(candidate)]

    def answer(self, candidate_id: str | None, cell_id: str) -> Answer | None:
        """What is stored for a cell."""
        return self.answers.get((candidate_id, cell_id))

    def learns(self, candidate_id: str) -> Opinion:
        """Whether a candidate rests on machine learning, by its answer to 5.2."""
        return self._learning.get(candidate_id, Opinion.UNKNOWN)

    @cached_property
    def _learning(self) -> Mapping[str | None, Opinion]:
        """The answered opinions on 5.2, by candidate: every state of every cell needs them."""
        return {
            candidate: answer.opinion
            for (candidate, cell), answer in self.answers.items()
            if cell == LEARNING_CELL and answer.state is AnswerState.ANSWERED
        }

    def state(self, candidate_id: str, cell: Cell) -> AnswerState:
        """The state shown for a cell of a candidate."""
        answer = self.answer(candidate_id, cell.id)
        return state_of(cell, answer, self.learns(candidate_id))

    def excluded(self, candidate_id: str, cell: Cell) -> bool:
        """Whether 5.2 makes a cell without object for a candidate."""
        return excluded_by_learning(cell, self.learns(candidate_id))

    def progress(self, question: Question) -> QuestionProgress:
        """Progress of a page over the compared candidates."""
        found = self._progress.get(question.id)
        if found is None:
            states = {
                cell.id: [self.state(c.id, cell) for c in self.compared] for cell in question.cells
            }
            found = progress_of(question, states, question.id in self.marks)
            self._progress[question.id] = found
        return found

    @cached_property
    def _progress(self) -> dict[str, QuestionProgress]:
        """What `progress` found: lists, counts and ticks all ask for it again."""
        return {}

    @cached_property
    def hidden_pages(self) -> tuple[Question, ...]:
        """Pages that leave the list: machine learning only, and no candidate uses it."""
        if not self.compared:
            return ()
        return tuple(
            page
            for page in self.guide.pages
            if all(self.excluded(c.id, cell) for c in self.compared for cell in page.cells)
        )

    @cached_property
    def pages(self) -> tuple[Question, ...]:
        """The pages of the list."""
        return tuple(page for page in self.guide.pages if page not in self.hidden_pages)

    @cached_property
    def complete_count(self) -> int:
        """Pages of the official guide that are complete, hidden ones included."""
        return sum(self.progress(page).is_complete for page in self.guide.official_pages)

    @cached_property
    def asked_count(self) -> int:
        """Pages where at least one answer is awaited and that are not complete."""
        found = [self.progress(page) for page in self.guide.official_pages]
        return sum(bool(p.asked) and not p.is_complete for p in found)

    def cells_in_state(self, candidate_id: str, *states: AnswerState) -> Iterator[Cell]:
        """The cells of a candidate that are in one of these states, in order of the guide."""
        for page in self.guide.pages:
            for cell in page.cells:
                if self.state(candidate_id, cell) in states:
                    yield cell

    @cached_property
    def to_ask_count(self) -> int:
        """How many cells of the compared candidates wait to be sent to their vendors."""
        asked = (self.cells_in_state(c.id, AnswerState.TO_ASK) for c in self.compared)
        return sum(1 for cells in asked for _ in cells)

    def with_answer(self, answer: Answer) -> Dossier:
        """The same dossier with one answer replaced."""
        key = (answer.candidate_id, answer.cell)
        return replace(self, answers={**self.answers, key: answer})

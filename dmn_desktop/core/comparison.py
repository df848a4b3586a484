"""The comparison of annexe 2: one line proposed from the answers, the judgement left to people.

No score and no rank: the guide gives none (« Contexte », page 5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell, ComparisonRow
from dmn_desktop.core.records import Answer, Assessment, Candidate
from dmn_desktop.core.text import NBSP, day, shorten
from dmn_desktop.core.vocabulary import AnswerState, Judgement
from dmn_desktop.core.wording import answer_words

LINE_LIMIT = 160


@dataclass(frozen=True)
class ComparisonCell:
    """What one line of annexe 2 says of one candidate.

    Attributes:
        judgement: The user's, or what the absence of answers makes plain.
        line: The words shown.
        own_line: Whether the user wrote them.
    """

    candidate: Candidate
    judgement: Judgement
    line: str
    own_line: bool


@dataclass(frozen=True)
class ComparisonLine:
    """One line of annexe 2 for all compared candidates."""

    row: ComparisonRow
    cells: Sequence[ComparisonCell]

    @property
    def differs(self) -> bool:
        """Whether the candidates are not judged alike."""
        return len({cell.judgement for cell in self.cells}) > 1

    def has(self, judgement: Judgement) -> bool:
        """Whether a candidate is judged so."""
        return any(cell.judgement is judgement for cell in self.cells)


def compare(dossier: Dossier) -> tuple[ComparisonLine, ...]:
    """The 35 lines of annexe 2, in their order."""
    stored = {(a.candidate_id, a.row): a for a in dossier.assessments}
    guide = dossier.guide.forms[0]
    return tuple(
        ComparisonLine(
            row, [_cell(dossier, row, c, stored.get((c.id, row.n))) for c in dossier.compared]
        )
        for row in guide.comparison_rows
    )


def _cell(
    dossier: Dossier, row: ComparisonRow, candidate: Candidate, stored: Assessment | None
) -> ComparisonCell:
    cells = dossier.guide.forms[0].cells_of_row(row)
    judgement = stored.judgement if stored else Judgement.NONE
    if judgement is Judgement.NONE:
        judgement = _plain_judgement(dossier, candidate, cells)
    own = stored.line if stored else ""
    return ComparisonCell(candidate, judgement, own or propose(dossier, row, candidate), bool(own))


def _plain_judgement(dossier: Dossier, candidate: Candidate, cells: Iterable[Cell]) -> Judgement:
    states = {_state(dossier, candidate, cell) for cell in cells if cell.counted}
    if states == {AnswerState.NOT_APPLICABLE}:
        return Judgement.NOT_APPLICABLE
    if AnswerState.ANSWERED in states:
        return Judgement.NONE
    return Judgement.MISSING


def _state(dossier: Dossier, candidate: Candidate, cell: Cell) -> AnswerState:
    answer = _answer(dossier, candidate, cell)
    if dossier.excluded(candidate.id, cell):
        return AnswerState.NOT_APPLICABLE
    return answer.state if answer else AnswerState.EMPTY


def _answer(dossier: Dossier, candidate: Candidate, cell: Cell) -> Answer | None:
    """The candidate's answer, or the project's for a question asked once (9)."""
    return dossier.answer(candidate.id, cell.id) or dossier.answer(None, cell.id)


def propose(dossier: Dossier, row: ComparisonRow, candidate: Candidate) -> str:
    """One line made of the answers that feed a line of annexe 2; it adds no opinion."""
    cells = dossier.guide.forms[0].cells_of_row(row)
    pieces = []
    asked = []
    for cell in cells:
        answer = _answer(dossier, candidate, cell)
        if answer is None or dossier.excluded(candidate.id, cell):
            continue
        if answer.state is AnswerState.ANSWERED and answer.has_content:
            pieces.append(shorten(answer_words(cell, answer), 70).rstrip("."))
        elif answer.state is AnswerState.ASKED and answer.asked_on:
            asked.append(answer.asked_on)
    if pieces:
        line = shorten(f"{NBSP}; ".join(dict.fromkeys(pieces)), LINE_LIMIT)
        return line if line.endswith("…") else f"{line}."
    if asked:
        return f"Demandé le {day(max(asked))}."
    if all(_state(dossier, candidate, c) is AnswerState.NOT_APPLICABLE for c in cells):
        return "Sans objet pour ce candidat."
    return "Pas encore de réponse."


def counts(lines: Iterable[ComparisonLine], position: int) -> Counter[Judgement]:
    """How many lines are judged each way for one candidate."""
    return Counter(line.cells[position].judgement for line in lines)

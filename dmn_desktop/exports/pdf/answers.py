"""The answers of a project, question by question, for all candidates."""

from __future__ import annotations

from collections.abc import Sequence

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import AnswerKind, Cell, Learning, Question, Scope
from dmn_desktop.core.guide import Progress
from dmn_desktop.core.records import Answer, Candidate
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import Paper
from dmn_desktop.exports.pdf.parts import (
    MARK,
    name_of,
    named,
    said,
    state_pieces,
)
from dmn_desktop.exports.pdf.setting import (
    ASIDE,
    MEDIUM,
    QUESTION,
    SMALL,
    SMALL_STRONG,
    Piece,
    set_lines,
)

_NAMES = 33.0
_STATES = 31.0
_KEPT_TOGETHER = 28.0


def print_question(paper: Paper, dossier: Dossier, question: Question) -> None:
    """One numbered question with all its answers and its notes."""
    _heading(paper, dossier, question)
    for_project = question.scope is Scope.PROJECT
    names = () if for_project else (_NAMES,)
    wide = paper.width - MARK - sum(names) - _STATES
    widths = (MARK, *names, wide, _STATES)
    layout = Layout(widths, sticky=len(names) + 1, continued=f"{question.number} (suite)")
    grid = Grid(paper, layout)
    for cell in question.cells:
        if cell.letter:
            grid.title(cell.letter, Piece(cell.text, MEDIUM))
        if for_project:
            _project_row(grid, dossier, cell)
        else:
            _candidate_rows(grid, dossier, cell)
    _notes(paper, dossier, question)
    paper.gap(5)


def _heading(paper: Paper, dossier: Dossier, question: Question) -> None:
    title = Piece(question.title, QUESTION)
    lines = len(set_lines([title], paper.width - MARK))
    paper.need(lines * QUESTION.line_height + _KEPT_TOGETHER)
    paper.bookmark(f"{question.number}{NBSP}{question.short}", 1)
    y = paper.y
    paper.ink.lines(set_lines([Piece(question.number, QUESTION)], MARK), paper.left, y, MARK)
    paper.flow(title, indent=MARK)
    parts = [f"Guide HAS, page{NBSP}{question.page}"] if question.page else []
    if question.scope is Scope.CANDIDATE:
        parts.append(_progress_words(dossier, question))
    paper.flow(Piece(" · ".join(part for part in parts if part), SMALL), indent=MARK)
    paper.y += 1.5


def _progress_words(dossier: Dossier, question: Question) -> str:
    progress = dossier.progress(question)
    if progress.state is Progress.COMPLETE and progress.missing:
        return f"complète, {count(progress.missing, 'case vide', 'cases vides')}"
    words = {
        Progress.COMPLETE: "complète",
        Progress.NOT_APPLICABLE: "sans objet",
        Progress.EMPTY: "sans réponse",
    }
    default = f"{progress.done} sur {count(progress.total, 'réponse')}"
    return words.get(progress.state, default if progress.total else "")


def _project_row(grid: Grid, dossier: Dossier, cell: Cell) -> None:
    answer = dossier.answer(None, cell.id)
    grid.row([], said(cell, answer, False), state_pieces(answer, excluded=False))


def _candidate_rows(grid: Grid, dossier: Dossier, cell: Cell) -> None:
    """A row for each answer; neighbours without content share the row of their state."""
    rows: list[tuple[list[Candidate], list[Piece], tuple[Piece, ...]]] = []
    silent = False
    for candidate in _concerned(dossier, cell):
        answer = dossier.answer(candidate.id, cell.id)
        excluded = dossier.excluded(candidate.id, cell)
        state = state_pieces(answer, excluded)
        pieces = said(cell, answer, excluded)
        if pieces:
            rows.append(([candidate], pieces, state))
        elif silent and rows[-1][2] == state:
            rows[-1][0].append(candidate)
        else:
            rows.append(([candidate], [], state))
        silent = not pieces
    for candidates, pieces, state in rows:
        words = _names(dossier, candidates)
        grid.row([], [Piece(words, SMALL_STRONG, before=0.6)], pieces, state)


def _names(dossier: Dossier, candidates: list[Candidate]) -> str:
    """One candidate by its name, several by their letters."""
    if len(candidates) == 1:
        return named(dossier, candidates[0])
    return ", ".join(dossier.letter(candidate) for candidate in candidates)


def _concerned(dossier: Dossier, cell: Cell) -> list[Candidate]:
    """The compared candidates, and others that have an answer all the same."""
    others = []
    for candidate in dossier.others:
        answer = dossier.answer(candidate.id, cell.id)
        if answer is not None and _says_something(answer):
            others.append(candidate)
    return [*dossier.compared, *others]


def _says_something(answer: Answer) -> bool:
    return answer.has_content or bool(answer.source or answer.no_object_detail)


def _notes(paper: Paper, dossier: Dossier, question: Question) -> None:
    for note in dossier.notes:
        if note.question == question.id and note.text:
            paper.gap(1.5)
            paper.flow(Piece(f"Note{NBSP}: {note.text}", ASIDE), indent=MARK)


def stray_answers(dossier: Dossier) -> list[Answer]:
    """Answers that no question of today's questionnaires shows: retired or renamed ones."""
    return [a for a in dossier.answers.values() if _says_something(a) and not _shown(dossier, a)]


def _shown(dossier: Dossier, answer: Answer) -> bool:
    cell = dossier.guide.cells.get(answer.cell)
    if cell is None:
        return False
    for_project = dossier.guide.by_id[cell.question].scope is Scope.PROJECT
    known = {candidate.id for candidate in dossier.candidates}
    return answer.candidate_id is None if for_project else answer.candidate_id in known


def print_strays(paper: Paper, dossier: Dossier, answers: Sequence[Answer]) -> None:
    """Answers kept in the register for questions that are no longer asked."""
    paper.flow(
        Piece("Ces réponses restent dans le registre ; leur question n’est plus posée.", ASIDE)
    )
    paper.gap(2)
    wide = paper.width - 34 - _NAMES - _STATES
    grid = Grid(paper, Layout((34, _NAMES, wide, _STATES)))
    for answer in answers:
        cell = dossier.guide.cells.get(answer.cell) or _unknown_cell(answer)
        grid.row(
            [Piece(dossier.guide.label(answer.cell), SMALL_STRONG)],
            [Piece(name_of(dossier, answer.candidate_id), SMALL)],
            said(cell, answer, False),
            state_pieces(answer, False),
        )


def _unknown_cell(answer: Answer) -> Cell:
    """A cell of which only the key is known."""
    return Cell(
        id=answer.cell,
        question=answer.cell,
        letter="",
        text=answer.cell,
        answer=AnswerKind.TEXT,
        learning=Learning.ALL,
        who=(),
        worrying="",
        counted=False,
    )

"""The answers behind one cell of the comparison: what is known, its source, its worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dmn_desktop.core.comparison import ComparisonLine
from dmn_desktop.core.costs import line_total
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell, Scope
from dmn_desktop.core.records import Answer, Candidate, CostLine
from dmn_desktop.core.text import NBSP, day, euros
from dmn_desktop.core.vocabulary import CostBasis, CostKind, Judgement, SourceStatus
from dmn_desktop.core.wording import answer_words, state_words
from dmn_desktop.services import comparison as services
from dmn_desktop.ui.pages.project.comparison_rows import COST, COST_ROWS, PAGE
from dmn_desktop.ui.pages.project.grid_cells import grid_cell
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.badges import Badge

TRIAL = "experimentation"
"""Key of the step where question 9 is answered, once for all candidates."""

NOTHING = "Pas encore de réponse."

ORIGINS = {
    SourceStatus.NONE: Badge("Origine non précisée", "neu", "help-circle", filled=False),
    SourceStatus.CLAIMED: Badge(SourceStatus.CLAIMED.label, "warn", "message-report"),
    SourceStatus.READ: Badge(SourceStatus.READ.label, "neu", "file-text", filled=False),
    SourceStatus.PUBLISHED: Badge(SourceStatus.PUBLISHED.label, "neu", "certificate", filled=False),
    SourceStatus.SEEN: Badge(SourceStatus.SEEN.label, "ok", "eye", filled=False),
}
"""What an answer is worth; only the vendor's claims stand on a ground of their own."""


@dataclass(frozen=True)
class ShownAnswer:
    """One answer in words.

    Attributes:
        label: « b », empty when the question has no points.
        point: What is asked.
        state: Opinion or state; None when the words say it all.
        source: Document, place and date.
        origin: Whether it is a claim or a fact; None when there is nothing to qualify.
    """

    label: str
    point: str
    state: Badge | None
    words: str
    source: str = ""
    origin: Badge | None = None


@dataclass(frozen=True)
class ShownQuestion:
    """The answers to one question.

    Attributes:
        route: Where they can be changed.
    """

    number: str
    title: str
    route: Route
    answers: tuple[ShownAnswer, ...]


@dataclass(frozen=True)
class Detail:
    """What the panel shows of one cell.

    Attributes:
        key: Row key and column key of the cell.
        judgement: None for a row that is not judged.
        own_line: Whether the user wrote the line.
    """

    key: tuple[str, str]
    letter: str
    name: str
    label: str
    text: str
    questions: tuple[ShownQuestion, ...]
    judgement: Judgement | None = None
    line: str = ""
    own_line: bool = False


def questions_of(
    dossier: Dossier, candidate: Candidate, cells: Iterable[Cell]
) -> tuple[ShownQuestion, ...]:
    """The answers of a candidate to some cells, by question, points in the guide's order."""
    wanted = list(cells)
    found = []
    for question_id in dict.fromkeys(cell.question for cell in wanted):
        points = [c for c in dossier.guide.by_id[question_id].cells if c in wanted]
        found.append(_question(dossier, candidate, question_id, points))
    return tuple(found)


def _question(
    dossier: Dossier, candidate: Candidate, question_id: str, cells: Sequence[Cell]
) -> ShownQuestion:
    question, project = dossier.guide.by_id[question_id], dossier.project.id
    first = next((c for c in cells if not dossier.answer(candidate.id, c.id)), cells[0])
    if question.scope is Scope.CANDIDATE:
        route = Route("projet", project, "reponses", question_id, candidate.id, first.id)
    else:
        route = Route("projet", project, TRIAL, question_id)
    return ShownQuestion(
        question.number,
        question.title,
        route,
        tuple(_answer(dossier, candidate, cell) for cell in cells),
    )


def _answer(dossier: Dossier, candidate: Candidate, cell: Cell) -> ShownAnswer:
    answer = dossier.answer(candidate.id, cell.id)
    point = cell.text if cell.letter else ""
    shared = None if answer else dossier.answer(None, cell.id)
    if shared is not None:
        words = answer_words(cell, shared) or state_words(shared)
        return ShownAnswer(cell.letter, point, None, words, _source(shared), _origin(shared))
    shown = grid_cell(dossier, candidate, cell)
    words = shown.text or ("" if shown.badge else NOTHING)
    if answer is None or shown.muted:
        return ShownAnswer(cell.letter, point, shown.badge, words)
    return ShownAnswer(cell.letter, point, shown.badge, words, _source(answer), _origin(answer))


def _source(answer: Answer) -> str:
    parts = (answer.source, answer.source_place, day(answer.source_day))
    return ", ".join(part for part in parts if part)


def _origin(answer: Answer) -> Badge | None:
    """An empty cell has nothing to qualify."""
    known = answer.has_content or _source(answer) or answer.source_status
    return ORIGINS[answer.source_status] if known else None


def detail_of(
    dossier: Dossier, lines: Sequence[ComparisonLine], row_key: str, candidate: Candidate
) -> Detail:
    """What the panel shows of a cell: a line of annexe 2, a page outside of it, or a cost total."""
    kind, name = row_key[: row_key.index(":") + 1], row_key[row_key.index(":") + 1 :]
    key, letter = (row_key, candidate.id), dossier.letter(candidate)
    if kind == COST:
        cost_kind = CostKind(name)
        shown = _costs(dossier, candidate, cost_kind)
        return Detail(key, letter, candidate.name, *COST_ROWS[cost_kind], shown)
    if kind == PAGE:
        shown = questions_of(dossier, candidate, dossier.guide.by_id[name].cells)
        return Detail(key, letter, candidate.name, "", "Question hors de l’annexe 2", shown)
    line = next(line for line in lines if str(line.row.n) == name)
    cell = line.cells[dossier.compared.index(candidate)]
    return Detail(
        key,
        letter,
        candidate.name,
        line.row.label,
        line.row.text,
        questions_of(dossier, candidate, dossier.guide.forms[0].cells_of_row(line.row)),
        cell.judgement,
        cell.line,
        cell.own_line,
    )


def _costs(dossier: Dossier, candidate: Candidate, kind: CostKind) -> tuple[ShownQuestion, ...]:
    """The amounts behind a total, each with how it is counted and its source."""
    number, _ = COST_ROWS[kind]
    question = dossier.guide.by_number(number)
    assert question is not None
    lines = [c for c in services.costs_of(dossier, candidate) if c.cost_kind is kind]
    route = Route("projet", dossier.project.id, "reponses", question.id, candidate.id)
    shown = tuple(_cost(dossier, line) for line in lines)
    nothing = (ShownAnswer("", "", None, "Aucun montant noté."),)
    return (ShownQuestion(question.number, question.title, route, shown or nothing),)


def _cost(dossier: Dossier, line: CostLine) -> ShownAnswer:
    words = f"{euros(line.amount)} {line.basis.label.lower()}"
    value = line_total(line, dossier.project)
    if value is None:
        words += f"{NBSP}; non compté, le nombre d’utilisations par an n’est pas connu"
    elif line.basis is not CostBasis.ONCE:
        words += f", soit {euros(value)} sur {dossier.project.contract_years}{NBSP}ans"
    return ShownAnswer("", line.label, None, words, line.source)

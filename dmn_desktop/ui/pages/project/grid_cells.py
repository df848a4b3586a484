"""How answers look in the grid: state as icon, word and colour, then text and source."""

from __future__ import annotations

from collections.abc import Sequence

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import AnswerKind, Cell, Question
from dmn_desktop.core.guide import Progress
from dmn_desktop.core.records import Answer, Candidate
from dmn_desktop.core.text import day, euros
from dmn_desktop.core.vocabulary import AnswerState, Opinion
from dmn_desktop.core.wording import choice_words, source_words, state_words
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.grid_model import GridCell, GridColumn, GridRow
from dmn_desktop.ui.widgets.question_list import QuestionItem

_OPINIONS = {
    Opinion.YES: ("ok", "circle-check"),
    Opinion.PARTLY: ("warn", "circle-half-2"),
    Opinion.NO: ("dang", "circle-x"),
    Opinion.UNKNOWN: ("neu", "help-circle"),
}
_CONTRARY = {"ok": "dang", "dang": "ok"}

PROGRESS_ICONS = {
    Progress.EMPTY: ("circle", "ink3", "vide"),
    Progress.STARTED: ("circle-dashed", "accent", "commencée"),
    Progress.ASKED: ("send", "ask", "demandée"),
    Progress.COMPLETE: ("circle-check", "ok", "complète"),
    Progress.NOT_APPLICABLE: ("circle-minus", "neu", "sans objet"),
}
"""Icon, colour and word of each state of a question."""


def columns_of(dossier: Dossier, only: str = "") -> list[GridColumn]:
    """The compared candidates, or one of them."""
    return [
        GridColumn(c.id, dossier.letter(c), c.name, note_of(dossier, c))
        for c in dossier.compared
        if only in ("", c.id)
    ]


def note_of(dossier: Dossier, candidate: Candidate) -> str:
    """« avec IA, en service »."""
    learning = {Opinion.YES: "avec IA", Opinion.NO: "sans IA"}.get(dossier.learns(candidate.id))
    parts = [learning, "en service" if candidate.in_service else None]
    return ", ".join(part for part in parts if part)


def rows_of(
    dossier: Dossier,
    question: Question,
    only: str = "",
    unsaved: frozenset[tuple[str, str]] = frozenset(),
) -> list[GridRow]:
    """The rows of one page."""
    candidates = [c for c in dossier.compared if only in ("", c.id)]
    return [
        GridRow(
            cell.id,
            cell.letter,
            _title(question, cell),
            [grid_cell(dossier, c, cell, error=(cell.id, c.id) in unsaved) for c in candidates],
            depth=cell.depth,
        )
        for cell in question.cells
    ]


def _title(question: Question, cell: Cell) -> str:
    if cell.letter:
        return cell.text
    return "En résumé (facultatif)" if question.optional else "Réponse"


def grid_cell(dossier: Dossier, candidate: Candidate, cell: Cell, error: bool = False) -> GridCell:
    """One cell of the grid."""
    answer = dossier.answer(candidate.id, cell.id)
    if dossier.excluded(candidate.id, cell):
        badge = Badge("Sans objet", "neu", "circle-minus")
        return GridCell(badge, "Pas d’apprentissage automatique (5.2).", muted=True)
    if answer is None or answer.state is AnswerState.EMPTY:
        text = answer.text if answer else ""
        return GridCell(text=text, placeholder="Répondre…", error=error)
    return GridCell(_badge(cell, answer), _text(cell, answer), source_words(answer), error=error)


def _badge(cell: Cell, answer: Answer) -> Badge | None:
    state = answer.state
    if state is AnswerState.NOT_APPLICABLE:
        return Badge("Sans objet", "neu", "circle-minus")
    if state is AnswerState.TO_ASK:
        return Badge(state.label, "ask", "edit")
    if state is AnswerState.ASKED:
        return Badge(state.label, "ask", "send")
    if state is AnswerState.RECEIVED:
        return Badge(state.label, "warn", "mail")
    if answer.opinion is Opinion.NONE:
        return None
    tone, icon = _OPINIONS[answer.opinion]
    if cell.worrying == "oui":
        tone = _CONTRARY.get(tone, tone)
    if cell.worrying == "" or cell.answer is AnswerKind.YES_NO:
        tone = "neu"
    return Badge(answer.opinion.label, tone, icon)


def _text(cell: Cell, answer: Answer) -> str:
    lines = list(choice_words(cell, answer))
    if answer.amount is not None:
        lines.append(euros(answer.amount))
    if answer.day is not None:
        lines.append(day(answer.day))
    if answer.state in (AnswerState.NOT_APPLICABLE, AnswerState.ASKED):
        words = state_words(answer).removeprefix("Sans objet").lstrip("\u00a0: ")
        words = words.replace("Demandé le", "le")
        lines.append(f"{words[:1].upper()}{words[1:]}")
    if answer.text:
        lines.append(answer.text)
    return "\n".join(line for line in lines if line)


def items_of(dossier: Dossier, pages: Sequence[Question]) -> list[QuestionItem]:
    """The list of questions: each section with its count, then its pages with their state."""
    items = []
    for section in dossier.guide.sections:
        own = [page for page in pages if page.section == section.id]
        done = [dossier.progress(page) for page in own]
        complete = f"{sum(p.is_complete for p in done)}/{len(own)}"
        items.append(QuestionItem(section.id, section.id, section.number, section.short, complete))
        for page, progress in zip(own, done, strict=True):
            icon, token, words = PROGRESS_ICONS[progress.state]
            items.append(
                QuestionItem(page.id, section.id, page.number, page.short, "", (icon, token), words)
            )
    return items


def next_empty_cell(
    dossier: Dossier, pages: Sequence[Question], here: tuple[str, str] | None
) -> tuple[str, str, str] | None:
    """The next cell without answer, from the focused one on, then from the first.

    Args:
        dossier: The project.
        pages: The questions, in order.
        here: Cell and candidate in focus.

    Returns:
        Question, cell and candidate; None when every cell has an answer.
    """
    cells = [
        (page.id, cell, candidate.id)
        for page in pages
        for cell in page.cells
        for candidate in dossier.compared
    ]
    places = {(cell.id, candidate): place for place, (_, cell, candidate) in enumerate(cells)}
    start = places.get(here or ("", ""), -1) + 1
    for page, cell, candidate in (*cells[start:], *cells[:start]):
        if cell.counted and dossier.state(candidate, cell) is AnswerState.EMPTY:
            return page, cell.id, candidate
    return None

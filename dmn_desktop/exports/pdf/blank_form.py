"""The blank form of the guide, to fill by hand: every question and point, no answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from dmn_desktop.core.forms import AnswerKind, Cell, Question, Scope, Section, library
from dmn_desktop.core.guide import Guide
from dmn_desktop.core.records import Structure
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import Decision
from dmn_desktop.exports.pdf.handwriting import (
    cell_height,
    labelled_line,
    print_cell,
    question_heading,
    writing_lines,
)
from dmn_desktop.exports.pdf.paper import Identity, Paper
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import (
    ASIDE,
    STRONG,
    TITLE,
    Piece,
)
from dmn_desktop.exports.pdf.typeface import BOX
from dmn_desktop.exports.writing import Cancel, Progress, Steps

NAME = "Grille à remplir à la main"

_INTRODUCTION = (
    "Cette grille suit le guide d’aide au choix des dispositifs médicaux numériques à usage "
    "professionnel (HAS, juin 2023), question par question, avec ses numéros. Aucune réponse n’est "
    "obligatoire, et le guide ne donne pas de note.",
    "Cocher, puis écrire en une phrase ce qui le fait dire, avec la source : document, page, date. "
    "N’écrire ni nom ni numéro de patient.",
)


def write_blank_form(  # noqa: PLR0913 - the last two are the same for every document
    guide: Guide,
    structure: Structure,
    path: Path,
    candidates: int = 3,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the blank form.

    Args:
        guide: The questionnaires.
        structure: Whose name stands on each page.
        path: Where.
        candidates: How many devices are compared, 1 to 6.
        progress: Told at each question.
        cancelled: Asked at each question.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    steps = Steps(len(guide.questions), progress, cancelled)
    letters = tuple("ABCDEF"[: max(1, min(candidates, 6))])
    paper = Paper(Identity(structure.name, NAME))
    _print_front(paper, letters)
    sections = {s.id: s for form in guide.forms for s in form.sections}
    for section_id, questions in groupby(guide.questions, key=lambda q: q.section):
        _print_section(paper, sections[section_id])
        for question in questions:
            _print_question(paper, question, letters)
            steps.step()
    _print_decision(paper)
    return save(paper, NAME, path)


def _print_front(paper: Paper, letters: tuple[str, ...]) -> None:
    paper.y += 4
    paper.flow(Piece(NAME, TITLE))
    paper.y += 4
    paper.flow(*(Piece(text, before=1.5) for text in _INTRODUCTION))
    paper.y += 4
    for label in ("Projet, besoin en une phrase", "", "Rempli par (fonctions)", "Date"):
        labelled_line(paper, label)
    paper.y += 5
    paper.flow(Piece("Dispositifs comparés", STRONG))
    for letter in letters:
        labelled_line(paper, f"{letter}{NBSP}{NBSP}Dispositif et version")
        labelled_line(paper, "Éditeur", indent=5)


def _print_section(paper: Paper, section: Section) -> None:
    paper.need(75)
    paper.gap(4)
    paper.section(f"{section.number} · {section.title}")


def _print_question(paper: Paper, question: Question, letters: tuple[str, ...]) -> None:
    letters = ("",) if question.scope is Scope.PROJECT or len(letters) == 1 else letters
    first = question.cells[0]
    after = min(cell_height(paper, first, len(letters), _lines(question, first)), 90)
    question_heading(paper, question, list(_notes(question)), after)
    for cell in question.cells:
        print_cell(paper, cell, letters, _lines(question, cell))
    for reminder in question.reminders:
        paper.flow(Piece(f"Rappel{NBSP}: {reminder.text}", ASIDE, before=1), indent=12)
    paper.gap(4)


def _notes(question: Question) -> Iterator[str]:
    names = {who.id: who.name for who in library().commons.interlocutors}
    if question.help:
        yield question.help
    page = f"Guide HAS, page{NBSP}{question.page} · " if question.page else ""
    who = ", ".join(names.get(key, key) for key in question.who)
    yield f"{page}Qui peut répondre{NBSP}: {who}"


def _lines(question: Question, cell: Cell) -> int:
    """Lines for one answer: more where there is only one, or only words to give."""
    if question.scope is Scope.PROJECT:
        return 4
    return 1 if cell.answer in (AnswerKind.AMOUNT, AnswerKind.DATE) else 2


def _print_decision(paper: Paper) -> None:
    paper.need(100)
    paper.gap(4)
    paper.section("Décision")
    paper.flow(Piece("     ".join(f"{BOX}{NBSP}{word.label}" for word in Decision if word)))
    paper.y += 1
    labelled_line(paper, "Dispositif retenu")
    labelled_line(paper, "Raisons")
    writing_lines(paper, 3, 0, 0)
    labelled_line(paper, "Personnes consultées")
    labelled_line(paper, "Date et signatures")
    writing_lines(paper, 2, 0, 0)

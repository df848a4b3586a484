"""Room to answer by hand: boxes to tick and lines to write on."""

from __future__ import annotations

from collections.abc import Sequence

from dmn_desktop.core.forms import AnswerKind, Cell, Question
from dmn_desktop.core.text import NBSP
from dmn_desktop.exports.pdf.paper import Paper
from dmn_desktop.exports.pdf.parts import MARK
from dmn_desktop.exports.pdf.setting import (
    BODY,
    QUESTION,
    SMALL,
    SMALL_STRONG,
    STRONG,
    Piece,
    height,
    set_lines,
    text_width,
)
from dmn_desktop.exports.pdf.typeface import BOX

LINE = 8.0
"""Between two lines to write on, in millimetres."""

_LETTER = 6.0

_TICKED = {
    AnswerKind.OPINION: ("Oui", "En partie", "Non"),
    AnswerKind.YES_NO: ("Oui", "Non"),
}
_UNITS = {AnswerKind.AMOUNT: "Montant en euros", AnswerKind.DATE: "Date"}


def question_heading(paper: Paper, question: Question, notes: Sequence[str], after: float) -> None:
    """The number and title of a question, kept with what follows.

    Args:
        paper: Where.
        question: The question.
        notes: Small lines under the title.
        after: Millimetres to keep free under the heading.
    """
    pieces = [Piece(question.title, QUESTION)]
    pieces += [Piece(note, SMALL, before=0.5) for note in notes]
    lines = set_lines(pieces, paper.width - MARK)
    paper.need(height(lines) + after)
    paper.bookmark(f"{question.number}{NBSP}{question.short}", 1)
    paper.ink.lines(set_lines([Piece(question.number, QUESTION)], MARK), paper.left, paper.y, MARK)
    paper.flow(*pieces, indent=MARK)
    paper.y += 1.5


def cell_height(paper: Paper, cell: Cell, rows: int, lines: int) -> float:
    """Height of the text of a cell and of the room to answer it."""
    text = height(set_lines(_cell_pieces(cell), paper.width - MARK))
    options = height(set_lines(_option_pieces(cell, rows), paper.width - MARK))
    return text + options + rows * lines * LINE + 2


def print_cell(paper: Paper, cell: Cell, letters: Sequence[str], lines: int) -> None:
    """A point with room to answer it, kept on one page.

    Args:
        paper: Where.
        cell: The point.
        letters: One for each candidate; a single empty one when there is only one answer.
        lines: Lines to write on for each.
    """
    paper.need(cell_height(paper, cell, len(letters), lines))
    if cell.letter:
        mark = set_lines([Piece(cell.letter, SMALL_STRONG, before=0.4)], MARK)
        paper.ink.lines(mark, paper.left, paper.y, MARK)
    paper.flow(*_cell_pieces(cell), indent=MARK)
    paper.flow(*_option_pieces(cell, len(letters)), indent=MARK)
    for letter in letters:
        _print_room(paper, cell, letter, lines)
    paper.y += 2


def _cell_pieces(cell: Cell) -> list[Piece]:
    return [Piece(cell.text, BODY)] if cell.letter else []


def _option_pieces(cell: Cell, rows: int) -> list[Piece]:
    boxes = "ABCDEF"[:rows] if rows > 1 else ""
    ticks = "   ".join(f"{letter}{NBSP}{BOX}" for letter in boxes) or BOX
    return [Piece(f"{ticks}   {option.text}", BODY, before=0.8) for option in cell.options]


def _print_room(paper: Paper, cell: Cell, letter: str, lines: int) -> None:
    """The boxes and the lines of one answer."""
    words = _UNITS.get(cell.answer, "")
    if cell.answer in _TICKED:
        words = "     ".join(f"{BOX}{NBSP}{word}" for word in _TICKED[cell.answer])
    left = paper.left + MARK
    start = left
    level = paper.y + LINE - BODY.line_height - 0.6
    if letter:
        paper.ink.lines(set_lines([Piece(letter, STRONG)], _LETTER), left, level, _LETTER)
        start += _LETTER
    if words:
        paper.ink.lines(set_lines([Piece(words)], paper.width), start, level, paper.width)
        start += text_width(words, BODY) + 3
    writing_lines(paper, lines, start - paper.left, MARK + (_LETTER if letter else 0))


def writing_lines(paper: Paper, lines: int, first: float, others: float) -> None:
    """Lines to write on, the first of which may begin after some words.

    Args:
        paper: Where.
        lines: How many.
        first: Where the first one begins, in millimetres from the margin.
        others: Where the others begin.
    """
    for rank in range(lines):
        paper.y += LINE
        x = paper.left + (others if rank else first)
        paper.ink.rule(x, paper.y - 1.2, paper.left + paper.width, paper.y - 1.2)


def labelled_line(paper: Paper, label: str, indent: float = 0.0) -> None:
    """Words followed by a line to write on."""
    paper.need(LINE)
    words = Piece(label)
    level = paper.y + LINE - BODY.line_height - 0.6
    paper.ink.lines(set_lines([words], paper.width), paper.left + indent, level, paper.width)
    start = indent + (text_width(label, BODY) + 3 if label else 0)
    writing_lines(paper, 1, start, start)

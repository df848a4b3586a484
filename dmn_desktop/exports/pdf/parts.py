"""What several documents print alike: facts, names of candidates, answers, lists of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dmn_desktop.core import text
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell, PointKind
from dmn_desktop.core.records import Answer, Candidate
from dmn_desktop.core.text import DASH, NBSP, day, shorten
from dmn_desktop.core.vocabulary import AnswerState, SourceStatus
from dmn_desktop.core.wording import answer_words, source_words
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import Paper
from dmn_desktop.exports.pdf.setting import ASIDE, BODY, SMALL, SMALL_STRONG, Piece, badge

MARK = 12.0
"""Width of the column of numbers (« cote »), in millimetres."""

_NAME_LIMIT = 90
_LABELS = 46.0


def facts(paper: Paper, rows: Iterable[tuple[str, str]]) -> None:
    """A list of labelled values; those without value are left out."""
    grid = Grid(paper, Layout((_LABELS, paper.width - _LABELS), sticky=1))
    for label, value in rows:
        if value:
            grid.row([Piece(label, SMALL_STRONG, before=0.5)], [Piece(value)])


def nothing(paper: Paper, words: str) -> None:
    """Say that a list is empty."""
    paper.flow(Piece(words, ASIDE))


def grouped(number: int | None) -> str:
    """« 8 400 », empty when unknown."""
    return "" if number is None else text.grouped(number)


def named(dossier: Dossier, candidate: Candidate) -> str:
    """« A  Ostalis Fracture »; « – » for a candidate that is only listed."""
    return f"{dossier.letter(candidate)}{NBSP}{NBSP}{shorten(candidate.name, _NAME_LIMIT)}"


def name_of(dossier: Dossier, candidate_id: str | None) -> str:
    """The name of a candidate by its identifier, « projet » for none."""
    if candidate_id is None:
        return "Projet"
    found = next((c for c in dossier.candidates if c.id == candidate_id), None)
    return named(dossier, found) if found else DASH


def content(cell: Cell, answer: Answer) -> str:
    """What was answered, in words.

    An open option without text is told by its own words, one that is no longer offered by its key.
    """
    texts = {option.id: option for option in cell.options}
    said = [answer_words(cell, answer)]
    for choice in answer.choices:
        option = texts.get(choice)
        if option is None:
            said.append(choice)
        elif option.kind is PointKind.OPEN_OPTION and not answer.text:
            said.append(option.text)
    return ", ".join(words for words in said if words)


def state_pieces(answer: Answer | None, excluded: bool) -> tuple[Piece, ...]:
    """The state of a cell, bordered, with its day under it."""
    if excluded:
        return (badge("Sans objet (5.2)"),)
    if answer is None or answer.state is AnswerState.EMPTY:
        return (badge("Sans réponse"),)
    return (badge(answer.state.label), *_state_details(answer))


def _state_details(answer: Answer) -> Iterator[Piece]:
    days = {AnswerState.ASKED: answer.asked_on, AnswerState.RECEIVED: answer.received_on}
    words = _on(days.get(answer.state))
    if words:
        yield Piece(words, SMALL, before=0.4)


def said(cell: Cell, answer: Answer | None, excluded: bool) -> list[Piece]:
    """The content of a cell with its source; « sans objet » is told with its reason."""
    if answer is None:
        return []
    reasons = []
    if answer.state is AnswerState.NOT_APPLICABLE:
        reasons = [answer.no_object.label if answer.no_object else "", answer.no_object_detail]
    told = [Piece(words, BODY) for words in reasons if words]
    return [*told, *_answered(cell, answer, excluded), *origin(answer)]


def _on(value: date | None) -> str:
    return f"le {day(value)}" if value else ""


def origin(answer: Answer) -> list[Piece]:
    """Where an answer comes from, and when it was asked and received."""
    settled = answer.state in (AnswerState.ANSWERED, AnswerState.RECEIVED)
    words = source_words(answer)
    if not words and settled and answer.has_content and answer.candidate_id:
        words = SourceStatus.NONE.label
    parts = [words]
    if answer.asked_on and answer.state is not AnswerState.ASKED:
        parts.append(f"demandé le {day(answer.asked_on)}")
    if answer.received_on and answer.state is not AnswerState.RECEIVED:
        parts.append(f"reçu le {day(answer.received_on)}")
    joined = " · ".join(part for part in parts if part)
    return [Piece(joined, SMALL, before=0.4)] if joined else []


def _answered(cell: Cell, answer: Answer, excluded: bool) -> list[Piece]:
    """The content of a cell; what 5.2 or « sans objet » sets aside is printed as kept."""
    words = content(cell, answer)
    aside = excluded or answer.state is AnswerState.NOT_APPLICABLE
    return [Piece(f"Texte gardé{NBSP}: {words}" if aside else words, BODY)] if words else []

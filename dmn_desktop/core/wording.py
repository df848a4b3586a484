"""An answer in words, the same on screen, on paper and in a spreadsheet."""

from __future__ import annotations

from dmn_desktop.core.forms import Cell, PointKind
from dmn_desktop.core.records import Answer
from dmn_desktop.core.text import day, euros, uncapitalised
from dmn_desktop.core.vocabulary import AnswerState, NotApplicable, Opinion, SourceStatus


def choice_words(cell: Cell, answer: Answer) -> list[str]:
    """The texts of the chosen options; an open option is told by the free text."""
    return [
        option.text
        for option in cell.options
        if option.id in answer.choices and option.kind is not PointKind.OPEN_OPTION
    ]


def answer_words(cell: Cell, answer: Answer) -> str:
    """The content of an answer in one text, without its state and source."""
    head = []
    if answer.opinion is not Opinion.NONE:
        head.append(answer.opinion.label)
    head += choice_words(cell, answer)
    if answer.amount is not None:
        head.append(euros(answer.amount))
    if answer.day is not None:
        head.append(day(answer.day))
    opening = ", ".join(head)
    if opening and answer.text:
        return f"{opening}. {answer.text}"
    return opening or answer.text


def state_words(answer: Answer) -> str:
    """The state of an answer in words: « Demandé le 26/02/2026 », « Sans objet : … »."""
    if answer.state is AnswerState.ASKED and answer.asked_on:
        return f"Demandé le {day(answer.asked_on)}"
    if answer.state is AnswerState.RECEIVED and answer.received_on:
        return f"Reçu le {day(answer.received_on)}, à relire"
    if answer.state is AnswerState.NOT_APPLICABLE:
        reason = answer.no_object_detail or (
            uncapitalised(answer.no_object.label)
            if answer.no_object is not NotApplicable.NONE
            else ""
        )
        return f"Sans objet\u00a0: {reason}" if reason else "Sans objet"
    return answer.state.label


def source_words(answer: Answer) -> str:
    """« Notice, § 4.2, 03/02/2026 (lu dans la notice) », empty without source."""
    parts = [answer.source, answer.source_place, day(answer.source_day)]
    text = ", ".join(part for part in parts if part)
    if answer.source_status is SourceStatus.NONE:
        return text
    status = answer.source_status.label
    return f"{text} ({status[0].lower()}{status[1:]})" if text else status

"""Actions on the cells of a project: answer, ask, set aside, copy, mark, note."""

from __future__ import annotations

from datetime import date

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell
from dmn_desktop.core.records import Answer, Candidate, Note, QuestionMark, stable_id, today
from dmn_desktop.core.vocabulary import AnswerState, NotApplicable
from dmn_desktop.services.register import Register, delete, refuse_read_only, save


def answer_or_new(dossier: Dossier, candidate_id: str | None, cell_id: str) -> Answer:
    """What is stored for a cell, or an empty answer for it."""
    project = dossier.project.id
    return dossier.answer(candidate_id, cell_id) or Answer(
        id=Answer.id_for(project, candidate_id, cell_id),
        project_id=project,
        candidate_id=candidate_id,
        cell=cell_id,
    )


def label_of(dossier: Dossier, answer: Answer) -> str:
    """« réponse 5.8 c, candidat A »: the words of undo and history."""
    words = f"réponse {dossier.guide.label(answer.cell)}"
    candidate = next((c for c in dossier.candidates if c.id == answer.candidate_id), None)
    if candidate is None:
        return words
    return f"{words}, candidat {dossier.letter(candidate)}"


def save_answer(register: Register, dossier: Dossier, answer: Answer, run: str = "") -> Dossier:
    """Keep what was typed in a cell; its state follows its content.

    Args:
        register: Where.
        dossier: The project as the screen knows it.
        answer: The new content.
        run: Joins the saves of one stretch of typing into one undo.

    Returns:
        The dossier with this answer.
    """
    settled = answer.but(state=_state_after_typing(answer))
    save(register, settled, label_of(dossier, settled), run)
    return dossier.with_answer(settled)


def _state_after_typing(answer: Answer) -> AnswerState:
    """Typing answers a cell; emptying it makes it empty; awaited answers stay awaited."""
    if answer.has_content:
        return AnswerState.ANSWERED
    if answer.state is AnswerState.ANSWERED or answer.state is AnswerState.RECEIVED:
        return AnswerState.EMPTY
    return answer.state


def set_to_ask(register: Register, dossier: Dossier, answer: Answer) -> Dossier:
    """Put a cell on the vendor's questionnaire, or take it off when it was on it."""
    asked = answer.state is AnswerState.TO_ASK
    back = AnswerState.ANSWERED if answer.has_content else AnswerState.EMPTY
    changed = answer.but(state=back if asked else AnswerState.TO_ASK, no_object=NotApplicable.NONE)
    words = "n’est plus à demander" if asked else "à demander"
    save(register, changed, f"{label_of(dossier, answer)} {words}")
    return dossier.with_answer(changed)


def set_not_applicable(
    register: Register,
    dossier: Dossier,
    answer: Answer,
    reason: NotApplicable,
    detail: str = "",
) -> Dossier:
    """Set a cell aside with a reason; what was typed is kept. No reason takes it back."""
    if reason is NotApplicable.NONE:
        state = AnswerState.ANSWERED if answer.has_content else AnswerState.EMPTY
    else:
        state = AnswerState.NOT_APPLICABLE
    changed = answer.but(state=state, no_object=reason, no_object_detail=detail)
    save(register, changed, f"{label_of(dossier, answer)} sans objet")
    return dossier.with_answer(changed)


def accept_received(register: Register, dossier: Dossier, answer: Answer) -> Dossier:
    """Declare a received answer read: it becomes an answer like the others."""
    changed = answer.but(state=AnswerState.ANSWERED)
    save(register, changed, f"{label_of(dossier, answer)} relue")
    return dossier.with_answer(changed)


def copy_answer(register: Register, dossier: Dossier, answer: Answer, target: Candidate) -> Dossier:
    """Copy an answer, with its source, to another candidate."""
    copied = answer.but(
        id=Answer.id_for(dossier.project.id, target.id, answer.cell), candidate_id=target.id
    )
    save(register, copied, f"copie vers {label_of(dossier, copied)}")
    return dossier.with_answer(copied)


def clear(register: Register, dossier: Dossier, answer: Answer) -> Dossier:
    """Empty a cell."""
    emptied = Answer(
        id=answer.id,
        project_id=answer.project_id,
        candidate_id=answer.candidate_id,
        cell=answer.cell,
    )
    save(register, emptied, f"{label_of(dossier, answer)} vidée")
    return dossier.with_answer(emptied)


def mark_complete(register: Register, dossier: Dossier, question_id: str, complete: bool) -> None:
    """Declare a question complete although cells are empty, or take that back."""
    refuse_read_only(register)
    project = dossier.project.id
    number = dossier.guide.by_id[question_id].number
    mark = QuestionMark(
        id=stable_id("mark", project, question_id), project_id=project, question=question_id
    )
    if complete:
        save(register, mark, f"question {number} complète")
    elif question_id in dossier.marks:
        delete(register, mark, f"question {number} à compléter")


def save_note(
    register: Register, dossier: Dossier, question_id: str, text: str, run: str = ""
) -> None:
    """Keep the note of a question."""
    project = dossier.project.id
    number = dossier.guide.by_id[question_id].number
    note = Note(
        id=stable_id("note", project, question_id),
        project_id=project,
        question=question_id,
        text=text,
    )
    save(register, note, f"note {number}", run)


def to_ask(dossier: Dossier, candidate_id: str) -> list[Cell]:
    """The cells that wait to be sent to a candidate's vendor."""
    return list(dossier.cells_in_state(candidate_id, AnswerState.TO_ASK))


def days_waiting(answer: Answer, on: date | None = None) -> int | None:
    """Days since an answer was asked for, None when it was not."""
    if answer.state is not AnswerState.ASKED or answer.asked_on is None:
        return None
    return ((on or today()) - answer.asked_on).days

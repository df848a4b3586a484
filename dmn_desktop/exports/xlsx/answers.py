"""Everything a project holds, as lists that a spreadsheet can filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from dmn_desktop.core import costs
from dmn_desktop.core.comparison import compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell, Question, Scope
from dmn_desktop.core.records import (
    Answer,
    Attachment,
    Candidate,
    CostLine,
    Hypothesis,
    Indicator,
    Project,
    Questionnaire,
    Record,
    Structure,
    Study,
)
from dmn_desktop.core.text import NBSP, count, euros
from dmn_desktop.core.vocabulary import NotApplicable, SourceStatus
from dmn_desktop.core.wording import choice_words, state_words
from dmn_desktop.exports.xlsx.book import Book, Column, Sheet
from dmn_desktop.exports.xlsx.fields import (
    column_of,
    hidden_ids,
    ids_of,
    shown_fields,
    title_of,
    value_of,
)
from dmn_desktop.exports.xlsx.looks import Look
from dmn_desktop.exports.xlsx.rows import Value, words_of

DECISION_FIELDS = (
    "decision",
    "chosen",
    "decision_reasons",
    "consulted",
    "consulted_note",
    "decided_on",
    "postponed_to",
    "signatories",
)
TRIAL_FIELDS = ("trial", "trial_reason", "trial_start", "trial_end", "trial_conclusion")
_PAIR = (Column("Rubrique", 34), Column("Contenu", 90))
_WHERE = (Column("Projet", 9), Column("Candidat", 10), Column("Dispositif", 24))


def write_answers(dossier: Dossier, path: Path) -> Path:
    """Write the workbook of a project.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    with Book(f"{dossier.project.code} {dossier.project.need}") as book:
        add_pairs(book, "Projet", _project_pairs(dossier))
        add_project_lists(book, [dossier])
        add_pairs(book, "Décision", _decision_pairs(dossier))
        add_list(book, "Pièces", Attachment, [dossier], lambda d: d.attachments)
        return book.write(path)


def add_project_lists(book: Book, dossiers: Sequence[Dossier]) -> None:
    """Add the sheets that list what one or several projects hold."""
    add_list(book, "Candidats", Candidate, dossiers, lambda d: d.candidates)
    book.table("Réponses", ANSWER_COLUMNS, _many(dossiers, answer_rows), frozen=5)
    add_list(book, "Études", Study, dossiers, lambda d: d.studies)
    _add_costs(book, dossiers)
    book.table("Comparaison", COMPARISON_COLUMNS, _many(dossiers, _comparison_rows), frozen=3)
    _add_trials(book, dossiers)
    add_list(book, "Indicateurs", Indicator, dossiers, lambda d: d.indicators)
    add_list(book, "Questionnaires", Questionnaire, dossiers, lambda d: d.questionnaires)


def _many(
    dossiers: Iterable[Dossier], rows: Callable[[Dossier], Iterator[list[Value]]]
) -> Iterator[list[Value]]:
    for dossier in dossiers:
        yield from rows(dossier)


# --- one row per field ---------------------------------------------------------------------


def add_pairs(book: Book, title: str, pairs: Iterable[tuple[str, Value]]) -> None:
    """Add a sheet of two columns: a field, and what it holds."""
    sheet = book.sheet(title, _PAIR)
    sheet.header()
    for name, value in pairs:
        sheet.row([name, words_of(value)], [Look.SECTION, Look.TEXT])


def structure_pairs(structure: Structure) -> Iterator[tuple[str, Value]]:
    """The fields of the structure that keeps the register."""
    for name in shown_fields(Structure):
        yield f"Structure{NBSP}: {title_of(Structure, name)}", _words(structure, name)


def _project_pairs(dossier: Dossier) -> Iterator[tuple[str, Value]]:
    project = dossier.project
    yield from structure_pairs(dossier.structure)
    yield "Projet", project.code
    for name in shown_fields(Project, (*DECISION_FIELDS, *TRIAL_FIELDS)):
        yield title_of(Project, name), _words(project, name)
    marked = [q.number for q in dossier.guide.questions if q.id in dossier.marks]
    yield "Questions déclarées complètes", ", ".join(marked)


def _decision_pairs(dossier: Dossier) -> Iterator[tuple[str, Value]]:
    for name in DECISION_FIELDS:
        if name == "chosen":
            yield title_of(Project, name), chosen_words(dossier)
        else:
            yield title_of(Project, name), _words(dossier.project, name)
    if dossier.device is not None:
        yield "Ajouté à l’inventaire", f"{dossier.device.code} {dossier.device.name}"


def chosen_words(dossier: Dossier) -> str:
    """« A Ostalis Fracture », empty before a choice."""
    chosen = next((c for c in dossier.candidates if c.id == dossier.project.chosen), None)
    return f"{dossier.letter(chosen)} {chosen.name}" if chosen else ""


def _words(record: Record, name: str) -> Value:
    """A field in a column of texts: dates stay dates, yes and no are words."""
    value = value_of(record, name)
    return ("Oui" if value else "Non") if isinstance(value, bool) else value


# --- lists ---------------------------------------------------------------------------------


def add_list(
    book: Book,
    title: str,
    record: type[Record],
    dossiers: Sequence[Dossier],
    found: Callable[[Dossier], Iterable[Record]],
) -> Sheet:
    """Add a sheet made from the declaration of a kind of record."""
    with_candidate = "candidate_id" in record.model_fields or record is Candidate
    names = shown_fields(record, ("name", "position") if record is Candidate else ("position",))
    where = _WHERE if with_candidate else _WHERE[:1]
    columns = [*where, *(column_of(record, name) for name in names), *hidden_ids(record)]

    def rows(dossier: Dossier) -> Iterator[list[Value]]:
        for item in found(dossier):
            candidate_id = item.id if record is Candidate else getattr(item, "candidate_id", None)
            place = _place(dossier, candidate_id)[: len(where)]
            values = [_in_list(dossier, item, name) for name in names]
            yield [*place, *values, *ids_of(item)]

    return book.table(title, columns, _many(dossiers, rows), frozen=len(where))


def _place(dossier: Dossier, candidate_id: str | None) -> list[Value]:
    """Project, letter and name of the candidate; « Projet » for what concerns them all."""
    candidate = next((c for c in dossier.candidates if c.id == candidate_id), None)
    if candidate is None:
        return [dossier.project.code, "", "Projet"]
    return [dossier.project.code, dossier.letter(candidate), candidate.name]


def _in_list(dossier: Dossier, item: Record, name: str) -> Value:
    """A field; points and questions of the guide by their number."""
    value = value_of(item, name)
    if name == "cell" and isinstance(value, str):
        return dossier.guide.label(value)
    if name == "question" and isinstance(value, str):
        question = dossier.guide.by_id.get(value)
        return question.number if question else value
    if name == "cells":
        return ", ".join(dossier.guide.label(cell) for cell in getattr(item, "cells", ()))
    return value


def _add_costs(book: Book, dossiers: Sequence[Dossier]) -> None:
    sheet = add_list(book, "Coûts", CostLine, dossiers, lambda d: d.costs)
    for dossier in dossiers:
        for candidate in dossier.candidates:
            lines = [line for line in dossier.costs if line.candidate_id == candidate.id]
            if lines:
                sheet.line(_total_words(dossier, candidate, lines), Look.SECTION)


def _total_words(dossier: Dossier, candidate: Candidate, lines: Sequence[CostLine]) -> str:
    total = costs.total(lines, dossier.project)
    years = count(dossier.project.contract_years, "an")
    words = (
        f"{dossier.project.code} {dossier.letter(candidate)} {candidate.name}{NBSP}: sur {years}, "
        f"coût {euros(total.cost)}, gain attendu {euros(total.gain)}"
    )
    if total.without_volume:
        left = count(total.without_volume, "ligne par utilisation", "lignes par utilisation")
        words += f", sans {left} (volume inconnu)"
    return words


def _add_trials(book: Book, dossiers: Sequence[Dossier]) -> None:
    sheet = add_list(book, "Essai", Hypothesis, dossiers, lambda d: d.hypotheses)
    for dossier in dossiers:
        for name in TRIAL_FIELDS:
            value = _words(dossier.project, name)
            if value not in (None, ""):
                words = f"{dossier.project.code} {title_of(Project, name)}{NBSP}: "
                sheet.line(words + words_of(value), Look.NOTE)


# --- answers -------------------------------------------------------------------------------

ANSWER_COLUMNS = (
    Column("Projet", 9),
    Column("N° HAS", 8),
    Column("Page", 6, Look.NUMBER),
    Column("Question", 36),
    Column("Point", 36),
    *_WHERE[1:],
    Column("État", 20),
    Column("Avis", 12),
    Column("Réponse", 60),
    Column("Choix", 30),
    Column("Montant", 15, Look.EUROS),
    Column("Date", 12, Look.DATE),
    Column("Source", 30),
    Column("Page ou paragraphe", 18),
    Column("Date de la source", 12, Look.DATE),
    Column("Statut de la source", 22),
    Column("Demandé le", 12, Look.DATE),
    Column("Reçu le", 12, Look.DATE),
    Column("Motif « sans objet »", 30),
    Column("Note", 40),
    Column("Identifiant (point)", hidden=True),
    Column("Identifiant (candidat)", hidden=True),
    Column("Identifiant (projet)", hidden=True),
)


def answer_rows(dossier: Dossier) -> Iterator[list[Value]]:
    """One row per cell and candidate, then what belongs to no present question."""
    notes = {note.question: note.text for note in dossier.notes}
    shown: set[tuple[str | None, str]] = set()
    for question in dossier.guide.questions:
        for cell in question.cells:
            for candidate_id in _who(dossier, question, cell):
                shown.add((candidate_id, cell.id))
                note = notes.pop(question.id, "")
                yield _answer_row(dossier, question, cell, candidate_id, note)
    for key, answer in dossier.answers.items():
        if key not in shown:
            yield _stray_row(dossier, answer)
    for question_id, text in notes.items():
        yield _note_row(dossier, question_id, text)


def _who(dossier: Dossier, question: Question, cell: Cell) -> list[str | None]:
    """Whom a cell is answered for: the compared candidates, and others that have an answer."""
    everyone: list[str | None] = [None, *(c.id for c in dossier.candidates)]
    due: set[str | None] = {None}
    if question.scope is not Scope.PROJECT:
        due = {c.id for c in dossier.compared} or {None}
    return [who for who in everyone if who in due or (who, cell.id) in dossier.answers]


def _answer_row(
    dossier: Dossier, question: Question, cell: Cell, candidate_id: str | None, note: str
) -> list[Value]:
    answer = dossier.answer(candidate_id, cell.id) or Answer(
        project_id=dossier.project.id, candidate_id=candidate_id, cell=cell.id
    )
    code, letter, name = _place(dossier, candidate_id)
    state = state_words(answer)
    if candidate_id and dossier.excluded(candidate_id, cell):
        state = "Sans objet (5.2)"
    point = f"{cell.letter} {cell.text}".strip() if cell.id != question.id else ""
    about = [code, question.number, question.page, question.title, point, letter, name, state]
    return [*about, *_content(answer, "; ".join(choice_words(cell, answer))), note, *_ids(answer)]


def _content(answer: Answer, choices: str) -> list[Value]:
    reason = answer.no_object.label if answer.no_object is not NotApplicable.NONE else ""
    return [
        answer.opinion.label,
        answer.text,
        choices,
        answer.amount,
        answer.day,
        answer.source,
        answer.source_place,
        answer.source_day,
        answer.source_status.label if answer.source_status is not SourceStatus.NONE else "",
        answer.asked_on,
        answer.received_on,
        f"{NBSP}: ".join(part for part in (reason, answer.no_object_detail) if part),
    ]


def _ids(answer: Answer) -> list[Value]:
    return [answer.cell, answer.candidate_id, answer.project_id]


def _stray_row(dossier: Dossier, answer: Answer) -> list[Value]:
    """An answer whose question is no longer asked."""
    code, letter, name = _place(dossier, answer.candidate_id)
    about: list[Value] = [code, dossier.guide.label(answer.cell), None, "Question retirée", ""]
    content = _content(answer, "; ".join(answer.choices))
    return [*about, letter, name, state_words(answer), *content, "", *_ids(answer)]


def _note_row(dossier: Dossier, question_id: str, text: str) -> list[Value]:
    empty: list[Value] = [None] * (len(ANSWER_COLUMNS) - 8)
    about: list[Value] = [dossier.project.code, question_id, None, "Question retirée"]
    return [*about, *empty, text, question_id, None, dossier.project.id]


# --- comparison ----------------------------------------------------------------------------

COMPARISON_COLUMNS = (
    Column("Projet", 9),
    Column("N°", 12),
    Column("Ligne de l’annexe 2", 44),
    *_WHERE[1:],
    Column("Appréciation", 16),
    Column("En une ligne", 60),
    Column("Ligne", 8, Look.NUMBER, hidden=True),
    Column("Identifiant (candidat)", hidden=True),
)


def _comparison_rows(dossier: Dossier) -> Iterator[list[Value]]:
    for line in compare(dossier):
        for cell in line.cells:
            code, letter, name = _place(dossier, cell.candidate.id)
            words: list[Value] = [code, line.row.label, line.row.text, letter, name]
            tail: list[Value] = [line.row.n, cell.candidate.id]
            yield [*words, cell.judgement.label, cell.line, *tail]

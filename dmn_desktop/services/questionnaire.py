"""The vendor's questionnaire: sent as files, taken back line by line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Answer, Attachment, Candidate, Questionnaire, today
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.vendor_return import ReviewLine, review_line
from dmn_desktop.core.vocabulary import AnswerState
from dmn_desktop.services.answers import answer_or_new, to_ask
from dmn_desktop.services.attachments import describe
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.services.returned_files import ReturnedCopy, read_isolated, take_copy
from dmn_desktop.store.database import Transaction

_NOTHING = "Rien n’a été importé."


@dataclass(frozen=True)
class Files:
    """Where to write a questionnaire; what is None is not written."""

    xlsx: Path | None = None
    pdf: Path | None = None


@dataclass(frozen=True)
class Review:
    """A returned questionnaire beside the register.

    Attributes:
        questionnaire: What was sent, None when the register no longer knows it.
        lines: Those with an answer, in the order of the file, those without number last.
        unanswered: Labels of the questions left blank.
        copy: The file, kept as evidence when lines are accepted.
    """

    candidate: Candidate
    questionnaire: Questionnaire | None
    lines: tuple[ReviewLine, ...]
    unanswered: tuple[str, ...]
    copy: ReturnedCopy


def prepare(
    register: Register,
    dossier: Dossier,
    candidate: Candidate,
    due_on: date | None,
    files: Files,
) -> Questionnaire:
    """Write the questions « à demander », and note that they were asked today.

    Args:
        register: Where.
        dossier: The project.
        candidate: Whose vendor is asked.
        due_on: When answers are expected, None to set no day.
        files: What to write.

    Returns:
        What was sent.

    Raises:
        UserError: There is nothing to ask, or a file could not be written; then nothing is noted.
    """
    refuse_read_only(register)
    cells = to_ask(dossier, candidate.id)
    if not cells:
        raise UserError(
            f"Aucune question n’est à demander pour {candidate.name}.",
            "Rien n’a été écrit.",
            f"Marquer des cases «{NBSP}à demander{NBSP}», puis recommencer.",
        )
    sent = Questionnaire(
        project_id=dossier.project.id,
        candidate_id=candidate.id,
        due_on=due_on,
        cells=tuple(cell.id for cell in cells),
    )
    asked = count(len(cells), "question")
    label = f"questionnaire, candidat {dossier.letter(candidate)} ({asked})"
    with register.transaction(label) as tx:
        tx.put(sent)
        for cell in cells:
            answer = answer_or_new(dossier, candidate.id, cell.id)
            tx.put(answer.but(state=AnswerState.ASKED, asked_on=sent.made_on))
        # Last: when a file cannot be written, nothing is noted as asked.
        write_files(dossier, sent, files)
    return sent


def write_files(dossier: Dossier, sent: Questionnaire, files: Files) -> None:
    """Write the files of a questionnaire, also of one that was already sent.

    Raises:
        UserError: One could not be written; the former file is intact.
    """
    if files.xlsx is not None:
        from dmn_desktop.exports.xlsx.questionnaire import write_questionnaire

        write_questionnaire(dossier, sent, files.xlsx)
    if files.pdf is not None:
        from dmn_desktop.exports.pdf.vendor_questionnaire import write_vendor_questionnaire

        candidate = _candidate(dossier, sent.candidate_id, "")
        cells = [cell for key, cell in dossier.guide.cells.items() if key in sent.cells]
        write_vendor_questionnaire(dossier, candidate, cells, sent.due_on, files.pdf)


def review(dossier: Dossier, path: Path, candidate: Candidate | None = None) -> Review:
    """Read a returned file and set it beside the register; nothing is changed.

    Needs no register: may run in a worker thread.

    Args:
        dossier: The project.
        path: The file.
        candidate: Whose questionnaire is expected, None for any candidate of the project.

    Raises:
        UserError: The file is refused, with the reason.
    """
    from dmn_desktop.exports.xlsx.questionnaire_reading import read_questionnaire

    copy = take_copy(path)
    found = read_isolated(copy, read_questionnaire)
    if found.project_id != dossier.project.id:
        raise _other_project(dossier, found.project_code)
    owner = _candidate(dossier, found.candidate_id, found.candidate_name)
    if candidate is not None and candidate.id != owner.id:
        raise UserError(
            f"Ce fichier porte sur {owner.name}, pas sur {candidate.name}.",
            _NOTHING,
            f"Choisir le fichier qui porte sur {candidate.name}, ou ouvrir {owner.name}.",
        )
    lines = [review_line(dossier, owner, line, today()) for line in found.lines]
    answered = [line for line in lines if not line.read.is_blank]
    return Review(
        candidate=owner,
        questionnaire=next(
            (q for q in dossier.questionnaires if q.id == found.questionnaire_id), None
        ),
        lines=tuple(sorted(answered, key=lambda line: line.after is None)),
        unanswered=tuple(line.label for line in lines if line.read.is_blank),
        copy=copy,
    )


def _other_project(dossier: Dossier, code: str) -> UserError:
    if code == dossier.project.code:
        return UserError(
            f"Ce fichier vient d’un projet {code} d’un autre registre.",
            _NOTHING,
            "Ouvrir cet autre registre, ou choisir un autre fichier.",
        )
    return UserError(
        f"Ce fichier vient du projet {code}.",
        _NOTHING,
        f"Ouvrir {code} ou choisir un autre fichier.",
    )


def _candidate(dossier: Dossier, candidate_id: str, name: str) -> Candidate:
    found = next((c for c in dossier.candidates if c.id == candidate_id), None)
    if found is None:
        raise UserError(
            f"Ce fichier porte sur {name}, qui n’est plus candidat de ce projet.",
            _NOTHING,
            "Reprendre ce candidat dans la Corbeille, ou choisir un autre fichier.",
        )
    return found


def accept(
    register: Register, dossier: Dossier, reviewed: Review, chosen: Collection[str]
) -> Dossier:
    """Keep the chosen lines, « reçu, à relire », and the file itself: one step of the journal.

    Args:
        register: Where.
        dossier: The project as the screen knows it.
        reviewed: What was shown.
        chosen: Identifiers of the questions that the user ticked.

    Returns:
        The dossier with the accepted answers.

    Raises:
        UserError: No line is ticked, or an answer changed since the review; nothing is kept.
    """
    refuse_read_only(register)
    lines = [line for line in reviewed.lines if line.can_be_accepted and line.read.cell in chosen]
    answers = [line.after for line in lines if line.after is not None]
    if not answers:
        raise UserError(
            "Aucune ligne n’est cochée.", "Rien n’a été enregistré.", "Cocher les lignes à garder."
        )
    letter = dossier.letter(reviewed.candidate)
    label = f"retour de l’éditeur, candidat {letter} ({count(len(answers), 'réponse')})"
    with register.transaction(label) as tx:
        for line in lines:
            _refuse_changed(tx, line)
        for answer in answers:
            tx.put(answer)
            dossier = dossier.with_answer(answer)
        _keep_file(tx, dossier, reviewed)
        if reviewed.questionnaire is not None:
            tx.put(reviewed.questionnaire.but(returned_on=today()))
    return dossier


def _refuse_changed(tx: Transaction, line: ReviewLine) -> None:
    """Stop when an answer is no longer the one that the user saw beside the new one."""
    if line.after is not None and tx.get(Answer, line.after.id) != line.before:
        raise UserError(
            f"La réponse {line.label} a changé depuis la lecture du fichier.",
            "Rien n’a été enregistré.",
            "Relire le fichier.",
        )


def _keep_file(tx: Transaction, dossier: Dossier, reviewed: Review) -> None:
    """Keep the returned file, once for this candidate."""
    copy = reviewed.copy
    made = describe(dossier.project.id, "", copy.name, copy.content)
    owner = reviewed.candidate.id
    if not tx.find(Attachment, sha256=made.sha256, candidate_id=owner):
        tx.put_content(made.sha256, copy.content)
        tx.put(made.but(candidate_id=owner, about_on=today()))

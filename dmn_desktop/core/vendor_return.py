"""A vendor's questionnaire that comes back, line by line beside what the register holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import AnswerKind, Cell, PointKind
from dmn_desktop.core.records import Answer, Candidate
from dmn_desktop.core.text import NBSP, TEXT_LIMIT, fold, parse_day, parse_euros
from dmn_desktop.core.vocabulary import AnswerState, Opinion, SourceStatus, Word

VENDOR_WORDS = {
    AnswerKind.OPINION: ("Oui", "En partie", "Non", "Sans objet"),
    AnswerKind.YES_NO: ("Oui", "Non", "Sans objet"),
}
"""What a vendor chooses from."""

NOT_FOR_US = "Sans objet selon l’éditeur"
THE_FILE_ITSELF = "Questionnaire rempli par l’éditeur"
"""Source of an answer for which the vendor cites none."""

_OPINIONS = {fold(o.label): o for o in (Opinion.YES, Opinion.PARTLY, Opinion.NO)}


class LineStatus(Word):
    """What accepting a line would do."""

    NEW = "nouvelle", "Nouvelle"
    REPLACES = "remplace", "Remplace votre texte"
    SAME = "inchangee", "Inchangée"
    UNKNOWN = "sans_numero", "Sans numéro"


@dataclass(frozen=True)
class VendorLine:
    """One line of a returned questionnaire, as read.

    Attributes:
        cell: Identifier of the question, empty for a line that the vendor added.
        question: The question as it was asked.
        day: The date as typed, when it is not a date.
        changed_question: Whether the words of the question are not those that were sent.
    """

    cell: str
    question: str
    reply: str = ""
    details: str = ""
    source: str = ""
    place: str = ""
    day: date | str | None = None
    changed_question: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether the vendor left the line as it was."""
        return not any((self.reply, self.details, self.source, self.place, self.day))


@dataclass(frozen=True)
class ReviewLine:
    """One line to accept or not.

    Attributes:
        label: « 5.8 c », empty for a line without number.
        before: What the register holds now, None when nothing.
        after: What accepting would keep, None for a line without number.
        warnings: What to look at before accepting, in words.
    """

    read: VendorLine
    label: str
    status: LineStatus
    before: Answer | None
    after: Answer | None
    warnings: tuple[str, ...] = ()

    @property
    def can_be_accepted(self) -> bool:
        """Whether accepting it changes something."""
        return self.status in (LineStatus.NEW, LineStatus.REPLACES)


def review_line(dossier: Dossier, candidate: Candidate, read: VendorLine, on: date) -> ReviewLine:
    """Set one returned line beside the register.

    Args:
        dossier: The project.
        candidate: Whose questionnaire it is.
        read: The line.
        on: The day it came back.
    """
    cell = _cell(dossier, read.cell)
    if cell is None:
        return ReviewLine(read, "", LineStatus.UNKNOWN, None, None)
    before = dossier.answer(candidate.id, cell.id)
    after, warnings = received(dossier, candidate, cell, read)
    after = after.but(received_on=on)
    status = _status(before, after)
    if read.changed_question:
        warnings.append("La question a été réécrite dans le fichier.")
    return ReviewLine(read, dossier.guide.label(cell.id), status, before, after, tuple(warnings))


def _cell(dossier: Dossier, identifier: str) -> Cell | None:
    """The cell with an identifier, also when it was renamed since."""
    for form in dossier.guide.forms:
        identifier = form.renamed.get(identifier, identifier)
    return dossier.guide.cells.get(identifier)


def _status(before: Answer | None, after: Answer) -> LineStatus:
    if before is None or not before.has_content:
        return LineStatus.NEW
    return LineStatus.SAME if _substance(before) == _substance(after) else LineStatus.REPLACES


def _substance(answer: Answer) -> tuple[object, ...]:
    """What an answer says, without its state and dates of exchange."""
    texts = (answer.text, answer.source, answer.source_place)
    plain = tuple(" ".join(text.split()) for text in texts)
    given = (answer.opinion, answer.choices, answer.amount, answer.day, answer.source_day)
    return (*given, *plain)


def received(
    dossier: Dossier, candidate: Candidate, cell: Cell, read: VendorLine
) -> tuple[Answer, list[str]]:
    """The answer that a returned line gives, and what could not be understood in it.

    Nothing the vendor wrote is lost: what does not fit its field goes to the text.
    """
    former = dossier.answer(candidate.id, cell.id)
    values, left = _reply(cell, read.reply)
    warnings = []
    source_day = read.day if isinstance(read.day, date) else parse_day(read.day or "")
    place = read.place
    if read.day and source_day is None:
        warnings.append(f"Date non comprise{NBSP}: «{NBSP}{read.day}{NBSP}».")
        place = ", ".join(part for part in (place, str(read.day)) if part)
    text = "\n".join(part for part in (left, read.details) if part)
    if len(text) > TEXT_LIMIT:
        warnings.append(f"Texte coupé à {TEXT_LIMIT // 1000}{NBSP}000 caractères.")
    answer = Answer.model_validate(
        {
            "id": Answer.id_for(dossier.project.id, candidate.id, cell.id),
            "project_id": dossier.project.id,
            "candidate_id": candidate.id,
            "cell": cell.id,
            "state": AnswerState.RECEIVED,
            "asked_on": former.asked_on if former else None,
            "text": text,
            "source": read.source or THE_FILE_ITSELF,
            "source_place": place,
            "source_day": source_day,
            "source_status": SourceStatus.CLAIMED,
            **values,
        }
    )
    return answer, warnings


def _reply(cell: Cell, reply: str) -> tuple[dict[str, object], str]:
    """The fields that a reply fills, and the words of it that fill none."""
    if fold(reply) == "sans objet":
        return {}, NOT_FOR_US
    found: dict[str, object] = {}
    if cell.answer in VENDOR_WORDS and fold(reply) in _OPINIONS:
        found["opinion"] = _OPINIONS[fold(reply)]
    elif cell.answer is AnswerKind.AMOUNT:
        found["amount"] = parse_euros(reply)
    elif cell.answer is AnswerKind.DATE:
        found["day"] = parse_day(reply)
    elif cell.options:
        found["choices"] = _chosen(cell, reply) or None
    understood = {name: value for name, value in found.items() if value is not None}
    return understood, "" if understood else reply


def _chosen(cell: Cell, reply: str) -> tuple[str, ...]:
    """The options that a reply names by number (« 1, 3 ») or by their words; all or none."""
    found = []
    for part in _parts(cell, reply):
        option = next(
            (
                o
                for i, o in enumerate(cell.options, start=1)
                if part in (str(i), fold(o.text), f"{i} {fold(o.text)}")
            ),
            None,
        )
        if option is None:
            return ()
        found.append(option.id)
    return tuple(dict.fromkeys(found))


def _parts(cell: Cell, reply: str) -> Iterable[str]:
    """The pieces of a reply; a text of an option may itself hold the signs that part them."""
    whole = fold(reply).strip()
    if whole in (fold(option.text) for option in cell.options):
        return [whole]
    separators = str.maketrans(dict.fromkeys(",;/+", "\n"))
    pieces = (piece.strip(" .)") for piece in whole.translate(separators).split("\n"))
    return [piece for piece in pieces if piece]


def options_words(cell: Cell) -> str:
    """« 1. … 2. … »: the options of a question, numbered for a reply by number."""
    lines = [
        f"{i}. {option.text}" + (" (préciser)" if option.kind is PointKind.OPEN_OPTION else "")
        for i, option in enumerate(cell.options, start=1)
    ]
    return "\n".join(lines)

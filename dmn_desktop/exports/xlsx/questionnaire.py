"""The questions for a vendor as a spreadsheet that goes out and comes back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import AnswerKind, Cell
from dmn_desktop.core.records import Candidate, Questionnaire
from dmn_desktop.core.text import NBSP, count, long_day
from dmn_desktop.core.vendor_return import VENDOR_WORDS, options_words
from dmn_desktop.exports.xlsx.book import Book, Column, Sheet
from dmn_desktop.exports.xlsx.identity import add_identity
from dmn_desktop.exports.xlsx.looks import Look
from dmn_desktop.exports.xlsx.rows import Value

KIND = "questionnaire"
VERSION = "1"
ID_TITLE = "Identifiant"
REPLY, DETAILS = "Votre réponse", "Précisions"
SOURCE, PLACE, DAY = "Document", "Page ou paragraphe", "Date du document"
COLUMNS = (
    Column(ID_TITLE, 10, Look.BOX, hidden=True),
    Column("N°", 9, Look.BOX),
    Column("Question", 52, Look.BOX),
    Column(REPLY, 16, Look.OPEN),
    Column(DETAILS, 52, Look.OPEN),
    Column(SOURCE, 26, Look.OPEN),
    Column(PLACE, 16, Look.OPEN),
    Column(DAY, 14, Look.OPEN),
)
_REPLY_AT, _DAY_AT = 3, 7


def write_questionnaire(dossier: Dossier, questionnaire: Questionnaire, path: Path) -> Path:
    """Write the file for one vendor: locked but for the answers, without a password.

    Args:
        dossier: The project.
        questionnaire: What is asked, and of whom.
        path: Where.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    candidate = next(c for c in dossier.candidates if c.id == questionnaire.candidate_id)
    with Book(f"Questions sur {candidate.name}") as book:
        _add_instructions(book, dossier, candidate, questionnaire)
        listed = _add_questions(book, dossier, candidate, questionnaire)
        add_identity(book, _facts(dossier, candidate, questionnaire), listed)
        return book.write(path)


def _add_instructions(
    book: Book, dossier: Dossier, candidate: Candidate, questionnaire: Questionnaire
) -> None:
    sheet = book.sheet("Mode d’emploi", [Column("Mode d’emploi", 110)])
    sheet.line(f"Questions sur {candidate.name}", Look.TITLE)
    for text in _instructions(dossier, candidate, questionnaire):
        sheet.row([text])
    sheet.protect()


def _instructions(
    dossier: Dossier, candidate: Candidate, questionnaire: Questionnaire
) -> tuple[str, ...]:
    due = questionnaire.due_on
    when = f"Réponse attendue le {long_day(due)}." if due else "Réponse attendue dès que possible."
    version = f", version {candidate.version}" if candidate.version else ""
    asked = count(len(questionnaire.cells), "question")
    return (
        f"De la part de {dossier.structure.name}. Envoyé le {long_day(questionnaire.made_on)}. "
        f"{when}",
        f"Nous étudions {candidate.name}{version} avant un éventuel achat, en suivant le guide "
        "d’aide au choix des dispositifs médicaux numériques de la Haute Autorité de santé (2023). "
        "Les numéros sont ceux du guide, les questions sont écrites avec nos mots. Ce document "
        "n’émane pas de la Haute Autorité de santé.",
        f"La feuille «{NBSP}Questionnaire{NBSP}» pose {asked}. Répondre dans les cases à fond "
        f"clair{NBSP}; les autres sont verrouillées, sans mot de passe.",
        f"1. «{NBSP}{REPLY}{NBSP}»{NBSP}: choisir dans la liste quand il y en a une. Pour un "
        "choix numéroté, écrire le ou les numéros, par exemple «\u00a01, 3\u00a0».",
        f"2. «{NBSP}{DETAILS}{NBSP}»{NBSP}: toute explication utile. Si vous ne savez pas, "
        f"l’écrire{NBSP}: cette réponse nous est utile aussi.",
        f"3. «{NBSP}{SOURCE}{NBSP}», «{NBSP}{PLACE}{NBSP}», «{NBSP}{DAY}{NBSP}»{NBSP}: d’où vient "
        f"la réponse. Écrire la date jj/mm/aaaa.",
        "Ne supprimer, ne copier ni ne déplacer aucune ligne. Renvoyer ce fichier au format .xlsx, "
        "sans macro ni mot de passe.",
        f"N’y mettre aucune donnée de patient{NBSP}: ni nom, ni image, ni numéro de dossier.",
        f"Vos réponses seront gardées dans notre registre avec la mention «{NBSP}déclaré par "
        f"l’éditeur{NBSP}».",
    )


def _add_questions(
    book: Book, dossier: Dossier, candidate: Candidate, questionnaire: Questionnaire
) -> list[tuple[str, str]]:
    """Add the questions, and return what each one says, by identifier."""
    sheet = book.sheet("Questionnaire", COLUMNS)
    sheet.line(f"Questions sur {candidate.name}", Look.TITLE)
    due = f", à renvoyer le {long_day(questionnaire.due_on)}" if questionnaire.due_on else ""
    sheet.line(f"{dossier.structure.name}{due}", Look.NOTE)
    sheet.header(frozen=3)
    listed = []
    for section, cells in groupby(_asked(dossier, questionnaire), key=_section_of(dossier)):
        sheet.line(section, Look.SECTION)
        for cell in cells:
            text = question_words(dossier, cell)
            _add_question(sheet, dossier, cell, text)
            listed.append((cell.id, text))
    sheet.protect()
    return listed


def _asked(dossier: Dossier, questionnaire: Questionnaire) -> list[Cell]:
    wanted = set(questionnaire.cells)
    return [cell for cell in dossier.guide.cells.values() if cell.id in wanted]


def _section_of(dossier: Dossier) -> Callable[[Cell], str]:
    """The chapter of a question, as a key to group by."""
    titles = {s.id: f"{s.number} {s.title}" for form in dossier.guide.forms for s in form.sections}
    return lambda cell: titles[dossier.guide.by_id[cell.question].section]


def question_words(dossier: Dossier, cell: Cell) -> str:
    """A question that can be understood alone: a point behind the title it stands under."""
    title = dossier.guide.by_id[cell.question].title
    words = cell.text if cell.id == cell.question else f"{title}\n{cell.letter}. {cell.text}"
    options = options_words(cell)
    return f"{words}\nChoix possibles{NBSP}:\n{options}" if options else words


def _add_question(sheet: Sheet, dossier: Dossier, cell: Cell, text: str) -> None:
    looks = [column.look for column in COLUMNS]
    if cell.answer is AnswerKind.TEXT:
        looks[_REPLY_AT] = Look.BOX
    values: list[Value] = [cell.id, dossier.guide.label(cell.id), text]
    sheet.row([*values, *[None] * (len(COLUMNS) - len(values))], looks)
    if cell.answer is not AnswerKind.TEXT:
        prompt, words = _how_to_reply(cell)
        sheet.hint(_REPLY_AT, REPLY, prompt, words)
    sheet.hint(_DAY_AT, DAY, "Écrire la date jj/mm/aaaa.")


def _how_to_reply(cell: Cell) -> tuple[str, tuple[str, ...]]:
    if cell.answer in VENDOR_WORDS:
        return "Choisir dans la liste, puis expliquer sous Précisions.", VENDOR_WORDS[cell.answer]
    if cell.answer is AnswerKind.CHOICE:
        return "Choisir le numéro.", tuple(str(i + 1) for i in range(len(cell.options)))
    if cell.answer is AnswerKind.CHOICES:
        return "Écrire les numéros, séparés par une virgule.", ()
    if cell.answer is AnswerKind.AMOUNT:
        return "Écrire le montant en euros, toutes taxes comprises.", ()
    return "Écrire la date jj/mm/aaaa.", ()


def _facts(dossier: Dossier, candidate: Candidate, questionnaire: Questionnaire) -> dict[str, str]:
    versions = ", ".join(f"{form.id} {form.version}" for form in dossier.guide.forms)
    return {
        "fichier": KIND,
        "version": VERSION,
        "envoi": questionnaire.id,
        "questionnaires": versions,
        "projet": dossier.project.id,
        "numéro du projet": dossier.project.code,
        "candidat": candidate.id,
        "dispositif": candidate.name,
        "établi le": questionnaire.made_on.isoformat(),
    }

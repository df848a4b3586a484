"""The questions sent to a vendor, with a covering letter and lines to write the answers on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import AnswerKind, Cell, Section
from dmn_desktop.core.records import Candidate, today
from dmn_desktop.core.text import NBSP, count, long_day
from dmn_desktop.exports.pdf.handwriting import (
    LINE,
    cell_height,
    labelled_line,
    print_cell,
    question_heading,
)
from dmn_desktop.exports.pdf.paper import Identity, Paper
from dmn_desktop.exports.pdf.parts import MARK
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import SECTION, STRONG, Piece

NAME = "Questions à l’éditeur"

_ADDRESS = 92.0
"""Where the address of the vendor begins, in millimetres from the margin."""

_SOURCE = "Source (document, page ou paragraphe, date)"


def write_vendor_questionnaire(
    dossier: Dossier,
    candidate: Candidate,
    cells: Sequence[Cell],
    due_on: date | None,
    path: Path,
) -> Path:
    """Write the letter and the questions for one vendor.

    Args:
        dossier: The project.
        candidate: Whose vendor is asked.
        cells: What is asked.
        due_on: When answers are expected, None to set no day.
        path: Where.

    Raises:
        UserError: The file could not be written; an older one is intact.
    """
    paper = Paper(Identity(dossier.structure.name, NAME, dossier.project.code))
    paper.bookmark("Lettre")
    _print_letter(paper, dossier, candidate, _request(len(cells), due_on))
    paper.page()
    paper.flow(Piece(NAME, SECTION))
    paper.gap(1)
    for label in ("Répondu par (nom et fonction)", "Date", "Version du dispositif décrite"):
        labelled_line(paper, label)
    order = {cell_id: rank for rank, cell_id in enumerate(dossier.guide.cells)}
    asked = sorted(cells, key=lambda cell: order.get(cell.id, len(order)))
    for section, found in groupby(asked, key=lambda cell: _section(dossier, cell)):
        paper.need(70)
        paper.gap(4)
        paper.section(f"{section.number} · {section.title}")
        _print_questions(paper, dossier, list(found))
    return save(paper, NAME, path)


def _section(dossier: Dossier, cell: Cell) -> Section:
    wanted = dossier.guide.by_id[cell.question].section
    return next(s for form in dossier.guide.forms for s in form.sections if s.id == wanted)


def _request(number: int, due_on: date | None) -> str:
    day = long_day(due_on).replace(" ", NBSP, 1) if due_on else ""
    when = f"au plus tard le{NBSP}{day}" if due_on else "dès que possible"
    missing = "Il nous manque" if number < 2 else "Il nous manque encore"
    return (
        f"{missing} {count(number, 'réponse')}, {'listée' if number < 2 else 'listées'} dans les "
        f"pages qui suivent. Merci de nous répondre {when}."
    )


def _print_letter(paper: Paper, dossier: Dossier, candidate: Candidate, request: str) -> None:
    structure, project = dossier.structure, dossier.project
    paper.y += 4
    paper.flow(Piece(structure.name, STRONG), *_given(structure.address, structure.manager))
    paper.y += 4
    paper.flow(
        Piece(candidate.vendor or "À l’éditeur du dispositif", STRONG),
        *_given(candidate.contact),
        Piece(f"Le {long_day(today())}", before=6),
        indent=_ADDRESS,
    )
    version = f", version {candidate.version}" if candidate.version else ""
    paper.y += 8
    paper.flow(
        Piece(
            f"Objet{NBSP}: demande d’informations sur {candidate.name}{version} "
            f"(notre dossier {project.code})",
            STRONG,
        )
    )
    paper.y += 4
    paper.flow(*(Piece(text, before=2.5) for text in _letter(candidate, request)))
    paper.flow(Piece(structure.manager or "Pour la structure", before=10), indent=_ADDRESS)


def _given(*texts: str) -> list[Piece]:
    return [Piece(text) for text in texts if text]


def _letter(candidate: Candidate, request: str) -> tuple[str, ...]:
    return (
        "Madame, Monsieur,",
        f"Nous étudions {candidate.name} avant un éventuel achat. Nous suivons pour cela le guide "
        "d’aide au choix des dispositifs médicaux numériques à usage professionnel, publié par la "
        "Haute Autorité de santé en juin 2023. Les numéros en marge sont ceux du guide ; les "
        "questions sont écrites avec nos mots. Ce courrier n’émane pas de la Haute Autorité de "
        "santé.",
        request,
        "Pour chaque réponse, indiquer la source précise\u00a0: titre et version du document, page "
        "ou paragraphe, date. Joindre les documents qui ne sont pas publics. Si vous ne savez pas, "
        "l’écrire\u00a0: cette réponse nous est utile aussi.",
        "N’envoyer aucune donnée de patient\u00a0: ni nom, ni image, ni numéro de dossier. Aucune "
        "n’est nécessaire pour répondre.",
        "Vos réponses seront gardées dans notre registre avec la mention «\u00a0déclaré par "
        "l’éditeur\u00a0», et comparées aux documents que vous citez.",
        "Cordialement,",
    )


def _print_questions(paper: Paper, dossier: Dossier, cells: Sequence[Cell]) -> None:
    for question_id, found in groupby(cells, key=lambda cell: cell.question):
        asked = list(found)
        after = cell_height(paper, asked[0], 1, _lines(asked[0])) + LINE
        question_heading(paper, dossier.guide.by_id[question_id], [], after)
        for cell in asked:
            paper.need(cell_height(paper, cell, 1, _lines(cell)) + LINE)
            print_cell(paper, cell, ("",), _lines(cell))
            paper.y -= 2
            labelled_line(paper, _SOURCE, indent=MARK)
            paper.y += 4
        paper.gap(2)


def _lines(cell: Cell) -> int:
    return 1 if cell.answer in (AnswerKind.AMOUNT, AnswerKind.DATE) else 3

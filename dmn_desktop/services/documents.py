"""The documents that the program writes: their one list, for the window and the console."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP
from dmn_desktop.exports.writing import Cancel, Cancelled, Progress
from dmn_desktop.services.document_kinds import Listed, Target
from dmn_desktop.services.document_names import file_name

# Menus and the console's help read this list: what writing needs is imported when writing.
if TYPE_CHECKING:
    from dmn_desktop.core.device_dossier import DeviceDossier
    from dmn_desktop.core.dossier import Dossier
    from dmn_desktop.core.forms import Library
    from dmn_desktop.core.guide import Guide
    from dmn_desktop.core.records import Structure
    from dmn_desktop.core.risk_register import RiskRegister
    from dmn_desktop.services.census import Review
    from dmn_desktop.services.register import Register

__all__ = [
    "DOCUMENTS",
    "About",
    "Blank",
    "Cancelled",
    "Document",
    "blank",
    "default_name",
    "documents_for",
    "write",
]


class About(Enum):
    """What a document is about, and must be given."""

    NOTHING = ""
    PROJECT = "projet"
    REVIEW = "revue annuelle"
    DEVICE = "dispositif"
    RISKS = "risques"


@dataclass(frozen=True)
class Blank:
    """What a document that belongs to no object reads.

    Attributes:
        procedure: The procedure for the yearly review, in the words of the practice; empty for
            the shipped one.
        last_review: The day when the last one was closed.
    """

    structure: Structure
    guide: Guide
    procedure: str = ""
    last_review: date | None = None


Subject: TypeAlias = "Dossier | Blank | Review | RiskRegister | DeviceDossier"
Writer: TypeAlias = Callable[[Subject, Target], Path]


@dataclass(frozen=True)
class Document(Listed):
    """A document of the list.

    Attributes:
        about: What it must be given.
    """

    about: About
    make: Writer = field(repr=False)

    @property
    def needs_project(self) -> bool:
        """Whether it is about a project."""
        return self.about is About.PROJECT


def _write_dossier(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.dossier import write_dossier

    return write_dossier(cast("Dossier", subject), *target)


def _annexe2(a3: bool) -> Writer:
    def make(subject: Subject, target: Target) -> Path:
        from dmn_desktop.exports.pdf.annexe2 import write_annexe2

        path, progress, cancelled = target
        return write_annexe2(cast("Dossier", subject), path, a3, progress, cancelled)

    return make


def _write_blank_form(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.blank_form import write_blank_form

    given = cast("Dossier | Blank", subject)
    compared = () if isinstance(given, Blank) else given.compared
    path, progress, cancelled = target
    room = len(compared) or 3
    return write_blank_form(given.guide, given.structure, path, room, progress, cancelled)


def _write_answers_sheet(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.xlsx.answers import write_answers

    return write_answers(cast("Dossier", subject), target.at_once())


def _write_annexe2_sheet(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.xlsx.annexe2 import write_annexe2

    return write_annexe2(cast("Dossier", subject), target.at_once())


def _write_review(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.census import Record, write_census

    review = cast("Review", subject)
    record = Record(review.structure, review.census, review.lines)
    return write_census(record, *target)


def _write_procedure(subject: Subject, target: Target) -> Path:
    from dmn_desktop.core.census import YEAR
    from dmn_desktop.core.own_texts import CENSUS_PROCEDURE, read_template
    from dmn_desktop.core.text import day
    from dmn_desktop.exports.pdf.procedure import Procedure, write_procedure

    template = read_template(CENSUS_PROCEDURE)
    given = subject if isinstance(subject, Blank) else None
    last = given.last_review if given else None
    structure = subject.structure
    values = {
        "structure": structure.name,
        "responsable": structure.manager,
        "dernière revue": day(last),
        "prochaine revue": day(last + YEAR) if last else "",
    }
    text = (given.procedure if given else "") or template.text
    return write_procedure(Procedure(structure, template, text, values), target.at_once())


def _write_declaration(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.declaration import write_declaration

    return write_declaration(subject.structure, target.at_once())


def _write_risks(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.risks import write_risks

    return write_risks(cast("RiskRegister", subject), *target)


def _write_risks_sheet(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.xlsx.risks import write_risks

    return write_risks(cast("RiskRegister", subject), target.at_once())


def _write_device(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.device import write_device

    return write_device(cast("DeviceDossier", subject), *target)


def _write_memo(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.memo import write_memo

    return write_memo(cast("DeviceDossier", subject), target.at_once())


DOCUMENTS: Mapping[str, Document] = {
    "dossier": Document("Dossier du projet", "Dossier", ".pdf", About.PROJECT, _write_dossier),
    "annexe2": Document(
        "Comparaison (annexe 2), A4 paysage", "Annexe 2", ".pdf", About.PROJECT, _annexe2(a3=False)
    ),
    "annexe2-a3": Document(
        "Comparaison (annexe 2), A3 paysage",
        "Annexe 2 A3",
        ".pdf",
        About.PROJECT,
        _annexe2(a3=True),
    ),
    "formulaire": Document(
        "Grille à remplir à la main", "Grille à remplir", ".pdf", About.NOTHING, _write_blank_form
    ),
    "reponses-xlsx": Document(
        "Réponses du projet (tableur)", "Réponses", ".xlsx", About.PROJECT, _write_answers_sheet
    ),
    "annexe2-xlsx": Document(
        "Comparaison (annexe 2, tableur)", "Annexe 2", ".xlsx", About.PROJECT, _write_annexe2_sheet
    ),
    "revue": Document(
        "Compte rendu de revue annuelle", "Revue annuelle", ".pdf", About.REVIEW, _write_review
    ),
    "procedure-revue": Document(
        "Procédure de recensement",
        "Procédure de recensement",
        ".pdf",
        About.NOTHING,
        _write_procedure,
    ),
    "declaration": Document(
        "Fiche de déclaration d’un outil",
        "Déclaration d’un outil",
        ".pdf",
        About.NOTHING,
        _write_declaration,
    ),
    "fiche": Document("Fiche DMN", "Fiche", ".pdf", About.DEVICE, _write_device),
    "aide-memoire": Document(
        "Aide-mémoire à afficher, A5", "Aide-mémoire", ".pdf", About.DEVICE, _write_memo
    ),
    "risques": Document(
        "Risques, matrices et liste, A4 paysage", "Risques", ".pdf", About.RISKS, _write_risks
    ),
    "risques-xlsx": Document(
        "Liste des risques (tableur)", "Risques", ".xlsx", About.RISKS, _write_risks_sheet
    ),
}
"""Every document, by the key that menus and the console give."""


def blank(register: Register, library: Library) -> Blank:
    """What a document of no project reads in a register: its structure and its questions."""
    from dmn_desktop.core.own_texts import CENSUS_PROCEDURE
    from dmn_desktop.services.census import last_closed
    from dmn_desktop.services.own_texts import text_of
    from dmn_desktop.services.projects import guide_for
    from dmn_desktop.services.register import structure_of

    with register.reading() as reader:
        guide = guide_for(reader, library)
    last = last_closed(register)
    return Blank(
        structure_of(register),
        guide,
        text_of(register, CENSUS_PROCEDURE),
        last.closed_on if last else None,
    )


def write(
    subject: Subject | None,
    key: str,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write a document from plain data; safe in a worker thread.

    Args:
        subject: The project, or what stands for it in a document that needs none; None stands
            for the questionnaires as they are shipped.
        key: The document, a key of `DOCUMENTS`.
        path: Where; a file that stands there is replaced once the new one reads back.
        progress: Told « done, total ».
        cancelled: Asked whether to stop.

    Returns:
        The path.

    Raises:
        UserError: No such document, no project where one is needed, a name with another ending,
            or the disk refuses; the former file is intact.
        Cancelled: `cancelled` said so; nothing was written.
    """
    document = _document(key)
    if document.about is not About.NOTHING and not _is(subject, document.about):
        article = _ARTICLES[document.about]
        raise UserError(
            f"Le document «{NBSP}{document.title}{NBSP}» porte sur {article}.",
            "Rien n’a été écrit.",
            f"Choisir {article}.",
        )
    document.refuse_other_ending(path)
    return document.make(subject or _shipped(), Target(path, progress, cancelled))


_ARTICLES = {
    About.PROJECT: "un projet",
    About.REVIEW: "une revue annuelle",
    About.DEVICE: "un dispositif",
    About.RISKS: "les risques d’un registre",
}

_HOLDS = {
    About.PROJECT: "project",
    About.REVIEW: "census",
    About.RISKS: "listed",
    About.DEVICE: "purposes",
}
"""What only the subject of such a document holds."""

_BLANK = {About.PROJECT: ("formulaire",), About.REVIEW: ("procedure-revue", "declaration")}
"""Documents about nothing that a screen offers too."""


def documents_for(about: About) -> Mapping[str, Document]:
    """The documents that the screen of an object offers, by key."""
    also = _BLANK.get(about, ())
    return {k: d for k, d in DOCUMENTS.items() if d.about is about or k in also}


def _is(subject: Subject | None, about: About) -> bool:
    """Whether a subject is of a kind; told by what it holds, so that nothing is imported."""
    if subject is None or isinstance(subject, Blank):
        return False
    return hasattr(subject, _HOLDS[about])


def _document(key: str) -> Document:
    found = DOCUMENTS.get(key)
    if found is None:
        raise UserError(
            f"Aucun document ne s’appelle «{NBSP}{key}{NBSP}».",
            "Rien n’a été écrit.",
            f"Choisir parmi{NBSP}: {', '.join(DOCUMENTS)}.",
        )
    return found


def _shipped() -> Blank:
    from dmn_desktop.core.forms import library
    from dmn_desktop.core.guide import Guide
    from dmn_desktop.core.records import Structure

    return Blank(Structure(), Guide(library().forms))


def default_name(subject: Subject | None, key: str) -> str:
    """« P-03 Dossier – Renouveler la détection de fractures.pdf », accepted by every system."""
    document = _document(key)
    if document.about in (About.NOTHING, About.RISKS) or not _is(subject, document.about):
        return f"{document.name}{document.suffix}"
    if document.about is About.REVIEW:
        from dmn_desktop.core.census import title

        return f"{title(cast('Review', subject).census)}{document.suffix}"
    if document.about is About.DEVICE:
        device = cast("DeviceDossier", subject).device
        return file_name(f"{device.code} {document.name}", device.name, document.suffix)
    project = cast("Dossier", subject).project
    return file_name(f"{project.code} {document.name}", project.need, document.suffix)

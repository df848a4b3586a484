"""The papers about incidents: their list, what they read from a register, writing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias, cast

from dmn_desktop.core.guided_triage import Asked
from dmn_desktop.core.incident_dossier import Answered, IncidentPaper, IncidentYear
from dmn_desktop.core.records import CorrectiveAction, Structure, today
from dmn_desktop.core.text import shorten
from dmn_desktop.exports.writing import Cancel, Progress
from dmn_desktop.services.declarations import texts
from dmn_desktop.services.document_kinds import Listed, Target
from dmn_desktop.services.incident_file import present, read_files, sheet
from dmn_desktop.services.incident_orientation import orientation
from dmn_desktop.services.incident_rules import rules
from dmn_desktop.services.register import Register

_ANSWERS = {"oui": "Oui", "non": "Non", "inconnu": "Je ne sais pas", None: "Sans réponse"}


def incident_paper(register: Register, incident_id: str) -> IncidentPaper:
    """An incident as it is printed.

    Raises:
        UserError: It is no longer there.
    """
    file = sheet(register, incident_id)
    found = rules(register)
    asked = orientation(register, file.incident).questions
    parts = [part for one in file.declarations for part in one.parts]
    return IncidentPaper(
        file,
        found.words,
        found.tree.conduct,
        tuple(_answered(one) for one in asked),
        {part.id: [(s.title, s.text) for s in texts(register, part)] for part in parts},
    )


def _answered(asked: Asked) -> Answered:
    return Answered(asked.node.question, _ANSWERS[asked.answer], asked.reason)


def incident_year(register: Register, year: int = 0, on: date | None = None) -> IncidentYear:
    """The incidents known in a year, in order, and every action.

    Args:
        register: Where.
        year: The year; 0 for all of them.
        on: The day of the paper; today unless told.
    """
    with register.reading() as reader:
        files = tuple(read_files(reader, year))
        actions = tuple(reader.find(CorrectiveAction, order="number"))
        structure = reader.only(Structure) or Structure()
    at = present(register) if on is None else None
    return IncidentYear(structure, year, files, actions, on or today(), at)


Subject: TypeAlias = IncidentPaper | IncidentYear
Writer: TypeAlias = Callable[[Subject, Target], Path]


@dataclass(frozen=True)
class IncidentDocument(Listed):
    """A paper of the list.

    Attributes:
        one: Whether it is about one incident; else about all those of a year.
    """

    one: bool
    make: Writer = field(repr=False)


def _sheet(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.incident import write_incident

    return write_incident(cast("IncidentPaper", subject), *target)


def _suspension(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.suspension import write_suspension

    return write_suspension(cast("IncidentPaper", subject), *target)


def _report(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.incident_year import write_incident_year

    return write_incident_year(cast("IncidentYear", subject), *target)


def _breaches(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.breaches import write_breaches

    return write_breaches(cast("IncidentYear", subject), *target)


def _plan(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.pdf.action_plan import write_action_plan

    return write_action_plan(cast("IncidentYear", subject), *target)


def _log_sheet(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.xlsx.incidents import write_log

    return write_log(cast("IncidentYear", subject), target.at_once())


def _plan_sheet(subject: Subject, target: Target) -> Path:
    from dmn_desktop.exports.xlsx.incidents import write_plan

    return write_plan(cast("IncidentYear", subject), target.at_once())


INCIDENT_DOCUMENTS: Mapping[str, IncidentDocument] = {
    "incident": IncidentDocument("Fiche d’incident", "Incident", ".pdf", True, _sheet),
    "suspension": IncidentDocument(
        "Avis de suspension à afficher", "Suspension", ".pdf", True, _suspension
    ),
    "incidents-annee": IncidentDocument(
        "Bilan annuel des incidents, A4 paysage", "Incidents", ".pdf", False, _report
    ),
    "violations": IncidentDocument(
        "Registre des violations de données", "Violations de données", ".pdf", False, _breaches
    ),
    "plan-actions": IncidentDocument(
        "Plan d’actions correctives, A4 paysage", "Plan d’actions", ".pdf", False, _plan
    ),
    "incidents-xlsx": IncidentDocument(
        "Journal des incidents (tableur)", "Incidents", ".xlsx", False, _log_sheet
    ),
    "plan-actions-xlsx": IncidentDocument(
        "Plan d’actions (tableur)", "Plan d’actions", ".xlsx", False, _plan_sheet
    ),
}
"""Every paper about incidents, by the key that menus and the console give."""


def write(
    subject: Subject,
    key: str,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write a paper from plain data; safe in a worker thread.

    Args:
        subject: What `incident_paper` or `incident_year` read.
        key: The paper, a key of `INCIDENT_DOCUMENTS`.
        path: Where; a file that stands there is replaced once the new one reads back.
        progress: Told « done, total ».
        cancelled: Asked whether to stop.

    Raises:
        UserError: A name with another ending, or the disk refuses; the former file is intact.
        Cancelled: `cancelled` said so; nothing was written.
    """
    document = INCIDENT_DOCUMENTS[key]
    document.refuse_other_ending(path)
    return document.make(subject, Target(path, progress, cancelled))


def default_name(subject: Subject, key: str) -> str:
    """« I-2026-04 Incident.pdf », « Incidents 2026.pdf »."""
    document = INCIDENT_DOCUMENTS[key]
    if isinstance(subject, IncidentPaper):
        return f"{shorten(f'{subject.file.incident.code} {document.name}', 80)}{document.suffix}"
    year = f" {subject.year}" if subject.year else ""
    return f"{document.name}{year}{document.suffix}"

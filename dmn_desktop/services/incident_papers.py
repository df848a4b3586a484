"""What the papers about incidents read from a register."""

from __future__ import annotations

from datetime import date

from dmn_desktop.core.guided_triage import Asked
from dmn_desktop.core.incident_dossier import Answered, IncidentPaper, IncidentYear
from dmn_desktop.core.records import CorrectiveAction, Incident, Structure, today
from dmn_desktop.services.declarations import texts
from dmn_desktop.services.incident_file import read_file, sheet
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
        incidents = [one for one in reader.find(Incident) if year in (0, one.known.year)]
        incidents.sort(key=lambda one: (one.year, one.number))
        files = tuple(read_file(reader, one.id) for one in incidents)
        actions = tuple(reader.find(CorrectiveAction, order="number"))
        structure = reader.only(Structure) or Structure()
    return IncidentYear(structure, year, files, actions, on or today())

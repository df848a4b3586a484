"""The commands about incidents: orient one, print its papers and those of the year."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

from dmn_desktop.cli.answering import answer, table
from dmn_desktop.cli.choosing import opened
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP, day

if TYPE_CHECKING:
    from dmn_desktop.core.command_line import ObjectNumber
    from dmn_desktop.core.incident_dossier import IncidentPaper
    from dmn_desktop.core.triage import Node
    from dmn_desktop.services.register import Register

INCIDENT_DOCUMENTS = {
    "incident": ("Fiche d’incident, I-2026-04", ".pdf"),
    "suspension": ("Avis de suspension à afficher, I-2026-04", ".pdf"),
    "incidents-annee": ("Bilan annuel des incidents, 2026", ".pdf"),
    "violations": ("Registre des violations de données", ".pdf"),
    "plan-actions": ("Plan d’actions correctives", ".pdf"),
    "incidents-xlsx": ("Journal des incidents (tableur)", ".xlsx"),
    "plan-actions-xlsx": ("Plan d’actions (tableur)", ".xlsx"),
}
"""Documents by the word that the console gives, said here so that help reads no service."""

_STATUS = {
    "obligatoire": "Obligatoire",
    "recommandee": "Recommandé",
    "facultative": "Possible",
    "interne": "Chez nous",
    "a_venir": "À venir",
}


def triage(options: argparse.Namespace) -> None:
    """Tell whom to inform of an incident, and by when."""
    from dmn_desktop.core.triage import load_tree, tree
    from dmn_desktop.services.triage import as_document, orientation

    rules = load_tree(options.rules) if options.rules else tree()
    answered = orientation(rules, options.facts)
    found = answered.orientation
    for remark in answered.said:
        print(remark, file=sys.stderr)
    rows = []
    for declaration in found.declarations:
        outcome = declaration.outcome
        dates = [_when(due.at) for due in declaration.due] or [""]
        doubt = " (à vérifier avec un juriste)" if outcome.confidence == "C" else ""
        rows.append((_STATUS[declaration.status], outcome.title + doubt, "; ".join(dates)))
    lines = list(table(rows)) if rows else ["Rien à déclarer d’après ces faits."]
    asked = [node for node in rules.nodes if node.id in found.to_clear]
    lines += [f"À éclaircir, {one.id}{NBSP}: {one.question} {_asks(one)}" for one in asked]
    lines.append("Rien n’est envoyé : l’application prépare, le professionnel déclare.")
    answer(options, as_document(found), *lines)


def _asks(node: Node) -> str:
    return f"(demander{NBSP}: {node.asks[:1].lower()}{node.asks[1:]})"


def _when(at: date | datetime | None) -> str:
    if isinstance(at, datetime):
        return f"avant le {day(at)} à {at:%H:%M}"
    return f"avant le {day(at)}" if at else "sans délai"


def print_incidents(options: argparse.Namespace) -> None:
    """Write a paper about an incident, or about all those of a year."""
    from dmn_desktop.services import incident_papers

    document = incident_papers.INCIDENT_DOCUMENTS[options.document]
    subject: incident_papers.Subject
    with opened(options.file) as register:
        if document.one:
            subject = _incident_of(register, options.number)
        else:
            year = options.number.number if options.number else 0
            subject = incident_papers.incident_year(register, year)
    out = options.out
    if out.is_dir():
        out = out / incident_papers.default_name(subject, options.document)
    incident_papers.write(subject, options.document, out)
    answer(options, {"file": str(out)}, f"Document enregistré et relu{NBSP}: {out}")


def _incident_of(register: Register, given: ObjectNumber | None) -> IncidentPaper:
    """The incident with a number, or the only one there is."""
    from dmn_desktop.services.incident_papers import incident_paper
    from dmn_desktop.services.incidents import listing

    known = [one.incident for one in listing(register)]
    wanted = given and (given.year, given.within("I"))
    found = [one for one in known if wanted in (None, (one.year, one.number))]
    if len(found) != 1:
        codes = ", ".join(sorted(one.code for one in known)) or "aucun"
        raise UserError(
            "L’incident à imprimer n’est pas désigné.",
            "Rien n’a été écrit.",
            f"Donner son numéro, comme I-2026-04. Incidents du registre{NBSP}: {codes}.",
        )
    return incident_paper(register, found[0].id)

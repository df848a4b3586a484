"""The command that orients an incident."""

from __future__ import annotations

import argparse
from datetime import date, datetime

from dmn_desktop.cli.answering import answer, table
from dmn_desktop.core.text import NBSP, day

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
    found = orientation(rules, options.facts)
    rows = []
    for declaration in found.declarations:
        outcome = declaration.outcome
        dates = [_when(due.at) for due in declaration.due] or [""]
        doubt = " (à vérifier avec un juriste)" if outcome.confidence == "C" else ""
        rows.append((_STATUS[declaration.status], outcome.title + doubt, "; ".join(dates)))
    lines = list(table(rows)) if rows else ["Rien à déclarer d’après ces faits."]
    if found.to_clear:
        lines.append(f"À éclaircir{NBSP}: {', '.join(found.to_clear)}")
    lines.append("Rien n’est envoyé : l’application prépare, le professionnel déclare.")
    answer(options, as_document(found), *lines)


def _when(at: date | datetime | None) -> str:
    if isinstance(at, datetime):
        return f"avant le {day(at)} à {at:%H:%M}"
    return f"avant le {day(at)}" if at else "sans délai"

"""Finding incidents, declarations and corrective actions by number or word, for Ctrl+K."""

from __future__ import annotations

from dmn_desktop.core.records import CorrectiveAction, Declaration, Incident
from dmn_desktop.core.text import fold, matches, shorten
from dmn_desktop.services.register import Register
from dmn_desktop.services.search import LIMIT, Found
from dmn_desktop.store.transaction import Reader


def find_incidents(register: Register, text: str) -> list[Found]:
    """Incidents first, then what was declared and what is done about them."""
    words = fold(text).split()
    if not words:
        return []
    with register.reading() as reader:
        names = ("id", "year", "number", "name", "device", "place", "description")
        rows = reader.values(Incident, names, order="number", stored=True)
        codes = {row[0]: f"I-{row[1]}-{row[2]:02d}" for row in rows}
        found = [
            _incident(row[0], codes[row[0]], row[3], row[4])
            for row in sorted(rows, key=lambda row: (row[1], row[2]), reverse=True)
            if matches(words, fold(" ".join((codes[row[0]], *row[3:]))))
        ]
        exact = [one for one in found if fold(one.detail.split(",")[0]) == words[0]]
        others = [one for one in found if one not in exact]
        return [
            *[*exact, *others][:LIMIT],
            *_declarations(reader, words, codes),
            *_actions(reader, words),
        ]


def incidents_named(register: Register, ids: list[str]) -> list[Found]:
    """Incidents visited before, as they are called now; those that are gone are left out."""
    with register.reading() as reader:
        found = [reader.get(Incident, one) for one in ids]
    return [_incident(one.id, one.code, one.name, one.device) for one in found if one]


def _incident(incident_id: str, code: str, name: str, device: str) -> Found:
    detail = f"{code}, {device}".strip(", ")
    return Found("Incidents", shorten(name, 80), detail, incident_id, page="incident")


def _declarations(reader: Reader, words: list[str], codes: dict[str, str]) -> list[Found]:
    names = ("id", "incident_id", "name", "recipient")
    return [
        Found(
            "Déclarations",
            shorten(name, 80),
            f"{codes[incident_id]}, {shorten(recipient, 60)}".strip(", "),
            incident_id,
            "declarations",
            declaration_id,
            page="incident",
        )
        for declaration_id, incident_id, name, recipient in reader.values(Declaration, names)
        if incident_id in codes and matches(words, fold(f"{codes[incident_id]} {name} {recipient}"))
    ][:LIMIT]


def _actions(reader: Reader, words: list[str]) -> list[Found]:
    names = ("id", "number", "text", "owner", "reference")
    found = []
    for action_id, number, text, owner, reference in reader.values(
        CorrectiveAction, names, order="number"
    ):
        code = f"A-{number:02d}"
        if matches(words, fold(f"{code} {text} {owner} {reference}")):
            detail = f"{code}, {reference}".strip(", ")
            said = shorten(text, 80)
            found.append(
                Found("Actions correctives", said, detail, action_id, "actions", page="incidents")
            )
    return found[:LIMIT]

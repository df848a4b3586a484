"""The log of incidents and the plan of actions as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dmn_desktop.core.incident_dossier import IncidentFile, IncidentYear
from dmn_desktop.core.records import (
    Barrier,
    Cause,
    ChronologyLine,
    CorrectiveAction,
    Declaration,
    DeclarationPart,
    Incident,
    IncidentDocument,
    Record,
)
from dmn_desktop.core.text import long_day
from dmn_desktop.exports.xlsx.book import Book, Column
from dmn_desktop.exports.xlsx.fields import column_of, hidden_ids, ids_of, shown_fields, value_of
from dmn_desktop.exports.xlsx.looks import Look
from dmn_desktop.exports.xlsx.rows import Value


@dataclass(frozen=True)
class _Item:
    """What belongs to an incident, with the words that say to which."""

    incident: Incident
    words: str
    record: Record


_OF_INCIDENT: tuple[tuple[str, type[Record]], ...] = (
    ("Pièces d’incident", IncidentDocument),
    ("Chronologie", ChronologyLine),
    ("Causes", Cause),
    ("Barrières", Barrier),
)


_CONFIDENCE = {
    "A": "A, plusieurs sources concordantes",
    "B": "B, une source",
    "C": "C, à vérifier avec un juriste",
}
"""What the letter beside a ground means: the last is never shown as law."""


def write_log(year: IncidentYear, path: Path) -> Path:
    """Write the log of incidents, with all that belongs to them.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    with Book("Incidents") as book:
        add_incidents(book, year)
        return book.write(path)


def add_incidents(book: Book, year: IncidentYear) -> None:
    """Add the sheets about incidents to a workbook: every field of every record."""
    titles = [name for name in shown_fields(Incident) if name not in ("year", "number")]
    columns = [Column("N°", 12), *(column_of(Incident, name) for name in titles)]
    book.table(
        "Incidents",
        [*columns, *hidden_ids(Incident)],
        (_incident(file, titles) for file in year.files),
        frozen=1,
    )
    for title, record in _OF_INCIDENT:
        _add(book, title, record, list(_belonging(year, record)))
    _add(book, "Déclarations", Declaration, list(_declarations(year)))
    _add(book, "Envois", DeclarationPart, list(_parts(year)))


def _incident(file: IncidentFile, titles: Sequence[str]) -> list[Value]:
    incident = file.incident
    values = [_shown(incident, incident, name) for name in titles]
    return [incident.code, *values, *ids_of(incident)]


def _shown(incident: Incident, record: Record, name: str) -> Value:
    """A field as it is shown; an instant as the clock of the practice told it."""
    value = getattr(record, name)
    if name == "confidence":
        return _CONFIDENCE.get(str(value), str(value))
    if isinstance(value, datetime):
        return incident.here(value).replace(tzinfo=None)
    return value_of(record, name)


def _belonging(year: IncidentYear, record: type[Record]) -> Iterator[_Item]:
    for file in year.files:
        groups: tuple[Sequence[Record], ...] = (
            file.documents,
            file.chronology,
            file.causes,
            file.barriers,
        )
        for group in groups:
            for item in group:
                if isinstance(item, record):
                    yield _Item(file.incident, file.incident.code, item)


def _declarations(year: IncidentYear) -> Iterator[_Item]:
    for file in year.files:
        for one in file.declarations:
            yield _Item(file.incident, file.incident.code, one.declaration)


def _parts(year: IncidentYear) -> Iterator[_Item]:
    for file in year.files:
        for one in file.declarations:
            for part in one.parts:
                words = f"{file.incident.code}, {one.declaration.name}"
                yield _Item(file.incident, words, part)


def _add(book: Book, title: str, record: type[Record], items: Sequence[_Item]) -> None:
    names = shown_fields(record)
    columns = [Column("Incident", 24), *(column_of(record, name) for name in names)]
    rows = (
        [
            one.words,
            *(_shown(one.incident, one.record, name) for name in names),
            *ids_of(one.record),
        ]
        for one in items
    )
    book.table(title, [*columns, *hidden_ids(record)], rows, frozen=1)


PLAN = (
    Column("N°", 9, Look.BOX),
    Column("Origine", 16, Look.BOX),
    Column("Référence", 14, Look.BOX),
    Column("Dispositif", 26, Look.BOX),
    Column("Action", 44, Look.BOX),
    Column("Confiée à", 24, Look.BOX),
    Column("Échéance", 13, Look.BOX_DATE),
    Column("Moyens", 34, Look.BOX),
    Column("Indicateur d’effet", 34, Look.BOX),
    Column("État", 20, Look.BOX),
    Column("Vérifier l’effet le", 13, Look.BOX_DATE),
    Column("Effet constaté", 14, Look.BOX),
    Column("Ce que la vérification a montré", 34, Look.BOX),
    Column("Effet vérifié le", 13, Look.BOX_DATE),
    Column("Vérifié par", 22, Look.BOX),
    Column("Ligne du PAQSS", 22, Look.BOX),
    Column("Preuve", 26, Look.BOX),
    Column("Fichier de preuve", 22, Look.BOX),
    Column("Motif de l’abandon", 28, Look.BOX),
    Column("Ouverte le", 13, Look.BOX_DATE),
    Column("Réalisée le", 13, Look.BOX_DATE),
    Column("Close le", 13, Look.BOX_DATE),
)


def write_plan(year: IncidentYear, path: Path) -> Path:
    """Write the plan of actions, to be joined to the quality and safety programme.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    with Book("Plan d’actions") as book:
        sheet = book.sheet("Plan d’actions", PLAN)
        sheet.line("Plan d’actions correctives", Look.TITLE)
        sheet.line(f"{year.structure.name}, {long_day(year.on)}.", Look.NOTE)
        sheet.header(frozen=1)
        for action in year.actions:
            sheet.row(_action(action))
        sheet.filter_rows()
        return book.write(path)


def _action(action: CorrectiveAction) -> list[Value]:
    return [
        action.code,
        action.origin.label,
        action.reference,
        action.device,
        action.text,
        action.owner,
        action.due_on,
        action.means,
        action.indicator,
        action.state.label,
        action.check_on,
        action.effect.label if action.effect else "",
        action.effect_note,
        action.checked_on,
        action.checked_by,
        action.paqss,
        action.proof,
        action.file_name,
        action.reason,
        action.opened_on,
        action.done_on,
        action.closed_on,
    ]

"""The register of personal data breaches (GDPR, art. 33 (5)): facts, effects, measures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dmn_desktop.core.declaration_facts import at
from dmn_desktop.core.incident_dossier import DeclarationFile, IncidentFile, IncidentYear
from dmn_desktop.core.incident_vocabulary import IncidentKind
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import LANDSCAPE, Identity, Paper
from dmn_desktop.exports.pdf.parts import nothing
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import SECTION, SMALL, SMALL_STRONG, Piece
from dmn_desktop.exports.writing import Cancel, Progress, Steps

NAME = "Registre des violations de données"
LETTERS = ("cnil", "personnes", "registre_des_violations", "responsable_de_traitement")
"""The declarations that a breach leads to."""


def breaches_of(year: IncidentYear) -> list[IncidentFile]:
    """The incidents that touch personal data, notified or not."""
    return [file for file in year.files if _is_breach(file)]


def _is_breach(file: IncidentFile) -> bool:
    incident = file.incident
    declared = any(one.declaration.letter in LETTERS for one in file.declarations)
    said = incident.answers.get("rg1") == "oui" or bool(incident.data_kinds)
    return declared or said or incident.incident_kind is IncidentKind.DATA


def write_breaches(
    year: IncidentYear,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the register of breaches, A4 landscape.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    found = breaches_of(year)
    steps = Steps(len(found) + 1, progress, cancelled)
    paper = Paper(Identity(year.structure.name, NAME), LANDSCAPE)
    paper.flow(Piece(NAME, SECTION))
    paper.gap(1)
    paper.flow(Piece(_about(year, len(found)), SMALL))
    paper.gap(3)
    steps.step()
    if not found:
        nothing(paper, "Aucune violation notée.")
    widths = (23.0, 32.0, 62.0, 44.0, 44.0, paper.width - 205)
    heads = ("N°", "Survenue, connue", "Faits", "Personnes, effets", "Mesures", "Notifiée")
    grid = Grid(paper, Layout(widths, heads, sticky=1))
    for file in found:
        grid.row(*_row(year, file))
        steps.step()
    return save(paper, NAME, path)


def _about(year: IncidentYear, number: int) -> str:
    dpo = year.structure.dpo
    contact = f" Délégué à la protection des données{NBSP}: {dpo}." if dpo else ""
    which = f" de {year.year}" if year.year else ""
    told = "notifiées" if number > 1 else "notifiée"
    return f"{count(number, 'violation')}{which}, {told} ou non (RGPD, art. 33 (5)).{contact}"


def _row(year: IncidentYear, file: IncidentFile) -> Sequence[Sequence[Piece]]:
    incident = file.incident
    happened = at(incident.happened) if incident.happened else incident.happened_note
    people = incident.people_count
    return (
        [Piece(incident.code, SMALL_STRONG)],
        _texts(happened and f"Survenue le {happened}", f"Connue le {at(incident.known)}"),
        _texts(f"{incident.name}.", incident.description, incident.device, incident.data_kinds),
        _texts("" if people is None else f"Environ {people}", incident.data_effects),
        _texts(incident.data_measures, incident.first_measures),
        _notified(year, file),
    )


def _notified(year: IncidentYear, file: IncidentFile) -> list[Piece]:
    found = []
    for one in file.declarations:
        if one.declaration.letter in LETTERS:
            found += _texts(f"{one.declaration.recipient}{NBSP}: {_when(year, file, one)}")
    return found or _texts("Aucune déclaration préparée")


def _when(year: IncidentYear, file: IncidentFile, one: DeclarationFile) -> str:
    sent = [part for part in one.parts if part.sent_at is not None]
    told = [
        f"le {at(file.incident.here(p.sent_at))} {p.receipt}".strip() for p in sent if p.sent_at
    ]
    reason = one.declaration.reason
    refused = f" ({reason}, {day(one.declaration.refused_on)})" if reason else ""
    late = any(year.is_late(one, part, file.incident) for part in one.parts)
    waits = f"{one.declaration.state.label.lower()}{refused}"
    return ", ".join([*(told or [waits]), *(["en retard"] if late else [])])


def _texts(*texts: str) -> list[Piece]:
    return [Piece(text, SMALL) for text in texts if text]

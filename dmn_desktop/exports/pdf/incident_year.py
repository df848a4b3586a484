"""The incidents of a year on paper: counts, list, declarations in time or late, actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dmn_desktop.core.actions import is_overdue
from dmn_desktop.core.countdown import end_of
from dmn_desktop.core.declaration_facts import at
from dmn_desktop.core.incident_counts import By, Counts, counts
from dmn_desktop.core.incident_dossier import DeclarationFile, IncidentFile, IncidentYear
from dmn_desktop.core.incident_vocabulary import Consequence, DeclarationState, IncidentState
from dmn_desktop.core.records import CorrectiveAction, DeclarationPart
from dmn_desktop.core.text import DASH, NBSP, SHORT_MONTHS, count, day
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import LANDSCAPE, Identity, Paper
from dmn_desktop.exports.pdf.parts import nothing
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import BODY, SECTION, SMALL, SMALL_STRONG, Piece, badge
from dmn_desktop.exports.writing import Cancel, Progress, Steps

_BY: tuple[tuple[By, str], ...] = (
    ("nature", "Par nature"),
    ("dispositif", "Par dispositif"),
    ("consequence", "Par conséquence"),
)
_MONTH, _TOTAL = 12.0, 14.0


def name_of(year: IncidentYear) -> str:
    """« Incidents de 2026 »."""
    return f"Incidents de {year.year}" if year.year else "Incidents"


def write_incident_year(
    year: IncidentYear,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the report of a year, A4 landscape.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    title = name_of(year)
    paper = Paper(Identity(year.structure.name, title), LANDSCAPE)
    steps = Steps(len(year.files) + 2, progress, cancelled)
    paper.bookmark(title)
    paper.flow(Piece(title, SECTION))
    paper.gap(1)
    paper.flow(Piece(_summary(year), BODY))
    for one in year.years if year.files else ():
        for by, heading in _BY:
            named = heading if year.year else f"{one}, {heading.lower()}"
            _print_counts(paper, named, counts(year.incidents, one, by))
    steps.step()
    _print_list(paper, year, steps)
    _print_declarations(paper, year)
    _print_actions(paper, year)
    steps.step()
    return save(paper, title, path)


def _summary(year: IncidentYear) -> str:
    incidents = year.incidents
    late = sum(is_overdue(action, year.on) for action in year.actions)
    actions = f"{count(late, 'action en retard', 'actions en retard')} au {day(year.on)}."
    if not incidents:
        return f"Aucun incident noté. {actions}"
    nearly = sum(one.near_miss for one in incidents)
    real = sum(one.consequence is Consequence.REAL for one in incidents)
    still = sum(one.state is IncidentState.OPEN for one in incidents)
    sent = sum(part.sent_at is not None for _, _, part in _parts(year.files))
    waiting = sum(year.is_late(one, part, file.incident) for file, one, part in _parts(year.files))
    return (
        f"{count(len(incidents), 'incident')}. A failli arriver{NBSP}: {nearly}. Conséquence "
        f"réelle{NBSP}: {real}. Encore {count(still, 'ouvert', 'ouverts')}. "
        f"{count(sent, 'envoi noté', 'envois notés')}, "
        f"{count(waiting, 'déclaration obligatoire', 'déclarations obligatoires')} en retard. "
        f"{actions} Peu de cas ne disent rien d’une tendance."
    )


def _print_counts(paper: Paper, heading: str, found: Counts) -> None:
    paper.section(heading, 1)
    if not found.series:
        nothing(paper, "Aucun incident.")
        return
    first = paper.width - 12 * _MONTH - _TOTAL
    heads = ("", *SHORT_MONTHS, "Total")
    grid = Grid(paper, Layout((first, *[_MONTH] * 12, _TOTAL), heads, numeric=range(1, 14)))
    for one in found.series:
        grid.row([Piece(one.name, SMALL)], *_numbers((*one.values, one.total)))
    grid.row([Piece("Ensemble", SMALL_STRONG)], *_numbers((*found.months, found.total)))


def _numbers(values: Iterable[int]) -> list[list[Piece]]:
    return [[Piece(str(value) if value else DASH, SMALL, align="right")] for value in values]


def _print_list(paper: Paper, year: IncidentYear, steps: Steps) -> None:
    paper.section("Liste", 1)
    if not year.files:
        nothing(paper, "Rien n’a été noté. Noter aussi ce qui a failli arriver.")
        return
    widths = (23.0, 30.0, 52.0, paper.width - 201, 34.0, 34.0, 28.0)
    heads = ("N°", "Connu le", "Dispositif", "Incident", "Nature", "Conséquence", "État")
    grid = Grid(paper, Layout(widths, heads))
    for file in year.files:
        grid.row(*_row(file))
        steps.step()


def _row(file: IncidentFile) -> Sequence[Sequence[Piece]]:
    incident = file.incident
    nearly = "A failli arriver" if incident.near_miss else ""
    return (
        [Piece(incident.code, SMALL_STRONG)],
        _texts(at(incident.known)),
        _texts(incident.device, incident.version, file.related.words),
        _texts(incident.name, incident.place, incident.local_number),
        _texts(incident.incident_kind.label if incident.incident_kind else ""),
        _texts(incident.consequence.label if incident.consequence else "", nearly),
        [badge(incident.state.label), *_texts(day(incident.closed_on))],
    )


def _texts(*texts: str) -> list[Piece]:
    return [Piece(text, SMALL) for text in texts if text]


def _parts(
    files: Iterable[IncidentFile],
) -> Iterator[tuple[IncidentFile, DeclarationFile, DeclarationPart]]:
    for file in files:
        for one in file.declarations:
            for part in one.parts:
                yield file, one, part


def _print_declarations(paper: Paper, year: IncidentYear) -> None:
    paper.section("Déclarations", 1)
    found = list(_parts(year.files))
    if not found:
        nothing(paper, "Aucune déclaration préparée.")
        return
    widths = (23.0, 66.0, 28.0, 44.0, 44.0, paper.width - 205)
    heads = ("N°", "Destinataire", "Devoir", "Échéance", "Envoi", "Suite")
    grid = Grid(paper, Layout(widths, heads))
    for file, one, part in found:
        declaration = one.declaration
        _, by = end_of(part, file.incident.known)
        sent = at(file.incident.here(part.sent_at)) if part.sent_at else ""
        refused = declaration.state is DeclarationState.REFUSED
        grid.row(
            [Piece(file.incident.code, SMALL_STRONG)],
            _texts(declaration.recipient, part.name),
            _texts(declaration.status.label),
            _texts(by or part.rule),
            [*(_texts(sent) or _unsent(year, file, one, part)), *_texts(part.receipt)],
            _texts(declaration.reason if refused else declaration.reply),
        )


def _unsent(
    year: IncidentYear, file: IncidentFile, one: DeclarationFile, part: DeclarationPart
) -> list[Piece]:
    """What is told of a sending that was not made: late, set aside, kept here, or not yet."""
    if year.is_late(one, part, file.incident):
        return [badge("En retard")]
    state = one.declaration.state
    # One part of the declaration was sent; this one was not.
    return _texts("Pas encore") if state is DeclarationState.SENT else [badge(state.label)]


def _print_actions(paper: Paper, year: IncidentYear) -> None:
    paper.section("Actions correctives", 1)
    codes = {one.code for one in year.incidents}
    actions = [
        one
        for one in year.actions
        if not year.year or one.reference in codes or one.opened_on.year == year.year
    ]
    if not actions:
        nothing(paper, "Aucune action.")
        return
    widths = (18.0, paper.width - 168, 45.0, 30.0, 35.0, 40.0)
    heads = ("N°", "Action", "Confiée à", "Échéance", "État", "Effet")
    grid = Grid(paper, Layout(widths, heads))
    for action in actions:
        grid.row(
            [Piece(action.code, SMALL_STRONG)],
            _texts(action.text, action.reference),
            _texts(action.owner),
            [*_texts(day(action.due_on)), *_late(action, year)],
            [badge(action.state.label)],
            _texts(action.effect.label if action.effect else "", action.effect_note),
        )


def _late(action: CorrectiveAction, year: IncidentYear) -> list[Piece]:
    return [badge("En retard")] if is_overdue(action, year.on) else []

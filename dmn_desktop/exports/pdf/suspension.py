"""The notice of suspension for the staff: one page, large, to pin up."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.incident_dossier import IncidentPaper
from dmn_desktop.core.records import Incident
from dmn_desktop.core.text import NBSP, long_day, shorten
from dmn_desktop.exports.pdf.handwriting import labelled_line
from dmn_desktop.exports.pdf.paper import Identity, Paper
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import Piece, Style
from dmn_desktop.exports.pdf.typeface import Face
from dmn_desktop.exports.writing import Cancel, Progress, Steps

NAME = "Dispositif suspendu"

_HEADLINE = Style(Face.BOLD, 30, 1.15, "H1")
_LEAD = Style(Face.SEMIBOLD, 17, 1.25, "H2")
_TEXT = Style(Face.REGULAR, 15, 1.35)

_LONGEST, _LONG, _NAME = 400, 130, 45
"""Characters of the way to work without it, of another text, of the name: one page holds all."""


def write_suspension(
    paper_of: IncidentPaper,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the notice of suspension, one A4 page.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    Steps(1, progress, cancelled).step()
    file = paper_of.file
    incident, device = file.incident, file.device
    paper = Paper(Identity(file.structure.name, NAME, incident.code))
    named = device.name if device else incident.device
    head = "De nouveau en service" if incident.returned_on else "Ne plus utiliser"
    paper.flow(Piece(f"{head}{NBSP}: {shorten(named or 'dispositif', _NAME)}", _HEADLINE))
    paper.y += 4
    _print_since(paper, incident)
    for title, text in _parts(paper_of):
        if text:
            paper.gap(6)
            paper.flow(Piece(title, _LEAD), Piece(text, _TEXT, before=1.5))
    paper.gap(10)
    labelled_line(paper, "Affiché le, par (fonction)")
    if incident.returned_on is None:
        labelled_line(paper, "Remis en service le, par (fonction)")
    return save(paper, NAME, path)


def _print_since(paper: Paper, incident: Incident) -> None:
    """From when; a day that nobody noted is left to be written by hand."""
    since, back = incident.suspended_on, incident.returned_on
    if since is None:
        paper.gap(3)
        labelled_line(paper, "Suspendu depuis le, jusqu’à nouvel avis")
    elif back is None:
        paper.flow(Piece(f"Suspendu depuis le {long_day(since)}, jusqu’à nouvel avis.", _LEAD))
    else:
        words = f"Suspendu le {long_day(since)}, remis en service le {long_day(back)}."
        paper.flow(Piece(words, _LEAD))


def _parts(paper_of: IncidentPaper) -> list[tuple[str, str]]:
    incident, device = paper_of.file.incident, paper_of.file.device
    code = f" (dispositif {device.code})" if device else ""
    instead = device.fallback if device else ""
    who = device.referent if device else ""
    version = f", version {shorten(incident.version, 40)}" if incident.version else ""
    asked = ("À qui s’adresser", shorten(f"{who or paper_of.structure.manager}{code}", _LONG))
    if incident.returned_on is not None:
        return [("Pourquoi", shorten(incident.return_reason, _LONGEST)), asked]
    return [
        ("Pourquoi", f"{shorten(incident.name, _LONG)}. Incident {incident.code}{version}."),
        (
            "Que faire à la place",
            shorten(instead, _LONGEST) or "Travailler sans ce dispositif, et le noter.",
        ),
        (
            "Résultats déjà rendus",
            "Signaler tout résultat récent qui étonne, même sans conséquence.",
        ),
        asked,
    ]

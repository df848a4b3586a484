"""The notice of suspension for the staff: one page, large, to pin up."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.incident_dossier import IncidentPaper
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
    paper.flow(Piece(f"Ne plus utiliser{NBSP}: {shorten(named or 'dispositif', _NAME)}", _HEADLINE))
    paper.y += 4
    since = long_day(incident.suspended_on or incident.known.date())
    paper.flow(Piece(f"Suspendu depuis le {since}, jusqu’à nouvel avis.", _LEAD))
    for title, text in _parts(paper_of):
        if text:
            paper.gap(6)
            paper.flow(Piece(title, _LEAD), Piece(text, _TEXT, before=1.5))
    paper.gap(10)
    labelled_line(paper, "Affiché le, par (fonction)")
    labelled_line(paper, "Remis en service le, par (fonction)")
    return save(paper, NAME, path)


def _parts(paper_of: IncidentPaper) -> list[tuple[str, str]]:
    incident, device = paper_of.file.incident, paper_of.file.device
    code = f"{device.code}, " if device else ""
    instead = device.fallback if device else ""
    who = device.referent if device else ""
    version = f", version {shorten(incident.version, 40)}" if incident.version else ""
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
        (
            "À qui s’adresser",
            shorten(f"{code}{who or paper_of.structure.manager}".strip(", "), _LONG),
        ),
    ]

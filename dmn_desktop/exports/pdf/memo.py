"""The A5 reminder to pin up beside a device: when to use it, when not, what to do without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dmn_desktop.core.device_dossier import DeviceDossier
from dmn_desktop.core.text import NBSP, count, day, shorten
from dmn_desktop.exports.pdf.paper import Identity, Paper, Sheet
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import Piece, Style
from dmn_desktop.exports.pdf.typeface import Face

NAME = "Aide-mémoire"
A5 = Sheet(size=(148.0, 210.0))
"""By its millimetres: fpdf2 warns that it once took others for its name."""

_TITLE = Style(Face.BOLD, 20, 1.15, "H1")
_HEAD = Style(Face.BOLD, 14, 1.25, "H2")
_TEXT = Style(Face.REGULAR, 14, 1.25)
_NOTE = Style(Face.REGULAR, 10, 1.25)
TO_FILL = "À compléter sur la fiche"


def write_memo(dossier: DeviceDossier, path: Path) -> Path:
    """Write the reminder.

    Raises:
        UserError: The file could not be written; an older one is intact.
    """
    return save(_paper(dossier), dossier.device.code, path)


def pages(dossier: DeviceDossier) -> int:
    """How many pages it takes; it is meant to hold on one."""
    return _paper(dossier).ink.pages_count


def _paper(dossier: DeviceDossier) -> Paper:
    device = dossier.device
    paper = Paper(Identity(dossier.structure.name, NAME, device.code), A5)
    paper.flow(Piece(shorten(device.name, 80), _TITLE))
    version = f"Version {device.version}, une aide" if device.version else "Une aide"
    paper.flow(Piece(f"{version}{NBSP}: le professionnel décide.", _NOTE))
    for title, text in _parts(dossier):
        paper.gap(2.2)
        paper.need(_HEAD.line_height + _TEXT.line_height)
        paper.flow(Piece(title, _HEAD))
        lines = [line.strip() for line in (text or TO_FILL).split("\n") if line.strip()]
        mark = f"–{NBSP}" if len(lines) > 1 else ""
        paper.flow(*(Piece(f"{mark}{line}", _TEXT) for line in lines))
    return paper


def _parts(dossier: DeviceDossier) -> Iterator[tuple[str, str]]:
    """Titles and texts, in the order one needs them."""
    device = dossier.device
    yield "Quand l’utiliser", device.intended_use or device.purpose
    yield "Ne pas utiliser", device.limits or device.population
    yield "En cas de panne", _failure(dossier)
    who = f"Référent{NBSP}: {device.referent}" if device.referent else ""
    yield "Qui prévenir", "\n".join(part for part in (device.contact, who) if part)


def _failure(dossier: DeviceDossier) -> str:
    device = dossier.device
    hours = device.max_downtime_hours
    limit = f"Arrêt toléré{NBSP}: {count(hours, 'heure')}." if hours else ""
    tested = f"Exercice du {day(device.last_drill)}." if device.last_drill else ""
    return "\n".join(part for part in (device.fallback, f"{limit} {tested}".strip()) if part)

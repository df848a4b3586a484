"""An annexe 2 table read back: ours, or a practice's own copy, line by line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.annexe2_return import Annexe2Line, review_lines
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Assessment
from dmn_desktop.core.text import count, fold
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.services.returned_files import read_isolated, take_copy

_NOTHING = "Rien n’a été importé."


@dataclass(frozen=True)
class Annexe2Review:
    """A table beside the register; lines without number come last."""

    name: str
    lines: tuple[Annexe2Line, ...]


def review(dossier: Dossier, path: Path) -> Annexe2Review:
    """Read a table and set it beside the register; nothing is changed.

    Needs no register: may run in a worker thread.

    Raises:
        UserError: The file is refused, is about another project, or holds no such table.
    """
    from dmn_desktop.exports.xlsx.annexe2_reading import Device, read_annexe2

    if not dossier.compared:
        raise UserError(
            "Aucun candidat n’est retenu pour l’analyse.",
            _NOTHING,
            "Choisir les candidats à comparer, puis réessayer.",
        )
    devices = tuple(
        Device(c.id, dossier.letter(c), " ".join(fold(c.name).split())) for c in dossier.compared
    )
    copy = take_copy(path)
    lines = read_isolated(copy, read_annexe2, dossier.guide.forms[0], devices, dossier.project.id)
    return Annexe2Review(copy.name, review_lines(dossier, lines))


def accept(
    register: Register,
    dossier: Dossier,
    reviewed: Annexe2Review,
    chosen: Collection[Annexe2Line],
) -> None:
    """Keep the chosen lines as one step of the journal.

    Raises:
        UserError: No line is ticked, or an assessment changed since; nothing is kept.
    """
    refuse_read_only(register)
    lines = [line for line in reviewed.lines if line.can_be_accepted and line in chosen]
    if not lines:
        raise UserError(
            "Aucune ligne n’est cochée.", "Rien n’a été enregistré.", "Cocher les lignes à garder."
        )
    label = f"annexe 2 reprise du tableur ({count(len(lines), 'ligne')})"
    with register.transaction(label) as tx:
        for line in lines:
            made = line.accepted(dossier.project.id)
            if tx.get(Assessment, made.id) != line.before:
                raise UserError(
                    f"La ligne {line.read.row}, {line.candidate}, a changé depuis la lecture.",
                    "Rien n’a été enregistré.",
                    "Relire le fichier.",
                )
            tx.put(made)

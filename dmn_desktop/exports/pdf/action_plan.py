"""The plan of corrective actions on paper: late first in sight, who, when, what effect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dmn_desktop.core.actions import is_overdue, is_to_check
from dmn_desktop.core.incident_dossier import IncidentYear
from dmn_desktop.core.incident_vocabulary import ActionState
from dmn_desktop.core.records import CorrectiveAction
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import LANDSCAPE, Identity, Paper
from dmn_desktop.exports.pdf.parts import nothing
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import SECTION, SMALL, SMALL_STRONG, Piece, badge
from dmn_desktop.exports.writing import Cancel, Progress, Steps

NAME = "Plan d’actions correctives"


def write_action_plan(
    year: IncidentYear,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the plan of all actions, A4 landscape.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    steps = Steps(len(year.actions) + 1, progress, cancelled)
    paper = Paper(Identity(year.structure.name, NAME), LANDSCAPE)
    paper.flow(Piece(NAME, SECTION))
    paper.gap(1)
    late = sum(is_overdue(action, year.on) for action in year.actions)
    waiting = sum(is_to_check(action, year.on) for action in year.actions)
    words = f"{count(len(year.actions), 'action')}, {late} en retard, {waiting} à vérifier"
    paper.flow(Piece(f"{words}, au {day(year.on)}.", SMALL))
    paper.gap(3)
    steps.step()
    if not year.actions:
        nothing(paper, "Aucune action.")
    widths = (16.0, 30.0, paper.width - 208, 40.0, 30.0, 52.0, 40.0)
    heads = ("N°", "Origine", "Action, moyens", "Confiée à", "Échéance", "Effet", "État")
    grid = Grid(paper, Layout(widths, heads, sticky=1))
    for action in year.actions:
        grid.row(*_row(action, year))
        steps.step()
    return save(paper, NAME, path)


def _row(action: CorrectiveAction, year: IncidentYear) -> Sequence[Sequence[Piece]]:
    late = [badge("En retard")] if is_overdue(action, year.on) else []
    check = [badge("À vérifier")] if is_to_check(action, year.on) else []
    ended = action.reason if action.state is ActionState.DROPPED else ""
    looked = f"À vérifier le {day(action.check_on)}" if action.check_on else ""
    checked = f"Vérifié le {day(action.checked_on)}" if action.checked_on else ""
    done = f"Réalisée le {day(action.done_on)}" if action.done_on else ""
    closed = f"Close le {day(action.closed_on)}" if action.closed_on else ""
    proof = f"Preuve{NBSP}: {action.proof}" if action.proof else ""
    named = "paqss" in action.paqss.lower()
    paqss = action.paqss if named or not action.paqss else f"PAQSS{NBSP}: {action.paqss}"
    return (
        [Piece(action.code, SMALL_STRONG)],
        _texts(action.origin.label, action.reference, action.device),
        [
            Piece(action.text, SMALL_STRONG),
            *_texts(action.means, paqss, proof, action.file_name),
        ],
        _texts(action.owner),
        [*_texts(day(action.due_on)), *late],
        _texts(
            action.indicator,
            looked,
            action.effect.label if action.effect else "",
            action.effect_note,
            checked,
            action.checked_by,
        ),
        [badge(action.state.label), *check, *_texts(done, closed, ended)],
    )


def _texts(*texts: str) -> list[Piece]:
    return [Piece(text, SMALL) for text in texts if text]

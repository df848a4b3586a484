"""Risks on paper: the matrix before and after measures, the list, what was set aside and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dmn_desktop.core.criticality import level
from dmn_desktop.core.records import Risk
from dmn_desktop.core.risk_register import (
    ListedRisk,
    RiskRegister,
    judged_cell,
    judgement_words,
    shown_level,
)
from dmn_desktop.core.risk_summary import LIVE
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import LANDSCAPE, Identity, Paper
from dmn_desktop.exports.pdf.parts import nothing
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import ASIDE, SECTION, SMALL, SMALL_STRONG, Piece, badge
from dmn_desktop.exports.writing import Cancel, Progress, Steps

TITLE = "Risques"
MOMENTS = {False: "Avant mesures", True: "Après mesures"}

_SEVERITY = 38.0
_NUMBER, _DEVICE, _JUDGED, _TODO, _STATE = 15.0, 32.0, 29.0, 44.0, 30.0
_NONE_JUDGED = "À analyser"


def write_risks(
    risks: RiskRegister,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the risks, A4 landscape.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    paper = Paper(Identity(risks.structure.name, TITLE), LANDSCAPE)
    steps = Steps(len(risks.listed) + len(risks.refused) + 2, progress, cancelled)
    paper.bookmark(TITLE)
    paper.flow(Piece(TITLE, SECTION))
    paper.gap(1)
    paper.flow(Piece(_summary(risks), SMALL))
    for after in (False, True):
        _print_matrix(paper, risks, after)
        steps.step()
    _print_list(paper, risks, steps)
    _print_refused(paper, risks, steps)
    return save(paper, TITLE, path)


def _summary(risks: RiskRegister) -> str:
    live = [one for one in risks.listed if one.risk.state in LIVE]
    devices = len({one.device.id for one in live})
    words = f"{count(len(live), 'risque')} sur {count(devices, 'dispositif')}."
    scale = risks.scale
    said = f"Échelle du {day(scale.changed_on)}{NBSP}: {scale.reason}."
    narrowed = f" Liste limitée à{NBSP}: {risks.narrowed}." if risks.narrowed else ""
    return f"{words}{narrowed} {said} La HAS n’impose aucune grille."


def _print_matrix(paper: Paper, risks: RiskRegister, after: bool) -> None:
    """A row per severity, the worst first; in each cell its level and the numbers."""
    scale = risks.scale
    paper.section(MOMENTS[after], 1)
    live = [one for one in risks.listed if one.risk.state in LIVE]
    share = (paper.width - _SEVERITY) / len(scale.likelihoods)
    widths = (_SEVERITY, *(share for _ in scale.likelihoods))
    grid = Grid(paper, Layout(widths, ("Gravité", *scale.likelihoods), framed=True))
    for severity in range(len(scale.severities), 0, -1):
        cells = []
        for likelihood in range(1, len(scale.likelihoods) + 1):
            place = (severity, likelihood)
            codes = [o.code for o in live if judged_cell(o.risk, scale, after) == place]
            word = badge(level(scale, severity, likelihood).label)
            cells.append([word, *([Piece(", ".join(codes), SMALL)] if codes else [])])
        grid.row([Piece(scale.severities[severity - 1], SMALL_STRONG)], *cells)
    waiting = [one.code for one in live if judged_cell(one.risk, scale, after) is None]
    if waiting:
        paper.gap(1.5)
        paper.flow(Piece(f"{_NONE_JUDGED}{NBSP}: {', '.join(waiting)}", SMALL))


def _print_list(paper: Paper, risks: RiskRegister, steps: Steps) -> None:
    paper.section("Liste", 1)
    if not risks.listed:
        nothing(paper, "Aucun risque noté.")
        return
    fixed = _NUMBER + _DEVICE + 2 * _JUDGED + _TODO + _STATE
    widths = (_NUMBER, _DEVICE, paper.width - fixed, _JUDGED, _JUDGED, _TODO, _STATE)
    heads = (
        "N°",
        "Dispositif",
        "Cause, événement, conséquence",
        *MOMENTS.values(),
        "Mesures, encore à faire",
        "État",
    )
    grid = Grid(paper, Layout(widths, heads, sticky=2))
    for one in risks.listed:
        grid.row(*_row(one, risks))
        steps.step()


def _row(one: ListedRisk, risks: RiskRegister) -> Sequence[Sequence[Piece]]:
    risk, scale = one.risk, risks.scale
    due = f"Avant le {day(risk.due_on)}" if risk.due_on else ""
    return (
        [Piece(one.code, SMALL_STRONG)],
        _texts(one.device.name, risk.theme.label),
        [*_texts(risk.cause), Piece(risk.text, SMALL_STRONG), *_texts(risk.consequence)],
        *(
            [badge(shown_level(risk, scale, a).label), *_texts(judgement_words(risk, scale, a))]
            for a in MOMENTS
        ),
        _texts(risk.measures, risk.action, risk.owner, due),
        _texts(*_state(risk)),
    )


def _state(risk: Risk) -> list[str]:
    accepted = f"par {risk.accepted_by}" if risk.accepted_by else ""
    reviewed = f"Revu le {day(risk.reviewed_on)}" if risk.reviewed_on else ""
    return [risk.state.label, accepted, day(risk.accepted_on), risk.reason, reviewed]


def _texts(*texts: str) -> list[Piece]:
    return [Piece(text, SMALL) for text in texts if text]


def _print_refused(paper: Paper, risks: RiskRegister, steps: Steps) -> None:
    """Families said to hold no risk and proposals set aside, each with its reason."""
    if not risks.refused:
        return
    paper.section("Écartés, avec le motif", 1)
    paper.flow(Piece("Propositions du programme qui ne concernent pas la structure.", ASIDE))
    paper.gap(1.5)
    rest = paper.width - _DEVICE - 50
    heads = ("Dispositif", "Thème", "Proposition", "Motif")
    grid = Grid(paper, Layout((_DEVICE, 50.0, rest / 2, rest / 2), heads))
    for one in risks.refused:
        risk = one.risk
        grid.row(
            _texts(one.device.name),
            _texts(risk.theme.label),
            _texts(risk.text),
            _texts(risk.reason),
        )
        steps.step()

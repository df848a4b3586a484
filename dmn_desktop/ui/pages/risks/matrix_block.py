"""The matrix in its block: the names of its axes, the risks that have no place in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from dmn_desktop.core.criticality import level, meaning
from dmn_desktop.core.records import RiskScale
from dmn_desktop.core.risk_register import judged_cell
from dmn_desktop.core.risk_summary import LIVE
from dmn_desktop.core.text import NBSP
from dmn_desktop.services.risks import ListedRisk
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.risks.levels import LEVEL_BADGES
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row
from dmn_desktop.ui.widgets.risk_matrix import Axis, Cell, Chip, Place, RiskMatrix

_NAMED = 3
"""Risks to judge that are named beside the matrix; the others are counted."""


def axes(scale: RiskScale) -> tuple[Axis, Axis]:
    """Severities and likelihoods, with what each step means."""
    made = []
    for name, words in (("severities", "Gravité"), ("likelihoods", "Vraisemblance")):
        steps: tuple[str, ...] = getattr(scale, name)
        known = [meaning(scale, name, step) for step in range(1, len(steps) + 1)]
        meanings = tuple(step.meaning if step else "" for step in known)
        made.append(Axis(words, steps, meanings))
    return made[0], made[1]


def empty_cells(scale: RiskScale) -> dict[Place, Cell]:
    """The level of each cell, without risks."""
    found = {}
    for severity in range(1, len(scale.severities) + 1):
        for likelihood in range(1, len(scale.likelihoods) + 1):
            badge = LEVEL_BADGES[level(scale, severity, likelihood)]
            found[severity, likelihood] = Cell(badge.text.lower(), badge.tone)
    return found


def filled_cells(listed: Sequence[ListedRisk], scale: RiskScale, after: bool) -> dict[Place, Cell]:
    """The level of each cell, with the risks that stand there."""
    cells = empty_cells(scale)
    for one in listed:
        place = judged_cell(one.risk, scale, after)
        if place is not None and one.risk.state in LIVE:
            cell, chip = cells[place], Chip(one.risk.id, one.code, one.risk.text)
            cells[place] = Cell(cell.word, cell.tone, (*cell.chips, chip))
    return cells


class MatrixBlock(QFrame):
    """The matrix and what stands around it.

    Attributes:
        unjudged_asked: Show the risks that are still to judge.
        scale_asked: Show the scale.
    """

    unjudged_asked = Signal()
    scale_asked = Signal()

    def __init__(self, context: Context) -> None:
        """Make an empty matrix."""
        super().__init__()
        self.setProperty("kind", "block")
        self.matrix = RiskMatrix(context.theme, "Matrice des risques")
        self.matrix.setAccessibleDescription(
            "Flèches pour changer de case, Entrée pour n’en montrer que les risques, "
            "Espace pour passer d’un risque à l’autre"
        )
        self.unjudged = button("", self.unjudged_asked.emit, "small")
        self.unjudged.setIcon(context.theme.icon("circle-dashed", "ink2", 15))
        scale = button("Échelle…", self.scale_asked.emit, "small")
        scale.setIcon(context.theme.icon("scale", "ink2", 15))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 12)
        layout.setSpacing(2)
        layout.addLayout(
            row(
                PlainLabel("Gravité", kind="sub"),
                None,
                self.unjudged,
                scale,
                None,
                PlainLabel("Vraisemblance", kind="sub"),
            )
        )
        layout.addWidget(self.matrix, 1)

    def show_risks(self, listed: Sequence[ListedRisk], scale: RiskScale, after: bool) -> None:
        """Show the risks that are open or accepted."""
        self.matrix.show_cells(*axes(scale), filled_cells(listed, scale, after))
        codes = [
            one.code
            for one in listed
            if one.risk.state in LIVE and judged_cell(one.risk, scale, after) is None
        ]
        self.unjudged.setVisible(bool(codes))
        if codes:
            rest = f" et {len(codes) - _NAMED} autres" if len(codes) > _NAMED + 1 else ""
            named = ", ".join(codes[:_NAMED] if rest else codes)
            self.unjudged.setText(f"{len(codes)} à analyser{NBSP}: {named}{rest}")

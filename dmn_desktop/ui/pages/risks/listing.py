"""The list of risks: its columns, its rows, what it can be narrowed to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dmn_desktop.core.criticality import (
    code,
    is_judged_after,
)
from dmn_desktop.core.records import Risk, RiskScale, today
from dmn_desktop.core.risk_register import judged_cell, shown_level
from dmn_desktop.core.risk_summary import LIVE
from dmn_desktop.core.text import day
from dmn_desktop.core.vocabulary import LifeState, RiskState, RiskTheme
from dmn_desktop.services import inventory
from dmn_desktop.services.register import Register
from dmn_desktop.services.risks import ListedRisk, is_overdue
from dmn_desktop.ui.risks.levels import LEVEL_BADGES, LEVEL_RANKS
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.record_table import Column

Named = tuple[str, str]
"""The identifier of a device, its number and name."""

Due = tuple[date | None, bool]
"""A date, and whether it is past."""


def _due_words(due: Due) -> str:
    return f"{day(due[0])}, en retard" if due[1] else day(due[0])


def _due_badge(due: Due) -> Badge | None:
    return Badge(day(due[0]), "dang", "clock") if due[1] else None


COLUMNS = (
    Column("N°", 72, text=lambda n: code(*n), muted=True, strong=True, at=1),
    Column("Dispositif", 132, at=2),
    Column("Risque", 300, at=3, strong=True),
    Column("Thème", 150, text=lambda theme: theme.label, at=4),
    Column(
        "Niveau",
        104,
        text=lambda level: level.label,
        sort=LEVEL_RANKS.get,
        badge=LEVEL_BADGES.get,
        at=5,
    ),
    Column("Encore à faire", 140, at=6),
    Column("Échéance", 118, text=_due_words, sort=lambda due: due[0], badge=_due_badge, at=7),
    Column("État", 76, text=lambda state: state.label, at=8),
)

VIEWS: dict[str, Callable[[ListedRisk], bool]] = {
    "En cours": lambda one: one.risk.state in LIVE,
    "En retard": lambda one: is_overdue(one.risk, today()),
    "À analyser": lambda one: one.risk.state in LIVE and not is_judged(one.risk),
    "Acceptés": lambda one: one.risk.state is RiskState.ACCEPTED,
    "Clos": lambda one: one.risk.state is RiskState.CLOSED,
    "Tous": lambda one: True,
}
"""What the list can be narrowed to, by state."""


def is_judged(risk: Risk) -> bool:
    """Whether the risk has a place in the matrix."""
    before = risk.severity > 0 and risk.likelihood > 0
    return before or is_judged_after(risk)


def rows(listed: Sequence[ListedRisk], scale: RiskScale, after: bool) -> list[tuple[Any, ...]]:
    """A row per risk: overdue ones first, then by level."""
    on = today()
    made = [
        (
            one.risk.id,
            (one.device.number, one.risk.number),
            one.device.name,
            one.risk.text,
            one.risk.theme,
            shown_level(one.risk, scale, after),
            one.risk.action,
            (one.risk.due_on, is_overdue(one.risk, on)),
            one.risk.state,
            one,
        )
        for one in listed
    ]
    return sorted(made, key=lambda row: (not row[7][1], LEVEL_RANKS[row[5]], row[1]))


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to.

    Attributes:
        view: A key of `VIEWS`.
        theme: Only this family.
        device: Only this device.
        cell: Only what stands in this cell.
    """

    view: str = "En cours"
    theme: RiskTheme | None = None
    device: str = ""
    cell: tuple[int, int] | None = None

    def fits(self, one: ListedRisk, scale: RiskScale, after: bool) -> bool:
        """Whether a risk is to be shown."""
        return (
            VIEWS[self.view](one)
            and self.theme in (None, one.risk.theme)
            and self.device in ("", one.device.id)
            and self.cell in (None, judged_cell(one.risk, scale, after))
        )


def named(listed: Sequence[ListedRisk]) -> list[Named]:
    """The devices that have risks, by number."""
    found = {one.device.id: f"{one.device.code}, {one.device.name}" for one in listed}
    return list(found.items())


def devices_of(register: Register) -> list[Named]:
    """The devices that may have risks, by number: not those withdrawn."""
    return [
        (device_id, f"DMN-{number:02d}, {name}")
        for device_id, number, name, state in inventory.rows(register, ("number", "name", "state"))
        if state != LifeState.WITHDRAWN
    ]

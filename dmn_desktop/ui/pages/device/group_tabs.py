"""Contrat, Données, Continuité: the fields of one group, and the dates that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from dmn_desktop.core.completeness import what_does_not_apply
from dmn_desktop.core.contract_dates import computed_dates
from dmn_desktop.core.due_dates import drill_due, review_due, terms_of
from dmn_desktop.core.records import today
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.records.device_fields.entry import Group
from dmn_desktop.core.text import long_day
from dmn_desktop.core.typing import override
from dmn_desktop.ui.forms.value_field import ValueField
from dmn_desktop.ui.pages.device.reuse_card import ReuseCard
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.pages.device.tab import FieldBlock, Tab
from dmn_desktop.ui.widgets.basics import PlainLabel, block, clear

RULE_OF_A_YEAR = "Un an après la date notée sur la fiche."


def columns_of(group: Group, leave: Sequence[str] = ()) -> list[list[str]]:
    """The fields of a group in two columns, long texts last."""
    of_group = {name: entry for name, entry in entries().items() if entry.group is group}
    names = [name for name, entry in of_group.items() if not entry.long and name not in leave]
    names += [name for name, entry in of_group.items() if entry.long and name not in leave]
    half = (len(names) + 1) // 2
    return [names[:half], names[half:]]


class DatesCard(QFrame):
    """Dates that the program found, each with its rule."""

    def __init__(self, empty: str) -> None:
        """Make the card; `empty` is said when there is nothing to compute."""
        super().__init__()
        self.setProperty("kind", "block")
        self._empty = empty
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(PlainLabel("Dates calculées", kind="h2"))
        layout.addLayout(self._grid)

    def show_dates(self, dates: Sequence[tuple[str, str, str, bool]]) -> None:
        """Show title, day, rule, and whether it is past."""
        clear(self._grid)
        if not dates:
            self._grid.addWidget(PlainLabel(self._empty, kind="help", wrap=True), 0, 0, 1, 3)
        for line, (title, when, rule, past) in enumerate(dates):
            self._grid.addWidget(PlainLabel(title, kind="field", wrap=True), line, 0)
            words = f"{when} (passé)" if past else when
            self._grid.addWidget(PlainLabel(words, kind="strong"), line, 1)
            self._grid.addWidget(PlainLabel(rule, kind="help", wrap=True), line, 2)


class GroupTab(Tab):
    """The fields of one group."""

    group = Group.CONTRACT
    block_title = ""
    leave: Sequence[str] = ()

    def __init__(self, desk: SheetDesk) -> None:
        """Make the block; what comes under it is added by each tab."""
        super().__init__(desk)
        self._block = FieldBlock(self, self.block_title, columns_of(self.group, self.leave))
        self.body.addWidget(self._block)
        self.add_more()
        self.body.addStretch(1)

    def add_more(self) -> None:
        """Add what comes under the fields."""

    @override
    def fields(self) -> Iterator[ValueField]:
        yield from self._block.fields()

    @override
    def refresh(self) -> None:
        self._block.show_sheet(self.desk, what_does_not_apply(self.desk.device, self.group))


class ContractTab(GroupTab):
    """How it is paid, and when the contract ends."""

    key, title, block_title = "contrat", "Contrat", "Contrat"
    group = Group.CONTRACT

    @override
    def add_more(self) -> None:
        self._dates = DatesCard(
            "Rien à calculer\u00a0: noter la fin du contrat, le préavis et la reconduction."
        )
        block_, layout = block(spacing=4)
        layout.addWidget(PlainLabel("Comment les dates sont comptées", kind="h3"))
        layout.addWidget(
            PlainLabel(
                "Les mois se comptent de quantième à quantième\u00a0; quand le mois n’a pas ce "
                "jour, son dernier jour compte. Le contrat signé l’emporte toujours\u00a0: y lire "
                "si la dénonciation doit être envoyée ou reçue avant cette date.",
                kind="help",
                wrap=True,
            )
        )
        self.body.addWidget(self._dates)
        self.body.addWidget(block_)

    @override
    def refresh(self) -> None:
        super().refresh()
        found = computed_dates(terms_of(self.desk.device), today())
        self._dates.show_dates([(d.title, long_day(d.on), d.rule, d.past) for d in found])


class DataTab(GroupTab):
    """What it receives, where that lies, who uses it again."""

    key, title, block_title = "donnees", "Données", "Données"
    group = Group.DATA

    @override
    def add_more(self) -> None:
        self._reuse = ReuseCard(self.desk)
        self.body.addWidget(self._reuse)

    @override
    def refresh(self) -> None:
        super().refresh()
        self._reuse.refresh()

    @override
    def flush(self) -> bool:
        return super().flush() and self._reuse.flush()


class ContinuityTab(GroupTab):
    """How much care depends on it, and what is done without it."""

    key, title, block_title = "continuite", "Continuité", "Sécurité et continuité"
    group = Group.CONTINUITY

    @override
    def add_more(self) -> None:
        self._dates = DatesCard(
            "Rien à calculer\u00a0: noter la dernière revue et le dernier exercice de panne."
        )
        self.body.addWidget(self._dates)

    @override
    def refresh(self) -> None:
        super().refresh()
        device, on = self.desk.device, today()
        known = [
            ("Prochaine revue de la fiche", review_due(device)),
            ("Prochain exercice de panne", drill_due(device)),
        ]
        self._dates.show_dates(
            [
                (title, long_day(due), RULE_OF_A_YEAR, due < on)
                for title, due in known
                if due is not None
            ]
        )

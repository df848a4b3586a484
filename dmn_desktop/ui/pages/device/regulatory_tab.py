"""Réglementaire et IA: identifiers, « haut risque » as proposed and as answered, duties by date."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QVBoxLayout

from dmn_desktop.core.completeness import what_does_not_apply
from dmn_desktop.core.device_vocabulary import Known
from dmn_desktop.core.high_risk import DatedDuty, differs, duties, precisions, proposal
from dmn_desktop.core.records import today
from dmn_desktop.core.records.device_fields.entry import Group
from dmn_desktop.core.text import NBSP, day, long_day
from dmn_desktop.core.typing import override
from dmn_desktop.ui.forms.value_field import ValueField
from dmn_desktop.ui.pages.device.group_tabs import columns_of
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.pages.device.tab import FieldBlock, Tab
from dmn_desktop.ui.widgets.basics import PlainLabel, button, clear, row

ELSEWHERE = ("purpose", "limits")
"""Long texts that stand on the first tab."""


class RegulatoryTab(Tab):
    """Under which law it stands, and what the law on AI asks."""

    key = "reglementaire"
    title = "Réglementaire et IA"

    def __init__(self, desk: SheetDesk) -> None:
        """Make the blocks."""
        super().__init__(desk)
        self._law = FieldBlock(self, "Réglementaire", columns_of(Group.REGULATORY, ELSEWHERE))
        self._ai = FieldBlock(self, "Intelligence artificielle", columns_of(Group.AI))
        self._proposal = _ProposalCard(desk)
        self._duties = _DutiesCard()
        for part in (self._law, self._ai, self._proposal, self._duties):
            self.body.addWidget(part)
        self.body.addStretch(1)

    @override
    def fields(self) -> Iterator[ValueField]:
        yield from self._law.fields()
        yield from self._ai.fields()

    @override
    def refresh(self) -> None:
        device = self.desk.device
        self._law.show_sheet(self.desk, what_does_not_apply(device, Group.REGULATORY))
        self._ai.show_sheet(self.desk, what_does_not_apply(device, Group.AI))
        self._proposal.refresh()
        self._duties.show_desk(self.desk)


class _ProposalCard(QFrame):
    """What status and class make of the device, beside what was answered."""

    def __init__(self, desk: SheetDesk) -> None:
        super().__init__()
        self.setProperty("kind", "block")
        self._desk = desk
        self._words = PlainLabel(kind="text", wrap=True)
        self._source = PlainLabel(kind="help", wrap=True)
        self._wanted = PlainLabel(kind="warning", wrap=True)
        self._take = button("Reprendre cette réponse", self._accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addLayout(row(PlainLabel("Haut risque, proposition", kind="h2"), None, self._take))
        for label in (self._words, self._source, self._wanted):
            layout.addWidget(label)

    def refresh(self) -> None:
        device = self._desk.device
        found = proposal(device)
        self.setVisible(device.uses_ai is not Known.NO)
        if found is None:
            self._words.setText("Dire d’abord si l’outil emploie l’IA.")
        else:
            self._words.setText(f"{found.value.label}. {found.reason}")
            checked = f"vérifié le {day(found.checked_on)}"
            self._source.setText(f"Source{NBSP}: {found.source}, {checked}.")
        self._source.setVisible(found is not None)
        same = found is None or device.high_risk is found.value
        self._take.setVisible(not same and not self._desk.read_only)
        wanted = differs(device) and not device.high_risk_reason
        self._wanted.setText(
            f"La réponse notée est «{NBSP}{device.high_risk.label}{NBSP}»{NBSP}: "
            "écrire le motif de ce choix."
        )
        self._wanted.setVisible(wanted)

    def _accept(self) -> None:
        found = proposal(self._desk.device)
        if found is not None:
            self._desk.keep("high_risk", found.value, "")


class _DutiesCard(QFrame):
    """Duties in force, and apart from them those to come."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "block")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(PlainLabel("Obligations de l’utilisateur (règlement sur l’IA)", kind="h2"))
        layout.addLayout(self._list)

    def show_desk(self, desk: SheetDesk) -> None:
        """Show the duties of the device."""
        found = duties(desk.device, today())
        self.setVisible(bool(found))
        clear(self._list)
        self._section("En vigueur", [one for one in found if one.in_force])
        self._section("À venir", [one for one in found if not one.in_force])
        for remark in precisions(desk.device):
            words = f"{remark.text} Source{NBSP}: {remark.source}."
            self._list.addWidget(PlainLabel(words, kind="help", wrap=True))

    def _section(self, title: str, found: list[DatedDuty]) -> None:
        if not found:
            return
        self._list.addWidget(PlainLabel(title, kind="h3"))
        for one in found:
            text = f"{one.duty.text} ({one.duty.article})"
            since = "Depuis le" if one.in_force else "À partir du"
            source = (
                f"{since} {long_day(one.since)}. {one.duty.source}, "
                f"vérifié le {day(one.duty.checked_on)}."
            )
            self._list.addWidget(PlainLabel(text, kind="text", wrap=True))
            self._list.addWidget(PlainLabel(source, kind="help", wrap=True))

"""Risques: the risks of the device in a few words, and those proposed for it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from dmn_desktop.core.criticality import current_level, risk_code
from dmn_desktop.core.proposed_risks import says_none
from dmn_desktop.core.records import Risk
from dmn_desktop.core.risk_summary import LIVE
from dmn_desktop.core.text import DASH, NBSP, day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import RiskState
from dmn_desktop.services import risks as services
from dmn_desktop.services.risks import scale_of
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.pages.device.tab import Tab
from dmn_desktop.ui.risks.levels import LEVEL_BADGES
from dmn_desktop.ui.risks.proposals import ProposalsPanel
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row, rule
from dmn_desktop.ui.widgets.wrapping import breakable


class RisksTab(Tab):
    """The risks of the device."""

    key = "risques"
    title = "Risques"

    def __init__(self, desk: SheetDesk) -> None:
        """Make an empty list and the proposals under it."""
        super().__init__(desk)
        frame, layout = block(spacing=8)
        self._add = button("Ajouter un risque", self._add_one)
        layout.addLayout(row(PlainLabel("Risques", kind="h2"), None, self._add))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        layout.addLayout(self._list)
        self._proposals = ProposalsPanel(desk.context)
        self.body.addWidget(frame)
        self.body.addWidget(self._proposals)
        self.body.addStretch(1)

    @override
    @staticmethod
    def number(desk: SheetDesk) -> int | None:
        return sum(risk.state in LIVE for risk in desk.sheet.risks)

    @override
    def refresh(self) -> None:
        clear(self._list)
        shown = sorted(
            self.desk.sheet.risks, key=lambda risk: (risk.state not in LIVE, risk.number)
        )
        for place, risk in enumerate(shown):
            if place:
                self._list.addWidget(rule())
            self._show(risk)
        if not shown:
            words = "Aucun risque n’est noté. En retenir parmi ceux proposés, ou en ajouter un."
            self._list.addWidget(PlainLabel(words, kind="help", wrap=True))
        self._add.setEnabled(not self.desk.read_only)
        self._proposals.show_device(self.desk.device.id)

    def _show(self, risk: Risk) -> None:
        context = self.desk.context
        code = risk_code(self.desk.device, risk) if risk.number else DASH
        number = PlainLabel(code, kind="strong")
        context.theme.hold(number, least=64)
        badge = BadgeLabel(context.theme)
        if risk.state in LIVE:
            badge.show_badge(LEVEL_BADGES[current_level(risk, scale_of(context.register))])
        text = PlainLabel(breakable(risk.text), kind="text", wrap=True)
        note = PlainLabel(breakable(_note(risk)), kind="help", wrap=True)
        if risk.state is RiskState.REFUSED:
            words = f"Retenir{NBSP}: {risk.text}"
            go = button("Retenir", lambda: self._resume(risk), "quiet", words)
            if self.desk.read_only or says_none(risk):
                go.hide()
        else:
            go = button("Ouvrir", lambda: self._open(risk.id), "quiet", f"Ouvrir {code}")
        line = row(number, spacing=8)
        line.addLayout(column(text, note, spacing=1), 1)
        line.addWidget(badge)
        line.addWidget(go)
        self._list.addLayout(line)

    def _open(self, risk_id: str) -> None:
        self.desk.context.go(Route("risques", risk_id))

    def _resume(self, risk: Risk) -> None:
        if self.desk.write(services.reopen, risk):
            words = f"Retenu parmi les risques, à analyser{NBSP}: {risk.text}"
            self.desk.context.messages.done(words, ("Annuler", self.desk.context.undo))

    def _add_one(self) -> None:
        self.desk.context.go(Route("risques", self.desk.device.id, "nouveau"))


def _note(risk: Risk) -> str:
    """Theme, state, and what is still to do, in one line."""
    parts = [risk.theme.label, risk.state.label.lower()]
    if risk.action:
        due = f" avant le {day(risk.due_on)}" if risk.due_on else ""
        parts.append(f"à faire{due}{NBSP}: {risk.action}")
    elif risk.reason:
        parts.append(risk.reason)
    return ", ".join(parts)

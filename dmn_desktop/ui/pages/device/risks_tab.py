"""Risques: the risks of the device in a few words; the room « Risques » holds them in full."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from dmn_desktop.core.criticality import risk_code
from dmn_desktop.core.risk_summary import LIVE
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.pages.device.tab import Tab
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, row
from dmn_desktop.ui.widgets.wrapping import breakable


class RisksTab(Tab):
    """The risks of the device."""

    key = "risques"
    title = "Risques"

    def __init__(self, desk: SheetDesk) -> None:
        """Make an empty list."""
        super().__init__(desk)
        frame, layout = block(spacing=6)
        layout.addLayout(row(PlainLabel("Risques", kind="h2"), None))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        layout.addLayout(self._list)
        self.body.addWidget(frame)
        self.body.addStretch(1)

    @override
    @staticmethod
    def number(desk: SheetDesk) -> int | None:
        return sum(risk.state in LIVE for risk in desk.sheet.risks)

    @override
    def refresh(self) -> None:
        clear(self._list)
        device = self.desk.device
        for risk in self.desk.sheet.risks:
            code = PlainLabel(risk_code(device, risk), kind="strong")
            text = PlainLabel(breakable(risk.text), kind="text", wrap=True)
            state = PlainLabel(risk.state.label, kind="help")
            go = button("Ouvrir", lambda risk=risk: self._open(risk.id), "quiet")
            line = row(code, spacing=8)
            line.addWidget(text, 1)
            line.addWidget(state)
            line.addWidget(go)
            self._list.addLayout(line)
        if not self.desk.sheet.risks:
            self._list.addWidget(PlainLabel("Aucun risque n’est noté.", kind="help"))

    def _open(self, risk_id: str) -> None:
        self.desk.context.go(Route("risques", risk_id))

"""Incidents: those of the device, and a way to note one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dmn_desktop.core.text import count, day
from dmn_desktop.core.typing import override
from dmn_desktop.services import incidents
from dmn_desktop.services.incidents import ListedIncident
from dmn_desktop.ui.incidents.badges import STATES, due_badge
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.pages.device.tab import Tab
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row, rule
from dmn_desktop.ui.widgets.wrapping import breakable

SHOWN = 40
"""Incidents listed; the others are counted."""


class IncidentsTab(Tab):
    """The incidents of the device."""

    key = "incidents"
    title = "Incidents"

    def __init__(self, desk: SheetDesk) -> None:
        """Make an empty list."""
        super().__init__(desk)
        frame, layout = block(spacing=8)
        self._add = button("Noter un incident", self._note)
        story = button("Son histoire", self._open_story, "quiet", "Histoire du dispositif")
        layout.addLayout(row(PlainLabel("Incidents", kind="h2"), None, story, self._add))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        layout.addLayout(self._list)
        self.body.addWidget(frame)
        self.body.addStretch(1)

    @override
    @staticmethod
    def number(desk: SheetDesk) -> int | None:
        return incidents.open_number(desk.context.register, desk.device.id)

    @override
    def refresh(self) -> None:
        clear(self._list)
        found = incidents.of_device(self.desk.context.register, self.desk.device.id)
        shown = QWidget()
        lines = column(spacing=8)
        for place, (one, rank) in enumerate(found[:SHOWN]):
            if place:
                lines.addWidget(rule())
            lines.addLayout(self._line(one, rank))
        shown.setLayout(lines)
        self._list.addWidget(shown)
        if len(found) > SHOWN:
            words = f"Et {count(len(found) - SHOWN, 'autre')}, dans le journal des incidents."
            self._list.addWidget(PlainLabel(words, kind="help", wrap=True))
        if not found:
            words = "Aucun incident noté avec ce dispositif. Noter aussi ce qui a failli arriver."
            self._list.addWidget(PlainLabel(words, kind="help", wrap=True))
        self._add.setEnabled(not self.desk.read_only)

    def _line(self, one: ListedIncident, rank: str) -> QHBoxLayout:
        incident, theme = one.incident, self.desk.context.theme
        number = PlainLabel(incident.code, kind="strong")
        theme.hold(number, least=84)
        badge = BadgeLabel(theme)
        badge.show_badge(due_badge(one.due) if one.due else STATES[incident.state])
        text = PlainLabel(breakable(incident.name), kind="text", wrap=True)
        version = f"version {incident.version}" if incident.version else "version inconnue"
        parts = [f"connu le {day(incident.known.date())}", rank or version]
        if one.due is not None:
            parts.append(incident.state.label.lower())
        words = ", ".join(parts)
        note = PlainLabel(breakable(f"{words[:1].upper()}{words[1:]}"), kind="help", wrap=True)
        go = button("Ouvrir", lambda: self._open(incident.id), "quiet", f"Ouvrir {incident.code}")
        line = row(number, spacing=8)
        line.addLayout(column(text, note, spacing=1), 1)
        line.addWidget(badge)
        line.addWidget(go)
        return line

    def _open(self, incident_id: str) -> None:
        self.desk.context.go(Route("incident", incident_id))

    def _open_story(self) -> None:
        self.desk.context.go(Route("incidents", self.desk.device.id, "chiffres"))

    def _note(self) -> None:
        self.desk.context.go(Route("incident", step="nouveau", question=self.desk.device.id))

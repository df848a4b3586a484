"""The immediate conduct: a list of steps to tick, as the rules in force give it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.text import count
from dmn_desktop.services import incident_rules, incidents
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.widgets.basics import PlainLabel, block, clear, column, row
from dmn_desktop.ui.widgets.tick_line import TickLine


class ConductCard(QWidget):
    """What is to be done before anything else."""

    def __init__(self, desk: IncidentDesk) -> None:
        """Make an empty list."""
        super().__init__()
        self._desk = desk
        frame, layout = block(spacing=4)
        self._done = PlainLabel(kind="help")
        layout.addLayout(row(PlainLabel("Conduite immédiate", kind="h2"), None, self._done))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        layout.addLayout(self._list)
        self._lines: dict[str, TickLine] = {}
        self.setLayout(column(frame))

    def refresh(self) -> None:
        """Show the steps, and those that were ticked under other rules."""
        done = self._desk.incident.conduct
        steps = incident_rules.rules(self._desk.context.register).tree.conduct
        shown = [*steps, *(one for one in done if one not in steps)]
        if shown != list(self._lines):
            clear(self._list)
            self._lines = {step: self._line(step) for step in shown}
        for step, line in self._lines.items():
            line.box.setChecked(step in done)
            line.box.setEnabled(not self._desk.read_only)
        self._done.setText(f"{count(len(done), 'faite')} sur {len(shown)}")

    def _line(self, step: str) -> TickLine:
        line = TickLine(step)
        line.ticked.connect(lambda on: self._ticked(step, on))
        self._list.addWidget(line)
        return line

    def _ticked(self, step: str, on: bool) -> None:
        self._desk.write(incidents.toggle_conduct, self._desk.incident, step, on)

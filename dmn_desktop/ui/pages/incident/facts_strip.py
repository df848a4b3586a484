"""The facts of an incident in one line, above what is decided from them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from dmn_desktop.core.records import Incident
from dmn_desktop.core.text import DASH, shorten
from dmn_desktop.ui.widgets.basics import PlainLabel, column
from dmn_desktop.ui.widgets.flow import FlowLayout

_TITLES = ("Dispositif", "Lieu", "Constaté par", "Conséquence")
LIMIT = 48


class FactsStrip(QFrame):
    """Device, place, who noticed it, what came of it."""

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__()
        self.setProperty("kind", "block")
        inner = QWidget()
        flow = FlowLayout(inner, 24)
        around = column(inner)
        around.setContentsMargins(14, 8, 14, 8)
        self.setLayout(around)
        self._values: list[PlainLabel] = []
        for title in _TITLES:
            value = PlainLabel(kind="text")
            self._values.append(value)
            holder = QWidget()
            holder.setLayout(column(PlainLabel(title, kind="help"), value, spacing=0))
            flow.addWidget(holder)

    def show_incident(self, incident: Incident) -> None:
        """Show the facts; long ones are shortened, and whole in the first step."""
        device = incident.device.partition(" ")[2] if incident.device_id else incident.device
        consequence = incident.consequence.label if incident.consequence else ""
        note = incident.consequence_note
        said = f"{consequence}, {note[:1].lower()}{note[1:]}" if note else consequence
        texts = (
            f"{device} {incident.version}".strip(),
            incident.place,
            incident.noticed_by,
            "A failli arriver" if incident.near_miss else said,
        )
        for label, text in zip(self._values, texts, strict=True):
            label.setText(shorten(text, LIMIT) or DASH)

"""What is late, in red above everything: it stays until it is done, and cannot be put off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from dmn_desktop.core.text import NBSP, count
from dmn_desktop.services.declarations import Waiting
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel, button, clear, restyle, row
from dmn_desktop.ui.widgets.wrapping import breakable

SHOWN = 3


class LateBar(QFrame):
    """The late sendings, the oldest first; « Traiter » goes to the declaration."""

    def __init__(self, context: Context) -> None:
        """Make a hidden bar."""
        super().__init__()
        self._context = context
        self.setProperty("kind", "bar")
        self.setProperty("tone", "dang")
        self.setAccessibleName("Envois en retard")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 6, 8, 6)
        self._lines.setSpacing(2)
        self.hide()

    def show_late(self, late: Sequence[Waiting], most: int = SHOWN) -> None:
        """Show what is late, nothing when nothing is; `most` lines, the others are counted."""
        clear(self._lines)
        self.setVisible(bool(late))
        if not late:
            return
        words = f"{count(len(late), 'envoi')} en retard"
        self._lines.addWidget(PlainLabel(words, kind="error"))
        for one in late[:most]:
            self._add(one)
        if len(late) > most:
            more = f"Et {count(len(late) - most, 'autre')}, dans la liste."
            self._lines.addWidget(PlainLabel(more, kind="help"))
        restyle(self)

    def _add(self, one: Waiting) -> None:
        due = one.countdown.elapsed if one.countdown.immediate else one.countdown.words
        text = f"{one.incident.code}, {one.declaration.name}, {one.part.name}{NBSP}: {due}"
        line = row(spacing=8)
        line.addWidget(PlainLabel(breakable(text), kind="text", wrap=True), 1)
        route = Route("incident", one.incident.id, "declarations", one.declaration.id)
        name = f"Traiter{NBSP}: {one.incident.code}, {one.declaration.name}"
        line.addWidget(button("Traiter", lambda: self._context.go(route), "", name))
        self._lines.addLayout(line)

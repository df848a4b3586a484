"""The bar over the table while rows are ticked: how many, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from dmn_desktop.core.text import count
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, button
from dmn_desktop.ui.widgets.flow import FlowLayout

Act = tuple[str, str, Callable[[], object]]
"""Words, icon, what it does."""


class SelectionBar(QFrame):
    """Hidden while nothing is ticked."""

    def __init__(self, context: Context, acts: Sequence[Act], leave: Callable[[], object]) -> None:
        """Make the buttons.

        Args:
            context: Shared parts of the window.
            acts: What can be done with the ticked rows.
            leave: Takes all ticks back.
        """
        super().__init__()
        self.setProperty("kind", "selection")
        self._label = PlainLabel(kind="strong")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 4, 8, 4)
        flow = FlowLayout(spacing=6)
        outer.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(flow, 1)
        self.buttons = []
        for words, icon, run in acts:
            made = button(words, run)
            if icon:
                made.setIcon(context.theme.icon(icon))
            self.buttons.append(made)
            flow.addWidget(made)
        clear = button("Tout décocher", leave, "quiet")
        clear.setToolTip("Échap")
        flow.addWidget(clear)
        self.hide()

    def show_number(self, number: int) -> None:
        """Show how many rows are ticked."""
        words = f"{count(number, 'ligne')} {'cochée' if number < 2 else 'cochées'}"
        if number and words != self._label.text():
            announce(self, words)
        self._label.setText(words)
        self.setVisible(number > 0)

    def set_read_only(self, read_only: bool) -> None:
        """Leave only what changes nothing."""
        for made in self.buttons:
            made.setEnabled(not read_only or made.text() == "Exporter")

"""What the page says while there is no risk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row


class EmptyState(QWidget):
    """Where to begin.

    Attributes:
        left: The button was pressed.
    """

    left = Signal()

    def __init__(self) -> None:
        """Make it without words."""
        super().__init__()
        self._words = PlainLabel(kind="text", wrap=True)
        self._go = button("", self.left.emit, "primary")
        layout = column(PlainLabel("Aucun risque noté.", kind="h2"), self._words)
        layout.addLayout(row(self._go, None))
        layout.addStretch(1)
        layout.setContentsMargins(0, 24, 0, 0)
        self.setLayout(layout)

    def show_words(self, has_devices: bool) -> None:
        """Say where risks come from."""
        self._words.setText(
            "Pour chaque dispositif, le programme propose des risques d’après sa fiche\u00a0: les "
            "retenir, ou les écarter avec un motif."
            if has_devices
            else "Un risque se rattache à un dispositif, et l’inventaire est vide."
        )
        self._go.setText("Voir les risques proposés" if has_devices else "Aller à l’inventaire")

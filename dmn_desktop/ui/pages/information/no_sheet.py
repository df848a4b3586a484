"""What stands in the middle of the page without any sheet: where one begins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.text import NBSP
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row

EMPTY = "Aucune fiche. Créer la première depuis un dispositif."
_BARE = f"Les dispositifs en service sont à gauche, sous «{NBSP}Sans fiche{NBSP}»."
_NONE = "Aucun dispositif n’est en service dans l’inventaire."


class NoSheet(QWidget):
    """A sentence, and the way to a device."""

    def __init__(self, to_inventory: Callable[[], object]) -> None:
        """Make it.

        Args:
            to_inventory: Shows the inventory.
        """
        super().__init__()
        self.setObjectName("page")
        self._where = PlainLabel(kind="help", wrap=True)
        self._door = button("Ouvrir l’inventaire", to_inventory)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(10)
        layout.addWidget(PlainLabel(EMPTY, kind="text", wrap=True))
        layout.addWidget(self._where)
        layout.addLayout(row(self._door, None))
        layout.addStretch(1)

    def show_state(self, has_bare: bool) -> None:
        """Say where a sheet can begin.

        Args:
            has_bare: Whether a device in use has none.
        """
        self._where.setText(_BARE if has_bare else _NONE)
        self._door.setVisible(not has_bare)

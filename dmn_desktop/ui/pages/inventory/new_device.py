"""The form of a new device: its name is enough."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Nature
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, block, button, row
from dmn_desktop.ui.widgets.fields import LineField

_KINDS = (
    (Nature.DEVICE.value, "Dispositif médical numérique"),
    (Nature.TOOL.value, "Outil innovant"),
)


class NewDevice(QFrame):
    """Hidden until asked for.

    Attributes:
        asked: The name and the nature.
    """

    asked = Signal(str, str)

    def __init__(self) -> None:
        """Make the fields."""
        super().__init__()
        frame, layout = block(spacing=8)
        self.setLayout(row(frame))
        self._name = LineField("Nom du dispositif", "Ostalis Fracture")
        self._name.returnPressed.connect(self._ask)
        label = PlainLabel("Nom du dispositif", kind="field")
        label.setBuddy(self._name)
        self._nature = Segments("Nature", _KINDS)
        self._nature.chosen.connect(self._hold)
        layout.addWidget(label)
        layout.addWidget(self._name)
        layout.addLayout(row(self._nature, None))
        layout.addWidget(
            PlainLabel("Le reste se complète ensuite sur la fiche, rien n’est obligatoire.", "help")
        )
        layout.addLayout(
            row(
                button("Ajouter et ouvrir la fiche", self._ask, "primary"),
                button("Annuler", self.hide),
                None,
            )
        )
        self.hide()

    def start(self) -> None:
        """Ask for a name."""
        self._name.set_value("")
        self._nature.set_value(Nature.DEVICE.value)
        self.show()
        if self.isVisible():  # else the window gives it the keyboard once it is shown
            self._name.setFocus()

    def _hold(self, key: str) -> None:
        if not key:  # one of them always holds
            self._nature.set_value(Nature.DEVICE.value)

    def _ask(self) -> None:
        self.asked.emit(self._name.value(), self._nature.value())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

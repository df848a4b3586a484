"""The form of a new device: its name is enough."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, block, button, row
from dmn_desktop.ui.widgets.fields import LineField

_KINDS = (
    (Nature.DEVICE.value, "Dispositif médical numérique"),
    (Nature.TOOL.value, "Outil innovant"),
)

_STATES = tuple(
    (state.value, state.label) for state in (LifeState.IN_USE, LifeState.TRIAL, LifeState.PLANNED)
)
"""Those that a device can begin with; an inventory is first of what is in use."""


class NewDevice(QFrame):
    """Hidden until asked for.

    Attributes:
        asked: The name, the nature and the state.
        toggled: It was shown or hidden.
    """

    asked = Signal(str, str, str)
    toggled = Signal()

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
        self._state = Segments("État", _STATES)
        for one in (self._nature, self._state):
            one.chosen.connect(lambda _: self._hold())
        layout.addWidget(label)
        layout.addWidget(self._name)
        for one in (self._nature, self._state):
            layout.addLayout(row(one, None))
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
        for one in (self._nature, self._state):
            one.set_value("")
        self._hold()
        self.show()
        if self.isVisible():  # else the window gives it the keyboard once it is shown
            self._name.setFocus()

    def _hold(self) -> None:
        """One of each always holds: the first, unless another was chosen."""
        self._nature.set_value(self._nature.value() or _KINDS[0][0])
        self._state.set_value(self._state.value() or _STATES[0][0])

    def _ask(self) -> None:
        self.asked.emit(self._name.value(), self._nature.value(), self._state.value())

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.toggled.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

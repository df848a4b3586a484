"""A line asked for before something is done: a reason, a role, a date."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout


class Ask(QWidget):
    """One line and the button that acts; hidden until it is needed.

    Attributes:
        given: The line, once it is not empty.
        given_up: Escape, or « Annuler ».
    """

    given = Signal(str)
    given_up = Signal()

    def __init__(self, title: str, example: str, act: str) -> None:
        """Make the line.

        Args:
            title: Its label.
            example: Grey words shown while it is empty.
            act: Verb and object of the button.
        """
        super().__init__()
        self.field = LineField(title, example)
        self.field.returnPressed.connect(self._give)
        self._said = PlainLabel(kind="error", wrap=True)
        self._said.hide()
        label = PlainLabel(title, kind="field", wrap=True)
        label.setBuddy(self.field)
        flow = FlowLayout()
        flow.addWidget(button(act, self._give, "primary"))
        flow.addWidget(button("Annuler", self._give_up))
        layout = column(label, self.field, self._said, spacing=4)
        layout.addLayout(flow)
        self.setLayout(layout)
        self.hide()

    def start(self, text: str = "") -> None:
        """Show the line and put the keyboard there; what was typed before is still in it."""
        if text:
            self.field.set_value(text)
        self._said.hide()
        self.show()
        self.field.setFocus()

    def _give(self) -> None:
        text = self.field.value()
        if text:
            self.hide()
            self.given.emit(text)
            return
        self._said.setText("À écrire en quelques mots.")
        self._said.show()
        self.field.setFocus()

    def _give_up(self) -> None:
        self.hide()
        self.given_up.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)

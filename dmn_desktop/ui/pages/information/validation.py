"""Validating: who answers for the text, asked in the page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from dmn_desktop.core.text import NBSP
from dmn_desktop.services.patient_sheets import SheetDesk
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row
from dmn_desktop.ui.widgets.fields import LineField


class Validation(QFrame):
    """A line for the role, above the tabs.

    Attributes:
        given: The role.
        given_up: Nothing is validated.
    """

    given = Signal(str)
    given_up = Signal()

    def __init__(self) -> None:
        """Make it hidden."""
        super().__init__()
        self.setProperty("kind", "selection")
        self._title = PlainLabel(kind="h3", wrap=True)
        self._words = PlainLabel(kind="text", wrap=True)
        self._lacking = PlainLabel(kind="warning", wrap=True)
        self.role = LineField("Fonction de qui valide", "Radiologue référent")
        self.role.returnPressed.connect(self._give)
        label = PlainLabel("Fonction de qui valide, sans son nom", kind="field")
        label.setBuddy(self.role)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(6)
        for part in (self._title, self._words, self._lacking, label, self.role):
            layout.addWidget(part)
        done = button("Valider cette version", self._give, "primary")
        layout.addLayout(row(done, button("Ne pas valider", self.given_up.emit), None))
        self.hide()

    def ask(self, desk: SheetDesk, role: str) -> None:
        """Ask who validates.

        Args:
            desk: The sheet.
            role: Proposed: the one that validated last.
        """
        position = desk.last.position + 1 if desk.last else 1
        self._title.setText(f"Valider la version {position} de {desk.sheet.code}")
        self._words.setText(
            "Les trois présentations sont gardées telles qu’elles sont, datées et numérotées. "
            "La version précédente reste lisible dans l’historique."
        )
        told = [f"{one.sentence}, motif{NBSP}: {one.reason}" for one in desk.lost]
        self._lacking.setText("\n".join(["Mentions absentes, motif gardé avec la version.", *told]))
        self._lacking.setVisible(bool(told))
        self.role.set_value(role)
        self.show()
        self.role.setFocus()
        self.role.selectAll()

    def _give(self) -> None:
        self.given.emit(self.role.value())

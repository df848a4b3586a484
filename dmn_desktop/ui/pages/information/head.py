"""The head of the page: how many sheets wait, saving, printing, validating."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.basics import ElidedLabel, PlainLabel, button, restyle, row
from dmn_desktop.ui.widgets.key_button import KeyButton

_GAP = 12


class Head(QWidget):
    """Title, figures and buttons; what has no room is left in the menus.

    Attributes:
        save_asked: « Enregistrer en PDF ».
        print_asked: « Imprimer ».
        validate_asked: « Valider », or what is still missing.
    """

    save_asked = Signal()
    print_asked = Signal()
    validate_asked = Signal()

    def __init__(self, context: Context) -> None:
        """Make the head."""
        super().__init__()
        self._theme = context.theme
        self._title = PlainLabel("Information patient", kind="h1")
        self._figures = ElidedLabel(kind="sub")
        self._save = button("Enregistrer en PDF", self.save_asked.emit)
        self._save.setIcon(context.theme.icon("file-type-pdf"))
        self._print = KeyButton(
            context.theme, "Imprimer", "Ctrl+P", self.print_asked.emit, "printer"
        )
        self.validate = button("Valider", self.validate_asked.emit, "primary")
        self._words = ("Valider", "Valider")
        self._buttons = (self._save, self._print, self.validate)
        self.setLayout(row(self._title, self._figures, None, *self._buttons, spacing=_GAP))
        context.theme.changed.connect(self._fit)

    def show_figures(self, words: str) -> None:
        """Show the counts in words."""
        self._figures.setText(words)
        self._figures.setToolTip(words)

    def show_state(self, on_paper: bool, sheet: bool, missing: int, pending: bool) -> None:
        """Show what can be done.

        Args:
            on_paper: Whether something can be printed.
            sheet: Whether a sheet is shown, that can be validated.
            missing: How many elements it waits for.
            pending: Whether there is anything to validate.
        """
        self._save.setEnabled(on_paper)
        self._print.setEnabled(on_paper)
        words = "Valider"
        if missing:
            words = f"Valider{NBSP}: {count(missing, 'élément manque', 'éléments manquent')}"
        self._words = (words, f"Valider{NBSP}: {missing}" if missing else words)
        self.validate.setAccessibleName(words)
        self.validate.setEnabled(sheet and pending)
        kind, token = ("", "ink2") if missing else ("primary", "onaccent")
        if self.validate.property("kind") != kind:
            self.validate.setProperty("kind", kind)
            restyle(self.validate)
        self.validate.setIcon(self._theme.icon("check", token))
        self.validate.setVisible(sheet)
        self._fit()

    def _fit(self) -> None:
        full, short = self._words
        self.validate.setText(full)
        self._print.show_keys(True)
        room = self.width() - self._title.sizeHint().width() - 60
        room -= sum(b.sizeHint().width() + _GAP for b in self._buttons if b is not self._save)
        self._print.show_keys(room >= 0)
        if room < 0:
            self._tighten(short)
        self._save.setVisible(room - self._save.sizeHint().width() >= 0)

    def _tighten(self, short: str) -> None:
        """Say only the number of what is missing where its words would cut the title."""
        used = self._print.sizeHint().width() + self.validate.sizeHint().width() + 3 * _GAP
        if self._title.sizeHint().width() + used > self.width():
            self.validate.setText(short)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)  # once the buttons know their size

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

"""The head of the page: how many risks, before or after measures, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.basics import ElidedLabel, PlainLabel, Segments, button, column, row
from dmn_desktop.ui.widgets.key_button import KeyButton

NOTHING_TO_PRINT = "Aucun risque à imprimer"
"""Why printing is out of reach."""

_BEFORE, _AFTER = "avant", "apres"
_GAP = 12
_MOMENT_PLACE = 2
_TITLE = 230
"""Room kept for the title and the first figure, in pixels at 100 %."""


class Head(QWidget):
    """Title, figures and buttons; what has no room is left in the menus.

    Attributes:
        turned: Before measures, or after them.
        add_asked: « Ajouter un risque ».
        propose_asked: « Propositions ».
        print_asked: « Imprimer ».
    """

    turned = Signal()
    add_asked = Signal()
    propose_asked = Signal()
    print_asked = Signal()

    def __init__(self, context: Context) -> None:
        """Make the head."""
        super().__init__()
        self._theme = theme = context.theme
        self._has_devices = False
        self._shown = _AFTER
        self._figures = ElidedLabel(kind="sub")
        options = ((_BEFORE, "Avant mesures"), (_AFTER, "Après mesures"))
        self._moment = Segments("Matrice", options)
        self._moment.set_value(_AFTER)
        self._moment.chosen.connect(self._chosen)
        self._propose = button("Propositions…", self.propose_asked.emit)
        self._print = button("Imprimer", self.print_asked.emit)
        self._print.setIcon(theme.icon("printer"))
        self._add = KeyButton(theme, "Ajouter un risque", "Ctrl+N", self.add_asked.emit, "plus")
        self._add.setProperty("kind", "primary")
        self._add.setIcon(theme.icon("plus", "onaccent"))
        title = PlainLabel("Risques", kind="h1")
        self._line = row(title, self._figures, spacing=_GAP)
        self._line.addWidget(self._moment)
        self._line.addStretch(1)
        for made in (self._propose, self._print, self._add):
            self._line.addWidget(made)
        self._below = row()
        layout = column(spacing=4)
        layout.addLayout(self._line)
        layout.addLayout(self._below)
        self.setLayout(layout)
        theme.changed.connect(self._fit)

    @property
    def is_after(self) -> bool:
        """Whether the matrix counts the measures."""
        return self._moment.value() != _BEFORE

    def show_figures(self, words: str, has_devices: bool, has_risks: bool) -> None:
        """Show the counts in words; without devices nothing can be proposed nor added."""
        self._print.setEnabled(has_risks)
        self._print.setToolTip("Imprimer" if has_risks else NOTHING_TO_PRINT)
        self._figures.setText(words)
        self._figures.setToolTip(words)
        self._has_devices = has_devices
        self._add.setEnabled(has_devices)
        self._fit()

    def _chosen(self, key: str) -> None:
        if not key:  # a second click on the chosen one: nothing is taken back
            self._moment.set_value(self._shown)
            return
        self._shown = key
        self.turned.emit()

    def _fit(self) -> None:
        """Leave out what the menus offer too, then give the choice of the matrix its own line."""
        spare = (self._print, self._propose)
        parts = (self._moment, self._add, *spare)
        room = self.width() - (len(parts) + 1) * _GAP - self._theme.px(_TITLE)
        room -= sum(part.sizeHint().width() for part in parts)
        for made in spare:
            made.setVisible(room >= 0 and (made is self._print or self._has_devices))
            room += 0 if room >= 0 else made.sizeHint().width() + _GAP
        layout, place = (self._line, _MOMENT_PLACE) if room >= 0 else (self._below, 0)
        if layout.indexOf(self._moment) < 0:
            for other in (self._line, self._below):
                other.removeWidget(self._moment)
            layout.insertWidget(place, self._moment)
            if layout is self._below and layout.count() == 1:
                layout.addStretch(1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

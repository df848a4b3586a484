"""Third step: the words of the file that no list knows, each settled once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dmn_desktop.core.inventory_import.fields import targets
from dmn_desktop.core.text import NBSP, count, shorten
from dmn_desktop.ui.pages.import_inventory.field_choice import FieldChoice
from dmn_desktop.ui.widgets.basics import PlainLabel, clear

LATER = "Laisser à vérifier"
_MOST = 120
"""Different words shown; beyond, the column is no list."""


class WordsStep(QWidget):
    """Words to settle, field by field."""

    def __init__(self) -> None:
        """Make an empty step."""
        super().__init__()
        self._choices: dict[tuple[str, str], FieldChoice] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._grid)
        layout.addStretch(1)

    def show_words(self, unsettled: Mapping[str, Mapping[str, int]]) -> None:
        """Show each unknown word with the list it should come from."""
        clear(self._grid)
        self._choices = {}
        line = 0
        for exchange, words in unsettled.items():
            target = targets()[exchange]
            title = PlainLabel(target.title, kind="h3", wrap=True)
            self._grid.addWidget(title, line, 0, 1, 2)
            line += 1
            options = [("", LATER)]
            options += [(w.value, w.label) for w in (target.words or ()) if w.value]
            for text, times in list(words.items())[:_MOST]:
                name = f"{target.title}{NBSP}: «{NBSP}{shorten(text, 60)}{NBSP}»"
                choice = FieldChoice(name, options, "")
                told = f"«{NBSP}{shorten(text, 120)}{NBSP}» ({count(times, 'cellule')})"
                top = Qt.AlignmentFlag.AlignTop
                self._grid.addWidget(PlainLabel(told, kind="text", wrap=True), line, 0, top)
                self._grid.addWidget(choice, line, 1, top)
                self._choices[exchange, text] = choice
                line += 1

    def chosen(self) -> dict[str, dict[str, str]]:
        """Exchange name → text → word; what stays to be checked is left out."""
        found: dict[str, dict[str, str]] = {}
        for (exchange, text), choice in self._choices.items():
            if choice.key():
                found.setdefault(exchange, {})[text] = choice.key()
        return found

    def focus(self) -> None:
        """Put the keyboard on the first word."""
        if self._choices:
            next(iter(self._choices.values())).setFocus()

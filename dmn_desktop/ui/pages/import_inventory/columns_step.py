"""Second step: one row for each column of the file, with its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dmn_desktop.core.inventory_import.fields import JOINED, targets
from dmn_desktop.core.inventory_import.headings import certainty
from dmn_desktop.core.inventory_import.plan import SourceColumn
from dmn_desktop.core.text import NBSP, shorten
from dmn_desktop.ui.pages.import_inventory.field_choice import FieldChoice
from dmn_desktop.ui.widgets.basics import PlainLabel, clear

NOT_IMPORTED = "Ne pas importer"


class ColumnsStep(QWidget):
    """The columns of the file.

    Attributes:
        changed: A person chose another field.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Make an empty step."""
        super().__init__()
        self._choices: dict[str, FieldChoice] = {}
        self._words: dict[str, PlainLabel] = {}
        self._columns: Sequence[SourceColumn] = ()
        self.problem = PlainLabel(kind="error", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        for column, stretch in enumerate((4, 5, 5, 2)):
            self._grid.setColumnStretch(column, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.problem)
        layout.addLayout(self._grid)
        layout.addStretch(1)

    def show_columns(self, columns: Sequence[SourceColumn]) -> None:
        """Show one row for each column."""
        clear(self._grid)
        self._columns = columns
        self._choices, self._words = {}, {}
        heads = ("Colonne du fichier", "Exemples", "Champ de l’inventaire", "Proposition")
        for place, words in enumerate(heads):
            self._grid.addWidget(PlainLabel(words, kind="field", wrap=True), 0, place)
        for line, column in enumerate(columns, start=1):
            self._add(line, column)
        self._check()

    def _add(self, line: int, column: SourceColumn) -> None:
        title = column.title + (" (masquée)" if column.hidden else "")
        samples = f"{NBSP}; ".join(column.samples) or "vide"
        choice = FieldChoice(
            f"Champ pour «{NBSP}{shorten(column.title, 60)}{NBSP}»",
            _options(column),
            column.exchange if column.exchange in targets() else "",
        )
        choice.chosen.connect(lambda _: self._chosen(column))
        words = PlainLabel(_certainty(column), kind="help", wrap=True)
        parts = (
            PlainLabel(shorten(title, 120), kind="strong", wrap=True),
            PlainLabel(shorten(samples, 140), kind="help", wrap=True),
            choice,
            words,
        )
        for place, part in enumerate(parts):
            self._grid.addWidget(part, line, place, Qt.AlignmentFlag.AlignTop)
        self._choices[column.key] = choice
        self._words[column.key] = words

    def _chosen(self, column: SourceColumn) -> None:
        self._words[column.key].setText("Choisi par vous")
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        """Say what hinders going on: no name, or a field chosen twice."""
        chosen = [choice.key() for choice in self._choices.values() if choice.key()]
        twice = {key for key in chosen if chosen.count(key) > 1 and key not in JOINED}
        words = ""
        if "nom_commercial" not in chosen:
            words = f"Choisir la colonne du «{NBSP}Nom commercial{NBSP}»."
        elif twice:
            titles = ", ".join(targets()[key].title for key in sorted(twice))
            words = f"Un champ ne peut venir que d’une colonne{NBSP}: {titles}."
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def is_right(self) -> bool:
        """Whether one can go on."""
        return bool(self._choices) and not self.problem.text()

    def chosen(self) -> dict[str, str]:
        """Title → exchange name, empty for what is not imported."""
        own = {c.key for c in self._columns if c.exchange and c.exchange not in targets()}
        return {key: choice.key() for key, choice in self._choices.items() if key not in own}

    def focus(self) -> None:
        """Put the keyboard on the first choice that is not sure."""
        unsure = [c for c in self._columns if c.exchange is None or c.score < 1]
        key = unsure[0].key if unsure else next(iter(self._choices), "")
        if key in self._choices:
            self._choices[key].setFocus()


def _options(column: SourceColumn) -> list[tuple[str, str]]:
    """Nothing, then the proposed fields, then all others."""
    first = [proposal.exchange for proposal in column.proposals]
    order = [*first, *(exchange for exchange in targets() if exchange not in first)]
    titles = [targets()[exchange].title for exchange in order]
    # Two fields may have the same title; typing one must find it.
    words = [
        f"{title} ({exchange})" if titles.count(title) > 1 else title
        for exchange, title in zip(order, titles, strict=True)
    ]
    return [("", NOT_IMPORTED), *zip(order, words, strict=True)]


def _certainty(column: SourceColumn) -> str:
    if column.exchange is None:
        return "Aucune" if not column.refused else "Choisi par vous"
    return certainty(column.score) if column.score < 1 else "Certain"

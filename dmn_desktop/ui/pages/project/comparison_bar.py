"""Above the comparison: filters with their counts, and the exchange with a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.comparison import ComparisonLine
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import Judgement
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row
from dmn_desktop.ui.widgets.flow import FlowLayout

NO_SCORE = f"Pas de note globale{NBSP}: la comparaison éclaire le choix, elle ne le calcule pas."

READ_WORDS = "Relire un tableau Excel…"


class Filter(StrEnum):
    """Which lines are shown."""

    ALL = "toutes"
    DIFFERENT = "differences"
    BLOCKING = "bloquants"
    MISSING = "manquantes"


_WORDS = {
    Filter.ALL: "Toutes les lignes",
    Filter.DIFFERENT: "Différences",
    Filter.BLOCKING: "Points bloquants",
    Filter.MISSING: "Réponses manquantes",
}

_NOTHING = {
    Filter.ALL: "",
    Filter.DIFFERENT: "Aucune différence d’appréciation entre les candidats.",
    Filter.BLOCKING: "Aucun point bloquant.",
    Filter.MISSING: "Aucune réponse ne manque.",
}

_LOOKED_FOR = {Filter.BLOCKING: Judgement.BLOCKING, Filter.MISSING: Judgement.MISSING}


def kept_by(chosen: Filter, line: ComparisonLine) -> bool:
    """Whether a filter keeps a line."""
    if chosen is Filter.DIFFERENT:
        return line.differs
    return chosen is Filter.ALL or line.has(_LOOKED_FOR[chosen])


def count_of(chosen: Filter, lines: Iterable[ComparisonLine]) -> int:
    """Lines, or points over all candidates for those that are blocking or missing."""
    if chosen in _LOOKED_FOR:
        wanted = _LOOKED_FOR[chosen]
        return sum(cell.judgement is wanted for line in lines for cell in line.cells)
    return sum(kept_by(chosen, line) for line in lines)


class FilterBar(QWidget):
    """The filters, and the sentence that says what the comparison is not.

    Attributes:
        chosen: Another filter was chosen.
        filter: The filter in use.
    """

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        """Make the bar without counts."""
        super().__init__()
        self._theme = theme
        self.filter = Filter.ALL
        self._group = QButtonGroup(self)
        self._buttons: dict[Filter, QPushButton] = {}
        filters = QWidget()
        filters.setAccessibleName("Lignes affichées")
        self._flow = FlowLayout(filters)
        for key, words in _WORDS.items():
            made = button(words, lambda key=key: self.choose(key))
            made.setCheckable(True)
            self._group.addButton(made)
            self._buttons[key] = made
            self._flow.addWidget(made)
        self._buttons[Filter.ALL].setChecked(True)
        self._sentence = PlainLabel(NO_SCORE, kind="sub", wrap=True)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(filters, 1)
        self._layout.addWidget(self._sentence)

    def show_lines(self, lines: Sequence[ComparisonLine]) -> None:
        """Show the counts; a single candidate differs from no other."""
        alone = bool(lines) and len(lines[0].cells) < 2
        self._buttons[Filter.DIFFERENT].setVisible(not alone)
        if alone and self.filter is Filter.DIFFERENT:
            self.filter = Filter.ALL
            self._buttons[Filter.ALL].setChecked(True)
        for key, made in self._buttons.items():
            made.setText(f"{_WORDS[key]}{NBSP}{NBSP}{count_of(key, lines)}")

    def offered(self) -> dict[Filter, str]:
        """The filters that can be chosen, with their words."""
        return {key: _WORDS[key] for key, made in self._buttons.items() if not made.isHidden()}

    def choose(self, key: Filter) -> None:
        """Use a filter."""
        self.filter = key
        self._buttons[key].setChecked(True)
        self.chosen.emit()

    def nothing_words(self) -> str:
        """What is said when the filter keeps nothing."""
        return _NOTHING[self.filter]

    def fit(self, width: int) -> None:
        """Put the sentence beside the filters, or under them."""
        words = self._sentence.fontMetrics().horizontalAdvance(NO_SCORE)
        beside = self._flow.sizeHint().width() + words + self._theme.px(24) <= width
        ways = QBoxLayout.Direction
        self._layout.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._sentence.setMinimumWidth(words + 4 if beside else 0)
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        self._sentence.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)


class ExcelButtons(QWidget):
    """Export and reading back; one button with a menu when there is little room."""

    def __init__(
        self, theme: Theme, export: Callable[[], object], read: Callable[[], object]
    ) -> None:
        """Make both forms."""
        super().__init__()
        self._theme = theme
        self._export = button("Exporter vers Excel", export)
        self._export.setIcon(theme.icon("table-export"))
        self._read = button(READ_WORDS, read, name=READ_WORDS)
        self._read.setToolTip(READ_WORDS)
        self._read.setIcon(theme.icon("table-import"))
        self._both = button("Excel", name="Exporter vers Excel, relire un tableau")
        self._both.setIcon(theme.icon("table-export"))
        self._menu = QMenu(self._both)  # kept: its actions die with its Python side
        self._menu_export = self._menu.addAction("Exporter vers Excel")
        self._menu_export.triggered.connect(lambda _=False: export())
        self._menu_read = self._menu.addAction(READ_WORDS)
        self._menu_read.triggered.connect(lambda _=False: read())
        self._both.setMenu(self._menu)
        self._both.hide()
        self.setLayout(row(self._export, self._read, self._both))

    def set_enabled(self, export: bool, read: bool) -> None:
        """Say which of the two can be done now."""
        for widget in (self._export, self._menu_export):
            widget.setEnabled(export)
        for widget in (self._read, self._menu_read):
            widget.setEnabled(export and read)

    def fit(self, width: int) -> None:
        """Show both buttons, the second one without its words, or the menu.

        Args:
            width: Room for the tabs of the project and for these buttons.
        """
        roomy = width >= self._theme.px(1180)
        self._read.setText(READ_WORDS if width >= self._theme.px(1420) else "")
        self._export.setVisible(roomy)
        self._read.setVisible(roomy)
        self._both.setVisible(not roomy)


class EmptyPage(QFrame):
    """What is shown while there is nothing to compare."""

    def __init__(self, go: Callable[[str], object]) -> None:
        """Make the page; `go` takes the key of a step."""
        super().__init__()
        self._step = ""
        title = PlainLabel("Répondre d’abord à quelques questions", kind="h2", wrap=True)
        self._why = PlainLabel(kind="text", wrap=True)
        self._first = button("", lambda: go(self._step))
        self.setFocusProxy(self._first)
        self.setLayout(row(centred(title, self._why, self._first)))

    def show_dossier(self, dossier: Dossier) -> None:
        """Say what comes first: candidates, then answers."""
        self._step = "reponses" if dossier.compared else "candidats"
        if dossier.compared:
            self._why.setText("Le tableau se remplit avec les réponses, ligne par ligne.")
            self._first.setText("Aller aux réponses")
        else:
            self._why.setText("Aucun candidat n’est retenu pour l’analyse.")
            self._first.setText("Choisir les candidats")


def centred(*parts: QWidget) -> QFrame:
    """A few words in the middle of an empty place."""
    frame = QFrame()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(20, 20, 20, 20)
    layout.setSpacing(10)
    layout.addStretch(1)
    for part in parts:
        if isinstance(part, PlainLabel):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        else:
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(2)
    return frame

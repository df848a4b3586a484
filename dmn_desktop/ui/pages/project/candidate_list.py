"""The candidates of a project in order, with the field that adds some."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Candidate
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Kept
from dmn_desktop.services import candidates as services
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel

BADGES = {
    "Retenu": Badge("Retenu", "ok", "circle-check"),
    "Au-delà de six": Badge("Au-delà de six", "warn", "alert-triangle"),
    "À décider": Badge("À décider", "ask", "circle-dashed"),
    "Motif à compléter": Badge("Motif à compléter", "warn", "alert-triangle"),
    "Écarté": Badge("Écarté", "neu", "circle-minus"),
}
"""How the analysis of a candidate is shown."""

COLUMNS = (
    Column("Lettre", 62, strong=True, muted=True),
    Column("Dispositif", 150, strong=True),
    Column("Éditeur", 110),
    Column("Analyse", 158, badge=BADGES.get),
)
LEAST_ROWS = 4
MOST_ROWS = 8


def analysis_of(dossier: Dossier, candidate: Candidate) -> str:
    """The analysis of a candidate, one of `BADGES`."""
    if candidate.kept is Kept.YES:
        return "Retenu" if candidate in dossier.compared else "Au-delà de six"
    if candidate.kept is Kept.UNDECIDED:
        return "À décider"
    return "Motif à compléter" if services.lacks_reason(candidate) else "Écarté"


class NamesField(TextField):
    """Names to add, one a line; Enter adds them, Shift+Enter starts another line.

    Attributes:
        entered: The user pressed Enter.
    """

    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)


class CandidateList(QWidget):
    """The table of candidates, under the field that adds some.

    Attributes:
        chosen: Another candidate is in focus; carries its identifier.
        add_asked: Names to add.
        removal_asked: The user pressed Delete on a candidate.
    """

    chosen = Signal(str)
    add_asked = Signal(list)
    removal_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build an empty list."""
        super().__init__()
        self._theme = theme
        self._filling = False
        self._fixed = False
        self._rows: list[tuple[str, ...]] = []
        self.names = NamesField("Ajouter des candidats", "Nom du dispositif, un par ligne", (1, 6))
        self.names.entered.connect(self.add)
        self.names.left.connect(self._give_up)
        self.names.textChanged.connect(self._show_count_to_add)
        self._add = button("Ajouter", self.add)
        self._label = PlainLabel("Ajouter un candidat (Ctrl+N)", kind="field")
        self._label.setBuddy(self.names)
        self._model = RecordTableModel(COLUMNS, "Candidat")
        self.table = self._make_table()
        self._total = PlainLabel(kind="help", wrap=True)
        line = row(self.names, self._add)
        line.setStretch(0, 1)
        line.setAlignment(self._add, Qt.AlignmentFlag.AlignTop)
        layout = column(self._label, spacing=4)
        layout.addLayout(line)
        layout.addSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._total)
        self.setLayout(layout)
        theme.changed.connect(self._fit)
        self._show_count_to_add()

    def _make_table(self) -> RecordTable:
        table = RecordTable(self._theme, self._model, "Candidats")
        table.setSortingEnabled(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(False)
        for place in range(len(COLUMNS)):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        table.viewport().installEventFilter(self)
        table.selectionModel().currentRowChanged.connect(lambda now, before: self._moved(now.row()))
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.removal_asked)
        return table

    # Showing

    def show_candidates(self, dossier: Dossier, current: str, read_only: bool) -> None:
        """Show the candidates, one of them in focus."""
        rows: list[tuple[str, ...]] = [
            (dossier.letter(c), c.name, c.vendor, analysis_of(dossier, c), c.id)
            for c in dossier.candidates
        ]
        self._filling = True
        if rows != self._rows:
            self._rows = rows
            self._model.set_rows(rows)
        place = next((i for i, values in enumerate(rows) if values[-1] == current), -1)
        if place >= 0 and self.table.currentIndex().row() != place:
            self.table.selectRow(place)
        self._filling = False
        self._total.setText(_totals(dossier))
        self._total.setVisible(bool(rows))
        self.names.setReadOnly(read_only)
        self._add.setEnabled(not read_only)
        self._fit()

    def set_fixed(self, fixed: bool) -> None:
        """Show the table at the height of its rows, because what is around it scrolls."""
        self._fixed = fixed
        self._fit()

    def _fit(self) -> None:
        shown = min(max(len(self._rows), LEAST_ROWS), MOST_ROWS)
        header = self.table.horizontalHeader().sizeHint().height()
        height = header + shown * self._theme.px(33) + 4
        self.table.setMinimumHeight(height if self._fixed else header + self._theme.px(3 * 33))
        self.table.setMaximumHeight(height if self._fixed else 16_777_215)
        self._share_width()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._share_width()
        return False

    def _share_width(self) -> None:
        """Give names what the narrow columns leave; the vendor goes first when it is too little."""
        table, theme = self.table, self._theme
        taken = sum(theme.px(COLUMNS[place].width) for place in (0, 3))
        room = max(table.viewport().width() - taken, theme.px(100))
        both = room >= theme.px(230)
        table.setColumnHidden(2, not both)
        vendor = room * 2 // 5 if both else 0
        table.setColumnWidth(1, room - vendor)
        table.setColumnWidth(2, vendor)

    def _moved(self, place: int) -> None:
        if not self._filling and 0 <= place < len(self._rows):
            self.chosen.emit(self._rows[place][-1])

    # Adding

    def add(self) -> None:
        """Ask for the typed names to be added."""
        names = services.names_in(self.names.value())
        if names:
            self.add_asked.emit(names)
        else:
            self.names.setFocus()

    def pending(self) -> list[str]:
        """The names typed and not yet added."""
        return services.names_in(self.names.value())

    def clear_names(self) -> None:
        """Empty the field: its names were added, or given up."""
        self.names.clear()
        self.names.set_value("")

    def _give_up(self) -> None:
        self.clear_names()
        (self.table if self._rows else self._add).setFocus()

    def _show_count_to_add(self) -> None:
        number = len(self.pending())
        self._add.setText(f"Ajouter {number} candidats" if number > 1 else "Ajouter")
        self._add.setAccessibleName(f"Ajouter {count(max(number, 1), 'candidat')}")


def _totals(dossier: Dossier) -> str:
    kinds = [c.kept for c in dossier.candidates]
    parts = [
        count(kinds.count(Kept.YES), "retenu"),
        f"{kinds.count(Kept.UNDECIDED)} à décider",
        count(kinds.count(Kept.NO), "écarté"),
    ]
    return f"{count(len(kinds), 'candidat')}{NBSP}: {', '.join(parts)}."

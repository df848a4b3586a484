"""Before a review: when the last one was closed, the past ones, the procedure, a new one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.census import due_on, title
from dmn_desktop.core.text import count, day, long_day
from dmn_desktop.services import census as services
from dmn_desktop.services import inventory
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel

COLUMNS = (
    Column("Revue", 190, strong=True),
    Column("Commencée le", 120, text=day, sort=lambda value: value.isoformat()),
    Column("Close le", 120, text=day, sort=lambda value: value.isoformat()),
    Column("Validée par", 300),
)


class Opening(QWidget):
    """The state between two reviews.

    Attributes:
        started: A review was opened; carries its identifier.
        asked: A closed review is to be read; carries its identifier.
        procedure_asked: The procedure is to be read or changed.
    """

    started = Signal(str)
    asked = Signal(str)
    procedure_asked = Signal()

    def __init__(self, context: Context) -> None:
        """Build the block of a new review and the list of past ones."""
        super().__init__()
        self._context = context
        self._last = PlainLabel(kind="strong", wrap=True)
        self._due = PlainLabel(kind="text", wrap=True)
        self._by = LineField("Menée par", "Ingénieur biomédical, C. D.")
        self._model = RecordTableModel(COLUMNS, "Revue")
        self._table = RecordTable(context.theme, self._model, "Revues passées")
        self._table.opened.connect(lambda values: self.asked.emit(values[-1]))
        self._past = PlainLabel("Revues passées", kind="h2")
        self._build()

    def _build(self) -> None:
        frame, layout = block(spacing=8)
        layout.addWidget(self._last)
        layout.addWidget(self._due)
        layout.addWidget(
            PlainLabel(
                "Passer les dispositifs un par un avec leur référent\u00a0: sert-il encore, même "
                "version, mêmes services, risques et contrat inchangés\u00a0? Compter une minute "
                "par dispositif. On peut s’arrêter et reprendre à tout moment.",
                kind="text",
                wrap=True,
            )
        )
        layout.addLayout(labelled("Menée par (fonction et initiales)", self._by))
        holder = QWidget()
        flow = FlowLayout(holder)
        self._start = button("Commencer la revue", self.start_review, "primary")
        for part in (
            self._start,
            button("Lire ou adapter la procédure", self.procedure_asked.emit),
            button("Déclarer un outil", lambda: self._context.go(Route("declaration"))),
        ):
            flow.addWidget(part)
        layout.addWidget(holder)
        self._lay_out(frame)

    def _lay_out(self, frame: QFrame) -> None:
        """Where there is little room, the whole scrolls and the table keeps some lines."""
        inside = QWidget()
        inside.setObjectName("page")
        lines = column(frame, self._past, spacing=12)
        lines.addWidget(self._table, 1)
        lines.addStretch(0)
        inside.setLayout(lines)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._table.setMinimumHeight(self._context.theme.px(120))

    def reload(self) -> None:
        """Show what the register holds now."""
        register = self._context.register
        past = services.past(register)
        devices = len(inventory.rows(register, ("id",)))
        last = past[0] if past else None
        self._last.setText(_last_words(last.closed_on if last else None))
        due = due_on(last)
        late = services.overdue(register)
        words = f"À refaire au plus tard le {long_day(due)}." if due else ""
        if late:
            words = f"{words} Cette date est passée."
        if not devices:
            words = "L’inventaire est vide\u00a0: ajouter d’abord les dispositifs utilisés."
        self._due.setText(words or f"{count(devices, 'dispositif')} dans l’inventaire.")
        self._due.setProperty("kind", "warning" if late else "text")
        self._start.setEnabled(bool(devices) and not register.read_only)
        self._model.set_rows(
            [(title(c), c.opened_on, c.closed_on, c.closed_by, c.id) for c in past]
        )
        for part in (self._past, self._table):
            part.setVisible(bool(past))

    def start_review(self) -> None:
        """Open a review."""

        def run() -> None:
            census = self._context.save(
                services.start, self._context.register, self._by.value().strip()
            )
            self._by.set_value("")
            self.started.emit(census.id)

        self._context.tried(run)

    def start(self) -> None:
        """Put the keyboard where the review begins."""
        (self._by if self._start.isEnabled() else self._table).setFocus()

    def zones(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return [self._by, self._table]


def _last_words(closed: date | None) -> str:
    if closed is not None:
        return f"Dernière revue close le {long_day(closed)}."
    return "Aucune revue annuelle n’a encore été close."

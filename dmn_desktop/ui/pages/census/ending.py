"""The end of a review: what changed, what remains, who closes it; then its record to read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.census import changed_titles
from dmn_desktop.core.records import CensusLine
from dmn_desktop.core.text import NBSP, count, day, long_day
from dmn_desktop.services import census as services
from dmn_desktop.services.census import Review
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.pages.census.state_words import state_badge, state_of
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column
from dmn_desktop.ui.widgets.fields import LineField, TextField
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel

COLUMNS = (
    Column("Dispositif", 270, strong=True),
    Column("État", 125, badge=state_badge),
    Column("Ce qui change", 150),
    Column("Confirmé par", 180),
    Column("Le", 95, text=day, sort=lambda value: value.isoformat() if value else ""),
    Column("Remarque", 200),
)


class Ending(QWidget):
    """The lines of a review, and its closing while it is open.

    Attributes:
        closed: The review was closed; carries its identifier.
        resumed: A device is to be looked at again; carries its identifier.
    """

    closed = Signal(str)
    resumed = Signal(str)

    def __init__(self, context: Context) -> None:
        """Build the closing form and the table."""
        super().__init__()
        self._context = context
        self._review: Review | None = None
        self._summary = PlainLabel(kind="text", wrap=True)
        self._by = LineField("Validée par (fonction)", "Présidente de la commission médicale")
        self._note = TextField("Conclusion", "Ce que la revue retient, en une ou deux phrases")
        self._form = self._make_form()
        self._model = RecordTableModel(COLUMNS, "Ligne de la revue")
        self._table = RecordTable(context.theme, self._model, "Lignes de la revue")
        self._table.opened.connect(lambda values: self.resumed.emit(values[-1] or ""))
        inside = QWidget()
        inside.setObjectName("page")
        layout = column(self._summary, self._form, spacing=10)
        layout.addWidget(self._table, 1)
        inside.setLayout(layout)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Some lines of the table always show; where there is little room the page scrolls."""
        self._table.setMinimumHeight(self._context.theme.px(170))

    def _make_form(self) -> QFrame:
        frame, layout = block(spacing=8)
        self._left = PlainLabel(kind="warning", wrap=True)
        layout.addWidget(self._left)
        layout.addLayout(labelled("Validée par (fonction)", self._by))
        layout.addLayout(labelled("Conclusion", self._note))
        holder = QWidget()
        flow = FlowLayout(holder)
        self._close = button("Clore la revue", self.close_review, "primary")
        flow.addWidget(self._close)
        flow.addWidget(button("Revenir aux dispositifs", lambda: self.resumed.emit("")))
        layout.addWidget(holder)
        return frame

    def show_review(self, review: Review) -> None:
        """Show a review, open or closed."""
        self._review = review
        self._summary.setText(_summary(review))
        self._form.setVisible(review.is_open)
        remaining = len(review.remaining)
        self._left.setVisible(bool(remaining))
        self._left.setText(
            f"{count(remaining, 'dispositif reste', 'dispositifs restent')} à confirmer. La revue "
            "peut être close ainsi\u00a0: le compte rendu le dira."
        )
        self._close.setEnabled(not self._context.register.read_only)
        self._model.set_rows([_row(line) for line in review.lines])

    def close_review(self) -> None:
        """Close the review in the name of who is written."""

        def run() -> None:
            review = self._review
            assert review is not None
            closed = self._context.save(
                services.close,
                self._context.register,
                review.census.id,
                self._by.value(),
                self._note.value(),
            )
            self._by.set_value("")
            self._note.set_value("")
            self._context.events.devices_changed.emit()
            self.closed.emit(closed.id)
            self._context.messages.done("Revue close.", ("Annuler", self._context.undo))

        if not self._context.tried(run):
            self._by.setFocus()

    def start(self) -> None:
        """Put the keyboard where something is asked, or on the lines."""
        if self._form.isVisibleTo(self):
            self._by.setFocus()
        else:
            self._table.setFocus()

    def zones(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return [self._form, self._table] if self._form.isVisibleTo(self) else [self._table]


def _row(line: CensusLine) -> tuple[object, ...]:
    changes = ", ".join(changed_titles(line)) if line.confirmed_on else ""
    return (
        line.device,
        state_of(line),
        changes,
        line.confirmed_by if line.confirmed_on else "",
        line.confirmed_on,
        line.note.replace("\n", " "),
        line.device_id,
    )


def _summary(review: Review) -> str:
    census, changed = review.census, len(review.changed)
    told = f"{review.words}, {count(changed, 'modifié')}."
    if census.closed_on is None:
        return f"Commencée le {long_day(census.opened_on)}. {told}"
    words = f"Close le {long_day(census.closed_on)} par {census.closed_by}. {told}"
    return f"{words} Conclusion{NBSP}: {census.note}" if census.note else words

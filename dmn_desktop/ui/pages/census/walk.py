"""The review under way: the devices on the left, one of them with its questions on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.records import CensusLine, new_id
from dmn_desktop.core.text import count
from dmn_desktop.core.typing import override
from dmn_desktop.services import census as services
from dmn_desktop.services.census import Review, Seen
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.census.device_card import DeviceCard, Draft
from dmn_desktop.ui.pages.census.state_words import state_badge, state_of
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import button, column
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.key_button import KeyButton
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel

COLUMNS = (
    Column("Dispositif", 225, strong=True, text=lambda words: words.split(", version")[0]),
    Column("État", 120, badge=state_badge),
)
NARROW = 900
"""Width of the page, at 100 %, under which the list of devices gives way."""


class Walk(QWidget):
    """Walks through the devices of an open review.

    Attributes:
        ended: Every device is confirmed, or the user asks for the end.
        moved: Another device is shown.
    """

    ended = Signal()
    moved = Signal()

    def __init__(self, context: Context) -> None:
        """Build the list and the card."""
        super().__init__()
        self._context = context
        self._review: Review | None = None
        self._drafts: dict[str, Draft] = {}
        self._run = new_id()
        self._index = -1
        self._model = RecordTableModel(COLUMNS, "Dispositif")
        self._table = RecordTable(context.theme, self._model, "Dispositifs de la revue")
        self._table.setSortingEnabled(False)
        self._table.opened.connect(lambda values: self._show_id(values[-1], focus=True))
        self._table.selectionModel().currentRowChanged.connect(self._chosen)
        self._filter = LineField("Filtrer les dispositifs", "Filtrer…   Ctrl+F")
        self._filter.textChanged.connect(self._model.set_filter)
        self.card = DeviceCard(context)
        self.card.line_changed.connect(self._keep)
        self._build()
        context.theme.changed.connect(self._fit)

    def _build(self) -> None:
        self._left = QWidget()
        self._left.setLayout(column(self._filter, self._table))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(column(self.card, None))
        self._scroll.setWidget(inside)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self._left)
        middle.addWidget(self._scroll, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(middle, 1)
        layout.addWidget(self._footer())
        self._fit()

    def _footer(self) -> QWidget:
        footer = QWidget()
        flow = FlowLayout(footer, spacing=8)
        theme = self._context.theme
        self._confirm = KeyButton(theme, "Confirmer et suivant", "Ctrl+Entrée", self.confirm)
        for part in (
            button("Précédent", self.previous),
            button("Passer", self.skip),
            button("Rien n’a changé", self.answer_rest),
            self._confirm,
        ):
            flow.addWidget(part)
        return footer

    def _fit(self) -> None:
        theme = self._context.theme
        self._left.setVisible(self.width() >= theme.px(NARROW))
        self._left.setFixedWidth(theme.px(365))
        self._confirm.show_keys(self.width() >= theme.px(NARROW))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Showing

    def show_review(self, review: Review, device_id: str = "") -> None:
        """Show an open review, at a device or at the first one that nobody confirmed."""
        other = self._review is None or self._review.census.id != review.census.id
        kept = "" if other else self._device_id
        if other:
            self._drafts.clear()
        self._review = review
        self._fill()
        wanted = device_id or kept
        place = next((i for i, x in enumerate(review.lines) if x.device_id == wanted), -1)
        self._show(place if wanted and place >= 0 else self._next_waiting(-1))

    @property
    def words(self) -> str:
        """« 6 sur 15 confirmés »."""
        return self._review.words if self._review else ""

    @property
    def _device_id(self) -> str:
        line = self._line
        return (line.device_id or "") if line else ""

    @property
    def _line(self) -> CensusLine | None:
        lines = self._review.lines if self._review else ()
        return lines[self._index] if 0 <= self._index < len(lines) else None

    def _fill(self) -> None:
        review = self._review
        assert review is not None
        self._table.selectionModel().blockSignals(True)
        self._model.set_rows([(x.device, state_of(x), x.id) for x in review.lines])
        self._table.selectionModel().blockSignals(False)

    def _next_waiting(self, after: int) -> int:
        """The first device to confirm after a place, then from the top; the place itself."""
        lines = self._review.lines if self._review else ()
        order = [*range(after + 1, len(lines)), *range(after + 1)]
        return next((i for i in order if lines[i].confirmed_on is None), max(after, 0))

    def _show(self, index: int, focus: bool = False) -> None:
        self._index = index
        self._run = new_id()
        line = self._line
        if line is None:
            return
        if not line.confirmed_by:
            line = line.but(confirmed_by=self._last_person())
        device = services.device_of(self._context.register, line)
        risks = count(
            services.open_risks(self._context.register, line), "risque ouvert", "risques ouverts"
        )
        draft = self._drafts.setdefault(line.id, Draft())
        self.card.show_device(line, device, draft, risks)
        self._scroll.verticalScrollBar().setValue(0)
        self._select(line.id)
        if focus:
            self.card.start()
        self.moved.emit()

    def _select(self, line_id: str) -> None:
        for row in range(self._model.rowCount()):
            if self._model.row_values(row)[-1] == line_id:
                self._table.selectionModel().blockSignals(True)
                self._table.selectRow(row)
                self._table.selectionModel().blockSignals(False)
                self._table.viewport().update()
                return

    def _last_person(self) -> str:
        """Who confirmed the last device: the same person often goes on."""
        lines = self._review.lines if self._review else ()
        done = [line for line in lines if line.confirmed_on]
        given = self.card.line.confirmed_by
        opened_by = self._review.census.opened_by if self._review else ""
        return given or (done[-1].confirmed_by if done else opened_by)

    def _chosen(self, current: object, _: object) -> None:
        row = self._table.currentIndex().row()
        if row >= 0:
            self._show_id(self._model.row_values(row)[-1])

    def _show_id(self, line_id: str, focus: bool = False) -> None:
        lines = self._review.lines if self._review else ()
        place = next((i for i, line in enumerate(lines) if line.id == line_id), -1)
        if place >= 0 and (place != self._index or focus):
            self.flush()
            self._show(place, focus)

    # Answering

    def _keep(self, line: CensusLine) -> None:
        """Keep what was answered; nothing while only the proposed person is there."""

        def run() -> None:
            stored = self._context.save(services.keep, self._context.register, line, self._run)
            self._replace(stored)
            self.card.show_stored(stored)

        self._context.tried(run)

    def _replace(self, line: CensusLine) -> None:
        review = self._review
        assert review is not None
        before = next((x for x in review.lines if x.id == line.id), None)
        lines = tuple(line if x.id == line.id else x for x in review.lines)
        self._review = Review(review.census, lines, review.structure)
        if before is None or state_of(before) != state_of(line) or before.device != line.device:
            self._fill()
            self._select(line.id)

    def answer_rest(self) -> None:
        """Answer « Oui » wherever nothing is said, and ask who confirms."""
        self.card.answer_rest()
        self._confirm.setFocus()

    def confirm(self) -> None:
        """Write the device, and show the next one that waits."""
        self.card.flush()
        line = self.card.line
        if problem := self.card.problem():
            self._context.messages.warn(problem)
            return

        def run() -> None:
            register = self._context.register
            device = services.device_of(register, line)
            changes = self.card.changes(device) if device else {}
            seen = Seen(line, changes, self.card.withdrawn_on())
            stored = self._context.save(services.confirm, register, seen, run=self._run)
            self._drafts.pop(line.id, None)
            self._replace(stored)
            self._context.events.devices_changed.emit()
            self._after(stored)

        if not self._context.tried(run):
            self.card.start()

    def _after(self, stored: CensusLine) -> None:
        review = self._review
        assert review is not None
        words = f"{stored.device.split(' ', 1)[0]} confirmé. {review.words}."
        if stored.used is CensusAnswer.NO or not review.remaining:
            self._context.messages.done(words, ("Annuler", self._context.undo))
        else:
            announce(self, words)  # a bar for each device would only be in the way
        if review.remaining:
            self._show(self._next_waiting(self._index), focus=True)
        else:
            self.ended.emit()

    def skip(self) -> None:
        """Leave this device as it is, and show the next one."""
        self._step(1)

    def previous(self) -> None:
        """Show the device before."""
        self._step(-1)

    def _step(self, way: int) -> None:
        self.flush()
        lines = self._review.lines if self._review else ()
        if lines:
            self._show((self._index + way) % len(lines), focus=True)

    def flush(self) -> None:
        """Keep what was typed last."""
        self.card.flush()

    def start_filter(self) -> None:
        """Put the keyboard in the filter."""
        if self._left.isVisible():
            self._filter.setFocus()

    def start(self) -> None:
        """Put the keyboard on the first question without answer."""
        self.card.start()

    def zones(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return [self.card, self._table, self._confirm]

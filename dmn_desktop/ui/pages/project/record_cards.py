"""Several records as cards; or those of each candidate, with a tab for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.records import Candidate, Record
from dmn_desktop.core.typing import override
from dmn_desktop.services import order as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.pages.project.step import Detail
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, icon_button, row
from dmn_desktop.ui.widgets.kept_rows import KeptRows
from dmn_desktop.ui.widgets.name_tabs import NameTabs
from dmn_desktop.ui.widgets.tab_order import follow


@dataclass(frozen=True)
class CardShape:
    """How one kind of record is shown.

    Attributes:
        words: What one is called: « étude », « montant ».
        rows: Names of its fields, row by row.
        empty: Said when there is none.
        long: Fields of several lines.
        agreement: « e » for a feminine word.
    """

    words: str
    rows: Sequence[Sequence[str]]
    empty: str
    long: frozenset[str] = frozenset()
    agreement: str = ""


class Keep(Protocol):
    """Whoever writes records: a step."""

    def save(self, record: Record, label: str, run: str = "") -> bool:
        """Write one record."""

    def delete(self, record: Record, label: str) -> bool:
        """Move one record to the Corbeille."""

    def write(self, action: Callable[..., Any], *args: Any) -> bool:
        """Run a service that writes."""


class _Card(QFrame):
    """One record: its name, its buttons and its form.

    Attributes:
        moved: Up (-1) or down (1).
        removed: « Supprimer » was pressed.
    """

    moved = Signal(int)
    removed = Signal()

    def __init__(self, context: Context, shape: CardShape, record: Record, keep: Keep) -> None:
        """Make the form; `show_record` fills it."""
        super().__init__()
        self.setProperty("kind", "block")
        self._shape = shape
        self.record = record
        self.words = ""
        theme = self._theme = context.theme
        self._title = PlainLabel(kind="h3")
        self.up = icon_button(theme, "arrow-up", "Monter", lambda: self.moved.emit(-1))
        self.down = icon_button(theme, "arrow-down", "Descendre", lambda: self.moved.emit(1))
        self.remove = button("Supprimer", self.removed.emit, "small")
        self.remove.setIcon(theme.icon("trash", "ink2", 15))
        self.form = RecordForm(
            context,
            record,
            lambda changed, field, run: keep.save(changed, f"{self.words}, {field}", run),
            shape.rows,
            shape.long,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 12)
        layout.setSpacing(6)
        layout.addLayout(row(self._title, None, self.up, self.down, self.remove, spacing=4))
        layout.addWidget(self.form)

    def show_record(self, record: Record, place: int, total: int, read_only: bool) -> None:
        """Show a record and its place among the others."""
        self.record = record
        self.words = f"{self._shape.words} {place + 1}"
        self._title.setText(f"{self.words[0].upper()}{self.words[1:]}")
        for made, verb in ((self.up, "Monter"), (self.down, "Descendre")):
            made.setVisible(total > 1)
            made.setAccessibleName(f"{verb} {self.words}")
            made.setToolTip(f"{verb} {self.words}")
        self.up.setEnabled(place > 0 and not read_only)
        self.down.setEnabled(place < total - 1 and not read_only)
        self.remove.setEnabled(not read_only)
        self.remove.setAccessibleName(f"Supprimer {self.words}")
        self.form.show_record(record)


class RecordCards(QWidget):
    """Records as cards under each other, each a form that can be moved and deleted.

    Attributes:
        arranged: Cards came, went or changed places.
    """

    arranged = Signal()

    def __init__(self, context: Context, shape: CardShape, keep: Keep) -> None:
        """Make an empty list.

        Args:
            context: Shared parts of the window.
            shape: Which fields, and what to say when there is no record.
            keep: Saves and deletes.
        """
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self._shape = shape
        self._keep = keep
        self._cards = KeptRows[_Card](spacing=10)
        self._empty = PlainLabel(shape.empty, kind="text", wrap=True)
        layout = column(self._empty, spacing=10)
        layout.addLayout(self._cards.layout)
        layout.addStretch(1)
        self.setLayout(layout)

    # Showing

    def show_records(self, records: Sequence[Record]) -> None:
        """Show records."""
        if self._cards.arrange(records, self._card):
            for card in self._cards:
                card.show()  # at once, so that the keyboard can go there
            self.arranged.emit()
        read_only = self._context.register.read_only
        for place, record in enumerate(records):
            self._cards[record.id].show_record(record, place, len(records), read_only)
        self._empty.setVisible(not records)

    def _card(self, record: Record) -> _Card:
        card = _Card(self._context, self._shape, record, self._keep)
        card.moved.connect(lambda way: self._move(card, way))
        card.removed.connect(lambda: self._remove(card))
        return card

    # Doing

    def _current(self) -> _Card | None:
        """The card that holds the keyboard."""
        focus = self.window().focusWidget()
        return next((c for c in self._cards if focus and c.isAncestorOf(focus)), None)

    def move_current(self, way: int) -> None:
        """Move the card that holds the keyboard up (-1) or down (1)."""
        if (card := self._current()) is not None:
            self._move(card, way)

    def remove_current(self) -> None:
        """Delete the record of the card that holds the keyboard."""
        if (card := self._current()) is not None:
            self._remove(card)

    def _move(self, card: _Card, way: int) -> None:
        if not self.flush():
            return
        pressed, other = (card.up, card.down) if way < 0 else (card.down, card.up)
        by_button = pressed.hasFocus()
        records = [shown.record for shown in self._cards]
        words = f"{card.words}, ordre"
        self._keep.write(services.move, self._context.register, records, card.record, way, words)
        if by_button:  # at an end of the list it is off: the keyboard goes to the other one
            (pressed if pressed.isEnabled() else other).setFocus()

    def _remove(self, card: _Card) -> None:
        if not self.flush():
            return
        place = self._cards.place_of(card.record.id)
        if self._keep.delete(card.record, f"{card.words} supprimé{self._shape.agreement}"):
            left = list(self._cards)
            if left:
                left[min(place, len(left) - 1)].remove.setFocus()

    def start(self, record_id: str) -> None:
        """Put the keyboard in the first field of a record."""
        if record_id in self._cards:
            self._cards[record_id].form.start()

    def flush(self) -> bool:
        """Keep what was typed; False when something could not be kept."""
        kept = [card.form.flush() for card in self._cards]
        return all(kept)


class CardsDetail(Detail):
    """Cards of one kind, candidate by candidate; subclasses say which records and fields."""

    heading = ""
    help = ""
    add_words = ""
    shape = CardShape("", (), "")

    def __init__(self, context: Context) -> None:
        """Build the frame without cards."""
        super().__init__(context)
        self._candidate = ""
        back = button("Retour à la question", self.closed.emit)
        back.setIcon(context.theme.icon("arrow-left"))
        add = button(self.add_words, self.add, "primary")
        add.setIcon(context.theme.icon("plus", "onaccent"))
        self._tabs = NameTabs("Candidats")
        self._tabs.currentChanged.connect(self._tab_chosen)
        self._summary = PlainLabel(kind="strong", wrap=True)
        self._cards = RecordCards(context, self.shape, self)
        content = QWidget()
        content.setObjectName("page")
        help_ = PlainLabel(self.help, kind="help", wrap=True)
        content.setLayout(column(help_, self._summary, self._cards))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        layout = column(self._tabs, scroll)
        layout.setStretch(1, 1)
        layout.insertLayout(0, row(PlainLabel(self.heading, kind="question"), None, add, back))
        layout.setContentsMargins(18, 10, 18, 10)
        self.setLayout(layout)
        self._cards.arranged.connect(lambda: follow([self]))

    # For subclasses

    def records(self, candidate_id: str) -> Sequence[Record]:
        """The records of a candidate, in order."""
        return ()

    def new_record(self, candidate_id: str, position: int) -> Record:
        """An empty record."""
        raise LookupError(candidate_id)

    def summary(self, candidate: Candidate) -> str:
        """One line above the cards."""
        return ""

    # Showing

    @property
    def candidate(self) -> Candidate | None:
        """The candidate whose cards are shown."""
        found = (c for c in self.dossier.compared if c.id == self._candidate)
        return next(found, self.dossier.compared[0] if self.dossier.compared else None)

    @override
    def refresh(self) -> None:
        self._show_tabs()
        candidate = self.candidate
        self._summary.setText(self.summary(candidate) if candidate else "")
        self._summary.setVisible(bool(self._summary.text()))
        self._cards.show_records(self.records(candidate.id) if candidate else ())

    def _show_tabs(self) -> None:
        names = [
            (self.dossier.letter(candidate), candidate.name, len(self.records(candidate.id)))
            for candidate in self.dossier.compared
        ]
        shown = self.candidate
        self._tabs.show_names(names, self.dossier.compared.index(shown) if shown else -1)

    def _tab_chosen(self, place: int) -> None:
        if 0 <= place < len(self.dossier.compared) and self.flush():
            self._candidate = self.dossier.compared[place].id
            self.refresh()

    # Doing

    def add(self) -> None:
        """Add an empty record for the candidate shown, and start typing in it."""
        candidate = self.candidate
        if candidate is None or not self.flush():
            return
        records = self.records(candidate.id)
        record = self.new_record(candidate.id, services.last_position(records) + 1)
        if self.save(record, f"{self.shape.words} {len(records) + 1}"):
            self._cards.start(record.id)

    @override
    def flush(self) -> bool:
        return self._cards.flush()

"""Several records as cards; or those of each candidate, with a tab for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QFrame, QScrollArea, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.core.records import Candidate, Record
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.record_form import RecordForm
from dmn_desktop.ui.pages.project.step import Detail
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row


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
    """Whoever saves and deletes records: a step."""

    def save(self, record: Record, label: str, run: str = "") -> bool:
        """Write one record."""

    def delete(self, record: Record, label: str) -> bool:
        """Move one record to the Corbeille."""


class RecordCards(QWidget):
    """Records as cards under each other, each a form with « Supprimer »."""

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
        self._forms: dict[str, RecordForm] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(10)

    def show_records(self, records: Sequence[Record]) -> None:
        """Show records; fields being typed in are left alone when the cards are the same."""
        if self._forms and list(self._forms) == [record.id for record in records]:
            for record in records:
                self._forms[record.id].show_record(record)
            return
        clear(self._lines)
        self._forms = {}
        for position, record in enumerate(records, start=1):
            self._lines.addWidget(self._card(record, position))
        if not records:
            self._lines.addWidget(PlainLabel(self._shape.empty, kind="text", wrap=True))
        self._lines.addStretch(1)

    def _card(self, record: Record, position: int) -> QFrame:
        frame, layout = block(spacing=8)
        words = f"{self._shape.words} {position}"
        form = RecordForm(
            self._context,
            record,
            lambda changed, field, run: self._keep.save(changed, f"{words}, {field}", run),
            self._shape.rows,
            self._shape.long,
        )
        self._forms[record.id] = form
        remove = button(
            "Supprimer",
            lambda: self._remove(record, words),
            "small",
            f"Supprimer {words}",
        )
        remove.setIcon(self._context.theme.icon("trash", "ink2", 15))
        layout.addLayout(row(PlainLabel(f"{words[0].upper()}{words[1:]}", kind="h3"), None, remove))
        layout.addWidget(form)
        return frame

    def _remove(self, record: Record, words: str) -> None:
        if self.flush():
            self._keep.delete(record, f"{words} supprimé{self._shape.agreement}")

    def start(self, record_id: str) -> None:
        """Put the keyboard in the first field of a record."""
        if record_id in self._forms:
            self._forms[record_id].start()

    def flush(self) -> bool:
        """Keep what was typed; False when something could not be kept."""
        kept = [form.flush() for form in self._forms.values()]
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
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("Candidats")
        self._tabs.setExpanding(False)
        self._tabs.currentChanged.connect(self._tab_chosen)
        self._summary = PlainLabel(kind="strong", wrap=True)
        self._cards = RecordCards(context, self.shape, self)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._cards)
        title = row(PlainLabel(self.heading, kind="question"), None, add, back)
        layout = column(PlainLabel(self.help, kind="help", wrap=True), self._tabs, self._summary)
        layout.insertLayout(0, title)
        layout.addWidget(scroll, 1)
        layout.setContentsMargins(18, 10, 18, 10)
        self.setLayout(layout)

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
        self._tabs.blockSignals(True)
        while self._tabs.count() > len(self.dossier.compared):
            self._tabs.removeTab(0)
        while self._tabs.count() < len(self.dossier.compared):
            self._tabs.addTab("")
        for place, candidate in enumerate(self.dossier.compared):
            number = len(self.records(candidate.id))
            words = f"{self.dossier.letter(candidate)}  {candidate.name}"
            text = f"{words}  {number}" if number else words
            self._tabs.setTabText(place, text.replace("&", "&&"))
            if candidate is self.candidate:
                self._tabs.setCurrentIndex(place)
        self._tabs.blockSignals(False)

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
        position = len(self.records(candidate.id)) + 1
        record = self.new_record(candidate.id, position)
        if self.save(record, f"{self.shape.words} {position}"):
            self._cards.start(record.id)

    @override
    def flush(self) -> bool:
        return self._cards.flush()

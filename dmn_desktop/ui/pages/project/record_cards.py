"""Several records of one candidate as cards, with a tab for each candidate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.core.records import Candidate, Record
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.record_form import RecordForm
from dmn_desktop.ui.pages.project.step import Detail
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row


class CardsDetail(Detail):
    """Cards of one kind, candidate by candidate; subclasses say which records and fields."""

    heading = ""
    help = ""
    empty = ""
    add_words = ""
    rows: Sequence[Sequence[str]] = ()
    long: frozenset[str] = frozenset()

    def __init__(self, context: Context) -> None:
        """Build the frame without cards."""
        super().__init__(context)
        self._forms: dict[str, RecordForm] = {}
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
        self._cards = QWidget()
        self._cards.setObjectName("page")
        self._lines = QVBoxLayout(self._cards)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(10)
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

    def words(self, record: Record, position: int) -> str:
        """What one record is called in undo and in the Corbeille."""
        return f"{record.title} {position}"

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
        records = self.records(candidate.id) if candidate else ()
        self._summary.setText(self.summary(candidate) if candidate else "")
        self._summary.setVisible(bool(self._summary.text()))
        if list(self._forms) == [record.id for record in records]:
            for record in records:
                self._forms[record.id].show_record(record)
            return
        self._rebuild(records)

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

    def _rebuild(self, records: Sequence[Record]) -> None:
        clear(self._lines)
        self._forms = {}
        for position, record in enumerate(records, start=1):
            self._lines.addWidget(self._card(record, position))
        if not records:
            self._lines.addWidget(PlainLabel(self.empty, kind="text", wrap=True))
        self._lines.addStretch(1)

    def _card(self, record: Record, position: int) -> QFrame:
        frame, layout = block(spacing=8)
        words = self.words(record, position)
        form = RecordForm(
            self.context,
            record,
            lambda changed, field, run: self.save(changed, f"{words}, {field}", run),
            self.rows,
            self.long,
        )
        self._forms[record.id] = form
        remove = button("Supprimer", lambda: self._remove(record.id), "small", f"Supprimer {words}")
        remove.setIcon(self.context.theme.icon("trash", "ink2", 15))
        head = row(PlainLabel(f"{words[0].upper()}{words[1:]}", kind="h3"), None, remove)
        head.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(head)
        layout.addWidget(form)
        return frame

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
        if self.save(record, self.words(record, position)) and record.id in self._forms:
            self._forms[record.id].start()

    def _remove(self, record_id: str) -> None:
        candidate = self.candidate
        if candidate is None or not self.flush():
            return
        for position, record in enumerate(self.records(candidate.id), start=1):
            if record.id == record_id:
                self.delete(record, f"{self.words(record, position)} supprimée")
                return

    @override
    def flush(self) -> bool:
        kept = [form.flush() for form in self._forms.values()]
        return all(kept)

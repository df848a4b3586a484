"""Where an answer comes from: document, place, date and status."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dmn_desktop.core.records import Answer
from dmn_desktop.core.text import day, parse_day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import SourceStatus
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.completing import Completer
from dmn_desktop.ui.widgets.fields import LineField, WordField


class SourceFields(QWidget):
    """The four fields of a source; whoever shows them saves what they tell.

    Attributes:
        told: The fields of the answer that changed, by name.
        wrong: What is wrong with what was typed, empty when it is right again.
    """

    told = Signal(object)
    wrong = Signal(str)

    def __init__(self, theme: Theme, documents: Sequence[str]) -> None:
        """Make empty fields; these documents are offered while one types."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        self.document = LineField("Document", "Notice, publication, courriel…")
        self._place = LineField("Page ou paragraphe", "Page ou paragraphe")
        self._date = LineField("Date du document", "Date, jj/mm/aaaa")
        self._status = WordField("Statut de la source", SourceStatus)
        self.document.told.connect(lambda text: self.told.emit({"source": text}))
        self._place.told.connect(lambda text: self.told.emit({"source_place": text}))
        self._date.told.connect(self._day_told)
        self._status.chosen.connect(lambda word: self.told.emit({"source_status": word}))
        self.document.setCompleter(Completer(documents, self))
        self._order = (self.document, self._place, self._date, self._status)
        for field in self._order:
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            layout.addWidget(field)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Go through the four fields with Tab; beyond them, as the grid does.

        The letters of a place are meant for it: in the next cell they would choose an opinion.
        """
        ahead = dict(zip(self._order, self._order[1:], strict=False))
        back = dict(zip(self._order[1:], self._order, strict=False))
        focused = self.focusWidget()
        to = (ahead if next else back).get(focused) if focused and focused.isVisible() else None
        if to is None:
            return super().focusNextPrevChild(next)
        to.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _day_told(self, text: str) -> None:
        value = parse_day(text) if text else None
        if text and value is None:
            self.wrong.emit(f"«\u00a0{text}\u00a0» n’est pas une date. Écrire jj/mm/aaaa.")
            return
        self.wrong.emit("")
        self.told.emit({"source_day": value})

    def show_answer(self, answer: Answer) -> None:
        """Show what is stored; a field being typed in is left alone."""
        for field, text in (
            (self.document, answer.source),
            (self._place, answer.source_place),
            (self._date, day(answer.source_day)),
        ):
            if not field.is_dirty():
                field.set_value(text)
        self._status.set_value(answer.source_status)

    def flush(self) -> None:
        """Tell what was typed and not told yet."""
        for field in (self.document, self._place, self._date):
            field.flush()

"""The foot of a question: the one before, « complete », the one after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Question
from dmn_desktop.core.text import count
from dmn_desktop.ui.pages.project.step import footer
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import column
from dmn_desktop.ui.widgets.key_button import KeyButton


class QuestionFoot(QWidget):
    """Walks from question to question.

    Attributes:
        turned: Towards the next question (1) or the previous one (-1).
        marked: « Marquer comme complète », or « Reprendre ».
    """

    turned = Signal(int)
    marked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Make the three buttons."""
        super().__init__()
        self._theme = theme
        back, on = (lambda: self.turned.emit(-1)), (lambda: self.turned.emit(1))
        self._previous = KeyButton(theme, "", "Ctrl+↑", back, "arrow-left")
        self._complete = KeyButton(theme, "", "Ctrl+Entrée", self.marked.emit, "check")
        self._next = KeyButton(theme, "", "Ctrl+↓", on)
        line = footer(self._previous, None, self._complete, self._next)
        self.setLayout(column(line, spacing=0))

    def show_question(
        self, dossier: Dossier, pages: Sequence[Question], question: Question, roomy: bool
    ) -> None:
        """Say where each button leads.

        Args:
            dossier: The project.
            pages: The questions that one walks through.
            question: The one shown.
            roomy: Whether there is room for a sentence.
        """
        place = next((i for i, page in enumerate(pages) if page.id == question.id), 0)
        before = pages[place - 1] if place else None
        after = pages[place + 1] if place + 1 < len(pages) else None
        self._previous.show_words(f"Question {before.number}" if before else "Candidats")
        self._next.show_words(f"Question {after.number}" if after else "Comparaison")
        progress = dossier.progress(question)
        words = f"Marquer {question.number} comme complète" if roomy else "Complète"
        if progress.marked:
            missing = count(progress.missing, "case vide", "cases vides")
            lacking = f", {missing}" if progress.missing else ""
            words = f"{question.number} complète{lacking} – Reprendre"
        self._complete.show_words(words)
        self._complete.setVisible(progress.marked or not progress.is_complete)

    def show_keys(self, shown: bool) -> None:
        """Show the keys in the buttons, or leave them out where there is little room."""
        for made in (self._previous, self._complete, self._next):
            made.show_keys(shown)

"""Around the grid of answers: the list of questions with its progress, and the question's title."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Question
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Opinion
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row, rule, settle
from dmn_desktop.ui.widgets.question_list import QuestionItem, QuestionList


class ProgressLine(QWidget):
    """A thin bar: complete, asked, left; the words stand beside it."""

    def __init__(self, theme: Theme) -> None:
        """Make an empty bar."""
        super().__init__()
        self._theme = theme
        self._parts = (0, 0, 1)
        self.setFixedHeight(6)

    def show_counts(self, complete: int, asked: int, total: int) -> None:
        """Show how many are complete and asked, out of a total."""
        self._parts = (complete, asked, max(total, 1))
        self.setAccessibleName(f"{complete} sur {total} complètes, {asked} demandées")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        complete, asked, total = self._parts
        width = self.width()
        painter.fillRect(self.rect(), self._theme.colour("neus"))
        done = round(width * complete / total)
        waiting = round(width * asked / total)
        painter.fillRect(QRect(0, 0, max(0, done - 3), 6), self._theme.colour("ok"))
        if asked:
            painter.fillRect(QRect(done, 0, max(3, waiting - 3), 6), self._theme.colour("ask"))
        painter.end()


class SectionPanel(QFrame):
    """The questions at the left, with what is complete.

    Attributes:
        chosen: Key of a question.
        hidden_asked: Show the questions hidden because no candidate learns from data.
    """

    chosen = Signal(str)
    hidden_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Make an empty panel."""
        super().__init__()
        self.setProperty("kind", "side")
        self._count = PlainLabel(kind="strong")
        self._words = PlainLabel("questions complètes", kind="small")
        self._bar = ProgressLine(theme)
        self._list = QuestionList(theme)
        self._list.chosen.connect(self.chosen)
        self.setFocusProxy(self._list)
        self._hidden = button("", self.hidden_asked.emit, "small")
        self._hidden.hide()
        note = PlainLabel("Toutes les questions ne sont pas obligatoires.", kind="help", wrap=True)
        note.setContentsMargins(14, 8, 10, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(6)
        line = row(self._count, self._words, None, spacing=5)
        line.setContentsMargins(14, 0, 8, 0)
        bar = row(self._bar)
        bar.setContentsMargins(14, 0, 14, 4)
        layout.addLayout(line)
        layout.addLayout(bar)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._hidden)
        layout.addWidget(rule())
        layout.addWidget(note)

    def show_state(
        self,
        items: Sequence[QuestionItem],
        current: str,
        counts: tuple[int, int, int],
        hidden: int,
    ) -> None:
        """Show the questions.

        Args:
            items: Sections and questions.
            current: The question in focus.
            counts: Complete, asked, total.
            hidden: Questions left out by 5.2.
        """
        complete, asked, total = counts
        self._count.setText(f"{complete} sur {total}")
        self._bar.show_counts(complete, asked, total)
        self._list.show_items(items, current)
        self._hidden.setVisible(hidden > 0)
        plural = "s" if hidden > 1 else ""
        self._hidden.setText(f"{hidden} masquée{plural} (sans IA). Afficher")
        self._hidden.setToolTip(
            "Sans objet : aucun candidat n’utilise l’apprentissage automatique."
        )


class QuestionHead(QWidget):
    """Number, title and help of the question in focus."""

    def __init__(self) -> None:
        """Make an empty title."""
        super().__init__()
        self._number = PlainLabel(kind="cote")
        self._title = PlainLabel(kind="question", wrap=True)
        self._help = PlainLabel(kind="help", wrap=True)
        self._words = QWidget()
        self._words.setLayout(column(self._title, self._help, spacing=1))
        line = row(self._number, self._words, spacing=16)
        line.setStretch(1, 1)
        line.setAlignment(self._number, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def set_roomy(self, roomy: bool) -> None:
        """Show the help below the title, or keep it for its tooltip when the text is large."""
        self._help.setVisible(roomy)

    def show_question(self, question: Question, help_: str, all_shown: bool) -> None:
        """Show a question; shorter when all are shown at once."""
        self._number.setText("" if all_shown else question.number)
        self._number.setVisible(not all_shown)
        self._title.setText("Toutes les questions" if all_shown else question.title)
        self._title.setToolTip(html.escape(help_))
        self._help.setText(
            f"Question {question.number} : {question.title}".replace(" :", "\u00a0:")
            if all_shown
            else help_
        )
        settle(self._words, self)


def hint_of(dossier: Dossier, question: Question) -> str:
    """What is said under the title of a question."""
    if not dossier.compared:
        return "Aucun candidat n’est retenu pour l’analyse. En ajouter à l’étape 2."
    unknown = any(dossier.learns(c.id) is Opinion.UNKNOWN for c in dossier.compared)
    if question.id == "q5_3" and unknown:
        return f"{question.help} Répondre d’abord à 5.2."
    return question.help

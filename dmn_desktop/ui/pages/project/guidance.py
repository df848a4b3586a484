"""What helps with a question of the project: why it matters, where to look, words explained."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.forms import Library, Question
from dmn_desktop.core.typing import override
from dmn_desktop.ui.pages.project.step import footer
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, column, restyle, row, rule
from dmn_desktop.ui.widgets.two_ways import TwoWays

SIDE_WIDTH = 268
WIDE = 1100
"""Width from which the guidance stands at the right, in pixels at 100 %."""


class Guidance(QFrame):
    """The help of one question."""

    def __init__(self, library: Library, question: Question, terms: Sequence[str] = ()) -> None:
        """Write the help.

        Args:
            library: Where the people and the words are.
            question: The question.
            terms: Words to explain beside those of the question.
        """
        super().__init__()
        self._library = library
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 12, 14, 12)
        self._layout.setSpacing(8)
        section = next(s for s in library.guide.sections if s.id == question.section)
        self._add(PlainLabel("Pourquoi c’est important", kind="h3"))
        self._add(PlainLabel(section.context, kind="small", wrap=True))
        self._add(PlainLabel("Où trouver l’information", kind="h3"))
        for who, lines in groupby(question.where, key=lambda where: where.who):
            self._add_where(who, [line.text for line in lines])
        words = dict.fromkeys((*question.terms, *terms))
        if words:
            self._add(PlainLabel("Repères", kind="h3"))
        for key in words:
            self._add_term(key)
        self._add(rule())
        self._add(
            PlainLabel(
                f"L’original se lit dans le guide HAS, question {question.number}, "
                f"p.\u00a0{question.page}.",
                kind="small",
                wrap=True,
            )
        )
        self._layout.addStretch(1)

    def _add(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)

    def _add_where(self, who: str, lines: Sequence[str]) -> None:
        name = PlainLabel(self._library.interlocutor(who).name, kind="strong", wrap=True)
        texts = [_bullet(line) for line in lines]
        self._layout.addLayout(column(name, *texts, spacing=1))

    def _add_term(self, key: str) -> None:
        term = self._library.term(key)
        word = PlainLabel(term.word, kind="strong", wrap=True)
        meaning = PlainLabel(term.meaning, kind="small", wrap=True)
        self._layout.addLayout(column(word, meaning, spacing=1))

    def set_beside(self, beside: bool) -> None:
        """Look like a side panel, or like a block under the content."""
        self.setProperty("kind", "pane" if beside else "block")
        restyle(self)


def _bullet(text: str) -> QWidget:
    holder = QWidget()
    dot = PlainLabel("•", kind="small")
    line = row(dot, PlainLabel(text, kind="small", wrap=True), spacing=6)
    line.setAlignment(dot, Qt.AlignmentFlag.AlignTop)
    line.setStretch(1, 1)
    holder.setLayout(line)
    return holder


class GuidedPage(QWidget):
    """A content that scrolls, with its guidance at the right, or under it when it is narrow."""

    def __init__(self, theme: Theme, content: QWidget, guidance: Guidance) -> None:
        """Put both together."""
        super().__init__()
        self._theme = theme
        self._guidance = guidance
        self._ways = TwoWays(self._roomy, self._place)
        page = QWidget()
        page.setObjectName("page")
        self._under = QVBoxLayout(page)
        self._under.setContentsMargins(20, 12, 20, 16)
        self._under.setSpacing(12)
        # In a line: a column would measure the content as if it could be as wide as the page.
        line = row(content, spacing=0)
        line.setStretch(0, 1)
        line.addStretch()
        self._under.addLayout(line, 1)
        self._scroll = scrolled(page)
        self._side = QFrame()
        self._side.setProperty("kind", "right")
        self._side_scroll = scrolled(QWidget(), "Aide à la question")
        side = column(self._side_scroll, spacing=0)
        self._side.setLayout(side)
        line = row(self._scroll, self._side, spacing=0)
        line.setStretch(0, 1)
        self.setLayout(line)
        theme.changed.connect(self._fit)

    def focus_on(self, field: QWidget) -> None:
        """Put the keyboard in a field, and the field on screen."""
        field.setFocus()
        self._scroll.ensureWidgetVisible(field)

    def stops(self) -> list[QWidget]:
        """What the Tab key stops on, beside the content."""
        return [self._side_scroll]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._side.setFixedWidth(self._theme.px(SIDE_WIDTH))
        self._ways.fit()

    def _roomy(self) -> bool:
        return self.width() >= self._theme.px(WIDE)

    def _place(self, beside: bool) -> None:
        self._side.setVisible(beside)
        self._guidance.set_beside(beside)
        if beside:
            self._under.removeWidget(self._guidance)
            self._side_scroll.setWidget(self._guidance)
        else:
            self._side_scroll.takeWidget()
            self._under.addWidget(self._guidance)
        self._guidance.show()


def foot_of(words: PlainLabel, next_: QWidget) -> QFrame:
    """The pinned foot: a few words at the left, the button that goes on at the right."""
    made = footer(words, next_)
    layout = made.layout()
    assert isinstance(layout, QHBoxLayout)
    layout.setStretch(0, 1)
    return made


def scrolled(content: QWidget, name: str = "") -> QScrollArea:
    """A content that scrolls up and down.

    Args:
        content: What scrolls.
        name: Accessible name when it only holds text: the keyboard then scrolls it.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(content)
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name else Qt.FocusPolicy.NoFocus)
    return area


class QuestionHead(QWidget):
    """Number, title, page and help of a question of the project."""

    def __init__(self, question: Question) -> None:
        """Write the title."""
        super().__init__()
        number = PlainLabel(question.number, kind="cote")
        title = PlainLabel(question.title, kind="question", wrap=True)
        page = PlainLabel(f"Guide HAS p.\u00a0{question.page}", kind="small")
        line = row(number, title, page, spacing=14)
        line.setStretch(1, 1)
        for widget in (number, page):
            line.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        layout = column(spacing=1)
        layout.addLayout(line)
        layout.addWidget(PlainLabel(question.help, kind="help", wrap=True))
        self.setLayout(layout)

"""The panel at the right of the comparison: judgement, line, and the full answers behind a cell."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Judgement
from dmn_desktop.ui.pages.project.comparison_answers import Detail, ShownAnswer, ShownQuestion
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import Badge, badge_height, badge_width, draw_badge
from dmn_desktop.ui.widgets.basics import (
    PlainLabel,
    Segments,
    button,
    icon_button,
    row,
    rule,
    scrolling,
)
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.wrapping import breakable

JUDGED = tuple(judgement for judgement in Judgement if judgement is not Judgement.NONE)
"""The judgements that can be given, in the order of the keys 1 to 5."""


class BadgeLabel(QWidget):
    """A state as a widget: icon, word and colour."""

    def __init__(self, theme: Theme, badge: Badge) -> None:
        """Show a badge; its word is the accessible name."""
        super().__init__()
        self._theme = theme
        self._badge = badge
        self.setAccessibleName(badge.text)
        self.setToolTip(badge.text)
        self.setFixedHeight(badge_height(theme))
        self.setMaximumWidth(badge_width(theme, badge))
        self.setMinimumWidth(min(badge_width(theme, badge), theme.px(200)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_badge(painter, self._theme, self.rect(), self._badge)
        painter.end()


class LineEditor(TextField):
    """The field of a line.

    Attributes:
        finished: The field was left; an emptied one shows the proposal again.
    """

    finished = Signal()

    @override
    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)
        self.finished.emit()


class DetailPanel(QFrame):
    """The full answer of one candidate to one line.

    Attributes:
        judged: The judgement chosen, « À apprécier » when it was taken back.
        line_edited: The new words of the line.
        reset_asked: Take back the words proposed from the answers.
        question_asked: The route of a question to open.
        closed: Escape, or the cross.
    """

    judged = Signal(object)
    line_edited = Signal(str)
    reset_asked = Signal()
    question_asked = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Make an empty panel."""
        super().__init__()
        self.setProperty("kind", "right")
        self.setAccessibleName("Réponse complète")
        self._theme = theme
        self._shown: Detail | None = None
        self._who = PlainLabel(kind="h3", wrap=True)
        self._what = PlainLabel(kind="text", wrap=True)
        self._close = icon_button(theme, "x", "Fermer le panneau (Échap)", self.closed.emit)
        self._judging = self._make_judging()
        self._answers = QWidget()
        self._answers_layout = QVBoxLayout(self._answers)
        self._answers_layout.setContentsMargins(0, 0, 0, 0)
        self._answers_layout.setSpacing(4)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(14, 4, 14, 14)
        layout.setSpacing(10)
        for part in (self._what, self._judging, self._answers):
            layout.addWidget(part)
        layout.addStretch(1)
        self._scroll = scrolling(content)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = row(self._who, self._close)
        head.setContentsMargins(14, 8, 8, 4)
        head.setStretch(0, 1)
        outer.addLayout(head)
        outer.addWidget(self._scroll, 1)
        theme.changed.connect(self._retheme)

    def _make_judging(self) -> QWidget:
        self._segments = Segments(
            "Appréciation", [(j.value, f"{n}  {j.label}") for n, j in enumerate(JUDGED, start=1)]
        )
        for made in self._segments.findChildren(QPushButton):
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._segments.chosen.connect(lambda key: self.judged.emit(Judgement(key)))
        self.line = LineEditor("La ligne du tableau", "Une phrase…", lines=(2, 5))
        self.line.edited.connect(self.line_edited)
        self.line.left.connect(self.closed)
        self.line.finished.connect(self._show_line)
        self._origin = PlainLabel(kind="help", wrap=True)
        self._reset = button("Reprendre la phrase proposée", self._ask_reset, "quiet")
        made_of = QWidget()
        layout = QVBoxLayout(made_of)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        first, second = PlainLabel("Appréciation", "field"), PlainLabel("En une ligne", "field")
        first.setBuddy(self._segments.findChildren(QPushButton)[0])
        second.setBuddy(self.line)
        for part in (first, self._segments, 4, second, self.line, self._origin):
            if isinstance(part, int):
                layout.addSpacing(part)
            else:
                layout.addWidget(part)
        layout.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(rule())
        return made_of

    def _ask_reset(self) -> None:
        """The words typed are given up on purpose."""
        self.line.set_value("")
        self.reset_asked.emit()

    # Content

    @property
    def shown(self) -> Detail | None:
        """What is shown."""
        return self._shown

    def show_detail(self, detail: Detail, editable: bool) -> None:
        """Show a cell; words being typed in the same cell stay."""
        same = self._shown is not None and self._shown.key == detail.key
        changed = self._shown is None or self._shown.questions != detail.questions
        self._shown = detail
        self._who.setText(breakable(f"{detail.letter}  {detail.name}"))
        self._what.setText(f"{detail.label}  {detail.text}".strip())
        self._judging.setVisible(detail.judgement is not None)
        self._segments.set_value((detail.judgement or Judgement.NONE).value)
        self._segments.setEnabled(editable)
        if not (same and (self.line.is_dirty() or self._is_typed(detail))):
            self._show_line()
        self.line.setReadOnly(not editable)
        words = "Votre phrase." if detail.own_line else "Phrase proposée d’après les réponses."
        self._origin.setText(words)
        self._reset.setVisible(detail.own_line and editable)
        if changed or not same:
            self._fill_answers(detail)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)

    def _is_typed(self, detail: Detail) -> bool:
        """Whether the focused field holds what is stored, perhaps spaced or emptied otherwise."""
        typed = " ".join(self.line.value().split())
        kept = typed == detail.line or (not typed and not detail.own_line)
        return self.line.hasFocus() and kept

    def _show_line(self) -> None:
        if self._shown is not None and not self.line.is_dirty():
            self.line.set_value(self._shown.line)

    def _fill_answers(self, detail: Detail) -> None:
        while self._answers_layout.count():
            widget = self._answers_layout.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, question in enumerate(detail.questions):
            if place:
                self._add(rule())
            self._add_question(question)
        content = self._scroll.widget().layout()
        assert content is not None
        content.activate()

    def _add_question(self, question: ShownQuestion) -> None:
        self._add(PlainLabel(f"{question.number}  {question.title}", "strong", wrap=True))
        for answer in question.answers:
            self._add_answer(answer)
        link = button(
            f"Ouvrir la question {question.number}",
            lambda: self.question_asked.emit(question.route),
            "quiet",
        )
        link.setIcon(self._theme.icon("external-link", "accent"))
        self._add(link, at_left=True)

    def _add(self, widget: QWidget, at_left: bool = False) -> None:
        """Add a widget that is shown at once, so that the panel never flashes half laid out."""
        side = Qt.AlignmentFlag.AlignLeft if at_left else Qt.AlignmentFlag(0)
        self._answers_layout.addWidget(widget, 0, side)
        widget.show()

    def _add_answer(self, answer: ShownAnswer) -> None:
        if answer.point or answer.label:
            self._add(
                PlainLabel(breakable(f"{answer.label}  {answer.point}".strip()), "help", True)
            )
        if answer.state is not None:
            self._add(BadgeLabel(self._theme, answer.state), at_left=True)
        if answer.words:
            self._add(PlainLabel(breakable(answer.words), "text", wrap=True))
        if answer.source:
            self._add(PlainLabel(breakable(f"Source\u00a0: {answer.source}"), "help", wrap=True))
        if answer.origin is not None:
            self._add(BadgeLabel(self._theme, answer.origin), at_left=True)
        self._answers_layout.addSpacing(6)

    def _retheme(self) -> None:
        self._close.setIcon(self._theme.icon("x", "ink2"))
        if self._shown is not None:
            self._fill_answers(self._shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Judgements stand one under the other where they do not fit side by side."""
        super().resizeEvent(event)
        stacked = self._segments.layout()
        assert isinstance(stacked, QBoxLayout)
        needed = sum(b.sizeHint().width() for b in self._segments.findChildren(QPushButton))
        ways = QBoxLayout.Direction
        fits = needed + self._theme.px(60) <= self.width()
        stacked.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    # Keys

    def focus_first(self) -> None:
        """Put the focus on the first thing to change, or on the cross."""
        if self._judging.isVisible():
            self._segments.findChildren(QPushButton)[0].setFocus()
        else:
            self._close.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

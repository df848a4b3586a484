"""The controls of the cell in focus: avis, text, source, « Demander », « Sans objet »."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.forms import AnswerKind, Cell, PointKind
from dmn_desktop.core.records import Answer, Candidate
from dmn_desktop.core.text import day, euros, grouped, parse_day, parse_euros
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import (
    AnswerState,
    NotApplicable,
    Opinion,
)
from dmn_desktop.core.wording import source_words, state_words
from dmn_desktop.ui.pages.project.source_fields import SourceFields
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, button, row
from dmn_desktop.ui.widgets.fields import LineField, TextField
from dmn_desktop.ui.widgets.flow import FlowLayout

_SEGMENTS = {
    AnswerKind.OPINION: (Opinion.YES, Opinion.PARTLY, Opinion.NO),
    AnswerKind.YES_NO: (Opinion.YES, Opinion.NO, Opinion.UNKNOWN),
}


class CellEditor(QFrame):
    """Edits one answer; whoever opens it saves what it tells.

    Attributes:
        edited: The answer as it stands now.
        ask_asked: « Demander », or take that back.
        no_object_chosen: Reason and detail; no reason takes it back.
        copy_asked: Identifier of the other candidate.
        clear_asked: Empty the cell.
        accept_asked: A received answer was read again.
        left: Escape: the keyboard goes back to the grid.
        resized: The height it needs changed.
    """

    edited = Signal(object)
    ask_asked = Signal()
    no_object_chosen = Signal(object, str)
    copy_asked = Signal(str)
    clear_asked = Signal()
    accept_asked = Signal()
    left = Signal()
    resized = Signal()

    def __init__(
        self, theme: Theme, cell: Cell, answer: Answer, others: Sequence[Candidate] = ()
    ) -> None:
        """Show an answer.

        Args:
            theme: Colours and sizes.
            cell: What is asked.
            answer: What is stored.
            others: Candidates to which the answer may be copied.
        """
        super().__init__()
        self.setProperty("kind", "cell")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._cell = cell
        self._answer = answer
        self._others = others
        self._fields: list[TextField | LineField] = []
        self._layout = QVBoxLayout(self)
        margin = theme.px(5)
        self._layout.setContentsMargins(margin, margin, margin, theme.px(4))
        self._layout.setSpacing(theme.px(5))
        self._state = PlainLabel(kind="help", wrap=True)
        self._problem = PlainLabel(kind="error", wrap=True)
        self._segments = self._make_segments()
        self._choices = self._make_choices()
        self._value = self._make_value()
        self._text = self._make_text()
        self._source_button = self._make_source_button()
        self._source: SourceFields | None = None
        self._sources: Sequence[str] = ()
        self._build()
        self.show_answer(answer)

    # Building

    def _build(self) -> None:
        head: list[QWidget | int | None] = []
        if self._segments is not None:
            head.append(self._segments)
        head += [None, self._source_button]
        self._layout.addWidget(self._state)
        self._layout.addLayout(row(*head, spacing=2))
        for widget in self._choices:
            self._layout.addLayout(widget[1])
        if self._value is not None:
            self._layout.addWidget(self._value)
        self._layout.addWidget(self._text)
        self._layout.addWidget(self._problem)
        self._layout.addLayout(self._make_foot())
        self._problem.hide()

    def _make_segments(self) -> Segments | None:
        words = _SEGMENTS.get(self._cell.answer)
        if words is None:
            return None
        segments = Segments("Avis", [(word.value, _short(word)) for word in words])
        segments.chosen.connect(lambda key: self._tell(opinion=Opinion(key)))
        return segments

    def _make_choices(self) -> list[tuple[QCheckBox, QVBoxLayout]]:
        made = []
        exclusive = self._cell.answer is AnswerKind.CHOICE
        for option in self._cell.options:
            box = QCheckBox()
            box.setAccessibleName(option.text)
            box.clicked.connect(
                lambda checked, key=option.id: self._choose(key, checked, exclusive)
            )
            label = PlainLabel(option.text, kind="text", wrap=True)
            label.setBuddy(box)
            line = row(box, label, spacing=6)
            line.setStretch(1, 1)
            line.setAlignment(box, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.addLayout(line)
            made.append((box, column))
        return made

    def _choose(self, key: str, checked: bool, exclusive: bool) -> None:
        kept = () if exclusive else tuple(c for c in self._answer.choices if c != key)
        self._tell(choices=(*kept, key) if checked else kept)
        self._show_choices()
        if checked and self._is_open(key):
            self._text.setFocus()

    def _is_open(self, key: str) -> bool:
        return any(o.id == key and o.kind is PointKind.OPEN_OPTION for o in self._cell.options)

    def _make_value(self) -> LineField | None:
        if self._cell.answer is AnswerKind.AMOUNT:
            field = LineField("Montant en euros", "Montant, par exemple 1 200 €")
            field.told.connect(self._amount_told)
        elif self._cell.answer is AnswerKind.DATE:
            field = LineField("Date", "jj/mm/aaaa")
            field.told.connect(self._day_told)
        else:
            return None
        self._fields.append(field)
        return field

    def _amount_told(self, text: str) -> None:
        amount = parse_euros(text) if text else None
        if text and amount is None:
            self._say(f"« {text} » n’est pas un montant. Écrire par exemple 1 200 ou 1 200,50.")
            return
        self._say("")
        self._tell(amount=amount)

    def _day_told(self, text: str) -> None:
        value = parse_day(text) if text else None
        if text and value is None:
            self._say(f"« {text} » n’est pas une date. Écrire jj/mm/aaaa.")
            return
        self._say("")
        self._tell(day=value)

    def _make_text(self) -> TextField:
        field = TextField("Réponse", "Répondre…")
        field.edited.connect(lambda text: self._tell(text=text))
        field.left.connect(self.left)
        field.was_cut.connect(lambda n: self._say(f"Texte coupé à {grouped(n)} caractères."))
        field.resized.connect(self.resized)
        self._fields.append(field)
        return field

    def _make_source_button(self) -> QPushButton:
        made = button("Source", kind="small", name="Source")
        made.setIcon(self._theme.icon("link", "ink2", 15))
        made.setCheckable(True)
        made.toggled.connect(self._toggle_source)
        return made

    def _make_source(self) -> SourceFields:
        made = SourceFields(self._theme, self._sources)
        made.told.connect(lambda changes: self._tell(**changes))
        made.wrong.connect(self._say)
        return made

    def suggest_sources(self, names: Sequence[str]) -> None:
        """Offer the documents already cited for this candidate."""
        self._sources = names

    def _toggle_source(self, shown: bool) -> None:
        """The fields of the source are made when first asked for: most cells never need them."""
        if shown and self._source is None:
            self._source = self._make_source()
            self._layout.insertWidget(self._layout.count() - 1, self._source)
            self._show_source()
        if self._source is not None:
            self._source.setVisible(shown)
        self.resized.emit()
        if shown and self._source is not None:
            self._source.document.setFocus()

    def _make_foot(self) -> FlowLayout:
        theme = self._theme
        self._ask = button("Demander", self.ask_asked.emit, "ask")
        self._ask.setIcon(theme.icon("send", "ask", 15))
        self._none = button("Sans objet", kind="small")
        self._none.setIcon(theme.icon("circle-minus", "ink2", 15))
        self._none.clicked.connect(self.ask_reason)
        self._back = button(
            "Reprendre", lambda: self.no_object_chosen.emit(NotApplicable.NONE, ""), "small"
        )
        self._accept = button("Marquer comme relue", self.accept_asked.emit, "small")
        self._more = button("…", kind="small", name="Autres actions sur cette case")
        self._more.setProperty("shape", "square")
        self._more.clicked.connect(self._show_more)
        foot = FlowLayout(spacing=0)
        for part in (self._ask, self._none, self._back, self._accept, self._more):
            foot.addWidget(part)
        return foot

    def ask_reason(self) -> None:
        """Show the reasons for which a question is without object."""
        menu = QMenu(self._none)
        for reason in list(NotApplicable)[1:]:
            menu.addAction(reason.label, lambda r=reason: self.no_object_chosen.emit(r, ""))
        _unroll(menu, self._none)

    def _show_more(self) -> None:
        menu = QMenu(self._more)
        for other in self._others:
            words = f"Copier vers {other.name}".replace("&", "&&")
            menu.addAction(words, lambda key=other.id: self.copy_asked.emit(key))
        menu.addAction("Vider la case", self.clear_asked.emit)
        _unroll(menu, self._more)

    # Showing

    def show_answer(self, answer: Answer) -> None:
        """Show what is stored; a field being typed in is left alone."""
        self._answer = answer
        if self._segments is not None:
            self._segments.set_value(answer.opinion.value)
        self._show_choices()
        if self._value is not None and not self._value.is_dirty():
            value = answer.amount if self._cell.answer is AnswerKind.AMOUNT else answer.day
            text = "" if value is None else self._format(value)
            self._value.set_value(text)
        if not self._text.is_dirty():
            self._text.set_value(answer.text)
        self._show_source()
        self._show_state()

    def _show_source(self) -> None:
        if self._source is not None:
            self._source.show_answer(self._answer)

    def fits(self, cell: Cell) -> bool:
        """Whether the same controls serve for another cell."""
        return cell.answer is self._cell.answer and not cell.options and not self._cell.options

    def rebind(self, cell: Cell, answer: Answer, others: Sequence[Candidate]) -> None:
        """Serve another cell; what was typed must have been told before."""
        self._cell, self._others = cell, others
        self._answer = answer
        self._source_button.setChecked(False)
        self._text.set_value(answer.text)
        self._text.document().clearUndoRedoStacks()
        self._say("")
        self.show_answer(answer)

    def _format(self, value: object) -> str:
        return euros(value) if isinstance(value, int) else day(value)  # type: ignore[arg-type]

    def _show_choices(self) -> None:
        for option, (box, _) in zip(self._cell.options, self._choices, strict=True):
            box.setChecked(option.id in self._answer.choices)

    def _show_state(self) -> None:
        state = self._answer.state
        told = state not in (AnswerState.EMPTY, AnswerState.ANSWERED)
        self._state.setText(state_words(self._answer) if told else "")
        self._state.setVisible(told)
        aside = state is AnswerState.NOT_APPLICABLE
        self._ask.setVisible(not aside and state is not AnswerState.RECEIVED)
        self._ask.setText("Ne plus demander" if state is AnswerState.TO_ASK else "Demander")
        self._none.setVisible(not aside and state is not AnswerState.RECEIVED)
        self._back.setVisible(aside)
        self._accept.setVisible(state is AnswerState.RECEIVED)
        source = source_words(self._answer)
        token = "accent" if source else "ink2"
        self._source_button.setIcon(self._theme.icon("link", token, 15))
        self._source_button.setToolTip(html.escape(source or "Aucune source notée"))
        self._source_button.setAccessibleDescription(source)

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.resized.emit()

    # Telling

    def _tell(self, **changes: object) -> None:
        self._answer = self._answer.but(**changes)
        self.edited.emit(self._answer)

    def set_opinion(self, opinion: Opinion) -> bool:
        """Choose an opinion with a key; False when the cell has no such opinion."""
        if opinion not in _SEGMENTS.get(self._cell.answer, ()):
            return False
        chosen = Opinion.NONE if self._answer.opinion is opinion else opinion
        self._tell(opinion=chosen)
        self.show_answer(self._answer)
        return True

    def start_typing(self, text: str = "") -> None:
        """Put the caret at the end of the answer, after a first character when there is one."""
        target: TextField | LineField = self._value or self._text
        if self._choices and not text:
            self._choices[0][0].setFocus()
            return
        target.setFocus()
        if isinstance(target, TextField):
            cursor = target.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            target.setTextCursor(cursor)
            target.insertPlainText(text)
        elif text:
            target.insert(text)

    def show_source(self) -> None:
        """Open the fields of the source."""
        self._source_button.setChecked(True)

    def flush(self) -> None:
        """Tell what was typed and not told yet."""
        for field in self._fields:
            field.flush()
        if self._source is not None:
            self._source.flush()

    def show_unsaved(self, unsaved: bool) -> None:
        """Show that the last change is not in the file; the text stays in its field."""
        self._text.set_error(unsaved)
        self._say("Non enregistré, nouvel essai dans 5 s." if unsaved else "")

    @property
    def answer(self) -> Answer:
        """The answer as it stands now."""
        return self._answer

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the icon of « Source » alone where its word would cut « En partie »."""
        super().resizeEvent(event)
        self._source_button.setText("Source" if self.width() > self._theme.px(203) else "")

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        width = self.width() if self.width() > 60 else self._theme.px(200)
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        return QSize(width, max(height, layout.totalSizeHint().height()) + 2)


def _short(word: Opinion) -> str:
    return "?" if word is Opinion.UNKNOWN else word.label


def _unroll(menu: QMenu, under: QWidget) -> None:
    """Show a menu under a button, its first line chosen: Enter alone takes it."""
    menu.popup(under.mapToGlobal(under.rect().bottomLeft()))
    menu.setActiveAction(menu.actions()[0])

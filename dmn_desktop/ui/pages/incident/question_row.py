"""One question of the orientation: Oui, Non, Je ne sais pas, and where a filled answer is from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from dmn_desktop.core.guided_triage import Asked
from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, restyle, row, rule
from dmn_desktop.ui.widgets.flow import FlowLayout

ANSWERS = (("oui", "Oui"), ("non", "Non"), ("inconnu", "Je ne sais pas"))


class QuestionRow(QFrame):
    """A question in the list.

    Attributes:
        answered: The answer, empty when it is taken back.
    """

    answered = Signal(str)

    def __init__(self, theme: Theme, asked: Asked) -> None:
        """Show a question."""
        super().__init__()
        self.setProperty("kind", "asked")
        self._number = PlainLabel(kind="h2")
        theme.hold(self._number, least=20)
        self._words = PlainLabel(kind="h2", wrap=True)
        self._help = PlainLabel(kind="help", wrap=True)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.choices: dict[str, QRadioButton] = {}
        line = QWidget()
        flow = FlowLayout(line, 22)
        for key, words in ANSWERS:
            made = QRadioButton(words)
            made.installEventFilter(self)
            made.clicked.connect(lambda _=False, k=key: self.answered.emit(k))
            self._group.addButton(made)
            self.choices[key] = made
            flow.addWidget(made)
        self._clear = button("Retirer", lambda: self.answered.emit(""), "small")
        self._clear.setToolTip("Retirer cette réponse")
        flow.addWidget(self._clear)
        inner = column(self._words, self._help, 2, line, spacing=2)
        outer = row(spacing=6)
        outer.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(inner, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(outer)
        self.show_asked(asked, read_only=False)

    def show_asked(self, asked: Asked, read_only: bool) -> None:
        """Show its number, its answer and where that comes from."""
        self._number.setText(str(asked.number))
        self._words.setText(asked.node.question)
        filled = asked.answer is not None and not asked.given
        help_ = asked.reason if filled else asked.node.help
        if asked.answer == "inconnu":
            help_ = f"{help_} Demander à\u00a0: {asked.node.asks}.".strip()
        self._help.setText(help_)
        self._help.setVisible(bool(help_))
        self._group.setExclusive(False)
        for key, made in self.choices.items():
            made.setChecked(key == asked.answer)
            made.setEnabled(not read_only)
            made.setAccessibleName(f"{asked.node.question} {made.text()}")
            made.setAccessibleDescription(help_)
        self._group.setExclusive(True)
        self._clear.setVisible(asked.given and not read_only)
        self._clear.setAccessibleName(f"Retirer la réponse {asked.number}")

    def take_focus(self) -> None:
        """Put the keyboard on the answer."""
        checked = next((m for m in self.choices.values() if m.isChecked()), self.choices["oui"])
        checked.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            held = event.type() == QEvent.Type.FocusIn
            self.setProperty("state", "on" if held else "")
            restyle(self)
        return super().eventFilter(watched, event)


class QuestionList(QWidget):
    """Questions under each other, with a rule between them."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self._lines: list[QWidget] = []
        self._shown: list[QuestionRow] = []
        self._layout = column(spacing=0)
        self.setLayout(self._layout)

    def arrange(self, rows: Sequence[QuestionRow]) -> None:
        """Show these rows in this order; a row comes with the keyboard in it."""
        if self._shown == list(rows) and all(one.parent() is self for one in rows):
            return
        self._shown = list(rows)
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for one in rows:
            self._layout.removeWidget(one)
        for place, one in enumerate(rows):
            if place:
                self._lines.append(rule())
                self._layout.insertWidget(2 * place - 1, self._lines[-1])
            self._layout.insertWidget(2 * place, one)
            one.show()

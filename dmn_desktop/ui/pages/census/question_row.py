"""One question of the review on one line: Oui, Modifié, Non, and the new value in its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, row

WORDS = {
    CensusAnswer.UNCHANGED: "Oui",
    CensusAnswer.CHANGED: "Modifié",
    CensusAnswer.NO: "Non",
}
_LETTERS = {
    "o": CensusAnswer.UNCHANGED,
    "m": CensusAnswer.CHANGED,
    "n": CensusAnswer.NO,
}


class QuestionRow(QWidget):
    """A question with its present value, its answer, and what changes with it.

    Attributes:
        answered: The answer was given or taken back.
        passed: The answer was given with a letter: the keyboard goes on.
        letters: Whether O, M and N answer.
    """

    answered = Signal(object)
    passed = Signal()

    def __init__(
        self,
        words: str,
        answers: Sequence[CensusAnswer],
        editors: dict[CensusAnswer, QWidget],
    ) -> None:
        """Make the line.

        Args:
            words: The question.
            answers: Those it takes.
            editors: What is shown under it for an answer.
        """
        super().__init__()
        self.letters = True
        self._answers = tuple(answers)
        self._editors = editors
        self._question = PlainLabel(words, kind="strong", wrap=True)
        self._now = PlainLabel(kind="help", wrap=True)
        self._now.setMinimumWidth(60)
        self._segments = Segments(words, [(a.value, WORDS[a]) for a in self._answers])
        self._segments.chosen.connect(self._chosen)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._question)
        texts.addWidget(self._now)
        line = row(spacing=12)
        line.addLayout(texts, 1)
        line.addWidget(self._segments, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 5, 0, 5)
        layout.setSpacing(6)
        layout.addLayout(line)
        for editor in dict.fromkeys(editors.values()):
            layout.addWidget(editor)
            editor.hide()

    def show_answer(self, answer: CensusAnswer, now: str) -> None:
        """Show a stored answer and the present value."""
        self._segments.set_value(answer.value)
        self._now.setText(now)
        self._now.setVisible(bool(now))
        self._show_editor()

    def now(self) -> str:
        """The present value shown."""
        return self._now.text()

    def answer(self) -> CensusAnswer:
        """The answer shown."""
        return CensusAnswer(self._segments.value())

    def _show_editor(self) -> None:
        shown = self._editors.get(self.answer())
        for editor in dict.fromkeys(self._editors.values()):
            editor.setVisible(editor is shown)

    def _chosen(self, key: str) -> None:
        self._show_editor()
        self.answered.emit(CensusAnswer(key))

    def set_enabled(self, enabled: bool) -> None:
        """Let the answer be changed or not; the words stay readable."""
        self._segments.setEnabled(enabled)
        for editor in self._editors.values():
            editor.setEnabled(enabled)

    def start(self) -> None:
        """Put the keyboard on the answer, or on the first one."""
        buttons = self._segments.findChildren(QPushButton)
        chosen = next((b for b in buttons if b.isChecked()), buttons[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        answer = _LETTERS.get(event.text().lower())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if answer not in self._answers or not plain or not self.letters:
            super().keyPressEvent(event)
            return
        if not self._segments.isEnabled():
            return
        self._segments.set_value(answer.value)
        self._chosen(answer.value)
        editor = self._editors.get(answer)
        if editor is not None:
            # As with Tab: what stands there is chosen, and typing replaces it.
            editor.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()

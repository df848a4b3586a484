"""What could be read more easily: marks to go by, never a certificate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from dmn_desktop.core.readability import Hint
from dmn_desktop.core.text import NBSP, count, shorten
from dmn_desktop.ui.widgets.basics import PlainLabel

SHOWN = 12
_LIMIT = "Ce sont des repères, pas un certificat."


class ReadingHints(QFrame):
    """A sentence for each passage, with its beginning."""

    def __init__(self) -> None:
        """Make it without hints."""
        super().__init__()
        self.setProperty("kind", "block")
        self._title = PlainLabel(kind="h3", wrap=True)
        self.words = PlainLabel(kind="text", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self.words)
        layout.addWidget(PlainLabel(_LIMIT, kind="help", wrap=True))

    def show_hints(self, text: str, hints: Sequence[Hint], simple: bool) -> None:
        """Show what was found in a text."""
        kind = "Lecture du texte simplifié" if simple else "Lecture"
        told = count(len(hints), "repère") if hints else "rien à signaler"
        self._title.setText(f"{kind}{NBSP}: {told}")
        lines = [f"•{NBSP}{_said(text, hint)}" for hint in hints[:SHOWN]]
        if len(hints) > SHOWN:
            lines.append(f"et {len(hints) - SHOWN}{NBSP}autres")
        self.words.setText("\n".join(lines))
        self.words.setVisible(bool(lines))


def _said(text: str, hint: Hint) -> str:
    """The hint, with the passage when the sentence does not quote it."""
    passage = text[hint.start : hint.end].strip()
    if passage and f"«{NBSP}{passage}{NBSP}»" not in hint.sentence:
        return f"«{NBSP}{shorten(passage, 48)}{NBSP}». {hint.sentence}"
    return hint.sentence

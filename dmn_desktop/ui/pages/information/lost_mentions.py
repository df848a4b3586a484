"""Mandatory mentions that a text lost: each with its legal source, put back or explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.patient_sheet import Lost
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row
from dmn_desktop.ui.widgets.fields import GUARDED, TextField

KeepReason = Callable[[Lost, str, str], bool]
"""Gets the mention, the reason and the run of typing."""

_HOW = (
    "La fiche se valide une fois chaque mention remise dans le texte, ou le motif de son absence "
    "écrit ici. Le motif reste avec la fiche et avec la version validée."
)


class LostMentions(QFrame):
    """A line for each mention; absent when the text has them all.

    Attributes:
        put_back: A mention is to be put back in the text.
    """

    put_back = Signal(object)

    def __init__(self, context: Context, keep: KeepReason | None = None) -> None:
        """Make it empty.

        Args:
            context: Shared parts of the window.
            keep: Keeps a reason; None where no sheet could hold one.
        """
        super().__init__()
        self.setProperty("kind", "block")
        self._context, self._keep = context, keep
        self._bound = BoundFields(context, self)
        self._title = PlainLabel(kind="warning", wrap=True)
        self.rows: dict[str, _Row] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 14, 12)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._title)
        if keep is not None:
            self._layout.addWidget(PlainLabel(_HOW, kind="help", wrap=True))
        self.hide()

    def show_lost(self, lost: Sequence[Lost], restart: bool = False) -> None:
        """Show the mentions that a text lost.

        Args:
            lost: In the order of the law.
            restart: Whether they belong to another sheet.
        """
        if restart:
            self._bound.restart()
        free = not self._context.register.read_only
        for one in lost:
            if one.key not in self.rows:
                self._add(one)
            self.rows[one.key].show_lost(one, free)
        shown = {one.key for one in lost}
        for key, line in self.rows.items():
            line.setVisible(key in shown)
        words = count(len(lost), "mention obligatoire absente", "mentions obligatoires absentes")
        self._title.setText(f"{words} de ce texte")
        self.setVisible(bool(lost))
        self._bound.show()

    def _add(self, lost: Lost) -> None:
        made = self.rows[lost.key] = _Row(lost, self._keep is not None)
        made.asked.connect(lambda: self.put_back.emit(made.lost))
        self._layout.addWidget(made)
        keep = self._keep
        if made.reason is not None and keep is not None:
            self._bound.bind(
                made.reason,
                lambda: made.lost.reason,
                lambda text, run: keep(made.lost, text, run),
            )

    def focus_first(self) -> QWidget | None:
        """Put the keyboard on the first one that waits."""
        for line in self.rows.values():
            if line.isVisibleTo(self) and not line.lost.reason:
                found = line.reason or line.back
                found.setFocus()
                return line
        return None

    def flush(self) -> bool:
        """Keep what was typed."""
        return self._bound.flush()


class _Row(QWidget):
    """One mention.

    Attributes:
        asked: It is to be put back.
    """

    asked = Signal()

    def __init__(self, lost: Lost, explains: bool) -> None:
        super().__init__()
        self.lost = lost
        self._law = PlainLabel(kind="help", wrap=True)
        self.back = button("Remettre dans le texte", self.asked.emit, "small")
        self.back.setAccessibleName(f"Remettre dans le texte{NBSP}: {lost.mention.label}")
        self.reason: TextField | None = None
        label = PlainLabel(lost.mention.label, kind="strong", wrap=True)
        head = row(label, self.back)
        head.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(self._law)
        if explains:
            words = f"Motif de l’absence{NBSP}: {lost.mention.label}"
            self.reason = TextField(words, "Motif de l’absence", (1, 4))
            self.reason.setProperty(GUARDED, "patient_sheet.without")
            layout.addWidget(self.reason)

    def show_lost(self, lost: Lost, free: bool) -> None:
        """Show it as it is now."""
        self.lost = lost
        self._law.setText(f"{lost.law}.")
        self.back.setVisible(free)

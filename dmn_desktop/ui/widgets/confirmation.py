"""The box that asks before something that cannot be undone; everything else asks in a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.text import count
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row

NAMES_SHOWN = 50


class Confirmation(QDialog):
    """What will be lost, how much of it, and two verbs.

    Escape keeps everything, and so does Enter until somebody moves to the other verb.
    """

    def __init__(self, parent: QWidget, title: str, text: str, names: Sequence[str]) -> None:
        """Make a box over the window of a widget; `open` shows it.

        Args:
            parent: A widget of the window.
            title: The question.
            text: What is lost, what is not, that it cannot be undone.
            names: The objects concerned.
        """
        super().__init__(parent.window())
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keep = button("Garder", self.reject)
        self._do = button("", self.accept)
        self._keep.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(title, kind="h2", wrap=True))
        layout.addWidget(PlainLabel(text, kind="text", wrap=True))
        if names:
            layout.addWidget(_list(names), 1)
        layout.addLayout(row(None, self._do, self._keep))
        self.setAccessibleDescription(text)
        self._fit(parent.window())
        self._keep.setFocus()

    def _fit(self, window: QWidget) -> None:
        """Some seventy letters wide, and within the window: the names scroll."""
        width = min(self.fontMetrics().averageCharWidth() * 76, window.width() - 40)
        self.resize(width, min(self.sizeHint().height(), window.height() - 80))

    def set_verbs(self, do: str, keep: str) -> None:
        """Name both buttons by what they do."""
        self._do.setText(do)
        self._keep.setText(keep)


def _list(names: Sequence[str]) -> QScrollArea:
    """The names, which scroll when there are many."""
    lines = [PlainLabel(name, kind="text", wrap=True) for name in names[:NAMES_SHOWN]]
    if left := len(names) - NAMES_SHOWN:
        lines += [PlainLabel(f"et {count(left, 'autre')}", kind="help")] if left > 0 else []
    inside = QWidget()
    inside.setLayout(column(*lines, None, spacing=4))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setAccessibleName("Ce qui serait effacé")
    area.setWidget(inside)
    return area

"""Words offered for what is being typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget


class Completer(QCompleter):
    """Offers the words in which what is typed stands, wherever it stands in them."""

    def __init__(self, words: Sequence[str] | QAbstractItemModel, owner: QWidget) -> None:
        """Offer words.

        Args:
            words: What is offered, or a model whose first column holds it.
            owner: The field, or the widget around it.
        """
        if isinstance(words, QAbstractItemModel):
            super().__init__(words, owner)
        else:
            super().__init__(list(words), owner)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        # Qt makes this list an orphan: it would not have the look of the window.
        self.popup().setParent(owner, Qt.WindowType.Popup)

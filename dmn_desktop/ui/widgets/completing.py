"""Words offered for what is being typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget


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
        self.popup().setParent(_holder(owner), Qt.WindowType.Popup)


def _holder(owner: QWidget) -> QWidget:
    """What the list hangs on: Qt dresses no frame that hangs on a combo box itself.

    Not the line of the combo box either: the program then crashes when the box is destroyed.
    """
    if not isinstance(owner, QComboBox):
        return owner
    holder = QWidget(owner)
    holder.hide()
    return holder

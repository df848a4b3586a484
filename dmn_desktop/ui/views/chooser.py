"""« Colonnes »: which columns are shown, in which order, and how high the rows are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QScrollArea

from dmn_desktop.core.text import fold, matches
from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, block, button, icon_button, row

HEIGHTS = {"29": "Serrées", "33": "Normales", "40": "Aérées"}
_KEY = Qt.ItemDataRole.UserRole


class ColumnChooser(QFrame):
    """A panel beside the table.

    Attributes:
        chosen: Keys of the columns to show, in order.
        height_chosen: Height of a row at 100 %.
        closed: The panel is no longer wanted.
    """

    chosen = Signal(tuple)
    height_chosen = Signal(int)
    closed = Signal()

    def __init__(
        self,
        context: Context,
        titles: Mapping[str, str],
        default: Sequence[str],
        fixed: Sequence[str],
    ) -> None:
        """List every column there can be.

        Args:
            context: Shared parts of the window.
            titles: Words of each column by its key.
            default: What « Colonnes d’origine » brings back.
            fixed: Always there, and first.
        """
        super().__init__()
        self._context = context
        self._titles = titles
        self._default = tuple(default)
        self._fixed = tuple(fixed)
        frame, layout = block(spacing=8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(frame)
        self.setLayout(row(scroll))
        self._find = QLineEdit()
        self._find.setAccessibleName("Chercher une colonne")
        self._find.setPlaceholderText("Chercher une colonne…")
        self._find.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setAccessibleName("Colonnes du tableau")
        self.list.itemChanged.connect(lambda _: self._tell())
        close = icon_button(context.theme, "x", "Fermer les colonnes", self.closed.emit)
        layout.addLayout(row(PlainLabel("Colonnes", kind="h2"), None, close))
        layout.addWidget(self._find)
        layout.addWidget(self.list, 1)
        layout.addLayout(
            row(
                button("Monter", lambda: self._move(-1)),
                button("Descendre", lambda: self._move(1)),
                None,
            )
        )
        layout.addWidget(button("Colonnes d’origine", lambda: self.chosen.emit(self._default)))
        layout.addWidget(PlainLabel("Hauteur des lignes", kind="field"))
        self._heights = Segments("Hauteur des lignes", list(HEIGHTS.items()))
        self._heights.chosen.connect(self._height)
        layout.addLayout(row(self._heights, None))
        context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._context.theme.px(280))
        self.list.setMinimumHeight(self._context.theme.px(120))

    def show_columns(self, keys: Sequence[str], height: int) -> None:
        """Show the present choice without telling anyone."""
        current = self.list.currentItem()
        chosen = current.data(_KEY) if current else ""
        self.list.blockSignals(True)
        self.list.clear()
        rest = [key for key in self._titles if key not in keys]
        for key in (*keys, *rest):
            item = QListWidgetItem(self._titles[key])
            item.setData(_KEY, key)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags if key in self._fixed else flags | Qt.ItemFlag.ItemIsUserCheckable)
            on = key in keys
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            if key == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._search(self._find.text())
        self._heights.set_value(str(height))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(i) for i in range(self.list.count())]

    def _keys(self) -> tuple[str, ...]:
        on = Qt.CheckState.Checked
        return tuple(item.data(_KEY) for item in self._items() if item.checkState() == on)

    def _tell(self) -> None:
        self.chosen.emit(self._keys())

    def _search(self, text: str) -> None:
        words = fold(text).split()
        for item in self._items():
            item.setHidden(not matches(words, fold(item.text())))

    def _move(self, way: int) -> None:
        """Move the column in focus among those shown."""
        item = self.list.currentItem()
        keys = list(self._keys())
        if item is None or item.data(_KEY) not in keys[len(self._fixed) :]:
            return
        place = keys.index(item.data(_KEY))
        target = place + way
        if len(self._fixed) <= target < len(keys):
            keys[place], keys[target] = keys[target], keys[place]
            self.chosen.emit(tuple(keys))

    def _height(self, key: str) -> None:
        if not key:  # one of them always holds
            key = "33"
        self._heights.set_value(key)
        self.height_chosen.emit(int(key))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

"""What a grid of candidates shows: rows, columns and cells, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import plain_tooltip

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class GridCell:
    """What one cell shows.

    Attributes:
        note: A second, smaller text with a link icon: the source.
        muted: Grey, because it does not apply.
        placeholder: Shown while there is nothing.
        error: Whether its last change could not be saved.
    """

    badge: Badge | None = None
    text: str = ""
    note: str = ""
    muted: bool = False
    placeholder: str = ""
    error: bool = False

    @property
    def words(self) -> str:
        """The cell in one sentence."""
        parts = [self.badge.text if self.badge else "", self.text, self.note]
        return ". ".join(p.rstrip(".") for p in parts if p) or self.placeholder


@dataclass(frozen=True)
class GridRow:
    """A row, or a heading across all columns.

    Attributes:
        label: Letter or number at the left.
        depth: 1 for a point under another point.
    """

    key: str
    label: str
    text: str
    cells: Sequence[GridCell] = ()
    heading: bool = False
    depth: int = 0


@dataclass(frozen=True)
class GridColumn:
    """A candidate.

    Attributes:
        segments: Parts of a bar: tone and number.
        words: The bar in words, below it.
    """

    key: str
    letter: str
    name: str
    note: str = ""
    segments: Sequence[tuple[str, int]] = ()
    words: str = ""


class GridModel(QAbstractTableModel):
    """Rows and columns of a `CompareGrid`."""

    def __init__(self) -> None:
        """Make an empty grid."""
        super().__init__()
        self.rows: list[GridRow] = []
        self.columns: list[GridColumn] = []

    def show_content(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Show other content; when the shape is the same, the focus stays."""
        same = [r.key for r in rows] == [r.key for r in self.rows] and [c.key for c in columns] == [
            c.key for c in self.columns
        ]
        if not same:
            self.beginResetModel()
        self.rows, self.columns = list(rows), list(columns)
        if not same:
            self.endResetModel()
        elif rows and columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows) - 1)

    def cell(self, index: Index) -> GridCell | None:
        """What a cell shows; None in a heading."""
        row = self.rows[index.row()]
        return None if row.heading else row.cells[index.column()]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell(index)
        if cell is None:
            return row.text if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(cell.words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self.columns[index.column()].name
            return f"{row.label} {row.text}. {name}\u00a0: {cell.words}"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            column = self.columns[section]
            words = f"{column.letter} {column.name}, {column.note}".strip(", ")
            return f"{words}. {column.words}" if column.words else words
        if orientation == Qt.Orientation.Vertical and section < len(self.rows):
            row = self.rows[section]
            return f"{row.label} {row.text}".strip()
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.rows[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

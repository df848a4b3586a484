"""Candidates side by side: titles of rows frozen at the left, one painted cell per candidate.

Used by the answers (one question, or all of them) and by the comparison of annexe 2. Cells are
painted, so a page has few widgets whatever the number of candidates; only the cell being edited
holds an editor.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QWidget,
)

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import settle
from dmn_desktop.ui.widgets.grid_model import GridColumn, GridRow, Index
from dmn_desktop.ui.widgets.grid_painting import (
    MAX_LINES,
    CandidateHeads,
    CellDelegate,
    Corner,
    Metrics,
    PaintedGrid,
    RowTitles,
)

MIN_COLUMN = 200
"""Least width of a candidate's column, in pixels at 100 %."""

FRAME = 5
"""Height around an editor: the frame of its cell, and the rule below."""


class CompareGrid(PaintedGrid):
    """The grid.

    Attributes:
        cell_opened: Enter, F2 or a double click on a cell: row key, column key.
        cell_moved: Another cell is in focus: row key, column key.
        key_typed: A printable key on a cell: row key, column key, text.
    """

    cell_opened = Signal(str, str)
    cell_moved = Signal(str, str)
    key_typed = Signal(str, str, str)

    def __init__(
        self, theme: Theme, name: str, label_width: int = 24, title_width: int = 152
    ) -> None:
        """Make an empty grid.

        Args:
            theme: Colours, sizes and fonts.
            name: Accessible name.
            label_width: Room for the letter or number of a row, in pixels at 100 %.
            title_width: Room for letter and words of a row, in pixels at 100 %.
        """
        super().__init__(theme, label_width, title_width)
        self._most = MAX_LINES
        self._editor: QWidget | None = None
        self._editor_key: tuple[str, str] | None = None
        self.setObjectName("compare")
        self.setAccessibleName(name)
        self.setModel(self.model_)
        self.setItemDelegate(CellDelegate(theme, self))
        self._titles = RowTitles(theme, self)
        self._heads = CandidateHeads(theme, self)
        self.setVerticalHeader(self._titles)
        self.setHorizontalHeader(self._heads)
        self._corner = Corner(theme, self)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._titles.sectionClicked.connect(self._fold)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._retheme)

    # Content

    def show_content(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Show candidates and rows; the focused cell keeps its focus when it is still there."""
        key = self.current_key()
        self.model_.show_content(columns, rows)
        self._lay_out()
        if key is not None and self.current_key() != key:
            self.focus_cell(*key)

    def set_corner(self, text: str, label: str = "") -> None:
        """The words above the row titles, and above their numbers."""
        self._corner.words = (label, text)
        self._corner.setAccessibleName(f"{label} {text}".strip())
        self._corner.update()

    def set_lines(self, most: int) -> None:
        """Show at most so many lines of a text; with one, rows stand close together."""
        self._most = most
        self._retheme()

    def set_title_room(self, width: int) -> None:
        """Give the titles another width than their usual one, in pixels."""
        if width != self.title_room:
            self._title_room = width
            self._lay_out()

    def _lay_out(self) -> None:
        rows, columns = self.model_.rows, self.model_.columns
        self._titles.setFixedWidth(self.title_room)
        self._corner.setVisible(bool(columns))
        if not columns:
            # The questions are still read: each takes the whole width.
            for place in range(len(rows)):
                self.setRowHeight(place, self._row_height(place))
            return
        room = self.viewport().width()
        least = self._theme.px(MIN_COLUMN)
        width = max(least, room // len(columns))
        for place in range(len(columns)):
            last = place == len(columns) - 1 and width * len(columns) <= room
            self.setColumnWidth(place, room - width * place if last else width)
        self._heads.setFixedHeight(self._heads.sizeHint().height())
        self._widen_editor()
        hidden = False
        self.clearSpans()
        for place, row in enumerate(rows):
            if row.heading:
                hidden = row.key in self.folded
                if len(columns) > 1:
                    self.setSpan(place, 0, 1, len(columns))
            self.setRowHidden(place, hidden and not row.heading)
            self.setRowHeight(place, self._row_height(place))
        self._place_corner()
        self._place_editor()

    def _row_height(self, place: int) -> int:
        row = self.model_.rows[place]
        heights = [self._titles.height_for(row)]
        for column, cell in enumerate(row.cells):
            heights.append(self.metrics.cell_height(cell, self.columnWidth(column)))
        if self._editor is not None and self._editor_key and self._editor_key[0] == row.key:
            heights.append(self._editor.sizeHint().height() + FRAME)
        return max(heights)

    def _place_corner(self) -> None:
        frame = self.frameWidth()
        self._corner.setGeometry(frame, frame, self.title_room, self._heads.height())

    def _retheme(self) -> None:
        self.metrics = Metrics(self._theme, self._most)
        self._lay_out()

    def _fold(self, logical: int) -> None:
        row = self.model_.rows[logical]
        if row.heading:
            self.folded ^= {row.key}
            self._lay_out()
            if self.isRowHidden(self.currentIndex().row()):
                self.setCurrentIndex(self.model_.index(logical, self.currentIndex().column()))
            self._titles.viewport().update()

    # Focus

    def index_of(self, row_key: str, column_key: str) -> QModelIndex:
        """The place of a cell, invalid when it is not shown."""
        row = next((i for i, r in enumerate(self.model_.rows) if r.key == row_key), -1)
        column = next((i for i, c in enumerate(self.model_.columns) if c.key == column_key), -1)
        return self.model_.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def current_key(self) -> tuple[str, str] | None:
        """Row key and column key of the focused cell."""
        return self._key(self.currentIndex())

    def _key(self, index: Index) -> tuple[str, str] | None:
        if not index.isValid() or index.row() >= len(self.model_.rows):
            return None
        row = self.model_.rows[index.row()]
        if row.heading or index.column() >= len(self.model_.columns):
            return None
        return row.key, self.model_.columns[index.column()].key

    def focus_cell(self, row_key: str, column_key: str) -> bool:
        """Put the focus on a cell; False when it is not shown."""
        index = self.index_of(row_key, column_key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.updateGeometries()  # how far it scrolls is otherwise known a moment later
            self.scrollTo(index)
        return index.isValid()

    def focus_first(self) -> None:
        """Put the focus on the first cell."""
        for place, row in enumerate(self.model_.rows):
            if not row.heading and self.model_.columns:
                self.setCurrentIndex(self.model_.index(place, 0))
                return

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        key = self._key(current)
        if key is not None and key != self._key(previous):
            self.cell_moved.emit(*key)

    # Editor of the focused cell

    def open_editor(self, row_key: str, column_key: str, editor: QWidget) -> None:
        """Lay an editor over a cell; the row grows to hold it. The editor stays the caller's."""
        self.close_editor()
        if not self.index_of(row_key, column_key).isValid():
            return
        self._editor, self._editor_key = editor, (row_key, column_key)
        if editor.parentWidget() is not self.viewport():
            editor.setParent(self.viewport())
            editor.installEventFilter(self)
        editor.show()
        settle(editor)
        self.fit_editor()
        self.scrollTo(self.index_of(row_key, column_key))
        self._place_editor()
        settle(editor)

    def fit_editor(self) -> None:
        """Give the edited row the height that its editor needs now."""
        if self._editor is None or self._editor_key is None:
            return
        index = self.index_of(*self._editor_key)
        if index.isValid():
            self._widen_editor()
            self.setRowHeight(index.row(), self._row_height(index.row()))
            self._place_editor()

    def _widen_editor(self) -> None:
        """Give the editor the width of its column, less the frame of the cell."""
        if self._editor is None or self._editor_key is None:
            return
        index = self.index_of(*self._editor_key)
        if index.isValid():
            self._editor.setFixedWidth(self.columnWidth(index.column()) - 4)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the row again when a line comes or goes in the editor."""
        if watched is self._editor and event.type() is QEvent.Type.LayoutRequest:
            self.fit_editor()
        return super().eventFilter(watched, event)

    def _place_editor(self) -> None:
        if self._editor is None or self._editor_key is None:
            return
        index = self.index_of(*self._editor_key)
        if index.isValid():
            self._editor.setGeometry(self.visualRect(index).adjusted(2, 2, -2, 2 - FRAME))

    @property
    def editor(self) -> QWidget | None:
        """The editor laid over a cell."""
        return self._editor

    def close_editor(self) -> None:
        """Take the editor away."""
        if self._editor is None or self._editor_key is None:
            return
        index = self.index_of(*self._editor_key)
        self._editor.hide()
        self._editor, self._editor_key = None, None
        if index.isValid():
            self.setRowHeight(index.row(), self._row_height(index.row()))

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Go to the next cell with Tab, but stay when Qt only looks where to put the focus.

        It does so whenever a control that has the focus is hidden or disabled.
        """
        focused = self.focusWidget()
        if focused is not None and not (focused.isVisible() and focused.isEnabled()):
            self.setFocus()
            return True
        return super().focusNextPrevChild(next)

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_editor()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    # Keys

    def _open(self, index: Index) -> None:
        key = self._key(index)
        if key is not None:
            self.cell_opened.emit(*key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key()
        control = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        opens = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)
        if key is None and self.currentIndex().isValid() and event.key() in opens:
            self._fold(self.currentIndex().row())
        elif event.key() in opens[:3] and not control:
            self._open(self.currentIndex())
        elif (
            key is not None and not control and event.text().strip() and event.text().isprintable()
        ):
            self.key_typed.emit(*key, event.text())
        elif key is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.key_typed.emit(*key, "\x7f")
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if self.currentIndex().isValid():
            self.updateGeometries()
            self.scrollTo(self.currentIndex())

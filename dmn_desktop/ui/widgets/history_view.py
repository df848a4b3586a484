"""A table of changes with what each did beside it; for the whole register or one object."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.history import HistoryDetail, HistoryRow, ObjectChange
from dmn_desktop.core.text import NBSP, count, moment
from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, clear, column, row, rule, scrolling
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel

PAGE = 500
"""Lines read at once: when one scrolls to the end, and on and on when one filters."""

Read = Callable[[int, int | None], Sequence[HistoryRow]]
"""Gives so many lines below one, or the newest."""

Look = Callable[[int], HistoryDetail | None]

COLUMNS = (
    Column("Quand", 140, text=lambda one: moment(one.at), sort=lambda one: one.seq),
    Column("Qui", 130, muted=True),
    Column("Action", 220, strong=True),
    Column("Objet", 240),
)


class HistoryView(QWidget):
    """The lines, newest first, a filter, and the chosen one in full.

    Attributes:
        table: The lines.
        detail: What the chosen line changed.
    """

    def __init__(self, theme: Theme, read: Read, look: Look) -> None:
        """Read lines and details with these two calls."""
        super().__init__()
        self._theme, self._read, self._look = theme, read, look
        self._rows: list[HistoryRow] = []
        self._complete = False
        self._model = RecordTableModel(COLUMNS, "Changement")
        self.table = RecordTable(theme, self._model, "Historique")
        self.table.setSelectionMode(RecordTable.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.filter = LineField("Filtrer l’historique", "Filtrer l’historique…   Ctrl+F")
        self.filter.textChanged.connect(self._filter_typed)
        self._count = PlainLabel(kind="help", wrap=True)
        self._count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._empty = PlainLabel("Aucun changement n’est encore noté.", kind="text", wrap=True)
        self._words = QWidget()
        self._lines = QVBoxLayout(self._words)
        self._lines.setContentsMargins(14, 10, 14, 14)
        self.detail = scrolling(self._words)
        self.detail.setAccessibleName("Avant et après")
        self.detail.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._fitted = False
        self._build()
        self._rest = QTimer(self)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._read_on)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._model.counted.connect(lambda _: self._show_count())
        theme.changed.connect(self._fit)

    def _build(self) -> None:
        self._split.addWidget(self.table)
        self._split.addWidget(self.detail)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.filter, self._count, spacing=12))
        layout.addWidget(self._empty)
        layout.addWidget(self._split, 1)
        self._fit()

    def _fit(self) -> None:
        """Put what changed under the table where there is no room beside it."""
        px = self._theme.px
        beside = self.width() >= px(900)
        orientation = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        self.filter.setFixedWidth(min(px(320), self.width() * 3 // 5))
        self.detail.setMinimumSize(px(240), px(90))
        if orientation is not self._split.orientation() or not self._fitted:
            self._split.setOrientation(orientation)
            length = self.width() if beside else self.height()
            self._split.setSizes([length * 2 // 3, length // 3])
            self._fitted = self.isVisible()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Lines

    def start(self) -> None:
        """Show the newest lines, the last one chosen."""
        self.reload()
        self.table.selectRow(0)
        self.table.scrollToTop()

    def reload(self) -> None:
        """Read the newest lines again; the chosen one stays chosen."""
        self._rows, self._complete = [], False
        self._read_page()
        self._show_rows()
        if self._model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._show_chosen()
        self._filter_typed(self.filter.text())

    def _read_page(self) -> None:
        found = self._read(PAGE, self._rows[-1].seq if self._rows else None)
        self._rows += found
        self._complete = len(found) < PAGE

    def _show_rows(self) -> None:
        place = self.table.verticalScrollBar().value()
        self._model.set_rows([(one, one.who, one.what, one.subject) for one in self._rows])
        self.table.verticalScrollBar().setValue(place)
        self._empty.setVisible(not self._rows)
        self._split.setVisible(bool(self._rows))
        self._show_count()

    def _scrolled(self, value: int) -> None:
        if not self._complete and value >= self.table.verticalScrollBar().maximum() > 0:
            self._read_page()
            self._show_rows()

    def _filter_typed(self, text: str) -> None:
        """Filter what was read at once, and read the rest when nothing else is to be done."""
        self._model.set_filter(text)
        if text.strip() and not self._complete:
            self._rest.start()
        else:
            self._rest.stop()
        self._show_count()

    def _read_on(self) -> None:
        self._read_page()
        if self._complete:
            self._rest.stop()
            self._show_rows()
        else:
            self._show_count()

    def _show_count(self) -> None:
        read = count(len(self._rows), "changement")
        if self._rest.isActive():
            words = f"Lecture de l’historique{NBSP}: {read}…"
        elif self.filter.text().strip():
            shown = len(self._model.shown_rows())
            words = f"{count(shown, 'ligne')} sur {len(self._rows)}"
        else:
            words = read if self._complete else f"Les {len(self._rows)} derniers changements"
        self._count.setText(words)

    # The chosen line

    def _show_chosen(self) -> None:
        clear(self._lines)
        values = self.table.current_values()
        found = self._look(values[0].seq) if values else None
        if found is None:
            self._lines.addWidget(PlainLabel("Choisir une ligne.", kind="help"))
        else:
            for widget in self._told(found):
                self._lines.addWidget(widget)
        self._lines.addStretch(1)
        self.detail.verticalScrollBar().setValue(0)

    def _told(self, found: HistoryDetail) -> list[QWidget]:
        line = found.row
        told: list[QWidget] = [
            PlainLabel(line.what, kind="h3", wrap=True),
            PlainLabel(f"{moment(line.at)}, {line.who}", kind="help", wrap=True),
        ]
        for one in found.objects:
            told += [rule(), _object(one)]
        if found.more:
            told += [rule(), PlainLabel(f"et {count(found.more, 'autre')}", kind="help")]
        return told


def _object(one: ObjectChange) -> QWidget:
    """One object: what happened to it, and its fields before and after."""
    lines: list[QWidget | int | None] = [
        PlainLabel(f"{one.verb}{NBSP}: {one.subject}", kind="strong", wrap=True)
    ]
    if one.forgotten:
        lines.append(PlainLabel("Son contenu a été effacé avec la Corbeille.", "help", True))
    for field in one.fields:
        lines.append(PlainLabel(field.title, kind="help", wrap=True))
        if field.before:
            lines.append(PlainLabel(f"Avant{NBSP}: {field.before}", kind="text", wrap=True))
        if field.after:
            words = f"Après{NBSP}: {field.after}" if field.before else field.after
            lines.append(PlainLabel(words, kind="text", wrap=True))
        elif field.before:
            lines.append(PlainLabel(f"Après{NBSP}: vide", kind="text"))
    holder = QWidget()
    holder.setLayout(column(*lines, spacing=2))
    return holder

"""A table of annexe 2 that comes back: line by line beside the register, kept only when ticked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.annexe2_return import Annexe2Line
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import ComparisonRow
from dmn_desktop.core.text import DASH, NBSP, count
from dmn_desktop.core.typing import override
from dmn_desktop.core.vendor_return import LineStatus
from dmn_desktop.core.vocabulary import Judgement
from dmn_desktop.services import annexe2
from dmn_desktop.services.annexe2 import Annexe2Review
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.file_choice import ask_file
from dmn_desktop.ui.tasks import Job
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.badges import Badge, badge_height, badge_width, draw_badge
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row
from dmn_desktop.ui.widgets.wrapping import draw_wrapped, wrapped_lines

XLSX = "Classeur Excel (*.xlsx)"

TITLES = ("Ligne", "Candidat", "Effet", "Dans le registre", "Dans le fichier")
_TICK, _CANDIDATE, _EFFECT, _BEFORE, _AFTER = range(5)
_SHARES = (28, 14, 0, 29, 29)
"""Parts of the width, once the badges have theirs."""

MOST = 6
"""Lines of a text shown; the rest is its tooltip."""

BADGES = {
    LineStatus.NEW: Badge("Nouvelle", "ok", "plus"),
    LineStatus.REPLACES: Badge("Remplace", "warn", "refresh"),
    LineStatus.SAME: Badge("Inchangée", "neu", "check"),
    LineStatus.UNKNOWN: Badge("Sans numéro", "neu", "help-circle"),
}

Index = QModelIndex | QPersistentModelIndex


class ReviewModel(QAbstractTableModel):
    """The lines of a returned table, with their ticks.

    Attributes:
        ticked: The number of ticked lines changed.
    """

    ticked = Signal(int)

    def __init__(self) -> None:
        """Make an empty model."""
        super().__init__()
        self.lines: list[Annexe2Line] = []
        self._rows: dict[int, ComparisonRow] = {}
        self._ticks: list[bool] = []

    def show_lines(self, lines: Sequence[Annexe2Line], rows: Sequence[ComparisonRow]) -> None:
        """Show lines; those that would replace something are not ticked beforehand."""
        self.beginResetModel()
        self.lines = list(lines)
        self._rows = {r.n: r for r in rows}
        self._ticks = [line.status is LineStatus.NEW for line in lines]
        self.endResetModel()
        self.ticked.emit(len(self.chosen()))

    def chosen(self) -> list[Annexe2Line]:
        """The ticked lines."""
        return [line for line, tick in zip(self.lines, self._ticks, strict=True) if tick]

    def tick(self, place: int, on: bool | None = None) -> None:
        """Tick a line, untick it, or (None) the contrary of now."""
        if not self.lines[place].can_be_accepted:
            return
        self._ticks[place] = not self._ticks[place] if on is None else on
        index = self.index(place, _TICK)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit(len(self.chosen()))

    def tick_all(self, on: bool) -> None:
        """Tick or untick all lines that can be kept."""
        for place in range(len(self.lines)):
            self.tick(place, on)

    def text(self, place: int, column: int) -> str:
        """The words of a place."""
        line = self.lines[place]
        if column == _TICK:
            known = self._rows.get(line.read.row or 0)
            words = f"{known.label}  {known.text}" if known else line.read.label
            return f"{words}\n{line.read.how}" if "vérifier" in line.read.how else words
        if column == _CANDIDATE:
            return line.candidate
        if column == _EFFECT:
            return BADGES[line.status].text
        if column == _BEFORE:
            judged = line.before.judgement if line.before else Judgement.NONE
            return _cell_words(judged, line.shown)
        return _cell_words(line.read.judgement, line.read.text)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(place, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(place) if column == _TICK else self.text(place, column)
        can = self.lines[place].can_be_accepted
        if role == Qt.ItemDataRole.CheckStateRole and column == _TICK and can:
            return Qt.CheckState.Checked if self._ticks[place] else Qt.CheckState.Unchecked
        return None

    def _sentence(self, place: int) -> str:
        texts = [
            f"{title}{NBSP}: {self.text(place, column)}"
            for column, title in enumerate(TITLES)
            if self.text(place, column)
        ]
        return f"{'Cochée' if self._ticks[place] else 'Non cochée'}. {', '.join(texts)}."

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def _cell_words(judgement: Judgement, text: str) -> str:
    parts = [judgement.label if judgement is not Judgement.NONE else "", text]
    return "\n".join(part for part in parts if part) or DASH


class _Delegate(QStyledItemDelegate):
    """Paints wrapped texts, ticks and badges."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def height(self, text: str, width: int, column: int) -> int:
        """The height that a text needs in a column."""
        theme = self._theme
        if column == _EFFECT:
            return badge_height(theme) + theme.px(14)
        font = theme.font(14)
        lines = wrapped_lines(text, font.toString(), width - self._left(column), MOST)
        spacing = theme.px(20)
        return max(1, len(lines)) * spacing + theme.px(14)

    def _left(self, column: int) -> int:
        """What is taken beside a text: margins, and the box to tick."""
        return self._theme.px(44 if column == _TICK else 16)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        theme, model = self._theme, index.model()
        assert isinstance(model, ReviewModel)
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.fillRect(rect, theme.colour("asoft" if chosen else "panel"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        line, column = model.lines[index.row()], index.column()
        inner = rect.adjusted(theme.px(8), theme.px(7), -theme.px(8), -theme.px(7))
        if column == _EFFECT:
            box = QRect(inner.left(), inner.top(), inner.width(), badge_height(theme))
            draw_badge(painter, theme, box, BADGES[line.status])
            return
        if column == _TICK:
            self._paint_tick(painter, inner, index)
            inner.setLeft(inner.left() + theme.px(28))
        muted = not line.can_be_accepted or (column == _BEFORE and not line.before)
        painter.setPen(theme.colour("ink2" if muted else "ink"))
        draw_wrapped(painter, inner, index.data(), theme.font(14), MOST)

    def _paint_tick(self, painter: QPainter, inner: QRect, index: Index) -> None:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        theme, side = self._theme, self._theme.px(16)
        box = QRect(inner.left(), inner.top() + theme.px(2), side, side)
        on = Qt.CheckState(state) is Qt.CheckState.Checked
        painter.setPen(theme.colour("accent" if on else "strong"))
        painter.setBrush(theme.colour("accent" if on else "panel"))
        painter.drawRect(box)
        if on:
            painter.drawPixmap(box.topLeft(), theme.pixmap("check", "onaccent", 16))


class ReviewTable(QTableView):
    """The lines; a click on a box, or Espace, ticks."""

    def __init__(self, theme: Theme, model: ReviewModel) -> None:
        """Show a model."""
        super().__init__()
        self._theme = theme
        self._model = model
        self._delegate = _Delegate(theme)
        self.setAccessibleName("Lignes du fichier relu")
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.clicked.connect(self._clicked)
        model.modelReset.connect(self.lay_out)
        theme.changed.connect(self.lay_out)

    def lay_out(self) -> None:
        """Share the width, and give each line the height of its longest text."""
        badges = max(badge_width(self._theme, badge) for badge in BADGES.values())
        effect = badges + self._theme.px(16)
        room = max(0, self.viewport().width() - effect)
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, room * share // 100 if share else effect)
        for place in range(self._model.rowCount()):
            heights = [
                self._delegate.height(self._model.text(place, c), self.columnWidth(c), c)
                for c in range(len(TITLES))
            ]
            self.setRowHeight(place, max(heights))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == _TICK:
            self._model.tick(index.row())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and self.currentIndex().isValid():
            self._model.tick(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()


class ReviewPage(QWidget):
    """A returned table, to keep in part or not at all.

    Attributes:
        read: A file was read and can be reviewed.
        accepted: The review and the ticked lines.
        closed: Nothing is kept.
    """

    read = Signal()
    accepted = Signal(object, object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        """Make an empty page."""
        super().__init__()
        self._context = context
        self._review: Annexe2Review | None = None
        self._project = ""
        self._title = PlainLabel(kind="h2", wrap=True)
        self._words = PlainLabel(kind="sub", wrap=True)
        self.model = ReviewModel()
        self.table = ReviewTable(context.theme, self.model)
        self.setFocusProxy(self.table)
        self._keep = button("", self._accept, "primary")
        self._all = button("Tout cocher", lambda: self.model.tick_all(True))
        self._none = button("Tout décocher", lambda: self.model.tick_all(False))
        self._leave = button("Ne rien garder", self.closed.emit)
        self.model.ticked.connect(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 10, 20, 10)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(self._all, self._none, None, self._leave, self._keep))

    def ask_file(self, dossier: Dossier) -> None:
        """Ask for a file and read it."""
        path = ask_file(self._context, self, "Relire un tableau Excel", XLSX)
        if path:
            self.read_file(dossier, path)

    def read_file(self, dossier: Dossier, path: Path) -> Job:
        """Read a table aside, then show it line by line; nothing is changed yet."""
        return self._context.tasks.run(
            "Lecture du tableau…",
            lambda job: annexe2.review(dossier, path),
            lambda review: self._show(dossier, review),
        )

    def _show(self, dossier: Dossier, review: Annexe2Review) -> None:
        """Show what came back; unchanged lines are only counted."""
        self._review, self._project = review, dossier.project.id
        shown = [line for line in review.lines if line.status is not LineStatus.SAME]
        self._title.setText(f"{review.name}{NBSP}: à relire ligne par ligne")
        self._words.setText(_summary(review.lines))
        self.model.show_lines(shown, dossier.guide.forms[0].comparison_rows)
        self.read.emit()
        if shown:
            self.table.selectRow(0)
        self.table.setFocus()

    def is_about(self, dossier: Dossier) -> bool:
        """Whether a table of this project is being reviewed."""
        return self._review is not None and self._project == dossier.project.id

    def forget(self) -> None:
        """Leave the review."""
        self._review = None

    def _count(self, number: int) -> None:
        self._keep.setText(f"Garder {count(number, 'ligne')}" if number else "Garder les lignes")
        self._keep.setEnabled(number > 0)

    def _accept(self) -> None:
        self.accepted.emit(self._review, self.model.chosen())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _summary(lines: Sequence[Annexe2Line]) -> str:
    """« 12 nouvelles, 3 remplacent votre texte, 20 inchangées. »."""
    found = {status: sum(line.status is status for line in lines) for status in LineStatus}
    parts = [
        count(found[LineStatus.NEW], "nouvelle"),
        count(found[LineStatus.REPLACES], "remplace", "remplacent") + " ce que vous avez noté",
        count(found[LineStatus.SAME], "inchangée"),
    ]
    if found[LineStatus.UNKNOWN]:
        parts.append(f"{found[LineStatus.UNKNOWN]} sans numéro, à recopier à la main")
    words = ", ".join(parts)
    return f"{words}. Rien n’est enregistré avant «{NBSP}Garder{NBSP}»."

"""Step 4, Comparaison: the 35 lines of annexe 2, candidates side by side. No score, no rank."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from dmn_desktop.core.annexe2_return import Annexe2Line
from dmn_desktop.core.comparison import ComparisonLine, compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import ComparisonRow
from dmn_desktop.core.records import Candidate, new_id
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Judgement
from dmn_desktop.services import annexe2
from dmn_desktop.services import comparison as services
from dmn_desktop.services.annexe2 import Annexe2Review
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.comparison_answers import TRIAL, detail_of
from dmn_desktop.ui.pages.project.comparison_bar import (
    EmptyPage,
    ExcelButtons,
    Filter,
    FilterBar,
    centred,
    kept_by,
)
from dmn_desktop.ui.pages.project.comparison_detail import JUDGED, DetailPanel
from dmn_desktop.ui.pages.project.comparison_review import ReviewPage
from dmn_desktop.ui.pages.project.comparison_rows import (
    BADGES,
    COSTS,
    OUTSIDE,
    OWN,
    ROW,
    columns_of,
    line_rows,
    more_rows,
)
from dmn_desktop.ui.pages.project.step import Step, footer
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row, scrolling
from dmn_desktop.ui.widgets.compare_grid import CompareGrid
from dmn_desktop.ui.widgets.key_button import KeyButton

PANEL, BESIDE, TITLES, LABELS = 268, 640, 344, 60
"""Widths at 100 %: the panel, the table beside it at least, its frozen titles, their numbers."""

LOW = 200
"""Height of the table at 100 % under which the whole page scrolls."""

HINT = (
    f"Entrée{NBSP}: ouvrir la réponse complète et ses sources. 1 à 5{NBSP}: changer l’appréciation."
)

_KEYS: dict[str, Judgement] = {str(n): j for n, j in enumerate(JUDGED, start=1)}
_KEYS |= dict(zip("&é\"'(", JUDGED, strict=True))
_KEYS |= dict.fromkeys("0à\x7f", Judgement.NONE)
"""Digits, the same keys of a French keyboard without Maj, and Suppr."""


class ComparisonStep(Step):
    """The table of annexe 2."""

    key = "comparaison"
    title = "Comparaison"

    def __init__(self, context: Context) -> None:
        """Build the filters, the grid and the panel."""
        super().__init__(context)
        self._compared: tuple[Dossier, tuple[ComparisonLine, ...]] | None = None
        self._run = ""
        self._excel = ExcelButtons(
            context.theme, lambda: self.document_asked.emit("annexe2-xlsx"), self._read_back
        )
        self.extra = self._excel
        self._bar = FilterBar(context.theme)
        self._bar.chosen.connect(lambda: self._show_lines(filtering=True))
        self._grid = CompareGrid(context.theme, "Comparaison des candidats", LABELS, TITLES)
        self._grid.set_corner("Ligne du tableau HAS (annexe 2)", "N°")
        self._grid.setAccessibleDescription(HINT)
        self._grid.set_lines(1)
        self._grid.folded = {OUTSIDE, OWN, COSTS}
        self._grid.key_typed.connect(self._key_typed)
        self._grid.cell_opened.connect(lambda *_: self._open_panel())
        self._grid.cell_moved.connect(lambda *_: self._moved())
        self._panel = DetailPanel(context.theme)
        self._panel.judged.connect(self._judge)
        self._panel.line_edited.connect(self._save_line)
        self._panel.reset_asked.connect(lambda: self._save_line(""))
        self._panel.question_asked.connect(self._open_question)
        self._panel.closed.connect(self.close_panel)
        self._panel.hide()
        self._build()
        self._make_menu()
        context.theme.changed.connect(self._fit)

    def _build(self) -> None:
        self._nothing = PlainLabel(kind="text", wrap=True)
        nothing = centred(
            self._nothing, button("Voir toutes les lignes", partial(self._bar.choose, Filter.ALL))
        )
        self._table = QStackedWidget()
        self._table.addWidget(self._grid)
        self._table.addWidget(nothing)
        page = QWidget()
        inner = column(self._bar, self._table, spacing=10)
        inner.setContentsMargins(20, 10, 20, 10)
        inner.setStretch(1, 1)
        page.setLayout(inner)
        self._scroll = scrolling(page)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty = EmptyPage(self._go)
        self._review = ReviewPage(self.context)
        self._review.accepted.connect(self._accept)
        self._review.read.connect(self.refresh)
        self._review.closed.connect(self._leave_review)
        self._pages = QStackedWidget()
        for widget in (self._scroll, self._empty, self._review):
            self._pages.addWidget(widget)
        self._hint = PlainLabel(HINT, kind="small")
        back = button("Réponses", partial(self._go, "reponses"))
        back.setIcon(self.context.theme.icon("arrow-left"))
        self._next = KeyButton(
            self.context.theme, "Passer à l’expérimentation", "Ctrl+Tab", partial(self._go, TRIAL)
        )
        self._foot = footer(back, self._hint, None, self._next)
        self._centre = QWidget()
        self._centre.setLayout(column(self._pages, self._foot, spacing=0))
        layout = row(self._centre, self._panel, spacing=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _make_menu(self) -> None:
        """What a right click, or the menu key, offers on a cell."""
        for number, judgement in enumerate((*JUDGED, Judgement.NONE), start=1):
            key = number if judgement is not Judgement.NONE else 0
            action = QAction(f"{judgement.label}\t{key}", self._grid)
            badge = BADGES[judgement]
            action.setIcon(self.context.theme.icon(badge.icon, badge.tone))
            action.triggered.connect(lambda _=False, j=judgement: self._judge_current(j))
            self._grid.addAction(action)
        separator = QAction(self._grid)
        separator.setSeparator(True)
        detail = QAction("Ouvrir la réponse complète\tEntrée", self._grid)
        detail.triggered.connect(lambda _=False: self._open_panel())
        self._grid.addActions([separator, detail])
        self._grid.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    # Step

    @override
    def refresh(self) -> None:
        started = services.is_started(self.dossier)
        reviewing = self._review.is_about(self.dossier)
        self._pages.setCurrentIndex(2 if reviewing else 0 if started else 1)
        self._foot.setVisible(not reviewing)
        self._excel.set_enabled(started, not self.context.register.read_only)
        if reviewing or not started:
            self.close_panel()
            self._empty.show_dossier(self.dossier)
        else:
            self._bar.show_lines(self._lines(self.dossier))
            self._show_lines()
            self._follow()
        self._fit()

    def _lines(self, dossier: Dossier) -> tuple[ComparisonLine, ...]:
        """The lines of a dossier; it is asked for several times as it is."""
        if self._compared is None or self._compared[0] is not dossier:
            self._compared = (dossier, compare(dossier))
        return self._compared[1]

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        if not services.is_judged(dossier):
            return False
        return not any(line.has(Judgement.NONE) for line in compare(dossier))

    @override
    def show_route(self, route: Route) -> None:
        if self._pages.currentIndex() != 0:
            self._pages.currentWidget().setFocus()
            return
        if not self._grid.focus_cell(route.cell, route.candidate) and not self._grid.current_key():
            self._grid.focus_first()
        self._grid.setFocus()

    @override
    def zones(self) -> list[QWidget]:
        panel = [self._panel] if self._panel.isVisible() else []
        return [self._bar, self._grid, *panel, self._foot]

    @override
    def commands(self) -> list[Command]:
        found = [
            Command("Relire un tableau Excel…", self._read_back, icon="table-import"),
            Command("Ouvrir la réponse complète", self._open_panel, icon="eye", menu="Affichage"),
        ]
        found += [
            Command(
                f"Afficher{NBSP}: {words.lower()}",
                partial(self._bar.choose, key),
                "",
                "filter",
                "Affichage",
            )
            for key, words in self._bar.offered().items()
        ]
        return found + [
            Command(
                f"Apprécier{NBSP}: {j.label}",
                partial(self._judge_current, j),
                "",
                BADGES[j].icon,
                "Édition",
            )
            for j in (*JUDGED, Judgement.NONE)
        ]

    @override
    def flush(self) -> bool:
        self._panel.line.flush()
        return not self._panel.line.is_dirty()

    # Table

    def _show_lines(self, filtering: bool = False) -> None:
        """Show the lines that the filter keeps, and the one in focus until it is left."""
        chosen, lines = self._bar.filter, self._lines(self.dossier)
        focused = "" if filtering else (self._grid.current_key() or ("", ""))[0]
        kept = [line for line in lines if kept_by(chosen, line) or f"{ROW}{line.row.n}" == focused]
        more = more_rows(self.dossier) if chosen is Filter.ALL else []
        self._nothing.setText(self._bar.nothing_words())
        self._table.setCurrentIndex(0 if kept else 1)
        self._grid.show_content(
            columns_of(self.dossier, lines), [*line_rows(self.dossier, kept), *more]
        )
        if kept and self._grid.current_key() is None:
            self._grid.focus_first()

    def _place(self) -> tuple[Candidate, ComparisonRow] | None:
        """The candidate and the line of annexe 2 in focus."""
        row_key, column_key = self._grid.current_key() or ("", "")
        candidate = next((c for c in self.dossier.compared if c.id == column_key), None)
        found = (line.row for line in self._lines(self.dossier))
        line = next((r for r in found if f"{ROW}{r.n}" == row_key), None)
        return (candidate, line) if candidate is not None and line is not None else None

    def _key_typed(self, row_key: str, column_key: str, text: str) -> None:
        if text in _KEYS and self.context.settings.get("touches_simples", True):
            self._judge_current(_KEYS[text])

    def _judge_current(self, judgement: Judgement) -> None:
        place = self._place()
        if place is not None and self.flush():
            self._keep(services.set_judgement, *place, judgement)

    def _keep(self, action: Callable[..., Dossier], *args: Any) -> bool:
        """Run a service that gives back the dossier, and show it without reading it all again."""
        try:
            made = self.context.save(action, self.context.register, self.dossier, *args)
        except UserError:
            return False
        self.show_dossier(made)
        self.dossier_replaced.emit(made)
        return True

    # Panel

    def _open_panel(self) -> None:
        """Show the full answer; asked again, or without room beside the table, go into it."""
        if self._grid.current_key() is None:
            return
        again = self._panel.isVisible()
        self._panel.show()
        self._follow()
        self._fit()
        self._grid.scrollTo(self._grid.currentIndex())
        if again or not self._centre.isVisible():
            self._panel.focus_first()

    def close_panel(self) -> None:
        """Close the panel; the focus goes back to the cell."""
        if self._panel.isHidden() or not self.flush():
            return
        inside = self._panel.isAncestorOf(self.focusWidget() or self)
        self._panel.hide()
        self._fit()
        if inside:
            self._grid.setFocus()

    def _moved(self) -> None:
        """With large text the table is lower than the page; it comes into view with its cell."""
        self._scroll.ensureWidgetVisible(self._table, 0, 0)
        self._follow()

    def _follow(self) -> None:
        """Show in the panel the cell in focus."""
        key = self._grid.current_key()
        if self._panel.isHidden() or key is None:
            return
        if self._panel.shown is None or self._panel.shown.key != key:
            if not self.flush():
                return
            self._run = new_id()
        candidate = next((c for c in self.dossier.compared if c.id == key[1]), None)
        if candidate is not None:
            detail = detail_of(self.dossier, self._lines(self.dossier), key[0], candidate)
            self._panel.show_detail(detail, not self.context.register.read_only)

    def _judge(self, judgement: Judgement) -> None:
        self._judge_current(judgement)
        self._follow()

    def _save_line(self, text: str) -> None:
        shown = self._panel.shown
        if shown is None:
            return
        candidate = next(c for c in self.dossier.compared if c.id == shown.key[1])
        rows = (line.row for line in self._lines(self.dossier))
        line = next(r for r in rows if f"{ROW}{r.n}" == shown.key[0])
        changed = services.assessment_or_new(self.dossier, candidate, line).but(line=text)
        self._panel.line.set_error(not self._keep(services.set_line, changed, self._run))

    def _open_question(self, route: Route) -> None:
        if self.flush():
            self.context.go(route)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._panel.isVisible():
            self.close_panel()
        else:
            super().keyPressEvent(event)

    # Room

    def _fit(self) -> None:
        """Give the panel its place, or all of it when the table would have none left."""
        theme, width = self.context.theme, self.width()
        shown = not self._panel.isHidden()
        beside = width >= theme.px(PANEL + BESIDE)
        self._centre.setVisible(beside or not shown)
        self._panel.setFixedWidth(theme.px(PANEL) if beside else width)
        left = width - theme.px(PANEL) if beside and shown else width
        self._grid.set_title_room(self._titles(left))
        self._table.setMinimumHeight(
            min(theme.px(LOW), max(0, self._scroll.viewport().height() - 20))
        )
        self._bar.fit(left - 40)
        self._excel.fit(width)
        self._hint.setVisible(self._pages.currentIndex() == 0)
        self._hint.setVisible(not self._hint.isHidden() and self._foot.sizeHint().width() <= left)

    def _titles(self, width: int) -> int:
        """The room for the frozen titles, less of it when the text is large."""
        return min(self.context.theme.px(TITLES), max(width // 3, self.context.theme.px(150)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Reading back, and other steps

    def _read_back(self) -> None:
        if self.flush():
            self._review.ask_file(self.dossier)

    def _accept(self, review: Annexe2Review, chosen: list[Annexe2Line]) -> None:
        if self.write(annexe2.accept, self.context.register, self.dossier, review, chosen):
            self._leave_review()
            words = count(len(chosen), "ligne reprise", "lignes reprises")
            self.context.messages.done(f"{words} du tableau.", ("Annuler", self.context.undo))

    def _leave_review(self) -> None:
        self._review.forget()
        self.refresh()
        self._grid.setFocus()

    def _go(self, step: str) -> None:
        self.context.go(Route("projet", self.dossier.project.id, step))

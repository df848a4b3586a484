"""Step 4, Comparaison: the 35 lines of annexe 2, candidates side by side. No score, no rank."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.core.comparison import ComparisonLine, compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import ComparisonRow
from dmn_desktop.core.records import Candidate, new_id
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import AnswerState, Judgement
from dmn_desktop.services import comparison as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.comparison_answers import TRIAL, detail_of
from dmn_desktop.ui.pages.project.comparison_bar import ExcelButtons, Filter, FilterBar, kept_by
from dmn_desktop.ui.pages.project.comparison_detail import JUDGED, DetailPanel
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
from dmn_desktop.ui.pages.project.papers import Papers
from dmn_desktop.ui.pages.project.step import Step, footer
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row
from dmn_desktop.ui.widgets.compare_grid import CompareGrid
from dmn_desktop.ui.widgets.key_button import KeyButton

PANEL, TITLES, LABELS, LEAST = 268, 344, 60, 200
"""Widths at 100 %: the panel, the frozen titles, their number column, a candidate at least."""

HINT = (
    f"Entrée{NBSP}: ouvrir la réponse complète et ses sources. 1 à 5{NBSP}: changer l’appréciation."
)

_KEYS = {str(n): judgement for n, judgement in enumerate(JUDGED, start=1)}
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
        self._papers = Papers(context, lambda: self.dossier, self)
        self.extra = ExcelButtons(context.theme, self._export, self._read_back)
        self._bar = FilterBar(context.theme)
        self._bar.chosen.connect(lambda: self._show_lines(filtering=True))
        self._grid = CompareGrid(context.theme, "Comparaison des candidats", LABELS, TITLES)
        self._grid.set_corner("Ligne du tableau HAS (annexe 2)", "N°")
        self._grid.set_lines(1)
        self._grid.folded = {OUTSIDE, OWN, COSTS}
        self._grid.key_typed.connect(self._key_typed)
        self._grid.cell_opened.connect(lambda *_: self._open_panel())
        self._grid.cell_moved.connect(lambda *_: self._follow())
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
        nothing = _centred(
            self._nothing, button("Voir toutes les lignes", partial(self._bar.choose, Filter.ALL))
        )
        self._table = QStackedWidget()
        for widget in (self._grid, nothing):
            self._table.addWidget(widget)
        page = QWidget()
        inner = column(self._bar, self._table, spacing=10)
        inner.setContentsMargins(20, 10, 20, 10)
        inner.setStretch(1, 1)
        page.setLayout(inner)
        self._why = PlainLabel(kind="text", wrap=True)
        self._first = button("", self._go_first)
        empty_title = PlainLabel("Répondre d’abord à quelques questions", kind="h2", wrap=True)
        self._pages = QStackedWidget()
        for widget in (page, _centred(empty_title, self._why, self._first)):
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
            action.triggered.connect(partial(self._judge_current, judgement))
            self._grid.addAction(action)
        separator = QAction(self._grid)
        separator.setSeparator(True)
        detail = QAction("Ouvrir la réponse complète\tEntrée", self._grid)
        detail.triggered.connect(self._open_panel)
        self._grid.addActions([separator, detail])
        self._grid.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    # Step

    @override
    def refresh(self) -> None:
        empty = not self.dossier.compared or not self._is_started(self.dossier)
        self._pages.setCurrentIndex(1 if empty else 0)
        self._hint.setVisible(not empty)
        self.extra.set_enabled(not empty, not self.context.register.read_only)
        if empty:
            self.close_panel()
            self._show_empty()
            return
        self._bar.show_lines(self._lines(self.dossier))
        self._show_lines()
        self._follow()
        self._fit()

    def _show_empty(self) -> None:
        if self.dossier.compared:
            self._why.setText("Le tableau se remplit avec les réponses, ligne par ligne.")
            self._first.setText("Aller aux réponses")
        else:
            self._why.setText("Aucun candidat n’est retenu pour l’analyse.")
            self._first.setText("Choisir les candidats")

    def _go_first(self) -> None:
        self._go("reponses" if self.dossier.compared else "candidats")

    def _is_started(self, dossier: Dossier) -> bool:
        """Whether there is anything to compare: an answer, a question asked, a judgement."""
        kept = {candidate.id for candidate in dossier.compared}
        answered = any(
            answer.candidate_id in kept and answer.state is not AnswerState.EMPTY
            for answer in dossier.answers.values()
        )
        return answered or _is_judged(dossier)

    def _lines(self, dossier: Dossier) -> tuple[ComparisonLine, ...]:
        """The lines of a dossier; it is asked for several times as it is."""
        if self._compared is None or self._compared[0] is not dossier:
            self._compared = (dossier, compare(dossier))
        return self._compared[1]

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        if not dossier.compared or not _is_judged(dossier):
            return False
        return not any(line.has(Judgement.NONE) for line in compare(dossier))

    @override
    def show_route(self, route: Route) -> None:
        if self._pages.currentIndex() != 0:
            self._first.setFocus()
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
            register = self.context.register
            self.write(services.set_judgement, register, self.dossier, *place, judgement)

    # Panel

    def _open_panel(self) -> None:
        """Show the full answer; asked again, or without room beside the table, go into it."""
        if self._grid.current_key() is None:
            return
        again = self._panel.isVisible()
        self._panel.show()
        self._follow()
        self._fit()
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
        kept = self.write(
            services.set_line, self.context.register, self.dossier, changed, self._run
        )
        self._panel.line.set_error(not kept)

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
        beside = width - theme.px(PANEL) >= theme.px(LEAST + 40) + self._titles(width)
        self._centre.setVisible(beside or not shown)
        self._panel.setFixedWidth(theme.px(PANEL) if beside else width)
        left = width - theme.px(PANEL) if beside and shown else width
        self._grid.set_title_room(self._titles(left))
        self._bar.fit(left - 40)
        self.extra.fit(width)
        needed = self._foot.sizeHint().width() - self._hint.sizeHint().width() * (
            not self._hint.isHidden()
        )
        self._hint.setVisible(
            needed + self._hint.sizeHint().width() < left and self._pages.currentIndex() == 0
        )

    def _titles(self, width: int) -> int:
        """The room for the frozen titles, less of it when the text is large."""
        return min(self.context.theme.px(TITLES), max(width * 3 // 10, self.context.theme.px(150)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Documents and other steps

    def _export(self) -> None:
        self._papers.save("annexe2-xlsx")

    def _read_back(self) -> None:
        """Read a table of annexe 2 back; nothing is replaced unseen."""

    def _go(self, step: str) -> None:
        self.context.go(Route("projet", self.dossier.project.id, step))


def _is_judged(dossier: Dossier) -> bool:
    """Whether the user judged any line of a compared candidate."""
    kept = {candidate.id for candidate in dossier.compared}
    return any(
        a.judgement is not Judgement.NONE and a.candidate_id in kept for a in dossier.assessments
    )


def _centred(*parts: QWidget) -> QFrame:
    """A few words in the middle of an empty place."""
    frame = QFrame()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(20, 20, 20, 20)
    layout.setSpacing(10)
    layout.addStretch(1)
    for part in parts:
        if isinstance(part, PlainLabel):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        else:
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(2)
    return frame

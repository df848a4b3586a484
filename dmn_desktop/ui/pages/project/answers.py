"""Step 3, Réponses: one question a page, candidates side by side; or all questions at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Question
from dmn_desktop.core.text import count
from dmn_desktop.core.typing import override
from dmn_desktop.services import answers as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.cell_desk import CellDesk
from dmn_desktop.ui.pages.project.grid_cells import columns_of, items_of, next_empty_cell, rows_of
from dmn_desktop.ui.pages.project.question_details import DETAIL_OF, QuestionDetails, words_for
from dmn_desktop.ui.pages.project.question_files import QuestionFiles
from dmn_desktop.ui.pages.project.question_foot import QuestionFoot
from dmn_desktop.ui.pages.project.question_heads import QuestionHead, SectionPanel, hint_of
from dmn_desktop.ui.pages.project.side_panel import SidePanel
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.resuming import place_in
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.widgets.basics import button, column, icon_button, row, settle
from dmn_desktop.ui.widgets.compare_grid import CompareGrid
from dmn_desktop.ui.widgets.grid_model import GridRow


class AnswersStep(Step):
    """The questionnaire itself."""

    key = "reponses"
    title = "Réponses"

    def __init__(self, context: Context) -> None:
        """Build the list, the page of a question and the panel."""
        super().__init__(context)
        theme = context.theme
        self._question = ""
        self._one = ""
        self._all = False
        self._sections = SectionPanel(theme)
        self._sections.chosen.connect(self.go_to)
        self._sections.hidden_asked.connect(self._show_hidden)
        self._with_hidden = False
        self._head = QuestionHead()
        self._grid = CompareGrid(theme, "Réponses des candidats")
        self._grid.cell_moved.connect(self._cell_moved)
        self._desk = CellDesk(context, self._grid, lambda: self.dossier)
        self._desk.written.connect(self._written)
        self._panel = SidePanel(theme, context.library)
        self._panel.note_edited.connect(self._save_note)
        self._files = QuestionFiles(self, self._panel)
        self._panel.closed.connect(self.toggle_panel)
        self._middle = QuestionDetails(context)
        self._middle.dossier_changed.connect(self.dossier_changed)
        self._middle.closed.connect(self.close_detail)
        self._vendor = button("Questionnaire éditeur", lambda: self.show_detail("vendor"))
        self._vendor.setIcon(theme.icon("send"))
        self.extra = self._vendor
        self._build()
        context.theme.changed.connect(self._fit)

    def _build(self) -> None:
        theme = self.context.theme
        self._show_all = button("Tout voir", self.toggle_all)
        self._show_all.setCheckable(True)
        self._detail = button("", lambda: self.show_detail(DETAIL_OF[self.question.section]))
        self._show_panel = icon_button(theme, "info-circle", "Où trouver (F8)", self.toggle_panel)
        self._page = QWidget()
        self._page.setObjectName("page")
        inner = QVBoxLayout(self._page)
        inner.setContentsMargins(18, 10, 18, 10)
        inner.setSpacing(10)
        head = row(self._head, self._detail, self._show_all, self._show_panel)
        head.setStretch(0, 1)
        for widget in (self._detail, self._show_all, self._show_panel):
            head.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(head)
        inner.addWidget(self._grid, 1)
        self._foot = QuestionFoot(theme)
        self._foot.turned.connect(self.turn)
        self._foot.marked.connect(self.mark_complete)
        self._middle.addWidget(self._page)
        centre = QWidget()
        centre.setLayout(column(self._middle, self._foot, spacing=0))
        layout = row(self._sections, centre, self._panel, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    # Step

    @override
    def refresh(self) -> None:
        pages = self._pages()
        if pages and self._question not in {p.id for p in pages}:
            self._question = pages[0].id
        if self._one not in {c.id for c in self.dossier.compared}:
            self._one = ""
        self._show_list()
        self._show_page()
        self._fit()

    def _pages(self) -> list[Question]:
        return list(self.dossier.guide.pages if self._with_hidden else self.dossier.pages)

    @property
    def question(self) -> Question:
        """The question in focus."""
        return self.dossier.guide.by_id[self._question]

    @override
    def show_route(self, route: Route) -> None:
        place = place_in(self.context, self.dossier.project.id)
        if route.question and self._middle.detail is not None:
            self.close_detail()
        question = route.question or place.get("question", "")
        if question in self.dossier.guide.by_id:
            self._question = question
            if question in {p.id for p in self.dossier.hidden_pages}:
                self._with_hidden = True
        self.refresh()
        candidate = route.candidate or place.get("candidat", "")
        cell = route.cell or place.get("case", "")
        if not self._grid.focus_cell(cell, candidate):
            self._grid.focus_first()
        self._grid.setFocus()

    @override
    def route(self) -> Route:
        key = self._grid.current_key() or ("", "")
        project = self.dossier.project.id if self._dossier else ""
        return Route("projet", project, self.key, self._question, key[1], key[0])

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        return bool(dossier.compared) and dossier.complete_count == len(
            dossier.guide.official_pages
        )

    @override
    def zones(self) -> list[QWidget]:
        return [self._sections, self._grid, self._foot, self._panel]

    @override
    def flush(self) -> bool:
        self._panel.flush()
        if self._middle.detail is not None and not self._middle.detail.flush():
            return False
        return self._desk.flush()

    @override
    def commands(self) -> list[Command]:
        commands = [
            Command("Question suivante", lambda: self.turn(1), "Ctrl+Down", "arrow-down", "Aller"),
            Command("Question précédente", lambda: self.turn(-1), "Ctrl+Up", "arrow-up", "Aller"),
            Command(
                "Case vide suivante",
                self.next_empty,
                "Ctrl+Shift+Down",
                "player-skip-forward",
                "Aller",
            ),
            Command(
                "Marquer la question comme complète",
                self.mark_complete,
                "Ctrl+Return",
                "check",
                writes=True,
            ),
            Command("Questionnaire éditeur", lambda: self.show_detail("vendor"), "", "send"),
            Command("Fiches d’étude", lambda: self.show_detail("studies"), "", "file-text"),
            Command("Lignes de coût", lambda: self.show_detail("costs"), "", "coin-euro"),
            Command("Mes questions", lambda: self.show_detail("own"), "", "user"),
            Command("Tout voir en tableau", self.toggle_all, "F9", "list-details", "Affichage"),
            Command(
                "Panneau «\u00a0Où trouver\u00a0»",
                self.toggle_panel,
                "F8",
                "info-circle",
                "Affichage",
            ),
        ]
        for place, candidate in enumerate(self.dossier.compared, start=1):
            commands.append(
                Command(
                    f"Un candidat à la fois\u00a0: {candidate.name}",
                    lambda key=candidate.id: self.show_one(key),
                    f"Ctrl+{place}",
                    "user",
                    "Affichage",
                )
            )
        return commands

    # The list

    def _show_list(self) -> None:
        dossier = self.dossier
        total = len(dossier.guide.official_pages)
        hidden = 0 if self._with_hidden else len(dossier.hidden_pages)
        self._sections.show_state(
            items_of(dossier, self._pages()),
            self._question,
            (dossier.complete_count, dossier.asked_count, total),
            hidden,
        )

    def _show_hidden(self) -> None:
        self._with_hidden = True
        self.refresh()

    # The page

    def _show_page(self) -> None:
        dossier = self.dossier
        if self._question not in dossier.guide.by_id:
            return
        question = self.question
        self._head.show_question(question, hint_of(dossier, question), all_shown=self._all)
        settle(self._page)
        unsaved = self._desk.unsaved
        if self._all:
            rows = self._all_rows(unsaved)
        else:
            rows = rows_of(dossier, question, self._one, unsaved)
        self._grid.show_content(columns_of(dossier, self._one), rows)
        self._panel.show_question(dossier, question)
        self._show_foot(question)
        self._show_details_buttons(question)
        self._desk.refresh()
        if self._middle.detail is not None:
            self._middle.detail.show_dossier(dossier)

    def _all_rows(self, unsaved: frozenset[tuple[str, str]]) -> list[GridRow]:
        rows: list[GridRow] = []
        for page in self._pages():
            rows.append(GridRow(page.id, page.number, page.title, heading=True))
            rows += rows_of(self.dossier, page, self._one, unsaved)
        return rows

    def _show_foot(self, question: Question) -> None:
        roomy = self.width() > self.context.theme.px(760)
        self._foot.show_question(self.dossier, self._pages(), question, roomy)

    def turn(self, way: int) -> None:
        """Show the next (1) or previous (-1) question; beyond the ends, the next step."""
        pages = self._pages()
        place = next((i for i, p in enumerate(pages) if p.id == self._question), 0) + way
        if 0 <= place < len(pages):
            self.go_to(pages[place].id)
        else:
            step = "comparaison" if way > 0 else "candidats"
            self.context.go(Route("projet", self.dossier.project.id, step))

    def go_to(self, question_id: str, cell: str = "", candidate: str = "") -> None:
        """Show a question; what was typed is kept first."""
        if not self.flush():
            return
        if self._middle.detail is not None:
            self.close_detail()
        self._grid.close_editor()
        key = self._grid.current_key()
        self._question = question_id
        self._show_list()
        self._show_page()
        first = self.question.cells[0].id
        column_key = candidate or (key[1] if key else "")
        if not self._grid.focus_cell(cell or first, column_key):
            self._grid.focus_first()
        self._desk.refresh()
        self._grid.setFocus()

    def next_empty(self) -> None:
        """Go to the next cell without answer, after the one in focus."""
        target = next_empty_cell(self.dossier, self._pages(), self._grid.current_key())
        if target is None:
            self.context.messages.done("Toutes les cases ont une réponse.")
        else:
            self.go_to(*target)

    def toggle_all(self) -> None:
        """Show all questions in one table, or one question."""
        if not self.flush():
            return
        key = self._grid.current_key()
        self._grid.close_editor()
        self._all = not self._all
        self._show_all.setChecked(self._all)
        self._show_page()
        if key is not None:
            self._grid.focus_cell(*key)
        self._desk.open()

    def show_one(self, candidate_id: str) -> None:
        """Show one candidate alone, or all again."""
        if self.flush():
            self._grid.close_editor()
            self._one = "" if self._one == candidate_id else candidate_id
            self._show_page()
            self._grid.focus_first()

    def toggle_panel(self) -> None:
        """Show or close the panel at the right."""
        shown = self._panel.isVisible()
        self.context.settings.set("panneau_ferme", shown)
        self._panel.setVisible(not shown)

    def _fit(self) -> None:
        theme = self.context.theme
        tight = self.width() < theme.px(1140)
        self._panel.setFixedWidth(theme.px(268))
        self._sections.setFixedWidth(theme.px(216))
        self._head.set_roomy(theme.scale < 150)
        if self._dossier is not None and self._question:
            self._show_details_buttons(self.question)
            self._show_foot(self.question)
        self._foot.show_keys(not tight)
        closed = bool(self.context.settings.get("panneau_ferme", False))
        self._panel.setVisible(not closed and not tight)
        self._sections.setVisible(self.width() >= theme.px(760))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Screens laid over the question

    def show_detail(self, key: str) -> None:
        """Show the evidence sheets, the costs, the own questions or the vendor questionnaire."""
        if not self.flush():
            return
        detail = self._middle.show_detail(key, self.dossier)
        self._foot.hide()
        detail.setFocus()

    def close_detail(self) -> None:
        """Go back to the question."""
        if self._middle.detail is not None and not self._middle.detail.flush():
            return
        self._middle.setCurrentIndex(0)
        self._foot.show()
        self._grid.setFocus()

    def _show_details_buttons(self, question: Question) -> None:
        words = words_for(question, self.dossier)
        self._detail.setVisible(bool(words))
        self._detail.setText(words)
        asked = self.dossier.to_ask_count
        words = f"\u00a0: {count(asked, 'question')}" if asked else ""
        roomy = self.width() > self.context.theme.px(900)
        self._vendor.setText(f"Questionnaire éditeur{words}" if roomy else str(asked or ""))
        self._vendor.setAccessibleName(f"Questionnaire éditeur{words}")
        self._vendor.setToolTip(f"Questionnaire éditeur{words}")

    # The cell in focus

    def _cell_moved(self, row_key: str, column_key: str) -> None:
        cell = self.dossier.guide.cells.get(row_key)
        if self._all and cell is not None and cell.question != self._question:
            self._question = cell.question
            dossier, question = self.dossier, self.question
            self._show_list()
            self._head.show_question(question, hint_of(dossier, question), all_shown=True)
            self._panel.show_question(dossier, question)
            self._show_foot(question)
        self._desk.arrive()
        self.place_changed.emit()

    def _written(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._show_list()
        self._show_page()
        self.dossier_replaced.emit(dossier)
        self.context.events.project_changed.emit(dossier.project.id)

    def mark_complete(self) -> None:
        """Declare the question complete and go on, or take that back."""
        if not self.flush():
            return
        progress = self.dossier.progress(self.question)
        complete = not progress.marked
        if complete and progress.is_complete:
            self.turn(1)
            return
        done = self.write(
            services.mark_complete, self.context.register, self.dossier, self._question, complete
        )
        if done and complete:
            self.turn(1)

    def _save_note(self, text: str) -> None:
        self.write(services.save_note, self.context.register, self.dossier, self._question, text)

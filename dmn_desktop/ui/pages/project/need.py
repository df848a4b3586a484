"""Step 1: whether the guide applies, then question 1, the need."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell
from dmn_desktop.core.guide import is_settled as is_answered
from dmn_desktop.core.records import Project
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import AnswerState, Nature
from dmn_desktop.services import answers as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields, labelled, title_of
from dmn_desktop.ui.pages.project.guidance import Guidance, GuidedPage, QuestionHead, foot_of
from dmn_desktop.ui.pages.project.scope_check import ScopeCheck
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, block, column, rule
from dmn_desktop.ui.widgets.choice_list import Choice, ChoiceList
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.key_button import KeyButton

PROBLEM, USES, PATIENTS = "q1_a", "q1_b", "q1_c"
OTHER_USE = "q1_b_4"
BLANK = "…"
"""What a starting model leaves to fill in."""

LINE_WIDTH = 760
"""Width of a line of about 90 characters, in pixels at 100 %."""


class NeedStep(Step):
    """The need: what the project is about, before any product."""

    key = "besoin"
    title = "Besoin"

    def __init__(self, context: Context) -> None:
        """Build the check and the questions."""
        super().__init__(context)
        library = context.library
        self._question = library.guide.by_id["q1"]
        self._fields = BoundFields(context, self)
        self._hints: dict[str, PlainLabel] = {}
        self._scope = ScopeCheck(context.theme, library.commons.scope)
        self._scope.changed.connect(self._scope_changed)
        self._bind_project(self._scope.note, "scope_note")
        self._need_hint = PlainLabel(kind="error", wrap=True)
        self._uses = self._make_uses()
        self._content = self._make_content()
        self._guided = GuidedPage(context.theme, self._content, Guidance(library, self._question))
        note = PlainLabel("Aucune question n’est obligatoire.", kind="help", wrap=True)
        self._next = KeyButton(context.theme, "Passer aux candidats", "Ctrl+Tab", self.go_on)
        self.setLayout(column(self._guided, foot_of(note, self._next), spacing=0))
        context.theme.hold(self._content, most=LINE_WIDTH)

    # Building

    def _make_content(self) -> QWidget:
        content = QWidget()
        self._form = self._make_form()
        content.setLayout(
            column(self._scope, QuestionHead(self._question), self._form, None, spacing=12)
        )
        return content

    def _make_form(self) -> QWidget:
        frame, layout = block(spacing=10)
        need = self._project_field("need", "Le besoin en une phrase", (1, 3))
        layout.addLayout(
            labelled("Le besoin en une phrase, titre du projet", need, self._need_hint)
        )
        for cell in self._question.cells:
            layout.addWidget(rule())
            layout.addLayout(self._make_cell(cell))
            if cell.id == PROBLEM:
                shared = self._project_field("shared_by", "", (1, 3), "Médecins, secrétariat…")
                layout.addLayout(labelled(title_of(Project, "shared_by"), shared))
        layout.addWidget(rule())
        figures = self._project_field(
            "own_figures",
            "",
            (1, 4),
            "18 % des patients ont plus de 85 ans.".replace(" %", f"{NBSP}%"),
        )
        help_ = (
            "Repris dans « Pour comparer avec chez nous » pendant les réponses. "
            "Aucun nom de patient."
        )
        layout.addLayout(
            labelled(title_of(Project, "own_figures"), figures, help_=_typographic(help_))
        )
        return frame

    def _make_cell(self, cell: Cell) -> QVBoxLayout:
        words = f"{cell.letter}.{NBSP}{cell.text}"
        if cell.id == USES:
            label = PlainLabel(words, kind="strong", wrap=True)
            label.setBuddy(self._uses)
            more = labelled(
                "Précisions, autre usage", self._answer_field(cell), self._hint(cell.id)
            )
            layout = column(label, self._uses, spacing=4)
            layout.addLayout(more)
            return layout
        return labelled(words, self._answer_field(cell, 2), self._hint(cell.id), kind="strong")

    def _make_uses(self) -> ChoiceList:
        cell = next(c for c in self._question.cells if c.id == USES)
        uses = ChoiceList(cell.text, [Choice(o.id, o.text) for o in cell.options], several=True)
        uses.chosen.connect(self._uses_chosen)
        return uses

    def _hint(self, cell_id: str) -> PlainLabel:
        self._hints[cell_id] = PlainLabel(kind="warning", wrap=True)
        return self._hints[cell_id]

    def _answer_field(self, cell: Cell, lines: int = 1) -> TextField:
        field = TextField(f"Réponse {self._question.number} {cell.letter}", "Répondre…", (lines, 8))
        self._fields.bind(
            field,
            lambda: services.answer_or_new(self.dossier, None, cell.id).text,
            lambda text, run: self._keep_answer(cell.id, text, run),
        )
        return field

    def _project_field(
        self, name: str, words: str, lines: tuple[int, int], placeholder: str = ""
    ) -> TextField:
        field = TextField(words or title_of(Project, name), placeholder, lines)
        self._bind_project(field, name)
        return field

    def _bind_project(self, field: TextField, name: str) -> None:
        self._fields.bind(
            field,
            lambda: getattr(self.dossier.project, name),
            lambda text, run: self._keep_project(name, text, run),
        )

    # Showing

    @override
    def refresh(self) -> None:
        read_only = self.context.register.read_only
        self._scope.show_project(self.dossier.project, read_only)
        self._fields.show()
        uses = services.answer_or_new(self.dossier, None, USES)
        self._uses.set_value(uses.choices)
        self._uses.set_enabled(not read_only)
        self._need_hint.hide()
        for cell_id, hint in self._hints.items():
            hint.setText(self._hint_words(cell_id))
            hint.setVisible(bool(hint.text()))

    def _hint_words(self, cell_id: str) -> str:
        answer = services.answer_or_new(self.dossier, None, cell_id)
        if OTHER_USE in answer.choices and not answer.text:
            return f"Autre usage{NBSP}: à préciser."
        blanks = _blanks(self.dossier, cell_id)
        if blanks:
            words = count(blanks, "blanc", "blancs")
            return _typographic(f"Texte du modèle : {words} « {BLANK} » à remplir.")
        return ""

    @override
    def show_route(self, route: Route) -> None:
        self.refresh()

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        known = dossier.project.nature is not Nature.UNKNOWN
        return known and all(_is_written(dossier, cell) for cell in (PROBLEM, PATIENTS))

    @override
    def zones(self) -> list[QWidget]:
        return [self._scope, self._form, self._next]

    @override
    def commands(self) -> list[Command]:
        return [Command("Modifier le périmètre", self._scope.open, "", "edit")]

    # Writing

    @override
    def flush(self) -> bool:
        return self._fields.flush()

    def go_on(self) -> None:
        """Show the candidates."""
        self.context.go(Route("projet", self.dossier.project.id, "candidats"))

    def _keep_project(self, name: str, text: str, run: str) -> bool:
        if name == "need" and not text:
            kept = self.dossier.project.need
            words = f"Un projet porte toujours un besoin : « {kept} » est gardé."
            self._need_hint.setText(_typographic(words))
            self._need_hint.show()
            return True
        label = title_of(Project, name)
        changed = self.dossier.project.but(**{name: text})
        return self.save(changed, f"{label[0].lower()}{label[1:]}", run)

    def _keep_answer(self, cell_id: str, text: str, run: str) -> bool:
        answer = services.answer_or_new(self.dossier, None, cell_id).but(text=text)
        return self.write(services.save_answer, self.context.register, self.dossier, answer, run)

    def _uses_chosen(self, keys: tuple[str, ...]) -> None:
        if not self.flush():
            return
        answer = services.answer_or_new(self.dossier, None, USES).but(choices=keys)
        if not self.write(services.save_answer, self.context.register, self.dossier, answer):
            self.refresh()

    def _scope_changed(self, project: Project, label: str) -> None:
        if not self.save(project, label):
            self.refresh()


def _blanks(dossier: Dossier, cell_id: str) -> int:
    """How many blanks of the starting model are left in an answer."""
    answer = dossier.answer(None, cell_id)
    return answer.text.count(BLANK) if answer is not None and dossier.project.model else 0


def _is_written(dossier: Dossier, cell_id: str) -> bool:
    """Whether a point of question 1 is answered; a model with blanks is not an answer yet."""
    answer = dossier.answer(None, cell_id)
    state = AnswerState.EMPTY if answer is None else answer.state
    return is_answered(state) and not _blanks(dossier, cell_id)


def _typographic(text: str) -> str:
    """No-break spaces where French wants them."""
    for before, after in ((" :", f"{NBSP}:"), ("« ", f"«{NBSP}"), (" »", f"{NBSP}»")):
        text = text.replace(before, after)
    return text

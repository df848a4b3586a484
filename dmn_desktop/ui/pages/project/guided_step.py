"""What the steps that follow one question of the project share (9, 10)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.core.forms import Cell
from dmn_desktop.core.records import Project, Record
from dmn_desktop.core.text import day, parse_day
from dmn_desktop.services import answers as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.bound_fields import BoundFields, labelled, title_of
from dmn_desktop.ui.pages.project.guidance import Guidance, GuidedPage, QuestionHead, foot_of
from dmn_desktop.ui.pages.project.record_cards import CardShape, RecordCards
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import LineField, PlainLabel, TextField, column
from dmn_desktop.ui.widgets.key_button import KeyButton

LINE_WIDTH = 760
"""Width of a line of about 90 characters, in pixels at 100 %."""


class GuidedStep(Step):
    """A question of the project with its help, fields, and cards of small records."""

    question_id = ""
    next_step = ""
    next_words = ""
    shape = CardShape("", (), "")

    def __init__(self, context: Context) -> None:
        """Build the head, the body of the subclass, and the foot."""
        super().__init__(context)
        self.question = context.library.guide.by_id[self.question_id]
        self.fields = BoundFields(context, self)
        self.cards = RecordCards(context, self.shape, self)
        self._content = QWidget()
        body = QVBoxLayout(self._content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(QuestionHead(self.question))
        self.build(body)
        body.addStretch(1)
        guided = GuidedPage(context.theme, self._content, Guidance(context.library, self.question))
        note = PlainLabel("Aucune question n’est obligatoire.", kind="help", wrap=True)
        self._next = KeyButton(context.theme, self.next_words, "Ctrl+Tab", self.go_on)
        self.setLayout(column(guided, foot_of(note, self._next), spacing=0))
        context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._content.setMaximumWidth(self.context.theme.px(LINE_WIDTH))

    # For subclasses

    def build(self, body: QVBoxLayout) -> None:
        """Put the fields in the page."""

    def records(self) -> Sequence[Record]:
        """The records shown as cards."""
        return ()

    def new_record(self, position: int) -> Record:
        """An empty record."""
        raise LookupError(position)

    # Fields

    def cell_field(self, cell: Cell, lines: tuple[int, int] = (2, 8)) -> QVBoxLayout:
        """The field of one point of the question, answered once for the project."""
        words = f"{cell.letter}.\u00a0{cell.text}" if cell.letter else cell.text
        field = TextField(f"Réponse {self.question.number} {cell.letter}", "Répondre…", lines)
        self.fields.bind(
            field,
            lambda: services.answer_or_new(self.dossier, None, cell.id).text,
            lambda text, run: self._keep_answer(cell.id, text, run),
        )
        return labelled(words, field)

    def _keep_answer(self, cell_id: str, text: str, run: str) -> bool:
        answer = services.answer_or_new(self.dossier, None, cell_id).but(text=text)
        return self.write(services.save_answer, self.context.register, self.dossier, answer, run)

    def project_field(self, name: str, below: QWidget | None = None) -> QVBoxLayout:
        """The field of a text of the project."""
        title = title_of(Project, name)
        field = TextField(title, lines=(1, 8))
        self.fields.bind(
            field,
            lambda: getattr(self.dossier.project, name),
            lambda text, run: self.keep_project(name, text, run),
        )
        return labelled(title, field, *([below] if below else []))

    def day_field(self, name: str) -> QVBoxLayout:
        """The field of a date of the project; a wrong date is told beside it and stays there."""
        title = title_of(Project, name)
        field, problem = LineField(title, "jj/mm/aaaa"), PlainLabel(kind="error", wrap=True)
        field.setMaximumWidth(self.context.theme.px(150))
        problem.hide()

        def keep(text: str, run: str) -> bool:
            value = parse_day(text) if text else None
            wrong = bool(text) and value is None
            said = f"«\u00a0{text}\u00a0» n’est pas une date. Écrire jj/mm/aaaa." if wrong else ""
            problem.setText(said or self.day_problem(name, text))
            problem.setVisible(bool(problem.text()))
            return True if wrong else self.keep_project(name, value, run)

        self.fields.bind(field, lambda: day(getattr(self.dossier.project, name)), keep)
        return labelled(title, field, problem)

    def day_problem(self, name: str, text: str) -> str:
        """What is odd about a date that is one."""
        return ""

    def keep_project(self, name: str, value: object, run: str = "") -> bool:
        """Write one field of the project."""
        title = title_of(Project, name)
        changed = self.dossier.project.but(**{name: value})
        return self.save(changed, f"{title[0].lower()}{title[1:]}", run)

    # Step

    @override
    def refresh(self) -> None:
        self.fields.show()
        self.cards.show_records(self.records())

    @override
    def show_route(self, route: Route) -> None:
        self.refresh()

    @override
    def zones(self) -> list[QWidget]:
        return [self._content, self._next]

    @override
    def flush(self) -> bool:
        kept = [self.fields.flush(), self.cards.flush()]
        return all(kept)

    def add(self) -> None:
        """Add an empty record and start typing in it."""
        if not self.flush():
            return
        position = len(self.records()) + 1
        record = self.new_record(position)
        if self.save(record, f"{self.shape.words} {position}"):
            self.cards.start(record.id)

    def go_on(self) -> None:
        """Show the next step."""
        self.context.go(Route("projet", self.dossier.project.id, self.next_step))

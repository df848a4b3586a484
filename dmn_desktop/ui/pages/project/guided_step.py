"""What the steps that follow one question of the project share (9, 10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell
from dmn_desktop.core.records import Project, Record
from dmn_desktop.core.text import count, day, parse_day
from dmn_desktop.core.typing import override
from dmn_desktop.services import answers as services
from dmn_desktop.services import order
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields, Check, labelled, title_of
from dmn_desktop.ui.pages.project.guidance import Guidance, GuidedPage, QuestionHead, foot_of
from dmn_desktop.ui.pages.project.record_cards import CardShape, RecordCards
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column
from dmn_desktop.ui.widgets.fields import LineField, TextField
from dmn_desktop.ui.widgets.key_button import KeyButton
from dmn_desktop.ui.widgets.tab_order import follow

BLANK = "…"
"""What a starting model leaves to fill in."""

LINE_WIDTH = 760
"""Width of a line of about 90 characters, in pixels at 100 %."""


class GuidedStep(Step):
    """A question of the project with its help, fields, and cards of small records."""

    question_id = ""
    next_step = ""
    next_words = ""
    add_words = ""
    shape = CardShape("", (), "")

    def __init__(self, context: Context) -> None:
        """Build the head, the body of the subclass, and the foot."""
        super().__init__(context)
        self.question = context.library.guide.by_id[self.question_id]
        self.fields = BoundFields(context, self)
        self.cards = RecordCards(context, self.shape, self)
        self.cards.arranged.connect(self.put_in_order)
        self.blanks = PlainLabel(kind="warning", wrap=True)
        self.add_button = button(self.add_words, self.add)
        self._shown = ""
        self._content = QWidget()
        body = QVBoxLayout(self._content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(QuestionHead(self.question))
        self.build(body)
        body.addStretch(1)
        guidance = Guidance(context.library, self.question)
        self._guided = GuidedPage(context.theme, self._content, guidance)
        note = PlainLabel("Aucune question n’est obligatoire.", kind="help", wrap=True)
        self._next = KeyButton(context.theme, self.next_words, "Ctrl+Tab", self.go_on)
        self.setLayout(column(self._guided, foot_of(note, self._next), spacing=0))
        context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        theme = self.context.theme
        self._content.setMaximumWidth(theme.px(LINE_WIDTH))
        self.add_button.setIcon(theme.icon("plus"))

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

    def cell_field(self, cell: Cell, lines: tuple[int, int] = (1, 8)) -> QVBoxLayout:
        """The field of one point of the question, answered once for the project."""
        words = f"{cell.letter}.\u00a0{cell.text}" if cell.letter else cell.text
        name = f"Réponse {self.question.number} {cell.letter}".strip()
        field = TextField(name, "Répondre…", lines)
        self.fields.bind(
            field,
            lambda: services.answer_or_new(self.dossier, None, cell.id).text,
            lambda text, run: self._keep_answer(cell.id, text, run),
        )
        return labelled(words, field)

    def _keep_answer(self, cell_id: str, text: str, run: str) -> bool:
        answer = services.answer_or_new(self.dossier, None, cell_id).but(text=text)
        return self.write(services.save_answer, self.context.register, self.dossier, answer, run)

    def project_field(
        self, name: str, below: QWidget | None = None, placeholder: str = ""
    ) -> QVBoxLayout:
        """The field of a text of the project."""
        title = title_of(Project, name)
        field = TextField(title, placeholder, (1, 8))
        self.fields.bind(
            field,
            lambda: getattr(self.dossier.project, name),
            lambda text, run: self.keep_project(name, text, run),
        )
        return labelled(title, field, *([below] if below else []))

    def day_field(self, name: str) -> QVBoxLayout:
        """The field of a date of the project; a wrong date is told beside it and stays there."""
        title = title_of(Project, name)
        field, said = LineField(title, "jj/mm/aaaa"), PlainLabel(kind="error", wrap=True)
        self.fields.bind(
            field,
            lambda: day(getattr(self.dossier.project, name)),
            lambda text, run: self.keep_project(name, parse_day(text), run),
            Check(day_problem, said),
        )
        return labelled(title, field, said)

    def keep_project(self, name: str, value: object, run: str = "") -> bool:
        """Write one field of the project."""
        title = title_of(Project, name)
        changed = self.dossier.project.but(**{name: value})
        return self.save(changed, f"{title[0].lower()}{title[1:]}", run)

    # Step

    @override
    def refresh(self) -> None:
        if self._shown != self.dossier.project.id:
            self._shown = self.dossier.project.id
            self.fields.restart()
        self.fields.show()
        self.cards.show_records(self.records())
        self.add_button.setEnabled(not self.context.register.read_only)
        blanks = sum(blanks_of(self.dossier, record) for record in self.records())
        words = count(blanks, "blanc", "blancs")
        self.blanks.setText(f"Texte du modèle\u00a0: {words} «\u00a0{BLANK}\u00a0» à remplir.")
        self.blanks.setVisible(blanks > 0)

    @override
    def show_route(self, route: Route) -> None:
        self.refresh()

    def put_in_order(self) -> None:
        """Make the Tab key follow the page."""
        follow([self._content, *self._guided.stops(), self._next])

    @override
    def zones(self) -> list[QWidget]:
        return [self._content, *self._guided.stops(), self._next]

    @override
    def commands(self) -> list[Command]:
        words = self.shape.words
        article = "l’" if words[0] in "aeéhiou" else "le "
        return [
            Command(self.add_words, self.add, "Ctrl+N", "plus", "Fichier", writes=True),
            Command(f"Monter {article}{words}", self._move(-1), "Alt+Shift+Up", writes=True),
            Command(f"Descendre {article}{words}", self._move(1), "Alt+Shift+Down", writes=True),
            Command(
                f"Supprimer {article}{words}", self.cards.remove_current, "", "trash", writes=True
            ),
        ]

    def _move(self, way: int) -> Callable[[], None]:
        return lambda: self.cards.move_current(way)

    @override
    def flush(self) -> bool:
        kept = [self.fields.flush(), self.cards.flush()]
        return all(kept)

    def add(self) -> None:
        """Start typing in a new record; the last one, when nothing was written in it."""
        if not self.flush():
            return
        records = list(self.records())
        last = order.last_position(records)
        record = self.new_record(last + 1)
        if records and is_blank(records[-1], self.new_record(last)):
            self.cards.start(records[-1].id)
        elif self.save(record, f"{self.shape.words} {len(records) + 1}"):
            self.cards.start(record.id)

    def go_on(self) -> None:
        """Show the next step."""
        self.context.go(Route("projet", self.dossier.project.id, self.next_step))


def day_problem(text: str) -> str:
    """What is wrong with a typed date, empty when it is one."""
    if parse_day(text) is not None:
        return ""
    return f"«\u00a0{text}\u00a0» n’est pas une date. Écrire jj/mm/aaaa."


def blanks_of(dossier: Dossier, record: Record) -> int:
    """How many blanks of the starting model are left in a record."""
    if not dossier.project.model:
        return 0
    return sum(text.count(BLANK) for text in record.model_dump().values() if isinstance(text, str))


def is_blank(record: Record, empty: Record) -> bool:
    """Whether nothing was written in a record."""
    return record.but(id=empty.id) == empty

"""« Satisfaction »: the answers to the paper questionnaire, added up; nobody is named."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QDateEdit,
    QGridLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.records import Satisfaction
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.core.typing import override
from dmn_desktop.services import patient_consents as services
from dmn_desktop.services import patient_papers
from dmn_desktop.services import register as registers
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.information.part import PaperPart
from dmn_desktop.ui.widgets.basics import (
    PlainLabel,
    block,
    button,
    clear,
    icon_button,
    row,
    settle,
)
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout

PAPER = "satisfaction"
_LEAST = 56
"""Pixels of a number: three stand side by side in a narrow window."""

_HOW = "Compter les réponses de chaque question. Les questionnaires ne sont pas gardés."


class Survey(PaperPart):
    """An entry, and the surveys made before; the questionnaire itself as it is printed."""

    title = "Satisfaction"
    presentation = "Présentation du questionnaire"

    def __init__(self, context: Context) -> None:
        """Build it."""
        super().__init__(context)
        self._since, self._until = self._date("Du"), self._date("Au")
        self._handed, self._returned = self._number("Remis"), self._number("Rendus")
        self._counts: dict[str, QSpinBox] = {}
        self._note = LineField("Remarque", "Service, période…")
        self._past = QVBoxLayout()
        self._entry = self._make_entry()
        self.body.addWidget(PlainLabel("Questionnaire à imprimer", kind="h3"))
        self.body.addLayout(row(self.variants, None))
        self.body.addWidget(PlainLabel("Relevé des réponses", kind="h3"))
        self.body.addWidget(PlainLabel(_HOW, kind="help", wrap=True))
        self.body.addWidget(self._entry)
        self.body.addLayout(self._past)
        self.body.addStretch(1)

    def _date(self, name: str) -> QDateEdit:
        made = QDateEdit(QDate.currentDate())
        made.setDisplayFormat("dd/MM/yyyy")
        made.setAccessibleName(name)
        return made

    def _number(self, name: str) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0, 1_000_000)
        made.setAccessibleName(name)
        return made

    def _make_entry(self) -> QWidget:
        frame, layout = block(spacing=8)
        frame_line = QWidget()
        flow = FlowLayout(frame_line, 10)
        fields = (self._since, self._until, self._handed, self._returned)
        for words, field in zip(("Du", "Au", "Remis", "Rendus"), fields, strict=True):
            holder = QWidget()
            holder.setLayout(row(PlainLabel(words, kind="field"), field))
            flow.addWidget(holder)
        layout.addWidget(frame_line)
        for key, (question, answers) in services.QUESTIONS.items():
            layout.addWidget(PlainLabel(question, kind="strong", wrap=True))
            layout.addLayout(self._answers(key, question, answers))
        layout.addWidget(self._note)
        layout.addLayout(row(button("Ajouter le relevé", self._add, "primary"), None))
        return frame

    def _answers(self, key: str, question: str, answers: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        for column, words in enumerate(answers):
            field = self._number(f"{question} {words}")
            field.setMinimumWidth(_LEAST)
            self._counts[f"{key}:{words}"] = field
            label = PlainLabel(words, kind="field")
            label.setBuddy(field)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
        return grid

    @override
    def refresh(self) -> None:
        self._entry.setVisible(not self._context.register.read_only)
        clear(self._past)
        found = services.satisfaction(self._context.register)
        for survey in reversed(found):
            self._past.addWidget(self._card(survey))
        if not found:
            self._past.addWidget(PlainLabel("Aucun relevé pour l’instant.", kind="text"))
        settle(self)
        self.desk = patient_papers.paper(self._context.register, PAPER)
        self.changed.emit(False)

    def _card(self, survey: Satisfaction) -> QWidget:
        frame, layout = block(spacing=3)
        title = f"Du {day(survey.since)} au {day(survey.until)}{NBSP}: {survey.returned} rendus"
        if survey.handed:
            title += f" sur {survey.handed}"
        head = row(PlainLabel(title, kind="h3", wrap=True))
        head.setStretch(0, 1)
        if not self._context.register.read_only:
            name = f"Supprimer le relevé du {day(survey.since)}"
            head.addWidget(
                icon_button(self._context.theme, "trash", name, lambda: self._remove(survey))
            )
        layout.addLayout(head)
        parts: list[QLabel] = [PlainLabel(line, "text", wrap=True) for line in told(survey)]
        for part in parts:
            layout.addWidget(part)
        return frame

    # Doing

    def _add(self) -> None:
        made = Satisfaction(
            since=self._since.date().toPython(),
            until=self._until.date().toPython(),
            handed=self._handed.value(),
            returned=self._returned.value(),
            counts={key: field.value() for key, field in self._counts.items() if field.value()},
            note=self._note.value(),
        )
        register = self._context.register
        if self._context.tried(lambda: services.save_satisfaction(register, made)):
            self._context.events.saved.emit()
            for field in (*self._counts.values(), self._handed, self._returned):
                field.setValue(0)
            self._note.set_value("")
            self.refresh()
            self._context.messages.done("Relevé ajouté.", ("Annuler", self._context.undo))

    def _remove(self, survey: Satisfaction) -> None:
        def run() -> None:
            register = self._context.register
            self._context.save(registers.delete, register, survey, "suppression d’un relevé")
            self.refresh()
            self._context.messages.done("Relevé supprimé.", ("Annuler", self._context.undo))

        self._context.tried(run)


def told(survey: Satisfaction) -> Iterator[str]:
    """A line for each question that has answers."""
    for key, (question, answers) in services.QUESTIONS.items():
        numbers = [(words, survey.counts.get(f"{key}:{words}", 0)) for words in answers]
        if any(number for _, number in numbers):
            said = ", ".join(f"{words} {number}" for words, number in numbers)
            yield f"{question} {said}."
    if survey.note:
        yield survey.note

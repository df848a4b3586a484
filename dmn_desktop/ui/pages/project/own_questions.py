"""Mes questions: those that the practice asks beside the official ones."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.records import OwnQuestion
from dmn_desktop.core.typing import override
from dmn_desktop.services import own_questions as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.pages.project.step import Detail
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row
from dmn_desktop.ui.widgets.fields import LineField


class OwnQuestionsDetail(Detail):
    """The list of own questions; each is asked in every project."""

    def __init__(self, context: Context) -> None:
        """Build the field of a new question and the list."""
        super().__init__(context)
        self._forms: dict[str, RecordForm] = {}
        back = button("Retour à la question", self.closed.emit)
        back.setIcon(context.theme.icon("arrow-left"))
        self._new = LineField(
            "Nouvelle question", "Le dispositif s’ouvre-t-il depuis notre logiciel\u00a0?"
        )
        self._new.returnPressed.connect(self._add)
        add = button("Ajouter la question", self._add, "primary")
        content = QWidget()
        content.setObjectName("page")
        self._lines = QVBoxLayout(content)
        self._lines.setContentsMargins(0, 0, 8, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        layout = column(
            PlainLabel(
                "Elles s’ajoutent aux questions de la HAS, qui ne changent pas, dans tous vos "
                "projets. Une question supprimée garde ses réponses dans la Corbeille 90 jours.",
                kind="help",
                wrap=True,
            )
        )
        layout.insertLayout(0, row(PlainLabel("Mes questions", kind="question"), None, back))
        line = row(self._new, add)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(scroll, 1)
        layout.setContentsMargins(18, 10, 18, 10)
        self.setLayout(layout)

    @override
    def refresh(self) -> None:
        questions = services.list_own(self.context.register)
        if list(self._forms) == [q.id for q in questions]:
            for question in questions:
                self._forms[question.id].show_record(question)
            return
        clear(self._lines)
        self._forms = {}
        for question in questions:
            self._lines.addWidget(self._card(question))
        if not questions:
            self._lines.addWidget(
                PlainLabel("Aucune question ajoutée par votre structure.", kind="text", wrap=True)
            )
        self._lines.addStretch(1)

    def _card(self, question: OwnQuestion) -> QWidget:
        frame, layout = block()
        form = RecordForm(
            self.context,
            question,
            lambda changed, field, run: self.save(changed, f"question M, {field}", run),
            (("text",), ("help",)),
        )
        self._forms[question.id] = form
        remove = button("Supprimer", lambda: self._remove(question), "small")
        remove.setIcon(self.context.theme.icon("trash", "ink2", 15))
        layout.addWidget(form)
        layout.addLayout(row(None, remove))
        return frame

    def _add(self) -> None:
        def run() -> None:
            self.context.save(services.add, self.context.register, self._new.value())
            self._new.set_value("")
            self.dossier_changed.emit()

        self.context.tried(run)

    def _remove(self, question: OwnQuestion) -> None:
        self.delete(question, "question de la structure supprimée")

    @override
    def flush(self) -> bool:
        kept = [form.flush() for form in self._forms.values()]
        return all(kept)

"""Orientation: only the questions needed, and beside them what they lead to."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dmn_desktop.core.guided_triage import Asked
from dmn_desktop.core.records import CorrectiveAction
from dmn_desktop.core.text import count
from dmn_desktop.core.typing import override
from dmn_desktop.services import declarations, incident_orientation
from dmn_desktop.ui.pages.incident.desk import RECEIPT, IncidentDesk
from dmn_desktop.ui.pages.incident.facts_strip import FactsStrip
from dmn_desktop.ui.pages.incident.question_row import QuestionList, QuestionRow
from dmn_desktop.ui.pages.incident.result_panel import ResultPanel
from dmn_desktop.ui.pages.incident.rules_panel import RulesPanel
from dmn_desktop.ui.pages.incident.step import IncidentStep
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, row
from dmn_desktop.ui.widgets.tab_order import follow
from dmn_desktop.ui.widgets.two_ways import TwoWays

PANEL, BESIDE = 410, 820
"""Width of the panel, and least width of the step for it to stand beside the questions."""


class OrientationStep(IncidentStep):
    """The conversation."""

    key = "orientation"
    title = "Orientation"

    def __init__(self, desk: IncidentDesk) -> None:
        """Make an empty list and an empty panel."""
        super().__init__(desk)
        self._rows: dict[str, QuestionRow] = {}
        self._ways = TwoWays(self._roomy, self._place)
        self._strip = FactsStrip()
        frame, layout = block(spacing=0, margins=2)
        self._asked = QuestionList()
        self._filled = QuestionList()
        layout.addWidget(self._asked)
        self._left = PlainLabel("Plus aucune question.", kind="help")
        self.known = button("", self._fold, "quiet")
        self.known.setCheckable(True)
        self._known_frame, known = block(spacing=0, margins=2)
        known.addWidget(self._filled)
        self._known_frame.hide()
        self.body.addWidget(self._strip)
        self.body.addWidget(frame)
        self.body.addWidget(self._left)
        self.body.addLayout(row(self.known, None))
        self.body.addWidget(self._known_frame)
        self.body.addStretch(1)
        self.panel = ResultPanel(desk)
        self.panel.prepare_asked.connect(self._prepare)
        self.panel.receipt_asked.connect(self._note_receipt)
        self.panel.point_asked.connect(self._add_point)
        self.panel.rules_asked.connect(self.show_rules)
        self.rules = RulesPanel(desk.context, self)
        self.rules.closed.connect(self.hide_rules)
        self.rules.hide()
        self._sides = QHBoxLayout()
        self._sides.setSpacing(0)
        self.whole.removeWidget(self.area)
        self._sides.addWidget(self.area, 1)
        self._sides.addWidget(self.panel)
        self._both = QWidget()
        self._both.setLayout(self._sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self.whole.addWidget(self._both, 1)
        self.whole.addWidget(self.rules, 1)
        desk.context.theme.changed.connect(self._retheme)

    @override
    @staticmethod
    def is_complete(desk: IncidentDesk) -> bool:
        return not desk.guided.unanswered and not desk.guided.to_clear

    @override
    def refresh(self) -> None:
        guided = self.desk.guided
        self._strip.show_incident(self.desk.incident)
        self._show_questions(guided.questions)
        self._show_fold(len(guided.filled))
        self._left.setVisible(not guided.unanswered)
        self.panel.show_guided(guided)
        self._fit()

    def _show_questions(self, questions: tuple[Asked, ...]) -> None:
        """Put the questions in order; a row stays the same one, so that it keeps the keyboard."""
        former, self._rows = self._rows, {}
        for asked in questions:
            name = asked.node.id
            self._rows[name] = former.pop(name) if name in former else self._row(asked)
        for gone in former.values():
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        self._asked.arrange([self._rows[q.node.id] for q in questions if not q.is_filled])
        self._filled.arrange([self._rows[q.node.id] for q in questions if q.is_filled])
        follow([self._content])
        for one in questions:
            self._rows[one.node.id].show_asked(one, self.desk.read_only)

    def _show_fold(self, number: int) -> None:
        """« 10 réponses connues d’après la fiche », which opens."""
        opened = self.known.isChecked()
        where = "d’après la fiche et les faits notés" if self.desk.file.device else "d’avance"
        self.known.setText(f"{count(number, 'réponse connue', 'réponses connues')} {where}")
        icon = "chevron-down" if opened else "chevron-right"
        self.known.setIcon(self.desk.context.theme.icon(icon))
        said = "Replier" if opened else "Ouvrir pour les voir ou les changer"
        self.known.setAccessibleDescription(said)
        self.known.setToolTip(said)
        self.known.setVisible(number > 0)
        self._known_frame.setVisible(opened and number > 0)

    def _fold(self) -> None:
        self._show_fold(len(self.desk.guided.filled))

    def _row(self, asked: Asked) -> QuestionRow:
        made = QuestionRow(self.desk.context.theme, asked)
        name = asked.node.id
        made.answered.connect(lambda said: self._answer(name, said))
        return made

    def _answer(self, name: str, said: str) -> None:
        service = incident_orientation.answer
        self.desk.write(service, self.desk.incident, name, said or None)
        if name in self._rows:
            self._rows[name].take_focus()
            QTimer.singleShot(0, self, lambda: self._in_view(name))

    def _in_view(self, name: str) -> None:
        if name in self._rows:
            self.area.ensureWidgetVisible(self._rows[name], 0, 20)

    # What follows

    def _prepare(self, outcome: str) -> None:
        if self._prepared(outcome):
            self.desk.go("declarations")

    def _note_receipt(self, outcome: str) -> None:
        """Go to the form where the proof of sending is noted."""
        if self._prepared(outcome):
            self.desk.go("declarations", RECEIPT)

    def _prepared(self, outcome: str) -> bool:
        """Prepare the declarations, the one of an outcome chosen."""
        if not self.desk.write(declarations.prepare, self.desk.incident.id):
            return False
        for one in self.desk.file.declarations:
            if outcome in one.declaration.outcomes:
                self.desk.chosen = one.declaration.id
        return True

    def _add_point(self, name: str) -> None:
        made = self.desk.write(incident_orientation.put_to_treat, self.desk.incident, name)
        if not made:
            return
        action = isinstance(made, CorrectiveAction)
        where = "aux actions à décider" if action else "aux points à traiter du dispositif"
        self.desk.context.events.devices_changed.emit()
        self.desk.context.messages.done(f"Ajouté {where}.", ("Annuler", self.desk.context.undo))

    def show_rules(self) -> None:
        """Show the texts in place of the questions."""
        self.rules.refresh()
        self._both.hide()
        self.rules.show()
        self.rules.start()

    def hide_rules(self) -> None:
        """Come back to the questions."""
        self.rules.hide()
        self._both.show()
        self.desk.reread()
        self.start()

    @override
    def tick(self) -> None:
        self.desk.renew()
        self.panel.show_guided(self.desk.guided)

    @override
    def start(self) -> None:
        asked = self.desk.guided.unanswered or self.desk.guided.questions
        if asked and not asked[0].is_filled:
            self._rows[asked[0].node.id].take_focus()
        elif asked:
            self.known.setFocus()

    @override
    def zones(self) -> list[QWidget]:
        return [self._content, self.panel]

    # Room

    def _retheme(self) -> None:
        if self.desk.has_file and self.isVisible():
            self.panel.show_guided(self.desk.guided)
        self._fit()

    def _fit(self) -> None:
        """Put the panel beside the questions, or under them when there is too little room."""
        self._ways.fit()
        if self._ways.beside:
            self.panel.setFixedWidth(self.desk.context.theme.px(PANEL))

    def _roomy(self) -> bool:
        return self.width() >= self.desk.context.theme.px(BESIDE)

    def _place(self, beside: bool) -> None:
        self.panel.stand_alone(beside)
        if beside:
            self.body.removeWidget(self.panel)
            self._sides.addWidget(self.panel)
        else:
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(16_777_215)
            self._sides.removeWidget(self.panel)
            self.body.insertWidget(self.body.count() - 1, self.panel)
        self.panel.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

"""One risk, read: what it is, what was decided, what is still to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from dmn_desktop.core.criticality import cell_words, current_level, is_judged_after
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.records import Risk, RiskScale, today
from dmn_desktop.core.text import day, moment, shorten
from dmn_desktop.core.vocabulary import RiskState
from dmn_desktop.services import risks as services
from dmn_desktop.services.risks import ListedRisk, is_overdue
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.risks.asking import Ask
from dmn_desktop.ui.risks.levels import LEVEL_BADGES
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.basics import (
    PlainLabel,
    button,
    clear,
    column,
    plain_tooltip,
    row,
    scrolling,
)
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.tab_order import follow
from dmn_desktop.ui.widgets.wrapping import breakable

SHOWN_STEPS = 6
"""Last changes shown."""

NAME_LIMIT, LINK_LIMIT = 26, 40
"""Characters of a device and of a question that stand on one line."""


class RiskDetail(QWidget):
    """The facts of a risk and what can be done with it.

    Attributes:
        edit_asked: « Modifier le risque ».
        accepted: By which role the residual risk is accepted.
        closed: For which reason the risk is closed.
        reopened: « Rouvrir ».
        removed: « Supprimer ».
    """

    edit_asked = Signal()
    accepted = Signal(str)
    closed = Signal(str)
    reopened = Signal()
    removed = Signal()

    def __init__(self, context: Context) -> None:
        """Show nothing yet."""
        super().__init__()
        self._context = context
        self._code = PlainLabel(kind="strong")
        self._device = button("", self._go_device, "quiet")
        self._level = BadgeLabel(context.theme)
        self._title = PlainLabel(kind="h2", wrap=True)
        self._facts = QVBoxLayout()
        self.accept_ask = Ask(
            "Risque résiduel accepté par (fonction)", "Médecin responsable", "Accepter ce risque"
        )
        self.accept_ask.given.connect(self.accepted)
        self.close_ask = Ask("Pourquoi ce risque n’existe plus", "Hébergeur changé", "Clore")
        self.close_ask.given.connect(self.closed)
        read = column(spacing=8)
        read.addLayout(row(self._code, self._device, None, self._level))
        read.addWidget(self._title)
        read.addLayout(self._facts)
        read.addStretch(1)
        read.setContentsMargins(16, 8, 10, 4)
        content = QWidget()
        content.setLayout(read)
        area = scrolling(content)
        area.setAccessibleName("Risque choisi")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        foot = column(self.accept_ask, self.close_ask)
        foot.addLayout(self._make_buttons())
        foot.setContentsMargins(16, 6, 16, 10)
        layout = column(area, spacing=0)
        layout.setStretch(0, 1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self._listed: ListedRisk | None = None

    def _make_buttons(self) -> FlowLayout:
        flow, theme = FlowLayout(), self._context.theme
        self.edit = button("Modifier", self.edit_asked.emit, name="Modifier le risque")
        self.edit.setIcon(theme.icon("edit"))
        self.accept = button(
            "Accepter…", lambda: self._ask(self.accept_ask), name="Accepter le risque résiduel"
        )
        self.close_ = button("Clore…", lambda: self._ask(self.close_ask), name="Clore le risque")
        self.reopen = button("Rouvrir", self.reopened.emit)
        self.remove = button("Supprimer", self.removed.emit, "quiet", "Supprimer le risque")
        for made in (self.edit, self.accept, self.close_, self.reopen, self.remove):
            flow.addWidget(made)
        for ask, asked in ((self.accept_ask, self.accept), (self.close_ask, self.close_)):
            ask.given_up.connect(asked.setFocus)
        return flow

    def _ask(self, ask: Ask) -> None:
        for other in (self.accept_ask, self.close_ask):
            other.setVisible(False)
        ask.start(self._listed.risk.owner if self._listed and ask is self.accept_ask else "")

    # Showing

    def show_risk(self, listed: ListedRisk, scale: RiskScale) -> None:
        """Show a risk."""
        if self._listed is None or self._listed.risk.id != listed.risk.id:
            self.accept_ask.hide()
            self.close_ask.hide()
        self._listed = listed
        risk, level = listed.risk, current_level(listed.risk, scale)
        self._code.setText(listed.code)
        self._device.setText(shorten(listed.device.name, NAME_LIMIT).replace("&", "&&"))
        self._device.setToolTip(plain_tooltip(listed.device.name))
        self._device.setAccessibleName(f"Ouvrir la fiche de {listed.device.name}")
        self._level.show_badge(LEVEL_BADGES[level])
        self._title.setText(breakable(risk.text))
        self._show_facts(risk, scale)
        self._show_buttons(risk, level)
        follow([self])

    def _show_buttons(self, risk: Risk, level: RiskLevel) -> None:
        live = risk.state is RiskState.OPEN
        writable = not self._context.register.read_only
        self.accept.setVisible(live)
        self.accept.setEnabled(writable and level is not RiskLevel.TO_ASSESS)
        self.accept.setToolTip(
            "" if level is not RiskLevel.TO_ASSESS else "Choisir d’abord gravité et vraisemblance"
        )
        self.close_.setVisible(risk.state is not RiskState.CLOSED)
        self.reopen.setVisible(not live)
        for made in (self.edit, self.close_, self.reopen, self.remove):
            made.setEnabled(writable)

    def _show_facts(self, risk: Risk, scale: RiskScale) -> None:
        clear(self._facts)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for title, words in facts(risk, scale):
            self._fact(grid, title, PlainLabel(breakable(words), kind="text", wrap=True))
        if risk.cell:
            self._fact(grid, "Question HAS", self._question(risk))
        self._facts.addWidget(holder)
        for line in services.history(self._context.register, risk, SHOWN_STEPS):
            words = f"{moment(line.at)}, {line.who}\u00a0: {line.label}"
            self._facts.addWidget(PlainLabel(breakable(words), kind="help", wrap=True))

    def _fact(self, grid: QGridLayout, title: str, value: QWidget) -> None:
        label: QLabel = PlainLabel(title, kind="field")
        label.setBuddy(value)
        line = grid.rowCount()
        grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, line, 1)

    def _question(self, risk: Risk) -> QWidget:
        """The question that goes with the risk: a link where the project is known."""
        question = question_of(self._context, risk.cell)
        words = question[1] if question else risk.cell
        device = self._listed.device if self._listed else None
        if question is None or device is None or device.project_id is None:
            return PlainLabel(words, kind="text", wrap=True)
        route = Route("projet", device.project_id, "reponses", question[0])
        made = button(shorten(words, LINK_LIMIT), lambda: self._context.go(route), "quiet", words)
        made.setToolTip(plain_tooltip(words))
        holder = QWidget()
        holder.setLayout(row(made, None))
        return holder

    def _go_device(self) -> None:
        if self._listed is not None:
            self._context.go(Route("dispositif", self._listed.device.id, "risques"))


def question_of(context: Context, cell: str) -> tuple[str, str] | None:
    """The question that a cell belongs to: its key, « 8.9 Réutilisation… »."""
    for form in context.library.forms:
        for question in form.questions:
            if cell == question.id or any(point.id == cell for point in question.points):
                return question.id, f"{question.number} {question.title}"
    return None


def facts(risk: Risk, scale: RiskScale) -> list[tuple[str, str]]:
    """What is known of a risk, in words; of what is empty, only judgement and action are said."""
    late = ", en retard" if is_overdue(risk, today()) else ""
    due = f"avant le {day(risk.due_on)}{late}" if risk.due_on else ""
    todo = ", ".join(part for part in (risk.action, risk.owner, due) if part)
    accepted = f"{risk.accepted_by}, le {day(risk.accepted_on)}" if risk.accepted_by else ""
    after = cell_words(scale, risk.residual_severity, risk.residual_likelihood)
    found = [
        ("Avant mesures", cell_words(scale, risk.severity, risk.likelihood)),
        ("Après mesures", after if is_judged_after(risk) else "Pas encore jugé"),
        ("Mesures", risk.measures or "Aucune notée"),
        ("Encore à faire", todo or "Rien de noté"),
        ("Cause", risk.cause),
        ("Conséquence", risk.consequence),
        ("Thème", risk.theme.label),
        ("État", risk.state.label),
        ("Motif", risk.reason),
        ("Accepté par", accepted),
        ("Revu le", day(risk.reviewed_on)),
        ("Origine", risk.origin),
    ]
    return [(title, words) for title, words in found if words]

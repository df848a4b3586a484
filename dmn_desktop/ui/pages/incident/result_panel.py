"""What the answers lead to: each duty with why, legal base, confidence and date of verification."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.guided_triage import Closed, Guided, Line, ToClear
from dmn_desktop.core.incident_vocabulary import DeclarationState, DeclarationStatus
from dmn_desktop.core.text import NBSP, day, shorten
from dmn_desktop.ui.incidents.badges import SENDINGS, STATUSES, due_badge
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import (
    PlainLabel,
    button,
    clear,
    restyle,
    row,
    rule,
    scrolling,
    settle,
)
from dmn_desktop.ui.widgets.flow import FlowLayout

_ICONS = {
    DeclarationStatus.MANDATORY: ("urgent", "dang"),
    DeclarationStatus.RECOMMENDED: ("send", "ask"),
    DeclarationStatus.OPTIONAL: ("circle-dashed", "ink2"),
    DeclarationStatus.INTERNAL: ("notes", "ink2"),
    DeclarationStatus.TO_COME: ("clock", "ink2"),
}

_CONFIDENCE = {"A": "plusieurs sources concordantes", "B": "une source", "C": "à vérifier"}


class ResultPanel(QFrame):
    """The right side of the orientation.

    Attributes:
        prepare_asked: « Préparer le texte » of an outcome.
        receipt_asked: « Noter le récépissé » of an outcome.
        point_asked: « Ajouter aux points à traiter » for a question.
        rules_asked: « Textes et date de vérification ».
    """

    prepare_asked = Signal(str)
    receipt_asked = Signal(str)
    point_asked = Signal(str)
    rules_asked = Signal()

    def __init__(self, desk: IncidentDesk) -> None:
        """Make an empty panel."""
        super().__init__()
        self.setProperty("kind", "right")
        self._desk = desk
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(18, 12, 18, 12)
        inner.addWidget(PlainLabel("À déclarer d’après ces réponses", kind="h2"))
        inner.addLayout(self._lines)
        inner.addStretch(1)
        words = "Aide à l’orientation\u00a0: la décision de déclarer vous revient."
        inner.addWidget(PlainLabel(words, kind="help", wrap=True))
        rules = button("Textes et date de vérification", self.rules_asked.emit, "quiet")
        inner.addLayout(row(rules, None))
        self._inside = content
        self._area = scrolling(content)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._area)

    def stand_alone(self, alone: bool) -> None:
        """Scroll by itself, or with what it stands in."""
        if alone:
            self._layout.removeWidget(self._inside)
            self._area.setWidget(self._inside)
        else:
            self._area.takeWidget()
            self._layout.addWidget(self._inside)
            self._inside.show()
        self._area.setVisible(alone)
        self.setProperty("kind", "right" if alone else "block")
        restyle(self)

    def show_guided(self, guided: Guided) -> None:
        """Show what follows from the answers now."""
        clear(self._lines)
        first = True
        for line in guided.due:
            self._add_line(line, first)
            first = False
        if not guided.due and not guided.to_clear and not guided.unanswered:
            self._lines.addWidget(PlainLabel("Rien à déclarer.", kind="text"))
        left = len(guided.unanswered)
        if left:
            words = "Ce panneau se complète à chaque réponse."
            self._lines.addWidget(PlainLabel(words, kind="help", wrap=True))
        for one in guided.to_clear:
            self._add_to_clear(one)
        if guided.to_come:
            title = PlainLabel("À venir, pas encore applicable", kind="h3", wrap=True)
            self._lines.addWidget(title)
            for line in guided.to_come:
                self._add_line(line, first=False)
        for closed in guided.closed:
            self._add_closed(closed)
        settle(self)

    # Lines

    def _add_line(self, line: Line, first: bool) -> None:
        icon, tone = _ICONS[line.status]
        self._add_head(icon, tone, line.title, self._badge(line))
        for words, kind in _words(line):
            if not words:
                continue
            self._lines.addWidget(PlainLabel(words, kind=kind, wrap=True))
        if line.status in (DeclarationStatus.MANDATORY, DeclarationStatus.RECOMMENDED):
            outcome = line.outcome.id
            prepare = button(
                "Préparer le texte",
                lambda: self.prepare_asked.emit(outcome),
                "primary" if first else "",
                f"Préparer le texte{NBSP}: {line.title}",
            )
            icon_token = "onaccent" if first else "ink"
            prepare.setIcon(self._desk.context.theme.icon("copy", icon_token))
            prepare.setEnabled(not self._desk.read_only)
            note = button(
                "Noter le récépissé",
                lambda: self.receipt_asked.emit(outcome),
                name=f"Noter le récépissé{NBSP}: {line.title}",
            )
            note.setEnabled(not self._desk.read_only)
            buttons = QWidget()
            flow = FlowLayout(buttons)
            flow.addWidget(prepare)
            flow.addWidget(note)
            note.setVisible(self._state_of(line) is not DeclarationState.SENT)
            self._lines.addWidget(buttons)
        self._lines.addWidget(rule())

    def _badge(self, line: Line) -> Badge:
        sent = self._state_of(line)
        if sent in (DeclarationState.SENT, DeclarationState.REFUSED):
            return SENDINGS[sent]
        if line.uncertain:
            return Badge("À éclaircir", "warn", "help-circle")
        timed = (DeclarationStatus.MANDATORY, DeclarationStatus.RECOMMENDED)
        dues = sorted((one for _, one in line.dues), key=lambda one: not one.late)
        if line.status is DeclarationStatus.MANDATORY and dues:
            return due_badge(dues[0])
        if line.status is timed[1] and line.outcome.id == "out_fabricant":
            return Badge("À prévenir", "ask", "send")
        return STATUSES[line.status]

    def _state_of(self, line: Line) -> DeclarationState | None:
        for one in self._desk.file.declarations:
            if line.outcome.id in one.declaration.outcomes:
                return one.declaration.state
        return None

    def _add_head(self, icon: str, tone: str, title: str, badge: Badge) -> None:
        theme = self._desk.context.theme
        picture = PlainLabel()
        picture.setPixmap(theme.pixmap(icon, tone, 18))
        mark = BadgeLabel(theme)
        mark.show_badge(badge)
        head = row(picture, spacing=8)
        head.addWidget(PlainLabel(title, kind="h2", wrap=True), 1)
        head.addWidget(mark)
        self._lines.addLayout(head)

    def _add_to_clear(self, one: ToClear) -> None:
        title = one.opens[0] if one.opens else f"Question {one.number}"
        badge = Badge("À éclaircir", "warn", "help-circle")
        self._add_head("help-circle", "warn", title, badge)
        opens = ", ".join(one.opens[1:4])
        more = f" Peut aussi ouvrir{NBSP}: {opens}." if opens else ""
        words = f"Réponse {one.number}{NBSP}: demander à {_lower(one.whom)}. {one.node.question}"
        self._lines.addWidget(PlainLabel(f"{words}{more}", kind="text", wrap=True))
        name = one.node.id
        add = button(
            "Ajouter aux points à traiter",
            lambda: self.point_asked.emit(name),
            name=f"Ajouter aux points à traiter{NBSP}: question {one.number}",
        )
        add.setIcon(self._desk.context.theme.icon("plus"))
        add.setEnabled(not self._desk.read_only)
        self._lines.addLayout(row(add, None))
        self._lines.addWidget(rule())

    def _add_closed(self, closed: Closed) -> None:
        picture = PlainLabel()
        picture.setPixmap(self._desk.context.theme.pixmap("circle-minus", "ink2", 16))
        line = row(picture, spacing=8)
        line.addWidget(PlainLabel(closed.title, kind="sub", wrap=True), 1)
        line.addWidget(PlainLabel(closed.why, kind="help"))
        self._lines.addLayout(line)
        self._lines.addWidget(rule())


def _words(line: Line) -> Iterator[tuple[str, str]]:
    """What is said under the title of a duty, with the kind of each sentence."""
    recipient = f"{line.recipient}. " if line.recipient else ""
    channel = f"Voie{NBSP}: {line.channel}. " if line.channel else ""
    yield f"{recipient}{channel}{line.to_do}".replace("..", ".").strip(), "text"
    yield " ".join(_why(line)), "help"
    if line.ground:
        confidence = _CONFIDENCE.get(line.outcome.confidence, "à vérifier")
        ground = f"{shorten(line.ground, 300)}. Confiance{NBSP}: {confidence}."
        yield f"{ground} Textes vérifiés le {day(line.verified_on)}.", "help"
    if line.doubtful:
        yield "À vérifier avant de s’y fier\u00a0: ce fondement n’a pas été confirmé.", "warning"


def _why(line: Line) -> Iterator[str]:
    """The answers that led there, and by when each recipient is told."""
    if line.why:
        yield f"{line.why}."
    for target, due in line.dues:
        other = target and target not in line.recipient
        named = f"{target}{NBSP}: " if other else ""
        if due.by:
            left = due.words if due.late else f"reste {due.words}"
            words = f"{named}{due.by}, {left}."
        elif due.immediate:
            words = f"{named}{due.words}, {due.elapsed}."
        else:
            continue
        yield f"{words[:1].upper()}{words[1:]}"


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}" if not words[:2].isupper() else words

"""One declaration: why, on which ground, its parts, the reply, or the reason to set it aside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.incident_dossier import DeclarationFile
from dmn_desktop.core.incident_vocabulary import DeclarationState
from dmn_desktop.core.records import Declaration
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.services import declarations, form_drafts
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.incidents.badges import SENDINGS, STATUSES
from dmn_desktop.ui.incidents.drafted import Drafted
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.part_view import PartView
from dmn_desktop.ui.pages.incident.reply_card import ReplyCard
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column, row
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.wrapping import breakable

_CONFIDENCE = {"A": "plusieurs sources concordantes", "B": "une source", "C": "à vérifier"}


class DeclarationView(QWidget):
    """A declaration shown in full.

    Attributes:
        copied: Something went to the clipboard; what.
    """

    copied = Signal(str)

    def __init__(self, desk: IncidentDesk, file: DeclarationFile) -> None:
        """Show a declaration with its parts."""
        super().__init__()
        self._desk = desk
        self.declaration = file.declaration
        theme = desk.context.theme
        frame, head = block(spacing=4)
        self._state, self._status = BadgeLabel(theme), BadgeLabel(theme)
        badges = QWidget()
        flow = FlowLayout(badges, 6)
        flow.addWidget(self._status)
        flow.addWidget(self._state)
        head.addWidget(PlainLabel(breakable(self.declaration.name), kind="h2", wrap=True))
        head.addWidget(badges)
        self._words = [PlainLabel(kind="text", wrap=True), PlainLabel(kind="help", wrap=True)]
        for label in self._words:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            head.addWidget(label)
        self._why = PlainLabel(kind="help", wrap=True)
        self._warn = PlainLabel(kind="warning", wrap=True)
        head.addWidget(self._why)
        head.addWidget(self._warn)
        self.parts = {part.id: PartView(desk, file.declaration, part) for part in file.parts}
        for view in self.parts.values():
            view.copied.connect(self.copied)
        self.reply = ReplyCard(desk, file.declaration)
        self.draft = Drafted(
            desk.context, self, form_drafts.refusal(self.declaration.id), lambda: desk.incident
        )
        self._refusing = self._build_refusal()
        self._resume = button("Reprendre la déclaration", self.resume)
        parts = (frame, *self.parts.values(), self.reply, self._refusing)
        layout = column(*parts, spacing=12)
        layout.addLayout(row(self._resume, None))
        self.setLayout(layout)
        self.show_file(file)

    def _build_refusal(self) -> QWidget:
        made, layout = block(spacing=8)
        self.reason = LineField("Motif pour l’écarter")
        self.by = LineField("Écartée par (fonction)")
        self.draft.bind("motif", self.reason)
        self.draft.bind("par", self.by, self._role)
        self._problem = PlainLabel(kind="error", wrap=True)
        self._problem.hide()
        pair = row(spacing=12)
        pair.addLayout(labelled("Motif pour l’écarter", self.reason, self._problem), 3)
        pair.addLayout(labelled("Écartée par (fonction)", self.by))
        self.refuse_button = button("Ne pas déclarer, avec ce motif", self.refuse)
        layout.addLayout(pair)
        layout.addLayout(row(self.refuse_button, None))
        return made

    def _role(self) -> str:
        return str(self._desk.context.settings.get("role", "") or "")

    # Showing

    def show_file(self, file: DeclarationFile) -> None:
        """Show what is stored."""
        one = self.declaration = file.declaration
        self._status.show_badge(STATUSES[one.status])
        self._state.show_badge(SENDINGS[one.state])
        channel = f" Voie{NBSP}: {one.channel}." if one.channel else ""
        self._words[0].setText(breakable(f"{one.recipient}.{channel}".replace("..", ".")))
        verified = f" Textes vérifiés le {day(one.rules_verified_on)}."
        ground = f"{one.ground}." if one.ground else "Sans texte cité."
        confidence = f" Confiance{NBSP}: {_CONFIDENCE.get(one.confidence, 'à vérifier')}."
        self._words[1].setText(f"{ground}{confidence}{verified}")
        self._why.setText(f"Parce que{NBSP}: {one.because}".replace("\n", " "))
        self._why.setVisible(bool(one.because))
        self._show_warning(one)
        for part in file.parts:
            if part.id in self.parts:
                self.parts[part.id].show_part(one, part)
        self._show_foot(one)

    def _show_warning(self, one: Declaration) -> None:
        words = []
        if one.confidence == "C":
            words.append("Fondement à vérifier avant de s’y fier.")
        if one.uncertain:
            words.append("Dépend d’un point à éclaircir\u00a0: préparée sans attendre la réponse.")
        if one.state is DeclarationState.REFUSED:
            words.append(
                f"Écartée le {day(one.refused_on)} par {one.refused_by}{NBSP}: {one.reason}"
            )
        self._warn.setText(breakable(" ".join(words)))
        self._warn.setVisible(bool(words))

    def _show_foot(self, one: Declaration) -> None:
        free = not self._desk.read_only
        here = one.state in (DeclarationState.KEPT_HERE, DeclarationState.NOT_NEEDED)
        waits = one.state is DeclarationState.TO_SEND
        self.reply.setVisible(not here)
        self.reply.show_declaration(one)
        self._refusing.setVisible(waits and free)
        self.draft.show()
        self._resume.setVisible(one.state is DeclarationState.REFUSED and free)

    def tick(self) -> None:
        """Count the deadlines again."""
        for view in self.parts.values():
            view.tick()

    # Doing

    def refuse(self) -> None:
        """Set the declaration aside; a reason is needed."""
        missing = ""
        if not self.reason.value():
            missing, field = "Une déclaration proposée s’écarte avec un motif.", self.reason
        elif not self.by.value():
            missing, field = "Il manque la fonction de qui décide.", self.by
        self._problem.setText(missing)
        self._problem.setVisible(bool(missing))
        if missing:
            announce(self, missing)
            field.setFocus()
            return
        args = (self.declaration, self.reason.value(), self.by.value())
        if self._desk.write(declarations.refuse, *args):
            self.draft.reset()
            self._resume.setFocus()
            self._desk.context.messages.done(
                "Déclaration écartée, avec son motif.", ("Annuler", self._desk.context.undo)
            )

    def note_sending(self) -> None:
        """Open the form of the first part that was not sent."""
        for view in self.parts.values():
            if view.part.sent_at is None:
                view.note_sending()
                return

    def resume(self) -> None:
        """Take the declaration up again."""
        self._desk.write(declarations.resume, self.declaration)

    def flush(self) -> bool:
        """Keep what was typed."""
        views = [view.flush() for view in self.parts.values()]
        return all([*views, self.reply.flush(), self.draft.flush()])

    def shows(self, file: DeclarationFile) -> bool:
        """Whether it was made for this declaration and these parts."""
        same = self.declaration.id == file.declaration.id
        return same and list(self.parts) == [part.id for part in file.parts]

"""« Noter l’envoi »: when, by whom, by which way, with which number, and the proof."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.deadlines import local
from dmn_desktop.core.incident_checks import sending_doubt
from dmn_desktop.core.records import Declaration, DeclarationPart
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typed_moments import moment_text, parse_moment
from dmn_desktop.services import declarations, form_drafts
from dmn_desktop.services.declarations import Sent
from dmn_desktop.ui.file_choice import ask_file
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.incidents.drafted import Drafted
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column, row
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.wrapping import breakable


class SendingForm(QWidget):
    """The form of one part; what is typed is kept until it is sent or given up.

    Attributes:
        closed: It is over, kept or not.
    """

    closed = Signal()

    def __init__(self, desk: IncidentDesk, declaration: Declaration, part: DeclarationPart) -> None:
        """Offer the present moment and the way of the rules."""
        super().__init__()
        self._desk, self._part = desk, part
        frame, layout = block(spacing=8)
        opened = moment_text(desk.present)
        form = form_drafts.sending(part.id)
        self.draft = Drafted(desk.context, self, form, lambda: desk.incident)
        self.at = LineField("Envoyé le", "jj/mm/aaaa hh:mm")
        self.receipt = LineField("Numéro de récépissé")
        self.by = LineField("Envoyé par (fonction)")
        self.to = LineField("Voie employée")
        role = str(desk.context.settings.get("role", "") or "")
        self.draft.bind("le", self.at, lambda: opened)
        self.draft.bind("numero", self.receipt)
        self.draft.bind("par", self.by, lambda: role)
        self.draft.bind("voie", self.to, lambda: declaration.channel)
        self._doubt = PlainLabel(kind="warning", wrap=True)
        self._doubt.hide()
        self.at.told.connect(lambda _: self._look())
        first = row(spacing=12)
        first.addLayout(labelled("Envoyé le", self.at, self._doubt))
        first.addLayout(labelled("Numéro de récépissé", self.receipt))
        second = row(spacing=12)
        second.addLayout(labelled("Envoyé par (fonction)", self.by))
        second.addLayout(labelled("Voie employée", self.to))
        self._name = PlainLabel("Aucun fichier choisi", kind="help", wrap=True)
        proof = button("Preuve d’envoi…", self.choose)
        proof.setIcon(desk.context.theme.icon("paperclip"))
        keep = button("Enregistrer l’envoi", self.keep, "primary")
        give_up = button("Abandonner", self.give_up)
        layout.addWidget(PlainLabel(f"Envoi{NBSP}: {part.name}", kind="h3", wrap=True))
        layout.addLayout(first)
        layout.addLayout(second)
        line = row(proof)
        line.addWidget(self._name, 1)
        layout.addLayout(line)
        layout.addLayout(row(keep, give_up, None))
        self.setLayout(column(frame))
        self.refresh()

    def refresh(self) -> None:
        """Show what is kept of it."""
        self.draft.show()
        file = self._file
        self._name.setText(breakable(file.name) if file else "Aucun fichier choisi")
        self._look()

    @property
    def _file(self) -> Path | None:
        """The proof that was chosen; it goes into the register with the sending."""
        kept = self.draft.value("fichier")
        return Path(kept) if kept else None

    def give_up(self) -> None:
        """Close the form; what was typed is taken away, and can be brought back."""
        self.draft.give_up()
        self.closed.emit()

    def flush(self) -> bool:
        """Keep what was typed."""
        return self.draft.flush()

    def start(self) -> None:
        """Take the keyboard, on what the portal gave in return."""
        self.receipt.setFocus()

    def choose(self) -> None:
        """Ask which file proves it."""
        path = ask_file(self._desk.context, self, "Preuve d’envoi")
        if path:
            self.take(path)

    def take(self, path: Path) -> None:
        """Keep this file as the proof."""
        if self.draft.keep("fichier", str(path)):
            self._name.setText(breakable(path.name))

    def _sent(self) -> Sent | None:
        typed = parse_moment(self.at.value(), self._desk.present)
        if typed is None:
            typed_text = self.at.value()
            words = f"«{NBSP}{typed_text}{NBSP}» n’est pas un moment. Écrire jj/mm/aaaa hh:mm."
            self._say(words)
            return None
        offset = self._desk.incident.offset
        zone = timezone(timedelta(minutes=offset)) if offset is not None else None
        at = typed.replace(tzinfo=zone) if zone else local(typed)
        return Sent(at, self.by.value(), self.to.value(), self.receipt.value())

    def _look(self) -> None:
        """Say beside the date what is strange about it; it can be kept all the same."""
        sent = self._sent()
        if sent is not None:
            trial = self._part.but(sent_at=sent.at)
            self._say(sending_doubt(self._desk.incident, trial, self._desk.present))

    def _say(self, words: str) -> None:
        if words == self._doubt.text():
            return
        self._doubt.setText(words)
        self._doubt.setVisible(bool(words))
        if words:
            announce(self, words)

    def keep(self) -> None:
        """Note that it was sent."""
        sent = self._sent()
        if sent is None:
            self.at.setFocus()
            return
        done = self._desk.write(declarations.mark_sent, self._part, sent, self._file)
        if not done:
            return
        said = done[1]
        self.closed.emit()
        words = " ".join(("Envoi noté.", *said))
        self._desk.context.messages.done(words, ("Annuler", self._desk.context.undo))

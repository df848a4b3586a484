"""« Clore ici »: who closes, and what to conclude; a closed incident can be opened again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dmn_desktop.core.incident_vocabulary import IncidentState
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.services import form_drafts, incidents
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.incidents.drafted import Drafted
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column, row
from dmn_desktop.ui.widgets.fields import LineField, TextField

ROLE = "role"
"""The setting that holds the function of who works at this workstation."""


class ClosingCard(QWidget):
    """Closing at the foot of the facts."""

    def __init__(self, desk: IncidentDesk) -> None:
        """Make the fields."""
        super().__init__()
        self._desk = desk
        frame, layout = block(spacing=8)
        self._words = PlainLabel(kind="text", wrap=True)
        self.by = LineField("Clos par (fonction)")
        self.note = TextField("Conclusion", "", (1, 6))
        self.draft = Drafted(desk.context, self, form_drafts.CLOSING, lambda: desk.incident)
        self.draft.bind("par", self.by, self._role)
        self.draft.bind("conclusion", self.note, self._last_note)
        self._problem = PlainLabel(kind="error", wrap=True)
        self._problem.hide()
        self.close_button = button("Clore ici", self.close_it)
        self.reopen_button = button("Rouvrir l’incident", self.reopen)
        self._open_part = QWidget()
        fields = column(spacing=8)
        pair = row(spacing=12)
        pair.addLayout(labelled("Clos par (fonction)", self.by))
        pair.addLayout(labelled("Conclusion", self.note), 2)
        fields.addLayout(pair)
        self._open_part.setLayout(fields)
        layout.addWidget(PlainLabel("Clore", kind="h2"))
        layout.addWidget(self._words)
        layout.addWidget(self._open_part)
        layout.addWidget(self._problem)
        layout.addLayout(row(self.close_button, self.reopen_button, None))
        self.setLayout(column(frame))

    def _role(self) -> str:
        return str(self._desk.context.settings.get(ROLE, "") or "")

    def _last_note(self) -> str:
        return self._desk.incident.closing_note if self._desk.has_file else ""

    def refresh(self) -> None:
        """Show whether the incident is closed."""
        incident = self._desk.incident
        closed = incident.state is IncidentState.CLOSED
        waiting = [
            part
            for one in self._desk.file.declarations
            for part in one.parts
            if one.declaration.state.value == "a_faire" and part.sent_at is None
        ]
        if closed:
            note = f"{NBSP}: {incident.closing_note}" if incident.closing_note else ""
            words = f"Clos le {day(incident.closed_on)} par {incident.closed_by}{note}."
        else:
            words = "Rien à déclarer ni à corriger\u00a0? L’incident peut être clos dès ici."
        if waiting:
            words += (
                f" {count(len(waiting), 'envoi reste', 'envois restent')} à faire{NBSP}: leurs "
                "délais continuent de compter."
            )
        self._words.setText(words.replace("..", "."))
        self._open_part.setVisible(not closed)
        self._open_part.setEnabled(not self._desk.is_draft)
        if not self._desk.is_draft:
            self.draft.show()
        free = not self._desk.read_only
        self.close_button.setVisible(not closed)
        self.reopen_button.setVisible(closed)
        for made in (self.close_button, self.reopen_button):
            made.setEnabled(free and not self._desk.is_draft)

    def close_it(self) -> None:
        """Close the incident; what is missing is said here."""
        missing = not self.by.value()
        self._problem.setText("Il manque la fonction de qui clôt." if missing else "")
        self._problem.setVisible(missing)
        if missing:
            self.by.setFocus()
            return
        desk = self._desk
        code = desk.incident.code
        if desk.write(incidents.close, desk.incident, self.by.value(), self.note.value()):
            self.draft.reset()
            self.reopen_button.setFocus()
            desk.context.messages.done(f"{code} est clos.", ("Annuler", desk.context.undo))

    def reopen(self) -> None:
        """Open the incident again."""
        if self._desk.write(incidents.reopen, self._desk.incident):
            self.close_button.setFocus()

    def flush(self) -> bool:
        """Keep what was typed."""
        return self._desk.is_draft or self.draft.flush()

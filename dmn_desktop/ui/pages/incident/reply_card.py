"""The reply of a recipient: its words, its day, its document."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dmn_desktop.core.incident_checks import reply_doubt
from dmn_desktop.core.records import Declaration, IncidentDocument, Record
from dmn_desktop.services import declarations, incidents
from dmn_desktop.ui.file_choice import ask_file, save_copy
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.wrapping import breakable


class ReplyCard(QWidget):
    """What the recipient answered, kept as one types."""

    def __init__(self, desk: IncidentDesk, declaration: Declaration) -> None:
        """Show the reply to a declaration."""
        super().__init__()
        self._desk, self._declaration = desk, declaration
        frame, layout = block(spacing=8)
        rows = (("reply", "replied_on"),)
        self.form = RecordForm(desk.context, declaration, self._keep, rows, frozenset({"reply"}))
        self._attach = button("Joindre la réponse…", self.choose, "quiet")
        self._attach.setIcon(desk.context.theme.icon("paperclip"))
        self._copy = button("Copie de la réponse…", self._save, "quiet")
        self._file = PlainLabel(kind="help", wrap=True)
        line = QWidget()
        flow = FlowLayout(line)
        flow.addWidget(self._attach)
        flow.addWidget(self._copy)
        layout.addWidget(self.form)
        layout.addWidget(self._file)
        layout.addWidget(line)
        self.setLayout(column(frame))

    def show_declaration(self, declaration: Declaration) -> None:
        """Show what is stored; a field being typed in is left alone."""
        self._declaration = declaration
        self.form.show_record(declaration)
        doubt = reply_doubt(self._desk.incident, declaration, self._desk.present)
        self.form.show_notes({"replied_on": doubt})
        document = self._document
        self._file.setText(breakable(document.file_name) if document else "")
        self._file.setVisible(document is not None)
        self._copy.setVisible(document is not None)
        self._attach.setEnabled(not self._desk.read_only)

    @property
    def _document(self) -> IncidentDocument | None:
        wanted = self._declaration.reply_document_id
        return next((one for one in self._desk.file.documents if one.id == wanted), None)

    def _keep(self, changed: Record, _label: str, run: str) -> bool:
        assert isinstance(changed, Declaration)
        args = (self._declaration, changed.reply, changed.replied_on)
        return bool(self._desk.write(declarations.note_reply, *args, run=run))

    def choose(self) -> None:
        """Ask which file holds the reply."""
        path = ask_file(self._desk.context, self, "Réponse du destinataire")
        if path:
            self.take(path)

    def take(self, path: Path) -> None:
        """Keep the document of the reply in the register."""
        if self.flush() and self._desk.write(declarations.attach_reply, self._declaration, path):
            self._desk.context.messages.done(
                f"Réponse gardée dans le registre\u00a0: {path.name}.",
                ("Annuler", self._desk.context.undo),
            )

    def _save(self) -> None:
        document = self._document
        if document is None:
            return
        context = self._desk.context
        write = partial(incidents.save_document, context.register, document)
        save_copy(context, self, document.file_name, write)

    def flush(self) -> bool:
        """Keep what was typed."""
        return self.form.flush()

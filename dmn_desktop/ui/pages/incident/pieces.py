"""The documents of an incident, without the identity of a patient."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.incident_vocabulary import IncidentDocumentKind
from dmn_desktop.core.records import IncidentDocument, Record, today
from dmn_desktop.core.text import NBSP, day, shorten
from dmn_desktop.services import incidents
from dmn_desktop.services import register as registers
from dmn_desktop.ui.file_choice import ask_file, save_copy
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row
from dmn_desktop.ui.widgets.wrapping import breakable


class PiecesCard(QWidget):
    """A line per document, and the button that adds one."""

    def __init__(self, desk: IncidentDesk) -> None:
        """Make an empty list."""
        super().__init__()
        self._desk = desk
        frame, layout = block(spacing=6)
        self._add = button("Joindre un fichier…", self.choose)
        self._add.setIcon(desk.context.theme.icon("paperclip"))
        layout.addLayout(row(PlainLabel("Pièces", kind="h2"), None, self._add))
        self._help = PlainLabel(
            "Capture, journal, courriel (25\u00a0Mo au plus). Masquer le nom du patient, sa date "
            "de naissance et son numéro avant de joindre.",
            kind="help",
            wrap=True,
        )
        layout.addWidget(self._help)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout.addLayout(self._list)
        self.setLayout(column(frame))

    def refresh(self) -> None:
        """Show the documents of the incident."""
        clear(self._list)
        for document in self._desk.file.documents:
            self._show(document)
        self._add.setEnabled(not self._desk.read_only)

    def _show(self, document: IncidentDocument) -> None:
        words = f"{document.document_kind.label}, {day(document.about_on or document.added_on)}"
        if document.file_name:
            words = f"{words}, {document.file_name}"
        line = row(spacing=8)
        name = PlainLabel(breakable(document.name), kind="strong", wrap=True)
        note = PlainLabel(breakable(words), kind="help", wrap=True)
        line.addLayout(column(name, note, spacing=1), 1)
        short = shorten(document.name, 60)
        if document.sha256:
            name_of = f"Enregistrer une copie de {short}"
            line.addWidget(button("Copie…", lambda: self._save(document), "quiet", name_of))
        remove = button("Supprimer", lambda: self._remove(document), "small", f"Supprimer {short}")
        remove.setEnabled(not self._desk.read_only)
        line.addWidget(remove)
        self._list.addLayout(line)

    def choose(self) -> None:
        """Ask which file to keep."""
        path = ask_file(self._desk.context, self, "Joindre un fichier à l’incident")
        if path:
            self.add(path)

    def add(self, path: Path) -> None:
        """Keep a file with the incident; one that is being noted is noted first."""
        if self._desk.is_draft and not self._desk.note():
            return
        document = IncidentDocument(
            incident_id=self._desk.incident.id,
            document_kind=IncidentDocumentKind.EVIDENCE,
            name=path.stem or path.name,
            about_on=today(),
        )
        if self._desk.write(incidents.add_document, document, path):
            self._desk.context.messages.done(
                f"Pièce gardée dans le registre{NBSP}: {path.name}. Vérifier qu’aucun patient n’y "
                "est nommé.",
                ("Annuler", self._desk.context.undo),
            )

    def _save(self, document: IncidentDocument) -> None:
        context = self._desk.context
        write = partial(incidents.save_document, context.register, document)
        save_copy(context, self, document.file_name, write)

    def _remove(self, document: Record) -> None:
        label = f"suppression de la pièce {shorten(str(getattr(document, 'name', '')), 40)}"
        if self._desk.write(registers.delete, document, label):
            self._desk.context.messages.done(
                "Pièce supprimée. Reste 90 jours dans la Corbeille.",
                ("Annuler", self._desk.context.undo),
            )

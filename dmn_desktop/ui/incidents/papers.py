"""The papers of incidents: printed, or saved as PDF and spreadsheets."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from dmn_desktop.core.text import NBSP
from dmn_desktop.services import incident_papers as services
from dmn_desktop.services.documents import Cancelled
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.papers import FOLDER
from dmn_desktop.ui.routes import Command


class Papers:
    """Makes papers of what a call gives."""

    def __init__(
        self, context: Context, owner: Page, subject: Callable[[], services.Subject]
    ) -> None:
        """Make papers for a page."""
        self._context = context
        self._owner = owner
        self._subject = subject

    def save(self, key: str) -> None:
        """Ask where, make the paper aside, and say where it is."""
        if not self._owner.flush():
            return
        subject, document = self._subject(), services.INCIDENT_DOCUMENTS[key]
        folder = Path(self._context.settings.get(FOLDER, "") or Path.home())
        suggested = folder / services.default_name(subject, key)
        text, _ = QFileDialog.getSaveFileName(
            self._owner, document.title, str(suggested), f"*{document.suffix}"
        )
        if not text:
            return
        path = Path(text)
        if path.suffix.lower() != document.suffix:
            path = path.with_name(f"{path.name}{document.suffix}")
        self._context.settings.set(FOLDER, str(path.parent))
        self._make(subject, key, path, lambda: self._done(path))

    def print_(self, key: str) -> None:
        """Make the PDF aside, then show the system's printer dialog."""
        if not self._owner.flush():
            return
        path = Path(tempfile.mkdtemp(prefix="registre-dmn-")) / "impression.pdf"
        self._make(self._subject(), key, path, lambda: self._send(path))

    def _make(
        self, subject: services.Subject, key: str, path: Path, then: Callable[[], None]
    ) -> None:
        self._context.tasks.run(
            f"{services.INCIDENT_DOCUMENTS[key].title}…",
            lambda job: services.write(subject, key, path, job.report, job.cancelled),
            lambda _: then(),
            self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._context.messages.done("Arrêté. Aucun document n’a été écrit.")
        else:
            self._context.tasks.report(error)

    def _done(self, path: Path) -> None:
        self._context.messages.done(
            f"Document enregistré et relu{NBSP}: {path}.",
            ("Ouvrir", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
        )

    def _send(self, path: Path) -> None:
        from dmn_desktop.ui.printing import print_file

        try:
            self._context.tried(lambda: print_file(self._owner, path))
        finally:
            path.unlink(missing_ok=True)
            path.parent.rmdir()


class IncidentPapers(Papers):
    """The papers of one incident."""

    def __init__(self, context: Context, owner: Page, incident_id: Callable[[], str]) -> None:
        """Make papers of the incident that a call names."""
        super().__init__(
            context, owner, lambda: services.incident_paper(context.register, incident_id())
        )

    def commands(self, kept: bool) -> list[Command]:
        """Printing and saving; `kept` tells whether the incident is in the register."""
        return [
            Command(
                "Imprimer la fiche d’incident…",
                lambda: self.print_("incident"),
                "Ctrl+P",
                "printer",
                "Fichier",
                kept,
            ),
            Command(
                "Enregistrer la fiche d’incident en PDF…",
                lambda: self.save("incident"),
                "Ctrl+Shift+P",
                "file-type-pdf",
                "Fichier",
                kept,
            ),
            Command(
                "Imprimer l’avis de suspension…",
                lambda: self.print_("suspension"),
                "",
                "printer",
                "Fichier",
                kept,
            ),
        ]

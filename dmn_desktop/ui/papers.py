"""Documents of one object: saved as a file or sent to the printer, made aside with progress."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from dmn_desktop.core.text import NBSP
from dmn_desktop.services import documents as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.tasks import Job

FOLDER = "dossier_documents"
"""The setting that remembers where documents go."""


class DocumentMaker:
    """Makes documents of what a page shows."""

    def __init__(
        self, context: Context, subject: Callable[[], services.Subject], owner: Page
    ) -> None:
        """Make documents of the subject that a call gives."""
        self._context = context
        self._subject = subject
        self._owner = owner

    def save(self, key: str) -> None:
        """Ask where, make the document aside, and say where it is."""
        if not self._owner.flush():
            return
        folder = Path(self._context.settings.get(FOLDER, "") or Path.home())
        suggested = folder / services.default_name(self._subject(), key)
        suffix = suggested.suffix
        text, _ = QFileDialog.getSaveFileName(
            self._owner, services.DOCUMENTS[key].title, str(suggested), f"*{suffix}"
        )
        if not text:
            return
        path = Path(text) if text.endswith(suffix) else Path(text + suffix)
        self._context.settings.set(FOLDER, str(path.parent))
        self.write(key, path)

    def write(self, key: str, path: Path) -> Job:
        """Make the document aside."""
        subject = self._subject()
        return self._context.tasks.run(
            f"{services.DOCUMENTS[key].title}…",
            lambda job: services.write(subject, key, path, job.report, job.cancelled),
            lambda _made: self._done(path),
            self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, services.Cancelled):
            self._context.messages.done("Arrêté. Aucun document n’a été écrit.")
        else:
            self._context.tasks.report(error)

    def _done(self, path: Path) -> None:
        self._context.messages.done(
            f"Document enregistré et relu{NBSP}: {path}.",
            ("Ouvrir", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
        )

    def print_(self, key: str) -> None:
        """Make the PDF aside, then show the system's printer dialog."""
        if not self._owner.flush():
            return
        subject = self._subject()
        path = Path(tempfile.mkdtemp(prefix="registre-dmn-")) / "impression.pdf"
        self._context.tasks.run(
            "Préparation de l’impression…",
            lambda job: services.write(subject, key, path, job.report, job.cancelled),
            lambda _made: self._send(path),
            self._failed,
        )

    def _send(self, path: Path) -> None:
        from dmn_desktop.ui.printing import print_file

        try:
            self._context.tried(lambda: print_file(self._owner, path))
        finally:
            path.unlink(missing_ok=True)
            path.parent.rmdir()

"""The risks on paper and as a spreadsheet: what the list shows, or all of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from dmn_desktop.core.risk_register import RiskRegister
from dmn_desktop.core.text import NBSP
from dmn_desktop.services import documents as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Command

PAPER, SHEET = "risques", "risques-xlsx"


class Papers:
    """The commands that make documents."""

    def __init__(self, context: Context, owner: Page, shown: Callable[[], RiskRegister]) -> None:
        """Make documents of what a call gives."""
        self._context = context
        self._owner = owner
        self._shown = shown

    def commands(self) -> list[Command]:
        """Printing, and a command per document."""
        return [
            Command("Imprimer…", self.print_, "Ctrl+P", "printer", "Fichier"),
            Command(
                "Enregistrer en PDF…",
                lambda: self.save(PAPER),
                "Ctrl+Shift+P",
                "file-type-pdf",
                "Fichier",
            ),
            Command(
                "Exporter les risques en tableur…",
                lambda: self.save(SHEET),
                "",
                "table-export",
                "Fichier",
            ),
        ]

    def save(self, key: str) -> None:
        """Ask where, make the document aside, and say where it is."""
        if not self._owner.flush():
            return
        subject = self._shown()
        folder = Path(self._context.settings.get("dossier_documents", "") or Path.home())
        suggested = folder / services.default_name(subject, key)
        text, _ = QFileDialog.getSaveFileName(
            self._owner, services.DOCUMENTS[key].title, str(suggested), f"*{suggested.suffix}"
        )
        if not text:
            return
        path = Path(text)
        if path.suffix.lower() != suggested.suffix:
            path = path.with_name(f"{path.name}{suggested.suffix}")
        self._context.settings.set("dossier_documents", str(path.parent))
        self._write(subject, key, path, lambda: self._done(path))

    def print_(self) -> None:
        """Make the PDF aside, then show the system's printer dialog."""
        if not self._owner.flush():
            return
        path = Path(tempfile.mkdtemp(prefix="registre-dmn-")) / "impression.pdf"
        self._write(self._shown(), PAPER, path, lambda: self._send(path))

    def _write(self, subject: RiskRegister, key: str, path: Path, then: Callable[[], None]) -> None:
        self._context.tasks.run(
            f"{services.DOCUMENTS[key].title}…",
            lambda job: services.write(subject, key, path, job.report, job.cancelled),
            lambda _: then(),
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

    def _send(self, path: Path) -> None:
        from dmn_desktop.ui.printing import print_file

        try:
            self._context.tried(lambda: print_file(self._owner, path))
        finally:
            path.unlink(missing_ok=True)
            path.parent.rmdir()

"""What is shown, as a PDF or on the printer; made aside."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page

FOLDER = "dossier_documents"


@dataclass(frozen=True)
class Paper:
    """Something that can be written.

    Attributes:
        name: Proposed name of its file.
        write: Writes it; called on another thread.
        printed: Called once printed, with the number of copies.
    """

    name: str
    write: Callable[[Path], object]
    printed: Callable[[int], None] | None = None


class Printing:
    """Writes papers for a page."""

    def __init__(self, context: Context, owner: Page) -> None:
        """Write for a page."""
        self._context, self._owner = context, owner

    def save(self, paper: Paper) -> None:
        """Ask where, make the document aside, and say where it is."""
        folder = Path(self._context.settings.get(FOLDER, "") or Path.home())
        text, _ = QFileDialog.getSaveFileName(
            self._owner, "Enregistrer en PDF", str(folder / paper.name), "*.pdf"
        )
        if not text:
            return
        path = Path(text) if text.lower().endswith(".pdf") else Path(f"{text}.pdf")
        self._context.settings.set(FOLDER, str(path.parent))
        self._context.tasks.run(
            f"{path.name}…", lambda _job: paper.write(path), lambda _made: self._saved(path)
        )

    def save_all(self, write: Callable[[Path], object]) -> None:
        """Ask for a folder, and write every document in it."""
        text = QFileDialog.getExistingDirectory(self._owner, "Dossier des fiches")
        if text:
            self._context.tasks.run(
                "Fiches d’information…",
                lambda _job: write(Path(text)),
                lambda _made: self._saved(Path(text)),
            )

    def _saved(self, path: Path) -> None:
        self._context.messages.done(
            f"Enregistré{NBSP}: {path}.",
            ("Ouvrir", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
        )

    def print_(self, paper: Paper) -> None:
        """Make the PDF aside, then show the system's printer dialog."""
        path = Path(tempfile.mkdtemp(prefix="registre-dmn-")) / "impression.pdf"
        self._context.tasks.run(
            "Préparation de l’impression…",
            lambda _job: paper.write(path),
            lambda _made: self._send(paper, path),
        )

    def _send(self, paper: Paper, path: Path) -> None:
        from dmn_desktop.ui.printing import print_file

        copies = 0
        try:
            copies = print_file(self._owner, path)
        except UserError as error:
            self._context.messages.failed(error, ("Enregistrer en PDF", lambda: self.save(paper)))
        finally:
            path.unlink(missing_ok=True)
            path.parent.rmdir()
        if copies and paper.printed is not None:
            paper.printed(copies)

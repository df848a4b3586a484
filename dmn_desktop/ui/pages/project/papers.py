"""Documents of a project: the commands that make them."""

from __future__ import annotations

from collections.abc import Callable

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.services import documents as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.papers import Papers, documents_of
from dmn_desktop.ui.routes import Command


class ProjectPapers(Papers):
    """The commands that make documents."""

    def __init__(self, context: Context, owner: Page, dossier: Callable[[], Dossier]) -> None:
        """Make documents of the project that a call gives."""
        super().__init__(context, owner, documents_of(dossier))
        self._print = owner.print_

    def commands(self) -> list[Command]:
        """One command per document, and printing."""
        made = [
            Command("Imprimer…", self._print, "Ctrl+P", "printer", "Fichier"),
            Command(
                "Enregistrer le dossier en PDF…",
                lambda: self.save("dossier"),
                "Ctrl+Shift+P",
                "file-type-pdf",
                "Fichier",
            ),
        ]
        made += [
            Command(f"{document.title}…", lambda key=key: self.save(key), "", "file-text", "Outils")
            for key, document in services.documents_for(services.About.PROJECT).items()
        ]
        return made

"""Documents of a project: the commands that make them."""

from __future__ import annotations

from dmn_desktop.services import documents as services
from dmn_desktop.ui.paperwork import Paperwork
from dmn_desktop.ui.routes import Command


class Papers(Paperwork):
    """The commands that make documents."""

    def commands(self) -> list[Command]:
        """One command per document, and printing."""
        made = [
            Command("Imprimer…", self._owner.print_, "Ctrl+P", "printer", "Fichier"),
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

"""The papers of a device: its whole sheet, and the reminder to pin up."""

from __future__ import annotations

from collections.abc import Callable

from dmn_desktop.core.device_dossier import DeviceDossier
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.services import device_papers
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.papers import Papers, documents_of
from dmn_desktop.ui.routes import Command


class DevicePapers:
    """The commands that make them."""

    def __init__(self, desk: SheetDesk, owner: Page) -> None:
        """Make papers of the device of the desk."""
        self._desk = desk
        self.maker = Papers(desk.context, owner, documents_of(self._dossier))

    def _dossier(self) -> DeviceDossier:
        return device_papers.load(self._desk.context.register, self._desk.device.id)

    def commands(self) -> list[Command]:
        """Printing and saving."""
        return [
            Command("Imprimer la fiche…", self.print_sheet, "Ctrl+P", "printer", "Fichier"),
            Command(
                "Enregistrer la fiche en PDF…",
                lambda: self.maker.save("fiche"),
                "Ctrl+Shift+P",
                "file-type-pdf",
                "Fichier",
            ),
            Command("Imprimer l’aide-mémoire A5…", self.print_memo, "", "printer", "Fichier"),
            Command(
                "Enregistrer l’aide-mémoire A5 en PDF…",
                lambda: self._with_warning(lambda: self.maker.save("aide-memoire")),
                "",
                "file-type-pdf",
                "Fichier",
            ),
        ]

    def print_sheet(self) -> None:
        """Print the whole sheet."""
        self.maker.print_("fiche")

    def print_memo(self) -> None:
        """Print the reminder, and say when it is too long to be pinned up."""
        self._with_warning(lambda: self.maker.print_("aide-memoire"))

    def _with_warning(self, make: Callable[[], None]) -> None:
        pages = device_papers.memo_pages(self._dossier())
        if pages > 1:
            words = count(pages, "page")
            self._desk.context.messages.warn(
                f"L’aide-mémoire prend {words} au lieu d’une. Raccourcir «{NBSP}Usage prévu chez "
                f"nous{NBSP}», «{NBSP}Ne pas utiliser{NBSP}» ou «{NBSP}En cas de panne{NBSP}»."
            )
        make()

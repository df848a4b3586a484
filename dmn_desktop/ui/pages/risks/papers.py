"""The risks on paper and as a spreadsheet: what the list shows, or all of them."""

from __future__ import annotations

from collections.abc import Callable

from dmn_desktop.core.risk_register import RiskRegister
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.papers import Papers, documents_of
from dmn_desktop.ui.routes import Command

PAPER, SHEET = "risques", "risques-xlsx"


class RiskPapers(Papers):
    """The commands that make documents."""

    def __init__(
        self,
        context: Context,
        owner: Page,
        shown: Callable[[], RiskRegister],
        has_any: Callable[[], bool],
    ) -> None:
        """Make documents of what a call gives, when there is any."""
        super().__init__(context, owner, documents_of(shown))
        self._has_any = has_any
        self._print = owner.print_

    def commands(self) -> list[Command]:
        """Printing, and a command per document."""
        can = self._has_any()
        return [
            Command("Imprimer…", self._print, "Ctrl+P", "printer", "Fichier", can),
            Command(
                "Enregistrer en PDF…",
                lambda: self.save(PAPER),
                "Ctrl+Shift+P",
                "file-type-pdf",
                "Fichier",
                can,
            ),
            Command(
                "Exporter les risques en tableur…",
                lambda: self.save(SHEET),
                "",
                "table-export",
                "Fichier",
                can,
            ),
        ]

"""The papers of incidents: printed, or saved as PDF and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dmn_desktop.services import incident_papers as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.papers import Paper, Papers, paper_of
from dmn_desktop.ui.routes import Command


def papers_of(subject: Callable[[], services.Subject]) -> Callable[[str], Paper]:
    """The papers about what a call gives, by their keys."""

    def paper(key: str) -> Paper:
        given = subject()
        name = services.default_name(given, key)
        write = partial(services.write, given, key)
        return paper_of(services.INCIDENT_DOCUMENTS[key], name, write)

    return paper


class IncidentPapers(Papers):
    """The papers of one incident."""

    def __init__(self, context: Context, owner: Page, incident_id: Callable[[], str]) -> None:
        """Make papers of the incident that a call names."""
        subject = lambda: services.incident_paper(context.register, incident_id())  # noqa: E731
        super().__init__(context, owner, papers_of(subject))

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

"""The screens of the program: the sidebar, Alt+1…9 and Ctrl+K follow this list."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page

MakePage = Callable[[Context], Page]


class PageSpec(NamedTuple):
    """One screen: where it stands in the sidebar, and how it is made.

    Attributes:
        icon: Empty when the screen has no entry in the sidebar.
        room: The entry of the sidebar that is lit while it is shown.
        needs_register: Whether it can only be shown with an open register.
        action: Words of its line in the menu « Aller », for a screen without entry in the sidebar.
        new: Words of what begins something new on it, from anywhere: its step « nouveau ».
    """

    key: str
    text: str
    icon: str
    make: MakePage
    group: str = ""
    foot: bool = False
    room: str = ""
    needs_register: bool = True
    action: str = ""
    new: str = ""


def _start(context: Context) -> Page:
    from dmn_desktop.ui.pages.start import StartPage

    return StartPage(context)


def _projects(context: Context) -> Page:
    from dmn_desktop.ui.pages.projects import ProjectsPage

    return ProjectsPage(context)


def _project(context: Context) -> Page:
    from dmn_desktop.ui.pages.project.page import ProjectPage

    return ProjectPage(context)


def _inventory(context: Context) -> Page:
    from dmn_desktop.ui.pages.inventory.page import InventoryPage

    return InventoryPage(context)


def _device(context: Context) -> Page:
    from dmn_desktop.ui.pages.device.page import DevicePage

    return DevicePage(context)


def _risks(context: Context) -> Page:
    from dmn_desktop.ui.pages.risks.page import RisksPage

    return RisksPage(context)


def _incidents(context: Context) -> Page:
    from dmn_desktop.ui.pages.incidents.page import IncidentsPage

    return IncidentsPage(context)


def _incident(context: Context) -> Page:
    from dmn_desktop.ui.pages.incident.page import IncidentPage

    return IncidentPage(context)


def _information(context: Context) -> Page:
    from dmn_desktop.ui.pages.information.page import InformationPage

    return InformationPage(context)


def _import_inventory(context: Context) -> Page:
    from dmn_desktop.ui.pages.import_inventory.page import ImportPage

    return ImportPage(context)


def _census(context: Context) -> Page:
    from dmn_desktop.ui.pages.census.page import CensusPage

    return CensusPage(context)


def _declaration(context: Context) -> Page:
    from dmn_desktop.ui.pages.declaration import DeclarationPage

    return DeclarationPage(context)


def _trash(context: Context) -> Page:
    from dmn_desktop.ui.pages.trash import TrashPage

    return TrashPage(context)


def _history(context: Context) -> Page:
    from dmn_desktop.ui.pages.history import HistoryPage

    return HistoryPage(context)


def _settings(context: Context) -> Page:
    from dmn_desktop.ui.pages.settings import SettingsPage

    return SettingsPage(context)


def _help(context: Context) -> Page:
    from dmn_desktop.ui.pages.help import HelpPage

    return HelpPage(context)


PAGES = (
    PageSpec("debut", "Registre", "", _start, needs_register=False),
    PageSpec(
        "guide",
        "Guide d’aide au choix",
        "list-details",
        _projects,
        "Choisir",
        new="Nouveau projet",
    ),
    PageSpec("projet", "Projet", "", _project, room="guide"),
    PageSpec(
        "inventaire",
        "Inventaire",
        "stethoscope",
        _inventory,
        "Utiliser",
        new="Ajouter un dispositif",
    ),
    PageSpec("dispositif", "Fiche du dispositif", "", _device, room="inventaire"),
    PageSpec(
        "import_inventaire",
        "Importer un tableau",
        "",
        _import_inventory,
        room="inventaire",
        action="Importer un tableau…",
    ),
    PageSpec("revue", "Revue annuelle", "", _census, room="inventaire", action="Revue annuelle"),
    PageSpec(
        "declaration",
        "Déclarer un outil",
        "",
        _declaration,
        room="inventaire",
        action="Déclarer un outil",
    ),
    PageSpec("historique", "Historique", "", _history),
    PageSpec("risques", "Risques", "alert-triangle", _risks, "Utiliser"),
    PageSpec("information", "Information patient", "user-heart", _information, "Utiliser"),
    PageSpec("incidents", "Incidents", "flag-question", _incidents, "Utiliser"),
    PageSpec("incident", "Incident", "", _incident, room="incidents"),
    PageSpec("corbeille", "Corbeille", "trash", _trash, foot=True),
    PageSpec("parametres", "Paramètres", "settings", _settings, foot=True, needs_register=False),
    PageSpec("aide", "Aide", "help-circle", _help, foot=True, needs_register=False),
)
"""The navigation: a new screen is one line here and one file in `pages/`."""

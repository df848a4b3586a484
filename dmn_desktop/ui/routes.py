"""Places in the window, and the commands that a page offers.

Named tuples, as all that is declared before the window shows: each takes a millisecond of the
start less than a data class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Route(NamedTuple):
    """A place: a page, and what it shows.

    Attributes:
        page: Key of the page, as in `rooms.PAGES`.
        item: Identifier of the project, when there is one.
        step: Step or tab inside the page.
        question: Question of the guide.
        candidate: Candidate in focus.
        cell: Cell in focus.
    """

    page: str
    item: str = ""
    step: str = ""
    question: str = ""
    candidate: str = ""
    cell: str = ""


class Command(NamedTuple):
    """Something the user can do here: a line of a menu and of Ctrl+K.

    Attributes:
        menu: The menu it stands in: « Fichier », « Édition », « Affichage », « Aller », « Outils ».
        writes: It changes the register: out of reach where that can only be read.
    """

    text: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    menu: str = "Outils"
    enabled: bool = True
    writes: bool = False


class Crumb(NamedTuple):
    """One part of the breadcrumb."""

    text: str
    route: Route | None = None

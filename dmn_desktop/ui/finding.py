"""What Ctrl+K finds: objects of the register, commands, and where one was last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from dmn_desktop.core.text import fold, matches
from dmn_desktop.ui.routes import Command, Route

if TYPE_CHECKING:
    from dmn_desktop.services.search import Found
    from dmn_desktop.ui.context import Context
    from dmn_desktop.ui.page import Page
    from dmn_desktop.ui.widgets.palette import Hit

ACTIONS_SHOWN = 12
VISITED_SHOWN = 5


class _Frame(Protocol):
    """What finding needs of the window."""

    context: Context

    @property
    def page(self) -> Page | None: ...

    def go(self, route: Route) -> None: ...


class Finding:
    """Answers to what is typed in Ctrl+K."""

    def __init__(self, window: _Frame) -> None:
        """Search the register and the pages of this window."""
        self._window = window
        self._context = window.context

    def search(self, text: str, commands: Sequence[Command]) -> list[Hit]:
        """What to show for a text; the last places when there is none.

        Args:
            text: What was typed; « > » limits to commands.
            commands: Those of the page and of the window.
        """
        from dmn_desktop.ui.widgets.palette import Hit

        hits: list[Hit] = []
        if self._context.desk.is_open and not text.startswith(">"):
            hits += self._objects(text) if text.strip() else self._last_visited()
        words = fold(text.removeprefix(">")).split()
        found = [c for c in commands if c.enabled and matches(words, fold(c.text))]
        if found and (words or text.startswith(">")):
            hits.append(Hit("Actions"))
            hits += [Hit(c.text, _keys(c.shortcut), c.icon, c.run) for c in found[:ACTIONS_SHOWN]]
        if not hits and text.strip():
            hits.append(
                Hit(
                    f"Rien pour «\u00a0{text.strip()}\u00a0». "
                    "Essayer un numéro ou un mot plus court."
                )
            )
        return hits

    def _objects(self, text: str) -> list[Hit]:
        from dmn_desktop.services.incident_search import find_incidents
        from dmn_desktop.services.search import search
        from dmn_desktop.services.sheet_search import find_sheets
        from dmn_desktop.ui.widgets.palette import Hit

        page = self._window.page
        route = page.route() if page else Route("")
        near = route.item if route.page == "projet" else ""
        hits: list[Hit] = []
        group = ""
        register = self._context.register
        objects = search(register, self._context.library, text, near)
        incidents = find_incidents(register, text)
        for found in [*objects, *find_sheets(register, text), *incidents]:
            if found.group != group:
                group = found.group
                hits.append(Hit(group))
            hits.append(self._hit(found))
        return hits

    def _hit(self, found: Found) -> Hit:
        from dmn_desktop.ui.widgets.palette import Hit

        route = Route(
            found.page,
            found.project_id,
            found.step,
            found.question,
            found.candidate_id,
            found.cell,
        )
        icon = _GROUP_ICONS.get(found.group, "file-text")
        return Hit(found.text, found.detail, icon, lambda: self._window.go(route))

    # Where one was last

    def visit(self, route: Route) -> None:
        """Remember the object of a place, on this workstation and for this register."""
        if not self._context.desk.is_open or not route.item or route.page not in _OBJECTS:
            return
        before = self._visited()
        entered = not before or before[0][0] != route.item
        met = [_object(route), (route.item, "")] if entered else [_object(route)]
        places = dict.fromkeys([*met, *before])
        # One more than is shown: the object on screen is not offered.
        kept = [list(place) for place in places][: VISITED_SHOWN + 1]
        self._context.settings.set(self._key, kept, later=True)

    @property
    def _key(self) -> str:
        return f"visites:{self._context.register.path.resolve()}"

    def _visited(self) -> list[tuple[str, str]]:
        """Project and question of each remembered object, the last one first."""
        found = self._context.settings.get(self._key, [])
        if not isinstance(found, list):
            return []
        return [(str(p[0]), str(p[1])) for p in found if isinstance(p, list) and len(p) == 2]

    def _last_visited(self) -> list[Hit]:
        from dmn_desktop.services.incident_search import incidents_named
        from dmn_desktop.services.search import named
        from dmn_desktop.ui.widgets.palette import Hit

        page = self._window.page
        here = _object(page.route()) if page else ("", "")
        places = [place for place in self._visited() if place != here]
        found = named(self._context.register, self._context.library, places)
        found += incidents_named(self._context.register, [item for item, _ in places])
        order = {item: rank for rank, (item, _) in reversed(list(enumerate(places)))}
        found.sort(key=lambda one: order[one.project_id])
        hits = [self._hit(one) for one in found[:VISITED_SHOWN]]
        return [Hit("Derniers consultés"), *hits] if hits else []


def _object(route: Route) -> tuple[str, str]:
    """The object that a place shows: a project, or one of its questions."""
    return route.item, "" if route.page == "incident" else route.question


_OBJECTS = ("projet", "dispositif", "incident")
"""Pages that show one object."""

_GROUP_ICONS = {
    "Dispositifs": "stethoscope",
    "Risques": "alert-triangle",
    "Projets": "list-details",
    "Questions HAS": "help-circle",
    "Candidats": "list-check",
    "Réponses": "message-report",
    "Incidents": "flag-question",
    "Déclarations": "send",
    "Actions correctives": "list-check",
    "Fiches d’information": "user-heart",
    "Documents à imprimer": "printer",
    "Pièces": "paperclip",
}


_KEYS = (
    ("Shift", "Maj"),
    ("Left", "←"),
    ("Right", "→"),
    ("Up", "↑"),
    ("Down", "↓"),
    ("Return", "Entrée"),
)


def _keys(shortcut: str) -> str:
    """A shortcut with French key names."""
    for english, french in _KEYS:
        shortcut = shortcut.replace(english, french)
    return shortcut

"""The base of every screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.routes import Command, Crumb, Route


class Page(QWidget):
    """A screen: it shows a route, offers commands, and saves what was typed when asked.

    Attributes:
        place_changed: The route or the breadcrumb changed without anybody asking the window.
    """

    place_changed = Signal()
    narrow_sidebar = False
    """Whether the sidebar is reduced while the page is shown."""

    def __init__(self, context: Context) -> None:
        """Build the screen."""
        super().__init__()
        self.setObjectName("page")
        self.context = context

    @override
    def hasHeightForWidth(self) -> bool:
        """Never: a page takes the room there is.

        Otherwise the window asks every page for its height each time that one word changes.
        """
        return False

    def show_route(self, route: Route) -> None:
        """Show a place of this page."""

    def route(self) -> Route:
        """The place shown now."""
        return Route("")

    def crumbs(self) -> list[Crumb]:
        """The breadcrumb: group, room, number."""
        return []

    def commands(self) -> list[Command]:
        """What can be done here, for the menus and Ctrl+K."""
        return []

    def help_topic(self) -> str:
        """The page of the help that F1 opens."""
        return "depart"

    def reload(self) -> None:
        """Show what the register holds now."""

    def flush(self) -> bool:
        """Keep what was typed.

        Returns:
            False when it could not be kept; the field still holds it.
        """
        return True

    def zones(self) -> list[QWidget]:
        """The parts that F6 goes through, in order."""
        return [self]

    def print_(self) -> None:
        """Print what is shown."""

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if self.context.desk.is_open:
            self.flush()
        super().hideEvent(event)

"""The inventory on paper and in files: what is shown, or the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Command

if TYPE_CHECKING:
    from dmn_desktop.ui.pages.inventory.table_desk import TableDesk


class Papers:
    """The commands that make files."""

    def __init__(self, context: Context, owner: Page, desk: TableDesk) -> None:
        """Make files of what a table shows."""
        self._context = context
        self._owner = owner
        self._desk = desk

    def commands(self) -> list[Command]:
        """One command per file, and printing."""
        return []

    def export(self, kind: str) -> None:
        """Ask where, and write."""

    def print_(self) -> None:
        """Print what is shown."""

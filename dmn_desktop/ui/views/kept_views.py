"""The views of one table that somebody named, and what this workstation remembers of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject

from dmn_desktop.core.records import SavedView
from dmn_desktop.services import views
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.views.view_bar import Tab, ViewBar


class Arranged(Protocol):
    """A table whose arrangement can be kept."""

    def content(self) -> Mapping[str, Any]:
        """What is kept of what it shows now."""

    def choose(self, key: str) -> None:
        """Show another view."""

    def reload(self) -> None:
        """Read again what it shows."""


class KeptViews(QObject):
    """Keeps views under a name; the program's own come first.

    Attributes:
        current: The key of the view in use.
        views: Those that somebody named.
    """

    def __init__(
        self,
        context: Context,
        table: str,
        bar: ViewBar,
        shown: Arranged,
        presets: Sequence[tuple[str, str]],
    ) -> None:
        """Hold no view yet.

        Args:
            context: Shared parts of the window.
            table: Key of the table, as views and settings know it.
            bar: Shows the tabs.
            shown: The table.
            presets: Key and title of the program's views.
        """
        super().__init__()
        self._context, self._table, self._bar, self._shown = context, table, bar, shown
        self._presets = dict(presets)
        self.views: list[SavedView] = []
        self.current = presets[0][0]
        bar.chosen.connect(shown.choose)
        bar.kept.connect(self._keep)
        bar.named.connect(self._keep_as)
        bar.renamed.connect(self._rename)
        bar.removed.connect(self._remove)

    def read(self) -> None:
        """Read the views; one that is gone gives way to the first."""
        known = views.views_of(self._context.register, self._table)
        if known == self.views:
            return
        self.views = known
        if self.current not in (*self._presets, *(view.id for view in known)):
            self._shown.choose(next(iter(self._presets)))

    @property
    def own(self) -> SavedView | None:
        """The view in use, when somebody made it."""
        return next((view for view in self.views if view.id == self.current), None)

    @property
    def title(self) -> str:
        """The name of the view in use."""
        return self.own.name if self.own else self._presets.get(self.current, "")

    def tabs(
        self,
        of_preset: Callable[[str], int | None],
        of_content: Callable[[Mapping[str, Any]], int | None],
    ) -> list[Tab]:
        """All views as tabs, with what counts the rows of each."""
        own = [Tab(v.id, v.name, of_content(v.content), own=True) for v in self.views]
        return [Tab(key, title, of_preset(key)) for key, title in self._presets.items()] + own

    def _keep(self) -> None:
        if self.own is not None:
            own, content = self.own, self._shown.content()
            self._write(lambda: views.change(self._context.register, own, content), "enregistrée")

    def _keep_as(self, name: str) -> None:
        def run() -> None:
            content = self._shown.content()
            self.current = views.keep(self._context.register, self._table, name, content).id
            self._bar.close_form()

        self._write(run, "enregistrée")

    def _rename(self, name: str) -> None:
        def run() -> None:
            assert self.own is not None
            views.rename(self._context.register, self.own, name)
            self._bar.close_form()

        self._write(run, "renommée")

    def _remove(self) -> None:
        if self.own is not None:
            own = self.own
            self._write(lambda: views.remove(self._context.register, own), "supprimée")

    def _write(self, action: Any, done: str) -> None:
        def run() -> None:
            self._context.save(action)
            self._shown.reload()
            self._context.messages.done(f"Vue {done}.", ("Annuler", self._context.undo))

        self._context.tried(run)

    # What this workstation remembers

    @property
    def remembered(self) -> dict[str, Any]:
        """Columns, widths, sort and height of rows of the program's views."""
        kept = self._context.settings.get(self._table, {})
        return kept if isinstance(kept, dict) else {}

    def remember(self, content: Mapping[str, Any], height: int) -> None:
        """Keep how the program's views are shown; a view of one's own keeps its own."""
        known = content if self.own is None else self.remembered
        kept = {key: known[key] for key in ("colonnes", "largeurs", "tri") if key in known}
        self._context.settings.set(self._table, {**kept, "hauteur": height}, later=True)

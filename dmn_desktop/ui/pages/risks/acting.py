"""What is done with a risk: written, told with « Annuler », announced to the other screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Risk
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import RiskTheme
from dmn_desktop.services import risks as services
from dmn_desktop.services.risks import ListedRisk
from dmn_desktop.ui.context import Context


class RiskActions(QObject):
    """Writes through services.

    Attributes:
        removed: A risk went to the Corbeille.
        added: A risk is new; carries its identifier.
        done: A risk changed state.
    """

    removed = Signal()
    added = Signal(str)
    done = Signal()

    def __init__(self, context: Context, owner: QObject) -> None:
        """Write to the register of the context."""
        super().__init__(owner)
        self._context = context

    def keep(self, risk: Risk, changes: dict[str, Any], run: str) -> Risk | None:
        """Write changes of a risk; the risk after them, None when they could not be kept."""
        try:
            after: Risk = self._context.save(
                services.update, self._context.register, risk, changes, run
            )
        except UserError:
            return None
        self._context.events.devices_changed.emit()
        return after

    def act(self, one: ListedRisk, action: Callable[..., Any], *args: object) -> None:
        """Accept, close or open again."""

        def run() -> None:
            after = self._context.save(action, self._context.register, one.risk, *args)
            self._tell(f"{one.code}{NBSP}: {after.state.label.lower()}.")
            self._context.events.devices_changed.emit()
            self.done.emit()

        self._context.tried(run)

    def remove(self, one: ListedRisk) -> None:
        """Move a risk to the Corbeille."""

        def run() -> None:
            self._context.save(services.remove, self._context.register, one.risk)
            self._tell(f"{one.code} supprimé. Il reste 90 jours dans la Corbeille.")
            self.removed.emit()
            self._context.events.devices_changed.emit()

        self._context.tried(run)

    def add(self, device_id: str, theme: RiskTheme, event: str) -> None:
        """Make a risk."""

        def run() -> None:
            register = self._context.register
            made = self._context.save(services.add, register, device_id, event, theme)
            self._tell(f"{made.code} ajouté.")
            self._context.events.devices_changed.emit()
            self.added.emit(made.risk.id)

        self._context.tried(run)

    def _tell(self, words: str) -> None:
        self._context.messages.done(words, ("Annuler", self._context.undo))

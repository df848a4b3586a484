"""The one place where results and failures are told to the user."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dmn_desktop.core.errors import UserError

Action = tuple[str, Callable[[], object]]


class Messages(QObject):
    """Sentences for the bar of the window.

    Attributes:
        said: text, tone, action or None, whether it stays until closed.
    """

    said = Signal(str, str, object, bool)

    def done(self, text: str, action: Action | None = None) -> None:
        """Tell a result, with « Annuler » or another action."""
        self.said.emit(text, "ok", action, False)

    def warn(self, text: str, action: Action | None = None) -> None:
        """Tell something to know; it stays until closed."""
        self.said.emit(text, "warn", action, True)

    def failed(self, error: UserError, action: Action | None = None) -> None:
        """Tell a failure: what happened, what is kept, what to do."""
        self.said.emit(str(error), "dang", action, True)

"""What a page gets by its constructor: the open register and the shared parts of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dmn_desktop.core.errors import UserError
from dmn_desktop.ui.desk import Desk
from dmn_desktop.ui.events import Events
from dmn_desktop.ui.lending import Lending, told
from dmn_desktop.ui.messages import Messages
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.settings import Settings
from dmn_desktop.ui.tasks import Job, Tasks
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.walk import Walk

if TYPE_CHECKING:
    from dmn_desktop.core.forms import Library
    from dmn_desktop.services.register import Register, Watch


class Context:
    """The parts that pages share.

    Attributes:
        desk: Holds the open register.
        walk: The list that the arrows of a sheet go through.
        lending: Lends the register to the worker of this window.
    """

    def __init__(
        self, theme: Theme, settings: Settings, events: Events, messages: Messages, tasks: Tasks
    ) -> None:
        """Share these parts; no register is open yet."""
        self.theme, self.settings, self.events = theme, settings, events
        self.messages, self.tasks = messages, tasks
        self.desk = Desk(settings, events)
        self.walk = Walk()
        self.lending = Lending(tasks)

    @property
    def register(self) -> Register:
        """The open register; pages are only shown when there is one."""
        return self.desk.register

    @property
    def library(self) -> Library:
        """The content shipped with the program."""
        from dmn_desktop.core.forms import library

        return library()

    def go(self, route: Route) -> None:
        """Ask the window to show a place."""
        self.events.route_asked.emit(route)

    def undo(self) -> None:
        """Ask the window to take back the last thing done."""
        self.events.undo_asked.emit()

    def save(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a service that writes, tell « Enregistré » or why not.

        Returns:
            What the service returns.

        Raises:
            UserError: Nothing was written; the sentence is already on screen.
        """
        try:
            result = action(*args, **kwargs)
        except UserError as error:
            self.events.save_failed.emit(str(error))
            raise
        self.events.saved.emit()
        return result

    def save_aside(
        self,
        label: str,
        work: Callable[[Watch], Any],
        then: Callable[[Any], object],
        stopped: Callable[[], object],
    ) -> Job:
        """Like `save`, for many changes at once: made aside, all or nothing.

        Args:
            label: What it is, in French, for the progress bar.
            work: Runs the service; gets the watch that tells progress and stops.
            then: Gets what the service returns.
            stopped: The user stopped it; nothing was written.
        """

        def saved(result: Any) -> None:
            self.events.saved.emit()
            then(result)

        def failed(error: UserError) -> None:
            self.events.save_failed.emit(str(error))

        return self.lending.run(label, work, saved, told(self.tasks, stopped, failed))

    def tried(self, action: Callable[[], object]) -> bool:
        """Run an action; a failure that the user can act on becomes a bar.

        Returns:
            Whether it succeeded.
        """
        try:
            action()
        except UserError as error:
            self.messages.failed(error)
            return False
        return True

"""Before the window closes: what was typed is kept, a backup is made; what fails holds it open."""

from __future__ import annotations

from collections.abc import Callable

from dmn_desktop.core.errors import UserError
from dmn_desktop.ui.backing_up import back_up
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page


class Closing:
    """Decides whether the window may close, and asks in a bar when something would be lost.

    Attributes:
        asking: Whether the question is on screen: another failure must not replace it.
    """

    def __init__(self, context: Context, close: Callable[[], object]) -> None:
        """Close the window again with this call once the user has answered."""
        self._context = context
        self._close = close
        self._without_saving = False
        self._without_backup = False
        self._inside = self._ended = False
        self.asking = False

    def may_close(self, page: Page | None) -> bool:
        """Whether nothing would be lost, or the user accepts it."""
        if self._context.lending.under_way:
            return False
        self.asking = False
        if not self._without_saving and page is not None and not page.flush():
            self._ask(
                "Une saisie n’est pas enregistrée. Elle est encore dans son champ.",
                "Fermer sans l’enregistrer",
                self._accept_unsaved,
            )
            return False
        desk = self._context.desk
        if not desk.is_open or self._without_backup or not desk.backup_due:
            return True
        return self._back_up()

    def _back_up(self) -> bool:
        """Back up; whether it has ended. A long one closes the window when it ends."""
        self._inside = True
        self._ended = False
        back_up(self._context, "Fermer sans sauvegarder", lambda _: self._go_on(), self._not_made)
        self._inside = False
        return self._ended

    def _go_on(self) -> None:
        self._ended = True
        if not self._inside:
            self._close()

    def _not_made(self, error: BaseException) -> None:
        from dmn_desktop.services.register import Stopped

        if isinstance(error, Stopped):
            self._without_backup = True
            self._go_on()
        elif isinstance(error, UserError):
            self._ask(str(error), "Fermer sans sauvegarder", self._accept_no_backup)
        else:
            self._context.tasks.report(error)
            # A bug of ours is told; it must not hold the window for ever.
            self._without_backup = True

    def _ask(self, sentence: str, words: str, accept: Callable[[], object]) -> None:
        self.asking = True
        self._context.messages.warn(sentence, (words, accept))

    def _accept_unsaved(self) -> None:
        self._without_saving = True
        self._close()

    def _accept_no_backup(self) -> None:
        self._without_backup = True
        self._close()

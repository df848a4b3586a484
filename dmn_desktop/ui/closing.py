"""Before the window closes: what was typed is kept, a backup is made; what fails holds it open."""

from __future__ import annotations

from collections.abc import Callable

from dmn_desktop.core.errors import UserError
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
        self.asking = False

    def may_close(self, page: Page | None) -> bool:
        """Whether nothing would be lost, or the user accepts it."""
        self.asking = False
        if not self._without_saving and page is not None and not page.flush():
            self._ask(
                "Une saisie n’est pas enregistrée. Elle est encore dans son champ.",
                "Fermer sans l’enregistrer",
                self._accept_unsaved,
            )
            return False
        if self._context.desk.is_open and not self._without_backup:
            try:
                self._context.desk.back_up_if_due()
            except UserError as error:
                self._ask(str(error), "Fermer sans sauvegarder", self._accept_no_backup)
                return False
        return True

    def _ask(self, sentence: str, words: str, accept: Callable[[], object]) -> None:
        self.asking = True
        self._context.messages.warn(sentence, (words, accept))

    def _accept_unsaved(self) -> None:
        self._without_saving = True
        self._close()

    def _accept_no_backup(self) -> None:
        self._without_backup = True
        self._close()

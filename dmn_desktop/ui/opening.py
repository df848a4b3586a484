"""What is to know about a register that was just opened, one bar after the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dmn_desktop.core.text import NBSP, count
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.messages import Action

TOLD = "emplacements_dits"
"""The setting that lists the registers whose place is no longer to be told."""

Notice = tuple[str, Action | None]


class Opening:
    """Tells each thing once, the gravest first; the next one when a bar goes."""

    def __init__(self, context: Context, bar: QWidget, save_copy: Callable[[], object]) -> None:
        """Use this bar; offer to save a copy where the register refuses writing."""
        self._context = context
        self._bar = bar
        self._save_copy = save_copy
        self._waiting: list[Notice] = []

    def tell(self) -> None:
        """Look at the register that was opened, and tell the first thing there is."""
        if not self._context.desk.is_open:
            return
        self._waiting = [
            *self._state(),
            *self._clock(),
            *self._place(),
            *self._housekeeping(),
        ]
        self.tell_next()

    def tell_next(self) -> None:
        """Tell what has not been told yet."""
        if self._waiting and not self._bar.isVisible():
            self._context.messages.warn(*self._waiting.pop(0))

    def _state(self) -> list[Notice]:
        register = self._context.register
        if register.read_only:
            text = (
                f"Ce registre est ouvert en lecture seule{NBSP}: rien de ce qui serait modifié "
                "ici ne serait gardé."
            )
            return [(text, ("Enregistrer une copie…", self._save_copy))]
        if register.was_left_open:
            text = (
                "Le programme s’est arrêté sans fermer ce registre. Tout ce qui était enregistré "
                "est là."
            )
            return [(text, None)]
        return []

    def _clock(self) -> list[Notice]:
        from dmn_desktop.services import register as services

        text = services.clock_doubt(self._context.register)
        return [(text, None)] if text else []

    def _place(self) -> list[Notice]:
        """Warn of a place where others write too, until somebody has had enough of it."""
        from dmn_desktop.services import register as services

        register, settings = self._context.register, self._context.settings
        found = services.kept_elsewhere(register)
        path = str(register.path.resolve())
        told = settings.get(TOLD, [])
        if found is None or path in told:
            return []
        return [(found.words, ("Ne plus le dire", lambda: settings.set(TOLD, [*told, path])))]

    def _housekeeping(self) -> list[Notice]:
        """Empty the Corbeille of what is too old; said only when something went."""
        from dmn_desktop.services import register as services

        gone = services.forget_expired(self._context.register)
        if not gone:
            return []
        what = count(gone, "élément supprimé", "éléments supprimés")
        verb = "a été effacé" if gone < 2 else "ont été effacés"
        text = (
            f"{what} depuis plus de 90 jours {verb} de la Corbeille. L’historique garde qui l’a "
            "fait et quand."
        )
        return [(text, None)]

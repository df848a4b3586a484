"""What is done to several devices at once: aside when it lasts, undone as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dmn_desktop.core.text import count
from dmn_desktop.services import inventory as services
from dmn_desktop.services.register import Watch
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.inventory.bulk_edit import left_words
from dmn_desktop.ui.pages.inventory.table_desk import TableDesk


class Together:
    """Changes or deletes the ticked devices."""

    def __init__(self, context: Context, desk: TableDesk) -> None:
        """Write through the desk."""
        self._context = context
        self._desk = desk

    def change(self, ids: Sequence[str], key: str, value: Any) -> None:
        """Keep the new value of a field."""

        def words(left: int) -> str:
            number = count(len(ids) - left, "ligne modifiée", "lignes modifiées")
            return f"{number}. {left_words(left)}".strip()

        self._write(
            "Modification…", lambda watch: self._desk.change_many(ids, key, value, watch), words
        )

    def delete(self, ids: Sequence[str]) -> None:
        """Move devices to the Corbeille."""
        register = self._context.register
        number = count(len(ids), "dispositif supprimé", "dispositifs supprimés")
        stay = "Il reste" if len(ids) < 2 else "Ils restent"
        self._write(
            "Suppression…",
            lambda watch: services.remove(register, ids, watch),
            lambda _: f"{number}. {stay} 90 jours dans la Corbeille.",
        )

    def _write(self, label: str, work: Callable[[Watch], Any], words: Callable[[Any], str]) -> None:
        context = self._context

        def done(result: Any) -> None:
            context.events.devices_changed.emit()
            context.messages.done(words(result), ("Annuler", context.undo))

        context.save_aside(
            label, work, done, lambda: context.messages.done("Arrêté. Rien n’a été modifié.")
        )

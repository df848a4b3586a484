"""Undo and redo: at once, or aside with progress when many things were changed together."""

from __future__ import annotations

from typing import NamedTuple

from dmn_desktop.core.text import NBSP
from dmn_desktop.ui.context import Context


class _Words(NamedTuple):
    doing: str
    done: str
    nothing: str
    stopped: str


_UNDO = _Words("Annulation…", "Annulé", "Rien à annuler.", "Arrêté. Rien n’a été annulé.")
_REDO = _Words("Rétablissement…", "Rétabli", "Rien à rétablir.", "Arrêté. Rien n’a été rétabli.")


def replay(context: Context, again: bool) -> None:
    """Take back the last thing done today, or do it again.

    Raises:
        UserError: Nothing was written.
    """
    from dmn_desktop.services import register as services

    register, words = context.register, _REDO if again else _UNDO
    action = services.redo if again else services.undo

    def done(label: str | None) -> None:
        context.events.replayed.emit()
        context.messages.done(f"{words.done}{NBSP}: {label}." if label else words.nothing)

    if services.is_long(register, again):
        context.save_aside(
            words.doing,
            lambda watch: action(register, watch),
            done,
            lambda: context.messages.done(words.stopped),
        )
    else:
        done(context.save(action, register))

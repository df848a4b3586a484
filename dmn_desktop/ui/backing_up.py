"""A backup made aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dmn_desktop.ui.context import Context


def back_up(
    context: Context,
    stop: str,
    then: Callable[[Path], object],
    failed: Callable[[BaseException], object],
) -> None:
    """Make a backup; one that is quick has ended when this returns.

    Args:
        context: The register and the window.
        stop: The words of the button that stops it.
        then: Gets the file.
        failed: Gets the error, `services.register.Stopped` when it was stopped.
    """

    def made(path: Path) -> None:
        context.desk.backup_made()
        then(path)

    job = context.lending.run("Sauvegarde du registre…", context.desk.back_up, made, failed)
    job.stop_words = stop

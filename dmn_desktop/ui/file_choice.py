"""Asking which file: documents are looked for where the last one was, whatever the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from dmn_desktop.core.text import NBSP
from dmn_desktop.services.attachments import is_program
from dmn_desktop.ui.context import Context

FOLDER = "dossier_documents"
"""The setting that remembers where documents go."""

ANY_KIND: Mapping[str, str] = {}


def _folder(context: Context) -> Path:
    return Path(context.settings.get(FOLDER, "") or Path.home())


def ask_file(context: Context, owner: QWidget, title: str, kinds: str = "") -> Path | None:
    """Ask which file to read.

    Args:
        context: Shared parts of the window.
        owner: What the dialog belongs to.
        title: What the dialog says.
        kinds: The files shown, in the words of Qt; all of them when empty.

    Returns:
        The file, None when the user gave up.
    """
    text, _ = QFileDialog.getOpenFileName(owner, title, str(_folder(context)), kinds)
    return Path(text) if text else None


def ask_target(
    context: Context,
    owner: QWidget,
    title: str,
    name: str,
    kinds: Mapping[str, str] = ANY_KIND,
) -> Path | None:
    """Ask where to write a file, and remember the folder.

    Args:
        context: Shared parts of the window.
        owner: What the dialog belongs to.
        title: What the dialog says.
        name: The proposed name, ending included.
        kinds: What the dialog says of each ending, the usual one first; a name without any of
            them is given the first. Any ending when empty.

    Returns:
        The path, None when the user gave up.
    """
    filters = ";;".join(f"{words} (*{ending})" for ending, words in kinds.items())
    proposed = str(_folder(context) / name)
    text, _ = QFileDialog.getSaveFileName(owner, title, proposed, filters)
    if not text:
        return None
    path = Path(text)
    if kinds and not path.name.lower().endswith(tuple(kinds)):
        path = path.with_name(path.name + next(iter(kinds)))
    context.settings.set(FOLDER, str(path.parent))
    return path


def say_written(context: Context, path: Path, words: str = "Document enregistré et relu") -> None:
    """Say where a file or a folder was written, and offer to open it."""
    context.messages.done(
        f"{words}{NBSP}: {path}.",
        ("Ouvrir", lambda: open_with_system(context, path)),
    )


def open_with_system(context: Context, path: Path) -> None:
    """Open a file or a folder with the program of the workstation; never a program."""
    if is_program(path):  # a register that a stranger made may hold one
        context.messages.warn(f"{path.name} n’a pas été ouvert{NBSP}: c’est un programme.")
        return
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def save_copy(context: Context, owner: QWidget, name: str, write: Callable[[Path], object]) -> None:
    """Ask where to write a file that the register keeps, write it and say where it is.

    Args:
        context: Shared parts of the window.
        owner: What the dialog belongs to.
        name: The name of the file.
        write: Writes it, read back.
    """
    path = ask_target(context, owner, "Enregistrer une copie", name)
    if path is not None and context.tried(lambda: write(path)):
        say_written(context, path, "Copie enregistrée et relue")

"""Reading a file that somebody sent back, in a process of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from dmn_desktop.core.errors import UserError, system_words
from dmn_desktop.core.text import NBSP, clean

MAX_SIZE = 20_000_000

ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class ReturnedCopy:
    """The bytes of a file, as they were when it was read."""

    name: str
    content: bytes = field(repr=False)


def take_copy(path: Path) -> ReturnedCopy:
    """Read a file once: what is reviewed is what is kept, whatever becomes of the file.

    Raises:
        UserError: It cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > MAX_SIZE:
            raise UserError(
                f"Fichier refusé{NBSP}: il dépasse 20{NBSP}Mo.",
                "Rien n’a été importé.",
                "Demander à l’expéditeur un fichier sans image ni document joint.",
            )
        if not path.is_file():
            raise UserError(
                f"{path.name} n’est pas un fichier ordinaire.",
                "Rien n’a été importé.",
                "Choisir un tableau.",
            )
        return ReturnedCopy(clean(path.name, 255), path.read_bytes())
    except OSError as error:
        raise UserError(
            f"{path.name} ne peut pas être lu ({system_words(error)}).",
            "Rien n’a été importé.",
            "Vérifier que le fichier est toujours là et qu’il n’est pas ouvert ailleurs.",
        ) from error


def read_isolated(copy: ReturnedCopy, read: Callable[..., ResultT], *args: Any) -> ResultT:
    """Read a copy with a function of the documents' room, in its own process.

    Args:
        copy: The file.
        read: Takes the path of the copy, then `args`.
        args: Plain data.

    Raises:
        UserError: The file is refused, with the reason.
    """
    from dmn_desktop.exports.isolated import run_isolated

    with tempfile.TemporaryDirectory(prefix="registre-dmn-") as folder:
        path = Path(folder) / "retour.xlsx"
        path.write_bytes(copy.content)
        return run_isolated(read, path, *args)

"""Writing a document so that an existing one survives any failure.

The new file is made beside the old one, forced to the disk, read again, and only then put in its
place: a full disk emptied the previous export when libraries wrote over it directly.
"""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from collections.abc import Callable
from pathlib import Path

from dmn_desktop.core.errors import UserError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NAME = {errno.ENAMETOOLONG, errno.EINVAL}


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user stopped the making of a document; nothing was written."""


class Unreadable(Exception):  # noqa: N818 - a finding, which becomes a UserError here
    """A file just written does not read back as it should; raised by verifications."""


Progress = Callable[[int, int], None]
"""Told « done, total » as a document is made."""

Cancel = Callable[[], bool]
"""Asked whether the user has cancelled."""


class Steps:
    """Counts the parts of a document, tells its progress and stops when asked to.

    Args:
        total: How many parts there are.
        progress: Who is told.
        cancelled: Who is asked.
    """

    def __init__(
        self, total: int, progress: Progress | None = None, cancelled: Cancel | None = None
    ) -> None:
        """Start at zero."""
        self._done = 0
        self._total = total
        self._progress = progress
        self._cancelled = cancelled

    def step(self) -> None:
        """One part more is done.

        Raises:
            Cancelled: The user stopped.
        """
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        self._done = min(self._done + 1, self._total)
        if self._progress is not None:
            self._progress(self._done, self._total)


def write_file(path: Path, make: Callable[[Path], None], verify: Callable[[Path], None]) -> Path:
    """Make a file and put it at `path` once it is verified.

    Args:
        path: Where the user wants it; what stands there is replaced last, in one move.
        make: Writes the document at the place it is given, which has the same ending.
        verify: Reads it again there; raises `Unreadable` when something is amiss.

    Returns:
        The path.

    Raises:
        UserError: The file could not be written or does not read back; the old one is intact.
        Cancelled: Passed on from `make`.
    """
    target = path.resolve()
    making = target.with_name(f".{uuid.uuid4().hex[:8]}{target.suffix}")
    try:
        _refuse_bad_target(path, target)
        make(making)
        _force_to_disk(making)
        verify(making)
        making.replace(target)
        _force_folder_to_disk(target.parent)
    except Unreadable as error:
        raise _unreadable(path) from error
    except OSError as error:
        raise _told(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            making.unlink(missing_ok=True)
    return path


def write_content(path: Path, content: bytes, verify: Callable[[Path], None] | None = None) -> Path:
    """Put a content at `path` once it is verified, as `write_file` does.

    Args:
        path: Where the user wants it.
        content: All of it.
        verify: Reads it again; without one, what the disk gives back must be the same.
    """

    def make(making: Path) -> None:
        making.write_bytes(content)

    def compare(making: Path) -> None:
        if making.read_bytes() != content:
            raise Unreadable("other bytes")

    return write_file(path, make, verify or compare)


def _refuse_bad_target(path: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise UserError(
            f"Le dossier «\u00a0{path.parent}\u00a0» n’existe pas ou n’est plus accessible.",
            "Rien n’a été écrit.",
            "Choisir un autre dossier.",
        )
    if target.is_dir():
        raise UserError(
            f"«\u00a0{path.name}\u00a0» est un dossier.",
            "Il n’a pas été modifié.",
            "Choisir un autre nom.",
        )
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only file", str(target))


def _force_to_disk(making: Path) -> None:
    with making.open("rb+") as file:
        os.fsync(file.fileno())


def _force_folder_to_disk(folder: Path) -> None:
    """Make the new name durable where the system allows it (not on Windows)."""
    if os.name == "nt":
        return
    # Some network disks refuse; the file itself is already on the disk.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unreadable(path: Path) -> UserError:
    return UserError(
        f"Le fichier «\u00a0{path.name}\u00a0» ne se relit pas correctement.",
        _kept(path),
        "Réessayer, ou choisir un autre dossier ou un autre support.",
    )


def _kept(path: Path) -> str:
    try:
        old = path.is_file()
    except OSError:
        old = False
    return "Le fichier précédent est intact." if old else "Rien n’a été écrit."


def _told(error: OSError, path: Path) -> UserError:
    """The French message for a failure of the disk."""
    if error.errno in _FULL:
        return UserError(
            f"Le disque est plein\u00a0: «\u00a0{path.name}\u00a0» n’est pas enregistré.",
            _kept(path),
            "Libérer de la place ou choisir un autre dossier.",
        )
    if error.errno in _REFUSED and path.is_file():
        return UserError(
            f"«\u00a0{path.name}\u00a0» est ouvert dans un autre programme ou protégé.",
            _kept(path),
            f"Fermer {path.name} ou choisir un autre nom.",
        )
    if error.errno in _REFUSED:
        return UserError(
            f"Le dossier «\u00a0{path.parent}\u00a0» refuse l’écriture.",
            _kept(path),
            "Choisir un autre dossier.",
        )
    if error.errno in _NAME:
        return UserError(
            "Ce nom de fichier n’est pas accepté ici.",
            _kept(path),
            "Choisir un nom plus court, sans signe particulier.",
        )
    return UserError(
        f"«\u00a0{path.name}\u00a0» n’a pas pu être enregistré "
        "(support retiré, réseau coupé\u00a0?).",
        _kept(path),
        "Rebrancher le support ou choisir un autre dossier, puis réessayer.",
    )

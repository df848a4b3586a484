"""Who holds a register: a small file beside it, for people. The lock itself is SQLite's."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import now
from dmn_desktop.core.text import moment

_here: set[tuple[int, int]] = set()
"""Files that this process holds. Reading one of them again with `open()` would drop SQLite's
lock (POSIX forgets all locks of a process on a file when it closes any handle on it)."""


class HeldError(UserError):
    """The register is open elsewhere; a copy can still be read."""


class Holder(NamedTuple):
    """Who opened a register, where and when."""

    user: str
    host: str
    since: str
    process: int


def _beside(path: Path) -> Path:
    path = path.resolve()
    return path.with_name(f".~{path.name}.ouvert")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    # Some disks number no files.
    return (found.st_dev, found.st_ino) if found.st_ino else None


def is_held_here(path: Path) -> bool:
    """Whether this very process holds a file: it must not be read but through its register."""
    return _identity(path) in _here


def is_at(path: Path, identity: tuple[int, int] | None) -> bool:
    """Whether a path still leads to the file that `take_here` remembered."""
    return path.exists() if identity is None else _identity(path) == identity


def take_here(path: Path) -> tuple[int, int] | None:
    """Remember that this process holds a file; give the result to `release_here`."""
    identity = _identity(path)
    if identity is not None:
        _here.add(identity)
    return identity


def release_here(identity: tuple[int, int] | None) -> None:
    """Forget a file, which may have been renamed or deleted meanwhile."""
    if identity is not None:
        _here.discard(identity)


def announce(path: Path) -> bool:
    """Write beside the register who holds it; a folder that refuses it is no obstacle.

    Returns:
        Whether somebody's announcement was still there: they ended without closing.
    """
    left = _beside(path).exists()
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "?"
    holder = Holder(user, platform.node(), now().isoformat(), os.getpid())
    with contextlib.suppress(OSError):
        _beside(path).write_text(json.dumps(holder._asdict()), encoding="utf-8")
    return left


def withdraw(path: Path) -> None:
    """Take the announcement away."""
    with contextlib.suppress(OSError):
        _beside(path).unlink(missing_ok=True)


def held(path: Path) -> HeldError:
    """The message for a register that another program or window holds."""
    try:
        holder = Holder(**json.loads(_beside(path).read_text(encoding="utf-8")))
        since = moment(datetime.fromisoformat(holder.since))
        who = f"par {holder.user} sur {holder.host}, depuis le {since}"
    except (OSError, ValueError, TypeError):
        who = "par un autre programme"
    return HeldError(
        f"Ce registre est déjà ouvert {who}.",
        "Rien n’est perdu.",
        "Le fermer là-bas, ou en ouvrir ici une copie en lecture seule.",
    )

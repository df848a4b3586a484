"""Who holds a register: a small file beside it, for people. The lock itself is SQLite's."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import now
from dmn_desktop.core.text import moment


class HeldError(UserError):
    """The register is open elsewhere; a copy can still be read."""


@dataclass(frozen=True)
class Holder:
    """Who opened a register, where and when."""

    user: str
    host: str
    since: str
    process: int


def _beside(path: Path) -> Path:
    return path.with_name(f".~{path.name}.ouvert")


def announce(path: Path) -> None:
    """Write beside the register who holds it; a folder that refuses it is no obstacle."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "?"
    holder = Holder(user, platform.node(), now().isoformat(), os.getpid())
    with contextlib.suppress(OSError):
        _beside(path).write_text(json.dumps(asdict(holder)), encoding="utf-8")


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

"""What the system says of the place of a register."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath

from dmn_desktop.core.whereabouts import (
    MARKERS,
    Elsewhere,
    Mount,
    Surroundings,
    elsewhere,
    parse_mounts,
)

_REMOTE_DRIVE = 4
"""`DRIVE_REMOTE` of Windows."""


def where(path: Path) -> Elsewhere | None:
    """Whether a register lies in a synchronised folder or on a network drive."""
    full = path.resolve()
    found = elsewhere(path.absolute(), Surroundings())
    return found or elsewhere(
        full, Surroundings(_mounts(), _roots(), _markers(full), _is_remote_drive(full))
    )


def _mounts() -> list[Mount]:
    try:
        return parse_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []


def _roots() -> dict[PurePath, str]:
    """OneDrive tells its folders to every Windows program."""
    names = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
    return {Path(os.environ[name]): "OneDrive" for name in names if os.environ.get(name)}


def _markers(path: Path) -> list[str]:
    """The signs of a synchronising program in the folders above a file."""
    found = []
    # A home folder holds the settings of such programs, which are not synchronised.
    for folder in path.parents:
        if folder == Path.home():
            break
        found += [name for name in MARKERS if (folder / name).exists()]
    return found


def _is_remote_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    root = f"{path.drive}\\"
    return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOTE_DRIVE)

"""Whether a file lies where something else than this workstation also writes.

Pure functions of a path and of what the system says; `store.whereabouts` asks the system.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath, PureWindowsPath
from typing import NamedTuple

from dmn_desktop.core.text import fold

_SYNCHRONISED = {
    "OneDrive": r"onedrive([ -].+)?",
    "Dropbox": r"dropbox( \(.+\))?",
    "Google Drive": r"google ?drive.*|drivefs|(my|mon) drive|drive partages?|shared drives",
    "iCloud": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Nextcloud": r"nextcloud\d*",
    "ownCloud": r"owncloud\d*",
    "Synology Drive": r"synology ?drive.*|cloudstation",
    "kDrive": r"kdrive\d*",
    "pCloud": r"p ?cloud ?drive",
    "MEGA": r"mega ?sync.*",
    "Box": r"box[ -](sync|box)",
}
"""Folder names by which the usual services are known, folded."""

MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".SynologyWorkingDirectory": "Synology Drive",
}
"""Files that these services put at the top of a folder, whatever its name."""

_REMOTE = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "davfs", "ncpfs", "ceph"}
_LOCAL_FUSE = {
    "fuse.bindfs",
    "fuse.cryfs",
    "fuse.encfs",
    "fuse.exfat",
    "fuse.gocryptfs",
    "fuse.mergerfs",
    "fuse.ntfs-3g",
    "fuse.portal",
    "fuse.veracrypt",
}


class Mount(NamedTuple):
    """One line of the system's list of mounted disks."""

    point: PurePath
    kind: str


class Surroundings(NamedTuple):
    """What the system says around a file.

    Attributes:
        mounts: Mounted disks.
        roots: Folders that a service declares as its own, by its name.
        markers: Names of `MARKERS` found in the folders above the file.
        remote: Whether the system calls its drive a network drive.
    """

    mounts: Sequence[Mount] = ()
    roots: Mapping[PurePath, str] | None = None
    markers: Iterable[str] = ()
    remote: bool = False


class Elsewhere(NamedTuple):
    """Where a file lies when it is not on a disk of this workstation alone.

    Attributes:
        service: Name of what synchronises the folder, empty for a network drive.
    """

    service: str = ""

    @property
    def words(self) -> str:
        """What it means for a register, and what to do."""
        if self.service:
            return (
                f"Ce registre est dans un dossier synchronisé ({self.service}). La synchronisation "
                "peut copier un fichier à moitié écrit, et son contenu quitte ce poste. Mieux "
                "vaut le garder dans un dossier de ce poste, et n’y mettre que les sauvegardes."
            )
        return (
            "Ce registre est sur un lecteur réseau. Une coupure pendant un enregistrement peut "
            "l’abîmer, et deux postes pourraient l’ouvrir à la fois. Mieux vaut le garder dans un "
            "dossier de ce poste, et mettre les sauvegardes sur le réseau."
        )


def parse_mounts(text: str) -> list[Mount]:
    """The lines of `/proc/mounts`, where a space in a name is written as an octal number."""
    found = []
    for line in text.splitlines():
        parts = line.split()
        if len(parts) > 2:
            point = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), parts[1])
            found.append(Mount(PurePath(point), parts[2]))
    return found


def elsewhere(path: PurePath, around: Surroundings | None = None) -> Elsewhere | None:
    """Where a file lies; None when nothing says that it is not on this workstation.

    Args:
        path: The file, in full.
        around: What the system says.
    """
    around = around or Surroundings()
    service = _service(path, around)
    if service:
        return Elsewhere(service)
    if around.remote or _is_unc(path) or _is_remote(_kind_of_disk(path, around.mounts)):
        return Elsewhere()
    return None


def _service(path: PurePath, around: Surroundings) -> str:
    for root, name in (around.roots or {}).items():
        if path.is_relative_to(root):
            return name
    for part in path.parent.parts:
        for name, pattern in _SYNCHRONISED.items():
            if re.fullmatch(pattern, fold(part)):
                return name
    return next((MARKERS[marker] for marker in around.markers if marker in MARKERS), "")


def _is_unc(path: PurePath) -> bool:
    """Whether a Windows path begins with a server and its shared folder."""
    if not isinstance(path, PureWindowsPath):
        return False
    drive = path.drive
    if drive.startswith("\\\\?\\"):
        return drive[4:].upper().startswith("UNC\\")
    return drive.startswith("\\\\")


def _kind_of_disk(path: PurePath, mounts: Sequence[Mount]) -> str:
    """The kind of the innermost mounted disk that holds a file."""
    holding = [mount for mount in mounts if path.is_relative_to(mount.point)]
    # The last of equals hides those before.
    inner = max(
        enumerate(holding), key=lambda pair: (len(pair[1].point.parts), pair[0]), default=None
    )
    return inner[1].kind if inner else ""


def _is_remote(kind: str) -> bool:
    return kind in _REMOTE or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE)

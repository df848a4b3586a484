"""Dated backups of a register, and copies under another name."""

from __future__ import annotations

import contextlib
import re
import shutil
import time
from pathlib import Path
from typing import NamedTuple

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Structure, today
from dmn_desktop.store.copying import UNFINISHED, Watch, copy_for_reading, copy_to
from dmn_desktop.store.database import Register, open_register

KEPT = 30
"""Backups of one register kept in a folder; the oldest by number go first."""

_NAME = re.compile(
    r"(?P<stem>.+) - sauvegarde (?P<number>[0-9]{4,9}) du [0-9]{4}-[0-9]{2}-[0-9]{2}"
    r" \((?P<mark>[0-9a-f]{6})\)\.dmn"
)
_STEM_BYTES = 150
_DAY_SECONDS = 86_400


class Backup(NamedTuple):
    """A copy in a folder. Order is by number: a clock may be wrong."""

    path: Path
    number: int


class Series(NamedTuple):
    """What the backups of one register have in common in their names.

    Attributes:
        stem: The name of the register, shortened where the disk would refuse it.
        mark: Tells registers of the same name apart, which may share a folder of backups.
    """

    stem: str
    mark: str

    def name(self, number: int) -> str:
        """The name of a backup made today."""
        return f"{self.stem} - sauvegarde {number:04d} du {today().isoformat()} ({self.mark}).dmn"


def series_of(register: Register) -> Series:
    """The series of backups of a register."""
    stem = register.path.stem.encode()[:_STEM_BYTES].decode(errors="ignore")
    with register.reading() as reader:
        structure = reader.only(Structure)
    digits = re.sub("[^0-9a-f]", "", structure.id if structure else "")
    return Series(stem, digits[:6].ljust(6, "0"))


def backups_in(folder: Path, series: Series) -> list[Backup]:
    """The backups of one series in a folder, oldest first."""
    found = []
    for path in folder.glob("*.dmn"):
        match = _NAME.fullmatch(path.name)
        if match and (match["stem"], match["mark"]) == (series.stem, series.mark):
            found.append(Backup(path, int(match["number"])))
    return sorted(found, key=lambda backup: backup.number)


def backups_of(path: Path, folder: Path) -> list[Backup]:
    """The backups of a register that cannot be read, oldest first.

    Without its content, only its name tells: none when registers of the same name share the folder.
    """
    stem = path.stem.encode()[:_STEM_BYTES].decode(errors="ignore")
    names = [_NAME.fullmatch(one.name) for one in folder.glob("*.dmn")]
    marks = {match["mark"] for match in names if match and match["stem"] == stem}
    return backups_in(folder, Series(stem, *marks)) if len(marks) == 1 else []


def back_up(register: Register, folder: Path, watch: Watch | None = None) -> Path:
    """Write a dated, verified backup and drop those beyond the thirtieth.

    Raises:
        UserError: The folder is missing, full or refuses writing; earlier backups are intact.
        Stopped: The watch said so; earlier backups are intact.
    """
    _need_folder(folder)
    _sweep(folder)
    series = series_of(register)
    existing = backups_in(folder, series)
    target = folder / series.name(existing[-1].number + 1 if existing else 1)
    copy_to(register.raw, register.path, target, watch)
    for old in existing[: max(0, len(existing) + 1 - KEPT)]:
        # One that another program holds goes next time.
        with contextlib.suppress(OSError):
            old.path.unlink(missing_ok=True)
    return target


def _sweep(folder: Path) -> None:
    """Drop what interrupted backups left; not those of today, which may be under way elsewhere."""
    for path in folder.glob(UNFINISHED):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _DAY_SECONDS:
                path.unlink()


def save_copy(register: Register, target: Path, watch: Watch | None = None) -> None:
    """Write a verified copy of the register at a place that the user chose.

    Raises:
        UserError: The copy could not be made or verified; nothing is left in its place.
        Stopped: The watch said so; nothing is left in its place.
    """
    _need_folder(target.parent)
    if target.resolve() == register.path.resolve() or _same_file(target, register.path):
        raise UserError(
            "Cette copie porterait le nom du registre ouvert.",
            "Rien n’a été écrit.",
            "Choisir un autre nom ou un autre dossier.",
        )
    copy_to(register.raw, register.path, target, watch)


def restore(backup: Path, target: Path, watch: Watch | None = None) -> Register:
    """Open a verified copy of a backup, which itself stays as it is.

    Raises:
        UserError: The backup is damaged too, or the copy cannot be written.
        Stopped: The watch said so; nothing is left.
    """
    with contextlib.closing(open_register(backup, read_only=True, watch=watch)) as kept:
        save_copy(kept, target, watch)
    return open_register(target, watch=watch)


def _same_file(first: Path, second: Path) -> bool:
    """Whether two paths lead to one file; a register may have been deleted while it is open."""
    try:
        return first.samefile(second)
    except OSError:
        return False


def _need_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise UserError(
            f"Le dossier {folder} est introuvable.",
            "Le registre est intact.",
            "Rebrancher le disque ou la clé, ou choisir un autre dossier.",
        )


def open_copy(path: Path, watch: Watch | None = None) -> Register:
    """Open, to read only, a private copy of a register that another program holds.

    Raises:
        UserError: It changes all the time, cannot be read, or is refused by `open_register`.
        Stopped: The watch said so; nothing is left of the copy.
    """
    copy = copy_for_reading(path, watch)
    try:
        register = open_register(copy, watch=watch)
    except BaseException:
        shutil.rmtree(copy.parent, ignore_errors=True)
        raise
    register.be_read_only()
    register.discard_on_close = copy.parent
    return register

"""Dated copies of a register, made through its own connection and verified by reopening them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import new_id, today
from dmn_desktop.store.database import Register, check_content, connect
from dmn_desktop.store.failures import told
from dmn_desktop.store.header import damaged, read_header
from dmn_desktop.store.tables import APPLICATION_ID

KEPT = 30
"""Backups of one register kept in a folder; the oldest by number go first."""

_NAME = re.compile(r"^(?P<stem>.+) - sauvegarde (?P<number>\d{4,}) du \d{4}-\d{2}-\d{2}\.dmn$")


@dataclass(frozen=True)
class Backup:
    """A copy in a folder. Order is by number: a clock may be wrong."""

    path: Path
    number: int


def backups_in(folder: Path, stem: str) -> list[Backup]:
    """The backups of a register in a folder, oldest first."""
    found = []
    for path in folder.glob("*.dmn"):
        match = _NAME.match(path.name)
        if match and match["stem"] == stem:
            found.append(Backup(path, int(match["number"])))
    return sorted(found, key=lambda backup: backup.number)


def back_up(register: Register, folder: Path) -> Path:
    """Write a dated, verified backup and drop those beyond the thirtieth.

    Raises:
        UserError: The folder is missing, full or refuses writing; earlier backups are intact.
    """
    _need_folder(folder)
    stem = register.path.stem
    existing = backups_in(folder, stem)
    number = existing[-1].number + 1 if existing else 1
    target = folder / f"{stem} - sauvegarde {number:04d} du {today().isoformat()}.dmn"
    save_copy(register, target)
    for old in existing[: max(0, len(existing) + 1 - KEPT)]:
        old.path.unlink(missing_ok=True)
    return target


def save_copy(register: Register, target: Path) -> None:
    """Write a verified copy of the register at a place that the user chose.

    Raises:
        UserError: The copy could not be made or verified; nothing is left in its place.
    """
    if target.exists() and target.samefile(register.path):
        raise UserError(
            "Cette copie porterait le nom du registre ouvert.",
            "Rien n’a été écrit.",
            "Choisir un autre nom ou un autre dossier.",
        )
    _need_folder(target.parent)
    copy_to(register.raw, target)


def copy_to(raw: sqlite3.Connection, target: Path) -> None:
    """Copy through an open connection to a file that appears only once it is verified."""
    making = target.with_name(f".{new_id()[:8]}.tmp")
    try:
        with told(target):
            copy = connect(making, "rwc")
            try:
                raw.backup(copy, pages=-1)
                _verify(raw, copy, making)
            finally:
                copy.close()
        _flush(making)
        making.replace(target)
    except OSError as error:
        raise UserError(
            f"La copie ne peut pas être écrite dans {target.parent} ({error.strerror}).",
            "Le registre est intact.",
            "Libérer de la place ou choisir un autre dossier.",
        ) from error
    except UserError as error:
        raise UserError(
            f"La copie vers {target.parent} a échoué. {error.happened}",
            "Le registre ouvert est intact, les copies précédentes aussi.",
            "Libérer de la place ou choisir un autre dossier.",
        ) from error
    finally:
        making.unlink(missing_ok=True)


def _verify(raw: sqlite3.Connection, copy: sqlite3.Connection, path: Path) -> None:
    """Compare a copy with its original: structure, then number of rows of each table."""
    check_content(copy, path, thorough=True)
    if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise damaged(path, "son en-tête diffère")
    for (table,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        query = f'SELECT count(*) FROM "{table}"'
        if raw.execute(query).fetchone() != copy.execute(query).fetchone():
            raise damaged(path, f"il manque des lignes dans {table}")


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _need_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise UserError(
            f"Le dossier {folder} est introuvable.",
            "Le registre est intact.",
            "Rebrancher le disque ou la clé, ou choisir un autre dossier.",
        )


def copy_for_reading(path: Path) -> Path:
    """Copy a register that another program holds, to read it here.

    Bytes are copied twice until two copies agree, so that a save made meanwhile is never seen
    half done. Only for a file that this process does not hold.

    Raises:
        UserError: It changes all the time, or cannot be read.
    """
    read_header(path)
    folder = Path(tempfile.mkdtemp(prefix="registre-dmn-"))
    target = folder / path.name
    for _ in range(5):
        shutil.copyfile(path, target)
        journal = path.with_name(f"{path.name}-journal")
        if not journal.exists() and _digest(path) == _digest(target):
            return target
    shutil.rmtree(folder, ignore_errors=True)
    raise UserError(
        "Le registre est en cours d’écriture sur l’autre poste.",
        "Rien n’est perdu.",
        "Réessayer dans un instant.",
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

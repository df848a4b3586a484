"""The one place that picks a SQLite driver; light, so that the first lines show before the rest."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path, PurePath

from dmn_desktop.core.errors import UserError

APPLICATION_ID = 0x444D4E52
"""« DMNR », in the file's header: tells our registers from other SQLite files."""

_LONGEST_PATH = 504
"""SQLite's own limit on Linux and macOS, in bytes, less « -journal »."""

_SAFE_READING = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a file.

    Args:
        path: The file.
        mode: « rw » for an existing file, « ro » to read, « rwc » to create.

    Raises:
        UserError: The path is longer than SQLite can take.
    """
    path = path.resolve()
    if os.name == "posix" and len(os.fsencode(path)) > _LONGEST_PATH:
        raise UserError(
            f"Le chemin de {path.name} est trop long.",
            "Rien n’a été modifié.",
            "Choisir un dossier moins profond ou un nom plus court.",
        )
    connection = sqlite3.connect(
        address_of(path, mode),
        uri=True,
        isolation_level=None,
        timeout=0,
        check_same_thread=False,
    )
    for setting in _SAFE_READING:
        connection.execute(f"PRAGMA {setting}")
    return connection


def address_of(path: PurePath, mode: str) -> str:
    """The address that SQLite reads back as this very path, whatever signs are in it."""
    address = path.as_uri()
    if not address.startswith("file:///"):
        # A Windows network folder: SQLite refuses a host name, but takes it as a folder.
        address = address.replace("file://", "file:////", 1)
    return f"{address}?mode={mode}"

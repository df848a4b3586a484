"""Failures of the disk, told to the user instead of SQLite's words."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy.exc

from dmn_desktop.core.errors import UserError
from dmn_desktop.store.header import damaged
from dmn_desktop.store.holder import held

_SAVED = "Ce qui était enregistré n’est pas touché."


def as_user_error(error: BaseException, path: Path) -> UserError | None:
    """The French message for a failure of the environment, None for a bug of ours."""
    original = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    if not isinstance(original, sqlite3.Error):
        return None
    name = getattr(original, "sqlite_errorname", "") or ""
    if name == "SQLITE_FULL":
        return UserError(
            "Le disque est plein : la dernière modification n’est pas enregistrée.",
            _SAVED,
            "Libérer de la place, puis continuer : l’enregistrement reprendra.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return held(path)
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY_DBMOVED")):
        return UserError(
            "Le fichier du registre n’est plus accessible (clé USB retirée, réseau coupé ?).",
            _SAVED,
            "Rebrancher le support, ou enregistrer une copie ailleurs.",
        )
    if name.startswith("SQLITE_READONLY"):
        return UserError(
            "Ce registre est en lecture seule : le fichier ou son dossier refuse l’écriture.",
            _SAVED,
            "Enregistrer une copie dans un autre dossier.",
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(path, str(original))
    return None


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn failures of the environment into sentences; bugs pass through."""
    try:
        yield
    except (sqlalchemy.exc.DBAPIError, sqlite3.Error) as error:
        sentence = as_user_error(error, path)
        if sentence is None:
            raise
        raise sentence from error

"""Failures of the disk, told to the user instead of the system's words."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy.exc

from dmn_desktop.core.errors import UserError
from dmn_desktop.store.holder import held

UNTOUCHED = "Ce fichier n’a pas été modifié."
SAVED = "Ce qui était enregistré n’est pas touché."


class DamagedError(UserError):
    """The content of a register does not hold together; a backup may."""


def damaged(path: Path, detail: str) -> DamagedError:
    """The message for a register whose content does not hold together."""
    return DamagedError(
        f"Le registre {path.name} est endommagé ({detail}).",
        UNTOUCHED,
        "Ouvrir la dernière sauvegarde, ou demander à votre informaticien.",
    )


def moved() -> UserError:
    """The message for a register whose file is no longer where it was opened."""
    return UserError(
        "Le fichier du registre a été déplacé, renommé ou supprimé pendant le travail, ou son "
        "support a été retiré\u00a0: la dernière modification n’est pas enregistrée.",
        SAVED,
        "Le remettre à sa place, ou enregistrer une copie ailleurs.",
    )


def place_of(report: str) -> str:
    """« page 12 », when a report of SQLite names a page."""
    match = re.search(r"[Pp]age (\d+)", report)
    return f"page {match[1]}" if match else "son contenu est incohérent"


def error_name(error: BaseException) -> str:
    """SQLite's name for an error (« SQLITE_FULL »), empty when it is not SQLite's."""
    original = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    if not isinstance(original, sqlite3.Error):
        return ""
    # The driver's own errors, such as text that is not UTF-8, carry no name.
    return getattr(original, "sqlite_errorname", "") or "DRIVER"


def as_user_error(error: BaseException, path: Path) -> UserError | None:
    """The French message for a failure of the environment, None for a bug of ours."""
    name = error_name(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return held(path)
    if name == "SQLITE_READONLY_DBMOVED":
        return moved()
    for starts, sentence in _SENTENCES.items():
        if name.startswith(starts):
            return UserError(*sentence)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_TOOBIG")):
        return damaged(path, "sa structure est rompue")
    if name == "DRIVER" and "UTF-8" in str(error):
        return damaged(path, "un texte est illisible")
    return None


def write_words(error: BaseException) -> str | None:
    """Why a new file could not be written, None for a bug of ours."""
    name = error_name(error)
    if name == "SQLITE_FULL":
        return "disque plein"
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
        return "accès refusé ou nom trop long"
    if name.startswith("SQLITE_IOERR"):
        return "disque plein ou support retiré"
    return None


# The first name that fits decides.
_SENTENCES: dict[tuple[str, ...], tuple[str, str, str]] = {
    ("SQLITE_FULL",): (
        "Le disque est plein\u00a0: la dernière modification n’est pas enregistrée.",
        SAVED,
        "Libérer de la place, puis continuer\u00a0: l’enregistrement reprendra.",
    ),
    ("SQLITE_READONLY_ROLLBACK", "SQLITE_READONLY_RECOVERY", "SQLITE_IOERR_DELETE"): (
        "La dernière écriture de ce registre a été interrompue et doit être défaite, "
        "mais son dossier refuse l’écriture.",
        UNTOUCHED,
        "Copier le fichier .dmn et le fichier .dmn-journal ensemble dans un autre dossier, "
        "puis ouvrir la copie.",
    ),
    ("SQLITE_READONLY",): (
        "Ce registre est en lecture seule\u00a0: le fichier ou son dossier refuse l’écriture.",
        SAVED,
        "Enregistrer une copie dans un autre dossier.",
    ),
    ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE"): (
        "Le registre n’a pas pu être écrit (disque plein, support retiré\u00a0?)\u00a0: "
        "la dernière modification n’est pas enregistrée.",
        SAVED,
        "Libérer de la place ou rebrancher le support, ou enregistrer une copie ailleurs.",
    ),
    ("SQLITE_IOERR", "SQLITE_CANTOPEN"): (
        "Le fichier du registre n’est plus accessible (clé USB retirée, réseau coupé\u00a0?).",
        SAVED,
        "Rebrancher le support, ou enregistrer une copie ailleurs.",
    ),
}


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


@contextlib.contextmanager
def told_on_opening(path: Path) -> Iterator[None]:
    """Like `told`; what SQLite refuses in a file that is being checked is damage, not a bug."""
    try:
        yield
    except (sqlalchemy.exc.DBAPIError, sqlite3.Error) as error:
        raise as_user_error(error, path) or damaged(path, "sa structure est rompue") from error


@contextlib.contextmanager
def readable(path: Path, what: str) -> Iterator[None]:
    """Tell values that cannot be read back as damage.

    SQLite's own check does not see a letter that changed inside a value.
    """
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(path, f"{what} illisible") from error

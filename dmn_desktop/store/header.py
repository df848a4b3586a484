"""What a file is, told from its first 100 bytes, before SQLite may touch it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dmn_desktop.core.errors import UserError, system_words
from dmn_desktop.store import driver, tables
from dmn_desktop.store.failures import UNTOUCHED, damaged

_MAGIC = b"SQLite format 3\x00"


class Header(NamedTuple):
    """The part of the header that decides.

    Attributes:
        schema: Version of the schema of the register.
        page_size: Size of a page, in bytes.
        size: Size of the file, in bytes.
    """

    schema: int
    page_size: int
    size: int


def read_header(path: Path) -> Header:
    """Read the header of a register.

    Never call this on a file that this process holds open: closing it would drop SQLite's lock.

    Raises:
        UserError: Not found, unreadable, empty, foreign, damaged, or made by a newer version.
    """
    try:
        if path.exists() and not path.is_file():
            raise UserError(
                f"{path.name or path} n’est pas un fichier mais un dossier ou un appareil.",
                "",
                "Choisir un fichier dont le nom finit par .dmn.",
            )
        with path.open("rb") as file:
            first = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from error
    _refuse_foreign(path, first)
    page_size = int.from_bytes(first[16:18], "big")
    header = Header(
        schema=int.from_bytes(first[60:64], "big"),
        page_size=65536 if page_size == 1 else page_size,
        size=size,
    )
    _refuse_newer_or_damaged(path, header)
    return header


def _unreadable(path: Path, error: OSError) -> UserError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError(
            f"Le fichier {path} est introuvable.",
            "Rien n’a été créé à sa place.",
            "Rebrancher la clé USB ou le disque, ou choisir un autre fichier.",
        )
    return UserError(
        f"Le fichier {path.name} ne peut pas être lu ({system_words(error)}).",
        UNTOUCHED,
        "Vérifier les droits du dossier ou demander à votre informaticien.",
    )


def _refuse_foreign(path: Path, first: bytes) -> None:
    if not first:
        raise UserError(
            f"Le fichier {path.name} est vide\u00a0: ce n’est pas un registre.",
            UNTOUCHED,
            "Choisir un autre fichier, ou ouvrir une sauvegarde.",
        )
    if not first.startswith(_MAGIC) or len(first) < 100:
        raise UserError(
            f"{path.name} n’est pas un registre DMN, ou son début est détruit.",
            UNTOUCHED,
            "Choisir un fichier dont le nom finit par .dmn, ou ouvrir une sauvegarde.",
        )
    if int.from_bytes(first[68:72], "big") != driver.APPLICATION_ID:
        raise UserError(
            f"{path.name} appartient à un autre programme.",
            UNTOUCHED,
            "Choisir un registre créé par Registre DMN.",
        )


def _refuse_newer_or_damaged(path: Path, header: Header) -> None:
    if header.schema > tables.SCHEMA:
        raise UserError(
            f"Ce registre a été créé par une version plus récente "
            f"(format {header.schema}, ici {tables.SCHEMA}).",
            "Il n’a pas été modifié.",
            "Mettre à jour le programme sur ce poste.",
        )
    if header.schema < 1 or header.page_size not in {2**n for n in range(9, 17)}:
        raise damaged(path, "son début est incohérent")
    # An interrupted save may leave a longer file, which its journal cuts again.
    interrupted = path.with_name(f"{path.name}-journal").exists()
    if header.size % header.page_size and not interrupted:
        raise damaged(path, "sa taille ne correspond pas")

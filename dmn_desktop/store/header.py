"""What a file is, told from its first 100 bytes, before SQLite may touch it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.errors import UserError
from dmn_desktop.store.tables import APPLICATION_ID, SCHEMA

_MAGIC = b"SQLite format 3\x00"
_UNTOUCHED = "Ce fichier n’a pas été modifié."


@dataclass(frozen=True)
class Header:
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
    first = _first_bytes(path)
    if not first:
        raise UserError(
            f"Le fichier {path.name} est vide : ce n’est pas un registre.",
            _UNTOUCHED,
            "Choisir un autre fichier, ou ouvrir une sauvegarde.",
        )
    if not first.startswith(_MAGIC) or len(first) < 100:
        raise UserError(
            f"{path.name} n’est pas un registre DMN.",
            _UNTOUCHED,
            "Choisir un fichier dont le nom finit par .dmn.",
        )
    if int.from_bytes(first[68:72], "big") != APPLICATION_ID:
        raise UserError(
            f"{path.name} appartient à un autre programme.",
            _UNTOUCHED,
            "Choisir un registre créé par Registre DMN.",
        )
    header = Header(
        schema=int.from_bytes(first[60:64], "big"),
        page_size=int.from_bytes(first[16:18], "big") or 65536,
        size=path.stat().st_size,
    )
    _check(path, header)
    return header


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError as error:
        raise UserError(
            f"Le fichier {path} est introuvable.",
            "Rien n’a été créé à sa place.",
            "Rebrancher la clé USB ou le disque, ou choisir un autre fichier.",
        ) from error
    except IsADirectoryError as error:
        raise UserError(f"{path} est un dossier.", "", "Choisir un fichier .dmn.") from error
    except OSError as error:
        raise UserError(
            f"Le fichier {path.name} ne peut pas être lu ({error.strerror}).",
            _UNTOUCHED,
            "Vérifier les droits du dossier ou demander à votre informaticien.",
        ) from error


def _check(path: Path, header: Header) -> None:
    if header.schema > SCHEMA:
        raise UserError(
            f"Ce registre a été créé par une version plus récente "
            f"(format {header.schema}, ici {SCHEMA}).",
            "Il n’a pas été modifié.",
            "Mettre à jour le programme sur ce poste.",
        )
    if header.size % header.page_size:
        raise damaged(path, "sa taille ne correspond pas")


def damaged(path: Path, detail: str) -> UserError:
    """The message for a register whose content does not hold together."""
    return UserError(
        f"Le registre {path.name} est endommagé ({detail}).",
        _UNTOUCHED,
        "Ouvrir la dernière sauvegarde, ou demander à votre informaticien.",
    )

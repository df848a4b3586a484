"""What a stranger's spreadsheet is made of, looked at before anything reads it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP

MAX_FILE = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_ENTRIES = 2_000

NOTHING_DONE = "Rien n’a été importé."
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
_READABLE_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_DTD = b"<!DOCTYPE"
_MACRO_PARTS = re.compile(r"vbaproject|vbadata|macrosheets|activex", re.IGNORECASE)
_CHUNK = 1 << 20


def refused(reason: str, to_do: str = "") -> UserError:
    """The message for a file that is not read, with the reason."""
    return UserError(
        f"Fichier refusé{NBSP}: {reason}.",
        NOTHING_DONE,
        to_do or "Demander à l’expéditeur un autre fichier .xlsx.",
    )


def scan(path: Path) -> None:
    """Look at a file's packing before it is read.

    Raises:
        UserError: It is not a plain .xlsx workbook, or it could harm: too large, packed to swell,
            with macros, entities, or parts in double. The message gives the figure.
    """
    size = path.stat().st_size
    if size > MAX_FILE:
        raise refused(f"il pèse {bytes_words(size)} (limite {bytes_words(MAX_FILE)})")
    with path.open("rb") as file:
        head = file.read(8)
        _refuse_other_formats(head, path)
    check_archive(path)
    with zipfile.ZipFile(path) as archive:
        refuse_foreign(archive)


def check_archive(path: Path) -> None:
    """Look at the packing of any file made of packed XML.

    Raises:
        UserError: It could harm: packed to swell, with entities, or parts in double.
    """
    _refuse_many_entries(path, path.stat().st_size)
    with zipfile.ZipFile(path) as archive:
        _refuse_packing(archive)
        for entry in archive.infolist():
            if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                _refuse_markup(archive, entry)


def bytes_words(size: int) -> str:
    """« 4,3 Go », « 20 Mo »."""
    for unit, factor in (("Go", 10**9), ("Mo", 10**6), ("Ko", 10**3)):
        if size >= factor:
            words = f"{size / factor:.1f}".removesuffix(".0").replace(".", ",")
            return f"{words}{NBSP}{unit}"
    return f"{size}{NBSP}octets"


def _refuse_other_formats(head: bytes, path: Path) -> None:
    if not head:
        raise refused("il est vide")
    if head.startswith(_OLE):
        if _ENCRYPTED in path.read_bytes():
            raise refused(
                "il est protégé par un mot de passe",
                "L’ouvrir dans le tableur, retirer le mot de passe, l’enregistrer, réessayer.",
            )
        raise refused(
            "c’est un ancien classeur .xls",
            "L’ouvrir dans le tableur, l’enregistrer au format .xlsx, réessayer.",
        )
    if not head.startswith(b"PK"):
        raise refused("ce n’est pas un classeur .xlsx")


def _refuse_many_entries(path: Path, size: int) -> None:
    """Refuse a table of contents too long, before the library lists it in memory."""
    with path.open("rb") as file:
        file.seek(max(0, size - 66_000))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise refused("il est incomplet ou endommagé", "Demander à l’expéditeur de le renvoyer.")
    entries = int.from_bytes(tail[end + 10 : end + 12], "little")
    contents = int.from_bytes(tail[end + 12 : end + 16], "little")
    if entries > MAX_ENTRIES or contents > MAX_ENTRIES * 500:
        raise refused(f"il contient plus de {MAX_ENTRIES} parties")


def _refuse_packing(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise refused(f"il contient {len(entries)} parties (limite {MAX_ENTRIES})")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        limit = bytes_words(MAX_UNPACKED)
        raise refused(f"il se décompresse en {bytes_words(unpacked)} (limite {limit})")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise refused("une de ses parties figure deux fois")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refused("il est protégé par un mot de passe")


def refuse_foreign(archive: zipfile.ZipFile) -> None:
    """Refuse what is packed the same way and is no plain .xlsx workbook."""
    names = archive.namelist()
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise refused(
            "c’est un classeur OpenDocument (.ods)",
            "L’ouvrir dans le tableur, l’enregistrer au format .xlsx, réessayer.",
        )
    if any(_MACRO_PARTS.search(name) for name in names):
        raise _macros()
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise refused("ce n’est pas un classeur .xlsx")
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise _macros()


def _macros() -> UserError:
    return refused(
        "il contient des macros",
        "L’enregistrer au format .xlsx, sans macro, puis réessayer.",
    )


def _refuse_markup(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse entities, and an encoding in which they could hide from this search."""
    tail = b""
    with archive.open(entry) as part:
        first = True
        while chunk := part.read(_CHUNK):
            if first:
                _refuse_encoding(chunk)
                first = False
            if _DTD in tail + chunk:
                raise refused("il contient une définition de document (DTD)")
            tail = chunk[-len(_DTD) :]


def _refuse_encoding(start: bytes) -> None:
    start = start.removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(start)
    plain = start[:1] == b"<" and b"\x00" not in start[:200]
    if not plain or (declared and declared[1].lower() not in _READABLE_ENCODINGS):
        raise refused("son encodage est inattendu")

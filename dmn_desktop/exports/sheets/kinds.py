"""What a file is, by its content and not by its name; what cannot be read is refused at once."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from dmn_desktop.core.text import NBSP
from dmn_desktop.exports.xlsx.scan import (
    MAX_FILE,
    bytes_words,
    check_archive,
    refuse_foreign,
    refused,
)

SAVE_AS = "L’ouvrir dans le tableur, l’enregistrer au format .xlsx, puis réessayer."


class Kind(StrEnum):
    """A format that is read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"


_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ARCHIVE = b"PK\x03\x04"
_FOREIGN = (
    (b"%PDF", "c’est un PDF"),
    (b"MZ", "c’est un programme"),
    (b"\x7fELF", "c’est un programme"),
    (b"\x89PNG", "c’est une image"),
    (b"\xff\xd8\xff", "c’est une image"),
    (b"GIF8", "c’est une image"),
    (b"{\\rtf", "c’est un document de texte (RTF)"),
    (b"SQLite format 3", "c’est une base de données ou un registre"),
    (b"Rar!", "c’est une archive"),
    (b"7z\xbc\xaf", "c’est une archive"),
    (b"\x1f\x8b", "c’est une archive"),
)
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<body", b"<meta")
_INSIDE_OLE = (
    ("EncryptedPackage", "il est protégé par un mot de passe"),
    ("_VBA_PROJECT_CUR", "il contient des macros"),
    ("WordDocument", "c’est un document Word"),
    ("PowerPoint Document", "c’est une présentation"),
)
_PASSWORD = "L’ouvrir dans le tableur, retirer le mot de passe, l’enregistrer, puis réessayer."
_NO_MACRO = "L’enregistrer au format .xlsx, sans macro, puis réessayer."


def kind_of(path: Path) -> Kind:
    """The format of a file.

    Raises:
        UserError: It is empty, too large, or of a format that is not read.
    """
    size = path.stat().st_size
    if size > MAX_FILE:
        raise refused(f"il pèse {bytes_words(size)} (limite {bytes_words(MAX_FILE)})", SAVE_AS)
    with path.open("rb") as file:
        head = file.read(4_096)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refused("il est vide", "Choisir le fichier qui contient le tableau.")
    for start, words in _FOREIGN:
        if head.startswith(start):
            raise refused(words, f"Choisir un tableau{NBSP}: .xlsx, .xls, .ods ou .csv.")
    if head.startswith(_OLE):
        return _old(path)
    if head.startswith(b"PK"):
        return _packed(path)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise refused("c’est une page web ou du XML, nommé comme un tableau", SAVE_AS)
    return Kind.TEXT


def _old(path: Path) -> Kind:
    content = path.read_bytes()
    for name, words in _INSIDE_OLE:
        if name.encode("utf-16-le") in content:
            raise refused(words, _PASSWORD if "passe" in words else _NO_MACRO)
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise refused("ce n’est pas un tableau", SAVE_AS)
    return Kind.XLS


def _packed(path: Path) -> Kind:
    check_archive(path)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "mimetype" in names:
            kind = archive.read("mimetype")[:200]
            if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
                return _open_document(archive)
            if b"opendocument" in kind:
                raise refused("c’est un document OpenDocument, pas un tableau", SAVE_AS)
    if "xl/workbook.bin" in names:
        raise refused("c’est un classeur binaire .xlsb", SAVE_AS)
    if any(name.endswith(".iwa") for name in names):
        words = "Dans Numbers, l’exporter au format Excel (.xlsx), puis réessayer."
        raise refused("c’est un document Numbers", words)
    if "word/document.xml" in names:
        raise refused("c’est un document Word", SAVE_AS)
    if not any(name.startswith("xl/") for name in names):
        raise refused("c’est une archive, pas un tableau", "En extraire le tableau, réessayer.")
    with zipfile.ZipFile(path) as archive:
        refuse_foreign(archive)
    return Kind.XLSX


def _open_document(archive: zipfile.ZipFile) -> Kind:
    names = archive.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    ):
        raise refused("il est protégé par un mot de passe", _PASSWORD)
    if any(name.startswith(("Basic/", "Scripts/")) and name.endswith(".xml") for name in names):
        raise refused("il contient des macros", _NO_MACRO)
    if "content.xml" not in names:
        raise refused("il est incomplet ou endommagé", SAVE_AS)
    return Kind.ODS

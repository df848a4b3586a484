"""Files that a practice could drop and that are no table, or hide harm, in every format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from tests.exports import hostile

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    f'xmlns:office="{_OFFICE}:office:1.0" xmlns:table="{_OFFICE}:table:1.0" '
    f'xmlns:text="{_OFFICE}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods(tables: str, head: str = ODS_HEAD, **parts: str) -> bytes:
    """An OpenDocument workbook."""
    target = io.BytesIO()
    manifest = parts.pop("manifest", "")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><m:manifest xmlns:m="{_OFFICE}:manifest:1.0">{manifest}'
            "</m:manifest>",
        )
        archive.writestr("content.xml", head + tables + ODS_TAIL)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def ods_cell(text: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_table(rows: str, name: str = "Feuille1") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def ods_far() -> bytes:
    row = f"<table:table-row>{ods_cell('Nom')}</table:table-row>"
    times = ' table:number-rows-repeated="1048000"'
    gap = f"<table:table-row{times}><table:table-cell/></table:table-row>"
    return ods(ods_table(row + gap + row))


def ods_repeated() -> bytes:
    cell = ods_cell("x", ' table:number-columns-repeated="16000"')
    return ods(
        ods_table(f'<table:table-row table:number-rows-repeated="90000">{cell}</table:table-row>')
    )


def ods_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    head = ODS_HEAD.replace("?>", f"?><!DOCTYPE x [{entities}]>", 1)
    return ods(ods_table(f"<table:table-row>{ods_cell('&l9;')}</table:table-row>"), head)


def ods_password() -> bytes:
    entry = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    return ods(ods_table(""), manifest=entry)


def ods_macros() -> bytes:
    return ods(ods_table(""), Basic__Standard__Module1__xml="x", **{"Basic/a.xml": "<x/>"})


def ods_bomb() -> bytes:
    return hostile.with_part(
        "content.xml",
        (chunk for chunk in [ODS_HEAD.encode()] + [b" " * 10_000_000] * 21),
        ods(ods_table("")),
    )


def archive_of(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
    return target.getvalue()


def old_excel(*streams: str) -> bytes:
    return hostile.old_excel() + b"".join(name.encode("utf-16-le") + b"\0" * 64 for name in streams)


def binary_noise() -> bytes:
    return bytes(range(256)) * 40


def huge_line() -> bytes:
    return b"Nom;Version\n" + b"x" * 2_000_000 + b";1\n"


def too_many_lines() -> bytes:
    return b"Nom;Version\n" + b"a;1\n" * 100_600


def wide() -> bytes:
    return b";".join(b"a%d" % i for i in range(300)) + b"\n"


REFUSED: dict[Callable[[], bytes], str] = {
    hostile.bomb: "il se décompresse en 2",
    hostile.bomb_of_four_gigabytes: "4,3\u00a0Go",
    hostile.laughs: "définition de document",
    hostile.laughs_in_utf16: "encodage",
    hostile.outside_entity: "définition de document",
    hostile.doubled: "deux fois",
    hostile.crowded: "plus de 2000 parties",
    hostile.macros: "macros",
    hostile.macro_type: "macros",
    hostile.with_password: "mot de passe",
    hostile.cut_short: "incomplet",
    hostile.word_document: "Word",
    hostile.far_cell: "XFD1048576",
    hostile.many_strings: "textes",
    bytes: "vide",
    ods_far: "une cellule remplie se trouve en A1048002",
    ods_repeated: "une cellule remplie se trouve en",
    ods_laughs: "définition de document",
    ods_password: "mot de passe",
    ods_macros: "macros",
    ods_bomb: "il se décompresse en 2",
    binary_noise: "ce n’est pas un tableau",
    huge_line: "démesurée",
    too_many_lines: "trop de cellules",
    wide: "trop de cellules",
}
"""What must be refused, with words of the reason."""

NAMED: dict[str, tuple[Callable[[], bytes], str]] = {
    "numbers": (lambda: archive_of("Index/Document.iwa", "preview.jpg"), "Numbers"),
    "xlsb": (lambda: archive_of("[Content_Types].xml", "xl/workbook.bin"), ".xlsb"),
    "zip": (lambda: archive_of("photo.txt"), "archive"),
    "pdf": (lambda: b"%PDF-1.7\n" + b"x" * 500, "PDF"),
    "exe": (lambda: b"MZ\x90\x00" + b"\x00" * 500, "programme"),
    "jpg": (lambda: b"\xff\xd8\xff\xe0" + b"x" * 500, "image"),
    "doc": (lambda: old_excel("WordDocument"), "Word"),
    "xls_macros": (lambda: old_excel("Workbook", "_VBA_PROJECT_CUR"), "macros"),
    "xls_empty": (lambda: old_excel("Workbook"), "endommagé"),
    "ole": (lambda: old_excel("Autre"), "ce n’est pas un tableau"),
    "html": (lambda: b"<html><table><tr><td>Nom</td></tr></table></html>", "page web"),
    "blank": (lambda: b"\xef\xbb\xbf \r\n \r\n", "vide"),
    "sqlite": (lambda: b"SQLite format 3\x00" + b"\x00" * 500, "registre"),
}
"""Other formats under the name of a table."""

HEAVY: tuple[Callable[[], bytes], ...] = (
    hostile.nested,
    hostile.one_row_of_all,
    hostile.blank_rows_without_size,
    hostile.blank_rows,
    hostile.lying_size,
)
"""What may be read, or refused for its time or memory, never worse."""

"""Workbooks made to harm, generated from an honest one."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl

MEGA = 1_000_000
SHEET = "xl/worksheets/sheet1.xml"
OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def honest() -> bytes:
    """A workbook of 80 cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for i in range(20):
        sheet.append([f"ligne {i}", i, "texte", "fin"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_part(name: str, content: bytes | Iterator[bytes], source: bytes = b"") -> bytes:
    """The honest workbook with one part replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source or honest())) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        with new.open(name, "w") as part:
            for chunk in [content] if isinstance(content, bytes) else content:
                part.write(chunk)
    return target.getvalue()


def sheet_of(rows: str | Iterator[str], before: str = "", head: str = "") -> bytes:
    """The honest workbook with another sheet."""

    def chunks() -> Iterator[bytes]:
        yield f"{head}{OPEN}{before}<sheetData>".encode()
        for row in [rows] if isinstance(rows, str) else rows:
            yield row.encode()
        yield b"</sheetData></worksheet>"

    return with_part(SHEET, chunks())


def _blank_rows(before: str) -> bytes:
    """A million rows, given by thousands since each piece is compressed by itself."""
    return sheet_of(
        ("".join(f'<row r="{i + n}"/>' for n in range(1_024)) for i in range(1, 1_048_577, 1_024)),
        before=before,
    )


def _text(where: str, text: str) -> str:
    return f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>'


def far_cell() -> bytes:
    row = f'<row r="1">{_text("A1", "ici")}</row>'
    return sheet_of(f'{row}<row r="1048576">{_text("XFD1048576", "loin")}</row>')


def blank_rows() -> bytes:
    return _blank_rows('<dimension ref="A1:A1048576"/>')


def blank_rows_without_size() -> bytes:
    return _blank_rows("")


def lying_size() -> bytes:
    rows = "".join(f'<row r="{i}">{_text(f"A{i}", f"ligne {i}")}</row>' for i in range(1, 81))
    return sheet_of(rows, before='<dimension ref="A1"/>')


def bomb() -> bytes:
    """Really 210 MB of the same row."""
    row = "<row><c><v>1</v></c></row>" * 40_000
    return sheet_of(row for _ in range(210 * MEGA // len(row) + 1))


def bomb_of_four_gigabytes() -> bytes:
    """What the list of contents of a larger bomb says."""
    content = bytearray(honest())
    start = content.find(b"PK\x01\x02")
    while content[start + 46 :].startswith(SHEET.encode()) is False:
        start = content.find(b"PK\x01\x02", start + 4)
    content[start + 24 : start + 28] = (4_290_000_000).to_bytes(4, "little")
    return bytes(content)


def many_strings() -> bytes:
    """150 MB of shared strings: under the limit of size, beyond that of memory."""
    chunk = b"<si><t>abcdefghij</t></si>" * 40_000
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    count = 150 * MEGA // len(chunk)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = part_of_honest("[Content_Types].xml").replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    )
    declared = with_part("[Content_Types].xml", types.encode())
    chunks = (c for c in (head, *([chunk] * count), b"</sst>"))
    return with_part("xl/sharedStrings.xml", chunks, declared)


def part_of_honest(name: str) -> str:
    """One part of the honest workbook."""
    with zipfile.ZipFile(io.BytesIO(honest())) as archive:
        return archive.read(name).decode()


def nested() -> bytes:
    return sheet_of("<row>" * 500_000 + "</row>" * 500_000)


def one_row_of_all() -> bytes:
    """One row of 60 MB."""
    cells = "<c><v>1</v></c>" * 40_000
    return sheet_of(c for c in ("<row>", *([cells] * 100), "</row>"))


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    return sheet_of(
        f'<row r="1">{_text("A1", "&l9;")}</row>', head=f"<!DOCTYPE worksheet [{entities}]>"
    )


def laughs_in_utf16() -> bytes:
    text = (
        f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]>{OPEN}</worksheet>'
    )
    return with_part(SHEET, text.encode("utf-16"))


def outside_entity() -> bytes:
    head = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return sheet_of(f'<row r="1">{_text("A1", "&x;")}</row>', head=head)


def doubled() -> bytes:
    target = io.BytesIO(honest())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    return target.getvalue()


def crowded() -> bytes:
    target = io.BytesIO(honest())
    with zipfile.ZipFile(target, "a") as archive:
        for i in range(2_100):
            archive.writestr(f"xl/media/{i}.png", b"")
    return target.getvalue()


def macros() -> bytes:
    return with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")


def macro_type() -> bytes:
    types = part_of_honest("[Content_Types].xml")
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return with_part("[Content_Types].xml", types.replace(plain, kind).encode())


def old_excel() -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 2_000


def with_password() -> bytes:
    return old_excel() + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2_000


def open_document() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    return target.getvalue()


def word_document() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return target.getvalue()


def cut_short() -> bytes:
    return honest()[:-400]


def a_table_of_text() -> bytes:
    return b"Nom;Version\nOstalis;1.2\n"


def too_heavy() -> bytes:
    return honest() + b"\0" * 21 * MEGA


def bit_flips(count: int) -> Iterator[bytes]:
    """The honest workbook with one bit changed somewhere."""
    chance = random.Random(12)
    for _ in range(count):
        content = bytearray(honest())
        place = chance.randrange(len(content))
        content[place] ^= 1 << chance.randrange(8)
        yield bytes(content)


REFUSED: dict[Callable[[], bytes], str] = {
    bomb: "il se décompresse en 2",
    bomb_of_four_gigabytes: "il se décompresse en 4,3\u00a0Go (limite 200\u00a0Mo)",
    laughs: "définition de document",
    laughs_in_utf16: "encodage",
    outside_entity: "définition de document",
    doubled: "deux fois",
    crowded: "plus de 2000 parties",
    macros: "macros",
    macro_type: "macros",
    old_excel: "ancien classeur .xls",
    with_password: "mot de passe",
    open_document: ".ods",
    word_document: "ce n’est pas un classeur",
    cut_short: "incomplet",
    a_table_of_text: "ce n’est pas un classeur",
    too_heavy: "il pèse 21",
    bytes: "vide",
}
"""What must be refused, with words of the reason."""

HEAVY: tuple[Callable[[], bytes], ...] = (
    many_strings,
    nested,
    one_row_of_all,
    blank_rows_without_size,
)
"""What passes the first look; then it is read, or refused for its time or memory."""


def put(folder: Path, content: bytes, name: str = "reçu.xlsx") -> Path:
    """Write a file to be read."""
    path = folder / name
    path.write_bytes(content)
    return path

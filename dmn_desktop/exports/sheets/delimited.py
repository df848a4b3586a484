"""Plain text in columns: its encoding, its separator, its cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from dmn_desktop.core.inventory_import.source import Row, Source, SourceSheet
from dmn_desktop.core.text import NBSP, clean, shorten
from dmn_desktop.exports.sheets.encodings import USUAL, likely, mixed, spoilt
from dmn_desktop.exports.sheets.measuring import MAX_COLUMNS, MAX_ROWS, too_large
from dmn_desktop.exports.xlsx.scan import refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ";\t,|"
_ESCAPED_FORMULA = re.compile(r"^'(?='*(?:\s*[=+\-@＝＋－＠]|\d))")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")
_WANTED = "Choisir un fichier .xlsx, .xls, .ods ou .csv."
_LONGEST = 1_000_000
_HUGE_CELL = "une de ses cellules est démesurée"


def read_delimited(content: bytes, name: str, encoding: str = "") -> Source:
    """Read a text in columns.

    Args:
        content: The file.
        name: Its name.
        encoding: What a person chose.

    Raises:
        UserError: It is not text, or too large.
    """
    notes: list[str] = []
    text = _chosen(content, encoding) if encoding else _guessed(content, notes)
    if isinstance(text, tuple):
        return Source(name, (), encodings=text)
    if example := spoilt(text):
        notes.append(
            f"Accents abîmés dans le fichier («{NBSP}{example}{NBSP}»), gardés tels quels{NBSP}: "
            "l’enregistrer de nouveau en UTF-8 depuis le tableur d’origine."
        )
    if len(_NOT_TEXT.findall(text[:100_000])) > 5:
        raise refused("ce n’est pas un tableau", _WANTED)
    rows = tuple(_rows(text, notes))
    return Source(name, (SourceSheet("", rows, delimited=True),), notes=tuple(notes))


_WORDS = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows (cp1252)",
    "mac_roman": "Mac OS Roman",
    "cp850": "DOS (cp850)",
}


def _chosen(content: bytes, encoding: str) -> str:
    """A text in the encoding that a person chose."""
    text = _decoded(content, encoding)
    if text is None:
        raise refused(f"il ne se lit pas en {encoding}", "Choisir un autre encodage.")
    return text


def _guessed(content: bytes, notes: list[str]) -> str | tuple[tuple[str, str], ...]:
    """A text in its own encoding, or those that a person has to choose from."""
    found, options = _guess(content)
    if options:
        joined = mixed(content)
        if joined is None:
            return options
        lines = ", ".join(map(str, joined[1][:30]))
        notes.append(f"Deux encodages dans le fichier{NBSP}: le second aux lignes {lines}.")
        return joined[0]
    text = _decoded(content, found)
    if text is None:
        raise refused("ce n’est pas un tableau", _WANTED)
    if found not in ("utf-8", "utf-8-sig"):
        notes.append(f"Texte lu en {_WORDS.get(found, found)}.")
    return text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The encoding of a text, or those that a person has to choose from."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, ()
    if b"\x00" in content[:4_000]:
        even, odd = content[:4_000:2].count(0), content[1:4_000:2].count(0)
        return ("utf-16-le" if odd > even else "utf-16-be"), ()
    if _decoded(content, "utf-8") is not None:
        return "utf-8", ()
    found = likely(content)
    return found, () if found else _options(content)


def _options(content: bytes) -> tuple[tuple[str, str], ...]:
    """Encodings that can be chosen, each with a line that shows the difference."""
    from charset_normalizer import from_bytes

    names = [match.encoding for match in list(from_bytes(content[:200_000]))[:3]]
    found: dict[str, str] = {}
    for encoding in dict.fromkeys([*USUAL, *names]):
        text = _decoded(content, encoding)
        if text is None or _NOT_TEXT.search(text):
            continue
        line = next((x for x in text.splitlines() if any(ord(c) > 126 for c in x)), "")
        found.setdefault(shorten(clean(line), 160), encoding)
    if not found:
        raise refused("ce n’est pas un tableau", _WANTED)
    return tuple((encoding, line) for line, encoding in found.items())


def _rows(text: str, notes: list[str]) -> Iterator[Row]:
    text = text.replace("\x00", "")
    declared = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if declared:
        text = text[declared.end() :]
    csv.field_size_limit(_LONGEST)
    try:
        separator = declared[1] if declared else _separator(text)
    except csv.Error as error:
        raise refused(_HUGE_CELL) from error
    odd = bool(text.count('"') % 2)
    if odd:
        notes.append(f"Guillemets dépareillés dans le fichier{NBSP}: lus comme du texte.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=3 if odd else 0)
    first = 2 if declared else 1
    filled = 0
    try:
        for number, cells in enumerate(reader, start=first):
            row = tuple(_cell(cell) for cell in cells)
            while row and row[-1] is None:
                row = row[:-1]
            if row:
                filled += 1
                if filled > MAX_ROWS or len(row) > MAX_COLUMNS:
                    raise too_large()
                yield number, row
    except csv.Error as error:
        raise refused(_HUGE_CELL) from error


def _cell(text: str) -> str | None:
    """A cell, without the apostrophe that keeps a spreadsheet from running it."""
    if text and text[0] == "'":
        text = _ESCAPED_FORMULA.sub("", text)
    return text if text.strip() else None


def _separator(text: str) -> str:
    """The sign that cuts most lines in the same number of cells."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:60]
    best, chosen = 0.0, ";"
    for sign in _SEPARATORS:
        counts = [len(cells) for cells in csv.reader(lines, delimiter=sign)]
        usual = max(set(counts), key=lambda n: (counts.count(n) * (n > 1), n)) if counts else 1
        score = (counts.count(usual) / len(counts)) * min(usual - 1, 6) if counts else 0
        if score > best + 1e-9:
            best, chosen = score, sign
    return chosen

"""An annexe 2 table read back: ours, or the copy of it that a practice made itself.

Called in a process of its own; gives plain lines for a screen where people decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dmn_desktop.core.annexe2_return import ReadLine
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Form
from dmn_desktop.core.text import NBSP, fold
from dmn_desktop.core.vocabulary import Judgement
from dmn_desktop.exports.xlsx.annexe2 import JUDGEMENT_TITLE, KIND, LINE_TITLE
from dmn_desktop.exports.xlsx.annexe2_matching import HOW_WORDS, How, Match, match_labels
from dmn_desktop.exports.xlsx.identity import SHEET, find_identity, other_project
from dmn_desktop.exports.xlsx.reading import ReadSheet, read_book
from dmn_desktop.exports.xlsx.rows import Value, words_of
from dmn_desktop.exports.xlsx.scan import NOTHING_DONE

_HEADER_DEPTH = 60
"""Rows in which the titles of the columns are looked for."""

_LETTER = re.compile(
    r"^(?:(?:dispositif|candidat|dmn|dm|outil|produit|logiciel|solution)s?\s*n?[°o]?\s*"
    r"([a-f]|[1-6])|([a-f]))\b[\s:.)–-]*(.*)$"
)
_PART_WORDS = re.compile(r"\b(appreciation|en une ligne|avis|commentaires?|remarques?|reponses?)\b")
_PARTS = (fold(JUDGEMENT_TITLE), fold(LINE_TITLE))
_IDS = re.compile(r"^(appreciation|ligne):(.+)$")
_JUDGEMENTS = {fold(j.label): j for j in Judgement if j is not Judgement.NONE}
_AFTER_JUDGEMENT = re.compile(r"\s*[:;.,–—-]\s*")

Row = tuple[int, tuple[Value, ...]]


@dataclass(frozen=True)
class Device:
    """A compared candidate: letter, and name as folded words."""

    id: str
    letter: str
    name: str


@dataclass(frozen=True)
class _Column:
    """A column of the table: whose it is, and the words above it."""

    candidate_id: str | None
    header: str


def read_annexe2(
    path: Path, form: Form, devices: Sequence[Device], project_id: str
) -> tuple[ReadLine, ...]:
    """Read a table.

    Args:
        path: The workbook.
        form: The questionnaire that declares the lines.
        devices: The compared candidates, in order.
        project_id: The project that it must be about, when it says so.

    Raises:
        UserError: The file is refused, is about another project, or holds no table whose columns
            can be recognised.
    """
    sheets = read_book(path)
    identity = find_identity(sheets, KIND)
    if identity is not None and identity.facts.get("projet") != project_id:
        raise other_project(identity.facts.get("numéro du projet", "?"))
    tables = [
        lines
        for sheet in sheets
        if sheet.title != SHEET and (lines := _lines(sheet, form, devices)) is not None
    ]
    if not tables:
        raise UserError(
            "Aucune colonne de ce fichier n’est reconnue comme un candidat du projet.",
            NOTHING_DONE,
            "Titrer les colonnes «\u00a0Dispositif A\u00a0», «\u00a0Dispositif B\u00a0»… "
            "ou du nom des candidats, puis réessayer.",
        )
    return tuple(max(tables, key=lambda lines: sum(line.row is not None for line in lines)))


def _lines(sheet: ReadSheet, form: Form, devices: Sequence[Device]) -> list[ReadLine] | None:
    """The lines of the table of one sheet, None when it has none."""
    start, columns = _columns(sheet.rows, devices)
    if not any(column.candidate_id for column in columns.values()):
        return None
    body = _body(sheet.rows[start:], columns)
    first = min(columns)
    labels = [_label(row, first) for _, row in body]
    matches = match_labels(labels, form)
    found: list[ReadLine] = []
    for (_, row), label, match in zip(body, labels, matches, strict=True):
        hidden = _hidden_number(row, form)
        found += _read_row(row, label, Match(hidden, How.HIDDEN) if hidden else match, columns)
    return _joined(found)


# --- columns -------------------------------------------------------------------------------


def _columns(rows: Sequence[Row], devices: Sequence[Device]) -> tuple[int, dict[int, _Column]]:
    """Where the body of a table starts, and whose each column is."""
    best: tuple[int, dict[int, _Column]] = (0, {})
    for i, (_, row) in enumerate(rows[:_HEADER_DEPTH]):
        columns = _by_ids(row, rows[i + 1][1] if i + 1 < len(rows) else (), devices)
        if columns:
            return i + 2, columns
        header: Sequence[Value] = row
        start = i + 1
        if start < len(rows) and _continues(header, rows[start][1], devices):
            header, start = _stacked(header, rows[start][1]), start + 1
        columns = _by_titles(header, devices)
        known = sum(column.candidate_id is not None for column in columns.values())
        if known > sum(column.candidate_id is not None for column in best[1].values()):
            best = start, columns
    return best


def _by_ids(
    row: Sequence[Value], header: Sequence[Value], devices: Sequence[Device]
) -> dict[int, _Column]:
    """Columns named by the row, out of sight, that our own file carries."""
    known = {device.id for device in devices}
    found = {}
    for i, value in enumerate(row):
        match = _IDS.match(words_of(value))
        if match:
            title = words_of(header[i]) if i < len(header) else ""
            found[i] = _Column(match[2] if match[2] in known else None, title)
    return found


def _by_titles(header: Sequence[Value], devices: Sequence[Device]) -> dict[int, _Column]:
    """Columns named by their titles; a part of a device belongs to the one on its left."""
    found: dict[int, _Column] = {}
    for i, value in enumerate(header):
        title = words_of(value)
        if title and not (found and _folded(title) in _PARTS):
            device, is_device = _device(title, devices)
            if is_device or found:
                found[i] = _Column(device, title)
        elif found:
            found[i] = found[max(found)]
    return found


def _folded(title: str) -> str:
    return " ".join(fold(title).split())


def _device(title: str, devices: Sequence[Device]) -> tuple[str | None, bool]:
    """Whose a column is by its title, and whether the title speaks of a device at all.

    A name decides before a letter; a letter beside an unknown name decides nothing.
    """
    folded = _folded(title)
    named = [d for d in devices if d.name and re.search(rf"\b{re.escape(d.name)}(?!\w)", folded)]
    if named:
        longest = max(named, key=lambda d: len(d.name))
        return longest.id, True
    letter = _LETTER.match(folded)
    if letter is None:
        return None, False
    rest = _PART_WORDS.sub("", letter[3]).strip(" :.-–")
    sign = letter[1] or letter[2]
    position = "abcdef".find(sign) if sign.isalpha() else int(sign) - 1
    if rest or position >= len(devices):
        return None, True
    return devices[position].id, True


def _continues(header: Sequence[Value], row: Sequence[Value], devices: Sequence[Device]) -> bool:
    """Whether a row goes on with the titles: nothing where labels stand, words under devices."""
    columns = _by_titles(header, devices)
    if not columns:
        return False
    first = min(columns)
    return not any(words_of(v) for v in row[:first]) and any(words_of(v) for v in row[first:])


def _stacked(header: Sequence[Value], row: Sequence[Value]) -> list[Value]:
    """Two rows of titles as one."""
    size = max(len(header), len(row))
    pairs = zip(_padded(header, size), _padded(row, size), strict=True)
    return [" ".join(filter(None, (words_of(a), words_of(b)))) or None for a, b in pairs]


def _padded(row: Sequence[Value], size: int) -> list[Value]:
    return [*row, *[None] * (size - len(row))]


# --- rows ----------------------------------------------------------------------------------


def _body(rows: Sequence[Row], columns: dict[int, _Column]) -> list[Row]:
    """The rows that say something, titles repeated on each page left out.

    A row without label goes on with the one above it.
    """
    first = min(columns)
    titles = {_folded(column.header) for column in columns.values()}
    found: list[Row] = []
    for number, row in rows:
        contents = {_folded(words_of(v)) for v in row[first:]} - {""}
        if not contents or contents <= titles:
            continue
        if not _label(row, first) and found:
            before, above = found[-1]
            found[-1] = (before, _continued(above, row))
        else:
            found.append((number, row))
    return found


def _continued(above: Sequence[Value], row: Sequence[Value]) -> tuple[Value, ...]:
    size = max(len(above), len(row))
    pairs = zip(_padded(above, size), _padded(row, size), strict=True)
    return tuple(
        a if b is None else b if a is None else f"{words_of(a)}\n{words_of(b)}" for a, b in pairs
    )


def _label(row: Sequence[Value], first: int) -> str:
    """The words that name a row, behind its HAS number when that stands in a cell of its own."""
    texts = [text for value in row[:first] if (text := words_of(value))]
    words = [text for text in texts if re.search(r"[^\W\d_]{2}", text)]
    numbers = [text for text in texts if re.fullmatch(r"\d{1,2}\.\d{1,2}", text)]
    return " ".join([*numbers[:1], *words[-1:]])


def _hidden_number(row: Sequence[Value], form: Form) -> int | None:
    """The number of the line in the first column, out of sight, of our own file."""
    value = row[0] if row else None
    # A practice may number its lines too: ours is confirmed by the number of the guide beside it.
    for line in form.comparison_rows:
        if line.n == value and len(row) > 1 and words_of(row[1]) == line.label:
            return line.n
    return None


def _read_row(
    row: Sequence[Value], label: str, match: Match | None, columns: dict[int, _Column]
) -> Iterator[ReadLine]:
    for column in dict.fromkeys(_whose(columns)):
        cells = [words_of(row[i]) for i in columns if i < len(row) and _same(columns[i], column)]
        judgement, text = _judged([cell for cell in cells if cell])
        if judgement is Judgement.NONE and not text:
            continue
        yield ReadLine(
            match.row if match and column.candidate_id else None,
            label,
            column.candidate_id,
            column.header,
            judgement,
            text,
            _how(match, column),
        )


def _whose(columns: dict[int, _Column]) -> Iterator[_Column]:
    """One column for each candidate, and each column that is nobody's."""
    seen = set()
    for column in columns.values():
        if column.candidate_id is None or column.candidate_id not in seen:
            yield column
        seen.add(column.candidate_id)


def _same(column: _Column, other: _Column) -> bool:
    if other.candidate_id is None:
        return column == other
    return column.candidate_id == other.candidate_id


def _judged(cells: Sequence[str]) -> tuple[Judgement, str]:
    """The judgement that cells give in our own words, and the rest of their text."""
    judgement, texts = Judgement.NONE, []
    for cell in cells:
        known, rest = _split(cell)
        if known is not None and judgement is Judgement.NONE:
            judgement = known
            texts.append(rest)
        else:
            texts.append(cell)
    return judgement, "\n".join(text for text in texts if text)


def _split(cell: str) -> tuple[Judgement | None, str]:
    """« Bloquant : pas de marquage » in two; only our own words are taken for a judgement."""
    if known := _JUDGEMENTS.get(fold(cell).strip(" .")):
        return known, ""
    head, *tail = _AFTER_JUDGEMENT.split(cell, maxsplit=1)
    return _JUDGEMENTS.get(fold(head).strip()), tail[0] if tail else ""


def _how(match: Match | None, column: _Column) -> str:
    if column.candidate_id is None:
        return f"Colonne «{NBSP}{column.header}{NBSP}»{NBSP}: candidat non reconnu"
    words = HOW_WORDS[match.how] if match else "ligne non reconnue"
    return words[0].upper() + words[1:]


def _joined(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Lines that mean the same line of annexe 2 as one: 5.5, 5.6 and 5.7 are one there."""
    found: dict[tuple[object, ...], ReadLine] = {}
    for i, line in enumerate(lines):
        key = (line.row, line.candidate_id) if line.row else (None, i)
        known = found.get(key)
        if known is None:
            found[key] = line
            continue
        agree = known.judgement is line.judgement
        found[key] = replace(
            known,
            judgement=known.judgement if agree else Judgement.NONE,
            label=f"{known.label}\n{line.label}",
            text="\n".join(_told(part, not agree) for part in (known, line)),
            how=f"{known.how}. Plusieurs lignes du tableau réunies, à vérifier",
        )
    return list(found.values())


def _told(line: ReadLine, judged: bool) -> str:
    """The text of a line, behind its judgement where that would be lost."""
    judgement = line.judgement.label if judged and line.judgement else ""
    return f"{NBSP}: ".join(part for part in (judgement, line.text) if part)

"""The rows under the titles: devices, and what people write between and below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dmn_desktop.core.inventory_import.knowledge import habits, plain, tight
from dmn_desktop.core.inventory_import.layout import Layout, repeats_title, starts_a_table
from dmn_desktop.core.inventory_import.source import Value, written
from dmn_desktop.core.text import NBSP


@dataclass(frozen=True)
class BodyRow:
    """A row that may be a device.

    Attributes:
        section: The title of the part of the table that it stands in.
        alone: It only has one cell: is it a device, or a title?
    """

    number: int
    cells: tuple[Value, ...]
    section: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Aside:
    """A row that is no device: what it is taken for, and what it says.

    Attributes:
        kind: « total », « titre de rubrique », « titres répétés », « remarque », « autre tableau ».
    """

    number: int
    kind: str
    text: str


@cache
def _totals() -> tuple[str, ...]:
    return tuple(sorted((tight(word) for word in habits().totals), key=len, reverse=True))


@cache
def _remarks() -> re.Pattern[str]:
    words = sorted((tight(word) for word in habits().remarks), key=len, reverse=True)
    return re.compile("|".join(rf"{re.escape(word)}(?!\w)" for word in words))


@cache
def _services() -> re.Pattern[str]:
    words = sorted((plain(word) for word in habits().services), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w).{{0,40}}")


def read_body(
    layout: Layout, fields: Mapping[int, str | None], name_column: int | None
) -> Iterator[BodyRow | Aside]:
    """The rows under the titles, in order.

    Args:
        layout: The table.
        fields: The exchange name of each column, None when it is nobody's.
        name_column: Where the names of devices stand.
    """
    down = _vertical(layout)
    wide = {top for top, left, bottom, right in layout.sheet.merged if right > left}
    section, other, rows = "", False, layout.sheet.rows[layout.header + layout.header_rows :]
    troubled = {number for number, _ in layout.sheet.troubles}
    for number, raw in rows:
        cells = _poured(raw, number, down) if number in down else raw
        filled = [i for i, value in enumerate(cells) if value is not None]
        if number in troubled:
            filled = [*filled, *filled[:1], -1]  # what it hides counts too: not a title
        if not filled:
            continue
        if _is_repeat(layout, fields, cells, filled):
            other = False
            yield Aside(number, "titres répétés", _told(cells))
            continue
        other = other or starts_a_table(cells)
        if other:
            yield Aside(number, OTHER_TABLE, _told(cells))
            continue
        if len(filled) == 1:
            text = written(cells[filled[0]])
            kind = _lonely(text, filled[0] == name_column, number in wide)
            if kind == _SECTION:
                section = text.strip(" :–-")
            if kind:
                yield Aside(number, kind, text)
                continue
        first = written(cells[filled[0]]) if filled[0] >= 0 else ""
        if _is_total(first, cells, name_column):
            yield Aside(number, "total", _told(cells))
        else:
            yield BodyRow(number, cells, section, len(filled) == 1)


_SECTION = "titre de rubrique"
OTHER_TABLE = "autre tableau"


def _lonely(text: str, under_name: bool, merged: bool) -> str:
    """What a row with one cell is, empty when it may be a device."""
    folded = tight(text)
    if _remarks().match(folded) or len(text) > 120:
        return "remarque"
    if _starts_with_total(folded):
        return "total"
    if not re.search(r"[^\W\d_]", text):
        return ""
    titled = text.rstrip().endswith(":") or bool(_services().fullmatch(plain(text)))
    if merged or titled or not under_name:
        return _SECTION
    return ""


def _starts_with_total(folded: str) -> bool:
    return any(folded == word or folded.startswith((f"{word} ", f"{word}:")) for word in _totals())


def _is_total(first: str, cells: tuple[Value, ...], name_column: int | None) -> bool:
    """Whether a row sums up others: it says so, and holds nearly nothing else but numbers."""
    if not _starts_with_total(tight(first)):
        return False
    texts = [v for v in cells if isinstance(v, str)]
    named = name_column is not None and name_column < len(cells) and cells[name_column] is not None
    return len(texts) <= 2 or not named


def _is_repeat(
    layout: Layout, fields: Mapping[int, str | None], cells: tuple[Value, ...], filled: list[int]
) -> bool:
    """Whether a row says the titles again, as at the top of each printed page."""
    first = next((i for i in filled if i in layout.titles), None)
    if first is None or not isinstance(cells[first], str):
        return False
    if not repeats_title(str(cells[first]), layout.titles[first], fields.get(first)):
        return False
    same = sum(
        repeats_title(written(cells[i]), layout.titles.get(i, ""), fields.get(i)) for i in filled
    )
    return same * 5 >= len(filled) * 3


def _told(cells: tuple[Value, ...]) -> str:
    return f"{NBSP}; ".join(text for value in cells if (text := written(value)))


def _vertical(layout: Layout) -> dict[int, dict[int, Value]]:
    """Cells merged downwards: what each of their rows is to hold, by row and column."""
    found: dict[int, dict[int, Value]] = {}
    rows = dict(layout.sheet.rows) if layout.sheet.merged else {}
    start = layout.sheet.rows[layout.header][0]
    for top, left, bottom, right in layout.sheet.merged:
        if bottom > top and right == left and top > start and bottom - top < 500:
            cells = rows.get(top, ())
            if left < len(cells) and cells[left] is not None:
                for number in range(top + 1, bottom + 1):
                    found.setdefault(number, {})[left] = cells[left]
    return found


def _poured(
    cells: tuple[Value, ...], number: int, down: Mapping[int, Mapping[int, Value]]
) -> tuple[Value, ...]:
    poured = list(cells)
    for column, value in down[number].items():
        poured += [None] * (column + 1 - len(poured))
        if poured[column] is None:
            poured[column] = value
    return tuple(poured)

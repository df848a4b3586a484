"""Where the table lies in a sheet: its row of titles, its direction, its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dmn_desktop.core.inventory_import.fields import targets
from dmn_desktop.core.inventory_import.headings import CERTAIN, Proposal, title_scores
from dmn_desktop.core.inventory_import.knowledge import plain
from dmn_desktop.core.inventory_import.source import Row, SourceSheet, Value, column_letter, written

_HEADER_DEPTH = 60
"""Rows in which the titles are looked for."""

_TRANSPOSED_DEPTH = 6
"""Columns in which they are looked for, when devices stand side by side."""

_WIDEST_TRANSPOSED = 200
_LEAST_TITLES = 3
"""How many known titles begin a second table."""

_CLEARLY = 1.5
"""How many more titles one direction must have than the other."""


@dataclass(frozen=True)
class Layout:
    """A table found in a sheet.

    Attributes:
        sheet: The sheet; turned when devices stand in columns.
        turned: Whether it was.
        header: Index, in its rows, of the first row of titles.
        header_rows: How many there are: 1, or 2 when groups stand above.
        titles: By column.
        score: How many titles name a field, each as surely as it does.
        places: When turned, the row number in the file of each column.
    """

    sheet: SourceSheet
    turned: bool
    header: int
    header_rows: int
    titles: Mapping[int, str]
    score: float
    places: tuple[int, ...] = ()

    def address(self, line: int, column: int) -> str:
        """« C5 », as the spreadsheet names the cell."""
        if self.turned:
            return f"{column_letter(line - 1)}{self.places[column]}"
        return f"{column_letter(column)}{line}"

    def line_words(self, line: int) -> str:
        """« ligne 5 », or « colonne C » when devices stand in columns."""
        return f"colonne {column_letter(line - 1)}" if self.turned else f"ligne {line}"

    def column_words(self, column: int) -> str:
        """« Colonne F », for a column without title."""
        return f"Ligne {self.places[column]}" if self.turned else f"Colonne {column_letter(column)}"


def find_layout(sheet: SourceSheet, header_row: int | None = None) -> Layout | None:
    """The table of a sheet whose devices stand in rows.

    Args:
        sheet: The sheet.
        header_row: The number of the row of titles, when somebody said it.
    """
    best: Layout | None = None
    for i, (number, row) in enumerate(sheet.rows[: _HEADER_DEPTH if header_row is None else None]):
        if header_row is not None and number != header_row:
            continue
        found = _layout_at(sheet, i, _filled(sheet, number, row))
        if best is None or found.score > best.score + 1e-9:
            best = found
    if best is None or (header_row is None and best.score <= 0):
        return None
    return best


def find_turned(sheet: SourceSheet) -> Layout | None:
    """The table of a sheet whose devices stand in columns, side by side."""
    if len(sheet.rows) > _WIDEST_TRANSPOSED or not sheet.rows:
        return None
    turned, places = turn(sheet)
    top = replace(turned, rows=turned.rows[:_TRANSPOSED_DEPTH])
    found = find_layout(top)
    if found is None:
        return None
    return replace(found, sheet=turned, turned=True, places=places)


def turn(sheet: SourceSheet) -> tuple[SourceSheet, tuple[int, ...]]:
    """The sheet with its columns as rows, and the row number of each new column."""
    places = tuple(number for number, _ in sheet.rows)
    where = {number: i for i, number in enumerate(places)}
    width = max((len(row) for _, row in sheet.rows), default=0)
    rows: list[Row] = []
    for column in range(width):
        cells = tuple(row[column] if column < len(row) else None for _, row in sheet.rows)
        while cells and cells[-1] is None:
            cells = cells[:-1]
        if cells:
            rows.append((column + 1, cells))
    troubles = {
        (column + 1, where[number]): trouble
        for (number, column), trouble in sheet.troubles.items()
        if number in where
    }
    return replace(
        sheet,
        rows=tuple(rows),
        troubles=troubles,
        merged=(),
        hidden_rows=frozenset(c + 1 for c in sheet.hidden_columns),
        hidden_columns=frozenset(where[n] for n in sheet.hidden_rows if n in where),
    ), places


def clearer(upright: Layout | None, turned: Layout | None) -> Layout | None:
    """The direction that is clearly right, None when a person must say."""
    if turned is None or turned.score < 2:
        return upright
    if upright is None or turned.score > upright.score + _CLEARLY:
        return turned
    return upright if upright.score > turned.score + _CLEARLY else None


# --- titles --------------------------------------------------------------------------------


def _layout_at(sheet: SourceSheet, i: int, row: Sequence[Value]) -> Layout:
    """The table whose titles start at a row: one row of titles, or two."""
    titles = _titles(row)
    score = _score(titles.values())
    one = Layout(sheet, False, i, 1, titles, score)
    if i + 1 >= len(sheet.rows):
        return one
    number, below = sheet.rows[i + 1]
    if not _may_continue(sheet, sheet.rows[i][1], _filled(sheet, number, below)):
        return one
    lower = _titles(_filled(sheet, number, below))
    joined = _joined(_spread(sheet, i, row), lower)
    two = Layout(sheet, False, i, 2, joined, _score(joined.values()))
    return two if two.score > max(score, _score(lower.values())) + 0.4 else one


def _titles(row: Sequence[Value]) -> dict[int, str]:
    return {i: text for i, value in enumerate(row) if (text := written(value))}


def _score(titles: object) -> float:
    """The sum over the fields of how surely a title names each."""
    best: dict[str, float] = {}
    for title in titles:  # type: ignore[attr-defined]
        for proposal in title_scores(title)[:1]:
            best[proposal.exchange] = max(best.get(proposal.exchange, 0), proposal.score)
    return sum(best.values())


def _filled(sheet: SourceSheet, number: int, row: Sequence[Value]) -> tuple[Value, ...]:
    """A row of titles with the text of merged cells in each of them, sideways only."""
    cells = list(row)
    for top, left, bottom, right in sheet.merged:
        if top <= number <= bottom and right > left and left < len(cells):
            cells += [None] * (right + 1 - len(cells))
            for column in range(left + 1, right + 1):
                cells[column] = cells[column] if cells[column] is not None else cells[left]
    return tuple(cells)


def _may_continue(sheet: SourceSheet, row: Sequence[Value], below: Sequence[Value]) -> bool:
    """Whether a row may hold the second line of the titles: short words, some under a gap."""
    texts = [value for value in below if value is not None]
    if not texts or not all(isinstance(value, str) and len(value) <= 60 for value in texts):
        return False
    return any(
        value is not None and (i >= len(row) or row[i] is None) for i, value in enumerate(below)
    )


def _spread(sheet: SourceSheet, i: int, row: Sequence[Value]) -> dict[int, str]:
    """The groups above two lines of titles, each over all its columns."""
    below = sheet.rows[i + 1][1]
    found: dict[int, str] = {}
    last = ""
    for column in range(max(len(row), len(below))):
        text = written(row[column]) if column < len(row) else ""
        under = column < len(below) and below[column] is not None
        last = text or (last if under else "")
        found[column] = last
    return found


def _joined(groups: Mapping[int, str], titles: Mapping[int, str]) -> dict[int, str]:
    """For each column the words that name a field best: group and title, title, or group."""
    found: dict[int, str] = {}
    for column in sorted({*groups, *titles}):
        group, title = groups.get(column, ""), titles.get(column, "")
        if not title or plain(group) == plain(title):
            found[column] = title or group
            continue
        options = [title, f"{group} {title}".strip()]
        found[column] = max(options, key=_best)
    return {column: title for column, title in found.items() if title}


def _best(title: str) -> float:
    scores = title_scores(title)
    return scores[0].score if scores else 0.0


def repeats_title(text: str, title: str, exchange: str | None) -> bool:
    """Whether a cell only says the title of its column again, or the name of its field."""
    folded = plain(text)
    if folded == plain(title):
        return True
    target = targets().get(exchange or "")
    return target is not None and folded in (plain(target.exchange), plain(target.title))


def starts_a_table(cells: Sequence[Value]) -> bool:
    """Whether a row under the titles holds the titles of another table: of nothing but titles."""
    texts = [value for value in cells if value is not None]
    if len(texts) < _LEAST_TITLES or not all(isinstance(v, str) and len(v) <= 60 for v in texts):
        return False
    sure = {s[0].exchange for text in texts if (s := _certain(str(text)))}
    return "nom_commercial" in sure and len(sure) >= max(_LEAST_TITLES, len(texts) * 0.6)


def _certain(title: str) -> tuple[Proposal, ...]:
    return tuple(one for one in title_scores(title)[:1] if one.score >= CERTAIN)

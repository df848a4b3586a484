"""What is said about a table beside its lines: nothing that it held goes without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dmn_desktop.core.inventory_import.body import OTHER_TABLE
from dmn_desktop.core.inventory_import.fields import targets
from dmn_desktop.core.inventory_import.headings import CERTAIN, certainty
from dmn_desktop.core.inventory_import.lines import Notes, told
from dmn_desktop.core.inventory_import.plan import Flag, Plan, SourceColumn
from dmn_desktop.core.inventory_import.source import Source, SourceSheet, column_letter, written
from dmn_desktop.core.text import NBSP, count, shorten

_LISTED = 400
"""Contents of one column that are told one by one."""


def notes_of(source: Source, plan: Plan, notes: Notes) -> Iterator[str]:
    """What was noticed about the file and its table, as sentences."""
    yield from source.notes
    yield from _sheet_notes(source, plan)
    yield from _above(plan)
    for column in plan.columns:
        yield from _column_notes(plan, column)
    for aside in plan.asides:
        where = plan.layout.line_words(aside.number).capitalize()
        yield f"{where}, lue comme {aside.kind}{NBSP}: {told(aside.text)}."
    yield from _other_table(plan)
    if notes.blanks:
        words = ", ".join(f"«{NBSP}{text}{NBSP}» ({n})" for text, n in notes.blanks.items())
        yield f"Cellules lues comme vides{NBSP}: {words}."
    for words in notes.found:
        yield f"{words}."
    if not any(column.exchange == "statut_vie" for column in plan.columns) and plan.lines:
        yield (
            f"L’état n’est pas dans ce tableau{NBSP}: les fiches seront «{NBSP}Envisagé{NBSP}», "
            "à changer dans l’inventaire."
        )


def _sheet_notes(source: Source, plan: Plan) -> Iterator[str]:
    for sheet in source.sheets:
        if sheet.title == plan.sheet or not sheet.rows:
            continue
        hidden = " masquée" if sheet.hidden else ""
        size = count(len(sheet.rows), "ligne")
        yield f"Feuille{hidden} {told(sheet.title)} non reprise ({size})."
    sheet = plan.layout.sheet
    if sheet.hidden:
        yield f"La feuille {told(sheet.title)} est masquée{NBSP}: elle est lue."
    unseen = [column.title for column in plan.columns if column.hidden]
    if unseen:
        yield f"Colonnes masquées, lues{NBSP}: {', '.join(map(told, unseen))}."
    if rows := _hidden_rows(sheet):
        words = count(len(rows), "ligne masquée lue", "lignes masquées lues")
        yield f"{words}{NBSP}: {_ranks(plan, rows)}."
    down = [m for m in sheet.merged if m[2] > m[0] and m[1] == m[3]]
    if down:
        cells = ", ".join(f"{column_letter(left)}{top}" for top, left, _, _ in down[:20])
        yield f"Cellules fusionnées vers le bas, lues pour chacune de leurs lignes{NBSP}: {cells}."
    if plan.layout.turned:
        yield "Les dispositifs sont en colonnes dans ce tableau."


def _hidden_rows(sheet: SourceSheet) -> list[int]:
    filled = {number for number, _ in sheet.rows}
    return sorted(sheet.hidden_rows & filled)


def _ranks(plan: Plan, numbers: Sequence[int]) -> str:
    shown = ", ".join(plan.layout.line_words(n).split()[-1] for n in numbers[:30])
    return shown + ("…" if len(numbers) > 30 else "")


def _above(plan: Plan) -> Iterator[str]:
    """The title and the remarks above the table."""
    layout = plan.layout
    texts = [
        text
        for _, row in layout.sheet.rows[: layout.header]
        for value in row
        if (text := written(value))
    ]
    if layout.header_rows > 1:
        titles = " ".join(layout.titles.values())
        _, groups = layout.sheet.rows[layout.header]
        texts += [text for value in groups if (text := written(value)) and text not in titles]
    start = {number for number, _ in layout.sheet.rows[: layout.header + layout.header_rows]}
    texts += [t.text for (number, _), t in layout.sheet.troubles.items() if number in start]
    if texts:
        words = f"{NBSP}; ".join(shorten(text, 300) for text in texts)
        yield f"Au-dessus du tableau, non repris{NBSP}: {words}."


def _other_table(plan: Plan) -> Iterator[str]:
    """Where a second table begins, under the one that is read."""
    start = next((one.number for one in plan.asides if one.kind == OTHER_TABLE), None)
    if start is not None:
        yield (
            f"Un autre tableau commence {plan.layout.line_words(start)}{NBSP}: il n’est pas lu. "
            "L’importer ensuite, en disant que ses titres sont là."
        )


def _column_notes(plan: Plan, column: SourceColumn) -> Iterator[str]:
    target = targets().get(column.exchange or "")
    if target is not None:
        if column.score < CERTAIN:
            yield (
                f"Colonne {told(column.title)} lue comme {told(target.title)} "
                f"({certainty(column.score).lower()})."
            )
        return
    if column.exchange is not None:
        return
    cells = [
        (line.number, text)
        for line in plan.lines
        for title, text in line.left
        if title == column.title
    ]
    if not cells:
        if column.samples:
            yield f"Colonne {told(column.title)} non reprise."
        return
    words = f"{NBSP}; ".join(
        f"{plan.layout.line_words(number)} {told(text)}" for number, text in cells[:_LISTED]
    )
    rest = f"{NBSP}; et {len(cells) - _LISTED} autres" if len(cells) > _LISTED else ""
    yield (
        f"Colonne {told(column.title)} non reprise "
        f"({count(len(cells), 'cellule')}){NBSP}: {words}{rest}."
    )


def flag_words(flag: Flag) -> str:
    """« C5, « Mise en service » : « mars 2025 ». Le jour n’est pas écrit. » for one cell."""
    column = f", {told(flag.column)}" if flag.column else ""
    return f"{flag.address}{column}{NBSP}: {told(flag.text)}. {flag.reason}"

"""A whole table understood: which sheet, which way, which columns, which lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.inventory_import.body import Aside, BodyRow, read_body
from dmn_desktop.core.inventory_import.choices import NO_CHOICE, Choices
from dmn_desktop.core.inventory_import.duplicates import Known, find_doubles
from dmn_desktop.core.inventory_import.fields import JOINED
from dmn_desktop.core.inventory_import.headings import (
    CERTAIN,
    Proposal,
    assign,
    proposals,
)
from dmn_desktop.core.inventory_import.knowledge import plain
from dmn_desktop.core.inventory_import.layout import (
    Layout,
    clearer,
    find_layout,
    find_turned,
)
from dmn_desktop.core.inventory_import.lines import OWN_ID, LineReader
from dmn_desktop.core.inventory_import.plan import Line, Plan, Question, Refused, SourceColumn
from dmn_desktop.core.inventory_import.remarks import notes_of
from dmn_desktop.core.inventory_import.source import Source, SourceSheet, Value, written
from dmn_desktop.core.text import NBSP, clean, shorten

_SAMPLES = 40
"""Rows whose values tell what a column is."""

_NAME = "nom_commercial"
_OWN_ID_TITLES = frozenset({"id", "identifiant"})
_NOTHING = "Rien n’a été importé."
_LEAST = 0.9
"""Score from which a sheet may hold an inventory: at least one title is known."""


def make_plan(
    source: Source, choices: Choices = NO_CHOICE, known: Sequence[Known] = ()
) -> Plan | Question:
    """Understand a file, as far as nobody has to choose.

    Args:
        source: The file.
        choices: What a person decided.
        known: The devices of the register.

    Raises:
        UserError: It holds no table, or none of the wanted name.
    """
    if source.encodings and not choices.encoding:
        words = "L’encodage du fichier n’est pas certain : choisir la ligne qui se lit bien."
        return Question("encodage", words.replace(" :", f"{NBSP}:"), source.encodings)
    sheets = [sheet for sheet in source.sheets if sheet.rows]
    if not sheets:
        raise UserError(
            "Le fichier ne contient aucune donnée.", _NOTHING, "Vérifier que c’est le bon fichier."
        )
    layout = _choose_sheet(sheets, choices)
    if isinstance(layout, Question):
        return layout
    columns = _columns(layout, choices)
    names = [column for column in columns if column.exchange == _NAME]
    if not names and layout.score < _LEAST and not (choices.header_row or choices.columns):
        return _ask_header(layout.sheet)
    if not names or _is_rival(columns, names[0], choices):
        return _ask_columns(columns, bool(names))
    return _read(source, layout, choices, (columns, known))


# --- sheet and direction -------------------------------------------------------------------


def _choose_sheet(sheets: Sequence[SourceSheet], choices: Choices) -> Layout | Question:
    if choices.sheet:
        named = [s for s in sheets if plain(s.title) == plain(choices.sheet)]
        if not named:
            listed = ", ".join(sheet.title for sheet in sheets)
            raise UserError(
                f"Le fichier n’a pas de feuille «{NBSP}{choices.sheet}{NBSP}».",
                _NOTHING,
                f"Choisir parmi{NBSP}: {listed}.",
            )
        return _directed(named[0], choices)
    if len(sheets) == 1:
        return _directed(sheets[0], choices)
    scored = [(_sheet_score(sheet), sheet) for sheet in sheets]
    best = max(score for score, _ in scored)
    close = [sheet for score, sheet in scored if score >= max(_LEAST * 2, best * 0.6)]
    seen = [sheet for sheet in close if not sheet.hidden] or close
    if len(seen) == 1:
        return _directed(seen[0], choices)
    options = [(s.title, f"{s.title} ({len(s.rows)} lignes)") for s in seen or sheets]
    words = (
        "Plusieurs feuilles peuvent être l’inventaire"
        if seen
        else "Aucune feuille ne ressemble à un inventaire"
    )
    listed = ", ".join(f"«{NBSP}{title}{NBSP}»" for title, _ in options)
    return Question("feuille", f"{words}{NBSP}: choisir parmi {listed}.", tuple(options))


def _sheet_score(sheet: SourceSheet) -> float:
    upright, turned = find_layout(sheet), find_turned(sheet)
    return max(upright.score if upright else 0, turned.score if turned else 0)


def _directed(sheet: SourceSheet, choices: Choices) -> Layout | Question:
    if choices.header_row is not None and choices.orientation != "colonnes":
        found = find_layout(sheet, choices.header_row)
        if found is not None:
            return found
        raise UserError(
            f"La ligne {choices.header_row} est vide.",
            _NOTHING,
            "Donner le numéro d’une ligne de titres.",
        )
    upright, turned = find_layout(sheet), find_turned(sheet)
    if choices.orientation == "lignes":
        turned = None
    elif choices.orientation == "colonnes":
        upright = None
    if upright is None and turned is None:
        return _ask_header(sheet)
    found = clearer(upright, turned)
    if found is not None:
        return found
    return Question(
        "orientation",
        f"Les dispositifs peuvent être en lignes ou en colonnes{NBSP}: choisir.",
        (("lignes", "Un dispositif par ligne"), ("colonnes", "Un dispositif par colonne")),
    )


def _ask_header(sheet: SourceSheet) -> Question:
    options = []
    for number, row in sheet.rows[:15]:
        texts = [text for value in row if (text := written(value))]
        options.append((str(number), shorten(f"Ligne {number} : {' | '.join(texts)}", 120)))
    return Question(
        "titres",
        f"Aucun titre de colonne n’est reconnu{NBSP}: dire quelle ligne les porte et ce que "
        "chaque colonne contient. S’il n’y en a pas, en écrire une au-dessus du tableau.",
        tuple(options),
    )


# --- columns -------------------------------------------------------------------------------


def _columns(layout: Layout, choices: Choices) -> tuple[SourceColumn, ...]:
    """The columns that have a title or a content, each with its field."""
    body = layout.sheet.rows[layout.header + layout.header_rows :]
    width = max([len(row) for _, row in body] + [max(layout.titles, default=-1) + 1])
    troubled = {column for _, column in layout.sheet.troubles}
    used = sorted(
        {i for i in range(width) if i in layout.titles or i in troubled}
        | {
            i
            for _, row in body
            for i, v in enumerate(row)
            if v is not None and i not in layout.titles
        }
        if width <= 400
        else layout.titles
    )
    samples = {i: _samples(body, i) for i in used}
    found = [_column(layout, i, samples[i]) for i in used]
    keys = Counter(column.key for column in found)
    found = [
        replace(c, key=f"{c.key} [{layout.column_words(c.index).split()[-1]}]")
        if keys[c.key] > 1
        else c
        for c in found
    ]
    return _assigned(found, choices)


def _column(layout: Layout, index: int, samples: Sequence[Value]) -> SourceColumn:
    title = " ".join(clean(layout.titles.get(index, "")).split())
    key = title or layout.column_words(index)
    shown = list(dict.fromkeys(shorten(written(v), 60) for v in samples if v is not None))
    offered = proposals(layout.titles.get(index, ""), samples)
    hidden = index in layout.sheet.hidden_columns
    return SourceColumn(index, key, key, None, offered, tuple(shown[:3]), hidden=hidden)


def _samples(body: Sequence[tuple[int, tuple[Value, ...]]], index: int) -> list[Value]:
    found = []
    for _, row in body:
        if index < len(row) and row[index] is not None:
            found.append(row[index])
            if len(found) == _SAMPLES:
                break
    return found


def _assigned(columns: Sequence[SourceColumn], choices: Choices) -> tuple[SourceColumn, ...]:
    """The columns with the fields that people chose, then the surest of the others."""
    decided: dict[int, str] = {}
    for column in columns:
        wanted = choices.column(column.key)
        if wanted is not None:
            decided[column.index] = wanted
    taken = {exchange for exchange in decided.values() if exchange not in JOINED}
    offered = [
        ()
        if column.index in decided or _is_own_id(column)
        else tuple(p for p in column.proposals if p.exchange not in taken)
        for column in columns
    ]
    return tuple(
        _with_field(column, decided.get(column.index), proposal)
        for column, proposal in zip(columns, assign(offered), strict=True)
    )


def _with_field(
    column: SourceColumn, decided: str | None, proposal: Proposal | None
) -> SourceColumn:
    if _is_own_id(column):
        return replace(column, exchange=OWN_ID, score=1.0)
    if decided is not None:
        return replace(column, exchange=decided or None, score=1.0, refused=not decided)
    if proposal is not None:
        return replace(column, exchange=proposal.exchange, score=proposal.score)
    return column


def _is_own_id(column: SourceColumn) -> bool:
    """Whether a column holds the identifiers that our own export writes."""
    ours = all(len(sample) == 32 and sample.isalnum() for sample in column.samples)
    return plain(column.title) in _OWN_ID_TITLES and ours and bool(column.samples)


def _is_rival(columns: Sequence[SourceColumn], name: SourceColumn, choices: Choices) -> bool:
    """Whether another column may as well hold the names, and nobody said which."""
    if choices.column(name.key) is not None or name.score >= _IDENTIFIER:
        return False
    return any(
        p.exchange == _NAME and p.score >= max(name.score - 0.005, CERTAIN)
        for column in columns
        if column.exchange is None and not column.refused and column.samples
        for p in column.proposals[:1]
    )


_IDENTIFIER = 0.975
"""Our own name of the field, or its title: nothing can be surer."""


def _ask_columns(columns: Sequence[SourceColumn], named: bool) -> Question:
    words = (
        "Plusieurs colonnes peuvent être le nom du dispositif"
        if named
        else "Aucune colonne n’est reconnue comme le nom du dispositif"
    )
    options = tuple(
        (column.key, f"{column.title}{NBSP}: {', '.join(column.samples) or 'vide'}")
        for column in columns
        if not named or any(p.exchange == _NAME for p in column.proposals)
    )
    listed = ", ".join(f"«{NBSP}{shorten(key, 40)}{NBSP}»" for key, _ in options[:20])
    return Question("colonnes", f"{words}{NBSP}: choisir parmi {listed}.", options, tuple(columns))


# --- lines ---------------------------------------------------------------------------------


def _read(
    source: Source,
    layout: Layout,
    choices: Choices,
    more: tuple[tuple[SourceColumn, ...], Sequence[Known]],
) -> Plan:
    columns, known = more
    fields = {column.index: column.exchange for column in columns}
    name = next(column.index for column in columns if column.exchange == _NAME)
    rows, asides = _sorted_rows(read_body(layout, fields, name))
    reader = LineReader(layout, columns, choices)
    reader.watch_months(rows)
    lines: list[Line] = []
    refused: list[Refused] = []
    for row in rows:
        read = reader.read(row)
        if isinstance(read, Line):
            lines.append(read)
        else:
            refused.append(read)
    plan = Plan(
        source.name,
        layout.sheet.title,
        layout,
        choices,
        columns,
        tuple(lines),
        tuple(refused),
        tuple(asides),
        tuple(find_doubles(lines, known, layout)),
        {exchange: dict(words) for exchange, words in reader.notes.unsettled.items()},
    )
    return replace(plan, notes=tuple(notes_of(source, plan, reader.notes)))


def _sorted_rows(found: Iterator[BodyRow | Aside]) -> tuple[list[BodyRow], list[Aside]]:
    rows: list[BodyRow] = []
    asides: list[Aside] = []
    for one in found:
        if isinstance(one, BodyRow):
            rows.append(one)
        else:
            asides.append(one)
    return rows, asides

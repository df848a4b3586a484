"""From rows to devices: each cell read once, each doubt kept with its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from dmn_desktop.core.inventory_import import dates
from dmn_desktop.core.inventory_import.body import BodyRow
from dmn_desktop.core.inventory_import.choices import Choices
from dmn_desktop.core.inventory_import.fields import Target, targets
from dmn_desktop.core.inventory_import.knowledge import blanks, plain, tight
from dmn_desktop.core.inventory_import.layout import Layout
from dmn_desktop.core.inventory_import.plan import Flag, Line, Refused, SourceColumn
from dmn_desktop.core.inventory_import.reading import NOTHING, Reading
from dmn_desktop.core.inventory_import.source import Value, written
from dmn_desktop.core.inventory_import.texts import LONGEST_SIGN, split_version
from dmn_desktop.core.records import Device
from dmn_desktop.core.text import NBSP, shorten

_MEMORY = 20_000
"""Different contents of a column whose reading is remembered."""

_UNNAMED = "Aucun nom de dispositif."
_MONTH_FIRST = "Jour et mois peuvent être inversés : d’autres dates de la colonne le sont.".replace(
    " :", f"{NBSP}:"
)
OWN_ID = "\x00id"
"""Stands for the field of a column that holds our own identifiers."""


@dataclass
class Notes:
    """What is worth saying once about the whole table."""

    blanks: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    unsettled: dict[str, Counter[str]] = field(default_factory=dict)


class LineReader:
    """Reads the rows of one table.

    Args:
        layout: The table.
        columns: Its columns, with their fields.
        choices: Words that a person settled.
    """

    def __init__(self, layout: Layout, columns: Sequence[SourceColumn], choices: Choices) -> None:
        """Prepare a reader for each column."""
        self.notes = Notes()
        self._layout = layout
        self._cells = [
            _Cell(column, targets()[column.exchange], layout, choices)
            for column in columns
            if column.exchange in targets()
        ]
        self._left = [c for c in columns if c.exchange is None]
        self._id = next((c.index for c in columns if c.exchange == OWN_ID), None)
        self._troubles = layout.sheet.troubles

    def watch_months(self, rows: Sequence[BodyRow]) -> None:
        """Look for dates written month first, before any is read."""
        for cell in self._cells:
            if cell.target.read is dates.read_date:
                i = cell.column.index
                cell.month_first = any(
                    i < len(row.cells) and dates.is_month_first(row.cells[i]) for row in rows
                )

    def read(self, row: BodyRow) -> Line | Refused:
        """The device of a row, or why there is none."""
        values: dict[str, Any] = {}
        flags: list[Flag] = []
        size = len(row.cells)
        for cell in self._cells:
            i = cell.column.index
            value = row.cells[i] if i < size else None
            trouble = self._troubles.get((row.number, i)) if self._troubles else None
            if trouble is not None:
                flags.append(self._flag(row, cell, trouble.text, trouble.reason))
            elif value is not None:
                reading = cell.read(value)
                if reading.value is not None:
                    _put(values, cell.target, reading.value)
                if reading.doubt or reading.note or reading.value is None:
                    self._note(row, cell, value, reading, flags)
        if row.section and not values.get("places"):
            values["places"] = (row.section,)
        self._split_name(row, values, flags)
        return self._line(row, values, flags)

    def _line(self, row: BodyRow, values: dict[str, Any], flags: list[Flag]) -> Line | Refused:
        if not values.get("name"):
            return Refused(row.number, self._row_text(row), _UNNAMED)
        if row.alone:
            address = self._layout.address(row.number, 0)
            reason = "Seul le nom est rempli : dispositif, ou titre ?"
            reason = reason.replace(" :", f"{NBSP}:").replace(" ?", f"{NBSP}?")
            flags.append(Flag(address, "", "nom_commercial", values["name"], reason, True))
        own = self._text_at(row, self._id)
        return Line(row.number, values, tuple(flags), own, self._left_over(row))

    def _text_at(self, row: BodyRow, index: int | None) -> str:
        return written(row.cells[index]) if index is not None and index < len(row.cells) else ""

    def _left_over(self, row: BodyRow) -> tuple[tuple[str, str], ...]:
        found = []
        for column in self._left:
            text = self._text_at(row, column.index)
            trouble = self._troubles.get((row.number, column.index))
            text = trouble.text if trouble else text
            if text:
                found.append((column.title, text))
        return tuple(found)

    def _row_text(self, row: BodyRow) -> str:
        texts = [written(value) for value in row.cells]
        texts += [t.text for (n, _), t in self._troubles.items() if n == row.number]
        return f"{NBSP}; ".join(text for text in texts if text)

    def _note(
        self, row: BodyRow, cell: _Cell, value: Value, reading: Reading, flags: list[Flag]
    ) -> None:
        if reading is NOTHING:
            return
        if reading.doubt:
            flag = self._flag(row, cell, written(value), reading.doubt, reading.value is not None)
            flags.append(flag)
            if cell.target.words is not None and reading.value is None:
                unsettled = self.notes.unsettled.setdefault(cell.target.exchange, Counter())
                unsettled[flag.text] += 1
        elif reading.note:
            address = self._layout.address(row.number, cell.column.index)
            self.notes.found[f"{address}{NBSP}: {reading.note}"] += 1
        elif reading.value is None:
            self.notes.blanks[written(value)] += 1

    def _flag(self, row: BodyRow, cell: _Cell, text: str, reason: str, kept: bool = False) -> Flag:
        address = self._layout.address(row.number, cell.column.index)
        return Flag(address, cell.column.title, cell.target.exchange, text, reason, kept)

    def _split_name(self, row: BodyRow, values: dict[str, Any], flags: list[Flag]) -> None:
        """« Ostalis Fracture v3.3.0 » gives its version, when no other column does."""
        name = values.get("name")
        told = any(flag.exchange == "version_logicielle" for flag in flags)
        if not name or told or (found := split_version(name)) is None:
            return
        cell = next(c for c in self._cells if c.target.name == "name")
        if values.get("version") in (None, "", found[1]):
            values["name"], values["version"] = found
            reason = f"Nom et version séparés{NBSP}: à confirmer."
            flags.append(self._flag(row, cell, name, reason, True))


@dataclass
class _Cell:
    """How the cells of one column are read."""

    column: SourceColumn
    target: Target
    layout: Layout
    choices: Choices
    month_first: bool = False
    _known: dict[Any, Reading] = field(default_factory=dict)

    def read(self, value: Value) -> Reading:
        """Read a cell; the same content is read once."""
        key = (value.__class__, value)
        known = self._known.get(key)
        if known is None:
            known = self._read(value)
            if len(self._known) < _MEMORY:
                self._known[key] = known
        return known

    def _read(self, value: Value) -> Reading:
        text = written(value)
        if not text:
            return NOTHING
        settled = self._settled(text)
        if settled is not None:
            return settled
        if self.month_first and dates.is_either_way(value):
            return Reading(doubt=_MONTH_FIRST)
        reading = self._understood(value)
        short = len(text) <= LONGEST_SIGN and (reading.doubt or self.target.words is None)
        is_blank = short and tight(text) in blanks()
        if reading.value is not None and not self._is_allowed(reading.value):
            return Reading(doubt="Valeur hors des limites du champ.")
        # A text kept by chance (« - » as a name) says nothing either.
        return Reading() if is_blank else reading

    def _is_allowed(self, value: Any) -> bool:
        try:
            _checker(self.target.name).validate_python(value)
        except ValidationError:
            return False
        return True

    def _understood(self, value: Value) -> Reading:
        if self.target.read is dates.read_date:
            sheet = self.layout.sheet
            return dates.read_date(value, sheet.delimited, sheet.since_1904)
        return self.target.read(value)

    def _settled(self, text: str) -> Reading | None:
        """The word that a person chose once for this text."""
        chosen = self.choices.words.get(self.target.exchange)
        if chosen is None or self.target.words is None:
            return None
        for known, word in chosen.items():
            if plain(known) == plain(text) or known == text:
                if not word:
                    return Reading(doubt="Laissé de côté.")
                value = self.target.words(word)
                return Reading((value,) if self.target.several else value)
        return None


@cache
def _checker(name: str) -> TypeAdapter[Any]:
    """Checks one value as the record of a device will."""
    field = Device.model_fields[name]
    checked: Any = Annotated[field.annotation, *field.metadata]
    return TypeAdapter(checked)


def _put(values: dict[str, Any], target: Target, value: Any) -> None:
    """Keep a value; a field that several columns fill gets them one after the other."""
    before = values.get(target.name)
    if before in (None, "", ()):
        values[target.name] = value
    elif isinstance(before, tuple):
        values[target.name] = tuple(dict.fromkeys((*before, *value)))
    elif value not in str(before):
        values[target.name] = f"{before} ; {value}".replace(" ;", f"{NBSP};")


def told(text: str) -> str:
    """A content of a cell inside a sentence."""
    return f"«{NBSP}{shorten(text, 300)}{NBSP}»"

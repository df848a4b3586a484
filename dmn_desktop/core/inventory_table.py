"""What the columns of the inventory show, by what they are sorted and what a spreadsheet gets.

Values come as the file keeps them (keys of closed lists, ISO 8601 days, JSON lists): of 100,000
rows only those on screen are ever read.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import Annotated, Any, Union, get_args, get_origin

from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.inventory_presets import REUSED, review_sort, review_text
from dmn_desktop.core.records.device import Device, entries
from dmn_desktop.core.risk_summary import NO_RISKS, RiskSummary
from dmn_desktop.core.sheet_standing import NO_SHEET, SheetStanding
from dmn_desktop.core.stored_words import (
    as_it_is,
    day_text,
    euros_text,
    file_list,
    file_words,
    help_words,
    list_text,
    number_text,
    typed_day,
    word_sort,
    word_text,
    words_text,
)
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import Word


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "texte"
    LIST = "liste"
    WORD = "mot"
    WORDS = "mots"
    DAY = "jour"
    NUMBER = "nombre"
    EUROS = "euros"
    FIGURE = "calcul"


@dataclass(frozen=True)
class TableColumn:
    """One column.

    Attributes:
        key: The field, or the name of what is worked out; views remember it.
        kind: What it holds.
        reads: The stored fields it is made of; one gives its value, several a tuple.
        text: The words of a value.
        sort: What it is sorted by.
        typed: What a spreadsheet gets: a day, a number, words.
        words: The closed list, where there is one.
        exchange: Its name in exchanged files, empty for what is worked out.
    """

    key: str
    title: str
    kind: Kind
    reads: tuple[str, ...]
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    typed: Callable[[Any], Any] | None = None
    words: type[Word] | None = None
    exchange: str = ""

    def cell(self, value: Any) -> Any:
        """What a spreadsheet gets."""
        return self.typed(value) if self.typed else self.text(value)


@dataclass(frozen=True)
class Figures:
    """What is worked out of other records, by identifier of the device.

    Attributes:
        points: Points still to treat.
        missing: Fields « à compléter ».
        sheets: Where the sheets for patients stand.
    """

    risks: Mapping[str, RiskSummary] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    sheets: Mapping[str, SheetStanding] = field(default_factory=dict)


RISKS, POINTS, MISSING, SHEETS = "risques", "points", "a_completer", "info_patient"
"""Keys of the columns that are worked out."""

DEFAULT = tuple(
    f"number name places functions uses_ai version {RISKS} {POINTS} state reviewed_on".split()
)
"""Columns shown at first, the most important first."""

_TITLES = {
    "places": "Service",
    "uses_ai": "IA",
    "reviewed_on": "Revue",
    "number": "N°",
    "name": "Dispositif",
}
"""Shorter titles on screen; files keep those of the fields."""

_RANKS = {
    level: rank
    for rank, level in enumerate(
        (RiskLevel.TO_ASSESS, RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW)
    )
}


def columns(figures: Figures | None = None) -> dict[str, TableColumn]:
    """Every column there can be, by its key, in the order of the sheet."""
    found = {"number": _number()}
    for name, entry in entries().items():
        found[name] = _column(name, entry.exchange)
    known = figures or Figures()
    for column in (_risks(known), _sheets(known), _points(known), _missing(known)):
        found[column.key] = column
    return found


@dataclass(frozen=True)
class PlainTable:
    """Rows and columns to write in a file or on paper, without the register.

    Attributes:
        title: « Inventaire ».
        words: The view and its filter, empty for the whole inventory.
        columns: In the order shown.
        places: Where each column finds its value, or values, in a row.
        widths: In pixels at 100 %, to share out a page.
        rows: Stored values; the first one is the identifier.
    """

    title: str
    words: str
    structure: str
    columns: tuple[TableColumn, ...]
    places: tuple[int | tuple[int, ...], ...]
    widths: tuple[int, ...]
    rows: Sequence[tuple[Any, ...]]

    def cells(self) -> Iterator[list[Any]]:
        """What a spreadsheet gets of each row, its identifier at the end."""
        readers = [
            (itemgetter_of(p), c.cell) for p, c in zip(self.places, self.columns, strict=True)
        ]
        for row in self.rows:
            found = [cell(value(row)) for value, cell in readers]
            found.append(row[0])
            yield found

    def texts(self) -> Iterator[list[str]]:
        """The words of each row."""
        readers = [
            (itemgetter_of(p), c.text) for p, c in zip(self.places, self.columns, strict=True)
        ]
        for row in self.rows:
            yield [text(value(row)) for value, text in readers]


def itemgetter_of(place: int | tuple[int, ...]) -> Callable[[tuple[Any, ...]], Any]:
    """What takes the value, or values, of a column out of a row."""
    return itemgetter(*place) if isinstance(place, tuple) else itemgetter(place)


def screen_title(column: TableColumn) -> str:
    """The title of a column on screen, where room is scarce."""
    return _TITLES.get(column.key, column.title)


def _number() -> TableColumn:
    return TableColumn(
        "number", "N°", Kind.TEXT, ("number",), code, sort=lambda n: n, exchange="numero"
    )


def code(number: int) -> str:
    """« DMN-07 »."""
    return f"DMN-{number:02d}"


def _column(name: str, exchange: str) -> TableColumn:
    info = Device.model_fields[name]
    inner, many = _inner(info.annotation)
    title = (info.title or name).removesuffix(", en centimes")
    if name == "functions":
        labels = file_words(inner)
        return TableColumn(
            name,
            title,
            Kind.WORDS,
            (name, "nature"),
            help_words,
            typed=lambda value: labels(value[0]),
            words=inner,
            exchange=exchange,
        )
    if name == "reviewed_on":
        return TableColumn(
            name,
            title,
            Kind.DAY,
            (name, "state"),
            review_text,
            sort=review_sort,
            typed=lambda value: typed_day(value[0]),
            exchange=exchange,
        )
    return _plain(name, title, inner, many, exchange)


def _plain(name: str, title: str, inner: Any, many: bool, exchange: str) -> TableColumn:
    def made(kind: Kind, text: Callable[[Any], str], **more: Any) -> TableColumn:
        return TableColumn(name, title, kind, (name,), text, exchange=exchange, **more)

    if isinstance(inner, type) and issubclass(inner, Word):
        if many:
            typed_words = file_words(inner)
            return made(Kind.WORDS, words_text(inner), typed=typed_words, words=inner)
        return made(Kind.WORD, word_text(inner), sort=word_sort(inner), words=inner)
    if many:
        return made(Kind.LIST, list_text, typed=file_list)
    kind, text, typed = _KINDS.get("cents" if name == "annual_cost" else inner, _KINDS[str])
    return made(kind, text, typed=typed)


def _inner(annotation: Any) -> tuple[Any, bool]:
    """The type inside an annotation, and whether there are several."""
    if get_origin(annotation) is Annotated:
        return _inner(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _inner(next(a for a in get_args(annotation) if a is not type(None)))
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True
    return annotation, False


_KINDS: dict[Any, tuple[Kind, Callable[[Any], str], Callable[[Any], Any] | None]] = {
    str: (Kind.TEXT, str, None),
    int: (Kind.NUMBER, number_text, as_it_is),
    date: (Kind.DAY, day_text, typed_day),
    "cents": (Kind.EUROS, euros_text, as_it_is),
}


# Figures


def _risks(figures: Figures) -> TableColumn:
    known = figures.risks

    def text(value: tuple[str, str]) -> str:
        summary = known.get(value[0], NO_RISKS)
        return ", ".join(risk_words(summary, value[1] in REUSED))

    def sort(value: tuple[str, str]) -> tuple[int, int, int, int]:
        summary = known.get(value[0], NO_RISKS)
        return _RANKS[summary.level], -summary.high, -summary.medium, -summary.live

    return TableColumn(RISKS, "Risques ouverts", Kind.FIGURE, ("id", "reuse"), text, sort)


def risk_words(summary: RiskSummary, reused: bool) -> tuple[str, ...]:
    """« Élevé 1 », « Moyen 2 », « Réutilisation »."""
    number = {RiskLevel.HIGH: summary.high, RiskLevel.MEDIUM: summary.medium}.get(summary.level)
    more = ("Réutilisation",) if reused else ()
    return (f"{summary.level.label}{NBSP}{number}" if number else summary.level.label, *more)


def _points(figures: Figures) -> TableColumn:
    return _count(POINTS, "Points", figures.points)


def _sheets(figures: Figures) -> TableColumn:
    known = figures.sheets
    return TableColumn(
        SHEETS,
        "Info patient",
        Kind.FIGURE,
        ("id",),
        text=lambda value: known.get(value, NO_SHEET).words,
        sort=lambda value: known.get(value, NO_SHEET).rank,
    )


def _missing(figures: Figures) -> TableColumn:
    return _count(MISSING, "À compléter", figures.missing)


def _count(key: str, title: str, numbers: Mapping[str, int]) -> TableColumn:
    return TableColumn(
        key,
        title,
        Kind.FIGURE,
        ("id",),
        text=lambda value: str(numbers[value]) if numbers.get(value) else "",
        sort=lambda value: numbers.get(value) or None,
        typed=lambda value: numbers.get(value, 0),
    )

"""What the columns of the inventory show, by what they are sorted and what a spreadsheet gets.

Values come as the file keeps them (keys of closed lists, ISO 8601 days, JSON lists): of 100,000
rows only those on screen are ever read.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import Annotated, Any, Union, get_args, get_origin

from dmn_desktop.core.device_vocabulary import Activity, Known, Reuse, RiskLevel
from dmn_desktop.core.due_dates import REVIEW, SOON
from dmn_desktop.core.records.device import Device, entries
from dmn_desktop.core.records.record import today
from dmn_desktop.core.risk_summary import NO_RISKS, RiskSummary
from dmn_desktop.core.text import euros
from dmn_desktop.core.vocabulary import LifeState, Nature, Word


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
    """

    risks: Mapping[str, RiskSummary] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)


RISKS, POINTS, MISSING = "risques", "points", "a_completer"
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
REUSED = (Reuse.ALLOWED.value, Reuse.TO_ALLOW.value)


def columns(figures: Figures | None = None) -> dict[str, TableColumn]:
    """Every column there can be, by its key, in the order of the sheet."""
    found = {"number": _number()}
    for name, entry in entries().items():
        found[name] = _column(name, entry.exchange)
    known = figures or Figures()
    for column in (_risks(known), _points(known), _missing(known)):
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
        labels = _file_words(inner)
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
            sort=_review_sort,
            typed=lambda value: _typed_day(value[0]),
            exchange=exchange,
        )
    return _plain(name, title, inner, many, exchange)


def _plain(name: str, title: str, inner: Any, many: bool, exchange: str) -> TableColumn:
    def made(kind: Kind, text: Callable[[Any], str], **more: Any) -> TableColumn:
        return TableColumn(name, title, kind, (name,), text, exchange=exchange, **more)

    if isinstance(inner, type) and issubclass(inner, Word):
        if many:
            typed_words = _file_words(inner)
            return made(Kind.WORDS, _words_text(inner), typed=typed_words, words=inner)
        return made(Kind.WORD, _word_text(inner), sort=_word_sort(inner), words=inner)
    if many:
        return made(Kind.LIST, list_text, typed=_file_list)
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


# Words of stored values


def day_text(value: str | None) -> str:
    """« 03/02/2026 » of « 2026-02-03 »."""
    return f"{value[8:10]}/{value[5:7]}/{value[:4]}" if value else ""


def _typed_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _number_text(value: int | None) -> str:
    return "" if value is None else str(value)


def _euros_text(cents: int | None) -> str:
    return "" if cents is None else euros(cents)


def _as_it_is(value: Any) -> Any:
    return value


_KINDS: dict[Any, tuple[Kind, Callable[[Any], str], Callable[[Any], Any] | None]] = {
    str: (Kind.TEXT, str, None),
    int: (Kind.NUMBER, _number_text, _as_it_is),
    date: (Kind.DAY, day_text, _typed_day),
    "cents": (Kind.EUROS, _euros_text, _as_it_is),
}


@lru_cache(maxsize=16_384)
def listed(value: str) -> tuple[str, ...]:
    """The items of a stored list."""
    return tuple(json.loads(value)) if value and value != "[]" else ()


def list_text(value: str) -> str:
    """« Imagerie, Urgences »."""
    return ", ".join(listed(value))


def _file_list(value: str) -> str:
    """« Imagerie; Bloc A, salle 2 »: a comma may be part of a name."""
    return "; ".join(listed(value))


def _file_words(words: type[Word]) -> Callable[[str], str]:
    labels = {word.value: word.label for word in words}
    return lambda value: "; ".join(labels.get(key, key) for key in listed(value))


def _words_text(words: type[Word]) -> Callable[[str], str]:
    labels = {word.value: word.label for word in words}

    @lru_cache(maxsize=4_096)
    def text(value: str) -> str:
        return ", ".join(labels.get(key, key) for key in listed(value))

    return text


def _word_text(words: type[Word]) -> Callable[[str], str]:
    labels = {word.value: word.label if word.value else "" for word in words}
    return lambda value: labels.get(value, value)


def _word_sort(words: type[Word]) -> Callable[[str], int | None]:
    """By meaning: the order in which the words are declared, « Forte » before « Faible »."""
    keys = [word.value for word in words if word.value]
    if words is Activity:
        keys.reverse()
    ranks = {key: rank for rank, key in enumerate(keys)}
    return ranks.get


_HELPS = {
    "aide_au_depistage": "Dépistage",
    "aide_au_diagnostic": "Diagnostic",
    "aide_a_la_decision_medicale": "Décision médicale",
    "aide_a_la_decision_therapeutique": "Décision thérapeutique",
}
TOOL = "Outil innovant hors DM"


def help_words(value: tuple[str, str]) -> str:
    """What a device helps with; a tool that is no device says so."""
    functions, nature = value
    if nature == Nature.TOOL:
        return TOOL
    return ", ".join(_HELPS.get(key, key) for key in listed(functions))


# Review

USED = (LifeState.TRIAL.value, LifeState.IN_USE.value, LifeState.SUSPENDED.value)
NEVER = "Jamais"


def review_text(value: tuple[str | None, str]) -> str:
    """The day of the last review; « Jamais » for a device in use that nobody reviewed."""
    reviewed, state = value
    return day_text(reviewed) if reviewed else NEVER if state in USED else ""


def _review_sort(value: tuple[str | None, str]) -> str:
    reviewed, state = value
    return reviewed or ("0000" if state in USED else "")


def review_is_due(value: tuple[str | None, str], on: date | None = None) -> bool:
    """Whether the sheet of a device is to be read again."""
    return _reviewed_before(value, (on or today()) - REVIEW)


def review_is_near(value: tuple[str | None, str], on: date | None = None) -> bool:
    """Whether it is due, or will be within a month."""
    return _reviewed_before(value, (on or today()) - REVIEW + SOON)


def _reviewed_before(value: tuple[str | None, str], limit: date) -> bool:
    reviewed, state = value
    if state == LifeState.WITHDRAWN:
        return False
    return reviewed <= limit.isoformat() if reviewed else state in USED


# Figures


def _risks(figures: Figures) -> TableColumn:
    known = figures.risks

    def text(value: tuple[str, str]) -> str:
        summary = known.get(value[0], NO_RISKS)
        return ", ".join(risk_words(summary, value[1] in REUSED))

    def sort(value: tuple[str, str]) -> tuple[int, int, int]:
        summary = known.get(value[0], NO_RISKS)
        return _RANKS[summary.level], -summary.high, -summary.live

    return TableColumn(RISKS, "Risques ouverts", Kind.FIGURE, ("id", "reuse"), text, sort)


def risk_words(summary: RiskSummary, reused: bool) -> tuple[str, ...]:
    """« Élevé 1 », « Réutilisation »."""
    number = f" {summary.high}" if summary.level is RiskLevel.HIGH else ""
    more = ("Réutilisation",) if reused else ()
    return (f"{summary.level.label}{number}", *more)


def _points(figures: Figures) -> TableColumn:
    return _count(POINTS, "Points", figures.points)


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


# Views that are always there


@dataclass(frozen=True)
class Preset:
    """A view that the program offers.

    Attributes:
        reads: The stored fields that the condition gets.
        holds: Whether a device belongs to it.
    """

    key: str
    title: str
    reads: tuple[str, ...]
    holds: Callable[[tuple[Any, ...]], bool]


PRESETS: tuple[Preset, ...] = (
    Preset("tous", "Tous", (), lambda _: True),
    Preset("ia", "Avec IA", ("uses_ai",), lambda v: v[0] == Known.YES),
    Preset("revue", "À revoir bientôt", ("reviewed_on", "state"), review_is_near),
    Preset("reutilisation", "Données réutilisées", ("reuse",), lambda v: v[0] in REUSED),
    Preset(
        "continuite",
        "Sans plan de continuité",
        ("fallback", "state"),
        lambda v: not v[0] and v[1] in USED,
    ),
)
"""The first tabs of the table."""

NEEDED = ("uses_ai", "reviewed_on", "state", "reuse", "fallback", "nature", "functions", "places")
"""Fields that views and menus look at, whatever the columns."""

"""The columns of the inventory on screen: words, badges and editors of the declared fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dmn_desktop.core import inventory_presets as presets
from dmn_desktop.core import inventory_table as core
from dmn_desktop.core.device_vocabulary import Known, RiskLevel
from dmn_desktop.core.inventory_table import Kind, TableColumn
from dmn_desktop.core.risk_summary import NO_RISKS
from dmn_desktop.core.sheet_standing import NO_SHEET
from dmn_desktop.core.stored_words import day_text, listed
from dmn_desktop.core.text import parse_day, parse_euros
from dmn_desktop.core.vocabulary import LifeState, Nature, SheetState
from dmn_desktop.services.inventory_table import Listing
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.cell_editors import ListEditor, TextEditor, WordsEditor
from dmn_desktop.ui.widgets.record_column import Column

_TONES = {
    RiskLevel.TO_ASSESS: "neu",
    RiskLevel.HIGH: "dang",
    RiskLevel.MEDIUM: "warn",
    RiskLevel.LOW: "ok",
}
_SHEETS = {
    SheetState.REVIEW: ("warn", "clock"),
    SheetState.CURRENT: ("ok", "circle-check"),
    SheetState.DRAFT: ("neu", "circle-half-2"),
    None: ("neu", "circle-dashed"),
}
# Together a little less than a window of 1366 pixels holds beside a scroll bar and a frame.
_WIDTHS = {
    "number": 72,
    "name": 168,
    "places": 112,
    "functions": 160,
    "uses_ai": 46,
    "version": 66,
    core.RISKS: 188,
    core.SHEETS: 176,
    core.POINTS: 54,
    core.MISSING: 100,
    "state": 80,
    "reviewed_on": 110,
}
_KINDS = {Kind.DAY: 110, Kind.NUMBER: 90, Kind.EUROS: 110, Kind.WORD: 140}
_RIGHT = (Kind.NUMBER, Kind.EUROS, Kind.FIGURE)
_NOT_HERE = ("number", "version")
"""Changed elsewhere: a number never, a version with its questions."""

LEAST = (core.POINTS, core.SHEETS, "version", "state", "functions", "uses_ai", "places")
"""Hidden where room is scarce, the least important first; the chooser still names them."""

TICKS = Column("", 34, text=lambda _: "", ticks=True, at=0, key="cases")


def columns_for(listing: Listing, keys: Sequence[str], can_edit: bool) -> list[Column]:
    """The check boxes, then these columns."""
    return [TICKS, *(_column(listing, listing.columns[key], can_edit) for key in keys)]


def _column(listing: Listing, column: TableColumn, can_edit: bool) -> Column:
    key = column.key
    made: dict[str, Any] = {
        "title": core.screen_title(column),
        "width": _WIDTHS.get(key, _KINDS.get(column.kind, 160)),
        "text": column.text,
        "sort": column.sort,
        "at": listing.places(column),
        "right": column.kind in _RIGHT and key not in (core.RISKS, core.SHEETS),
        "key": key,
        "editor": editor_of(column) if can_edit else None,
        **_SPECIAL.get(key, {}),
    }
    if key == "name":
        made["at"] = (listing.names.index("name"), listing.names.index("state"))
    if key == core.RISKS:
        made["badge"] = _risk_badges(listing)
    if key == core.SHEETS:
        made["badge"] = _sheet_badge(listing)
    return Column(**made)


def editor_of(column: TableColumn) -> TextEditor | ListEditor | WordsEditor | None:
    """What a cell of a column is changed with in place."""
    title = core.screen_title(column)
    if column.key in _NOT_HERE or column.kind is Kind.FIGURE:
        return None
    if column.words is not None:
        choices = [(word.value, word.label) for word in column.words]
        if column.kind is Kind.WORDS:
            known = [(key, label) for key, label in choices if key]
            return WordsEditor(title, known, _stored_keys, _has_words)
        return ListEditor(title, choices)
    if column.key == "name":
        return TextEditor(title, _first, read_name)
    words = _day_words if column.kind is Kind.DAY else column.text
    read, hint = _READERS[column.kind]
    return TextEditor(title, words, read, hint)


def _stored_keys(value: Any) -> tuple[str, ...]:
    return listed(_first(value))


def _has_words(value: Any) -> bool:
    """A tool that is no device helps with none of them."""
    return not (isinstance(value, tuple) and value[1] == Nature.TOOL)


def _first(value: Any) -> str:
    return str(value[0]) if isinstance(value, tuple) else str(value)


def _day_words(value: Any) -> str:
    return day_text(value[0] if isinstance(value, tuple) else value)


def read_day(text: str) -> tuple[bool, Any]:
    """A day, or none."""
    day = parse_day(text)
    return not text or day is not None, day


def read_number(text: str) -> tuple[bool, Any]:
    """A whole number, or none."""
    compact = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    return not compact or (compact.isdecimal() and len(compact) < 10), (
        int(compact) if compact.isdecimal() else None
    )


def read_euros(text: str) -> tuple[bool, Any]:
    """An amount in cents, or none."""
    cents = parse_euros(text) if text else None
    return not text or (cents is not None and cents >= 0), cents


def read_list(text: str) -> tuple[bool, Any]:
    """Words between commas."""
    return True, tuple(part for part in (p.strip() for p in text.split(",")) if part)


def read_text(text: str) -> tuple[bool, Any]:
    """The text itself."""
    return True, text


def read_name(text: str) -> tuple[bool, Any]:
    """A name is never empty."""
    return bool(text), text


_READERS: dict[Kind, tuple[Callable[[str], tuple[bool, Any]], str]] = {
    Kind.DAY: (read_day, "jj/mm/aaaa"),
    Kind.NUMBER: (read_number, ""),
    Kind.EUROS: (read_euros, "1 200 ou 12,50"),
    Kind.LIST: (read_list, "séparés par des virgules"),
    Kind.TEXT: (read_text, ""),
}


def _risk_badges(listing: Listing) -> Callable[[Any], tuple[Badge, ...]]:
    known = listing.figures.risks

    def badges(value: tuple[str, str]) -> tuple[Badge, ...]:
        summary = known.get(value[0], NO_RISKS)
        words = core.risk_words(summary, value[1] in presets.REUSED)
        more = (Badge(words[1], "ask"),) if len(words) > 1 else ()
        return (Badge(words[0], _TONES[summary.level]), *more)

    return badges


def _sheet_badge(listing: Listing) -> Callable[[Any], Badge]:
    known = listing.figures.sheets

    def badge(value: str) -> Badge:
        standing = known.get(value, NO_SHEET)
        tone, icon = _SHEETS[standing.state]
        return Badge(standing.words, tone, icon, filled=False)

    return badge


def _review_badge(value: tuple[str | None, str]) -> Badge | None:
    if presets.review_is_due(value):
        return Badge(presets.review_text(value), "warn", "clock", filled=False)
    return None


def _review_said(value: tuple[str | None, str]) -> str:
    text = presets.review_text(value)
    return f"{text}, à revoir" if presets.review_is_due(value) else text


_SPECIAL: dict[str, dict[str, Any]] = {
    "number": {"muted": True, "strong": True},
    "name": {
        "text": lambda v: v[0],
        "sort": lambda v: v[0],
        "strong": True,
        "tag": lambda v: "essai" if v[1] == LifeState.TRIAL else "",
        "said": lambda v: f"{v[0]}, à l’essai" if v[1] == LifeState.TRIAL else v[0],
    },
    "uses_ai": {
        "text": lambda key: "IA" if key == Known.YES else "Inconnu" if key == Known.UNKNOWN else "",
        "said": lambda key: Known(key).label,
        "strong": True,
    },
    "functions": {"muted": True},
    "reviewed_on": {"badge": _review_badge, "said": _review_said},
}

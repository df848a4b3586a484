"""A view of the inventory: what is kept of its table under a name, and which devices it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dmn_desktop.core import inventory_table as table
from dmn_desktop.core import table_view
from dmn_desktop.core.device_vocabulary import HelpKind, Known, RiskLevel
from dmn_desktop.core.inventory_presets import PRESETS
from dmn_desktop.core.inventory_table import Figures
from dmn_desktop.core.risk_summary import NO_RISKS
from dmn_desktop.core.sheet_standing import LABELS, NO_SHEET
from dmn_desktop.core.stored_words import TOOL, listed
from dmn_desktop.core.text import count
from dmn_desktop.core.vocabulary import LifeState, Nature

Row = tuple[Any, ...]
Condition = Callable[[Row], bool]


@dataclass(frozen=True)
class ViewState(table_view.ViewState):
    """What the table of the inventory shows, and how."""

    columns: tuple[str, ...] = table.DEFAULT

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> ViewState:
        """What was stored; columns and values that no longer exist are left out."""
        presets = [preset.key for preset in PRESETS]
        shape = table_view.TableShape(table.columns(), table.DEFAULT, FACETS, presets)
        return cls(**table_view.stored_values(content, shape))


# Menus that filter


@dataclass(frozen=True)
class Facet:
    """A menu over the table: values with their counts, several may be ticked.

    Attributes:
        reads: The stored fields that its values come from.
        values: The values of one device.
        words: The words of each value, in their order; others follow as they are.
    """

    key: str
    title: str
    reads: tuple[str, ...]
    values: Callable[[Row, Figures], Sequence[str]]
    words: Mapping[str, str] = field(default_factory=dict)

    def label(self, value: str) -> str:
        """The words of a value."""
        return self.words.get(value, value) or "Non précisé"


def _helps(row: Row, _: Figures) -> Sequence[str]:
    if row[1] == Nature.TOOL:
        return ("outil",)
    return listed(row[0]) or ("",)


FACETS: dict[str, Facet] = {
    facet.key: facet
    for facet in (
        Facet("service", "Service", ("places",), lambda r, _: listed(r[0]) or ("",)),
        Facet(
            "aide",
            "Type d’aide",
            ("functions", "nature"),
            _helps,
            {**{w.value: w.label for w in HelpKind}, "outil": TOOL},
        ),
        Facet(
            "ia",
            "IA",
            ("uses_ai",),
            lambda r, _: (r[0],),
            {
                Known.YES.value: "Avec IA",
                Known.NO.value: "Sans IA",
                Known.UNKNOWN.value: "Inconnu",
            },
        ),
        Facet(
            "risque",
            "Risque",
            ("id",),
            lambda r, figures: (figures.risks.get(r[0], NO_RISKS).level,),
            {w.value: w.label for w in RiskLevel},
        ),
        Facet(
            "information",
            "Info patient",
            ("id",),
            lambda r, figures: (figures.sheets.get(r[0], NO_SHEET).key,),
            LABELS,
        ),
        Facet(
            "etat", "État", ("state",), lambda r, _: (r[0],), {w.value: w.label for w in LifeState}
        ),
    )
}
"""The menus, in the order of the screen."""


def reader_of(names: Sequence[str], reads: Sequence[str]) -> Callable[[Row], Row]:
    """What takes some fields out of a row."""
    places = tuple(names.index(name) for name in reads)
    return lambda row: tuple([row[i] for i in places])


def preset_condition(names: Sequence[str], key: str) -> Condition | None:
    """Which rows the program's view holds, None for all."""
    preset = next(p for p in PRESETS if p.key == key)
    if not preset.reads:
        return None
    take, holds = reader_of(names, preset.reads), preset.holds
    return lambda row: holds(take(row))


def condition(names: Sequence[str], figures: Figures, state: ViewState) -> Condition | None:
    """Which rows a view holds, but for the words of its filter; None for all."""
    tests = [_facet_test(names, figures, key, values) for key, values in state.facets.items()]
    preset = preset_condition(names, state.preset)
    if preset is not None:
        tests.insert(0, preset)
    if len(tests) < 2:
        return tests[0] if tests else None
    return lambda row: all(test(row) for test in tests)


def _facet_test(
    names: Sequence[str], figures: Figures, key: str, values: Sequence[str]
) -> Condition:
    facet, wanted = FACETS[key], frozenset(values)
    take = reader_of(names, facet.reads)
    return lambda row: not wanted.isdisjoint(facet.values(take(row), figures))


def facet_counts(
    names: Sequence[str], figures: Figures, key: str, rows: Sequence[Row]
) -> list[tuple[str, str, int]]:
    """Value, words and number of devices of each entry of a menu, in its order."""
    facet = FACETS[key]
    take = reader_of(names, facet.reads)
    found = Counter(value for row in rows for value in facet.values(take(row), figures))
    order = {value: rank for rank, value in enumerate(facet.words)}
    values = sorted(found, key=lambda v: (not v, order.get(v, len(order)), facet.label(v)))
    return [(value, facet.label(value), found[value]) for value in values]


def words_of(state: ViewState, name: str) -> str:
    """« Vue Avec IA. Filtre : imagerie. Service : Urgences. », written on papers."""
    parts = [f"Vue «\u00a0{name}\u00a0»."]
    if state.text.strip():
        parts.append(f"Filtre\u00a0: {state.text.strip()}.")
    for key, values in state.facets.items():
        labels = ", ".join(FACETS[key].label(v) for v in values)
        parts.append(f"{FACETS[key].title}\u00a0: {labels}.")
    return " ".join(parts)


def shown_words(shown: int, total: int) -> str:
    """« 3 lignes sur 15, 12 masquées par le filtre »."""
    if shown == total:
        return count(total, "ligne")
    hidden = count(total - shown, "masquée", "masquées")
    return f"{count(shown, 'ligne')} sur {total}, {hidden} par le filtre"

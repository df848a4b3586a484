"""What is kept of a table under a name: the view it starts from, filter, sort, columns, widths."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class TableShape:
    """What a table can show.

    Attributes:
        columns: Keys of every column there can be.
        default: Those shown at first.
        facets: Keys of the menus that filter.
        presets: Keys of the views of the program, the first one shown at first.
    """

    columns: Collection[str]
    default: tuple[str, ...]
    facets: Collection[str]
    presets: Sequence[str]


@dataclass(frozen=True)
class ViewState:
    """What a table shows, and how.

    Attributes:
        preset: The program's view that it starts from.
        text: Words of the filter.
        facets: For each menu in use, the ticked values.
        sorting: Keys of columns, and whether the order is turned.
        widths: Chosen by hand, by key.
    """

    preset: str = "tous"
    text: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sorting: tuple[tuple[str, bool], ...] = ()
    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_filtered(self) -> bool:
        """Whether words or menus hide rows of the view."""
        return bool(self.text.strip() or self.facets)

    def content(self) -> dict[str, Any]:
        """What is stored of it."""
        return {
            "depart": self.preset,
            "texte": self.text,
            "facettes": {key: list(values) for key, values in sorted(self.facets.items())},
            "tri": [[key, turned] for key, turned in self.sorting],
            "colonnes": list(self.columns),
            "largeurs": dict(sorted(self.widths.items())),
        }


def stored_values(content: Mapping[str, Any], shape: TableShape) -> dict[str, Any]:
    """The fields of a stored state; columns and values that no longer exist are left out."""
    kept = tuple(str(key) for key in _list(content, "colonnes") if key in shape.columns)
    facets = content.get("facettes")
    widths = content.get("largeurs")
    preset = content.get("depart")
    return {
        "preset": preset if preset in shape.presets else shape.presets[0],
        "text": str(content.get("texte", "")),
        "facets": {
            str(key): tuple(str(v) for v in values)
            for key, values in (facets if isinstance(facets, dict) else {}).items()
            if key in shape.facets and isinstance(values, list) and values
        },
        "sorting": tuple(
            (str(pair[0]), bool(pair[1]))
            for pair in _list(content, "tri")
            if isinstance(pair, list) and len(pair) == 2 and pair[0] in shape.columns
        ),
        "columns": kept or shape.default,
        "widths": {
            str(key): width
            for key, width in (widths if isinstance(widths, dict) else {}).items()
            if isinstance(width, int) and 0 < width < 5_000
        },
    }


def _list(content: Mapping[str, Any], key: str) -> Sequence[Any]:
    found = content.get(key)
    return found if isinstance(found, list) else ()

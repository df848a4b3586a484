"""The table of the inventory: plain rows, with what other records say of each device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dmn_desktop.core import inventory_table as core
from dmn_desktop.core.completeness import STORED, missing_numbers
from dmn_desktop.core.device_vocabulary import PointState
from dmn_desktop.core.inventory_presets import NEEDED
from dmn_desktop.core.inventory_table import Figures, TableColumn
from dmn_desktop.core.records import Device, Point
from dmn_desktop.services.patient_summaries import standings
from dmn_desktop.services.register import Register
from dmn_desktop.services.risks import summaries
from dmn_desktop.store.transaction import Reader


@dataclass(frozen=True)
class Listing:
    """Devices as rows of stored values; the first value is the identifier.

    Attributes:
        names: The field at each place of a row.
        columns: Every column there can be, by its key.
    """

    names: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    columns: dict[str, TableColumn]
    figures: Figures

    def places(self, column: TableColumn) -> int | tuple[int, ...]:
        """Where a column finds its value, or values."""
        found = tuple(self.names.index(name) for name in column.reads)
        return found[0] if len(found) == 1 else found


def listing(register: Register, keys: Sequence[str]) -> Listing:
    """All devices, by number, with what some columns show.

    Args:
        register: Where.
        keys: The columns, as in `core.inventory_table.columns`.
    """
    known = core.columns()
    reads = [name for key in keys if key in known for name in known[key].reads]
    names = tuple(dict.fromkeys(("id", "number", "name", *NEEDED, *reads)))
    with register.reading() as reader:
        rows = reader.values(Device, names, order="number", stored=True)
        points = _points(reader)
        missing = _missing(reader) if core.MISSING in keys else {}
    figures = Figures(summaries(register), points, missing, standings(register))
    return Listing(names, rows, core.columns(figures), figures)


def open_points(register: Register) -> int:
    """How many points are still to treat, for the sidebar."""
    with register.reading() as reader:
        return sum(_points(reader).values())


def _points(reader: Reader) -> dict[str, int]:
    found: dict[str, int] = {}
    for (device_id,) in reader.values(Point, ("device_id",), state=PointState.OPEN.value):
        found[device_id] = found.get(device_id, 0) + 1
    return found


def _missing(reader: Reader) -> dict[str, int]:
    """How many fields each device lacks."""
    rows = reader.values(Device, (*STORED, "id"), stored=True)
    return {row[-1]: number for row, number in zip(rows, missing_numbers(rows), strict=True)}

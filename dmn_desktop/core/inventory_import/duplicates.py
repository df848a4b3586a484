"""Lines whose device is already in the register, or higher in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dmn_desktop.core.inventory_import.fields import targets
from dmn_desktop.core.inventory_import.knowledge import plain
from dmn_desktop.core.inventory_import.layout import Layout
from dmn_desktop.core.inventory_import.plan import Double, Doubled, Line


@dataclass(frozen=True)
class Known:
    """A device of the register.

    Attributes:
        values: By name of field, as stored.
    """

    id: str
    code: str
    values: Mapping[str, Any]


@dataclass
class _Index:
    """Where what is already there is found."""

    by_id: dict[str, tuple[str, str, Mapping[str, Any]]] = field(default_factory=dict)
    by_udi: dict[str, tuple[str, str, Mapping[str, Any]]] = field(default_factory=dict)
    by_name: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = field(default_factory=dict)

    def add(self, known_id: str, words: str, values: Mapping[str, Any]) -> None:
        one = (known_id, words, values)
        if known_id:
            self.by_id[known_id] = one
        if values.get("udi_di"):
            self.by_udi.setdefault(values["udi_di"], one)
        self.by_name.setdefault(plain(values["name"]), []).append(one)

    def find(self, line: Line) -> tuple[tuple[str, str, Mapping[str, Any]], str] | None:
        """What a line repeats, and what they share."""
        values = line.values
        if line.own_id in self.by_id:
            return self.by_id[line.own_id], "même fiche"
        udi = values.get("udi_di")
        if udi and udi in self.by_udi:
            return self.by_udi[udi], "même IUD-ID"
        for one in self.by_name.get(plain(line.name), ()):
            if all(_agree(values.get(k), one[2].get(k)) for k in ("version", "manufacturer")):
                return one, "même nom, même version, même fabricant"
        return None


def _agree(here: Any, there: Any) -> bool:
    """Whether two texts say the same, or one says nothing."""
    return not here or not there or plain(str(here)) == plain(str(there))


def find_doubles(lines: Sequence[Line], known: Sequence[Known], layout: Layout) -> Iterator[Double]:
    """The lines that are already there."""
    index, inside = _Index(), _Index()
    for device in known:
        index.add(device.id, device.code, device.values)
    for line in lines:
        found = index.find(line)
        if found is None:
            found = inside.find(line)
            inside.add("", layout.line_words(line.number), line.values)
        if found is not None:
            (known_id, words, values), reason = found
            yield _double(line, known_id, words, (reason, values))


def _double(line: Line, known_id: str, words: str, shared: tuple[str, Mapping[str, Any]]) -> Double:
    reason, there = shared
    fills, differs = [], {}
    for target in targets().values():
        here = line.values.get(target.name)
        if here in (None, "", ()):
            continue
        before = there.get(target.name)
        if before in (None, "", (), []):
            fills.append(target.name)
        elif (tuple(before) if isinstance(before, list) else before) != here:
            differs[target.name] = (before, here)
    return Double(line.number, words, reason, known_id, tuple(fills), differs, Doubled.SKIP)

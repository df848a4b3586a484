"""Where the pages of a document of blocks end: sections whole, no page for a frame alone.

Blocks are first set on a paper without end, that only measures; then the plan is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, cast

from dmn_desktop.core.templates.blocks import Kind
from dmn_desktop.core.typing import override
from dmn_desktop.exports.pdf.ink import Ink
from dmn_desktop.exports.pdf.paper import Paper, Sheet
from dmn_desktop.exports.pdf.setting import Line

AIR_LEAST = 0.55
"""How much of the space between blocks may go, so that a document holds on one page less."""

_SECOND_LEAST = 0.25
"""The part of a second page that is worth turning the sheet for."""

_SLACK = 0.2


@dataclass(frozen=True)
class Measure:
    """What a block takes, in millimetres.

    Attributes:
        gap: Space above it, none at the top of a page.
        height: Without this space.
        least: What must be left on a page for it to begin there.
    """

    kind: Kind
    gap: float
    height: float
    least: float


@dataclass(frozen=True)
class Plan:
    """How blocks go on pages.

    Attributes:
        air: Part of the space between blocks that is kept.
        breaks: Places of the blocks that begin a page.
    """

    air: float = 1.0
    breaks: frozenset[int] = frozenset()


def plan(blocks: Sequence[Measure], page: float) -> Plan:
    """The best ends of pages for at most two of them; beyond, pages are simply filled.

    Args:
        blocks: What each takes.
        page: Height of the text of a page, in millimetres.
    """
    if any(block.kind is Kind.PAGE for block in blocks):
        return Plan()
    total = _height(blocks)
    if total <= page:
        return Plan()
    air = _air(blocks, page)
    return Plan(air) if air >= AIR_LEAST else Plan(1.0, _sections(blocks, page))


def _air(blocks: Sequence[Measure], room: float) -> float:
    gaps = sum(block.gap for block in blocks[1:])
    heights = sum(block.height for block in blocks)
    return (room - _SLACK - heights) / gaps if gaps else 0.0


def _height(blocks: Sequence[Measure]) -> float:
    return sum(block.gap + block.height for block in blocks) - (blocks[0].gap if blocks else 0)


def _sections(blocks: Sequence[Measure], page: float) -> frozenset[int]:
    """The last section that fills enough of the second page, or what is to be cut out."""
    fitting = [
        place
        for place, block in enumerate(blocks)
        if place
        and block.kind in (Kind.HEADING, Kind.CUT)
        and _height(blocks[:place]) <= page
        and _height(blocks[place:]) <= page
    ]
    headings = [
        place
        for place in fitting
        if blocks[place].kind is Kind.HEADING and _height(blocks[place:]) >= _SECOND_LEAST * page
    ]
    chosen = headings[-1:] or fitting[-1:]
    return frozenset(chosen)


class _NoInk:
    """Draws nothing."""

    h = 0.0
    k = 1.0

    def lines(self, lines: list[Line], _x: float, y: float, _measure: float) -> float:
        """The ordinate under the last line."""
        return y + sum(line.height for line in lines)

    def untold(self) -> AbstractContextManager[None]:
        """Nothing to tell."""
        return nullcontext()

    def __getattr__(self, _name: str) -> Any:
        return lambda *_, **__: None


class DryPaper(Paper):
    """A paper without end, to measure on.

    Attributes:
        air: Space left between blocks so far.
        asked: What blocks asked to have on one page, in order.
    """

    def __init__(self, width: float) -> None:
        """Begin at the top."""
        self.ink = cast("Ink", _NoInk())
        self.y = self.air = 0.0
        self.asked: list[float] = []
        self._wide = width

    @property
    @override
    def width(self) -> float:
        return self._wide

    @property
    @override
    def top(self) -> float:
        return 0.0

    @property
    @override
    def bottom(self) -> float:
        return float("inf")

    @property
    @override
    def at_top(self) -> bool:
        return False

    @override
    def page(self, sheet: Sheet | None = None) -> None:
        pass

    @override
    def need(self, high: float) -> None:
        self.asked.append(high)

    @override
    def gap(self, high: float) -> None:
        self.y += high
        self.air += high

    @override
    def bookmark(self, title: str, level: int = 0) -> None:
        pass

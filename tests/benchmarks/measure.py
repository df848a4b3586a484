"""Measuring against a floor, interleaved, in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One line of the table of results; times in milliseconds."""

    code: str
    what: str
    floor: float
    ours: float
    ratio: float
    goal: str


@dataclass
class Table:
    """The results of a run."""

    lines: list[Line] = field(default_factory=list)

    def add(self, code: str, what: str, pairs: Sequence[tuple[float, float]], goal: str) -> Line:
        """Add a result.

        Args:
            code: Number of the goal.
            what: What was measured.
            pairs: Floor and ours, in seconds, of each round.
            goal: The goal, in words.
        """
        line = Line(
            code,
            what,
            statistics.median(floor for floor, _ in pairs) * 1000,
            statistics.median(ours for _, ours in pairs) * 1000,
            statistics.median(ours / floor for floor, ours in pairs),
            goal,
        )
        self.lines.append(line)
        return line

    def text(self) -> str:
        """The table as Markdown."""
        head = "| n° | mesure | plancher, ms | ici, ms | rapport | but |\n"
        return f"{head}|---|---|--:|--:|--:|---|\n" + "\n".join(
            f"| {x.code} | {x.what} | {x.floor:.2f} | {x.ours:.2f} | {x.ratio:.2f} | {x.goal} |"
            for x in self.lines
        )


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def paired(
    floor: Callable[[], object], ours: Callable[[], object], rounds: int
) -> list[tuple[float, float]]:
    """Seconds of both, one after the other, after one round that does not count."""
    floor()
    ours()
    return [(timed(floor), timed(ours)) for _ in range(rounds)]


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]

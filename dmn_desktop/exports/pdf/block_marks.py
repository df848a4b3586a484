"""Where the values of a text stand on its lines, and where it is to be written in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dmn_desktop.core.templates.blocks import Words
from dmn_desktop.exports.pdf.setting import Line, Piece, Style, set_lines, text_width
from dmn_desktop.exports.pdf.typeface import printable

_HAND = 1.6
"""Height of a line to write on, in heights of a line of text."""

_WRITTEN_LEAST = 32.0
"""Millimetres that somebody needs at least to write a word."""


class Places:
    """Where the marks of a text fall, line after line."""

    def __init__(self, words: Words) -> None:
        self._marks = [
            (len(printable(words.text[: m.start])), len(printable(words.text[: m.end])), m)
            for m in words.marks
        ]
        self._past = 0

    def on(self, line: Line) -> Iterator[tuple[float, float, bool, str]]:
        """The marks of the next line: abscissas from its start, missing or not, name."""
        begin, end = self._past, self._past + len(line.text)
        self._past = end
        for start, stop, mark in self._marks:
            left, right = max(start, begin) - begin, min(stop, end) - begin
            if left < right:
                style = line.piece.style
                yield (
                    text_width(line.text[:left], style),
                    text_width(line.text[:right].rstrip(" "), style),
                    mark.missing,
                    mark.name,
                )


@dataclass(frozen=True)
class Written:
    """A text as it is set, with what is left to write in by hand.

    Attributes:
        tail: Whether the rest of its last line is to be written on.
        rules: Lines of their own to write on, below it.
        rule_height: Height of each, in millimetres.
    """

    lines: tuple[Line, ...]
    tail: bool
    rules: int
    rule_height: float

    @property
    def height(self) -> float:
        """With the lines to write on, in millimetres."""
        return sum(line.height for line in self.lines) + self.rules * self.rule_height


def written(words: Words, style: Style, measure: float, alone: int = 1) -> Written:
    """A text set in a width.

    Args:
        words: What; dots that stand for a missing value, or « ___ », ask for a line to write on.
        style: How.
        measure: The width, in millimetres.
        alone: How many lines to write on when nothing else is said.
    """
    text, blank = _without_blank(words)
    lines = tuple(set_lines([Piece(text, style)], measure)) if text or not blank else ()
    tail = blank and bool(lines) and measure - lines[-1].width - 2 >= _WRITTEN_LEAST
    rules = 0 if tail or not blank else 1 if lines else alone
    return Written(lines, tail, rules, _HAND * style.line_height)


def _without_blank(words: Words) -> tuple[str, bool]:
    text = words.text
    if text.endswith("___"):
        return text.rstrip("_ "), True
    last = words.marks[-1] if words.marks else None
    if last is None or not last.missing or set(text[last.start : last.end]) != {"…"}:
        return text, False
    if text[last.end :].strip(" .,;"):
        return text, False
    return text[: last.start].rstrip(" "), True

"""Blocks of text set on a paper: one column, left aligned, nothing made smaller to fit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dmn_desktop.core.paths import resources_dir
from dmn_desktop.core.templates.blocks import BOX, Block, Kind, Words
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.exports.pdf.ink import RULE, baseline
from dmn_desktop.exports.pdf.paper import Paper, fitting
from dmn_desktop.exports.pdf.pictogram import draw_pictogram
from dmn_desktop.exports.pdf.qr_code import QUIET, draw_code, matrix
from dmn_desktop.exports.pdf.setting import MM, Line, Piece, Style, fit, set_lines, text_width
from dmn_desktop.exports.pdf.typeface import Face, printable

_BULLET = "•"
CODE_LEAST = 22.0
"""Millimetres of a QR code, without the empty room around it."""

_ROW_LEAST = 8.5
_BLANK_ROW = 10.5
"""Millimetres of a row, and of one to write in by hand."""


@dataclass(frozen=True)
class Look:
    """How a document is set.

    Attributes:
        size: Of the text, in points.
        leading: Line height in multiples of the size.
    """

    size: float
    leading: float = 1.36
    regular: Face = Face.PATIENT
    bold: Face = Face.PATIENT_BOLD

    @property
    def body(self) -> Style:
        """The text."""
        return Style(self.regular, self.size, self.leading)

    @property
    def strong(self) -> Style:
        """The first words of a frame or of a table."""
        return Style(self.bold, self.size, self.leading)

    @property
    def title(self) -> Style:
        """The title of the document."""
        return Style(self.bold, self.size * 1.45, 1.18, "H1")

    @property
    def heading(self) -> Style:
        """The heading of a section."""
        return Style(self.bold, self.size * 1.14, 1.25, "H2")

    @property
    def small(self) -> Style:
        """What stands at the end: sources."""
        return Style(self.regular, max(9.5, self.size * 0.8), 1.3)

    @property
    def margin(self) -> Style:
        """Head and foot of the page."""
        return Style(self.regular, max(9.0, self.size * 0.68), 1.2)


LOOKS = {
    SheetVariant.STANDARD: Look(12),
    SheetVariant.LARGE: Look(18, 1.3),
    SheetVariant.SIMPLE: Look(14, 1.38),
}
LETTER = Look(11.5, 1.36, Face.REGULAR, Face.BOLD)
NOTICE = Look(22, 1.36)
NOTICE_A5 = Look(12.5, 1.34)
CARD = Look(12.5, 1.3)


@dataclass(frozen=True)
class Tint:
    """Colours of the preview on screen: the element being edited, and those missing."""

    edited: str = ""


class Setter:
    """Sets blocks one after the other."""

    def __init__(self, paper: Paper, look: Look, tint: Tint | None, draft: bool) -> None:
        self._paper = paper
        self._draft = draft
        self._look = look
        self._tint = tint
        self._step = look.body.line_height

    def block(self, block: Block, after: Sequence[Block]) -> None:
        """Set a block.

        Args:
            block: What.
            after: What follows: a heading and a slip stay with it.
        """
        paper = self._paper
        if block.kind is Kind.PAGE:
            paper.page()
            return
        paper.gap(self._gap(block))
        words = block.lines[0] if block.lines else Words("")
        if block.kind is Kind.TITLE:
            self._head(words, self._look.title, 0)
            paper.y += 1.5
        elif block.kind is Kind.HEADING:
            paper.need(self._look.heading.line_height + 2.4 * self._step)
            self._heading(block)
        elif block.kind is Kind.FRAME:
            self._frame(block)
        elif block.kind is Kind.TABLE:
            self._table(block)
        elif block.kind is Kind.CUT:
            self._cut(words, after)
        elif block.kind is Kind.CODE:
            self._code(*block.lines)
        else:
            self._line(block.kind, words)

    def _line(self, kind: Kind, words: Words) -> None:
        if kind is Kind.RULE:
            self._rule(words)
        elif kind in (Kind.ITEM, Kind.BOX):
            self._hanging(words, _BULLET if kind is Kind.ITEM else BOX)
        elif kind is Kind.RIGHT:
            self._flow(words, self._look.body, self._paper.width * 0.52)
        else:
            style = self._look.small if kind is Kind.SMALL else self._look.body
            self._flow(words, style)

    def _gap(self, block: Block) -> float:
        if block.kind is Kind.HEADING:
            return 0.75 * self._step
        if block.kind is Kind.TITLE:
            return 1.4 * self._step
        if block.kind in (Kind.FRAME, Kind.CUT):
            return 0.8 * self._step
        if block.kind in (Kind.ITEM, Kind.BOX) and not block.apart:
            return 0.18 * self._step
        return (0.6 if block.apart else 0.22) * self._step

    def _head(self, words: Words, style: Style, level: int) -> None:
        if words.text.strip():
            self._paper.bookmark(words.text, level)
        self._flow(words, style)

    def _heading(self, block: Block) -> None:
        indent = 0.0
        if block.icon:
            size = self._look.heading.size * 1.15 * MM
            top = self._paper.y + (self._look.heading.line_height - size) / 2
            if draw_pictogram(self._paper.ink, block.icon, (self._paper.left, top), size):
                indent = size + 2.0
        words = block.lines[0]
        self._paper.bookmark(words.text or "–", 1)
        self._flow(words, self._look.heading, indent)
        self._paper.y += 0.12 * self._step

    def _flow(self, words: Words, style: Style, indent: float = 0.0) -> None:
        """Text over as many pages as it takes, with its marks."""
        paper = self._paper
        measure = paper.width - indent
        lines = set_lines([Piece(words.text, style)], measure)
        places = _Places(words)
        while lines:
            count = fitting(lines, paper.room, paper.at_top)
            self._set(lines[:count], paper.left + indent, measure, places)
            lines = lines[count:]
            if lines:
                paper.page()

    def _set(self, lines: list[Line], x: float, measure: float, places: _Places) -> None:
        y = self._paper.y
        for line in lines:
            for start, end, missing, name in places.on(line):
                self._mark((x + start, y, end - start, line.height), missing, name)
            y += line.height
        self._paper.y = self._paper.ink.lines(lines, x, self._paper.y, measure)

    def _mark(self, box: tuple[float, float, float, float], missing: bool, name: str) -> None:
        x, y, wide, high = box
        ink = self._paper.ink
        edited = self._tint is not None and name == self._tint.edited
        if not self._draft or not (missing or edited):
            return
        with ink.untold():
            if self._tint is not None:
                fill, line = ("warns", "warn") if missing else ("asoft", "accent")
                ink.set_fill_color(*colour(fill))
                ink.rect(x - 0.6, y + 0.2, wide + 1.2, high - 0.6, style="F")
                ink.set_fill_color(*colour(line))
                ink.rect(x - 0.6, y + high - 0.7, wide + 1.2, 0.5, style="F")
                ink.set_fill_color(0, 0, 0)
            else:
                ink.set_line_width(RULE)
                ink.rect(x - 0.6, y + 0.3, wide + 1.2, high - 0.8)

    def _hanging(self, words: Words, sign: str) -> None:
        paper, style = self._paper, self._look.body
        indent = 1.45 * style.size * MM
        lines = set_lines([Piece(words.text, style)], paper.width - indent)
        paper.need(min(2, len(lines)) * style.line_height)
        with paper.ink.untold():
            paper.ink.show(paper.left, baseline(paper.y, style), sign, style)
        self._flow(words, style, indent)

    def _rule(self, words: Words) -> None:
        """Words, then a line to write on."""
        paper, style = self._paper, self._look.body
        paper.need(1.7 * style.line_height)
        paper.y += 0.45 * style.line_height
        start = paper.left
        if words.text:
            text = fit(words.text, style, paper.width * 0.6)
            start += text_width(text, style) + 2
            self._set_one(text, style)
        else:
            paper.y += style.line_height
        paper.ink.rule(start, paper.y - 0.8, paper.left + paper.width, paper.y - 0.8)

    def _set_one(self, text: str, style: Style) -> None:
        lines = set_lines([Piece(text, style)], self._paper.width)
        self._paper.y = self._paper.ink.lines(
            lines[:1], self._paper.left, self._paper.y, self._paper.width
        )

    def _cut(self, words: Words, after: Sequence[Block]) -> None:
        """A line to cut along; what follows goes with it onto the same page."""
        paper = self._paper
        paper.need(2 * self._step + sum(self._height(block) for block in after))
        line = paper.y + 0.3 * self._step
        paper.ink.set_dash_pattern(dash=1.6, gap=1.6)
        paper.ink.rule(paper.left - 8, line, paper.left + paper.width + 8, line)
        paper.ink.set_dash_pattern()
        paper.y = line + 0.4 * self._step
        self._flow(words, self._look.strong)

    def _code(self, head: Words, address: Words) -> None:
        """Words, a code, and below it the address that it holds: all on one page."""
        paper, style = self._paper, self._look.body
        side = max(CODE_LEAST, style.size * 1.7)
        wide = side * (1 + 2 * QUIET / len(matrix(address.text)))
        lines = len(set_lines([Piece(address.text, style)], paper.width)) + 1
        paper.need(wide + lines * style.line_height)
        self._flow(head, style)
        draw_code(paper.ink, address.text, (paper.left, paper.y), side)
        paper.y += wide
        self._flow(address, style)

    def _height(self, block: Block) -> float:
        """About how high a line of a slip is."""
        if block.kind is Kind.RULE:
            return 1.8 * self._step
        lines = [set_lines([Piece(w.text)], self._paper.width) for w in block.lines]
        return sum(map(len, lines)) * self._step * self._look.size / 10 + self._gap(block)

    def _frame(self, block: Block) -> None:
        paper, pad = self._paper, 3.2
        measure = paper.width - 2 * pad
        set_ = [
            (words, set_lines([Piece(words.text, self._frame_style(words))], measure))
            for words in block.lines
        ]
        high = sum(line.height for _, lines in set_ for line in lines) + 2 * pad
        paper.need(high)
        top = paper.y
        paper.y += pad * 0.85
        for words, lines in set_:
            if paper.room < sum(line.height for line in lines):
                paper.page()
                top = paper.top
            self._set(lines, paper.left + pad, measure, _Places(words))
        paper.y += pad * 0.85
        paper.ink.frame(paper.left, top, paper.width, paper.y - top)

    def _frame_style(self, words: Words) -> Style:
        return self._look.strong if words.strong else self._look.body

    def _table(self, block: Block) -> None:
        widths = self._widths(block)
        for row in block.rows:
            self._row(row, widths, head=block.rows[0][0].strong and row is block.rows[0])

    def _widths(self, block: Block) -> list[float]:
        """Narrow columns hold short words; the first takes the rest, or half."""
        columns = max(len(row) for row in block.rows)
        style, wide = self._look.strong, self._paper.width
        if columns == 2:
            head = block.rows[0][0].strong
            least = max(text_width(row[0].text, style) for row in block.rows if row) + 6
            first = wide / 2 if head else min(least, wide * 0.42)
            return [first, wide - first]
        others = [
            max(text_width(row[i].text, style) for row in block.rows if i < len(row)) + 6
            for i in range(1, columns)
        ]
        others = [min(other, wide * 0.24) for other in others]
        return [wide - sum(others), *others]

    def _row(self, row: Sequence[Words], widths: Sequence[float], head: bool) -> None:
        paper = self._paper
        cells = []
        for rank, (words, wide) in enumerate(zip(row, widths, strict=False)):
            label = rank == 0 and len(widths) == 2 and bool(words.text)
            style = self._look.strong if head or label else self._look.body
            cells.append((words, set_lines([Piece(words.text, style)], wide - 5)))
        least = _ROW_LEAST if any(words.text for words in row) else _BLANK_ROW
        high = max(least, *(sum(x.height for x in lines) + 3 for _, lines in cells))
        paper.need(high)
        top, x = paper.y, paper.left
        for (words, lines), wide in zip(cells, widths, strict=False):
            paper.ink.frame(x, top, wide, high)
            paper.y = top + 1.5
            if words.text:
                self._set(lines, x + 2.5, wide - 5, _Places(words))
            x += wide
        paper.y = top + high


class _Places:
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


@cache
def _colours() -> dict[str, str]:
    path = resources_dir() / "styles" / "tokens.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))["couleurs"]["clair"])


def colour(name: str) -> tuple[int, int, int]:
    """A colour of the screen, for the preview."""
    code = _colours()[name].lstrip("#")
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:6], 16)

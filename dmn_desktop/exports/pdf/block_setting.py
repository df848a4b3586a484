"""Blocks of text set on a paper: one column, left aligned, nothing made smaller to fit."""

from __future__ import annotations

from collections.abc import Sequence

from dmn_desktop.core.templates.blocks import BOX, Block, Kind, Words
from dmn_desktop.exports.pdf.block_looks import (
    CARD,
    LETTER,
    LOOKS,
    NOTICE,
    NOTICE_A5,
    Look,
    Tint,
    colour,
)
from dmn_desktop.exports.pdf.block_marks import Places, Written, written
from dmn_desktop.exports.pdf.block_tables import Row, rows_of
from dmn_desktop.exports.pdf.ink import RULE, Ink, baseline
from dmn_desktop.exports.pdf.page_plan import DryPaper, Measure, plan
from dmn_desktop.exports.pdf.paper import Paper, fitting
from dmn_desktop.exports.pdf.pictogram import draw_pictogram
from dmn_desktop.exports.pdf.qr_code import QUIET, draw_code, matrix
from dmn_desktop.exports.pdf.setting import MM, Line, Piece, Style, set_lines

__all__ = ["CARD", "LETTER", "LOOKS", "NOTICE", "NOTICE_A5", "Look", "Setter", "Tint"]

_BULLET = "•"
CODE_LEAST = 22.0
"""Millimetres of a QR code, without the empty room around it."""

_NARRATIVE = 2
"""Lines to write on under a heading whose answer is not known yet."""


class Setter:
    """Sets blocks one after the other."""

    def __init__(self, paper: Paper, look: Look, tint: Tint | None, draft: bool) -> None:
        self._paper = paper
        self._draft = draft
        self._look = look
        self._tint = tint
        self._step = look.body.line_height
        self._air = 1.0
        self._last: Kind | None = None

    def all(self, blocks: Sequence[Block]) -> None:
        """Set the blocks of a document, that begin on an empty page."""
        measures = self._measured(blocks)
        chosen = plan(measures, self._paper.body)
        self._air = chosen.air
        for place, block in enumerate(blocks):
            if place in chosen.breaks:
                self._paper.page()
            else:
                self._keep(place, measures)
            self._block(block)

    def _measured(self, blocks: Sequence[Block]) -> list[Measure]:
        """What each block takes on a paper without end."""
        paper = DryPaper(self._paper.width)
        dry = Setter(paper, self._look, None, draft=False)
        found = []
        for block in blocks:
            y, air, asked = paper.y, paper.air, len(paper.asked)
            dry._block(block)
            gap = paper.air - air
            high = paper.y - y - gap
            least = [*paper.asked[asked:], min(high, 2 * self._step)][0]
            found.append(Measure(block.kind, gap, high, least))
        return found

    def _keep(self, place: int, measures: Sequence[Measure]) -> None:
        """Begin a page where a heading would stand alone, or a slip be split."""
        measure, after = measures[place], measures[place + 1 :]
        if measure.kind is Kind.HEADING:
            high = measure.gap * self._air + measure.height
            self._paper.need(high + (after[0].gap + after[0].least if after else 0))
        elif measure.kind is Kind.CUT:
            self._paper.need(sum(m.gap * self._air + m.height for m in (measure, *after)))

    def _block(self, block: Block) -> None:
        paper = self._paper
        if block.kind is Kind.PAGE:
            paper.page()
            return
        paper.gap(self._gap(block) * self._air)
        words = block.lines[0] if block.lines else Words("")
        if block.kind is Kind.TITLE:
            self._head(words, self._look.title, 0)
            paper.y += 1.5
        elif block.kind is Kind.HEADING:
            self._heading(block)
        elif block.kind is Kind.FRAME:
            self._frame(block)
        elif block.kind is Kind.TABLE:
            self._table(block)
        elif block.kind is Kind.CUT:
            self._cut(words)
        elif block.kind is Kind.CODE:
            self._code(*block.lines)
        else:
            self._line(block.kind, words)
        self._last = block.kind

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
        """Text over as many pages as it takes, with its marks and lines to write on."""
        paper = self._paper
        measure = paper.width - indent
        answer = self._last is Kind.HEADING and bool(words.marks)
        text = written(words, style, measure, _NARRATIVE if answer else 1)
        lines, places = list(text.lines), Places(words)
        while lines:
            count = fitting(lines, paper.room, paper.at_top)
            self._set(lines[:count], paper.left + indent, measure, places)
            lines = lines[count:]
            if lines:
                paper.page()
        self._write_on(text, paper.left + indent, measure)

    def _write_on(self, text: Written, x: float, measure: float) -> None:
        paper = self._paper
        if text.tail:
            start = x + text.lines[-1].width + 2
            paper.ink.rule(start, paper.y - 0.8, x + measure, paper.y - 0.8)
        for _ in range(text.rules):
            paper.need(text.rule_height)
            paper.y += text.rule_height
            paper.ink.rule(x, paper.y - 0.8, x + measure, paper.y - 0.8)

    def _set(self, lines: Sequence[Line], x: float, measure: float, places: Places) -> None:
        y = self._paper.y
        for line in lines:
            for start, end, missing, name in places.on(line):
                self._mark((x + start, y, end - start, line.height), missing, name)
            y += line.height
        self._paper.y = self._paper.ink.lines(list(lines), x, self._paper.y, measure)

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
                ink.rect(x - 0.3, y + 0.2, wide + 0.6, high - 0.6, style="F")
                ink.set_fill_color(*colour(line))
                ink.rect(x - 0.3, y + high - 0.7, wide + 0.6, 0.5, style="F")
                ink.set_fill_color(0, 0, 0)
            else:
                ink.set_line_width(RULE)
                ink.rect(x - 0.3, y + 0.3, wide + 0.6, high - 0.8)

    def _hanging(self, words: Words, sign: str) -> None:
        paper, style = self._paper, self._look.body
        indent = 1.45 * style.size * MM
        lines = len(written(words, style, paper.width - indent).lines)
        paper.need(max(1, min(2, lines)) * style.line_height)
        with paper.ink.untold():
            paper.ink.show(paper.left, baseline(paper.y, style), sign, style)
        self._flow(words, style, indent)

    def _rule(self, words: Words) -> None:
        """Words, then a line to write on."""
        paper, style = self._paper, self._look.body
        paper.need(1.7 * style.line_height)
        if words.text:
            paper.y += 0.45 * style.line_height
        self._flow(Words(f"{words.text} ___", words.marks), style)

    def _cut(self, words: Words) -> None:
        """A line to cut along; what follows goes with it onto the same page."""
        paper = self._paper
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
        if isinstance(paper.ink, Ink):
            draw_code(paper.ink, address.text, (paper.left, paper.y), side)
        paper.y += wide
        self._flow(address, style)

    def _frame(self, block: Block) -> None:
        """Words in a border, closed at the foot of each page that they run over."""
        paper, pad = self._paper, 3.2
        measure = paper.width - 2 * pad
        texts = [
            (words, written(words, self._frame_style(words), measure)) for words in block.lines
        ]
        paper.need(sum(text.height for _, text in texts) + 1.7 * pad)
        top = paper.y
        paper.y += pad * 0.85
        for words, text in texts:
            places = Places(words)
            for line in text.lines:
                if paper.room < line.height + pad * 0.85 and paper.y > top + pad:
                    paper.ink.frame(paper.left, top, paper.width, paper.y + pad * 0.85 - top)
                    paper.page()
                    top = paper.y
                    paper.y += pad * 0.85
                self._set([line], paper.left + pad, measure, places)
            self._write_on(text, paper.left + pad, measure)
        paper.y += pad * 0.85
        paper.ink.frame(paper.left, top, paper.width, paper.y - top)

    def _frame_style(self, words: Words) -> Style:
        return self._look.strong if words.strong else self._look.body

    def _table(self, block: Block) -> None:
        """Rows; the head is repeated on each page, and never stands alone."""
        paper = self._paper
        head, rows = rows_of(block, self._look, paper.width)
        first = rows[0].height if rows else 0.0
        paper.need((head.height if head else 0.0) + min(first, paper.body / 2))
        if head:
            self._row(head)
        for row in rows:
            self._whole(row, head)

    def _whole(self, row: Row, head: Row | None) -> None:
        """A row, on the next page when it does not fit, over several when none is enough."""
        paper = self._paper
        if row.height > paper.room and not paper.at_top:
            paper.page()
            if head:
                self._row(head)
        while row.height > paper.room:
            part, row = row.split(paper.room)
            self._row(part)
            paper.page()
        self._row(row)

    def _row(self, row: Row) -> None:
        paper = self._paper
        top, x = paper.y, paper.left
        for cell in row.cells:
            paper.ink.frame(x, top, cell.wide, row.height)
            paper.y = top + 1.5
            if cell.lines:
                self._set(cell.lines, x + 2.5, cell.wide - 5, cell.places)
            x += cell.wide
        paper.y = top + row.height

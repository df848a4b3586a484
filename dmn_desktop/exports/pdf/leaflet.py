"""Sheets for patients, notices and letters: blocks of text set in one column.

Left aligned, without hyphenation, black on white; nothing is ever set smaller to fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dmn_desktop.core.templates.blocks import Block
from dmn_desktop.core.text import long_day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.exports.pdf.block_setting import LOOKS, Look, Setter, Tint
from dmn_desktop.exports.pdf.paper import Identity, Paper, Sheet
from dmn_desktop.exports.pdf.setting import Style, fit, text_width

NOT_HAS = "Document de la structure, il n’émane pas de la HAS"
PAGES_LIMIT = 2
"""One sheet of paper, two sides; beyond, the practice is warned."""

A5 = (148.0, 210.0)


@dataclass(frozen=True)
class Leaf:
    """What the head and foot of a document say.

    Attributes:
        code: « Fiche IP-07 »; empty for a letter.
        on: The day of the version, or of the draft.
        version: « Version 3 validée le … par … »; empty for a draft.
    """

    structure: str
    title: str
    code: str = ""
    on: date | None = None
    version: str = ""
    draft: bool = False
    paper: str = "A4"

    @property
    def sheet(self) -> Sheet:
        """The format of its paper; fpdf2 itself warns of its own A5."""
        return Sheet(size=A5) if self.paper == "A5" else Sheet()

    @property
    def name(self) -> str:
        """« Fiche IP-07, mars 2026 »."""
        month = long_day(self.on).split(" ", 1)[1] if self.on else ""
        return ", ".join(part for part in (self.code, month) if part)


class Leaflet(Paper):
    """A paper of blocks; several documents may follow each other, each with its own pages."""

    def __init__(self, leaf: Leaf, tint: Tint | None = None) -> None:
        """Begin the first document."""
        self._leaves = [(1, leaf, LOOKS[SheetVariant.STANDARD])]
        self._tint = tint
        title = Identity(leaf.structure, leaf.title, leaf.code)
        super().__init__(title, leaf.sheet)

    def add(self, leaf: Leaf, blocks: Sequence[Block], look: Look) -> int:
        """Print a document from a new page; its number of pages."""
        if self.at_top and self.ink.page == 1:
            self._leaves = [(1, leaf, look)]
        else:
            self.page(leaf.sheet)
            self._leaves.append((self.ink.page, leaf, look))
        first = self.ink.page
        Setter(self, look, self._tint, leaf.draft).all(blocks)
        return int(self.ink.page - first + 1)

    def _leaf_of(self, page: int) -> tuple[int, int, Leaf, Look]:
        """First and last page of the document that a page belongs to, and what it says."""
        starts = [start for start, _, _ in self._leaves]
        rank = max(i for i, start in enumerate(starts) if start <= page)
        end = starts[rank + 1] - 1 if rank + 1 < len(starts) else self.ink.pages_count
        return starts[rank], end, self._leaves[rank][1], self._leaves[rank][2]

    @override
    def _head(self) -> None:
        _, _, leaf, look = self._leaf_of(self.ink.page)
        if not leaf.code:
            return
        style = look.margin
        wide = text_width(leaf.name, style)
        with self.ink.untold():
            words = fit(leaf.structure, style, self.width - wide - 6)
            self.ink.show(self.left, 12.0, words, style)
            self.ink.show(self.left + self.width - wide, 12.0, leaf.name, style)
        self.ink.rule(self.left, 14.5, self.left + self.width, 14.5)

    @override
    def _foot(self, page: int) -> None:
        first, last, leaf, look = self._leaf_of(page)
        style, line = look.margin, self.ink.h - 12.0
        number = f"page {page - first + 1} / {last - first + 1}"
        right = self.left + self.width - text_width(number, style)
        left = self.left
        with self.ink.untold():
            self.ink.show(right, line, number, style)
            if leaf.draft:
                strong = Style(look.bold, style.size + 1, style.leading)
                self.ink.show(left, line, "Brouillon", strong)
                left += text_width("Brouillon", strong) + 4
            words = fit(leaf.version or NOT_HAS, style, right - left - 5)
            self.ink.show(left, line, words, style)
            if leaf.version:
                self.ink.show(self.left, line + style.line_height, NOT_HAS, style)


@dataclass(frozen=True)
class Made:
    """A document ready to be shown or written."""

    pdf: bytes
    pages: int


def make(leaf: Leaf, blocks: Sequence[Block], look: Look, tint: Tint | None = None) -> Made:
    """One document."""
    paper = Leaflet(leaf, tint)
    pages = paper.add(leaf, blocks, look)
    return Made(paper.finish(), pages)


def make_on_one_page(leaf: Leaf, blocks: Sequence[Block], looks: Sequence[Look]) -> Made:
    """One document in the largest of some sizes that lets it hold on a page; else in the first."""
    made = [make(leaf, blocks, looks[0])]
    for look in looks[1:]:
        if made[-1].pages == 1:
            return made[-1]
        made.append(make(leaf, blocks, look))
    return made[-1] if made[-1].pages == 1 else made[0]


def write_bytes(path: Path, content: bytes) -> Path:
    """Put a document on the disk, read again before it counts as written.

    Raises:
        UserError: The file could not be written or does not read back; an older one is intact.
    """
    from dmn_desktop.exports.pdf.saving import verify
    from dmn_desktop.exports.writing import write_content

    return write_content(path, content, lambda made: verify(made, "page 1 / "))

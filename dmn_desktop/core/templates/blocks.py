"""The blocks of a rendered text: titles, paragraphs, lists, boxes to tick, tables.

Signs at the beginning of a line say what it is: « # » title, « ## » heading (« ##(lock) » with a
pictogram), « - » item, « [ ] » box to tick, « > » framed, « | » table (« |# » its head), « ~ »
small print, « ^ » on the right, « ___ » line to write on, « --- » line to cut along, « === » new
page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from dmn_desktop.core.templates.engine import pieces, plain

BOX = "☐"
_HEADING = re.compile(r"##\s*(?:\((?P<icon>[a-z0-9-]+)\))?\s*(?P<text>.*)", re.DOTALL)


class Kind(Enum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    BOX = "box"
    FRAME = "frame"
    TABLE = "table"
    SMALL = "small"
    RIGHT = "right"
    RULE = "rule"
    CUT = "cut"
    PAGE = "page"
    CODE = "code"


@dataclass(frozen=True)
class Mark:
    """Where the value of an element stands in a text.

    Attributes:
        name: Identifier of the element.
        missing: Whether its label stands in for a value that is not there yet.
    """

    start: int
    end: int
    name: str
    missing: bool


@dataclass(frozen=True)
class Words:
    """A text and its marks.

    Attributes:
        strong: Whether it heads a frame or a table.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    strong: bool = False


@dataclass(frozen=True)
class Block:
    """A block.

    Attributes:
        lines: One text; several for a frame.
        icon: Name of the pictogram beside a heading.
        rows: Cells of a table; the first row is its head when its first cell is strong.
        apart: Whether an empty line came before.
    """

    kind: Kind
    lines: tuple[Words, ...] = ()
    icon: str = ""
    rows: tuple[tuple[Words, ...], ...] = ()
    apart: bool = False

    @property
    def text(self) -> str:
        """Its words, without layout."""
        cells = [cell.text for row in self.rows for cell in row if cell.text]
        return "\n".join([*(line.text for line in self.lines), *cells])


def blocks(text: str, labels: dict[str, str]) -> list[Block]:
    """The blocks of a rendered text.

    Args:
        text: With its marks.
        labels: What stands for an element that is missing, by its identifier.
    """
    found: list[Block] = []
    apart = True
    for line in text.strip("\n").split("\n"):
        if not plain(line).strip() and "\ue000" not in line:
            apart = True
            continue
        block = _block(line, labels, apart)
        last = found[-1] if found else None
        if last and not apart and block.kind is last.kind and block.kind in _JOINED:
            joined = Block(
                last.kind, last.lines + block.lines, "", last.rows + block.rows, last.apart
            )
            found[-1] = joined
        else:
            found.append(block)
        apart = False
    return found


_JOINED = (Kind.FRAME, Kind.TABLE)
_SIGNS = {
    "- ": Kind.ITEM,
    "> ": Kind.FRAME,
    "~ ": Kind.SMALL,
    "^ ": Kind.RIGHT,
    "# ": Kind.TITLE,
    "[ ] ": Kind.BOX,
}


def _block(line: str, labels: dict[str, str], apart: bool) -> Block:
    for sign, kind in _SIGNS.items():
        if line.startswith(sign):
            return Block(kind, (_words(line[len(sign) :], labels),), apart=apart)
    heading = _HEADING.fullmatch(line)
    if heading:
        words = _words(heading["text"], labels)
        return Block(Kind.HEADING, (words,), heading["icon"] or "", apart=apart)
    if line.startswith("|"):
        cells = line.strip()[1:].removesuffix("|").split("|")
        row = tuple(_words(cell.strip(" "), labels) for cell in cells)
        return Block(Kind.TABLE, rows=(row,), apart=apart)
    return _line(line.strip(" "), labels, apart)


def _line(line: str, labels: dict[str, str], apart: bool) -> Block:
    kind = Kind.TEXT
    if line.startswith("==="):
        kind, line = Kind.PAGE, ""
    elif line.startswith("---"):
        kind, line = Kind.CUT, line.lstrip("- ")
    elif line.endswith("___"):
        kind, line = Kind.RULE, line.rstrip("_ ")
    return Block(kind, (_words(line, labels),), apart=apart)


def _words(line: str, labels: dict[str, str]) -> Words:
    strong = line.startswith("# ")
    line = line.removeprefix("# ")
    text, marks = "", []
    for part, name in pieces(line.replace("[ ]", BOX)):
        shown = part
        if name and not part:
            label = labels.get(name, name)
            shown = label if label.startswith("…") else f"[{label}]"
        if name:
            marks.append(Mark(len(text), len(text) + len(shown), name, not part))
        text += shown
    return Words(text, tuple(marks), strong)


def sentences(found: list[Block]) -> Iterator[str]:
    """What is read, line by line, without layout: for hints and side by side."""
    for block in found:
        yield from (line for line in block.text.split("\n") if line)

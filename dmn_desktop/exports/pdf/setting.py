"""Pieces of text and the lines they are broken into, before any page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dmn_desktop.exports.pdf.typeface import Face, printable, width

MM = 25.4 / 72
"""Millimetres in a point."""

BADGE_PADDING = 1.2
"""Millimetres between a bordered word and its border."""


@dataclass(frozen=True)
class Style:
    """How a piece of text is set.

    Attributes:
        size: In points.
        leading: Line height in multiples of the size.
        role: Structure type for readers that speak the document.
    """

    face: Face
    size: float
    leading: float = 1.34
    role: Literal["P", "H1", "H2", "H3"] = "P"

    @property
    def line_height(self) -> float:
        """In millimetres."""
        return self.size * self.leading * MM


TITLE = Style(Face.BOLD, 23, 1.15, "H1")
SECTION = Style(Face.BOLD, 16, 1.2, "H1")
SUBSECTION = Style(Face.SEMIBOLD, 13, 1.25, "H2")
QUESTION = Style(Face.SEMIBOLD, 11.5, 1.28, "H3")
BODY = Style(Face.REGULAR, 10.5)
MEDIUM = Style(Face.MEDIUM, 10.5)
STRONG = Style(Face.SEMIBOLD, 10.5)
ASIDE = Style(Face.ITALIC, 10)
SMALL = Style(Face.REGULAR, 9)
SMALL_STRONG = Style(Face.SEMIBOLD, 9)
BADGE = Style(Face.MEDIUM, 9, 1.5)
MARGIN_NOTE = Style(Face.REGULAR, 8.5, 1.2)
MARGIN_STRONG = Style(Face.SEMIBOLD, 8.5, 1.2)


@dataclass(frozen=True)
class Piece:
    """A text in one style: a paragraph, a heading, or a bordered word.

    Attributes:
        before: Space above, in millimetres.
        boxed: Whether a border is drawn around it, as for states.
    """

    text: str
    style: Style = BODY
    before: float = 0.0
    boxed: bool = False
    align: Literal["left", "right"] = "left"


def badge(words: str, before: float = 0.0) -> Piece:
    """A state, « [À discuter] » with a border: legible in grey and by fax."""
    return Piece(f"[{words}]", BADGE, before, boxed=True)


@dataclass(frozen=True)
class Line:
    """One line of a piece.

    Attributes:
        before: Space above, in millimetres; only the first line of a piece has any.
        rank: Place of its piece among those set together.
    """

    text: str
    piece: Piece
    before: float
    rank: int

    @property
    def height(self) -> float:
        """With the space above, in millimetres."""
        return self.before + self.piece.style.line_height

    @property
    def width(self) -> float:
        """Of the text, in millimetres."""
        return text_width(self.text.rstrip(" "), self.piece.style)


def text_width(text: str, style: Style) -> float:
    """Width in millimetres."""
    return width(style.face, text) * style.size * MM


def set_lines(pieces: Iterable[Piece], measure: float) -> list[Line]:
    """The lines of some pieces, none wider than `measure` millimetres."""
    found = []
    for rank, piece in enumerate(pieces):
        room = measure - (2 * BADGE_PADDING if piece.boxed else 0)
        before = piece.before
        for text in wrap(piece.text, piece.style, room):
            found.append(Line(text, piece, before, rank))
            before = 0.0
    return found


@lru_cache(maxsize=2_000)
def wrap(text: str, style: Style, measure: float) -> tuple[str, ...]:
    """Break a text at its spaces, and words that are too long anywhere.

    No-break spaces hold. Never at a hyphen: readers that extract the text would drop it. Runs of
    empty lines become one. A line broken at a space keeps it, so that words stay apart when the
    text is spoken or copied.
    """
    room = measure / (style.size * MM)
    *paragraphs, last = re.sub(r"\n\s*\n", "\n\n", printable(text)).strip("\n").split("\n")
    found: list[str] = []
    for paragraph in paragraphs:
        *lines, end = _wrap_paragraph(paragraph.rstrip(" "), style.face, room)
        found += [*lines, f"{end} "]
    return (*found, *_wrap_paragraph(last.rstrip(" "), style.face, room))


def _wrap_paragraph(paragraph: str, face: Face, room: float) -> Iterator[str]:
    line, used, space = "", 0.0, width(face, " ")
    for word in paragraph.split(" "):
        wide = width(face, word)
        if line and used + space + wide > room:
            yield f"{line} "
            line, used = "", 0.0
        if wide > room:
            *full, line = _cut(word, face, room)
            yield from full
            used = width(face, line)
        elif line:
            line, used = f"{line} {word}", used + space + wide
        else:
            line, used = word, wide
    yield line


def _cut(word: str, face: Face, room: float) -> list[str]:
    """Parts of a word that is wider than the line; accents stay with their letter."""
    parts, part, used = [], "", 0.0
    for char in word:
        wide = width(face, char)
        if part and used + wide > room and not unicodedata.combining(char):
            parts.append(part)
            part, used = "", 0.0
        part += char
        used += wide
    return [*parts, part]


_FIT_LIMIT = 500
"""Characters looked at for one line: more than any sheet is wide."""


def fit(text: str, style: Style, measure: float) -> str:
    """One line of text, ended by « … » when it is wider than `measure` millimetres."""
    line = " ".join(printable(text[:_FIT_LIMIT]).split())
    if text_width(line, style) <= measure:
        return line
    while line and text_width(f"{line}…", style) > measure:
        line = line[:-1]
    return f"{line.rstrip()}…"


def height(lines: Iterable[Line]) -> float:
    """Height of some lines, in millimetres."""
    return sum(line.height for line in lines)

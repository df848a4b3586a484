"""The faces that papers are set in: which characters they draw, how wide, and fresh copies of them.

Reading a font file takes 30 to 60 ms. Each is read once; every document gets its own copy, since
fpdf2 keeps in the font object what the document uses of it.
"""

from __future__ import annotations

import copy
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection
from fpdf.fonts import SubsetMap, TTFFont

from dmn_desktop.core.paths import resources_dir

UNKNOWN = "□"
"""Printed in the place of a character that no face can draw."""

BOX = "☐"
"""To be ticked. Source Sans draws it small and with a shadow, so it comes from the fallback."""

_RIGHT_TO_LEFT = {"R", "AL"}


class Face(StrEnum):
    """A font file, by its name."""

    REGULAR = "SourceSans3-Regular"
    MEDIUM = "SourceSans3-Medium"
    SEMIBOLD = "SourceSans3-Semibold"
    BOLD = "SourceSans3-Bold"
    ITALIC = "SourceSans3-It"
    PATIENT = "AtkinsonHyperlegibleNext-Regular"
    PATIENT_BOLD = "AtkinsonHyperlegibleNext-Bold"
    FALLBACK = "DejaVuSans"
    FALLBACK_BOLD = "DejaVuSans-Bold"

    @property
    def fallback(self) -> Face:
        """The face for characters that this one lacks."""
        bold = (Face.SEMIBOLD, Face.BOLD, Face.PATIENT_BOLD)
        return Face.FALLBACK_BOLD if self in bold else Face.FALLBACK

    @property
    def family(self) -> str:
        """How fpdf2 calls it."""
        return self.value.lower()


@cache
def _file(face: Face) -> bytes:
    content = (resources_dir() / "fonts" / f"{face.value}.ttf").read_bytes()
    return _lightened(content) if face in (Face.PATIENT, Face.PATIENT_BOLD) else content


_FOR_SHAPING = ("GDEF", "GPOS", "GSUB", "STAT", "MATH", "meta", "DSIG")
"""Tables that no document of ours uses, and that would be read to be cut."""

_LATIN = ((0x20, 0x24F), (0x2010, 0x2044), (0x20AC, 0x20AC), (0x2116, 0x2122), (0x2190, 0x2212))
"""What patients read: Latin letters and their signs; the rest comes from the fallback."""


def _lightened(content: bytes) -> bytes:
    """A font without what no document of ours uses: twice as quick to cut for each of them."""
    options = Options(notdef_outline=True, recommended_glyphs=True, glyph_names=True)
    options.layout_features = []
    options.hinting = False
    options.drop_tables += _FOR_SHAPING
    font = TTFont(BytesIO(content), recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=[code for a, b in _LATIN for code in range(a, b + 1)])
    cutter.subset(font)
    made = BytesIO()
    font.save(made)
    font.close()
    return made.getvalue()


def _open(face: Face) -> TTFont:
    # Outlines are copied as they are: reading each to measure it again takes half of the time.
    font = TTFont(BytesIO(_file(face)), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    for table in _FOR_SHAPING:
        if table in font:
            del font[table]
    return font


@cache
def _parsed(face: Face) -> TTFFont:
    source: Any = BytesIO(_file(face))  # as good as a path for what reads it
    font = TTFFont(FPDF(), source, face.family, "")
    font.close()
    return font


def fresh_font(face: Face, number: int) -> TTFFont:
    """A copy of a parsed font for one document, as if the file had just been read."""
    font = copy.copy(_parsed(face))
    font.i = number
    font.ttfont = _open(face)
    font.missing_glyphs = []
    font.biggest_size_pt = 0
    font.subset = SubsetMap(font)
    return font


@cache
def covers(face: Face, char: str) -> bool:
    """Whether a face itself draws a character."""
    return ord(char) in _parsed(face).cmap


@cache
def face_for(face: Face, char: str) -> Face | None:
    """The face that draws a character in text of some face, None when none does."""
    if covers(face, char) and char != BOX:
        return face
    return face.fallback if covers(face.fallback, char) else None


@cache
def _char_width(face: Face, char: str) -> float:
    drawn_by = face_for(face, char)
    if drawn_by is None:
        return _char_width(face, UNKNOWN)
    return _parsed(drawn_by).cw[ord(char)] / 1000


_WORD_CACHE_LIMIT = 50_000
_word_widths: dict[tuple[Face, str], float] = {}


def width(face: Face, text: str) -> float:
    """Width of a text in multiples of the size."""
    found = _word_widths.get((face, text))
    if found is None:
        found = sum(_char_width(face, char) for char in text)
        if len(_word_widths) > _WORD_CACHE_LIMIT:
            _word_widths.clear()
        _word_widths[face, text] = found
    return found


@lru_cache(maxsize=2_000)
def printable(text: str) -> str:
    """Text without what has no shape of its own: joiners, direction marks, variation selectors."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for char in text.replace("\t", "    ") if _has_shape(char))


@cache
def _has_shape(char: str) -> bool:
    if char == "\n":
        return True
    code = ord(char)
    if 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF:
        return False
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs")


def _alike(text: str, char: str) -> bool:
    """Whether a character is written in as many 16-bit units as those before it."""
    return (ord(text[0]) > 0xFFFF) == (ord(char) > 0xFFFF)


def runs(face: Face, line: str) -> list[tuple[Face | None, str]]:
    """A line cut where the face changes, in the order in which it is seen.

    None stands for the characters that no face draws.
    """
    return list(_runs(face, line))


@lru_cache(maxsize=4_000)
def _runs(face: Face, line: str) -> tuple[tuple[Face | None, str], ...]:
    """The same, kept: documents of a batch say mostly the same words."""
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in line):
        # The papers are French: a line that begins with an Arabic name is still read from the left.
        paragraph = BidiParagraph(text=line, base_direction=TextDirection.LTR)
        line = paragraph.get_reordered_string()
    found: list[tuple[Face | None, str]] = []
    for char in line:
        drawn_by = face_for(face, char)
        if found and found[-1][0] is drawn_by and (drawn_by or _alike(found[-1][1], char)):
            found[-1] = (drawn_by, found[-1][1] + char)
        else:
            found.append((drawn_by, char))
    return tuple(found)

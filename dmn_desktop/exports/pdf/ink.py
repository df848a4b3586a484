"""Marks on a page: text, rules, boxes, each told to readers that speak the document.

The one place that uses what fpdf2 keeps private (marked content), hence the narrow range of
versions in `pyproject.toml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from fpdf import FPDF
from fpdf.prefs import ViewerPreferences
from fpdf.structure_tree import StructElem
from fpdf.syntax import PDFObject

from dmn_desktop.core.typing import override
from dmn_desktop.exports.pdf.setting import BADGE_PADDING, MM, Line, Style
from dmn_desktop.exports.pdf.typeface import UNKNOWN, Face, face_for, fresh_font, runs, width

RULE = 0.5 * MM
"""Thickness of borders, in millimetres."""


class Ink(FPDF):
    """An FPDF that draws ready-made lines, with faces chosen character by character.

    Attributes:
        unprinted: The characters that no face draws, printed as « □ ».
    """

    def __init__(self, title: str) -> None:
        """A document without pages yet."""
        super().__init__(unit="mm", format="A4")
        self.set_auto_page_break(False)
        self.set_title(title)
        self.set_lang("fr-FR")
        self.set_creator("Registre DMN")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.unprinted: set[str] = set()
        self._marks: Counter[int] = Counter()
        self._codes: dict[Face, _Codes] = {}

    def show(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Print a line of text from a point, without tagging it."""
        for face, part in runs(style.face, text):
            if face is None:
                self._show_unknown(x, baseline, part, style)
            else:
                self._show_run(x, baseline, part, (face, style.size))
            x += width(style.face, part) * style.size * MM

    def _show_run(self, x: float, baseline: float, text: str, font: tuple[Face, float]) -> None:
        """Print characters that one face draws, five times as fast as `FPDF.text`."""
        face, size = font
        if face not in self._codes:
            self.fonts[face.family] = fresh_font(face, len(self.fonts) + 1)
            self._codes[face] = _Codes(self.fonts[face.family])
        codes = self._codes[face]
        if self.current_font is not codes.font or self.font_size_pt != size:
            self.font_family, self.font_style, self.font_size_pt = face.family, "", size
            self.current_font = codes.font
            self.current_font_is_set_on_page = False
        if not self.current_font_is_set_on_page:
            self._out(self._set_font_for_page(codes.font, size))
        written = "".join(map(codes.__getitem__, text))
        self._out(f"BT {x * self.k:.2f} {(self.h - baseline) * self.k:.2f} Td ({written}) Tj ET")

    def _show_unknown(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Print boxes; they are still copied and searched as the true characters.

        But not beyond U+FFFF: PDFium would drop the box from the text and find nothing instead.
        """
        self.unprinted.update(text)
        code = text.encode("utf-16-be").hex().upper()
        copied = all(ord(char) < 0x10000 for char in text)
        if copied:
            self._out(f"/Span <</ActualText <FEFF{code}>>> BDC")
        face = face_for(style.face, UNKNOWN) or style.face
        self._show_run(x, baseline, UNKNOWN * len(text), (face, style.size))
        if copied:
            self._out("EMC")

    @contextmanager
    def tagged(self, role: str, alt: str = "") -> Iterator[None]:
        """What is printed inside is one element of the document's structure.

        Args:
            role: « H1 », « P », « Figure ».
            alt: What is read aloud in the place of a picture.
        """
        mark = self._marks[self.page]
        self._marks[self.page] += 1
        told = {"alt_text": alt} if alt else {}
        element = self._add_marked_content(struct_type=f"/{role}", mcid=mark, **told)
        if not alt:
            element.__class__ = _Element
        self._out(f"/{role} <</MCID {mark}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def untold(self) -> Iterator[None]:
        """What is printed inside (rules, page heads) is not read aloud."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A thin line."""
        with self.untold():
            self.set_line_width(RULE)
            self.line(x1, y1, x2, y2)

    def frame(self, x: float, y: float, wide: float, high: float) -> None:
        """A thin border."""
        with self.untold():
            self.set_line_width(RULE)
            self.rect(x, y, wide, high)

    def lines(self, lines: list[Line], x: float, y: float, measure: float) -> float:
        """Print lines under each other, each piece tagged.

        Returns:
            The ordinate under the last one.
        """
        start = 0
        while start < len(lines):
            piece, rank = lines[start].piece, lines[start].rank
            end = start
            while end < len(lines) and lines[end].rank == rank:
                end += 1
            if piece.boxed:
                self._border(lines[start:end], x, y + lines[start].before)
            with self.tagged(piece.style.role):
                for line in lines[start:end]:
                    y += line.before
                    self._line(line, x, y, measure)
                    y += piece.style.line_height
            start = end
        return y

    def _border(self, lines: list[Line], x: float, y: float) -> None:
        wide = max(line.width for line in lines) + 2 * BADGE_PADDING
        high = len(lines) * lines[0].piece.style.line_height
        self.frame(x, y + 0.3, wide, high - 0.6)

    def _line(self, line: Line, x: float, y: float, measure: float) -> None:
        if line.piece.boxed:
            x += BADGE_PADDING
        elif line.piece.align == "right":
            x += measure - line.width
        if line.text.strip(" "):
            self.show(x, baseline(y, line.piece.style), line.text, line.piece.style)

    def turn_to(self, page: int) -> None:
        """Go back to a page that was already begun."""
        self.page = page
        width_pt, height_pt = self.pages[page].dimensions()
        self.w, self.h = width_pt / self.k, height_pt / self.k
        self.w_pt, self.h_pt = width_pt, height_pt
        self.current_font_is_set_on_page = False


class _Codes(dict[str, str]):
    """How the characters of a font are written in the document, each looked up once."""

    def __init__(self, font: Any) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, char: str) -> str:
        self[char] = str(self.font.encode_text(char)).removeprefix("(").removesuffix(") Tj")
        return self[char]


class _Element(StructElem):
    """An element of the structure, without words of its own, that knows what it is made of.

    The original looks for its fields among all its attributes: a quarter of the time of a dossier.
    """

    __slots__ = ()

    @override
    def serialize(self, obj_dict: Any = None, _security_handler: Any = None) -> str:
        kids, page = " ".join(map(str, self.k)), cast(PDFObject, self.pg)
        return (
            f"{self.id} 0 obj\n<<\n/K [{kids}]\n/P {self.p.ref}\n/Pg {page.ref}\n"
            f"/S {self.s}\n/Type /StructElem\n>>\nendobj"
        )


def baseline(top: float, style: Style) -> float:
    """Where letters stand in a line whose top is given."""
    return top + (style.line_height - style.size * MM) / 2 + 0.78 * style.size * MM

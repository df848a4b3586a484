"""How documents of blocks are set: sizes, faces, and the colours of their preview."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache

from dmn_desktop.core.paths import resources_dir
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.exports.pdf.setting import Style
from dmn_desktop.exports.pdf.typeface import Face


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

    def down_to(self, least: float) -> tuple[Look, ...]:
        """The same, then smaller and smaller, for what must hold on one page."""
        steps = range(int(self.size - least) + 1)
        return tuple(replace(self, size=self.size - step) for step in steps)

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
NOTICE = Look(22, 1.36).down_to(18)
NOTICE_A5 = Look(15, 1.34).down_to(14)
CARD = Look(14, 1.3).down_to(12)


@dataclass(frozen=True)
class Tint:
    """Colours of the preview on screen: the element being edited, and those missing."""

    edited: str = ""


@cache
def _colours() -> dict[str, str]:
    path = resources_dir() / "styles" / "tokens.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))["couleurs"]["clair"])


def colour(name: str) -> tuple[int, int, int]:
    """A colour of the screen, for the preview."""
    code = _colours()[name].lstrip("#")
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:6], 16)

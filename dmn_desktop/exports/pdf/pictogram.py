"""Small drawings beside the headings of simple texts, from the icons of the program."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dmn_desktop.core.paths import resources_dir
from dmn_desktop.exports.pdf.ink import Ink

if TYPE_CHECKING:
    from fpdf.svg import SVGObject


@cache
def _drawing(name: str, side: str) -> SVGObject | None:
    from fpdf.svg import SVGObject

    path = resources_dir() / "icons" / f"{name}.svg"
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8").replace("currentColor", "#000000")
    text = text.replace('width="24"', f'width="{side}"').replace('height="24"', f'height="{side}"')
    return SVGObject(text)


def draw_pictogram(ink: Ink, name: str, place: tuple[float, float], size: float) -> bool:
    """Draw an icon, in black; it is not read aloud, since the heading says the same.

    Args:
        ink: Where.
        name: Of the icon.
        place: Its top left corner, in millimetres.
        size: Its side, in millimetres.

    Returns:
        Whether there is such an icon.
    """
    drawing = _drawing(name, f"{size:.2f}mm")
    if drawing is None:
        return False
    if isinstance(ink, Ink):  # not while only measuring
        with ink.untold():
            drawing.draw_to_page(ink, *place)
    return True

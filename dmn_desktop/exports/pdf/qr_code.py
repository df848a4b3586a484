"""QR codes drawn as squares of ink: sharp at any size, no picture, nothing fetched."""

from __future__ import annotations

from functools import lru_cache

from dmn_desktop.exports.pdf.ink import Ink

QUIET = 4
"""Empty modules around the code, as ISO/IEC 18004 asks for."""

Matrix = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=8)
def matrix(address: str) -> Matrix:
    """The modules of a code, row by row; a seventh of it may be soiled and it is still read."""
    import segno

    rows = segno.make(address, error="m", micro=False).matrix
    return tuple(tuple(bool(module) for module in row) for row in rows)


def draw_code(ink: Ink, address: str, place: tuple[float, float], side: float) -> float:
    """Draw a code with its quiet zone; read aloud as where it leads.

    Args:
        ink: Where.
        address: What it says.
        place: Top left corner of the quiet zone, in millimetres.
        side: Of the code without its quiet zone, in millimetres.

    Returns:
        The side with the quiet zone, in millimetres.
    """
    rows = matrix(address)
    module = side / len(rows)
    left, top = place[0] + QUIET * module, place[1] + QUIET * module
    with ink.tagged("Figure", f"Code QR qui mène à {address}"):
        ink.set_fill_color(0, 0, 0)
        # One path for all: squares filled one by one leave hairlines between rows.
        for line, row in enumerate(rows):
            for start, length in _runs(row):
                _square(ink, left + start * module, top + line * module, (length, module))
        ink._out("f")
    return side + 2 * QUIET * module


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules stand together: first one and how many."""
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def _square(ink: Ink, x: float, y: float, size: tuple[int, float]) -> None:
    length, module = size
    k = ink.k
    low = (ink.h - y - module) * k
    ink._out(f"{x * k:.3f} {low:.3f} {length * module * k:.3f} {module * k:.3f} re")

"""The code of a page: read again from the page itself, module by module."""

from __future__ import annotations

import pypdfium2
import pytest
import segno

from dmn_desktop.core.patient_sheet import code_blocks
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.exports.pdf.block_setting import CODE_LEAST, LOOKS
from dmn_desktop.exports.pdf.leaflet import Leaf, make
from dmn_desktop.exports.pdf.qr_code import QUIET, matrix

ADDRESSES = [
    "https://a.fr",
    "https://www.clinique-des-tilleuls.example/information/logiciels",
    "https://a.fr/" + "x" * 187,
]
SCALE = 6.0
"""Pixels for a point: the smallest module takes about seven."""

MM = 72 / 25.4


def grey_page(address: str, variant: SheetVariant) -> tuple[list[bytes], int, str]:
    """Rows of grey pixels, pixels in a row, and the raw document."""
    made = make(Leaf("Clinique", "Fiche", "Fiche IP-07"), code_blocks(address), LOOKS[variant])
    document = pypdfium2.PdfDocument(made.pdf)
    bitmap = document[0].render(scale=SCALE, grayscale=True)
    wide, pixels = bitmap.width, bytes(bitmap.buffer)
    rows = [pixels[y * bitmap.stride : y * bitmap.stride + wide] for y in range(bitmap.height)]
    document.close()
    return rows, wide, made.pdf.decode("latin-1")


def code_box(rows: list[bytes], wide: int) -> tuple[int, int, int]:
    """Left, top and side in pixels: the widest run of dark rows under the words."""
    margin = round(18 * MM * SCALE)
    dark = [y for y, row in enumerate(rows) if min(row[margin : wide // 2]) < 100]
    groups: list[list[int]] = []
    for y in dark:
        if groups and y - groups[-1][-1] < 3:
            groups[-1].append(y)
        else:
            groups.append([y])
    tall = max(groups, key=len)
    columns = [x for x in range(wide) if any(rows[y][x] < 100 for y in tall)]
    return columns[0], tall[0], len(tall)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("variant", list(SheetVariant))
def test_the_printed_modules_are_those_of_the_library(address: str, variant: SheetVariant) -> None:
    rows, wide, _ = grey_page(address, variant)
    left, top, side = code_box(rows, wide)
    wanted = matrix(address)
    step = side / len(wanted)
    read = tuple(
        tuple(
            rows[int(top + (line + 0.5) * step)][int(left + (place + 0.5) * step)] < 128
            for place in range(len(wanted))
        )
        for line in range(len(wanted))
    )
    assert read == wanted
    assert wanted == tuple(
        tuple(map(bool, row)) for row in segno.make(address, error="m", micro=False).matrix
    )
    assert side / SCALE / MM >= CODE_LEAST - 0.1 >= 20
    quiet = range(left - int(QUIET * step) + 1, left - 1)
    assert all(rows[y][x] > 250 for y in range(top, top + side, 7) for x in quiet)


def test_the_code_is_read_aloud_as_where_it_leads() -> None:
    import re

    _, _, raw = grey_page(ADDRESSES[0], SheetVariant.STANDARD)
    assert "/Figure" in raw
    assert re.search(r"/Alt", raw)

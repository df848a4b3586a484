"""Reading a PDF again as a person would: the text of its pages, its bookmarks, its properties."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2

from dmn_desktop.exports.pdf.paper import MARGIN

POINTS = 72 / 25.4


@dataclass(frozen=True)
class Read:
    """A PDF read again.

    Attributes:
        pages: The whole text of each page.
        bodies: The same without page heads and feet.
        bookmarks: (level, title, page from 1), in order.
        sizes: Of the pages, in points.
    """

    pages: list[str]
    bodies: list[str]
    bookmarks: list[tuple[int, str, int]]
    properties: dict[str, str]
    sizes: list[tuple[float, float]]
    raw: bytes

    @cached_property
    def text(self) -> str:
        """All bodies joined, without any white space: lines may be broken anywhere."""
        return compact("".join(self.bodies))


def read(path: Path) -> Read:
    """Read a PDF and close it."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages, bodies, sizes = [], [], []
        for page in document:
            width, height = page.get_size()
            margin = MARGIN * POINTS
            text = page.get_textpage()
            pages.append(text.get_text_range())
            bodies.append(text.get_text_bounded(0, margin - 4, width, height - margin + 4))
            sizes.append((width, height))
            text.close()
            page.close()
        bookmarks = [
            (item.level, item.get_title(), (item.get_dest().get_index() or 0) + 1)
            for item in document.get_toc()
        ]
        return Read(
            pages, bodies, bookmarks, document.get_metadata_dict(), sizes, path.read_bytes()
        )
    finally:
        document.close()


def compact(text: str) -> str:
    """Text without white space; a hyphen that ends a line is read back as another sign."""
    plain = unicodedata.normalize("NFC", text.replace("\ufffe", "-").replace("\x02", "-"))
    return "".join(plain.split())

"""Putting a finished paper on the disk, read again before it counts as written."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.exports.pdf.paper import Paper
from dmn_desktop.exports.writing import Unreadable, write_content


def save(paper: Paper, title: str, path: Path) -> Path:
    """Complete a paper and write it.

    Args:
        paper: With all its content.
        title: Words that the first page must show when it is read again.
        path: Where.

    Raises:
        UserError: The file could not be written or does not read back; an older one is intact.
    """
    return write_content(path, paper.finish(), lambda made: verify(made, title))


def verify(path: Path, title: str) -> None:
    """Read a PDF again.

    Raises:
        Unreadable: It does not open, has no page, or its first page lacks the title.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(str(error)) from error
    try:
        if len(document) == 0:
            raise Unreadable("no page")
        page = document[0].get_textpage()
        try:
            shown = page.get_text_range()
        finally:
            page.close()
    finally:
        document.close()
    if _compact(title) not in _compact(shown):
        raise Unreadable("the title is missing")


def _compact(text: str) -> str:
    return "".join(text.split())

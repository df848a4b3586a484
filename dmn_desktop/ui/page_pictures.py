"""Pages of a PDF as pictures. PDFium knows one thread: whoever uses it holds its lock."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtGui import QImage

PDFIUM = threading.Lock()


def pictures(pdf: bytes, scale: float) -> list[QImage]:
    """Every page of a document.

    Args:
        pdf: The document.
        scale: Pixels per point.
    """
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_picture(page, scale) for page in document]
        finally:
            document.close()


def _picture(page: Any, scale: float) -> QImage:
    bitmap = page.render(scale=scale)
    try:
        # The picture outlives the memory of PDFium: it keeps a copy.
        held = bytes(bitmap.buffer)
        shape = (bitmap.width, bitmap.height, bitmap.stride)
        return QImage(held, *shape, QImage.Format.Format_BGR888).copy()
    finally:
        bitmap.close()
        page.close()

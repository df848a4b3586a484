"""Printing: the very PDF that would be saved, drawn page by page on the system's printer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from dmn_desktop.core.errors import UserError
from dmn_desktop.ui.page_pictures import PDFIUM

MAX_DPI = 300


def print_file(owner: QWidget, path: Path) -> int:
    """Show the system's dialog, then print a PDF.

    Args:
        owner: The window that the dialog belongs to.
        path: The PDF.

    Returns:
        The number of copies, none when the user gave up.

    Raises:
        UserError: No printer, or it does not answer; the document can be saved instead.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            "Aucune imprimante n’est installée sur ce poste.",
            "Le document est prêt.",
            "L’enregistrer en PDF et l’imprimer ailleurs.",
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, owner)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return 0
    draw(path, printer)
    return printer.copyCount()


def draw(path: Path, printer: QPrinter) -> int:
    """Draw every page of a PDF on a printer, each in its own orientation.

    Returns:
        The number of pages drawn.

    Raises:
        UserError: The printer does not answer.
    """
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(path)
        try:
            return _draw_pages(document, printer)
        finally:
            document.close()


def _draw_pages(document: Any, printer: QPrinter) -> int:
    painter = QPainter()
    for number, page in enumerate(document):
        _orient(printer, page.get_width() > page.get_height())
        started = painter.begin(printer) if number == 0 else printer.newPage()
        if not started:
            raise UserError(
                "L’imprimante ne répond pas.",
                "Le document est prêt.",
                "Réessayer, ou l’enregistrer en PDF.",
            )
        _draw_page(painter, printer, page)
    painter.end()
    return len(document)


def _orient(printer: QPrinter, landscape: bool) -> None:
    orientation = (
        QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    )
    printer.setPageOrientation(orientation)


def _draw_page(painter: QPainter, printer: QPrinter, page: object) -> None:
    scale = min(printer.resolution(), MAX_DPI) / 72
    bitmap = page.render(scale=scale)  # type: ignore[attr-defined]
    picture = bitmap.to_pil().convert("RGB")
    image = QImage(
        picture.tobytes(),
        picture.width,
        picture.height,
        picture.width * 3,
        QImage.Format.Format_RGB888,
    )
    area = printer.pageLayout().fullRectPixels(printer.resolution())
    origin = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
    target = QRectF(area).translated(-origin)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    size = image.size().scaled(target.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(target.topLeft(), size), image)
    bitmap.close()

"""The base of the tabs of a sheet for patients."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.services.patient_sheets import SheetDesk
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet


class Tab(QWidget):
    """One tab: it shows the sheet, and writes through it.

    Attributes:
        key: Its name in routes.
        title: Its words.
        short: Its words where room is scarce, empty when they are the same.
    """

    key = ""
    title = ""
    short = ""

    def __init__(self, sheet: OpenSheet) -> None:
        """Build the tab without data."""
        super().__init__()
        self.setObjectName("page")
        self.sheet = sheet
        self.context = sheet.context
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)

    @staticmethod
    def number(_desk: SheetDesk) -> int:
        """What is counted beside its words, 0 for nothing."""
        return 0

    def refresh(self) -> None:
        """Show the sheet."""

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        return True

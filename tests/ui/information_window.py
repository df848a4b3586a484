"""Someone before the sheets for patients of a small practice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from dmn_desktop.core.device_vocabulary import HelpKind, Hosting, Known, OutsideAccess, Reuse
from dmn_desktop.core.records import Device, ReusePurpose, Structure
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import inventory, patient_sheets
from dmn_desktop.services import register as registers
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.patient_sheets import SheetDesk
from dmn_desktop.ui.pages.information.element_row import ElementRow
from dmn_desktop.ui.pages.information.elements_tab import ElementsTab
from dmn_desktop.ui.pages.information.page import InformationPage
from dmn_desktop.ui.routes import Route
from tests.app.person import Person

PURPOSE = "Améliorer le produit"


def make(path: Path, number: int = 1) -> None:
    """A register with devices in use, the first with a purpose of reuse; no sheet."""
    structure = Structure(
        name="Cabinet des Remparts", phone="02 99 00 00 10", dpo_phone="02 99 00 00 42"
    )
    register = registers.create(path, structure)
    with register.transaction("inventaire", starts=True) as tx:
        for place in range(number):
            device = _device(next_number(tx, "DMN"), place)
            inventory.put_new(tx, device)
            if place == 0:
                tx.put(ReusePurpose(device_id=device.id, position=1, purpose=PURPOSE))
    register.close()


def _device(number: int, place: int) -> Device:
    return Device(
        number=number,
        name="Ostalis Fracture" if not place else f"Appareil {place + 1}",
        manufacturer="Ostalis SAS",
        specialty="Radiologie",
        functions=(HelpKind.DIAGNOSIS,),
        uses_ai=Known.YES,
        version="3.2.1",
        state=LifeState.IN_USE,
        hosting=Hosting.CERTIFIED,
        storage_countries=("FR",),
        outside_access=OutsideAccess.NO if place == 0 else OutsideAccess.NONE,
        reuse=Reuse.NO,
    )


class Informer(Person):
    """Someone at the sheets for patients."""

    def open_sheets(self, number: int = 1, size: tuple[int, int] = (1366, 740)) -> None:
        make(self.path, number)
        self.start(self.path, size)
        self.window.go(Route("information"))
        self.look()

    @property
    def sheets(self) -> InformationPage:
        page = self.window.page
        assert isinstance(page, InformationPage)
        return page

    @property
    def sheet(self) -> SheetDesk:
        """What the file holds of the sheet shown."""
        return patient_sheets.open_sheet(self.register, self.sheets.sheet.id)

    def begin_sheet(self) -> None:
        """Click the first device without a sheet."""
        listed = self.sheets.list
        row = next(i for i, line in enumerate(listed._lines.lines) if line.device)
        self.click_at(listed.viewport(), listed.visualRect(listed._lines.index(row)).center())

    def row(self, label: str) -> ElementRow:
        """The row of an element that is shown."""
        tab = self.sheets.pane.tab
        assert isinstance(tab, ElementsTab)
        found = [row for row in tab.elements.rows.values() if row.element.label == label]
        assert len(found) == 1, label
        return found[0]

    def field(self, label: str) -> QPlainTextEdit:
        field = self.row(label).field
        assert field is not None
        return field

    def previewed(self) -> str:
        """The words of the page drawn, once it is."""
        import pypdfium2

        preview = self.sheets.preview
        self.wait(lambda: preview.is_settled and preview.view.count > 0, 20_000)
        assert preview._preview is not None
        document = pypdfium2.PdfDocument(preview._preview.pdf)
        try:
            words = []
            for page in document:
                text = page.get_textpage()
                words.append(text.get_text_range())
                text.close()
                page.close()
            return " ".join(" ".join(words).split())
        finally:
            document.close()

    def fill(self) -> None:
        """Write the one element that a new sheet waits for."""
        self.replace(self.field("Ce qu’il fait"), "il cherche des os cassés")
        self.saved()

"""Someone before an inventory of fifteen devices, and what a table shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from dmn_desktop.core.device_vocabulary import HelpKind, Known, Reuse
from dmn_desktop.core.records import Device, Risk, Structure, today
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services import inventory
from dmn_desktop.services import register as registers
from dmn_desktop.services.numbering import next_number
from dmn_desktop.ui.pages.inventory.page import InventoryPage
from dmn_desktop.ui.routes import Route
from tests.app.person import Person

NAMES = (
    "Densito Os",
    "Dosicalc Héparine",
    "Pulmona CT",
    "Cardiocalc ECG",
    "Derm-Atlas Vue",
    "Contour RT",
    "Ostalis Fracture",
    "Scoliose Angle",
    "Rétinoscope Web",
    "Polypilote",
    "Dicto Compte rendu",
    "Mammo Duolect",
    "Vigie Sepsis",
    "Triage Accueil",
    "Alluma",
)
PLACES = ("Imagerie", "Médecine", "Cardiologie", "Dermatologie", "Urgences")
NO_AI = (0, 1, 7, 10)


def make(path: Path, number: int = 15) -> None:
    """A register with devices, the third of them with a risk."""
    register = registers.create(path, Structure(name="Cabinet des Remparts"))
    with register.transaction("inventaire", starts=True) as tx:
        for place in range(number):
            inventory.put_new(tx, device(place, next_number(tx, "DMN")))
    if number > 2:
        third = inventory.find(register, 3)
        assert third is not None
        registers.save(
            register,
            Risk(device_id=third.id, number=1, text="Panne", severity=5, likelihood=5),
            "risque",
        )
    register.close()


def device(place: int, number: int) -> Device:
    """The device at a place of the list; names repeat with a number."""
    kind = place % 15
    name = NAMES[kind] if place < 15 else f"{NAMES[kind]} {place + 1}"
    return Device(
        number=number,
        name=name,
        places=(PLACES[kind % 5],),
        functions=() if kind == 10 else (HelpKind.DIAGNOSIS,),
        nature=Nature.TOOL if kind == 10 else Nature.DEVICE,
        uses_ai=Known.NO if kind in NO_AI else Known.YES,
        version=f"{kind}.1",
        state=LifeState.TRIAL if kind == 13 else LifeState.IN_USE,
        reviewed_on=None if kind == 12 else today() - timedelta(days=30 * kind),
        reuse=Reuse.ALLOWED if kind == 4 else Reuse.NO,
        fallback="" if kind == 3 else "Relire sans aide",
    )


class Keeper(Person):
    """Someone at the inventory."""

    def open_inventory(self, number: int = 15, size: tuple[int, int] = (1366, 740)) -> None:
        make(self.path, number)
        self.start(self.path, size)
        self.window.go(Route("inventaire"))
        self.look()

    @property
    def inventory(self) -> InventoryPage:
        page = self.window.page
        assert isinstance(page, InventoryPage)
        return page

    @property
    def shown(self) -> list[str]:
        """The names shown, in order."""
        place = self.inventory.desk.place("name")
        return [row[place] for row in self.inventory.model.shown_rows()]

    def place_of(self, title: str) -> int:
        """Where a column stands."""
        return [c.title for c in self.inventory.model.columns].index(title)

    def words(self, name: str, title: str) -> str:
        """The words of a cell."""
        index = self.inventory.model.index(self.shown.index(name), self.place_of(title))
        return str(index.data())

    def values(self, name: str) -> Device:
        """What the file holds of a device."""
        ids = {row[self.inventory.desk.place("name")]: row[0] for row in self.inventory.model.rows}
        return inventory.sheet(self.register, ids[name]).device

    def focus_on(self, name: str, title: str = "Dispositif") -> None:
        """Put the focus on a cell with the keyboard's own means."""
        table = self.inventory.table
        index = self.inventory.model.index(self.shown.index(name), self.place_of(title))
        table.setFocus()
        table.setCurrentIndex(index)

    def click_box(self, name: str) -> None:
        """Click the check box of a row."""
        table = self.inventory.table
        rect = table.visualRect(self.inventory.model.index(self.shown.index(name), 0))
        self.click_at(table.viewport(), rect.center())

    def click_head(self, title: str, shift: bool = False) -> None:
        """Click the title of a column."""
        head = self.inventory.table.horizontalHeader()
        point = QPoint(head.sectionViewportPosition(self.place_of(title)) + 20, 10)
        keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, keys, point)
        self.look()

    def tick_menu(self, button: str, values: Sequence[str]) -> None:
        """Open a menu of the filters, tick values, close it."""
        from PySide6.QtWidgets import QMenu, QPushButton

        found = [b for b in self.seen(QPushButton) if b.text().split("\u00a0")[0] == button]
        menu = found[0].menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        for value in values:
            next(a for a in menu.actions() if a.text().split("\t")[0] == value).trigger()
        self.look()

    def tabs(self) -> list[str]:
        bar = self.inventory._views.bar
        return [bar.tabText(i) for i in range(bar.count())]

    def choose_tab(self, words: str) -> None:
        """Click a view."""
        bar = self.inventory._views.bar
        place = next(i for i, text in enumerate(self.tabs()) if text.startswith(words))
        self.click_tab(bar, place)

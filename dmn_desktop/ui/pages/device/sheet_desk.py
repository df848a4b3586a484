"""What the tabs of a sheet share: the device as it is now, and how to write to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from dmn_desktop.core.completeness import missing
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.identifiers import read_udi
from dmn_desktop.core.records import Device, Record
from dmn_desktop.core.text import NBSP
from dmn_desktop.services import device_life, inventory
from dmn_desktop.services import register as registers
from dmn_desktop.services.inventory import Sheet
from dmn_desktop.services.suggestions import used_values
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.device_tabs import TAB_OF
from dmn_desktop.ui.routes import Route

ON_FIRST_TAB = frozenset({"purpose", "limits", "fallback"})
"""Fields of other groups that have a card on the first tab."""


class SheetDesk(QObject):
    """The sheet on the desk.

    Attributes:
        changed: The sheet was read again.
        is_writing: Others are being told of what was written from here: it is shown already.
        panel_asked: Show « version » or « etat » over the tabs.
    """

    changed = Signal()
    panel_asked = Signal(str)

    def __init__(self, context: Context, owner: QObject) -> None:
        """Start without a device."""
        super().__init__(owner)
        self.context = context
        self._sheet: Sheet | None = None
        self.is_writing = False

    @property
    def sheet(self) -> Sheet:
        """The sheet shown."""
        assert self._sheet is not None
        return self._sheet

    @property
    def device(self) -> Device:
        """The device shown."""
        return self.sheet.device

    @property
    def has_sheet(self) -> bool:
        """Whether a device is shown."""
        return self._sheet is not None

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.context.register.read_only

    def load(self, device_id: str) -> None:
        """Read a device with what belongs to it.

        Raises:
            UserError: It is no longer there.
        """
        self._sheet = inventory.sheet(self.context.register, device_id)
        self.changed.emit()

    def forget(self) -> None:
        """Show no device any more: this one is gone."""
        self._sheet = None

    def reread(self) -> None:
        """Read the same device again."""
        self.load(self.device.id)

    # Writing

    def write(self, action: Callable[..., Any], *args: Any) -> bool:
        """Run a service that writes, and show the sheet again; False when it refused."""
        try:
            self.context.save(action, self.context.register, *args)
        except UserError:
            return False
        self.reread()
        self.is_writing = True
        self.context.events.devices_changed.emit()
        self.is_writing = False
        return True

    def keep(self, name: str, value: Any, run: str) -> bool:
        """Write one field of the device."""
        if getattr(self.device, name) == value:
            return True
        if name == "version" and self.device.version:
            return self.write(device_life.correct_version, self.device, value, run)
        return self.write(inventory.update, self.device, {name: value}, run)

    def settle_udi(self, name: str) -> None:
        """Part a whole bar code that was pasted into the model and the rest.

        Args:
            name: Where it was pasted: the field of the model, or that of the rest.
        """
        reading, former = read_udi(getattr(self.device, name)), self.device.udi_pi
        changes = {"udi_di": reading.di} if reading.di else {}
        if reading.pi:
            changes["udi_pi"] = reading.pi
        elif name == "udi_pi":
            return  # a version or a lot, typed by hand
        if all(getattr(self.device, key) == text for key, text in changes.items()):
            return
        if self.write(inventory.update, self.device, changes) and reading.pi != former:
            words = f"Code-barres lu{NBSP}: IUD-ID {reading.di}, IUD-IP {reading.pi}."
            instead = f" Avant{NBSP}: {former}." if former and name == "udi_di" else ""
            if reading.pi:
                self.context.messages.done(words + instead, ("Annuler", self.context.undo))

    def save(self, record: Record, label: str, run: str = "") -> bool:
        """Write a record that belongs to the device."""
        return self.write(registers.save, record, label, run)

    def delete(self, record: Record, label: str) -> bool:
        """Move a record that belongs to the device to the Corbeille, with « Annuler »."""
        done = self.write(registers.delete, record, label)
        if done:
            sentence = f"{label[0].upper()}{label[1:]}. Reste 90 jours dans la Corbeille."
            self.context.messages.done(sentence, ("Annuler", self.context.undo))
        return done

    def suggest(self, name: str) -> Sequence[str]:
        """Values already used in the register."""
        return used_values(self.context.register, name)

    # Going

    def go_to_missing(self) -> None:
        """Show the first field that the sheet lacks, opened."""
        lacking = missing(self.device)
        if lacking:
            first = lacking[0]
            self.go(
                TAB_OF[first.group] if first.name not in ON_FIRST_TAB else "identite", first.name
            )

    def go(self, tab: str, field: str = "") -> None:
        """Show a tab of the sheet, and open a field of it."""
        self.context.go(Route("dispositif", self.device.id, tab, field))

"""What the parts of the page share: the sheet as it is stored, and as it is being typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.templates.content import part_of
from dmn_desktop.core.text import shorten
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services import patient_sheets, patient_templates
from dmn_desktop.services.patient_sheets import SheetDesk
from dmn_desktop.ui.context import Context


class OpenSheet(QObject):
    """The sheet in the middle of the page.

    Attributes:
        changed: It was read again.
        typed: Something was typed that is not stored yet.
        another: Another sheet of the same device is wanted; its template.
        uses: How many sheets have the same template.
        is_writing: Others are being told of what was written from here: it is shown already.
    """

    changed = Signal()
    typed = Signal()
    another = Signal(str)

    def __init__(self, context: Context, owner: QObject) -> None:
        """Start without a sheet."""
        super().__init__(owner)
        self.context = context
        self.variant = SheetVariant.STANDARD
        self.edited = ""
        self.is_writing = False
        self.uses = 1
        self._stored: SheetDesk | None = None
        self._shown: SheetDesk | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is one."""
        return self._stored is not None

    @property
    def id(self) -> str:
        """Its identifier, empty without one."""
        return self._stored.sheet.id if self._stored else ""

    @property
    def crumb(self) -> str:
        """Its device in the path at the top, where room is scarce."""
        return shorten(self.stored.title, 24)

    @property
    def stored(self) -> SheetDesk:
        """As the register holds it."""
        assert self._stored is not None
        return self._stored

    @property
    def shown(self) -> SheetDesk:
        """As it is typed."""
        return self._shown or self.stored

    @property
    def part(self) -> str:
        """Which of the two texts is shown."""
        return part_of(self.variant)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.context.register.read_only

    def load(self, sheet_id: str) -> None:
        """Read a sheet.

        Raises:
            UserError: It is no longer there.
        """
        other = sheet_id != self.id
        self._stored = patient_sheets.open_sheet(self.context.register, sheet_id)
        self._shown = None
        if other:
            self.edited = ""
        self.changed.emit()

    def close(self) -> None:
        """Show no sheet any more."""
        self._stored = self._shown = None
        self.edited = ""

    def show_variant(self, variant: SheetVariant) -> None:
        """Show another version of the same sheet."""
        self.variant = variant
        self.changed.emit()

    # Typing

    def mark(self, key: str) -> None:
        """Tell which element is being edited: it is underlined on the page."""
        if key != self.edited and self.is_open:
            self.edited = key
            self.typed.emit()

    def type_value(self, name: str, value: str) -> None:
        """Show an element as it is typed."""
        if self.is_open:
            self._shown = self.stored.with_value(name, value)
            self.typed.emit()

    def type_text(self, text: str) -> None:
        """Show a text of the template as it is typed, when it can be used."""
        if self.is_open and patient_templates.problem(text) is None:
            draft = self.stored.draft
            texts = {**draft.texts, self.part: text}
            self._shown = replace(self.stored, draft=replace(draft, texts=texts))
            self.typed.emit()

    # Writing

    def write(self, action: Callable[..., Any], *args: Any) -> bool:
        """Run a service that writes, and show the sheet again; False when it refused."""
        try:
            self.context.save(action, self.context.register, *args)
        except UserError:
            return False
        self.settle()
        return True

    def settle(self) -> None:
        """Show what was just written, and tell the others."""
        if self.is_open:
            self.load(self.id)
        self.is_writing = True
        self.context.events.devices_changed.emit()
        self.is_writing = False

    def keep_value(self, name: str, value: str, run: str) -> bool:
        """Keep an element that was typed; one equal to what the register says is not kept."""
        found = {e.name: e for e in self.stored.elements}.get(name)
        if found is not None and found.value == value:
            return True
        return self.write(patient_sheets.set_value, self.stored.sheet, name, value, run)

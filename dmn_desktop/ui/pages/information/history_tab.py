"""« Historique »: the validated versions, two of them side by side, what was handed out."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QSpinBox, QVBoxLayout, QWidget

from dmn_desktop.core.patient_sheet import explained
from dmn_desktop.core.records import HandOut, SheetVersion
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services import patient_sheets
from dmn_desktop.services.patient_sheets import SheetDesk
from dmn_desktop.ui.pages.information.comparing import Comparing
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.pages.information.tab import Tab
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, settle
from dmn_desktop.ui.widgets.flow import FlowLayout

SHOWN = 40

_NONE = (
    "Aucune version validée. La fiche s’imprime avec la mention "
    f"«{NBSP}Brouillon{NBSP}» sur chaque page."
)


class HistoryTab(Tab):
    """Versions, comparison, hand-outs."""

    key = "historique"
    title = "Historique"

    def __init__(self, sheet: OpenSheet) -> None:
        """Build the tab."""
        super().__init__(sheet)
        self._versions_holder, versions = block(spacing=4)
        self._versions = QVBoxLayout()
        versions.addWidget(PlainLabel("Versions validées", kind="h3"))
        versions.addLayout(self._versions)
        self.comparing = Comparing(sheet)
        self._log_holder, log = block(spacing=4)
        self._log = QVBoxLayout()
        log.addWidget(PlainLabel("Remises", kind="h3"))
        log.addWidget(
            PlainLabel("Date, version, nombre d’exemplaires. Aucun nom de patient.", "help", True)
        )
        self.entry = self._make_entry()
        log.addWidget(self.entry)
        log.addLayout(self._log)
        for part in (self._versions_holder, self.comparing, self._log_holder):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _make_entry(self) -> QWidget:
        self.copies = QSpinBox()
        self.copies.setRange(1, 100_000)
        self.copies.setAccessibleName("Nombre d’exemplaires")
        self.variant = QComboBox()
        self.variant.setAccessibleName("Version remise")
        self.variant.addItems([one.label for one in SheetVariant])
        self.on = QDateEdit(QDate.currentDate())
        self.on.setDisplayFormat("dd/MM/yyyy")
        self.on.setMaximumDate(QDate.currentDate())
        self.on.setAccessibleName("Jour de la remise")
        entry = QWidget()
        flow = FlowLayout(entry)
        parts = (self.copies, self.variant, self.on, button("Noter la remise", self._note))
        for part in parts:
            flow.addWidget(part)
        return entry

    @staticmethod
    @override
    def number(desk: SheetDesk) -> int:
        return len(desk.versions)

    @override
    def refresh(self) -> None:
        desk = self.sheet.stored
        clear(self._versions)
        for version in reversed(desk.versions):
            self._versions.addWidget(self._version(version, version is desk.last))
        if not desk.versions:
            self._versions.addWidget(PlainLabel(_NONE, kind="text", wrap=True))
        self.comparing.refresh()
        self.entry.setVisible(desk.last is not None and not self.sheet.read_only)
        self.variant.setCurrentIndex(list(SheetVariant).index(self.sheet.variant))
        self._show_log()
        settle(self._versions_holder)

    def _version(self, version: SheetVersion, last: bool) -> QWidget:
        by = f" par {version.validated_by}" if version.validated_by else ""
        words = f"Version {version.position}, validée le {day(version.validated_on)}{by}"
        if last:
            words += ". Celle à remettre."
        for absent in explained(version):
            words += f"\nSans une mention{NBSP}: {absent}"
        return PlainLabel(words, kind="strong" if last else "text", wrap=True)

    def _show_log(self) -> None:
        clear(self._log)
        found = patient_sheets.hand_outs(self.context.register, self.sheet.id)
        for version, made in found[:SHOWN]:
            self._log.addWidget(PlainLabel(_handed(version, made), kind="text", wrap=True))
        if len(found) > SHOWN:
            rest = f"et {count(len(found) - SHOWN, 'autre')}"
            self._log.addWidget(PlainLabel(rest, kind="help"))
        if not found:
            self._log.addWidget(PlainLabel("Aucune remise notée.", kind="text"))
        settle(self._log_holder)

    def _note(self) -> None:
        last = self.sheet.stored.last
        assert last is not None
        variant = list(SheetVariant)[self.variant.currentIndex()]
        on = self.on.date()
        given = (last, variant, self.copies.value(), on.toPython())
        if self.sheet.write(patient_sheets.hand_out, *given):
            self.copies.setValue(1)
            self.context.messages.done("Remise notée.", ("Annuler", self.context.undo))


def _handed(version: SheetVersion, made: HandOut) -> str:
    words = f"{day(made.handed_on)}{NBSP}: {count(made.copies, 'exemplaire')}, version "
    words += f"{version.position}, {made.variant.label.lower()}"
    return f"{words}. {made.note}" if made.note else words

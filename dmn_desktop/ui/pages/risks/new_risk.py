"""A new risk: a device, a family, an event."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from dmn_desktop.core.risk_content import risk_content
from dmn_desktop.core.vocabulary import RiskTheme
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.risks.listing import Named
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column
from dmn_desktop.ui.widgets.completing import Completer
from dmn_desktop.ui.widgets.fields import TextField, WordField
from dmn_desktop.ui.widgets.flow import FlowLayout


class DeviceChoice(QComboBox):
    """A device chosen in a list, or found by a part of its number or name."""

    def __init__(self, name: str) -> None:
        """Make an empty list."""
        super().__init__()
        self.setAccessibleName(name)
        self.setEditable(True)
        if (line := self.lineEdit()) is not None:
            line.setAccessibleName(name)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setCompleter(Completer(self.model(), self))

    def show_devices(self, devices: Sequence[Named], chosen: str = "") -> None:
        """List devices; the one chosen before stays."""
        keep = chosen or self.device_id()
        self.clear()
        for device_id, words in devices:
            self.addItem(words, device_id)
        place = self.findData(keep)
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText("")

    def device_id(self) -> str:
        """The device whose words are in the field, empty when there is none."""
        place = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(place)) if place >= 0 else ""


class NewRisk(QWidget):
    """The form of a new risk.

    Attributes:
        made: Device, family and event.
        given_up: « Annuler ».
    """

    made = Signal(str, object, str)
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        """Make an empty form."""
        super().__init__()
        self._context = context
        self._device = DeviceChoice("Dispositif")
        self._theme = WordField("Thème", RiskTheme)
        self._theme.chosen.connect(self._show_question)
        self._question = PlainLabel(kind="help", wrap=True)
        self._event = TextField("Événement redouté", "L’outil s’arrête pendant la garde", (2, 4))
        self._said = PlainLabel(kind="error", wrap=True)
        self._said.hide()
        layout = column(PlainLabel("Ajouter un risque", kind="h2"), spacing=6)
        for words, field in (
            ("Dispositif", self._device),
            ("Thème", self._theme),
            ("Que pourrait-il arriver\u00a0?", self._event),
        ):
            label = PlainLabel(words, kind="field", wrap=True)
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
            if field is self._theme:
                layout.addWidget(self._question)
        flow = FlowLayout()
        flow.addWidget(button("Ajouter le risque", self._make, "primary"))
        flow.addWidget(button("Annuler", self.given_up.emit))
        layout.addWidget(self._said)
        layout.addLayout(flow)
        layout.addStretch(1)
        layout.setContentsMargins(16, 10, 16, 14)
        self.setLayout(layout)

    def start(self, devices: Sequence[Named], chosen: str) -> None:
        """Show an empty form for one of these devices."""
        self._device.show_devices(devices, chosen)
        self._theme.set_value(RiskTheme.TRANSMISSION)
        self._show_question()
        self._event.set_value("")
        self._said.hide()
        (self._event if self._device.device_id() else self._device).setFocus()

    def _show_question(self) -> None:
        theme = self._theme.value()
        assert isinstance(theme, RiskTheme)
        self._question.setText(risk_content().family(theme).question)

    def _make(self) -> None:
        device_id, event = self._device.device_id(), self._event.value()
        wrong = (
            (self._device, "Choisir un dispositif de l’inventaire.", not device_id),
            (self._event, "Écrire ce qui pourrait arriver, en une phrase.", not event),
        )
        for field, words, is_wrong in wrong:
            if is_wrong:
                self._said.setText(words)
                self._said.show()
                field.setFocus()
                return
        self.made.emit(device_id, self._theme.value(), event)

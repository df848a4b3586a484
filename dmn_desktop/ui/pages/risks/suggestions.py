"""Proposals, device by device."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.risks.listing import Named
from dmn_desktop.ui.pages.risks.new_risk import DeviceChoice
from dmn_desktop.ui.risks.proposals import ProposalsPanel
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row


class Suggestions(QWidget):
    """A device to choose, and what is proposed for it.

    Attributes:
        closed: « Terminer ».
    """

    closed = Signal()

    def __init__(self, context: Context) -> None:
        """Make an empty panel."""
        super().__init__()
        self._panel = ProposalsPanel(context)
        self._device = DeviceChoice("Dispositif")
        self._device.activated.connect(lambda _: self._show())
        label = PlainLabel("Dispositif", kind="field")
        label.setBuddy(self._device)
        head = row(label, self._device, button("Terminer", self.closed.emit))
        head.setStretch(1, 1)
        layout = column(spacing=10)
        layout.addLayout(head)
        layout.addWidget(self._panel)
        layout.setContentsMargins(16, 10, 16, 14)
        self.setLayout(layout)

    def start(self, devices: Sequence[Named], chosen: str) -> None:
        """Show what is proposed for a device."""
        self._device.show_devices(devices, chosen)
        self._show()
        self._panel.start()

    def reload(self) -> None:
        """Show what is proposed now."""
        self._show()

    def _show(self) -> None:
        if device_id := self._device.device_id():
            self._panel.show_device(device_id)

"""The device of an incident: picked in the inventory as one types, or written as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from dmn_desktop.core.text import clean, fold
from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.completing import Completer


@dataclass(frozen=True)
class Choosable:
    """A device: its identifier, its number and name, its version."""

    id: str
    words: str
    version: str = ""


class DeviceChoice(QComboBox):
    """A list that one types in.

    Attributes:
        chosen: The identifier of a device, and the words; no identifier when it is not one.
    """

    chosen = Signal(str, str)

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.setAccessibleName("Dispositif")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText("Numéro ou nom du dispositif")
        line.setAccessibleName("Dispositif")
        line.setMaxLength(500)
        line.editingFinished.connect(self.flush)
        self._devices: list[Choosable] = []
        self._stored = ("", "")
        completer = Completer(self.model(), self)
        self.setCompleter(completer)
        self._popup = completer.popup()
        self._popup.installEventFilter(self)
        self.activated.connect(lambda _: self.flush())

    def show_devices(self, devices: Sequence[Choosable]) -> None:
        """List the devices of the inventory."""
        if list(devices) == self._devices:
            return
        text = self.currentText()
        self._devices = list(devices)
        self.blockSignals(True)
        self.clear()
        for one in devices:
            self.addItem(one.words, one.id)
        self.setCurrentIndex(-1)
        self.setEditText(text)
        self.blockSignals(False)

    def show_value(self, device_id: str, words: str) -> None:
        """Show what is stored, unless somebody is typing."""
        line = self.lineEdit()
        typing = line is not None and line.hasFocus() and self._typed() != self._stored[1]
        if typing:
            return
        self._stored = (device_id, words)
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(device_id) if device_id else -1)
        self.setEditText(words)
        self.blockSignals(False)
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)

    def flush(self) -> None:
        """Tell what was chosen or typed."""
        text = self._typed()
        if text == self._stored[1]:
            return
        device_id = self._found(text)
        self._stored = (device_id, text)
        self.chosen.emit(device_id, text)

    def _typed(self) -> str:
        return clean(self.currentText()).strip()

    def _found(self, text: str) -> str:
        """The device that a text names: in full, or alone to hold all its words."""
        folded = fold(text)
        exact = [one for one in self._devices if fold(one.words) == folded]
        words = folded.split()
        near = [one for one in self._devices if all(word in fold(one.words) for word in words)]
        found = exact or (near if len(near) == 1 and words else [])
        return found[0].id if found else ""

    @override
    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Tab leave the field, as in any other: the list over it only closes."""
        pressed = event.type() == QEvent.Type.KeyPress
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if watched is self._popup and pressed and tab:
            index = self._popup.currentIndex()
            if index.isValid():
                self.setEditText(str(index.data()))
            self._popup.hide()
            self.flush()
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    @override
    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        if isinstance(event, QEvent):
            self.flush()

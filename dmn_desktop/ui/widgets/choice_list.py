"""Choices one under the other whose words wrap: one of them, or several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QWidget,
)

from dmn_desktop.core.typing import override
from dmn_desktop.ui.widgets.basics import PlainLabel, column


@dataclass(frozen=True)
class Choice:
    """One choice.

    Attributes:
        help: A second line, smaller: an example.
    """

    key: str
    text: str
    help: str = ""


class _Words(QWidget):
    """The words of a choice: a click on them is a click on its button."""

    def __init__(self, choice: Choice, target: QAbstractButton) -> None:
        super().__init__()
        self._target = target
        text = PlainLabel(choice.text, kind="text", wrap=True)
        text.setBuddy(target)
        parts = [text]
        if choice.help:
            parts.append(PlainLabel(choice.help, kind="help", wrap=True))
        layout = column(*parts, spacing=0)
        layout.setContentsMargins(0, 3, 0, 0)
        self.setLayout(layout)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()) and self._target.isEnabled():
            self._target.setFocus(Qt.FocusReason.MouseFocusReason)
            self._target.click()


class ChoiceList(QWidget):
    """Radio buttons or boxes to tick.

    Attributes:
        chosen: The user changed the choice; carries the keys now chosen, in order.
    """

    chosen = Signal(tuple)

    def __init__(self, name: str, choices: Sequence[Choice], several: bool = False) -> None:
        """Make the choices.

        Args:
            name: Accessible name of the group.
            choices: What can be chosen.
            several: Boxes to tick instead of radio buttons.
        """
        super().__init__()
        self.setAccessibleName(name)
        self._buttons: dict[str, QAbstractButton] = {}
        # Boxes belong to no group: in a group, the Tab key only stops on one.
        self._group = None if several else QButtonGroup(self)
        layout = QGridLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(1, 1)
        for place, choice in enumerate(choices):
            made = QCheckBox() if several else QRadioButton()
            made.setAccessibleName(choice.text)
            made.setAccessibleDescription(choice.help)
            made.clicked.connect(lambda: self.chosen.emit(self.value()))
            if self._group is not None:
                self._group.addButton(made)
            self._buttons[choice.key] = made
            layout.addWidget(made, place, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(_Words(choice, made), place, 1)

    def set_value(self, keys: Collection[str]) -> None:
        """Show a choice without telling anyone."""
        if self._group is not None:
            self._group.setExclusive(False)  # else the last one cannot be taken back
        for key, made in self._buttons.items():
            made.setChecked(key in keys)
        if self._group is not None:
            self._group.setExclusive(True)

    def value(self) -> tuple[str, ...]:
        """The keys chosen, in order."""
        return tuple(key for key, made in self._buttons.items() if made.isChecked())

    def button(self, key: str) -> QAbstractButton:
        """The button of a choice."""
        return self._buttons[key]

    def focus(self) -> None:
        """Put the keyboard on what is chosen, or on the first choice."""
        chosen = self.value()
        self._buttons[chosen[0] if chosen else next(iter(self._buttons))].setFocus()

    def set_enabled(self, enabled: bool) -> None:
        """Let the choice be changed or not; the words stay readable."""
        for made in self._buttons.values():
            made.setEnabled(enabled)

"""Head of a sheet: name, state, what it is, its place among those shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.device_vocabulary import CeClass, Known
from dmn_desktop.core.records import Device
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services import inventory
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import (
    ElidedLabel,
    PlainLabel,
    button,
    icon_button,
    plain_tooltip,
    row,
)
from dmn_desktop.ui.widgets.flow import FlowLayout

STATES = {
    LifeState.PLANNED: ("neu", "circle-dashed"),
    LifeState.TRIAL: ("ask", "flask"),
    LifeState.IN_USE: ("ok", "circle-check"),
    LifeState.SUSPENDED: ("warn", "alert-triangle"),
    LifeState.WITHDRAWN: ("neu", "archive"),
}
"""Tone and icon of each state."""

ROOMY = 1000


class Header(QWidget):
    """The two lines above the tabs.

    Attributes:
        walked: Show another device; carries its identifier.
        printed: « Imprimer la fiche » was pressed.
    """

    walked = Signal(str)
    printed = Signal()

    def __init__(self, desk: SheetDesk) -> None:
        """Make an empty head."""
        super().__init__()
        self._desk = desk
        theme = desk.context.theme
        self._name = ElidedLabel(kind="h1")
        self._badges = QWidget()
        self._flow = FlowLayout(self._badges, 6)
        self._state = BadgeLabel(theme)
        self._chips = [BadgeLabel(theme) for _ in range(4)]
        for badge in (self._state, *self._chips):
            self._flow.addWidget(badge)
        self._change = button("Changer l’état…", lambda: desk.panel_asked.emit("etat"), "small")
        self._flow.addWidget(self._change)
        self._place = PlainLabel(kind="sub")
        self.previous = icon_button(theme, "arrow-left", "Dispositif précédent", self.go_back)
        self.next = icon_button(theme, "arrow-right", "Dispositif suivant", self.go_on)
        self.print = button("Imprimer la fiche", self.printed.emit)
        self.print.setIcon(theme.icon("printer"))
        right = (self._place, self.previous, self.next, self.print)
        self._right = right
        self._line = row(self._name, None, *right, spacing=10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 0)
        layout.setSpacing(4)
        layout.addLayout(self._line)
        layout.addWidget(self._badges)
        self._lines = layout
        self._before = self._after = ""
        theme.changed.connect(self._fit)

    def refresh(self) -> None:
        """Show the device of the desk."""
        device = self._desk.device
        self._name.setText(device.name)
        self._name.setToolTip(plain_tooltip(device.name))
        tone, icon = STATES[device.state]
        self._state.show_badge(Badge(device.state.label, tone, icon))
        words = chips(device)
        for place, chip in enumerate(self._chips):
            chip.show_badge(Badge(words[place] if place < len(words) else "", "neu"))
        self._change.setVisible(not self._desk.read_only)
        self._show_place()
        self._fit()

    def _ids(self) -> list[str]:
        """The devices walked through: those that the inventory shows, else all."""
        walk = self._desk.context.walk
        if walk.place(self._desk.device.id)[0]:
            return list(walk.ids)
        return [values[0] for values in inventory.rows(self._desk.context.register, ())]

    def _show_place(self) -> None:
        ids, code = self._ids(), self._desk.device.code
        place = ids.index(self._desk.device.id) if self._desk.device.id in ids else -1
        self._place.setText(f"{code}, {place + 1} sur {len(ids)}" if place >= 0 else code)
        self._before = ids[place - 1] if place > 0 else ""
        self._after = ids[place + 1] if 0 <= place < len(ids) - 1 else ""
        self.previous.setEnabled(bool(self._before))
        self.next.setEnabled(bool(self._after))

    def go_back(self) -> None:
        """Show the device before this one."""
        if self._before:
            self.walked.emit(self._before)

    def go_on(self) -> None:
        """Show the device after this one."""
        if self._after:
            self.walked.emit(self._after)

    def _fit(self) -> None:
        roomy = self.width() >= self._desk.context.theme.px(ROOMY)
        self.print.setText("Imprimer la fiche" if roomy else "")
        self.print.setAccessibleName("Imprimer la fiche")
        self.print.setToolTip("Imprimer la fiche (Ctrl+P)")

        self._place_badges(right=sum(part.sizeHint().width() + 12 for part in self._right))

    def _place_badges(self, right: int) -> None:
        """Put the badges beside the name when there is room for both."""
        name = self._name.sizeHint().width()
        room = self.width() - 70 - name - right
        wanted = self._badges.sizeHint().width()
        beside = wanted <= room
        self._badges.setMinimumWidth(wanted if beside else 0)
        if beside == (self._line.indexOf(self._badges) >= 0):
            return
        self._lines.removeWidget(self._badges)
        self._line.removeWidget(self._badges)
        if beside:
            self._line.insertWidget(1, self._badges)
        else:
            self._lines.addWidget(self._badges)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def chips(device: Device) -> list[str]:
    """What the device is, in a few words."""
    words = ["Déclaré, à examiner"] if device.to_examine else []
    if device.uses_ai is Known.YES:
        words.append("Avec IA")
    if device.nature is Nature.TOOL:
        words.append("Outil innovant hors DM")
    elif device.functions:
        more = f" et {len(device.functions) - 1}{NBSP}autres" if len(device.functions) > 2 else ""
        names = [kind.label for kind in device.functions[: 1 if more else 2]]
        words.append(", ".join(names) + more)
    if device.is_medical and device.ce_class is not CeClass.NONE:
        words.append(f"Classe {device.ce_class.label}")
    return words

"""The list of rooms on the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dmn_desktop.core.text import count
from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel
from dmn_desktop.ui.widgets.pressing import ToolButton


class Entry(NamedTuple):
    """One room.

    Attributes:
        group: Words above the first entry of a group, empty at the foot.
    """

    key: str
    text: str
    icon: str
    group: str
    foot: bool = False
    needs_register: bool = True


class RoomButton(ToolButton):
    """An entry; a number at its right says how many points wait there."""

    def __init__(self, theme: Theme, words: str) -> None:
        """Name the room; nothing waits there."""
        super().__init__()
        self._theme = theme
        self._words = words
        self._number = 0
        self._late = False
        self.setText(f" {words}")
        self.setAccessibleName(words)
        self.set_number(0)

    def set_number(self, number: int, late: bool = False) -> None:
        """Show how many points wait, nothing when there is none; in red when one is late."""
        self._number, self._late = number, late
        waits = f"{count(number, 'point')} à traiter" if number else ""
        waits += ", en retard" if late else ""
        self.setAccessibleDescription(waits)
        self.setToolTip(f"{self._words}, {waits}" if waits else self._words)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._number:
            return
        theme, reduced = self._theme, self.width() < self._theme.px(100)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11 if reduced else 12, QFont.Weight.DemiBold))
        text = str(self._number) if self._number < 100 else "99+"
        side = theme.px(15 if reduced else 19)
        width = max(side, painter.fontMetrics().horizontalAdvance(text) + theme.px(8))
        left = self.width() - width - theme.px(3 if reduced else 12)
        top = theme.px(2) if reduced else (self.height() - side) // 2
        box = QRectF(left, top, width, side)
        painter.setPen(theme.colour("dang" if self._late else "line"))
        painter.setBrush(theme.colour("dang" if self._late else "panel"))
        painter.drawRoundedRect(box, side / 2, side / 2)
        painter.setPen(theme.colour("panel" if self._late else "ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class Sidebar(QWidget):
    """Rooms in groups; 206 px wide, 48 px when reduced.

    Attributes:
        chosen: Key of the room.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, entries: Sequence[Entry]) -> None:
        """Make one button per room."""
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Menu latéral")
        self._theme = theme
        self._entries = entries
        self._reduced = False
        self._buttons: dict[str, RoomButton] = {}
        self._words: list[PlainLabel] = []
        self._name = PlainLabel(kind="structure", wrap=True)
        self._kind = PlainLabel(kind="structure2")
        self._build()
        theme.changed.connect(self._restyled)
        self._restyled()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 8)
        layout.setSpacing(0)
        for label in (self._name, self._kind):
            label.setContentsMargins(14, 0, 8, 0)
            self._words.append(label)
            layout.addWidget(label)
        layout.addSpacing(4)
        group = ""
        for entry in [e for e in self._entries if not e.foot]:
            if entry.group and entry.group != group:
                group = entry.group
                self._add_group(layout, group)
            layout.addWidget(self._button(entry))
        layout.addStretch(1)
        for entry in [e for e in self._entries if e.foot]:
            layout.addWidget(self._button(entry))

    def _add_group(self, layout: QVBoxLayout, words: str) -> None:
        label = PlainLabel(words, kind="group")
        label.setContentsMargins(14, 10, 8, 4)
        self._words.append(label)
        layout.addWidget(label)

    def _button(self, entry: Entry) -> RoomButton:
        made = RoomButton(self._theme, entry.text)
        made.setProperty("kind", "nav")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda _=False, key=entry.key: self.chosen.emit(key))
        self._buttons[entry.key] = made
        return made

    def set_number(self, key: str, number: int, late: bool = False) -> None:
        """Show how many points wait in a room, and whether one is late."""
        if key in self._buttons:
            self._buttons[key].set_number(number, late)

    def set_structure(self, name: str, kind: str) -> None:
        """Show whose register this is."""
        self._name.setText(name)
        self._kind.setText(kind)
        self._restyled()

    def set_current(self, key: str) -> None:
        """Show which room is open; none is lit when it has no entry."""
        for other, made in self._buttons.items():
            made.setAutoExclusive(False)
            made.setChecked(other == key)
            made.setAutoExclusive(True)

    def set_enabled_rooms(self, enabled: bool) -> None:
        """Rooms need a register; help and settings do not."""
        for entry in self._entries:
            self._buttons[entry.key].setEnabled(enabled or not entry.needs_register)

    @property
    def is_reduced(self) -> bool:
        """Whether only icons are shown."""
        return self._reduced

    def set_reduced(self, reduced: bool) -> None:
        """Show icons only, or icons and words."""
        if reduced != self._reduced:
            self._reduced = reduced
            self._restyled()

    def focus(self) -> None:
        """Put the keyboard on the open room."""
        checked = [b for b in self._buttons.values() if b.isChecked()]
        (checked or list(self._buttons.values()))[0].setFocus()

    def _restyled(self) -> None:
        self.setFixedWidth(self._theme.px(48 if self._reduced else 206))
        for word in self._words:
            word.setVisible(not self._reduced and bool(word.text()))
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if self._reduced
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        size = self._theme.px(20)
        for entry in self._entries:
            made = self._buttons[entry.key]
            made.setToolButtonStyle(style)
            made.setIcon(self._theme.icon(entry.icon, "ink2", 20))
            made.setIconSize(QSize(size, size))

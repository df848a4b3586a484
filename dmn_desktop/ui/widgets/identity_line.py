"""An amber line under a field: what is typed seems to tell who a patient is. It refuses nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row
from dmn_desktop.ui.widgets.fields import LineField

_WIDTH, _LEAST = 460, 240


class IdentityLine(QFrame):
    """The sentence, and the way to hear no more of it for this field.

    Attributes:
        turned_off: The reason given.
        closed: The keyboard is to go back to the field.
    """

    turned_off = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Make it hidden."""
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setProperty("tone", "warn")
        self._theme = theme
        self._words = PlainLabel(kind="text", wrap=True)
        self.off = button("Ne plus le dire pour ce champ", self._ask, "small")
        self.reason = LineField("Motif", "Motif, gardé dans le registre")
        self.reason.returnPressed.connect(self._give)
        self._done = button("Couper le repérage ici", self._give, "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 5, 8, 5)
        layout.setSpacing(3)
        layout.addWidget(self._words)
        layout.addLayout(row(self.off, None))
        layout.addWidget(self.reason)
        layout.addLayout(row(self._done, None))
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def show_under(self, field: QWidget, sentence: str, can_turn_off: bool) -> None:
        """Say something of a field, under it."""
        if sentence != self._words.text() or self.isHidden():
            self._words.setText(sentence)
            self.reason.hide()
            self._done.hide()
            self.off.setVisible(can_turn_off)
        self.place(field)
        self.show()
        self.raise_()

    def place(self, field: QWidget) -> None:
        """Stand under a field, or above it where there is no room; scroll with it."""
        ground = _ground(field)
        if self.parentWidget() is not ground:
            hidden = self.isHidden()
            self.setParent(ground)
            self.setVisible(not hidden)
        wanted = max(min(field.width(), self._theme.px(_WIDTH)), self._theme.px(_LEAST))
        width = min(wanted, ground.width() - 8)
        self.setFixedWidth(width)
        self._fit()
        corner = field.mapTo(ground, QPoint(0, field.height() + 2))
        left = max(min(corner.x(), ground.width() - width - 4), 4)
        top = corner.y()
        if top + self.height() > ground.height():
            top = max(field.mapTo(ground, QPoint(0, 0)).y() - self.height() - 2, 0)
        self.move(left, top)

    def _fit(self) -> None:
        """Take the height of the words at this width."""
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def _ask(self) -> None:
        for part in (self.reason, self._done):
            part.show()
        self.reason.set_value("")
        self.reason.setFocus()
        self.off.hide()  # only now: hidden with the keyboard, it would give it to another field
        self._fit()

    def _give(self) -> None:
        self.turned_off.emit(self.reason.value())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _ground(field: QWidget) -> QWidget:
    """What the field scrolls with: the line is put there too."""
    part = field.parentWidget()
    while part is not None and not part.isWindow():
        holder = part.parentWidget()
        area = holder.parentWidget() if holder is not None else None
        if isinstance(area, QScrollArea) and area.widget() is part:
            return part
        part = holder
    return field.window()

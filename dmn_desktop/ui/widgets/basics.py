"""Small parts used everywhere: buttons, rules, rows, segments; door to labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.labels import (
    ElidedLabel,
    PlainLabel,
    plain_tooltip,
    restyle,
    settle,
)
from dmn_desktop.ui.widgets.pressing import PushButton

__all__ = [
    "ElidedLabel",
    "PlainLabel",
    "Segments",
    "block",
    "button",
    "clear",
    "column",
    "fill",
    "icon_button",
    "plain_tooltip",
    "restyle",
    "row",
    "rule",
    "scrolling",
    "settle",
]


def button(
    text: str,
    run: Callable[[], object] | None = None,
    kind: str = "",
    name: str = "",
) -> QPushButton:
    """A push button; an ampersand in a user's text stays an ampersand.

    Args:
        text: Verb and object.
        run: What it does.
        kind: Style of base.qss: « primary », « quiet », « ask », « small ».
        name: Accessible name when the text does not say enough.
    """
    made = PushButton(text.replace("&", "&&"))
    if kind:
        made.setProperty("kind", kind)
    if run is not None:
        made.clicked.connect(lambda: run())  # noqa: PLW0108 - drops « checked »
    if name:
        made.setAccessibleName(name)
    made.setAutoDefault(False)
    return made


def icon_button(
    theme: Theme, icon: str, name: str, run: Callable[[], object] | None = None, token: str = "ink2"
) -> QPushButton:
    """A button with an icon alone: its name is its tooltip and its accessible name."""
    made = button("", run, "small", name)
    made.setToolTip(plain_tooltip(name))
    made.setIcon(theme.icon(icon, token))
    made.setProperty("shape", "square")
    return made


def rule(vertical: bool = False) -> QFrame:
    """A one-pixel line."""
    line = QFrame()
    line.setObjectName("vrule" if vertical else "rule")
    return line


def block(spacing: int = 8, margins: int = 14) -> tuple[QFrame, QVBoxLayout]:
    """A bordered block and its layout."""
    frame = QFrame()
    frame.setProperty("kind", "block")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margins, margins - 2, margins, margins)
    layout.setSpacing(spacing)
    return frame, layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; hidden at once, deleted when Qt is free."""
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif isinstance(inner := item.layout(), QLayout):
            clear(inner)


def row(*parts: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is a space, None takes what is left."""
    layout = QHBoxLayout()
    fill(layout, parts, spacing)
    return layout


def column(*parts: QWidget | int | None, spacing: int = 8) -> QVBoxLayout:
    """Widgets one under the other; a number is a space, None takes what is left."""
    layout = QVBoxLayout()
    fill(layout, parts, spacing)
    return layout


def fill(layout: QBoxLayout, parts: Sequence[QWidget | int | None], spacing: int) -> None:
    """Put widgets, spaces and stretches in a layout."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)


def scrolling(content: QWidget) -> QScrollArea:
    """What scrolls downwards alone: it is as wide as its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


class Segments(QWidget):
    """Exclusive choices side by side; a second click on the chosen one takes it back.

    Attributes:
        chosen: The key of the new choice, empty when taken back.
    """

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """Make the buttons.

        Args:
            name: Accessible name of the group.
            options: Key and words of each.
        """
        super().__init__()
        self.setAccessibleName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[str, QPushButton] = {}
        for key, words in options:
            made = button(words, kind="segment", name=f"{name}\u00a0: {words}")
            made.setCheckable(True)
            made.setProperty("first", not self._buttons)
            made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            made.clicked.connect(lambda checked, key=key: self._clicked(key, checked))
            self._buttons[key] = made
            layout.addWidget(made)

    def _clicked(self, key: str, checked: bool) -> None:
        self.set_value(key if checked else "")
        self.chosen.emit(self.value())

    def set_value(self, key: str) -> None:
        """Show a choice without telling anyone."""
        for other, made in self._buttons.items():
            made.setChecked(other == key)

    def value(self) -> str:
        """The key of the choice, empty when none."""
        return next((k for k, made in self._buttons.items() if made.isChecked()), "")

"""A button that goes on: words, an arrow, and the keys that do the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel
from dmn_desktop.ui.widgets.pressing import PushButton


class KeyButton(PushButton):
    """A button that shows the keys which do the same."""

    def __init__(
        self, theme: Theme, text: str, keys: str, run: Callable[[], object], icon: str = ""
    ) -> None:
        """Make the button.

        Args:
            theme: Colours and sizes.
            text: Verb and object.
            keys: Shown at the right, « Ctrl+Tab ».
            run: What it does.
            icon: Icon before the words of a plain button; without one, or with « plus », the
                button is the primary one of its zone; without one an arrow follows its words.
        """
        super().__init__(text.replace("&", "&&"))
        self._theme = theme
        self._primary = not icon or icon == "plus"
        self._arrowed = not icon
        if self._primary:
            self.setProperty("kind", "primary")
            if icon:
                self.setIcon(theme.icon(icon, "onaccent"))
        else:
            self.setIcon(theme.icon(icon))
        self.setProperty("keys", "shown")
        self.setAccessibleName(text)
        self.setAccessibleDescription(keys)
        self.setAutoDefault(False)
        self.clicked.connect(lambda _: run())
        self._arrow = QLabel()
        self._keys = PlainLabel(keys, kind="key")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 10, 0)
        layout.setSpacing(8)
        layout.addStretch(1)
        for label in (self._arrow, self._keys):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._retheme)
        self._retheme()

    def show_words(self, text: str) -> None:
        """Change the words."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def show_keys(self, shown: bool) -> None:
        """Show the keys, or leave them out where there is little room."""
        self._keys.setVisible(shown)
        self.updateGeometry()

    def _retheme(self) -> None:
        self._arrow.setVisible(self._arrowed)
        if self._arrowed:
            self._arrow.setPixmap(self._theme.pixmap("arrow-right", "onaccent", 16))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        parts = [part for part in (self._arrow, self._keys) if not part.isHidden()]
        extra = sum(part.sizeHint().width() + 10 for part in parts) + self._theme.px(12)
        return QSize(hint.width() + extra, hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

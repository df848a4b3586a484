"""The filter as one types, and the menus that filter by value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.basics import button
from dmn_desktop.ui.widgets.flow import FlowLayout

TYPING = 120
"""Milliseconds after a keystroke before a long list is filtered."""

AT_ONCE = 20_000
"""Rows up to which a keystroke filters at once."""

Value = tuple[str, str, int]


class TickMenu(QMenu):
    """A menu that stays open while values are ticked."""

    def _tick(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick():
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._tick():
            super().keyPressEvent(event)


class FacetBar(QWidget):
    """One line of filters.

    Attributes:
        typed: The words of the filter.
        ticked: The menu, and its ticked values.
    """

    typed = Signal(str)
    ticked = Signal(str, tuple)

    def __init__(
        self,
        context: Context,
        titles: Mapping[str, str],
        values: Callable[[str], Sequence[Value]],
        right: Sequence[QWidget],
    ) -> None:
        """Make the menus.

        Args:
            context: Shared parts of the window.
            titles: Title of each menu by its key.
            values: Value, words and number of each entry of a menu, when it opens.
            right: Buttons after the menus.
        """
        super().__init__()
        self._context = context
        self._titles = titles
        self._values = values
        self._chosen: dict[str, tuple[str, ...]] = {}
        self.field = QLineEdit()
        self.field.setAccessibleName("Filtrer les lignes")
        self.field.setPlaceholderText("Filtrer les lignes…   Ctrl+F")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._later)
        self.rows = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING)
        self._timer.timeout.connect(lambda: self.typed.emit(self.field.text()))
        self._buttons: dict[str, QPushButton] = {}
        layout = FlowLayout(self)
        layout.addWidget(self.field)
        for key in titles:
            layout.addWidget(self._make(key))
        for widget in right:
            layout.addWidget(widget)
        context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        roomy = self.width() > self._context.theme.px(960)
        self.field.setFixedWidth(self._context.theme.px(250 if roomy else 190))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _make(self, key: str) -> QPushButton:
        made = button(self._titles[key])
        menu = TickMenu(made)
        menu.aboutToShow.connect(lambda: self._fill(menu, key))
        made.setMenu(menu)
        self._buttons[key] = made
        return made

    def _fill(self, menu: QMenu, key: str) -> None:
        menu.clear()
        found = self._values(key)
        for value, words, number in found:
            action = menu.addAction(f"{words.replace('&', '&&')}\t{number}")
            action.setCheckable(True)
            action.setChecked(value in self._chosen.get(key, ()))
            action.toggled.connect(lambda on, value=value: self._toggle(key, value, on))
        if not found:
            menu.addAction("Aucune valeur").setEnabled(False)
        if self._chosen.get(key):
            menu.addSeparator()
            menu.addAction("Tout afficher", lambda: self._set(key, ()))

    def _toggle(self, key: str, value: str, on: bool) -> None:
        others = tuple(v for v in self._chosen.get(key, ()) if v != value)
        self._set(key, (*others, value) if on else others)

    def _set(self, key: str, values: tuple[str, ...]) -> None:
        self._chosen[key] = values
        self._show(key)
        self.ticked.emit(key, values)

    def _show(self, key: str) -> None:
        made, number = self._buttons[key], len(self._chosen.get(key, ()))
        title = self._titles[key]
        made.setText(f"{title}\u00a0: {number}" if number else title)
        made.setProperty("state", "on" if number else "")
        made.style().unpolish(made)
        made.style().polish(made)

    def _later(self) -> None:
        if self.rows > AT_ONCE:
            self._timer.start()
        else:
            self.typed.emit(self.field.text())

    def flush(self) -> None:
        """Filter now by what was typed."""
        if self._timer.isActive():
            self._timer.stop()
            self.typed.emit(self.field.text())

    def show_filters(self, text: str, facets: Mapping[str, tuple[str, ...]]) -> None:
        """Show filters without telling anyone."""
        self._timer.stop()
        if self.field.text() != text:
            self.field.blockSignals(True)
            self.field.setText(text)
            self.field.blockSignals(False)
        self._chosen = dict(facets)
        for key in self._titles:
            self._show(key)

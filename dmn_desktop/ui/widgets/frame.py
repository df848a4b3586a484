"""Parts of the window's frame: breadcrumb and status bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, clear, settle
from dmn_desktop.ui.widgets.picture import Picture
from dmn_desktop.ui.widgets.pressing import ToolButton


class Breadcrumb(QWidget):
    """Group › room › number; each part but the last goes somewhere."""

    def __init__(self, theme: Theme) -> None:
        """Make an empty breadcrumb."""
        super().__init__()
        self._theme = theme
        self._buttons: list[ToolButton] = []
        self._runs: list[Callable[[], object] | None] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(18, 8, 20, 0)
        self._layout.setSpacing(2)
        self.setAccessibleName("Fil d’Ariane")

    def show_parts(self, parts: Sequence[tuple[str, Callable[[], object] | None]]) -> None:
        """Show words, each with what a click does; only words that change are touched."""
        self._runs = [run for _, run in parts]
        if [run is not None for run in self._runs] != [b.isEnabled() for b in self._buttons]:
            self._make_buttons()
        for made, (text, _) in zip(self._buttons, parts, strict=True):
            made.setText(text.replace("&", "&&"))

    def _make_buttons(self) -> None:
        clear(self._layout)
        self._buttons = []
        for index in range(len(self._runs)):
            if index:
                self._layout.addWidget(Picture(self._theme, "chevron-right", "ink3", 14))
            self._buttons.append(self._button(index))
            self._layout.addWidget(self._buttons[-1])
        self._layout.addStretch(1)

    def _button(self, index: int) -> ToolButton:
        made = ToolButton()
        made.setProperty("kind", "crumb")
        made.setEnabled(self._runs[index] is not None)
        made.clicked.connect(lambda: self._run(index))
        return made

    def _run(self, index: int) -> None:
        run = self._runs[index]
        if run is not None:
            run()


class StatusBar(QWidget):
    """What is saved, what undo takes back, when the last backup was made."""

    def __init__(self, theme: Theme) -> None:
        """Make the bar."""
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.saved = PlainLabel()
        self._tick = QLabel()
        self.undo = PlainLabel()
        self._key = PlainLabel("Ctrl+Z", kind="key")
        self.backup = PlainLabel()
        self.local = PlainLabel("Ce poste uniquement, aucun envoi")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 12, 3)
        layout.setSpacing(6)
        for widget in (self._tick, self.saved):
            layout.addWidget(widget)
        layout.addSpacing(12)
        layout.addWidget(self.undo)
        layout.addWidget(self._key)
        layout.addStretch(1)
        layout.addWidget(self.backup)
        layout.addSpacing(16)
        layout.addWidget(self.local)
        self.show_undo("")

    def show_saved(self, at: datetime | None) -> None:
        """« Enregistré à 10:42 »."""
        self._show(f"Enregistré à {at:%H:%M}" if at else "", "ok", "check" if at else "")

    def show_failed(self) -> None:
        """« Non enregistré »."""
        self._show("Non enregistré", "dang", "alert-triangle")

    def show_read_only(self) -> None:
        """« Lecture seule »."""
        self._show("Lecture seule", "warn", "lock")

    def _show(self, text: str, tone: str, icon: str) -> None:
        self.saved.setText(text)
        if text:  # a first change of look makes Python's side of QStyle: 10 ms of the start
            self.saved.set_tone(tone)
        self._tick.setVisible(bool(icon))
        if icon:
            self._tick.setPixmap(self._theme.pixmap(icon, tone, 14))

    def show_undo(self, label: str) -> None:
        """« Annuler : réponse 5.8 c, candidat A »."""
        self.undo.setText(f"Annuler\u00a0: {label}" if label else "")
        self._key.setVisible(bool(label))
        settle(self)

    def fit(self, width: int) -> None:
        """Leave out what matters least when there is little room."""
        self.local.setVisible(width > self._theme.px(900))
        self.backup.setVisible(width > self._theme.px(700))

    def show_backup(self, text: str) -> None:
        """« Sauvegarde : hier à 19:02 »."""
        self.backup.setText(text)

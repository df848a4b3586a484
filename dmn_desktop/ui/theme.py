"""Colours, sizes, fonts and icons: from tokens.json and base.qss, and from nowhere else."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt, QTemporaryDir, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from dmn_desktop.core.paths import resources_dir
from dmn_desktop.core.typing import override

SCALES = (100, 115, 130, 150, 175, 200)
FACES = ("Regular", "Medium", "Semibold")
"""The weights that the screen uses; each takes a millisecond of the start."""

_SCALED = re.compile(r"(?<![\w.#-])(\d+)px")
_IMAGE = re.compile(r"\{image:([\w-]+):(\w+)\}")
_THIN = 4  # rules, borders and radii keep their size at every text size


class Mode(StrEnum):
    """What the user chose in « Affichage »."""

    SYSTEM = "systeme"
    LIGHT = "clair"
    DARK = "sombre"
    CONTRAST = "contraste"


class Theme(QObject):
    """The look of the program; widgets ask it for colours, sizes and icons."""

    changed = Signal()

    def __init__(self, mode: Mode = Mode.SYSTEM, scale: int = 100) -> None:
        """Keep the choice; nothing is applied before `apply`."""
        super().__init__()
        self.mode = mode
        self.scale = scale
        self._images = QTemporaryDir()
        self._pixmaps: dict[tuple[str, str, int], QPixmap] = {}
        self._inks: dict[str, QColor] = {}
        self._windows: WeakSet[QWidget] = WeakSet()

    @cached_property
    def _tokens(self) -> dict[str, Any]:
        path = resources_dir() / "styles" / "tokens.json"
        return dict(json.loads(path.read_text(encoding="utf-8")))

    @cached_property
    def _template(self) -> str:
        return (resources_dir() / "styles" / "base.qss").read_text(encoding="utf-8")

    @property
    def is_contrast(self) -> bool:
        """Whether the high-contrast colours are in use."""
        return self.mode is Mode.CONTRAST

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use."""
        if self.mode is Mode.SYSTEM:
            hints = QGuiApplication.styleHints()
            return hints.colorScheme() is Qt.ColorScheme.Dark
        return self.mode is Mode.DARK

    @property
    def colours(self) -> dict[str, str]:
        """The colour of each token."""
        return dict(self._tokens["couleurs"][self._palette_name])

    @property
    def _palette_name(self) -> str:
        if self.is_contrast:
            return "contraste"
        return "sombre" if self.is_dark else "clair"

    def colour(self, token: str) -> QColor:
        """The colour of one token; a page asks for some hundreds to be painted."""
        if token not in self._inks:
            self._inks[token] = QColor(self.colours[token])
        return self._inks[token]

    def px(self, size: int) -> int:
        """A size of the design at the present text size."""
        return size if size < _THIN else round(size * self.scale / 100)

    def font(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The screen font at a size of the design, in pixels."""
        font = QFont("Source Sans 3")
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        return font

    def style_sheet(self) -> str:
        """The style sheet for the present colours and text size."""
        sheet = self._template
        for token, value in self.colours.items():
            sheet = sheet.replace(f"{{{token}}}", value)
        sheet = _SCALED.sub(lambda match: f"{self.px(int(match[1]))}px", sheet)
        return _IMAGE.sub(lambda match: self._image_file(match[1], match[2]), sheet)

    def _image_file(self, name: str, token: str) -> str:
        """The path of an icon in the colour of a token: a style sheet only takes files."""
        path = Path(self._images.filePath(f"{name}-{self.colours[token].lstrip('#')}.svg"))
        if self._images.isValid() and not path.exists():
            path.write_text(self._svg(name, token), encoding="utf-8")
        return path.as_posix()

    def apply(self, mode: Mode | None = None, scale: int | None = None) -> None:
        """Put colours, sizes and fonts on the whole program."""
        self.mode = self.mode if mode is None else mode
        self.scale = self.scale if scale is None else scale
        self._pixmaps.clear()
        self._inks.clear()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        load_fonts()
        windows = [window for window in self._windows if isValid(window)]
        # Replacing one sheet by another costs ten times as much as leaving the first one.
        for window in windows:
            window.setStyleSheet("")
        application.setFont(self.font(15))
        application.setPalette(self._palette())
        for window in windows:
            window.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Put the style sheet on a window, now and each time that the look changes.

        Not on the application: there, Qt works out the style of a part again each time that it
        is given a parent, a fifth to a third of the time it takes to show a page.
        """
        self._windows.add(window)
        window.setStyleSheet(self.style_sheet())

    def hold(self, widget: QWidget, least: int = 0, most: int = 0) -> None:
        """Keep the width of a widget within sizes of the design, at every text size."""
        _Width(self, widget, least, most)

    def follow_system(self) -> None:
        """Change colours with those of the system, while the user leaves them to it."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        if self.mode is Mode.SYSTEM:
            self.apply()

    def _palette(self) -> QPalette:
        roles = {
            QPalette.ColorRole.Window: "bg",
            QPalette.ColorRole.Base: "panel",
            QPalette.ColorRole.AlternateBase: "panel2",
            QPalette.ColorRole.Button: "panel",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.PlaceholderText: "ink3",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "onaccent",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.ToolTipBase: "ink",
            QPalette.ColorRole.ToolTipText: "panel",
            QPalette.ColorRole.Mid: "line",
        }
        palette = QPalette()
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        muted = self.colour("ink3")
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, muted)
        return palette

    def icon(self, name: str, token: str = "ink", size: int = 18) -> QIcon:
        """A line icon; it keeps following the colours and the text size."""
        return QIcon(_ThemedIcon(self, name, token, size))

    def pixmap(self, name: str, token: str = "ink", size: int = 18) -> QPixmap:
        """The picture of an icon at the present colours and text size, sharp on dense screens."""
        key = (name, token, size)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, token, size)
        return self._pixmaps[key]

    def _draw(self, name: str, token: str, size: int) -> QPixmap:
        screen = QGuiApplication.primaryScreen()
        ratio = max(2.0, screen.devicePixelRatio() if screen else 1.0)
        side = self.px(size)
        pixmap = QPixmap(round(side * ratio), round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.renderer(name, token).render(painter, QRectF(0, 0, side, side))
        painter.end()
        return pixmap

    def renderer(self, name: str, token: str) -> QSvgRenderer:
        """The drawing of an icon in the colour of a token."""
        return QSvgRenderer(QByteArray(self._svg(name, token).encode()))

    def _svg(self, name: str, token: str) -> str:
        svg = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        return svg.replace("currentColor", self.colours[token])


class _Width(QObject):
    """The width of one widget; it lives as long as the widget."""

    def __init__(self, theme: Theme, widget: QWidget, least: int, most: int) -> None:
        super().__init__(widget)
        self._theme, self._widget, self._least, self._most = theme, widget, least, most
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        if self._least:
            self._widget.setMinimumWidth(self._theme.px(self._least))
        if self._most:
            self._widget.setMaximumWidth(self._theme.px(self._most))


class _ThemedIcon(QIconEngine):
    """Draws an icon with the colours of the moment, so that buttons never keep an old one."""

    def __init__(self, theme: Theme, name: str, token: str, size: int) -> None:
        super().__init__()
        self._theme, self._name, self._token, self._size = theme, name, token, size

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "ink3" if mode == QIcon.Mode.Disabled else self._token
        painter.drawPixmap(rect, self._theme.pixmap(self._name, token, self._size))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return self.pixmap(size, mode, state)

    @override
    def clone(self) -> QIconEngine:
        return _ThemedIcon(self._theme, self._name, self._token, self._size)


_loaded: set[str] = set()


def load_fonts() -> None:
    """Make the shipped screen fonts known to Qt, once."""
    for face in FACES:
        if face not in _loaded:
            path = resources_dir() / "fonts" / f"SourceSans3-{face}.ttf"
            QFontDatabase.addApplicationFont(str(path))
            _loaded.add(face)

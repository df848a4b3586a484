"""The preview: the very PDF that would be printed, made aside while one types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typing import override
from dmn_desktop.services.paper_desk import Preview
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.latest import Latest
from dmn_desktop.ui.page_pictures import pictures
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row, rule
from dmn_desktop.ui.widgets.paper_view import PaperView

DELAY = 150
"""Milliseconds after the last key before the page is drawn again."""

POINTS = 96 / 72
"""Pixels per point at 100 %."""

_PAPER_WIDTH = {"A4": 595, "A5": 420}
_STEP = 1.25
_LEAST, _MOST = 0.25, 3.0

Make = Callable[[], Preview]


@dataclass(frozen=True)
class _Drawn:
    make: Make
    preview: Preview
    images: list[QImage]


class PreviewPane(QFrame):
    """Live pages with their zoom."""

    def __init__(self, context: Context) -> None:
        """Make it empty."""
        super().__init__()
        self.setProperty("kind", "right")
        self._context = context
        self._make: Make | None = None
        self._preview: Preview | None = None
        self._paper = "A4"
        self._zoom = 0.0
        self._latest = Latest(context.tasks)
        self._latest.made.connect(self._show)
        self._latest.failed.connect(self._fail)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._draw)
        self._place = PlainLabel(kind="help")
        self._less = button("−", lambda: self._zoom_by(1 / _STEP), "", "Aperçu plus petit")
        self._fit_button = button("", self._zoom_to_fit, "small", "Ajuster l’aperçu à la largeur")
        self._fit_button.setToolTip("Ajuster à la largeur")
        self._more = button("+", lambda: self._zoom_by(_STEP), "", "Aperçu plus grand")
        self._warning = PlainLabel(kind="warning", wrap=True)
        self._warning.setContentsMargins(12, 6, 12, 6)
        self.view = PaperView(context.theme, "Aperçu")
        self.view.turned.connect(self._show_place)
        self.view.resized.connect(self._resized)
        self._empty = PlainLabel(kind="help", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        context.theme.changed.connect(self._timer.start)

    def _build(self) -> None:
        head = row(
            PlainLabel("Aperçu", kind="strong"),
            self._place,
            None,
            self._less,
            self._fit_button,
            self._more,
        )
        head.setContentsMargins(12, 5, 12, 5)
        blank = QWidget()
        inner = QVBoxLayout(blank)
        inner.setContentsMargins(20, 40, 20, 20)
        inner.addWidget(self._empty)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self._warning)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)  # first: parts of a stack that stands alone are windows
        self._stack.addWidget(blank)
        self._stack.addWidget(self.view)
        self.clear("")

    def clear(self, words: str) -> None:
        """Show no page, and why."""
        self._timer.stop()
        self._make = self._preview = None
        self._empty.setText(words)
        self._stack.setCurrentIndex(0)
        self._warning.hide()
        self.view.show_images([])
        self._show_place()

    def show_document(self, make: Make, paper: str = "A4", typing: bool = False) -> None:
        """Show a document, made aside.

        Args:
            make: Makes it; called on another thread, with nothing of Qt or of the register.
            paper: Its format, for the words.
            typing: Wait for the next keys first.
        """
        self._make, self._paper = make, paper
        self._preview = None
        if not self.view.count:
            self._empty.setText("L’aperçu se prépare…")
        if typing:
            self._timer.start()
        else:
            self._timer.stop()
            self._draw()

    @property
    def is_settled(self) -> bool:
        """Whether what is shown is what was asked for last."""
        return not self._timer.isActive() and not self._latest.is_busy

    # Drawing

    @property
    def zoom(self) -> float:
        """The size of the pages, 1 as on paper."""
        if self._zoom:
            return self._zoom
        # That of the pane, since pages that are not shown yet have no width of their own; and as
        # if the bar at the right were there: pages would grow and shrink with it.
        bar = self.view.verticalScrollBar().sizeHint().width()
        room = self.contentsRect().width() - 2 * self.view.frameWidth() - 2 * 22 - bar
        width = _PAPER_WIDTH[self._paper] * POINTS
        return min(max(room / width, _LEAST), _MOST)

    def _draw(self) -> None:
        make, made = self._make, self._preview
        if make is None or not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        scale = self.zoom * POINTS * ratio

        def work() -> _Drawn:
            preview = made or make()
            images = pictures(preview.pdf, scale)
            for image in images:
                image.setDevicePixelRatio(ratio)
            return _Drawn(make, preview, images)

        self._latest.ask(work)

    def _show(self, drawn: _Drawn) -> None:
        if self._make is None:
            return
        if drawn.make is self._make:
            self._preview = drawn.preview
        self._stack.setCurrentIndex(1)
        self.view.show_images(drawn.images)
        self._warning.setText(drawn.preview.too_long)
        self._warning.setVisible(bool(drawn.preview.too_long))
        self._show_place()

    def _fail(self, error: BaseException) -> None:
        self._preview = None
        self._empty.setText("L’aperçu n’a pas pu être dessiné. Le texte est gardé.")
        self._stack.setCurrentIndex(0)
        self._context.tasks.report(error)

    def _show_place(self) -> None:
        pages = self.view.count
        words = f"{self._paper}, page {self.view.page} sur {pages}" if pages else ""
        self._place.setText(words)
        self._fit_button.setText(f"{round(self.zoom * 100)}{NBSP}%")
        for made in (self._less, self._fit_button, self._more):
            made.setEnabled(bool(pages))

    # Zoom

    def _zoom_by(self, factor: float) -> None:
        self._zoom = min(max(self.zoom * factor, _LEAST), _MOST)
        self._draw()

    def _zoom_to_fit(self) -> None:
        self._zoom = 0.0
        self._draw()

    def _resized(self) -> None:
        if not self._zoom and self._make is not None:
            self._timer.start()

    @override
    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._make is not None:
            self._timer.start()

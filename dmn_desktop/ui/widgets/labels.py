"""Labels that show a text as it is, and the look of a widget that changed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from dmn_desktop.core.typing import override


class PlainLabel(QLabel):
    """A label that never reads its text as HTML."""

    def __init__(self, text: str = "", kind: str = "", wrap: bool = False) -> None:
        """Show a text; `kind` picks its style in base.qss."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if kind:
            self.setProperty("kind", kind)

    def set_tone(self, tone: str) -> None:
        """Change the tone property that base.qss looks at."""
        self.setProperty("tone", tone)
        restyle(self)


class ElidedLabel(PlainLabel):
    """A title of one line that ends with « … » when there is no room; the rest is its tooltip."""

    def __init__(self, kind: str = "") -> None:
        """Make an empty title."""
        super().__init__(kind=kind)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(
            self.fontMetrics().horizontalAdvance(self.text()) + 4, super().sizeHint().height()
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


def plain_tooltip(text: str) -> str:
    """A tooltip that shows a text as it is: Qt reads HTML in tooltips."""
    # Not `html.escape`: its module reads a table of two thousand names at the start.
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{safe}</p>" if text else ""


def restyle(widget: QWidget) -> None:
    """Make the style sheet look at a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def settle(*widgets: QWidget) -> None:
    """Lay out widgets whose words or parts have changed, the inner ones first.

    Qt alone would first paint the new words in the old places, and leave out for one more turn
    the parts just put in a widget that is on screen: their neighbours would overlap.
    """
    for widget in widgets:
        for part in widget.findChildren(QWidget):
            if _waits_to_show(part):
                part.show()
        layout = widget.layout()
        if layout is not None:
            layout.activate()


def _waits_to_show(part: QWidget) -> bool:
    """Whether Qt will show a part by itself in its next turn: nobody hid it."""
    holder = part.parentWidget()
    told = part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    laid_out = not part.isWindow() and holder is not None and holder.layout() is not None
    return laid_out and part.isHidden() and not told

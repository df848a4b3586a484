"""Wrapped text: broken at words, or inside a word too long for its line."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

_LONG = re.compile(r"(\S{24})(?=\S)")


def breakable(text: str) -> str:
    """Text for a label: long words (addresses, file names) may be cut at its edge."""
    return _LONG.sub("\\1\u200b", text)


@lru_cache(maxsize=4_000)
def wrapped_lines(text: str, font_key: str, width: int, most: int) -> tuple[str, ...]:
    """The lines of a text in a width; the last one ends with « … » when there would be more.

    Args:
        text: What is shown.
        font_key: `QFont.toString()` of the font.
        width: Room for a line, in pixels.
        most: Lines at most.
    """
    font = QFont()
    font.fromString(font_key)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _lines_of(paragraph, font, max(width, 24), most + 1 - len(lines))
        if len(lines) > most:
            break
    if len(lines) > most:
        lines = lines[:most]
        metrics = QFontMetrics(font)
        lines[-1] = metrics.elidedText(
            lines[-1].rstrip() + " …", Qt.TextElideMode.ElideRight, max(width, 24)
        )
    return tuple(lines)


def _lines_of(paragraph: str, font: QFont, width: int, most: int) -> list[str]:
    if not paragraph:
        return [""]
    layout = QTextLayout(paragraph[:4_000], font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start = line.textStart()
        lines.append(paragraph[start : start + line.textLength()])
    layout.endLayout()
    return lines


def draw_wrapped(painter: QPainter, rect: QRect, text: str, font: QFont, most: int) -> int:
    """Paint a wrapped text from the top of a rectangle; return the height it took."""
    painter.setFont(font)
    metrics = QFontMetrics(font)
    lines = wrapped_lines(text, font.toString(), rect.width(), most)
    y = float(rect.top() + metrics.ascent())
    for line in lines:
        painter.drawText(QPointF(rect.left(), y), line.rstrip())
        y += metrics.lineSpacing()
    return len(lines) * metrics.lineSpacing()

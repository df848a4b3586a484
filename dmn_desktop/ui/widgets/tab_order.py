"""The order of the Tab key, made to follow the layouts when parts come and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What the Tab key stops on inside a part, as one reads it."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    elif isinstance(widget, QScrollArea):
        if (content := widget.widget()) is not None:
            yield from stops(content)
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _in_layout(inner)
        elif (widget := item.widget()) is not None:
            yield from stops(widget)


def follow(parts: Iterable[QWidget]) -> None:
    """Make the Tab key go through some parts, in this order.

    Qt puts what is made late at the end of the window, wherever its layout shows it.
    """
    for before, after in pairwise(stop for part in parts for stop in stops(part)):
        QWidget.setTabOrder(before, after)

"""Where the keyboard is: zones of the window for F6 and for arriving on a page.

The focus chain of Qt is not walked: PySide then takes each widget for a child of the one before,
and forgets it when that one goes.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from dmn_desktop.ui.widgets.sidebar import Sidebar


def holds(zone: QWidget, focus: QWidget | None) -> bool:
    """Whether a zone is, or contains, the widget that has the keyboard."""
    return focus is not None and (zone is focus or zone.isAncestorOf(focus))


def focus_in(zone: QWidget) -> None:
    """Put the keyboard on the first part of a zone that takes it, as one reads."""
    if isinstance(zone, Sidebar):
        zone.focus()
        return
    if _takes_focus(zone):
        zone.setFocus()
        return
    parts = [part for part in zone.findChildren(QWidget) if _takes_focus(part)]
    if parts:
        min(parts, key=lambda part: _place(part, zone)).setFocus()


def _takes_focus(widget: QWidget) -> bool:
    """Whether the Tab key would stop on a widget."""
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return stops and widget.isVisible() and widget.isEnabled()


def _place(widget: QWidget, zone: QWidget) -> tuple[int, int]:
    point = widget.mapTo(zone, QPoint(0, 0))
    return point.y(), point.x()

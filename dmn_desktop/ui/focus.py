"""Where the keyboard is: zones of the window for F6 and for arriving on a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dmn_desktop.ui.widgets.sidebar import Sidebar


def holds(zone: QWidget, focus: QWidget | None) -> bool:
    """Whether a zone is, or contains, the widget that has the keyboard."""
    return focus is not None and (zone is focus or zone.isAncestorOf(focus))


def focus_in(zone: QWidget) -> None:
    """Put the keyboard on the first part of a zone that takes it."""
    if isinstance(zone, Sidebar):
        zone.focus()
        return
    target: QWidget | None = zone
    while target is not None and not _takes_focus(target, zone):
        target = target.nextInFocusChain()
        if target is zone:
            return
    if target is not None:
        target.setFocus()


def _takes_focus(widget: QWidget, zone: QWidget) -> bool:
    """Whether the Tab key would stop on a widget of a zone."""
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return stops and holds(zone, widget) and widget.isVisible() and widget.isEnabled()

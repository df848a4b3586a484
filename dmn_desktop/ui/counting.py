"""Numbers in the sidebar: points to treat, not objects."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.sidebar import Sidebar


class Counting(QObject):
    """Counts again when something changed, once the program is free."""

    def __init__(self, context: Context, sidebar: Sidebar) -> None:
        """Count for the register of the desk."""
        super().__init__(sidebar)
        self._context = context
        self._sidebar = sidebar
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._count)
        events = context.events
        for changed in (events.register_opened, events.devices_changed, events.replayed):
            changed.connect(self._timer.start)

    def _count(self) -> None:
        if not self._context.desk.is_open:
            self._sidebar.set_number("inventaire", 0)
            return
        from dmn_desktop.services.inventory_table import open_points

        self._sidebar.set_number("inventaire", open_points(self._context.register))

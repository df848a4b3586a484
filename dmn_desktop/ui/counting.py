"""Numbers in the sidebar: points to treat, not objects."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.sidebar import Sidebar


class Counting(QObject):
    """Counts again when something changed, once the program is free."""

    def __init__(self, context: Context, sidebar: Sidebar) -> None:
        """Count for the register of the desk."""
        super().__init__(sidebar)
        self._context = context
        self._sidebar = sidebar
        self._asked = self._ready = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self._ask)
        self._minute.start()
        events = context.events
        for changed in (
            events.register_opened,
            events.devices_changed,
            events.incidents_changed,
            events.replayed,
        ):
            changed.connect(self._timer.start)

    def _ask(self) -> None:
        """Count; the first time, load aside what counts, which takes 200 ms."""
        if self._ready or not self._context.desk.is_open:
            self._count()
        elif not self._asked:
            self._asked = True
            self._context.tasks.run("", lambda job: _load(), self._loaded)

    def _loaded(self, _: object) -> None:
        self._ready = True
        if isValid(self._sidebar):
            self._count()

    def _count(self) -> None:
        if self._context.lending.under_way:
            return
        if not self._context.desk.is_open:
            for room in ("inventaire", "information", "incidents"):
                self._sidebar.set_number(room, 0)
            return
        from dmn_desktop.services.declaration_sending import waiting
        from dmn_desktop.services.inventory_table import open_points
        from dmn_desktop.services.patient_summaries import to_review

        register = self._context.register
        self._sidebar.set_number("inventaire", open_points(register))
        self._sidebar.set_number("information", to_review(register))
        sendings = waiting(register)
        late = any(one.countdown.late for one in sendings)
        self._sidebar.set_number("incidents", len(sendings), late)


def _load() -> None:
    import dmn_desktop.services.declaration_sending
    import dmn_desktop.services.inventory_table
    import dmn_desktop.services.patient_summaries  # noqa: F401

"""Looks at every text being typed for signs of a patient's identity; says so, keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.fields import GUARDED, LineField, TextField
from dmn_desktop.ui.widgets.identity_line import IdentityLine

if TYPE_CHECKING:
    from dmn_desktop.core.records import GuardSwitch

DELAY = 200
"""Milliseconds after the last key before the text is looked at."""


class IdentityWatch(QObject):
    """Follows the keyboard through the window: each field that it enters is looked at."""

    def __init__(self, context: Context, window: QWidget) -> None:
        """Watch a window."""
        super().__init__(window)
        self._context, self._window = context, window
        self._field: TextField | LineField | None = None
        self._line: IdentityLine | None = None
        # Read when the text is: what looks for names takes 15 ms to load.
        self._off: dict[str, GuardSwitch] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._look)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)
        self._moved(None, application.focusWidget())

    @property
    def line(self) -> IdentityLine:
        """The line, made when first needed; again when the page that held it is gone."""
        if self._line is None or not shiboken6.isValid(self._line):
            self._line = IdentityLine(self._context.theme, self._window)
            self._line.turned_off.connect(self._turn_off)
            self._line.closed.connect(self._close)
        return self._line

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or self._holds(now):
            return
        self._leave()
        if not isinstance(now, TextField | LineField) or now.window() is not self._window:
            return
        if self._context.desk.is_open and not now.isReadOnly():
            self._enter(now)

    def _holds(self, widget: QWidget) -> bool:
        line = self._line
        return line is not None and shiboken6.isValid(line) and line.isAncestorOf(widget)

    def _enter(self, field: TextField | LineField) -> None:
        self._field = field
        self._off = None
        field.textChanged.connect(self._timer.start)
        field.installEventFilter(self)
        if field.value():
            self._timer.start()

    def _leave(self) -> None:
        self._timer.stop()
        field, self._field = self._field, None
        if field is not None and shiboken6.isValid(field):
            field.textChanged.disconnect(self._timer.start)
            field.removeEventFilter(self)
        self._hide()

    def _hide(self) -> None:
        if self._line is not None and shiboken6.isValid(self._line):
            self._line.hide()

    @property
    def _key(self) -> str:
        """« kind.name » of what the field holds; its words for one that holds no record."""
        field = self._field
        return str(field.property(GUARDED) or field.accessibleName()) if field else ""

    def _look(self) -> None:
        from dmn_desktop.services import identity_guarding

        field = self._field
        if field is None or not shiboken6.isValid(field) or not field.isVisible():
            return
        if not self._context.desk.is_open or self._context.lending.under_way:
            return
        if self._off is None:
            self._off = identity_guarding.switches(self._context.register)
        found = identity_guarding.hints(field.value(), self._key, self._off)
        if not found:
            self._hide()
            return
        new = self.line.isHidden()
        self.line.show_under(field, found[0].sentence, not self._context.register.read_only)
        if new:
            QWidget.setTabOrder(field, self.line.off)
            announce(field, self.line.words)

    def _turn_off(self, reason: str) -> None:
        from dmn_desktop.services import identity_guarding

        def run() -> None:
            register = self._context.register
            self._context.save(identity_guarding.switch_off, register, self._key, reason)
            self._context.messages.done(
                "Le repérage ne parle plus pour ce champ.", ("Annuler", self._context.undo)
            )
            self._close()

        self._context.tried(run)

    def _close(self) -> None:
        field = self._field
        if field is not None and shiboken6.isValid(field) and field.isVisible():
            field.setFocus()  # before the line goes, which would give the keyboard to another one
        self._hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and not self.line.isHidden():
            self.line.place(watched)  # type: ignore[arg-type]
        elif event.type() is QEvent.Type.Hide and not self.line.isHidden():
            self.line.hide()
        return False

"""A field of a device on its sheet: its value in words, changed where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from dmn_desktop.core.completeness import is_missing
from dmn_desktop.core.device_words import field_help, field_title, origin_words, value_words
from dmn_desktop.core.identifiers import remark
from dmn_desktop.core.records import Device, new_id
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.value_editors import ValueEditor, make_editor
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, column, row
from dmn_desktop.ui.widgets.clickable_text import ClickableText
from dmn_desktop.ui.widgets.wrapping import breakable

Keep = Callable[[str, Any, str], bool]
"""Gets the name of the field, its new value and the run of typing; False when not kept."""

Suggest = Callable[[str], Sequence[str]]
"""Values already used for a field."""

LABEL_WIDTH = 122
NOTHING = "–"
TO_FILL = "à compléter"
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class ValueField(QWidget):
    """Label and value; a click, Enter or F2 puts a field there.

    Attributes:
        moved_on: Tab (1) or Maj+Tab (-1) was pressed while changing the value.
        closed: The value is no longer being changed.
    """

    moved_on = Signal(int)
    closed = Signal()

    def __init__(
        self, context: Context, name: str, keep: Keep, suggest: Suggest, titled: bool = True
    ) -> None:
        """Show nothing yet.

        Args:
            context: Shared parts of the window.
            name: A field of `Device`.
            keep: Writes a new value.
            suggest: Values already used.
            titled: Whether its label stands before it; a card says it in its title.
        """
        super().__init__()
        self.name = name
        self._context, self._keep, self._suggest = context, keep, suggest
        self._device: Device | None = None
        self._editor: ValueEditor | None = None
        self._before: Any = None
        self._run = ""
        self._failed = False
        self._text = ClickableText(context.theme)
        self._text.clicked.connect(self.open)
        self._notes = PlainLabel(kind="help", wrap=True)
        self._help = PlainLabel(kind="help", wrap=True)
        self._said = PlainLabel(kind="error", wrap=True)
        self._column = column(self._text, self._said, self._help, self._notes, spacing=1)
        self._title = PlainLabel(field_title(name), kind="field", wrap=True)
        self._title.setBuddy(self._text)
        self._title.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._title.setContentsMargins(0, 4, 0, 4)
        layout = row(self._title, spacing=4)
        layout.addLayout(self._column, 1)
        self.setLayout(layout)
        self._title.setVisible(titled)  # not before: without parent it would be a window
        for label in (self._notes, self._help, self._said):
            label.setContentsMargins(6, 0, 6, 2)
            label.hide()
        context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._title.setFixedWidth(self._context.theme.px(LABEL_WIDTH))

    @property
    def is_open(self) -> bool:
        """Whether the value is being changed."""
        return self._editor is not None

    def show_device(self, device: Device) -> None:
        """Show what is stored; a value being typed is left alone."""
        if self._device is not None and self._device.id != device.id:
            self.close_editor()
        self._device = device
        value = getattr(device, self.name)
        words = value_words(self.name, value)
        lacking = is_missing(device, self.name)
        if lacking:
            self._text.set_words(TO_FILL, "warn", "clock")
        else:
            self._text.set_words(breakable(self._listed(words)) or NOTHING, "ink")
        spoken = TO_FILL if lacking else words or "vide"
        self._text.setAccessibleName(f"{field_title(self.name)}{NBSP}: {spoken}")
        self._text.setAccessibleDescription(self._help_words())
        self._title.setToolTip(self._help_words())
        self._show_notes(device, value)
        if self._editor is not None:
            self._editor.show_value(value)

    def _listed(self, words: str) -> str:
        """Several lines are a list, when the field says one situation per line."""
        lines = [line.strip() for line in words.split("\n") if line.strip()]
        if self.name != "limits" or len(lines) < 2:
            return words
        return "\n".join(f"•{NBSP}{NBSP}{line}" for line in lines)

    def _help_words(self) -> str:
        source = entries()[self.name].source
        return f"{field_help(self.name)} {f'Source{NBSP}: {source}.' if source else ''}".strip()

    def _show_notes(self, device: Device, value: Any) -> None:
        said = remark(self.name, value) if isinstance(value, str) else None
        notes = [said.text] if said is not None else []
        if self.name in device.origins:
            notes.append(origin_words(device.origins[self.name]))
        self._notes.setText(breakable("\n".join(notes)))
        self._notes.setProperty("tone", said.tone if said else "")
        self._notes.setVisible(bool(notes))

    # Changing

    def open(self) -> None:
        """Put a field where the value stands."""
        if self._editor is not None or self._device is None or self._context.register.read_only:
            return
        self._run, self._before = new_id(), getattr(self._device, self.name)
        editor = make_editor(self.name, self._suggest(self.name))
        editor.show_value(self._before)
        editor.told.connect(self._told)
        editor.refused.connect(self._refuse)
        self._editor = editor
        for part in (editor, *editor.findChildren(QWidget)):
            part.installEventFilter(self)
            part.setAccessibleDescription(self._help_words())
        self._column.insertWidget(0, editor)
        self._text.hide()
        self._help.setText(self._help_words())
        self._help.setVisible(bool(self._help.text()))
        editor.show()
        editor.start()

    def _told(self, value: Any) -> None:
        self._failed = not self._keep(self.name, value, self._run)
        self._refuse("Non enregistré. Le texte reste ici." if self._failed else "")

    def _refuse(self, problem: str) -> None:
        self._said.setText(problem)
        self._said.setVisible(bool(problem))
        if problem and self._editor is not None:
            announce(self._editor, problem)

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept.

        What cannot be read stays in its field, and nothing waits for it.
        """
        if self._editor is None:
            return True
        if self._failed:
            self._editor.tell_again()
        else:
            self._editor.flush()
        return not self._failed

    def leave(self, focus: bool = False) -> None:
        """Show the value in words again, unless what was typed cannot be kept."""
        if self.flush() and self._editor is not None and not self._editor.is_refused():
            self.close_editor(focus)

    def close_editor(self, focus: bool = False) -> None:
        """Show the value in words again; what cannot be read is forgotten."""
        if self._editor is None:
            return
        self._editor.flush()
        editor, self._editor = self._editor, None
        for part in (editor, *editor.findChildren(QWidget)):
            part.removeEventFilter(self)
        self._column.removeWidget(editor)
        self._failed = False
        self._refuse("")
        self._help.hide()
        self._text.show()
        if focus:
            self._text.setFocus()
        editor.hide()
        editor.deleteLater()
        if self._device is not None:
            self.show_device(self._device)
        self.closed.emit()

    def _abandon(self) -> None:
        """Put back the value that was there before."""
        if self._device is not None and getattr(self._device, self.name) != self._before:
            self._keep(self.name, self._before, self._run)
        assert self._editor is not None
        self._editor.blockSignals(True)
        self.close_editor(focus=True)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if (
            event.type() is QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in _STAYS
        ):
            QTimer.singleShot(0, self, self._left)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._abandon()
            return True
        long = entries()[self.name].long
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not long:
            self.leave(focus=True)
            return True
        several = self._editor is not None and self._editor.focusProxy() is None
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not several:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.moved_on.emit(-1 if shifted or event.key() == Qt.Key.Key_Backtab else 1)
            return True
        return False

    def _left(self) -> None:
        focus = QApplication.focusWidget()
        if self._editor is None or (focus is not None and self.isAncestorOf(focus)):
            return
        self.leave()

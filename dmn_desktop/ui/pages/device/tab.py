"""The base of the tabs of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dmn_desktop.core.completeness import applying
from dmn_desktop.core.typing import override
from dmn_desktop.ui.forms.value_field import ValueField
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.widgets.basics import PlainLabel, block, rule

TWO_COLUMNS = 620
"""Least width, in pixels of the design, for two columns of fields."""


class Tab(QWidget):
    """One tab: it shows the sheet, and writes through the desk.

    Attributes:
        key: Its name in routes.
        title: Its words.
    """

    key = ""
    title = ""

    def __init__(self, desk: SheetDesk) -> None:
        """Build the tab without data."""
        super().__init__()
        self.setObjectName("page")
        self.desk = desk
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)

    @staticmethod
    def number(_desk: SheetDesk) -> int | None:
        """What is counted beside its words."""
        return None

    def refresh(self) -> None:
        """Put what the sheet says on screen; a value being typed is left alone."""
        for field in self.fields():
            field.show_device(self.desk.device)

    def fields(self) -> Iterator[ValueField]:
        """The fields of the tab, in reading order."""
        yield from ()

    def open_field(self, name: str) -> None:
        """Change a field, brought into view."""
        field = next((one for one in self.fields() if one.name == name), None)
        if field is not None and not field.isHidden():
            field.open()

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        kept = [field.flush() for field in self.fields()]  # each one, even after a failure
        return all(kept)

    def field(self, name: str, titled: bool = True) -> ValueField:
        """A field of the device, tied to the desk and to its neighbours."""
        made = ValueField(self.desk.context, name, self.desk.keep, self.desk.suggest, titled)
        made.moved_on.connect(lambda way: self._move_on(made, way))
        if name in ("udi_di", "udi_pi"):
            settle = partial(self.desk.settle_udi, name)
            made.closed.connect(lambda: QTimer.singleShot(0, self, settle))
        return made

    def _move_on(self, field: ValueField, way: int) -> None:
        """Leave a field, and change the next one that is shown."""
        shown = [one for one in self.fields() if not one.isHidden()]
        place = shown.index(field) + way
        field.leave(focus=True)
        if 0 <= place < len(shown):
            shown[place].open()


class FieldBlock(QFrame):
    """Fields in one or two columns under a title; those that do not apply are absent."""

    def __init__(self, tab: Tab, title: str, columns: Sequence[Sequence[str]]) -> None:
        """Make the fields.

        Args:
            tab: Whose they are.
            title: Words above them.
            columns: Names of fields, column by column.
        """
        super().__init__()
        self.setProperty("kind", "block")
        self._theme = tab.desk.context.theme
        self._lines = [[_Line(tab.field(name)) for name in names] for names in columns]
        self._sides = QHBoxLayout()
        self._sides.setSpacing(24)
        for lines in self._lines:
            side = QVBoxLayout()
            side.setSpacing(0)
            for line in lines:
                side.addWidget(line)
            side.addStretch(1)
            self._sides.addLayout(side, 1)
        self.head = QHBoxLayout()
        self.head.addWidget(PlainLabel(title, kind="h2"))
        self.head.addStretch(1)
        self.absent = PlainLabel(kind="help", wrap=True)
        self.absent.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 10)
        layout.setSpacing(6)
        layout.addLayout(self.head)
        layout.addWidget(self.absent)
        layout.addLayout(self._sides)
        self._theme.changed.connect(self._arrange)

    def fields(self) -> Iterator[ValueField]:
        """The fields, column by column."""
        for lines in self._lines:
            yield from (line.field for line in lines)

    def show_sheet(self, desk: SheetDesk, absent: str = "") -> None:
        """Show the fields that apply, and say once why others are absent."""
        names = applying(desk.device)
        for lines in self._lines:
            shown = [line for line in lines if line.field.name in names]
            for line in lines:
                line.setVisible(line in shown)
                line.field.setVisible(line in shown)
                line.is_last = line not in shown[:-1]
                if line in shown:
                    line.field.show_device(desk.device)
        self._arrange()
        self.absent.setText(absent)
        self.absent.setVisible(bool(absent))

    def _arrange(self) -> None:
        """Put the columns side by side when there is room."""
        roomy = self.width() >= self._theme.px(TWO_COLUMNS)
        sideways = QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(sideways if roomy else QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(24 if roomy else 0)
        for place, lines in enumerate(self._lines):
            under = not roomy and place < len(self._lines) - 1
            for line in lines:
                line.rule.setVisible(line.isVisibleTo(self) and (under or not line.is_last))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class _Line(QWidget):
    """A field with the rule under it."""

    def __init__(self, field: ValueField) -> None:
        super().__init__()
        self.field, self.rule = field, rule()
        self.is_last = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(field)
        layout.addWidget(self.rule)


def card(title: str, *parts: QWidget) -> tuple[QFrame, QHBoxLayout]:
    """A block with a title, and the line of that title."""
    frame, layout = block(spacing=4)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(PlainLabel(title, kind="h2"))
    layout.addLayout(head)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return frame, head

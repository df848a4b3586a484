"""One element of a document: its words, typed or from the register, and their source."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from dmn_desktop.core.patient_sheet import Element
from dmn_desktop.core.typing import override
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, button, restyle
from dmn_desktop.ui.widgets.fields import GUARDED, TextField

MISSING = "À compléter"
LABEL = 150
_NARROW = 430


class ElementRow(QWidget):
    """A label, a field and a source.

    Attributes:
        entered: The keyboard arrived in its field.
        typing: Something was typed; carries what the field holds.
        link_asked: Show where the missing value is filled.
    """

    entered = Signal()
    typing = Signal(str)
    link_asked = Signal()

    def __init__(self, theme: Theme, element: Element) -> None:
        """Make the row of an element."""
        super().__init__()
        self._theme = theme
        self.element = element
        self._label = PlainLabel(element.label, kind="field", wrap=True)
        self.box = QFrame()
        self.box.setProperty("kind", "element")
        self.field: TextField | None = None
        self._value = PlainLabel(kind="text", wrap=True)
        if element.typed:
            self.field = TextField(element.label, MISSING, (1, 6))
            self.field.setProperty(GUARDED, "patient_sheet.values")
            self.field.installEventFilter(self)
            self.field.textChanged.connect(self._typed)
            self._label.setBuddy(self.field)
        self._source = PlainLabel(kind="help")
        self._link = button("", self.link_asked.emit, "quiet")
        self._help = PlainLabel(kind="help", wrap=True)
        self._help.hide()
        self._build()
        theme.changed.connect(self._fit)

    def _build(self) -> None:
        inner = QHBoxLayout(self.box)
        inner.setContentsMargins(2, 0, 8, 0)
        inner.setSpacing(8)
        if self.field is not None:
            inner.addWidget(self.field, 1)
        else:
            self._value.setContentsMargins(7, 5, 0, 5)
            inner.addWidget(self._value, 1)
        inner.addWidget(self._source, 0, Qt.AlignmentFlag.AlignVCenter)
        inner.addWidget(self._link, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._beside: bool | None = None
        self._fit()

    def show_element(self, element: Element, link: str) -> None:
        """Show what the element says now.

        Args:
            element: The element.
            link: Words of the link to where it is filled, empty without one.
        """
        self.element = element
        self._source.setText("" if element.missing else element.source)
        self._source.setVisible(bool(self._source.text()))
        self._link.setText(link)
        self._link.setAccessibleName(f"{element.label}, {link}")
        self._link.setVisible(element.missing and bool(link))
        if self.field is None:
            self._value.setText(element.value or (MISSING if element.missing else "–"))
        else:
            self.field.setAccessibleDescription(
                ", ".join(part for part in (self._source.text(), element.help) if part)
            )
        self._help.setText(element.help)
        self._restyle()

    def _restyle(self) -> None:
        holds = self.field is not None and self.field.hasFocus()
        state = "focus" if holds else "missing" if self.element.missing else ""
        look = state if self.field is not None or state else "read"
        if self.box.property("state") != look:
            self.box.setProperty("state", look)
            restyle(self.box)
            self._value.set_tone("warn" if look == "missing" else "")
            if self.field is not None:
                restyle(self.field)
        # What is read and wrong cannot be entered: why is said at once.
        wrong = self.field is None and self.element.missing
        self._help.setVisible((holds or wrong) and bool(self._help.text()))

    def _typed(self) -> None:
        if self.field is not None and self.field.hasFocus():
            self.typing.emit(self.field.value())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._restyle()
            if event.type() is QEvent.Type.FocusIn:
                self.entered.emit()
        return False

    def _fit(self) -> None:
        """Put the label beside the field, or above it where there is little room."""
        beside = self.width() >= self._theme.px(_NARROW)
        if beside == self._beside:
            return
        self._beside = beside
        for part in (self._label, self.box, self._help):
            self._grid.removeWidget(part)
        top = Qt.AlignmentFlag.AlignTop
        self._label.setContentsMargins(0, 6 if beside else 0, 0, 0)
        self._label.setFixedWidth(self._theme.px(LABEL)) if beside else self._free()
        if beside:
            self._grid.addWidget(self._label, 0, 0, top)
            self._grid.addWidget(self.box, 0, 1)
            self._grid.addWidget(self._help, 1, 1)
        else:
            for place, part in enumerate((self._label, self.box, self._help)):
                self._grid.addWidget(part, place, 0, 1, 2)
        self._grid.setColumnStretch(1, 1)

    def _free(self) -> None:
        self._label.setMinimumWidth(0)
        self._label.setMaximumWidth(16_777_215)

    @override
    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

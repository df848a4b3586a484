"""The elements of a document: those to write first, then those that the register gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.patient_sheet import Element
from dmn_desktop.core.templates.facts import Origin
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields
from dmn_desktop.ui.pages.information.element_row import ElementRow
from dmn_desktop.ui.widgets.basics import PlainLabel
from dmn_desktop.ui.widgets.tab_order import follow

Keep = Callable[[str, str, str], bool]
"""Gets the name of an element, its words and the run of typing."""


class Elements(QWidget):
    """A row for each element.

    Attributes:
        entered: The keyboard arrived in an element; its key.
        typing: Name of an element and what is typed.
        link_asked: The element whose place is to be shown.
    """

    entered = Signal(str)
    typing = Signal(str, str)
    link_asked = Signal(object)

    def __init__(self, context: Context, keep: Keep) -> None:
        """Make no row yet."""
        super().__init__()
        self._context = context
        self._keep = keep
        self._bound = BoundFields(context, self)
        self.rows: dict[str, ElementRow] = {}
        self._order: list[str] = []
        self._device_code = ""
        self._read = PlainLabel("Tirés du registre", kind="h3")
        self._read.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(7)
        self._layout.addWidget(self._read)

    def show_elements(
        self, elements: Sequence[Element], device_code: str, restart: bool = False
    ) -> None:
        """Show other elements; one that is being typed in is left alone.

        Args:
            elements: In the order of the text.
            device_code: Of the device that the document is about, empty without one.
            restart: Whether they belong to another document.
        """
        self._device_code = device_code
        if restart:
            self._bound.restart()
        for element in elements:
            if element.key not in self.rows:
                self._add(element)
            self.rows[element.key].show_element(element, self._link(element))
        self._arrange(elements)
        self._bound.show()

    def _add(self, element: Element) -> None:
        row = self.rows[element.key] = ElementRow(self._context.theme, element)
        row.entered.connect(lambda: self.entered.emit(element.key))
        row.typing.connect(lambda text: self.typing.emit(element.name, text))
        row.link_asked.connect(lambda: self.link_asked.emit(row.element))
        if row.field is not None:
            self._bound.bind(
                row.field,
                lambda: _read(row),
                lambda text, run: self._keep(element.name, text, run),
            )

    def _arrange(self, elements: Sequence[Element]) -> None:
        """Put rows in order: the keyboard stays in the field that it is in."""
        mine = [e.key for e in elements if e.typed or e.missing]
        given = [e.key for e in elements if not (e.typed or e.missing)]
        order = [*mine, "", *given] if given else mine
        if order == self._order:
            return
        self._order = order
        shown = set(order)
        for place, key in enumerate(order):
            part = self.rows[key] if key else self._read
            if self._layout.indexOf(part) != place:
                self._layout.insertWidget(place, part)
        # Shown only now that they are in the page: shown before, they would be windows.
        for key, row in self.rows.items():
            row.setVisible(key in shown)
        self._read.setVisible(bool(given))
        follow([self])

    def _link(self, element: Element) -> str:
        if not element.field:
            return ""
        return "Paramètres" if element.origin is Origin.STRUCTURE else f"Fiche {self._device_code}"

    def focus_missing(self) -> ElementRow | None:
        """Put the keyboard on the first element that is missing."""
        for key in self._order:
            row = self.rows.get(key)
            if row is not None and row.element.missing:
                (row.field or row._link).setFocus()
                return row
        return None

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        return self._bound.flush()


def _read(row: ElementRow) -> str:
    """What the field shows; one that was just emptied stays so until one leaves it."""
    assert row.field is not None
    if row.field.hasFocus() and not row.field.value() and not row.element.own:
        return ""
    return row.element.value

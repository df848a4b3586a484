"""A field that adds a record to an incident, with its button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from dmn_desktop.ui.incidents.drafted import Drafted
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.widgets.basics import button, row
from dmn_desktop.ui.widgets.fields import LineField


@dataclass(frozen=True)
class NewItem:
    """How a record is asked for.

    Attributes:
        name: Accessible name of the field.
        hint: Its grey words.
        form: The form where what is typed waits, as in `services.form_drafts`.
        key: Its name in that form.
        button: Accessible name of the button; empty when its words say enough.
        words: Words of the button.
        kind: Its style.
    """

    name: str
    hint: str
    form: str
    key: str
    button: str = ""
    words: str = "Ajouter"
    kind: str = ""


class NewLine(QWidget):
    """The field and the button; what is typed is kept until it is added."""

    def __init__(self, desk: IncidentDesk, item: NewItem, add: Callable[[str], object]) -> None:
        """Make it empty; `add` writes what was typed, and tells whether it did."""
        super().__init__()
        self._desk, self._add_one = desk, add
        self._field = LineField(item.name, item.hint)
        self._field.returnPressed.connect(self._add)
        self._draft = Drafted(desk.context, self, item.form, lambda: desk.incident)
        self._draft.bind(item.key, self._field)
        self._button = button(item.words, self._add, item.kind, item.button)
        line = row(self._field, self._button)
        line.setStretch(0, 1)
        self.setLayout(line)

    def _add(self) -> None:
        text = self._field.value()
        if not text:
            self.start()
        elif self._add_one(text):
            self._draft.reset()
            self.start()

    def show_draft(self) -> None:
        """Show what waits; a field being typed in is left alone."""
        self._draft.show()
        for part in (self._field, self._button):
            part.setEnabled(not self._desk.read_only)

    def start(self) -> None:
        """Put the keyboard in the field."""
        self._field.setFocus()

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        return self._draft.flush()

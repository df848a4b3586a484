"""The base of the six steps of an incident."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.deadlines import local
from dmn_desktop.core.records import Incident
from dmn_desktop.core.typing import override
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.pages.incident.desk import UNNAMED, IncidentDesk
from dmn_desktop.ui.widgets.basics import scrolling

LINE_WIDTH = 860
"""Greatest width of the fields, in pixels at 100 %."""


class IncidentStep(QWidget):
    """One step: it shows the file, and writes through the desk.

    Attributes:
        key: Its name in routes.
        title: Its words.
        numbered: Whether it is one of the six things to do.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    numbered: ClassVar[bool] = True

    def __init__(self, desk: IncidentDesk) -> None:
        """Build the step without data."""
        super().__init__()
        self.setObjectName("page")
        self.desk = desk
        self._content = QWidget()
        self._content.setObjectName("page")
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(20, 12, 20, 16)
        self.body.setSpacing(12)
        self.area = scrolling(self._content)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(0)
        self.whole.addWidget(self.area, 1)

    @staticmethod
    def is_complete(_desk: IncidentDesk) -> bool:
        """Whether nothing is left to say here."""
        return False

    def refresh(self) -> None:
        """Put what the file says on screen; what is being typed is left alone."""

    def tick(self) -> None:
        """A minute has passed."""

    def forms(self) -> Iterator[RecordForm]:
        """The forms of the step."""
        yield from ()

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        kept = [form.flush() for form in self.forms()]  # each one, even after a failure
        return all(kept)

    def start(self) -> None:
        """Take the keyboard."""

    def zones(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return [self._content]


class IncidentForm(RecordForm):
    """Fields of the incident, in the time of the practice."""

    @property
    def incident(self) -> Incident:
        """The incident shown."""
        assert isinstance(self._record, Incident)
        return self._record

    @override
    def _text(self, name: str) -> str:
        shown = super()._text(name)
        return "" if name == "name" and shown == UNNAMED else shown

    @override
    def here(self, value: datetime) -> datetime:
        return self.incident.here(value)

    @override
    def placed(self, value: datetime) -> datetime:
        offset = self.incident.offset
        if offset is None:
            return local(value)
        return value.replace(tzinfo=timezone(timedelta(minutes=offset)))

"""Someone before the incidents of a register, with one device in use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from dmn_desktop.core.incident_dossier import IncidentFile
from dmn_desktop.core.records import Device, Incident, Structure
from dmn_desktop.services import incidents, inventory
from dmn_desktop.services import register as registers
from dmn_desktop.ui.pages.incident.page import IncidentPage
from dmn_desktop.ui.routes import Route
from tests.app.person import Person


def at_incidents(person: Person, **structure: Any) -> Device:
    """Open a register that holds one device, and show the incidents."""
    register = registers.create(person.path, Structure(name="Cabinet des Remparts", **structure))
    device = inventory.add(
        register,
        "Ostalis Fracture",
        version="3.3.0",
        state="en_service",
        status="dm_rdm",
        ce_class="IIa",
        uses_ai="oui",
    )
    register.close()
    person.start(person.path)
    person.window.go(Route("incidents"))
    return device


def noted(person: Person, name: str = "Fracture non signalée", **values: Any) -> Incident:
    """An incident that somebody noted before."""
    made = incidents.note(person.register, name, **values)
    person.window.context.events.incidents_changed.emit()
    return made


def open_step(person: Person, incident: Incident, step: str) -> None:
    """Show a step of an incident."""
    person.window.go(Route("incident", incident.id, step))
    person.look()


def page(person: Person) -> IncidentPage:
    """The file on screen."""
    shown = person.window.page
    assert isinstance(shown, IncidentPage)
    return shown


def stored(person: Person) -> IncidentFile:
    """What the file of the register holds of the only incident."""
    (one,) = incidents.listing(person.register)
    return incidents.sheet(person.register, one.incident.id)


def choose(person: Person, name: str, words: str) -> None:
    """Choose in a list with the arrow keys."""
    box = person.one(QComboBox, name)
    box.setFocus()
    while box.currentText() != words:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{words!r} is not in the list"


def names(values: Sequence[Incident]) -> list[str]:
    """Their numbers."""
    return [one.code for one in values]


def paris(text: str) -> datetime:
    """« 2026-05-05 16:20 » in Paris."""
    from dmn_desktop.core.deadlines import local

    return local(datetime.fromisoformat(text))

"""Someone at the yearly review of a register with devices."""

from __future__ import annotations

from typing import Any

from dmn_desktop.core.records import Device, Structure
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import census, inventory
from dmn_desktop.services import register as registers
from dmn_desktop.ui.pages.census.page import CensusPage
from dmn_desktop.ui.pages.census.question_row import QuestionRow
from dmn_desktop.ui.routes import Route
from tests.app.person import Person

WHO = "Radiologue, A. B."


def at_review(person: Person, names: tuple[str, ...], begun: bool = True) -> Person:
    """The person before the review of these devices, begun or not."""
    values: dict[str, Any] = {"version": "1.0", "state": LifeState.IN_USE, "places": ("Imagerie",)}
    register = registers.create(person.path, Structure(name="Cabinet"))
    for name in names:
        inventory.add(register, name, **values)
    if begun:
        census.start(register, WHO)
    register.close()
    person.start(person.path)
    person.window.go(Route("revue"))
    return person


def page(person: Person) -> CensusPage:
    found = person.window.page
    assert isinstance(found, CensusPage)
    return found


def row(person: Person, name: str) -> QuestionRow:
    """One question of the device shown."""
    return page(person).walk.card._rows[name]


def device(person: Person, number: int) -> Device:
    found = inventory.find(person.register, number)
    assert found is not None
    return found


def review(person: Person) -> census.Review:
    """What the file holds of the review under way."""
    current = census.current(person.register)
    assert current is not None
    return census.load(person.register, current.id)

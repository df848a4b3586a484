"""Small records that a person arranges."""

from __future__ import annotations

import pytest

from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Hypothesis
from dmn_desktop.services import order, projects
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register


class Listed:
    """A project with hypotheses of these names and positions."""

    def __init__(self, register: Register, library: Library) -> None:
        self.register = register
        self._library = library
        self._id = projects.create(register, library, "Repérer les fractures").id

    def put(self, **positions: int) -> None:
        for name, position in positions.items():
            record = Hypothesis(project_id=self._id, position=position, hypothesis=name)
            registers.save(self.register, record, "hypothèse")

    @property
    def records(self) -> tuple[Hypothesis, ...]:
        return projects.load(self.register, self._library, self._id).hypotheses

    @property
    def names(self) -> str:
        return "".join(record.hypothesis for record in self.records)

    def move(self, place: int, way: int) -> bool:
        records = self.records
        return order.move(self.register, records, records[place], way, "hypothèse, ordre")


@pytest.fixture
def listed(register: Register, library: Library) -> Listed:
    return Listed(register, library)


def test_a_record_goes_up_and_down_in_one_step(listed: Listed) -> None:
    listed.put(a=1, b=2, c=3)

    assert listed.move(2, -1)
    assert listed.names == "acb"
    assert listed.move(0, 1)
    assert listed.names == "cab"
    registers.undo(listed.register)
    assert listed.names == "acb"


def test_the_ends_stay_where_they_are(listed: Listed) -> None:
    listed.put(a=1, b=2)

    assert not listed.move(0, -1)
    assert not listed.move(1, 1)
    assert listed.names == "ab"


def test_ties_and_gaps_left_by_deletions_are_numbered_again(listed: Listed) -> None:
    listed.put(a=2, b=2, c=7)
    before = listed.names

    listed.move(2, -1)

    assert [record.position for record in listed.records] == [1, 2, 3]
    assert listed.names == before[0] + before[2] + before[1]


def test_a_new_record_comes_after_the_last(listed: Listed) -> None:
    assert order.last_position(listed.records) == 0
    listed.put(a=1, b=7)
    assert order.last_position(listed.records) == 7

"""The yearly review: what is confirmed, by whom, what it changes, and that closing is final."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dmn_desktop.core.device_vocabulary import CensusAnswer, PointOrigin
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Census, CensusLine, Device, Point, today
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import census as services
from dmn_desktop.services import inventory
from dmn_desktop.services.census import Seen
from dmn_desktop.services.device_life import change_state
from dmn_desktop.services.register import next_undo, trash, undo
from dmn_desktop.store.database import Register

YES, CHANGED, NO = CensusAnswer.UNCHANGED, CensusAnswer.CHANGED, CensusAnswer.NO
ALL_YES = dict.fromkeys(("used", "version", "places", "risks", "contract"), YES)
WHO = "Radiologue référent, A. B."


def _three(register: Register) -> list[Device]:
    names = ("Ostalis Fracture", "Pulmona CT", "Densito Os")
    values: dict[str, Any] = {"version": "1.0", "state": LifeState.IN_USE, "places": ("Imagerie",)}
    return [inventory.add(register, name, **values) for name in names]


def _line(register: Register, census: Census, place: int = 0, **answers: Any) -> CensusLine:
    line = services.load(register, census.id).lines[place]
    return line.but(**{**ALL_YES, **answers, "confirmed_by": WHO})


def _device(register: Register, device: Device) -> Device:
    return inventory.sheet(register, device.id).device


def _points(register: Register, device: Device) -> dict[str, Point]:
    found = inventory.sheet(register, device.id).points
    return {p.task: p for p in found if p.origin is PointOrigin.CENSUS}


def test_every_device_that_is_not_withdrawn_has_a_line(register: Register) -> None:
    first, second, third = _three(register)
    change_state(register, third, LifeState.WITHDRAWN, date(2026, 1, 1))
    census = services.start(register, WHO)
    review = services.load(register, census.id)
    assert [line.device for line in review.lines] == [
        "DMN-01 Ostalis Fracture, version 1.0",
        "DMN-02 Pulmona CT, version 1.0",
    ]
    assert review.words == "0 sur 2 confirmé"
    assert review.is_open
    assert census.opened_by == WHO
    inventory.add(register, "Arrivé pendant la revue")
    assert [line.device_id for line in services.load(register, census.id).lines][:2] == [
        first.id,
        second.id,
    ]
    assert len(services.load(register, census.id).lines) == 3


def test_lines_follow_the_numbers_of_devices(register: Register) -> None:
    for number in range(1, 13):
        inventory.add(register, f"Dispositif {number}")
    census = services.start(register)
    services.confirm(register, Seen(_line(register, census, 10)))
    lines = services.load(register, census.id).lines
    assert [line.device.split()[0] for line in lines] == [f"DMN-{n:02d}" for n in range(1, 13)]


def test_only_one_review_is_open_at_a_time(register: Register) -> None:
    _three(register)
    census = services.start(register)
    with pytest.raises(UserError, match="déjà en cours"):
        services.start(register)
    assert services.current(register) == census
    services.close(register, census.id, "Direction")
    assert services.current(register) is None
    assert services.start(register).number == 2


def test_an_empty_inventory_has_nothing_to_review(register: Register) -> None:
    with pytest.raises(UserError, match="aucun dispositif"):
        services.start(register)
    assert services.current(register) is None


def test_confirming_says_who_and_when_and_marks_the_device_reviewed(register: Register) -> None:
    device, *_ = _three(register)
    census = services.start(register)
    stored = services.confirm(register, Seen(_line(register, census)), on=date(2026, 11, 18))
    assert (stored.confirmed_by, stored.confirmed_on) == (WHO, date(2026, 11, 18))
    assert _device(register, device).reviewed_on == date(2026, 11, 18)
    review = services.load(register, census.id)
    assert (review.confirmed, len(review.remaining)) == (1, 2)
    assert review.changed == ()
    assert review.words == "1 sur 3 confirmé"


def test_a_new_value_is_written_in_the_device_and_said_in_the_record(register: Register) -> None:
    device, *_ = _three(register)
    census = services.start(register)
    line = _line(register, census, version=CHANGED, places=CHANGED, contract=CHANGED)
    changes = {
        "version": "1.1",
        "places": ("Imagerie", "Urgences"),
        "contract_end": date(2027, 6, 30),
    }
    stored = services.confirm(register, Seen(line, changes))
    found = inventory.sheet(register, device.id)
    assert found.device.version == "1.1"
    assert found.device.places == ("Imagerie", "Urgences")
    assert found.device.contract_end == date(2027, 6, 30)
    assert [version.version for version in found.versions] == ["1.0", "1.1"]
    assert "Version\u00a0: 1.0 → 1.1." in stored.note
    assert "Imagerie → Imagerie, Urgences." in stored.note
    assert "– → 30/06/2027." in stored.note
    assert stored.device.endswith("version 1.1")
    assert _points(register, device) == {}
    assert [x.id for x in services.load(register, census.id).changed] == [line.id]


def test_answers_and_changes_are_one_undo(register: Register) -> None:
    device, *_ = _three(register)
    before = _device(register, device)
    census = services.start(register)
    line = services.keep(register, _line(register, census, version=CHANGED), run="r")
    line = services.keep(register, line.but(note="Vue sur le poste"), run="r")
    services.confirm(register, Seen(line, {"version": "2"}), run="r")
    assert next_undo(register) == "DMN-01, revue annuelle"
    undo(register)
    assert _device(register, device) == before
    assert services.load(register, census.id).lines[0].used is CensusAnswer.NONE
    assert next_undo(register) == "revue annuelle commencée"


def test_a_change_without_its_value_opens_a_point(register: Register) -> None:
    device, *_ = _three(register)
    census = services.start(register)
    line = _line(register, census, risks=CHANGED, contract=CHANGED, note="Deux incidents.")
    services.confirm(register, Seen(line), on=date(2026, 11, 1))
    points = _points(register, device)
    assert set(points) == {"risks:1", "contract:1"}
    assert points["risks:1"].text == "Revoir les risques\u00a0: Deux incidents."
    assert points["risks:1"].due_on == date(2026, 12, 1)
    again = _line(register, census, note="")
    services.confirm(register, Seen(again))
    assert _points(register, device) == {}


def test_a_device_no_longer_used_is_withdrawn_or_waits_for_a_decision(register: Register) -> None:
    first, second, _ = _three(register)
    census = services.start(register)
    line = _line(register, census, used=NO)
    services.confirm(register, Seen(line, withdrawn_on=date(2026, 10, 31)))
    gone = inventory.sheet(register, first.id)
    assert (gone.device.state, gone.device.withdrawn_on) == (
        LifeState.WITHDRAWN,
        date(2026, 10, 31),
    )
    assert len([p for p in gone.points if p.origin is PointOrigin.WITHDRAWAL]) == 3
    empty = dict.fromkeys(("version", "places", "risks", "contract"), CensusAnswer.NONE)
    services.confirm(register, Seen(_line(register, census, 1, used=NO, **empty)))
    assert _device(register, second).state is LifeState.IN_USE
    assert _points(register, second)["used:1"].text == "Décider du retrait"
    # Its line stays in the record although it is no longer in use.
    assert services.load(register, census.id).confirmed == 2


@pytest.mark.parametrize(
    ("answers", "said"),
    [({"risks": CensusAnswer.NONE}, "risques"), ({"confirmed_by": " "}, "Personne")],
)
def test_nothing_is_confirmed_without_answers_and_a_person(
    register: Register, answers: dict[str, Any], said: str
) -> None:
    device, *_ = _three(register)
    census = services.start(register)
    line = _line(register, census).but(**answers)
    with pytest.raises(UserError, match=said):
        services.confirm(register, Seen(line))
    assert _device(register, device).reviewed_on is None
    assert services.load(register, census.id).confirmed == 0


def test_answers_changed_after_confirming_ask_to_confirm_again(register: Register) -> None:
    _three(register)
    census = services.start(register)
    stored = services.confirm(register, Seen(_line(register, census)))
    services.keep(register, stored.but(risks=CHANGED), run="x")
    assert services.load(register, census.id).confirmed == 0


def test_closing_names_what_remains_and_is_final(register: Register) -> None:
    device, other, _ = _three(register)
    census = services.start(register)
    line = services.confirm(register, Seen(_line(register, census)))
    with pytest.raises(UserError, match="Personne"):
        services.close(register, census.id, "")
    closed = services.close(register, census.id, "Présidente", "Tout est là.", date(2026, 11, 18))
    assert (closed.closed_by, closed.closed_on) == ("Présidente", date(2026, 11, 18))
    inventory.add(register, "Arrivé après")
    inventory.remove(register, [other.id])
    review = services.load(register, census.id)
    assert not review.is_open
    assert [x.device for x in review.remaining] == [
        "DMN-02 Pulmona CT, version 1.0",
        "DMN-03 Densito Os, version 1.0",
    ]
    for action in (
        lambda: services.confirm(register, Seen(line)),
        lambda: services.keep(register, line, "x"),
        lambda: services.close(register, census.id, "Autre"),
        lambda: services.abandon(register, census.id),
    ):
        with pytest.raises(UserError, match="terminée"):
            action()
    assert _device(register, device).reviewed_on == today()


def test_undo_opens_a_closed_review_again(register: Register) -> None:
    _three(register)
    census = services.start(register)
    services.close(register, census.id, "Présidente")
    assert next_undo(register) == "revue annuelle terminée"
    undo(register)
    assert services.current(register) == census
    services.confirm(register, Seen(_line(register, census)))


def test_a_review_is_due_again_after_365_days(register: Register) -> None:
    _three(register)
    assert services.last_closed(register) is None
    assert not services.overdue(register)
    closed_on = date(2025, 11, 18)
    for day in (closed_on - timedelta(days=400), closed_on):
        services.close(register, services.start(register).id, "Présidente", on=day)
    last = services.last_closed(register)
    assert last is not None
    assert last.closed_on == closed_on
    assert [census.number for census in services.past(register)] == [2, 1]
    assert not services.overdue(register, closed_on + timedelta(days=365))
    assert services.overdue(register, closed_on + timedelta(days=366))


def test_an_abandoned_review_goes_to_the_trash(register: Register) -> None:
    _three(register)
    census = services.start(register)
    services.confirm(register, Seen(_line(register, census)))
    services.abandon(register, census.id)
    assert services.current(register) is None
    assert [deleted.record.id for deleted in trash(register)] == [census.id]


def test_a_deleted_device_leaves_its_confirmed_line(register: Register) -> None:
    device, *_ = _three(register)
    census = services.start(register)
    services.confirm(register, Seen(_line(register, census)))
    inventory.remove(register, [device.id])
    line = services.load(register, census.id).lines[0]
    assert line.device.startswith("DMN-01")
    assert services.device_of(register, line) is None

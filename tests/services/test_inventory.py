"""Devices: added with a first state, changed alone or together, copied, removed, all undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dmn_desktop.core.device_vocabulary import HelpKind, UseVerdict
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import DeviceState, Structure, today
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services import device_life, inventory
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register
from dmn_desktop.services.suggestions import used_values


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = registers.create(tmp_path / "r.dmn", Structure(name="Cabinet"))
    yield made
    made.close()


def test_a_device_gets_the_next_number_and_a_dated_state(register: Register) -> None:
    first = inventory.add(
        register, " Ostalis ", state=LifeState.IN_USE, in_service_on=date(2024, 4, 15)
    )
    second = inventory.add(register, "Veridos")
    assert (first.code, second.code) == ("DMN-01", "DMN-02")
    found = inventory.sheet(register, first.id)
    assert [(s.state, s.since) for s in found.states] == [(LifeState.IN_USE, date(2024, 4, 15))]
    assert inventory.find(register, 2) == second
    assert inventory.find(register, 9) is None


def test_an_empty_name_is_refused_and_nothing_is_numbered(register: Register) -> None:
    with pytest.raises(UserError, match="nom est vide"):
        inventory.add(register, "  ")
    assert inventory.add(register, "A").number == 1


def test_a_number_is_never_given_again(register: Register) -> None:
    gone = inventory.add(register, "A")
    inventory.remove(register, [gone.id])
    assert inventory.add(register, "B").number == 2


def test_a_change_is_one_undo_named_after_its_field(register: Register) -> None:
    device = inventory.add(register, "Ostalis")
    changed = inventory.update(register, device, {"manufacturer": "Ostalis SAS"})
    assert registers.next_undo(register) == "DMN-01, fabricant"
    assert inventory.sheet(register, device.id).device == changed
    registers.undo(register)
    assert inventory.sheet(register, device.id).device == device


def test_a_gap_between_use_and_purpose_opens_a_risk_once(register: Register) -> None:
    device = inventory.add(register, "Ostalis")
    device = inventory.update(register, device, {"use_verdict": UseVerdict.BEYOND})
    device = inventory.update(register, device, {"use_verdict": UseVerdict.WITHIN})
    inventory.update(register, device, {"use_verdict": UseVerdict.BEYOND})
    risks = inventory.sheet(register, device.id).risks
    assert [(risk.rule, risk.number) for risk in risks] == [("usage_hors_finalite", 1)]


def test_several_devices_change_as_one_undo(register: Register) -> None:
    devices = [inventory.add(register, name) for name in "ABC"]
    changes = {"reviewed_on": date(2026, 9, 1)}
    inventory.update(register, devices[0], changes)
    assert inventory.update_many(register, [d.id for d in devices], changes).changed == 2
    assert registers.next_undo(register) == "dernière revue de 3 dispositifs"
    registers.undo(register)
    dates = [values[1] for values in inventory.rows(register, ("reviewed_on",))]
    assert dates == [date(2026, 9, 1), None, None]


def test_a_field_that_a_tool_does_not_have_is_left_alone(register: Register) -> None:
    device = inventory.add(register, "Ostalis", nature=Nature.DEVICE)
    tool = inventory.add(register, "Dicto", nature=Nature.TOOL)
    both, changes = [device.id, tool.id], {"functions": (HelpKind.SCREENING,)}
    assert inventory.unconcerned(register, both, "functions") == {tool.id}
    assert inventory.unconcerned(register, both, "places") == frozenset()
    assert inventory.update_many(register, both, changes) == inventory.Together(1, 1)
    assert inventory.sheet(register, tool.id).device.functions == ()
    assert inventory.sheet(register, device.id).device.functions == (HelpKind.SCREENING,)


def test_a_long_change_that_is_stopped_changes_nothing(register: Register) -> None:
    ids = [inventory.add(register, name).id for name in "ABC"]
    mark, stop = registers.change_mark(register), registers.Watch(stopped=lambda: True)
    for action in (
        lambda: inventory.update_many(register, ids, {"version": "2"}, stop),
        lambda: device_life.change_states(register, ids, LifeState.WITHDRAWN, today(), stop),
        lambda: inventory.remove(register, ids, stop),
    ):
        with pytest.raises(registers.Stopped):
            action()
    assert registers.change_mark(register) == mark


def test_removed_devices_come_back_with_what_belongs_to_them(register: Register) -> None:
    device = inventory.add(register, "Ostalis")
    inventory.update(register, device, {"use_verdict": UseVerdict.BEYOND})
    inventory.remove(register, [device.id])
    with pytest.raises(UserError, match="Corbeille"):
        inventory.sheet(register, device.id)
    registers.undo(register)
    found = inventory.sheet(register, device.id)
    assert len(found.risks) == len(found.states) == 1


def test_a_copy_has_its_own_number_and_keeps_no_risk(register: Register) -> None:
    device = inventory.add(
        register, "Ostalis", manufacturer="Ostalis SAS", origins={"name": "P-01"}
    )
    inventory.update(register, device, {"use_verdict": UseVerdict.BEYOND})
    copy = inventory.duplicate(register, device)
    found = inventory.sheet(register, copy.id)
    assert (copy.code, copy.manufacturer, copy.origins) == ("DMN-02", "Ostalis SAS", {})
    assert (found.risks, len(found.states)) == ((), 1)


def test_nothing_is_written_to_a_register_open_for_reading(
    register: Register, tmp_path: Path
) -> None:
    device = inventory.add(register, "Ostalis")
    registers.save_copy(register, tmp_path / "copie.dmn")
    other = registers.open_file(tmp_path / "copie.dmn", read_only=True)
    try:
        for action in (
            lambda: inventory.add(other, "B"),
            lambda: inventory.update(other, device, {"version": "2"}),
            lambda: inventory.remove(other, [device.id]),
            lambda: inventory.duplicate(other, device),
        ):
            with pytest.raises(UserError, match="lecture seule"):
                action()
    finally:
        other.close()


def test_values_already_used_are_offered_the_most_used_first(register: Register) -> None:
    inventory.add(register, "A", referent="Cadre, A. B.", users=("Secrétaire, C. D.",))
    inventory.add(register, "B", users=("Secrétaire, C. D.",), places=("Imagerie",))
    assert used_values(register, "overseer") == ["Secrétaire, C. D.", "Cadre, A. B."]
    assert used_values(register, "places") == ["Imagerie"]
    assert used_values(register, "purpose") == ()


def test_the_first_state_belongs_to_the_device(register: Register) -> None:
    device = inventory.add(register, "A")
    with register.reading() as reader:
        assert [s.device_id for s in reader.find(DeviceState)] == [device.id]

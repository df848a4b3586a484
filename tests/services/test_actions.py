"""Corrective actions from decision to checked effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_vocabulary import ActionOrigin, ActionState, Effect
from dmn_desktop.core.records import Structure
from dmn_desktop.core.vocabulary import RiskTheme
from dmn_desktop.services import actions, incidents, inventory, risks
from dmn_desktop.services import register as registers
from dmn_desktop.store.database import Register

DUE = date(2026, 12, 1)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = registers.create(tmp_path / "r.dmn", Structure(name="Cabinet"))
    yield made
    made.close()


def test_an_action_brings_the_reference_of_what_it_comes_from(register: Register) -> None:
    device = inventory.add(register, "Ostalis")
    incident = incidents.note(register, "Panne", device_id=device.id)
    risk = risks.add(register, device.id, "Panne", RiskTheme.CONTINUITY).risk
    one = actions.from_incident(register, incident, "Relire")
    two = actions.from_risk(register, risk, "Doubler la ligne")
    three = actions.add(register, "Former", ActionOrigin.AUDIT, reference="Visite 2026")
    assert [a.code for a in (one, two, three)] == ["A-01", "A-02", "A-03"]
    assert (one.reference, one.device) == (incident.code, "DMN-01 Ostalis")
    assert two.reference == "R-01.1"
    assert actions.listing(register, incident_id=incident.id) == [one]
    incidents.remove(register, incident)
    assert actions.get(register, one.id) == one.but(incident_id=None), "the action stays"


def test_a_whole_life_with_what_each_step_needs(register: Register) -> None:
    one = actions.add(register, "Relire", ActionOrigin.CONTROL)
    with pytest.raises(UserError, match="confiée"):
        actions.move(register, one, ActionState.PLANNED)
    one = actions.update(register, one, {"owner": "Radiologue", "due_on": DUE})
    for state in (ActionState.PLANNED, ActionState.IN_PROGRESS, ActionState.DONE):
        one = actions.move(register, one, state, date(2026, 11, 20))
    assert one.done_on == date(2026, 11, 20)
    with pytest.raises(UserError, match="effet"):
        actions.move(register, one, ActionState.CHECKED)
    one = actions.move(register, one, ActionState.CHECKED, effect=Effect.YES, checked_by="Cadre")
    one = actions.move(register, one, ActionState.CLOSED, date(2027, 1, 5))
    assert (one.closed_on, one.effect) == (date(2027, 1, 5), Effect.YES)
    one = actions.move(register, one, ActionState.CHECKED)
    assert one.closed_on is None


def test_dropping_needs_a_reason_and_steps_are_not_jumped(register: Register) -> None:
    one = actions.add(register, "Relire", ActionOrigin.INCIDENT)
    with pytest.raises(UserError, match="motif"):
        actions.move(register, one, ActionState.DROPPED)
    with pytest.raises(UserError, match="ne passe pas"):
        actions.move(register, one, ActionState.CLOSED)
    dropped = actions.move(register, one, ActionState.DROPPED, reason="Doublon de A-02")
    assert actions.move(register, dropped, ActionState.TO_DECIDE).closed_on is None


def test_late_and_to_check(register: Register) -> None:
    late = actions.add(
        register, "Relire", ActionOrigin.INCIDENT, owner="R", due_on=date(2026, 1, 1)
    )
    actions.add(register, "Former", ActionOrigin.INCIDENT, owner="R", due_on=date(2027, 1, 1))
    assert actions.overdue(register, date(2026, 11, 22)) == [late]
    for state in (ActionState.PLANNED, ActionState.IN_PROGRESS, ActionState.DONE):
        late = actions.move(register, late, state)
    assert actions.overdue(register, date(2026, 11, 22)) == []
    assert actions.to_check(register, date(2026, 11, 22)) == [late]


def test_the_proof_is_kept_inside(register: Register, tmp_path: Path) -> None:
    proof = tmp_path / "protocole.txt"
    proof.write_text("v5", encoding="utf-8")
    one = actions.attach_proof(register, actions.add(register, "Relire", ActionOrigin.RISK), proof)
    actions.save_proof(register, one, tmp_path / "copie.txt")
    assert (tmp_path / "copie.txt").read_text(encoding="utf-8") == "v5"
    with pytest.raises(UserError, match="vide"):
        actions.add(register, " ", ActionOrigin.RISK)

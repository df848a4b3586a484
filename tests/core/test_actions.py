"""The life of a corrective action."""

from __future__ import annotations

from datetime import date

import pytest

from dmn_desktop.core.actions import ORDER, is_overdue, is_to_check, lacking, next_states
from dmn_desktop.core.incident_vocabulary import ActionState, Effect
from dmn_desktop.core.records import CorrectiveAction

TODAY = date(2026, 11, 22)
ACTION = CorrectiveAction(number=7, text="Relire", owner="Radiologue", due_on=date(2026, 11, 1))


@pytest.mark.parametrize("state", ActionState)
def test_every_state_leads_on_and_none_jumps(state: ActionState) -> None:
    following = next_states(ACTION.but(state=state))
    assert following
    if state in ORDER:
        for one in set(following) - {ActionState.DROPPED}:
            assert abs(ORDER.index(one) - ORDER.index(state)) == 1


@pytest.mark.parametrize(
    ("changes", "state", "words"),
    [
        ({"owner": ""}, ActionState.PLANNED, "confiée"),
        ({"due_on": None}, ActionState.PLANNED, "échéance"),
        ({}, ActionState.CHECKED, "effet"),
        ({"effect": Effect.NO}, ActionState.CLOSED, "effet"),
        ({}, ActionState.DROPPED, "motif"),
    ],
)
def test_what_a_state_needs(changes: dict[str, object], state: ActionState, words: str) -> None:
    assert words in lacking(ACTION.but(**changes), state)


def test_late_until_done_then_to_check() -> None:
    assert is_overdue(ACTION, TODAY)
    done = ACTION.but(state=ActionState.DONE, check_on=date(2026, 11, 22))
    assert not is_overdue(done, TODAY)
    assert is_to_check(done, TODAY)
    assert not is_to_check(done, date(2026, 11, 21))
    assert not is_to_check(done.but(state=ActionState.CHECKED), TODAY)

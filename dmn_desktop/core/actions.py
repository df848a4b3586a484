"""The life of a corrective action: which step may follow, and what each needs."""

from __future__ import annotations

from datetime import date

from dmn_desktop.core.incident_vocabulary import ActionState, Effect
from dmn_desktop.core.records import CorrectiveAction

ORDER = (
    ActionState.TO_DECIDE,
    ActionState.PLANNED,
    ActionState.IN_PROGRESS,
    ActionState.DONE,
    ActionState.CHECKED,
    ActionState.CLOSED,
)

ENDED = (ActionState.CLOSED, ActionState.DROPPED)

TO_DO = (ActionState.TO_DECIDE, ActionState.PLANNED, ActionState.IN_PROGRESS)
"""States in which the action itself is still to be done."""


def next_states(action: CorrectiveAction) -> tuple[ActionState, ...]:
    """The states that may follow, the usual one first; one may go back a step, or drop it."""
    if action.state is ActionState.DROPPED:
        return (ActionState.TO_DECIDE,)
    rank = ORDER.index(action.state)
    following = ORDER[rank + 1 : rank + 2]
    before = ORDER[rank - 1 : rank] if rank else ()
    if action.state is ActionState.CLOSED:
        return before
    return (*following, *before, ActionState.DROPPED)


def lacking(action: CorrectiveAction, state: ActionState) -> str:
    """What must be said before an action reaches a state, empty when nothing is missing."""
    decided = state not in (ActionState.TO_DECIDE, ActionState.DROPPED)
    checked = state in (ActionState.CHECKED, ActionState.CLOSED)
    no_effect = state is ActionState.CLOSED and action.effect is Effect.NO
    wanted = (
        (state is ActionState.DROPPED and not action.reason.strip(), "le motif de l’abandon"),
        (decided and not action.owner.strip(), "à qui elle est confiée"),
        (decided and action.due_on is None, "son échéance"),
        (checked and action.effect is Effect.NONE, "l’effet constaté"),
        (no_effect, "une action qui ait un effet, ou un abandon avec son motif"),
    )
    return next((words for missing, words in wanted if missing), "")


def is_overdue(action: CorrectiveAction, on: date) -> bool:
    """Whether it should have been done before this day."""
    return action.state in TO_DO and action.due_on is not None and action.due_on < on


def is_to_check(action: CorrectiveAction, on: date) -> bool:
    """Whether its effect is to be looked at, the day having come."""
    return action.state is ActionState.DONE and (action.check_on is None or action.check_on <= on)

"""The figures of a device, found in one pass, are those of its risks taken one by one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.criticality import current_level, default_scale, worst
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.proposed_risks import family_mark
from dmn_desktop.core.records import Risk
from dmn_desktop.core.risk_summary import LIVE, NO_RISKS, SUMMED, summarise
from dmn_desktop.core.vocabulary import RiskState, RiskTheme

ON = date(2026, 11, 22)
PROMPTS = {RiskTheme.TRANSMISSION, RiskTheme.REUSE, RiskTheme.CYBER, RiskTheme.CONTINUITY}
STEPS = st.integers(0, 9)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))

RISKS = st.lists(
    st.builds(
        Risk,
        device_id=st.sampled_from(["a", "b"]),
        number=st.just(1),
        text=st.just("Panne"),
        theme=st.sampled_from(RiskTheme),
        state=st.sampled_from(RiskState),
        severity=STEPS,
        likelihood=STEPS,
        residual_severity=STEPS,
        residual_likelihood=STEPS,
        due_on=DAYS,
        reviewed_on=DAYS,
    ),
    max_size=12,
)


def plain(risk: Risk) -> tuple[object, ...]:
    """A row as the register gives it: closed lists as their keys."""
    values = risk.model_dump(mode="json")
    dates = {"due_on": risk.due_on, "reviewed_on": risk.reviewed_on}
    return tuple(dates.get(name, values[name]) for name in SUMMED)


@given(RISKS)
def test_the_figures_are_those_of_the_risks_one_by_one(risks: list[Risk]) -> None:
    found = summarise([plain(risk) for risk in risks], default_scale(), ON)
    assert set(found) == {risk.device_id for risk in risks}
    for device_id, summary in found.items():
        mine = [risk for risk in risks if risk.device_id == device_id]
        live = [risk for risk in mine if risk.state in LIVE]
        levels = [current_level(risk, default_scale()) for risk in live]
        kept = [risk for risk in mine if risk.state is not RiskState.REFUSED]
        assert summary.live == len(live)
        assert summary.high == levels.count(RiskLevel.HIGH)
        assert summary.to_assess == levels.count(RiskLevel.TO_ASSESS)
        assert summary.overdue == sum(
            risk.state is RiskState.OPEN and risk.due_on is not None and risk.due_on < ON
            for risk in mine
        )
        assert summary.unanswered == 4 - len(PROMPTS & {risk.theme for risk in kept})
        days = [risk.reviewed_on for risk in kept if risk.reviewed_on]
        assert summary.last_on == (max(days) if days else None)
        if levels:
            assert summary.level is worst(levels)


def test_saying_that_there_is_none_answers_a_prompt_and_refusing_a_proposal_does_not() -> None:
    refused = Risk(
        device_id="a", number=1, text="x", theme=RiskTheme.CYBER, state=RiskState.REFUSED
    )
    row = plain(refused.but(rule="mot_de_passe_seul"))
    (proposal,) = summarise([row], default_scale(), ON).values()
    (none,) = summarise(
        [plain(refused.but(rule=family_mark(RiskTheme.CYBER)))], default_scale(), ON
    ).values()
    assert (proposal.unanswered, none.unanswered) == (NO_RISKS.unanswered, 3)
    assert proposal.level is none.level is RiskLevel.TO_ASSESS

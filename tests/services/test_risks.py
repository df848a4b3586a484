"""Risks of devices: numbered, judged, proposed, accepted, closed, summed up for the inventory."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dmn_desktop.core.criticality import default_grid, default_scale
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Device, Risk, today
from dmn_desktop.core.vocabulary import RiskState, RiskTheme
from dmn_desktop.services import inventory, register, risks
from dmn_desktop.store.database import Register


@pytest.fixture
def device(register: Register) -> Device:
    return inventory.add(register, "Ostalis Fracture", hosting="externe_non_hds", reuse="inconnu")


def codes(register: Register) -> list[str]:
    return [one.code for one in risks.listing(register)]


def summary(register: Register, device: Device) -> risks.RiskSummary:
    return risks.summaries(register).get(device.id, risks.NO_RISKS)


def judged(register: Register, device: Device, severity: int, likelihood: int) -> Risk:
    return risks.add(
        register,
        device.id,
        "Panne du service",
        RiskTheme.CONTINUITY,
        severity=severity,
        likelihood=likelihood,
    ).risk


def test_risks_are_numbered_by_device_and_a_number_is_not_given_again(
    register: Register, device: Device
) -> None:
    other = inventory.add(register, "Derm-Atlas Vue")
    first = judged(register, device, 1, 1)
    last = judged(register, device, 1, 1)
    judged(register, other, 1, 1)
    assert codes(register) == ["R-01.1", "R-01.2", "R-02.1"]
    risks.remove(register, last)
    assert judged(register, device, 1, 1).number == 3
    risks.remove(register, first)
    register.undo()
    assert codes(register) == ["R-01.1", "R-01.3", "R-02.1"]


def test_a_judgement_is_dated_written_in_words_and_undone(
    register: Register, device: Device
) -> None:
    risk = judged(register, device, 0, 0)
    assert risk.reviewed_on is None
    changed = risks.update(register, risk, {"severity": 5, "likelihood": 3})
    assert changed.reviewed_on == today()
    assert summary(register, device).level is RiskLevel.HIGH
    titled = risks.update(register, changed, {"text": "Panne du serveur"})
    lines = [line.label for line in risks.history(register, titled)]
    assert lines == [
        "R-01.1, événement redouté",
        "R-01.1, gravité avant mesures, vraisemblance avant mesures",
        "ajout du risque\u00a0: Panne du service",
    ]
    register.undo()
    register.undo()
    assert risks.listing(register)[0].risk == risk


def test_an_empty_event_and_a_device_that_is_gone_are_told(
    register: Register, device: Device
) -> None:
    with pytest.raises(UserError, match="L’événement est vide"):
        risks.add(register, device.id, "  ", RiskTheme.CYBER)
    inventory.remove(register, [device.id])
    with pytest.raises(UserError, match="n’est plus dans l’inventaire"):
        risks.add(register, device.id, "Intrusion", RiskTheme.CYBER)


def test_a_proposal_is_accepted_once_or_refused_with_a_reason(
    register: Register, device: Device
) -> None:
    hosting, reuse = risks.propose(register, device.id)
    risk = risks.accept(register, device.id, hosting)
    assert risk.rule == "hebergement_non_hds"
    with pytest.raises(UserError, match="avec un motif"):
        risks.refuse(register, device.id, reuse, " ")
    assert [p.key for p in risks.propose(register, device.id)] == [reuse.key]
    risks.refuse(register, device.id, reuse, "Clause retirée du contrat")
    assert risks.propose(register, device.id) == []
    # A refused proposal is no risk: it is neither listed nor counted.
    assert codes(register) == ["R-01.1"]
    assert summary(register, device).live == 1
    register.undo()
    assert [p.key for p in risks.propose(register, device.id)] == [reuse.key]


def test_what_is_set_aside_takes_no_number_until_it_is_taken_back(
    register: Register, device: Device
) -> None:
    hosting, reuse = risks.propose(register, device.id)
    refused = risks.refuse(register, device.id, hosting, "Hébergé ici")
    risks.no_risk(register, device.id, RiskTheme.CYBER, "Poste isolé")
    risks.accept(register, device.id, reuse)
    assert codes(register) == ["R-01.1"]
    risks.reopen(register, refused)
    assert codes(register) == ["R-01.1", "R-01.2"]
    register.undo()
    assert codes(register) == ["R-01.1"]


def test_no_risk_of_a_family_needs_a_reason_and_refuses_what_is_proposed_there(
    register: Register, device: Device
) -> None:
    with pytest.raises(UserError, match="avec un motif"):
        risks.no_risk(register, device.id, RiskTheme.REUSE, "")
    risks.no_risk(register, device.id, RiskTheme.REUSE, "Aucune donnée ne sort")
    waiting = {proposal.theme for proposal in risks.propose(register, device.id)}
    assert waiting == {RiskTheme.TRANSMISSION}
    states = {state.family.theme: state for state in risks.families(register, device.id)}
    assert states[RiskTheme.REUSE].none_because == "Aucune donnée ne sort"
    risks.no_risk(register, device.id, RiskTheme.REUSE, "Autre motif")
    states = {state.family.theme: state for state in risks.families(register, device.id)}
    assert states[RiskTheme.REUSE].none_because == "Autre motif"
    risks.add(register, device.id, "Fuite", RiskTheme.TRANSMISSION)
    with pytest.raises(UserError, match="déjà un risque"):
        risks.no_risk(register, device.id, RiskTheme.TRANSMISSION, "Plus rien")


def test_the_four_prompts_answered_without_a_risk_make_a_low_device(
    register: Register, device: Device
) -> None:
    prompts = (RiskTheme.TRANSMISSION, RiskTheme.REUSE, RiskTheme.CYBER, RiskTheme.CONTINUITY)
    for left, theme in zip((3, 2, 1, 0), prompts, strict=True):
        assert summary(register, device).level is RiskLevel.TO_ASSESS
        risks.no_risk(register, device.id, theme, "Poste isolé")
        assert summary(register, device).unanswered == left
    assert summary(register, device).level is RiskLevel.LOW
    assert summary(register, device).live == 0


def test_a_residual_risk_is_accepted_by_a_named_role_once_judged(
    register: Register, device: Device
) -> None:
    risk = judged(register, device, 0, 0)
    with pytest.raises(UserError, match="pas encore analysé"):
        risks.accept_residual(register, risk, "Médecin responsable")
    risk = risks.update(register, risk, {"severity": 3, "likelihood": 2})
    with pytest.raises(UserError, match="Il manque la fonction"):
        risks.accept_residual(register, risk, " ")
    accepted = risks.accept_residual(register, risk, "Médecin responsable", date(2026, 3, 2))
    assert (accepted.state, accepted.accepted_by) == (RiskState.ACCEPTED, "Médecin responsable")
    assert accepted.accepted_on == date(2026, 3, 2)
    assert summary(register, device).level is RiskLevel.MEDIUM
    reopened = risks.reopen(register, accepted)
    assert (reopened.state, reopened.accepted_by) == (RiskState.OPEN, "")


def test_a_closed_risk_needs_a_reason_and_counts_no_more(
    register: Register, device: Device
) -> None:
    risk = judged(register, device, 5, 5)
    with pytest.raises(UserError, match="avec un motif"):
        risks.close(register, risk, "")
    closed = risks.close(register, risk, "Hébergeur changé")
    assert summary(register, device).live == 0
    assert codes(register) == ["R-01.1"]
    assert risks.reopen(register, closed).state is RiskState.OPEN
    assert summary(register, device).high == 1


def test_overdue_risks_are_the_open_ones_whose_date_is_past(
    register: Register, device: Device
) -> None:
    for days, state in ((-1, "ouvert"), (-9, "ouvert"), (0, "ouvert"), (-5, "clos")):
        risks.add(
            register,
            device.id,
            f"Échéance {days}",
            RiskTheme.CYBER,
            due_on=today() + timedelta(days),
            state=state,
        )
    assert [one.risk.text for one in risks.overdue(register)] == ["Échéance -9", "Échéance -1"]
    assert summary(register, device).overdue == 2


def test_another_scale_changes_the_levels_and_not_the_numbers(
    register: Register, device: Device
) -> None:
    risk = judged(register, device, 3, 3)
    assert summary(register, device).level is RiskLevel.MEDIUM
    strict = default_scale().but(
        severities=("Faible", "Sérieuse", "Grave"),
        likelihoods=("Rare", "Parfois", "Souvent"),
        grid=default_grid(3, 3),
    )
    with pytest.raises(UserError, match="avec un motif"):
        risks.save_scale(register, strict, "")
    kept = risks.save_scale(register, strict, "Échelle du groupe")
    assert risks.scale_of(register) == kept
    assert summary(register, device).level is RiskLevel.HIGH
    assert risks.listing(register)[0].risk == risk
    risks.restore_scale(register, "Retour à l’échelle commune")
    assert risks.scale_of(register).grid == default_scale().grid
    assert register_labels(register)[:2] == [
        "échelle des risques\u00a0: Retour à l’échelle commune",
        "échelle des risques\u00a0: Échelle du groupe",
    ]


def register_labels(opened: Register) -> list[str]:
    return [line.label for line in register.history(opened)]


def test_a_scale_that_falls_is_refused_and_the_former_one_holds(register: Register) -> None:
    falling = default_scale().but(grid=(*default_scale().grid[:4], "11111"))
    with pytest.raises(UserError, match="ne peut pas être moins élevé"):
        risks.save_scale(register, falling, "Essai")
    assert risks.scale_of(register) == default_scale()


def test_a_use_beyond_the_purpose_opens_a_high_risk_in_the_same_undo(
    register: Register, device: Device
) -> None:
    beyond = inventory.update(register, device, {"use_verdict": "ecart"})
    (listed,) = risks.listing(register)
    assert listed.risk.rule == "usage_hors_finalite"
    assert summary(register, device).level is RiskLevel.HIGH
    # Once is enough, whatever the verdict becomes.
    within = inventory.update(register, beyond, {"use_verdict": "conforme"})
    inventory.update(register, within, {"use_verdict": "ecart"})
    assert codes(register) == ["R-01.1"]
    for _ in range(3):
        register.undo()
    assert codes(register) == []


def test_a_removed_device_takes_its_risks_to_the_corbeille_and_back(
    register: Register, device: Device
) -> None:
    judged(register, device, 2, 2)
    inventory.remove(register, [device.id])
    assert codes(register) == []
    register.undo()
    assert codes(register) == ["R-01.1"]

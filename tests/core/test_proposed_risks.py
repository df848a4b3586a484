"""Risks proposed from what is known of a device: every rule, where it holds and where not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dmn_desktop.core.device_vocabulary import Reconsidered
from dmn_desktop.core.forms import library
from dmn_desktop.core.guide import Guide
from dmn_desktop.core.proposed_risks import (
    FACT_CHECKS,
    Known,
    family_mark,
    family_states,
    fitting,
    proposals,
    risk_from_proposal,
)
from dmn_desktop.core.records import Device, DeviceVersion, Risk
from dmn_desktop.core.risk_content import FACTS, risk_content
from dmn_desktop.core.vocabulary import RiskState, RiskTheme

ON = date(2026, 11, 22)

EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "hebergement_non_hds": ({"hosting": "externe_non_hds"}, {"hosting": "externe_hds"}),
    "hds_termine": (
        {"hosting": "externe_hds", "hds_end": ON - timedelta(1)},
        {"hosting": "externe_hds", "hds_end": ON},
    ),
    "donnees_hors_eee": ({"storage_countries": ("FR", "US")}, {"storage_countries": ("FR", "NO")}),
    "donnees_identifiantes": (
        {"identifying": "identifiantes", "hosting": "externe_hds"},
        {"identifying": "identifiantes", "hosting": "local"},
    ),
    "reemploi_a_decider": ({"reuse": "inconnu"}, {"reuse": "refuse"}),
    "reemploi_autorise": ({"reuse": "oui_autorise"}, {"reuse": "non"}),
    "mot_de_passe_seul": ({"authentication": "mot_de_passe"}, {"authentication": "mfa"}),
    "session_partagee": ({"authentication": "session_locale"}, {"authentication": ""}),
    "sans_secours": (
        {"criticality": "forte"},
        {"criticality": "forte", "fallback": "Lire les images sur la console."},
    ),
    "exercice_absent": (
        {"criticality": "forte", "last_drill": ON - timedelta(366)},
        {"criticality": "forte", "last_drill": ON - timedelta(365)},
    ),
    "usage_hors_finalite": ({"use_verdict": "ecart"}, {"use_verdict": "conforme"}),
    "cas_urgent_retarde": ({"decision_role": "tri"}, {"decision_role": "second_lecteur"}),
    "resultat_faux": ({"functions": ("aide_au_diagnostic",)}, {"functions": ()}),
    "texte_invente": (
        {"uses_ai": "oui", "generative": "oui"},
        {"uses_ai": "non", "generative": "oui"},
    ),
    "exces_de_confiance": (
        {"uses_ai": "oui", "decision_role": "avant_lecture"},
        {"uses_ai": "oui", "decision_role": "second_lecteur"},
    ),
    "sans_surveillance": ({"uses_ai": "oui"}, {"uses_ai": "oui", "overseer": "Radiologue, A. B."}),
    "patient_exclu": ({"limits": "Enfant de moins de 2 ans"}, {}),
    "population_inconnue": ({"uses_ai": "oui"}, {"uses_ai": "oui", "population": "Adultes"}),
    "apprentissage_continu": ({"learning": "continu"}, {"learning": "fige"}),
    "mises_a_jour": ({"learning": "incremental"}, {"learning": "continu"}),
    "sans_ins": ({"interop": ("dicom",)}, {"interop": ("dicom", "ins")}),
    "changement_d_editeur": (
        {"contract_end": ON + timedelta(180)},
        {"contract_end": ON + timedelta(181)},
    ),
    "journaux_chez_editeur": ({"logs_kept": "non"}, {"logs_kept": "partiel"}),
    "sans_referent": ({"state": "en_service"}, {"state": "en_service", "referent": "Cadre, C. D."}),
}
"""For each rule, a device it is meant for and its nearest neighbour that it leaves alone."""


def device(**values: Any) -> Device:
    return Device.model_validate({"number": 7, "name": "Ostalis Fracture", **values})


def found(**values: Any) -> set[str]:
    return {rule.id for rule in fitting(Known(device(**values), ON))}


@pytest.mark.parametrize(("rule", "values"), EXAMPLES.items())
def test_each_rule_holds_where_it_should_and_not_next_to_it(
    rule: str, values: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    there, beside = values
    assert rule in found(**there)
    assert rule not in found(**beside)


def versions(**answers: Any) -> tuple[DeviceVersion, ...]:
    first = DeviceVersion(device_id="d", position=1, version="1")
    return first, DeviceVersion(device_id="d", position=2, version="2", **answers)


def test_a_new_version_is_proposed_until_its_four_questions_are_answered() -> None:
    done = dict.fromkeys(("instructions", "patient_sheet", "training"), Reconsidered.DONE)
    installed = device(version="2")
    assert proposals(Known(installed, ON, versions()[:1]), []) == []
    (waiting,) = proposals(Known(installed, ON, versions(**done)), [])
    assert waiting.key == "version_a_finir:2"
    finished = versions(**done, quality=Reconsidered.NOT_NEEDED)
    assert proposals(Known(installed, ON, finished), []) == []
    # Refused for version 2, it is proposed again for version 3.
    refused = risk_from_proposal(installed, waiting, 1).but(state=RiskState.REFUSED)
    assert proposals(Known(installed, ON, versions()), [refused]) == []
    (again,) = proposals(Known(device(version="3"), ON, versions()), [refused])
    assert again.key == "version_a_finir:3"


def test_every_rule_and_fact_has_its_example_and_every_family_its_rule() -> None:
    rules = risk_content().rules
    assert {rule.id for rule in rules} == {*EXAMPLES, "version_a_finir"}
    assert {rule.theme for rule in rules} == set(RiskTheme)
    assert set(FACT_CHECKS) == set(FACTS)
    used = {fact for rule in rules for clause in rule.when for fact in clause.get("faits", ())}
    assert used == set(FACTS)


def test_the_question_of_each_rule_is_in_the_guide() -> None:
    questions = Guide(library().forms).by_id
    assert {rule.cell for rule in risk_content().rules} <= set(questions)


def test_an_answered_proposal_does_not_come_back_whatever_became_of_it() -> None:
    known = Known(device(hosting="externe_non_hds"), ON)
    (waiting,) = proposals(known, [])
    for state in RiskState:
        kept = risk_from_proposal(known.device, waiting, 1).but(state=state)
        assert proposals(known, [kept]) == []


def test_a_withdrawn_device_asks_for_nothing() -> None:
    assert proposals(Known(device(hosting="externe_non_hds", state="retire"), ON), []) == []


def test_an_accepted_proposal_is_a_risk_still_to_judge() -> None:
    known = Known(device(reuse="inconnu"), ON)
    (waiting,) = proposals(known, [])
    risk = risk_from_proposal(known.device, waiting, 3)
    assert (risk.number, risk.theme, risk.cell) == (3, RiskTheme.REUSE, "q8_9")
    assert (risk.severity, risk.likelihood, risk.state) == (0, 0, RiskState.OPEN)
    assert risk.cause
    assert risk.consequence
    assert risk.rule == "reemploi_a_decider"


def test_each_family_is_to_answer_until_a_risk_or_a_reason_says_so() -> None:
    known = Known(device(reuse="inconnu"), ON)
    none = Risk(
        device_id="d",
        number=1,
        text="Aucun",
        theme=RiskTheme.CYBER,
        state=RiskState.REFUSED,
        rule=family_mark(RiskTheme.CYBER),
        reason="Poste sans réseau",
    )
    kept = Risk(device_id="d", number=2, text="Panne", theme=RiskTheme.CONTINUITY)
    refused = Risk(
        device_id="d",
        number=3,
        text="x",
        theme=RiskTheme.CLINICAL,
        state=RiskState.REFUSED,
        rule="resultat_faux",
    )
    states = {state.family.theme: state for state in family_states(known, [none, kept, refused])}
    assert states[RiskTheme.CYBER].none_because == "Poste sans réseau"
    assert states[RiskTheme.CONTINUITY].risks == (kept,)
    answered = {theme for theme, state in states.items() if state.is_answered}
    assert answered == {RiskTheme.CYBER, RiskTheme.CONTINUITY}
    assert [p.key for p in states[RiskTheme.REUSE].proposals] == ["reemploi_a_decider"]


def test_the_four_prompts_of_the_sheet_come_first() -> None:
    families = risk_content().families
    assert [family.prompt for family in families[:4]] == [
        "ris_1_a",
        "ris_1_b",
        "ris_1_c",
        "ris_1_d",
    ]
    assert not any(family.prompt for family in families[4:])

"""What the orientation knows without asking: from the device, the structure, the file itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core import incident_vocabulary as words
from dmn_desktop.core.device_vocabulary import CeClass, DeviceStatus, HighRisk, Known, VendorRole
from dmn_desktop.core.guided_triage import Guided, guided, settled_answers
from dmn_desktop.core.incident_facts import known_facts
from dmn_desktop.core.records import Device, Incident
from dmn_desktop.core.triage import Answer, Facts, Status, orient, tree
from dmn_desktop.core.vocabulary import StructureKind

TREE = tree()
NODES = [node.id for node in TREE.nodes]
KNOWN = datetime(2026, 10, 24, 21, 30, tzinfo=UTC)
DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DEVICE = Device(
    number=7,
    name="Ostalis Fracture",
    status=DeviceStatus.MDR,
    ce_class=CeClass.IIA,
    uses_ai=Known.YES,
    high_risk=HighRisk.DEVICE,
)


def incident(**values: Any) -> Incident:
    return Incident.model_validate(
        {"year": 2026, "number": 4, "name": "Fracture non signalée", "known_at": KNOWN, **values}
    )


def orientation(
    one: Incident, device: Device | None = DEVICE, kind: StructureKind = StructureKind.PRACTICE
) -> Guided:
    return guided(TREE, known_facts(TREE, one, device, kind, DAY), NOW)


def answers(found: Guided) -> dict[str, tuple[str | None, bool]]:
    return {asked.node.id: (asked.answer, asked.given) for asked in found.questions}


def test_a_marked_device_answers_its_own_questions_and_says_so() -> None:
    found = orientation(incident())
    assert answers(found)["mv1"] == ("oui", False)
    assert answers(found)["mv2"] == ("non", False)
    assert answers(found)["ia2"] == ("oui", False)
    said = {asked.node.id: asked.reason.replace("\u00a0", " ") for asked in found.questions}
    assert said["mv1"] == "Rempli depuis la fiche DMN-07 : marquage CE, classe IIa."
    assert said["ia1"] == "Rempli depuis la fiche DMN-07 : il embarque de l’IA."


@pytest.mark.parametrize(
    ("changes", "node", "expected"),
    [
        ({"status": DeviceStatus.IVDR}, "mv2", "oui"),
        ({"status": DeviceStatus.NOT_A_DEVICE}, "mv1", "non"),
        ({"status": DeviceStatus.TO_CHECK}, "mv1", "inconnu"),
        ({"status": DeviceStatus.NONE}, "mv1", None),
        ({"uses_ai": Known.NO}, "ia1", "non"),
        ({"uses_ai": Known.UNKNOWN}, "ia1", "inconnu"),
        ({"high_risk": HighRisk.NO}, "ia2", "non"),
        ({"high_risk": HighRisk.NONE}, "ia2", "oui"),
    ],
)
def test_what_the_sheet_says_is_not_asked(
    changes: dict[str, Any], node: str, expected: str | None
) -> None:
    found = orientation(incident(), DEVICE.but(**changes))
    assert answers(found)[node] == (expected, False)


def test_without_a_device_nothing_of_it_is_supposed() -> None:
    found = answers(orientation(incident(), None))
    assert found["mv1"] == (None, False)
    assert found["ia1"] == (None, False)


@pytest.mark.parametrize(
    ("kind", "mandatory"),
    [
        (StructureKind.PRACTICE, "out_mv_ansm"),
        (StructureKind.GROUP, "out_mv_ansm"),
        (StructureKind.CLINIC, "out_mv_correspondant"),
    ],
)
def test_the_kind_of_structure_says_through_whom(kind: StructureKind, mandatory: str) -> None:
    found = orientation(incident(answers={"fab1": "oui", "mv4": "oui"}), DEVICE, kind)
    assert mandatory in {line.outcome.id for line in found.due}


def test_an_incident_may_say_another_structure_than_the_register() -> None:
    one = incident(
        profile=words.IncidentProfile.ESTABLISHMENT, answers={"fab1": "oui", "mv4": "oui"}
    )
    assert "out_mv_correspondant" in {line.outcome.id for line in orientation(one).due}


@pytest.mark.parametrize("word", words.GRAVE)
def test_a_grave_severity_opens_the_vigilance_without_being_asked_again(
    word: words.IncidentSeverity,
) -> None:
    for field in ("severity", "worst_case"):
        one = incident(**{field: word, "answers": {"fab1": "oui"}})
        assert "out_mv_ansm" in {line.outcome.id for line in orientation(one).due}


def test_a_mild_severity_alone_closes_nothing_since_worse_was_perhaps_possible() -> None:
    one = incident(severity=words.IncidentSeverity.MINOR, answers={"fab1": "oui"})
    assert answers(orientation(one))["mv4"] == (None, False)


def test_no_consequence_answers_damage_and_gravity_of_what_happened() -> None:
    one = incident(consequence=words.Consequence.AVOIDED, answers={"ei1": "oui", "ei2": "oui"})
    found = answers(orientation(one))
    assert found["pa1"] == ("non", False)
    assert found["ei3"] == ("non", False)


def test_a_defect_is_asked_once_for_two_regimes() -> None:
    found = answers(orientation(incident(answers={"fab1": "oui"})))
    assert found["mv3"] == ("oui", False)
    assert answers(orientation(incident(answers={"fab1": "oui", "mv3": "non"})))["mv3"] == (
        "non",
        True,
    )


def test_nodes_that_ask_the_same_are_one_question() -> None:
    one = incident(answers={"fab1": "oui", "mv2": "inconnu", "mv4": "oui"})
    asked = [question.node.id for question in orientation(one).questions]
    assert ("mv4" in asked) + ("mv4i" in asked) == 1
    assert {"out_mv_ansm", "out_reacto"} <= {line.outcome.id for line in orientation(one).due}


def test_each_question_is_asked_once_and_numbered_in_order() -> None:
    found = orientation(incident(answers={"fab1": "oui"}))
    names = [asked.node.id for asked in found.questions]
    assert len(names) == len(set(names))
    assert [asked.number for asked in found.questions] == list(range(1, len(names) + 1))


def test_i_do_not_know_says_whom_to_ask_and_what_it_may_open() -> None:
    found = orientation(incident(answers={"si1": "inconnu"}), DEVICE, StructureKind.CLINIC)
    (point,) = found.to_clear
    assert point.whom == "Le prestataire informatique"
    assert "Incident de sécurité du système d’information" in point.opens
    line = next(line for line in found.due if line.outcome.id == "out_cert")
    assert line.uncertain


def test_a_closed_regime_names_the_answer_that_closes_it() -> None:
    found = orientation(incident(answers={"rg1": "non"}))
    by_title = {closed.title: closed.why.replace("\u00a0", " ") for closed in found.closed}
    number = next(asked.number for asked in found.questions if asked.node.id == "rg1")
    assert by_title["Données personnelles"] == f"Non, réponse {number}"


def test_what_is_not_yet_applicable_stands_apart() -> None:
    one = incident(answers={"fab1": "oui", "ia4": "oui"})
    found = orientation(one)
    assert {line.outcome.id for line in found.to_come} == {"out_ia_incident"}
    assert "out_ia_incident" not in {line.outcome.id for line in found.due}


def test_a_ground_that_was_not_verified_is_never_shown_as_law() -> None:
    found = orientation(incident(answers={"pa1": "oui", "ra1": "oui"}))
    doubtful = {line.outcome.id for line in found.due if line.doubtful}
    assert {"out_patient", "out_asnr"} <= doubtful
    assert "out_mv_ansm" not in doubtful


GIVEN: st.SearchStrategy[dict[str, Answer]] = st.dictionaries(
    st.sampled_from(NODES), st.sampled_from(["oui", "non", "inconnu"])
)
FILES = st.fixed_dictionaries(
    {
        "severity": st.sampled_from(words.IncidentSeverity),
        "worst_case": st.sampled_from(words.IncidentSeverity),
        "consequence": st.sampled_from(words.Consequence),
        "incident_kind": st.sampled_from(words.IncidentKind),
    }
)
DEVICES = st.builds(
    DEVICE.but,
    status=st.sampled_from(DeviceStatus),
    uses_ai=st.sampled_from(Known),
    high_risk=st.sampled_from(HighRisk),
    vendor_role=st.sampled_from(VendorRole),
)


@given(GIVEN, FILES, DEVICES)
def test_an_answer_given_always_comes_before_what_was_filled(
    given_answers: dict[str, Answer], file: dict[str, Any], device: Device
) -> None:
    one = incident(answers=given_answers, **file)
    facts = known_facts(TREE, one, device, StructureKind.CLINIC, DAY).facts
    assert {name: facts.answers[name] for name in given_answers} == given_answers


def duties(one: Incident, device: Device) -> set[str]:
    facts = known_facts(TREE, one, device, StructureKind.PRACTICE, DAY).facts
    found = orient(TREE, facts).declarations
    return {d.outcome.id for d in found if d.status is Status.MANDATORY}


@given(GIVEN, FILES, DEVICES)
def test_a_worse_possible_gravity_never_removes_a_duty(
    given_answers: dict[str, Answer], file: dict[str, Any], device: Device
) -> None:
    mild = incident(answers=given_answers, **{**file, "worst_case": words.IncidentSeverity.MINOR})
    grave = mild.but(worst_case=words.IncidentSeverity.DEATH)
    assert duties(mild, device) <= duties(grave, device)


SURE: tuple[Answer, ...] = ("oui", "non")


@given(GIVEN, FILES, DEVICES, st.data())
def test_a_question_that_is_not_asked_cannot_open_a_duty(
    given_answers: dict[str, Answer], file: dict[str, Any], device: Device, data: st.DataObject
) -> None:
    one = incident(answers=given_answers, **file)
    known = known_facts(TREE, one, device, StructureKind.CLINIC, DAY)
    found = guided(TREE, known, NOW)
    shown = {asked.node.id for asked in found.questions}
    shown |= {
        n.id for n in TREE.nodes for a in found.questions if n.shared and n.shared == a.node.shared
    }
    unasked = set(orient(TREE, known.facts).to_clear) - shown
    if "fab1" in {asked.node.id for asked in found.unanswered}:
        unasked.discard("mv3")  # answered with it
    settled = settled_answers(TREE, known.facts)
    assert unasked <= set(settled)
    said: dict[str, Answer] = {
        name: data.draw(st.sampled_from(SURE), name)
        for name in _below(unasked)
        if name not in known.facts.answers
    }
    otherwise = replace(known.facts, answers={**known.facts.answers, **said})
    assert duties_of(otherwise) == duties_of(known.facts)


def _below(names: set[str]) -> list[str]:
    """Some questions with all that may be asked after them."""
    waiting, found = list(names), []
    while waiting:
        node = TREE.node(waiting.pop())
        if node is not None and node.id not in found:
            found.append(node.id)
            waiting += [node.yes, node.no]
    return found


def duties_of(facts: Facts) -> set[str]:
    quiet = (Status.INTERNAL,)
    return {d.outcome.id for d in orient(TREE, facts).declarations if d.status not in quiet}


def test_five_questions_are_enough_for_an_incident_whose_gravity_was_noted() -> None:
    one = incident(severity=words.IncidentSeverity.MINOR, consequence=words.Consequence.NOTHING)
    found = orientation(one, DEVICE, StructureKind.CLINIC)
    assert [asked.node.id for asked in found.unanswered] == ["fab1", "rg1", "si1", "ra1"]
    assert [asked.number for asked in found.unanswered] == [1, 2, 3, 4]
    found = orientation(one.but(answers={"fab1": "oui"}), DEVICE, StructureKind.CLINIC)
    assert [asked.node.id for asked in found.unanswered] == ["mv4", "rg1", "si1", "ra1"]


def test_what_was_known_can_still_be_said_otherwise() -> None:
    one = incident(
        severity=words.IncidentSeverity.MINOR,
        consequence=words.Consequence.NOTHING,
        answers={"ei3": "oui"},
    )
    found = orientation(one, DEVICE, StructureKind.CLINIC)
    assert "ei1" in {asked.node.id for asked in found.unanswered}

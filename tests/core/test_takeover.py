"""From a decision to the inventory: what the answers say, with where it comes from."""

import pytest

from dmn_desktop.core.device_vocabulary import Known
from dmn_desktop.core.guide import LEARNING_CELL
from dmn_desktop.core.records import Device
from dmn_desktop.core.takeover import (
    TAKEN_OVER,
    device_from,
    is_worrying,
    risk_from,
    worrying_answers,
)
from dmn_desktop.core.vocabulary import AnswerState, LifeState, Opinion, RiskState, RiskTheme
from tests.core.dossiers import GUIDE, answered, cell, dossier


def test_every_answer_taken_over_exists_in_the_guide_and_fills_a_field_of_the_device() -> None:
    for field, cells in TAKEN_OVER.items():
        assert field in Device.model_fields
        assert set(cells) <= set(GUIDE.cells)


def test_the_device_says_what_the_answers_say_and_where_it_comes_from() -> None:
    found = dossier(
        answered("c1", "q3_a", text="Repérer les fractures"),
        answered("c1", "q8_11_a", opinion=Opinion.YES, text="Chez l’éditeur"),
        answered("c1", "q8_11_b", text="Certifié HDS"),
        answered("c1", LEARNING_CELL, opinion=Opinion.YES),
        answered("c1", "q3_e", state=AnswerState.RECEIVED, text="Reçu, pas relu"),
    )
    candidate = found.candidates[0].but(
        vendor="Ostalis SAS", version="4.2", contact="01 02 03 04 05"
    )
    device = device_from(found, candidate, 7)
    assert device.code == "DMN-07"
    assert device.project_id == "p"
    assert (device.name, device.manufacturer, device.version) == (
        "Dispositif 1",
        "Ostalis SAS",
        "4.2",
    )
    assert device.purpose == "Repérer les fractures"
    assert device.hosting_note == "Oui. Chez l’éditeur\nCertifié HDS"
    assert device.limits == ""
    assert device.uses_ai is Known.YES
    assert device.state is LifeState.PLANNED
    assert device.origins == {
        "purpose": "P-03, réponse 3 a",
        "hosting_note": "P-03, réponse 8.11 a, 8.11 b",
    }


def test_a_device_already_in_service_stays_so_and_nothing_excluded_is_copied() -> None:
    found = dossier(
        answered("c1", LEARNING_CELL, opinion=Opinion.NO),
        answered("c1", "q5_3", text="Apprentissage figé"),
    )
    device = device_from(found, found.candidates[0].but(in_service=True), 1)
    assert device.state is LifeState.IN_USE
    assert device.uses_ai is Known.NO
    assert device.learning_note == ""


@pytest.mark.parametrize(
    ("cell_id", "opinion", "worrying"),
    [
        ("q8_6", Opinion.NO, True),
        ("q8_6", Opinion.PARTLY, True),
        ("q8_6", Opinion.YES, False),
        ("q8_6", Opinion.UNKNOWN, False),
        ("q8_6", Opinion.NONE, False),
    ],
)
def test_the_unfavourable_answer_worries(cell_id: str, opinion: Opinion, worrying: bool) -> None:
    assert cell(cell_id).worrying == "non"
    assert is_worrying(cell(cell_id), answered("c1", cell_id, opinion=opinion)) is worrying


def test_a_question_about_a_danger_worries_when_the_answer_is_yes() -> None:
    danger = next(c for c in GUIDE.cells.values() if c.worrying == "oui")
    assert is_worrying(danger, answered("c1", danger.id, opinion=Opinion.YES))
    assert not is_worrying(danger, answered("c1", danger.id, opinion=Opinion.NO))


def test_what_asks_for_no_judgement_and_what_is_not_settled_never_worries() -> None:
    neutral = next(c for c in GUIDE.cells.values() if not c.worrying)
    assert not is_worrying(neutral, answered("c1", neutral.id, opinion=Opinion.NO))
    received = answered("c1", "q8_6", opinion=Opinion.NO, state=AnswerState.RECEIVED)
    assert not is_worrying(cell("q8_6"), received)


def test_worrying_answers_come_in_order_without_those_that_5_2_excludes() -> None:
    drift = cell("q5_10_b")
    found = dossier(
        answered("c1", "q8_6", opinion=Opinion.NO),
        answered("c1", "q3_c", opinion=Opinion.NO),
        answered("c1", "q5_10_b", opinion=Opinion(drift.worrying or "non")),
        answered("c1", LEARNING_CELL, opinion=Opinion.NO),
        answered("c2", "q8_6", opinion=Opinion.NO),
        candidates=2,
    )
    worries = worrying_answers(found, found.candidates[0])
    assert [worry.cell.id for worry in worries] == ["q3_c", "q8_6"]


def test_a_worrying_answer_becomes_an_open_risk_that_names_it() -> None:
    found = dossier(
        answered("c1", "q8_6", opinion=Opinion.NO, text="Aucun mode sans réseau."),
    )
    (worry,) = worrying_answers(found, found.candidates[0])
    device = device_from(found, found.candidates[0], 1)
    risk = risk_from(found, worry, device, 4)
    assert risk.device_id == device.id
    assert (risk.number, risk.cell, risk.state) == (4, "q8_6", RiskState.OPEN)
    assert risk.theme is GUIDE.by_id["q8_6"].theme is RiskTheme.CONTINUITY
    assert risk.origin == "P-03, réponse 8.6"
    assert risk.text.startswith("8.6 ")
    assert risk.text.endswith("\u00a0: Non. Aucun mode sans réseau.")

from datetime import date
from typing import Any

import pytest

from dmn_desktop.core.vocabulary import AnswerState, NotApplicable, Opinion, SourceStatus
from dmn_desktop.core.wording import answer_words, choice_words, source_words, state_words
from tests.core.dossiers import answered, cell


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"opinion": Opinion.PARTLY}, "En partie"),
        ({"text": "Selon l’âge."}, "Selon l’âge."),
        ({"opinion": Opinion.YES, "text": "Selon l’âge."}, "Oui. Selon l’âge."),
        ({"amount": 123_450}, "1\u00a0234,50\u00a0€"),
        ({"amount": 0, "text": "Offert"}, "0\u00a0€. Offert"),
        ({"day": date(2026, 2, 3)}, "03/02/2026"),
    ],
)
def test_an_answer_in_words(values: dict[str, Any], words: str) -> None:
    assert answer_words(cell("q3_a"), answered("c1", "q3_a", **values)) == words


def test_chosen_options_are_told_by_their_text_and_an_open_one_by_what_was_typed() -> None:
    chosen = answered("c1", "q1_b", choices=("q1_b_4", "q1_b_1"), text="Autre usage")
    (text,) = choice_words(cell("q1_b"), chosen)
    assert text == "Établir le diagnostic d’une maladie"
    assert answer_words(cell("q1_b"), chosen) == f"{text}. Autre usage"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": AnswerState.TO_ASK}, "À demander"),
        ({"state": AnswerState.ASKED, "asked_on": date(2026, 2, 26)}, "Demandé le 26/02/2026"),
        ({"state": AnswerState.ASKED}, "Demandé"),
        (
            {"state": AnswerState.RECEIVED, "received_on": date(2026, 3, 9)},
            "Reçu le 09/03/2026, à relire",
        ),
        ({"state": AnswerState.RECEIVED}, "Reçu, à relire"),
        ({"state": AnswerState.NOT_APPLICABLE}, "Sans objet"),
        (
            {"state": AnswerState.NOT_APPLICABLE, "no_object": NotApplicable.NO_PATIENT_DATA},
            "Sans objet\u00a0: pas de donnée patient",
        ),
        (
            {
                "state": AnswerState.NOT_APPLICABLE,
                "no_object": NotApplicable.OTHER,
                "no_object_detail": "hors contrat",
            },
            "Sans objet\u00a0: hors contrat",
        ),
    ],
)
def test_a_state_in_words(values: dict[str, Any], words: str) -> None:
    assert state_words(answered("c1", "q3_a", **values)) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"source": "Notice", "source_place": "§ 4.2"}, "Notice, § 4.2"),
        ({"source_status": SourceStatus.CLAIMED}, "Déclaré par l’éditeur"),
        (
            {
                "source": "Notice",
                "source_day": date(2026, 2, 3),
                "source_status": SourceStatus.READ,
            },
            "Notice, 03/02/2026 (lu dans la notice)",
        ),
    ],
)
def test_a_source_in_words(values: dict[str, Any], words: str) -> None:
    assert source_words(answered("c1", "q3_a", **values)) == words

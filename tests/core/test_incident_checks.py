"""What is said beside the fields of an incident; nothing is refused, nothing is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dmn_desktop.core.incident_checks import doubts, kept, sending_doubt
from dmn_desktop.core.incident_vocabulary import Consequence
from dmn_desktop.core.records import DeclarationPart, Incident
from dmn_desktop.core.text import TEXT_LIMIT

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def incident(**values: Any) -> Incident:
    base = {"year": 2026, "number": 1, "name": "Panne", "known_at": NOW - HOUR, "device": "Ostalis"}
    return Incident.model_validate({**base, **values})


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"known_at": NOW + HOUR}, "known_at", "futur"),
        ({"happened_at": NOW + HOUR, "known_at": NOW + 2 * HOUR}, "happened_at", "futur"),
        ({"happened_at": NOW, "known_at": NOW - HOUR}, "known_at", "avant d’être survenu"),
        ({"happened_at": NOW - timedelta(days=800)}, "known_at", "vérifier l’année"),
        ({"device": ""}, "device_id", "Aucun dispositif"),
        ({"version": "9.9"}, "version", "9.9"),
        ({"near_miss": True, "consequence": Consequence.REAL}, "consequence", "contredisent"),
        ({"patient_told_on": date(2027, 1, 1)}, "patient_told_on", "futur"),
        (
            {"suspended_on": date(2026, 11, 20), "returned_on": date(2026, 11, 19)},
            "returned_on",
            "avant d’être suspendu",
        ),
        ({"closed_on": date(2026, 11, 1)}, "closed_on", "avant d’être connu"),
    ],
)
def test_each_doubt_stands_beside_its_field(values: dict[str, Any], field: str, said: str) -> None:
    found = {doubt.field: doubt.words for doubt in doubts(incident(**values), NOW, ("3.3.0",))}
    assert said in found[field]


def test_plain_facts_raise_none() -> None:
    one = incident(version="3.3.0", happened_at=NOW - 2 * HOUR)
    assert doubts(one, NOW, ("3.2.1", "3.3.0")) == ()


def test_a_receipt_before_the_event_is_said() -> None:
    one = incident(happened_at=NOW - 2 * HOUR)
    early = DeclarationPart(declaration_id="d", sent_at=NOW - 3 * HOUR)
    between = early.but(sent_at=one.known_at - timedelta(minutes=10))
    assert "avant l’événement" in sending_doubt(one, early, NOW)
    assert "avant la connaissance" in sending_doubt(one, between, NOW)
    assert "futur" in sending_doubt(one, early.but(sent_at=NOW + HOUR), NOW)
    assert sending_doubt(one, early.but(sent_at=NOW), NOW) == ""


def test_five_megabytes_pasted_are_cut_and_this_is_said() -> None:
    found = kept("é" * 5_000_000)
    assert len(found.text) == TEXT_LIMIT
    assert "4\u00a0980\u00a0000 de trop" in found.said


def test_a_text_that_fits_is_kept_whole() -> None:
    assert kept("a" * TEXT_LIMIT).said == ""
    assert kept("l’été\r\n").text == "l’été\n"

"""Prepared texts: every recipient has one, every fact has its place, what is missing is named."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core import incident_vocabulary as words
from dmn_desktop.core.deadlines import PARIS
from dmn_desktop.core.declaration_facts import Story, facts_in_words, recipient_words
from dmn_desktop.core.declaration_texts import (
    FACTS,
    OTHER,
    fill,
    letters,
    section_texts,
    whole_text,
)
from dmn_desktop.core.records import (
    Barrier,
    Cause,
    ChronologyLine,
    CorrectiveAction,
    Device,
    Incident,
    Structure,
)
from dmn_desktop.core.triage import Profile, tree

LETTERS = letters().letters
INCIDENT = Incident(
    year=2026,
    number=4,
    name="Fracture non signalée.",
    device="DMN-07 Ostalis",
    version="3.3.0",
    happened_at=datetime(2026, 5, 4, 21, 45, tzinfo=PARIS),
    known_at=datetime(2026, 5, 5, 16, 20, tzinfo=PARIS),
    place="Urgences",
    people_count=3,
    severity=words.IncidentSeverity.SERIOUS,
)
DEVICE = Device(number=7, name="Ostalis", manufacturer="Ostalis SAS", contact="07 00")
STORY = Story(
    Structure(name="Clinique"),
    Profile.LIBERAL,
    INCIDENT,
    DEVICE,
    (ChronologyLine(incident_id="i", text="Relecture", moment="le lendemain"),),
    (
        Cause(
            incident_id="i", family=words.AlarmFamily.TEAM, text="Relecture tardive", whys=("Nuit",)
        ),
    ),
    (Barrier(incident_id="i", text="Relecture", held=words.Held.HELD),),
    (CorrectiveAction(number=7, text="Relire", owner="Radiologue"),),
)


def test_every_outcome_has_a_letter_and_every_letter_an_outcome() -> None:
    outcomes = {one.id for one in tree().outcomes if not one.asks_for_nothing}
    answered = {name for letter in LETTERS for name in letter.outcomes}
    assert answered == outcomes
    assert [letter.id for letter in LETTERS if not letter.outcomes] == [OTHER]


def test_every_deadline_of_an_outcome_reaches_some_part() -> None:
    for outcome in tree().outcomes:
        targets = {delay.target for delay in outcome.delays if delay.target}
        taken = {part.target for letter in letters().of(outcome.id) for part in letter.parts}
        taken |= {target for letter in letters().of(outcome.id) for target in letter.targets}
        assert targets <= taken, outcome.id


def test_every_fact_of_the_list_is_given_and_used() -> None:
    used = set(
        re.findall(r"\{([a-z_]+)\*?\}", " ".join(s.text for t in LETTERS for s in t.sections))
    )
    used |= set(re.findall(r"\{([a-z_]+)\}", " ".join(letter.recipient for letter in LETTERS)))
    assert set(FACTS) == used
    aside = {"pourquoi", "retard"}
    assert used - set(facts_in_words(STORY)) <= aside


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.id)
def test_texts_hold_the_facts_and_no_placeholder(letter: object) -> None:
    one = letters().letter(getattr(letter, "id", ""))
    facts = facts_in_words(STORY)
    for part in one.parts:
        sections = section_texts(one, part.id, {}, facts)
        text = whole_text(one.title, sections)
        assert "{" not in text
        assert sections
        assert all(section.title for section in sections)


def test_the_first_part_of_a_care_event_tells_what_the_law_lists() -> None:
    titles = [section.title for section in letters().letter("eigs").sections_of("volet_1")]
    assert titles == [
        "Nature de l’événement",
        "Circonstances",
        "Premières mesures",
        "Information du patient ou de ses proches",
    ]


def test_what_is_missing_is_named_in_the_text_and_apart() -> None:
    found = fill("Lieu : {lieu}\nNuméro : {numero_local*}", {"lieu": ""})
    assert found.text.replace("\u00a0", " ") == "Lieu : [à compléter : lieu]"
    assert found.missing == ("lieu",)


def test_an_edited_section_is_kept_and_misses_nothing() -> None:
    letter = letters().letter("fabricant")
    sections = section_texts(letter, "courriel", {"faits": "Nos mots"}, {})
    edited = next(section for section in sections if section.id == "faits")
    assert (edited.text, edited.edited, edited.missing) == ("Nos mots", True, ())
    assert edited.proposed != edited.text


def test_causes_and_whys_reach_the_second_part() -> None:
    facts = facts_in_words(STORY)
    text = "\n".join(s.text for s in section_texts(letters().letter("eigs"), "volet_2", {}, facts))
    for words_ in ("Relecture tardive", "Nuit", "A-07", "le lendemain", "a tenu"):
        assert words_ in text


def test_an_unknown_manufacturer_leaves_no_hole() -> None:
    facts = facts_in_words(Story(Structure(), Profile.LIBERAL, INCIDENT))
    assert recipient_words("{fabricant_contact}", facts) == ""


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_fact_is_carried_as_it_is(place: str, name: str) -> None:
    found = fill("{lieu} | {titre}", {"lieu": place, "titre": name})
    if place and name and "." not in place + name and "\n" not in place + name:
        assert found.text == f"{place} | {name}".strip("\n")

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
    TO_WRITE,
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
    assert set(FACTS) | set(TO_WRITE) == used
    assert used - set(facts_in_words(STORY)) == set(TO_WRITE)


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


ASKED = {
    ("eigs", "volet_1"): "titre nature gravite consequence survenu connu lieu circonstances "
    "premieres_mesures patient_informe structure code outil",
    ("eigs", "volet_2"): "chronologie premieres_mesures analyse causes barrieres parts actions",
    ("materiovigilance", "signalement"): "dispositif version fabricant_contact distributeur classe "
    "iud iud_ip survenu connu lieu titre circonstances nature consequence gravite gravite_possible "
    "premieres_mesures suspension fabricant_prevenu autres_cas structure adresse joindre code",
    ("reactovigilance", "signalement"): "dispositif version fabricant_contact iud iud_ip survenu "
    "connu titre circonstances consequence gravite premieres_mesures resultats_rendus "
    "fabricant_prevenu structure joindre",
    ("cnil", "initiale"): "titre circonstances survenu connu atteinte categories personnes donnees "
    "enregistrements effets mesures_donnees personnes_informees contact_donnees joindre retard",
    ("cnil", "complement"): "categories personnes enregistrements donnees effets mesures_donnees "
    "actions personnes_informees",
    ("personnes", "message"): "titre connu donnees effets mesures_donnees conseils contact_donnees",
    ("responsable_de_traitement", "message"): "connu titre donnees personnes effets "
    "mesures_donnees joindre",
    ("registre_des_violations", "inscription"): "survenu connu titre circonstances donnees "
    "personnes effets mesures_donnees pourquoi",
    ("cert_sante", "signalement"): "titre circonstances survenu connu consequence donnees "
    "mode_degrade premieres_mesures aide declarant structure joindre",
    ("fabricant", "courriel"): "code dispositif version iud survenu connu circonstances "
    "consequence gravite_possible suspension structure joindre",
    ("importateur", "courriel"): "dispositif version fabricant_prevenu titre circonstances "
    "consequence suspension structure joindre",
    ("autorite_ia", "notification"): "dispositif version fabricant classe fabricant_prevenu titre "
    "circonstances consequence droits suspension structure",
    ("asnr", "declaration"): "titre circonstances survenu connu lieu exposition outil "
    "consequence gravite premieres_mesures patient_informe structure joindre",
    ("patient", "entretien"): "titre circonstances analyse consequence premieres_mesures "
    "patient_informe",
}
"""What each form asks, in the words of the templates: the texts cited and the official forms."""


@pytest.mark.parametrize(("letter", "part"), ASKED)
def test_each_form_is_told_what_it_asks(letter: str, part: str) -> None:
    text = " ".join(section.text for section in letters().letter(letter).sections_of(part))
    named = set(re.findall(r"\{([a-z_]+)\*?\}", text))
    assert set(ASKED[letter, part].split()) <= named


HERE_ONLY = {"closed_by", "closing_note", "return_reason", "analysed_by"}
"""How the structure closes and follows up: no recipient asks for it."""


def test_every_text_of_an_incident_reaches_some_recipient() -> None:
    told = {
        name: f"« {name} »"
        for name, field in Incident.model_fields.items()
        if field.annotation is str and name not in {"id", "device_id", *HERE_ONLY}
    }
    disagreed = {"disagreement": words.Disagreement.SET_ASIDE, "year": 2026, "number": 4}
    incident = Incident.model_validate({**told, **disagreed})
    facts = facts_in_words(Story(Structure(), Profile.LIBERAL, incident))
    texts = "".join(
        section.text
        for letter in LETTERS
        for part in letter.parts
        for section in section_texts(letter, part.id, {}, facts)
    )
    assert [name for name, value in told.items() if value not in texts] == []


def test_the_other_cases_the_shares_and_the_disagreement_are_told() -> None:
    others = [INCIDENT.but(number=1, version="3.2.0"), INCIDENT.but(number=3)]
    incident = INCIDENT.but(
        device_id="d7",
        device_share=words.Share.MAIN,
        use_share=words.Share.RULED_OUT,
        disagreement=words.Disagreement.SET_ASIDE,
        disagreement_reason="fracture visible",
    )
    facts = facts_in_words(Story(Structure(), Profile.LIBERAL, incident, DEVICE, others=others))
    assert facts["autres_cas"] == "2 (I-2026-01, I-2026-03), dont 1 sur la version 3.3.0"
    assert facts["parts"] == "dispositif, part principale\u00a0; usage, écartée"
    assert "résultat du dispositif écarté (fracture visible)" in facts["desaccord"]


def test_who_answers_about_data_is_the_officer_or_the_structure_without_one() -> None:
    shared = {"name": "Cabinet", "phone": "01 00", "email": "a@b.example"}
    with_one = Structure(**shared, dpo="DPO mutualisé", dpo_email="dpo@b.example")
    without = Structure(**shared, without_dpo=True)

    def contact(structure: Structure) -> str:
        return facts_in_words(Story(structure, Profile.LIBERAL, INCIDENT))["contact_donnees"]

    assert contact(with_one).endswith("DPO mutualisé, dpo@b.example")
    assert contact(without).endswith("Cabinet, 01 00, a@b.example")
    assert contact(Structure(**shared)) == ""

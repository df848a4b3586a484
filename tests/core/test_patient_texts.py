"""What the texts for patients and partners say, device by device: nothing untrue, nothing lost."""

from __future__ import annotations

from itertools import product

import pytest

from dmn_desktop.core.patient_sheet import Draft
from dmn_desktop.core.readability import HintKind, hints
from dmn_desktop.core.records import ReusePurpose
from dmn_desktop.core.templates.blocks import sentences
from dmn_desktop.core.templates.content import MentionRule, Model, commons, models
from dmn_desktop.core.templates.facts import Subject
from dmn_desktop.core.vocabulary import SheetVariant
from tests.core.patient_samples import PAPERS, SHEETS, TYPED, device, draft, structure

STANDARD, SIMPLE = SheetVariant.STANDARD, SheetVariant.SIMPLE

RIGHTS = {
    STANDARD: ("voir", "corriger", "limiter l’usage", "effacer", "opposer", "emporter"),
    SIMPLE: ("voir", "corriger", "limiter", "effacer", "refuser", "emporter"),
}


def words(made: Draft, variant: SheetVariant = STANDARD) -> str:
    return "\n".join(sentences(made.blocks(variant)))


@pytest.mark.parametrize("variant", RIGHTS)
@pytest.mark.parametrize("key", SHEETS)
def test_the_six_rights_are_all_named(key: str, variant: SheetVariant) -> None:
    text = words(draft(key), variant).replace("\u00a0", " ")
    rights = [line for line in text.split("\n") if "voir vos données" in line][-1]
    start = text.rindex(rights)
    missing = [right for right in RIGHTS[variant] if right not in text[start : start + 400]]
    assert missing == []


@pytest.mark.parametrize(
    ("field", "said", "label"),
    [
        ("outside_access", "Elles ne sortent pas", "[Données hors d’Europe]"),
        ("reuse", "ne réutilise pas ces données", "[Réutilisation par le fabricant]"),
    ],
)
def test_what_the_register_does_not_know_is_never_stated(field: str, said: str, label: str) -> None:
    text = words(draft("donnees", device(**{field: ""})))
    assert said not in text
    assert label in text


@pytest.mark.parametrize("key", SHEETS)
def test_words_of_the_register_are_printed_as_they_are(key: str) -> None:
    odd = "Nom {{ 7*7 }} {% raw %} {structure} {téléphone"
    made = draft(key, device(name=odd, manufacturer=odd), structure(manager=odd, name=odd))
    text = words(made).replace("\u00a0", " ")
    assert odd in text
    assert "49" not in text


def test_a_name_that_begins_with_a_small_letter_keeps_it() -> None:
    told = device(name="iSkin", manufacturer="bioSkin", reuse="oui_a_autoriser")
    for key in ("reutilisation", "diagnostic", "lettre_editeur_reemploi", "carte_continuite"):
        text = words(draft(key, told))
        assert "ISkin" not in text
        assert "BioSkin" not in text


def test_a_tool_that_listens_is_not_said_to_use_pictures() -> None:
    for variant in SheetVariant:
        text = words(draft("outil", device(specialty="Imagerie")), variant)
        assert "images" not in text
        assert "logiciel" not in text


@pytest.mark.parametrize("key", SHEETS)
@pytest.mark.parametrize("hosting", ["local", "externe_hds", "externe_non_hds"])
def test_simple_texts_use_no_word_that_the_hints_call_hard(key: str, hosting: str) -> None:
    typed = {**TYPED, "base légale": "le soin"}
    for level, outside in product(("C", "D"), ("non", "oui_encadre")):
        told = device(hosting=hosting, has_level=level, outside_access=outside)
        lines = words(draft(key, told, typed=typed), SIMPLE)
        assert [hint.sentence for hint in hints(lines, simple=True)] == []


@pytest.mark.parametrize("key", SHEETS)
def test_no_sentence_of_ours_is_long(key: str) -> None:
    for level, outside in product(("C", "D"), ("non", "oui_encadre")):
        told = device(has_level=level, outside_access=outside, hosting="externe_hds")
        lines = words(draft(key, told))
        long = [hint for hint in hints(lines, simple=False) if hint.kind is HintKind.LONG]
        assert [lines[hint.start : hint.end] for hint in long] == []


def letter(*decisions: str) -> str:
    told = device()
    purposes = tuple(
        ReusePurpose(device_id=told.id, purpose=f"but {n}", decision=decision)
        for n, decision in enumerate(decisions)
    )
    model = models()["lettre_editeur_reemploi"]
    subject = Subject(structure(), told, purposes, TYPED)
    return words(Draft(subject, model, {"standard": model.standard}))


def test_the_letter_on_reuse_answers_purpose_by_purpose() -> None:
    both = letter("autorise", "refuse", "refuse")
    allowed, refused = both.split("Buts refusés")
    assert "but 0" in allowed
    assert "compatibles" in allowed
    assert "but 1" in refused
    assert "but 2" in refused


def test_the_letter_on_reuse_asks_only_what_makes_sense() -> None:
    refused, undecided = letter("refuse"), letter("")
    assert "Buts autorisés" not in refused
    assert "les buts autorisés" not in refused
    assert "nous n’autorisons aucune réutilisation" in undecided
    assert "aucune réutilisation" not in refused


def test_who_answers_for_reuse_is_said() -> None:
    for variant in SheetVariant:
        assert "devient" in words(draft("reutilisation"), variant)


def test_every_mention_and_template_has_a_checked_source() -> None:
    rules: list[MentionRule | Model] = [*commons().mentions, *models().values()]
    for rule in rules:
        assert rule.source
        assert rule.checked_on.year >= 2026
        assert rule.confidence in ("A", "B", "ici")


@pytest.mark.parametrize("key", PAPERS)
def test_no_paper_shows_what_was_not_checked_as_law(key: str) -> None:
    model = models()[key]
    if model.confidence == "ici":
        assert "article" not in model.standard
        assert "la loi" not in model.standard.lower()

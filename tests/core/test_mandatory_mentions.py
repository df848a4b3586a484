"""Every mandatory mention for every device, in every presentation; a lost one is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from dmn_desktop.core.patient_sheet import Draft
from dmn_desktop.core.records import Device
from dmn_desktop.core.templates.content import commons, models, part_of, tree
from dmn_desktop.core.templates.engine import plain, render
from dmn_desktop.core.templates.facts import values_of
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services.patient_templates import proposed
from tests.core.patient_samples import SHEETS, device, draft, structure

HELPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("dmn_professionnel", ()),
    ("dmn_professionnel", ("aide_au_depistage",)),
    ("dmn_professionnel", ("aide_au_diagnostic",)),
    ("dmn_professionnel", ("aide_a_la_decision_medicale",)),
    ("dmn_professionnel", ("aide_a_la_decision_therapeutique",)),
    ("dmn_professionnel", ("aide_au_depistage", "aide_a_la_decision_therapeutique")),
    ("outil_technologique_innovant", ()),
    ("hors_perimetre_a_justifier", ()),
)
AI = ("oui", "non", "inconnu", "")
REUSE = ("non", "refuse", "oui_autorise", "oui_a_autoriser", "inconnu", "")
HOSTING = ("local", "externe_hds", "externe_non_hds", "sans_conservation", "")

CARE = {"logiciel", "interet", "limites", "humain", "refus"}
DATA = {"lieu", "duree", "reutilisation", "droits", "contact"}
ART_13 = {
    "responsable", "delegue", "finalite", "base", "destinataires", "transferts", "duree", "droits",
    "retrait", "plainte", "obligation", "automatisee", "nouvelle_finalite",
}  # fmt: skip


def combinations() -> Iterator[tuple[Device, dict[str, Any]]]:
    for (nature, helps), ai, reuse, hosting in product(HELPS, AI, REUSE, HOSTING):
        told = {"nature": nature, "functions": helps, "uses_ai": ai}
        told |= {"reuse": reuse, "hosting": hosting}
        yield device(**told), told


def asked_by_law(key: str, told: dict[str, Any]) -> set[str]:
    """What the texts ask for, said here a second time and not read from the templates."""
    if key == "outil":
        return {"humain", *DATA}
    return CARE | DATA | ({"ia_l4001_3"} if told["uses_ai"] != "non" else set())


def said(made: Draft) -> Iterator[tuple[SheetVariant, str, dict[str, str]]]:
    """Each presentation with the words of each mention alone, filled with the same values."""
    alone: dict[str, dict[str, str]] = {}
    for variant in SheetVariant:
        part = part_of(variant)
        if part not in alone:
            values = values_of(made.facts, part)
            alone[part] = {
                key: plain(render(tree(f"{{mention {key}}}"), values).text).strip("\n")
                for key in made.model.required
            }
        yield variant, made.text(variant), alone[part]


def test_the_sheet_that_a_device_asks_for_says_all_that_the_law_asks() -> None:
    number = 0
    for about, told in combinations():
        key = proposed(about)
        made = draft(key, about)
        for variant, text, words in said(made):
            for point in asked_by_law(key, told):
                # « humain » has other words in the sheet of a tool: « humain_outil ».
                mention = next(k for k in words if k == point or k.startswith(f"{point}_"))
                assert words[mention] in text, (told, variant, mention)
                # What the register does not say yet is waited for, never left out in silence.
                assert words[mention] or made.missing, (told, variant, mention)
            number += 1
    assert number == 8 * 4 * 6 * 5 * 3


@pytest.mark.parametrize("without_dpo", [False, True])
def test_the_thirteen_points_are_in_the_three_presentations(without_dpo: bool) -> None:
    owner = structure(without_dpo=without_dpo)
    told = product(AI[:2], REUSE, HOSTING, ("non", "oui_encadre"), ("C", "D"))
    for ai, reuse, hosting, outside, level in told:
        values = {"uses_ai": ai, "reuse": reuse, "hosting": hosting, "outside_access": outside}
        made = draft("donnees", device(**values, has_level=level), owner)
        assert made.lost == ()
        for variant, text, words in said(made):
            for mention in ART_13:
                assert words[mention] in text, (values, variant, mention)
                assert words[mention] or made.missing


def test_the_form_on_reuse_asks_each_purpose_in_the_three_presentations() -> None:
    for hosting in HOSTING[:-1]:
        for text in (text for _, text, _ in said(draft("reutilisation", device(hosting=hosting)))):
            assert "Améliorer la détection" in text
            assert text.count("[ ]") >= 4  # yes, no, and the two boxes of the slip
            assert "CNIL" in text


@pytest.mark.parametrize("key", SHEETS)
def test_each_lost_mention_is_named_with_its_law(key: str) -> None:
    model = models()[key]
    for part, mention in product(("standard", "simple"), model.required):
        rule = commons().mention_by_key[mention]
        source = getattr(model, part).replace(f"{{mention {mention}}}", "")
        for ai in ("oui", "non"):
            made = draft(key, device(uses_ai=ai))
            made = replace(made, texts={**made.texts, part: source})
            asked = not (rule.when and ai == "non")
            named = [(one.part, one.mention.key) for one in made.lost]
            assert named == ([(part, mention)] if asked else [])
            for one in made.lost:
                assert rule.source in one.sentence
                assert rule.label in one.sentence
                assert rule.checked_on.strftime("%d/%m/%Y") in one.law


def test_a_mention_hidden_by_a_condition_of_the_practice_is_lost() -> None:
    source = models()["diagnostic"].standard.replace(
        "{mention refus}", "{si avec IA}\n{mention refus}\n{fin si}"
    )
    texts = {"standard": source, "simple": models()["diagnostic"].simple}
    for ai, lost in (("oui", []), ("non", ["refus"])):
        made = replace(draft("diagnostic", device(uses_ai=ai)), texts=texts)
        assert [one.mention.key for one in made.lost] == lost


def test_a_reason_holds_for_one_text_only() -> None:
    source = models()["diagnostic"].standard.replace("{mention refus}", "")
    made = draft("diagnostic", source=source)
    made = replace(made, without={"standard:refus": "Dit dans nos mots"})
    reasons = {one.key: one.reason for one in made.lost if one.mention.key == "refus"}
    assert reasons == {"standard:refus": "Dit dans nos mots", "simple:refus": ""}

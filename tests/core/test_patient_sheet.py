"""Sheets for patients: every mention for every device, missing data named, changes told."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from dmn_desktop.core.paths import resources_dir
from dmn_desktop.core.patient_sheet import Draft, differences, state_of
from dmn_desktop.core.readability import HintKind, hints
from dmn_desktop.core.records import SheetVersion
from dmn_desktop.core.templates.blocks import sentences
from dmn_desktop.core.templates.content import commons, models
from dmn_desktop.core.vocabulary import SheetState, SheetVariant
from tests.core.patient_samples import PAPERS, SHEETS, TYPED, device, draft, structure
from tests.core.test_content import WRONG, texts

DATA: dict[str, tuple[Any, ...]] = {
    "uses_ai": ("oui", "non"),
    "hosting": ("local", "externe_hds", "externe_non_hds", "sans_conservation"),
    "reuse": ("non", "refuse", "oui_autorise", "oui_a_autoriser"),
    "outside_access": ("non", "oui_encadre"),
    "vendor_role": ("sous_traitant", "aucun"),
    "has_level": ("C", "D"),
}
COMBINATIONS = [dict(zip(DATA, values, strict=True)) for values in product(*DATA.values())]


@pytest.mark.parametrize("key", SHEETS)
def test_every_mandatory_mention_is_there_for_every_device(key: str) -> None:
    for values in COMBINATIONS:
        for without_dpo in (False, True):
            made = draft(key, device(**values), structure(without_dpo=without_dpo))
            assert made.lost == (), values
            assert made.missing == (), (values, [e.label for e in made.missing])


GAPS = {
    "hosting": ("", "Où vont les données"),
    "storage_countries": ((), "Pays où sont les données"),
    "reuse": ("inconnu", "Réutilisation par le fabricant"),
    "name": ("?", None),
    "uses_ai": ("", "Intelligence artificielle"),
    "manufacturer": ("", "Fabricant"),
}


@pytest.mark.parametrize(("field", "gap"), [(f, g) for f, g in GAPS.items() if g[1]])
def test_what_the_device_does_not_say_is_named(field: str, gap: tuple[Any, str]) -> None:
    made = draft("donnees", device(**{field: gap[0]}))
    if field == "uses_ai":
        made = draft("diagnostic", device(uses_ai=gap[0]))
    assert gap[1] in [element.label for element in made.missing]


def test_the_thirteen_points_on_data_are_asked_for() -> None:
    required = models()["donnees"].required
    assert len(required) == 13
    assert {commons().mention_by_key[key].source[:14] for key in required} == {
        "RGPD, art.\u00a013 "
    }


@pytest.mark.parametrize(
    ("name", "label"),
    [("base légale", "Base légale"), ("ce qu’il fait", "Ce qu’il fait")],
)
def test_what_was_not_typed_is_named(name: str, label: str) -> None:
    typed = {key: value for key, value in TYPED.items() if key != name}
    key = "donnees" if name == "base légale" else "diagnostic"
    assert [e.label for e in draft(key, typed=typed).missing] == [label]


def test_a_missing_phone_leads_to_the_settings() -> None:
    (missing,) = draft("diagnostic", owner=structure(dpo_phone="")).missing
    assert (missing.label, missing.field, missing.typed) == (
        "Téléphone du DPO",
        "dpo_phone",
        False,
    )


def test_a_text_of_the_practice_without_a_mention_names_it() -> None:
    source = models()["donnees"].standard.replace("{mention plainte}\n", "")
    assert [
        one.mention.label for one in draft("donnees", source=source).lost if one.part == "standard"
    ] == ["Réclamation à la CNIL"]


def test_data_outside_europe_are_said_even_when_only_the_country_tells() -> None:
    text = draft("donnees", device(storage_countries=("FR", "US"))).text(SheetVariant.STANDARD)
    assert "hors de l’Espace économique européen" in text
    assert "Elles ne sortent pas" not in text


def test_where_nothing_is_kept_no_country_is_waited_for() -> None:
    told = device(hosting="sans_conservation", storage_countries=())
    for key in ("diagnostic", "donnees", "reutilisation"):
        assert draft(key, told).missing == ()
        assert "()" not in draft(key, told).text(SheetVariant.STANDARD)


def test_a_device_without_ai_does_not_speak_of_it() -> None:
    for variant in SheetVariant:
        text = draft("diagnostic", device(uses_ai="non")).text(variant)
        assert "intelligence artificielle" not in text


def test_reuse_is_asked_purpose_by_purpose_with_a_slip_to_withdraw() -> None:
    for variant in SheetVariant:
        text = draft("reutilisation").text(variant)
        assert "|Améliorer la détection|[ ]|[ ]|" in text
        # What the practice refused to the vendor is not asked of patients.
        assert "Publier des statistiques" not in text
        assert "\n--- " in text


def test_the_words_follow_the_specialty() -> None:
    text = draft("diagnostic", device(specialty="Dermatologie")).text(SheetVariant.STANDARD)
    assert "le dermatologue" in text
    assert "vos photographies" in text
    other = draft("diagnostic", device(specialty="Podologie")).text(SheetVariant.STANDARD)
    assert "le médecin" in other


@pytest.mark.parametrize("key", SHEETS)
def test_simple_texts_hold_to_their_rules(key: str) -> None:
    for values in COMBINATIONS[::7]:
        lines = list(sentences(draft(key, device(**values)).blocks(SheetVariant.SIMPLE)))
        found = [
            (line, hint.sentence)
            for line in lines
            for hint in hints(line, simple=True)
            if hint.kind in (HintKind.LONG, HintKind.PERCENT, HintKind.ACRONYM)
        ]
        assert found == []


@pytest.mark.parametrize("key", [*SHEETS, *PAPERS])
def test_nothing_raw_is_printed(key: str) -> None:
    for made in (draft(key), draft(key, device(name="?", specialty=""), typed={})):
        for part in made.parts:
            words = "\n".join(sentences(made.blocks(SheetVariant.STANDARD, by_hand=True)))
            assert not set("{}\ue000\ue001\ue002") & set(words), part
            assert "FALC" not in words


@pytest.mark.parametrize("path", sorted((resources_dir() / "templates/patients").glob("*.toml")))
def test_templates_are_in_good_french(path: Any) -> None:
    import re
    import tomllib

    allowed = {"two spaces", "space at an end"}
    found = [
        f"{place} {name} in {text[:60]!r}"
        for place, text in texts(tomllib.loads(path.read_text("utf-8")))
        for name, pattern in WRONG.items()
        if name not in allowed and re.search(pattern, text)
    ]
    assert found == []


class TestLife:
    @staticmethod
    def version(made: Draft) -> SheetVersion:
        facts, labels = made.snapshot()
        texts = {variant.value: made.text(variant) for variant in SheetVariant}
        return SheetVersion(sheet_id="s", position=1, facts=facts, labels=labels, texts=texts)

    def test_a_sheet_is_a_draft_then_current(self) -> None:
        made = draft("diagnostic")
        assert state_of(None, made) == (SheetState.DRAFT, ())
        assert state_of(self.version(made), made) == (SheetState.CURRENT, ())

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"version": "3.3.0"}, "Mise à jour 3.3.0"),
            ({"hosting": ""}, "Hébergement à préciser"),
            ({"reuse": "non"}, "Réutilisation par l’éditeur\u00a0: Non"),
            ({"purpose": "Autre"}, None),
            ({"storage_countries": ("DE",)}, None),
        ],
    )
    def test_a_change_of_the_device_is_told(
        self, change: dict[str, Any], sentence: str | None
    ) -> None:
        before, told = draft("diagnostic"), device()
        version = self.version(before)
        state, changes = state_of(version, draft("diagnostic", told.but(**change)))
        assert state is SheetState.REVIEW
        assert len(changes) == 1
        if sentence:
            assert changes[0].sentence == sentence

    def test_a_change_that_no_sheet_depends_on_changes_nothing(self) -> None:
        version = self.version(draft("diagnostic"))
        later = draft("diagnostic", device(annual_cost=99, monthly_volume=3))
        assert state_of(version, later)[0] is SheetState.CURRENT

    def test_a_new_phone_of_the_dpo_is_told(self) -> None:
        version = self.version(draft("diagnostic"))
        later = draft("diagnostic", owner=structure(dpo_phone="01 00 00 00 00"))
        assert [c.label for c in state_of(version, later)[1]] == ["Téléphone du DPO"]

    def test_two_versions_side_by_side(self) -> None:
        before = draft("diagnostic").text(SheetVariant.SIMPLE)
        after = (
            draft("diagnostic").with_value("ce qu’il fait", "il mesure").text(SheetVariant.SIMPLE)
        )
        changed = [c for c in differences(before, after) if c.kind != "same"]
        assert [(c.kind, c.before, c.after) for c in changed] == [
            ("changed", "Il cherche des os cassés sur les radios.", "Il mesure.")
        ]

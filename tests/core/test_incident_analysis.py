"""The grid of analysis, and words that lay blame."""

from __future__ import annotations

import pytest

from dmn_desktop.core.incident_analysis import analysis, blame_words
from dmn_desktop.core.incident_vocabulary import AlarmFamily
from dmn_desktop.core.vocabulary import RiskTheme


def test_seven_families_each_with_prompts() -> None:
    found = analysis().families
    assert [family.id for family in found] == list(AlarmFamily)
    assert all(prompt.endswith("\u00a0?") for family in found for prompt in family.prompts)
    assert len(RiskTheme) != len(AlarmFamily), "families of causes are not themes of risks"


def test_prompts_themselves_blame_nobody() -> None:
    for family in analysis().families:
        for prompt in family.prompts:
            assert blame_words(prompt) == (), prompt


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C’est une faute de l’interne", "une faute"),
        ("Il AURAIT DÛ relire", "aurait dû"),
        ("Par négligence", "négligence"),
        ("a oublié de vérifier", "a oublié de"),
    ],
)
def test_words_that_lay_blame_get_a_hint(text: str, found: str) -> None:
    (first, *_) = blame_words(text)
    assert first.found in (found, "faute de")
    assert first.instead


@pytest.mark.parametrize(
    "text", ["Relecture prévue mais reportée", "Notice difficile à lire", "Défaut d’affichage", ""]
)
def test_facts_get_none(text: str) -> None:
    assert blame_words(text) == ()

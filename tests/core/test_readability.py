"""Hints on reading: where they stand and what they say; never a mark."""

from __future__ import annotations

import pytest

from dmn_desktop.core.readability import HintKind, hints


def found(text: str, simple: bool = True) -> list[tuple[HintKind, str]]:
    return [(hint.kind, text[hint.start : hint.end]) for hint in hints(text, simple)]


def test_a_short_sentence_of_known_words_has_no_hint() -> None:
    assert found("Un logiciel regarde votre radio.\nLe médecin décide avec vous.") == []


def test_a_long_sentence_is_shown_from_its_first_word() -> None:
    long = "Ce logiciel regarde votre radio et il montre au médecin ce qui lui semble cassé."
    assert found(f"Bonjour. {long}") == [(HintKind.LONG, long)]
    assert found(long, simple=False) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [("Une pathologie.", "pathologie"), ("La Finalité.", "Finalité"), ("Œuvre, nodule.", "nodule")],
)
def test_a_hard_word_is_shown_with_an_easier_one(text: str, word: str) -> None:
    (hint,) = hints(text, simple=True)
    assert text[hint.start : hint.end] == word
    assert "dire «" in hint.sentence


def test_an_acronym_is_told_once_unless_it_is_explained() -> None:
    assert found("Le PACS et le PACS.") == [(HintKind.ACRONYM, "PACS")]
    assert found("Le serveur d’images (PACS). Le PACS.") == []
    assert found("La CNIL et la HAS.") == []


def test_percentages_are_for_standard_texts_only() -> None:
    assert found("Il voit 95\u00a0% des cas.") == [(HintKind.PERCENT, "95\u00a0%")]
    assert found("Il voit 95\u00a0% des cas.", simple=False) == []


def test_a_plural_is_hard_too_and_letters_that_are_two_move_nothing() -> None:
    text = "Votre cœur\u00a0: des algorithmes, un faux négatif."
    assert [words for _, words in found(text)] == ["algorithmes", "faux négatif"]


def test_a_dot_inside_a_word_ends_no_sentence() -> None:
    long = "Sur www.cnil.fr vous lisez que 3.5 millions de gens ont écrit une lettre l’an dernier."
    assert found(long) == [(HintKind.LONG, long)]


def test_words_in_capitals_are_not_taken_for_letters_to_explain() -> None:
    (hint,) = hints("C’est IMPORTANT.", simple=True)
    assert "petites lettres" in hint.sentence

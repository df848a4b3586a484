"""The command line says in French what the standard parser says in English."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import pytest

from dmn_desktop.core.command_line import (
    ObjectNumber,
    french_day,
    in_french,
    object_number,
    path_ending,
    project_number,
)
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP


@pytest.mark.parametrize("choices", ["'a', 'b'", "a, b"])
def test_an_unknown_word_is_named_with_those_there_are(choices: str) -> None:
    """Python writes the choices with quotes up to 3.11, without after."""
    said = in_french(f"argument MOT: invalid choice: 'l’x' (choose from {choices})")
    assert said == f"MOT{NBSP}: «{NBSP}l’x{NBSP}» est inconnu. Choisir parmi{NBSP}: a, b."


def test_words_of_a_later_python_never_show_in_english() -> None:
    assert in_french("the flux capacitor is empty") == "commande mal écrite."
    assert in_french("argument --out: something new") == "commande mal écrite."


@pytest.mark.parametrize("text", ["P-03", "p-3", "P3", " 3 ", "003"])
def test_a_project_is_named_as_on_screen_or_by_its_number(text: str) -> None:
    assert project_number(text) == 3


@pytest.mark.parametrize("text", ["", "P-", "-3", "3.5", "DMN-03", "٣", "1234567"])
def test_another_word_is_no_project(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="P-03 ou 3"):
        project_number(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("DMN-07", ObjectNumber("DMN", 7)),
        ("ip7", ObjectNumber("IP", 7)),
        ("I-2026-04", ObjectNumber("I", 4, 2026)),
        ("12", ObjectNumber("", 12)),
    ],
)
def test_any_number_of_the_screen_is_understood(text: str, number: ObjectNumber) -> None:
    assert object_number(text) == number


def test_a_number_of_another_series_is_refused() -> None:
    assert object_number("3").within("P") == object_number("P-03").within("P") == 3
    with pytest.raises(UserError, match="P-03, pas DMN-03"):
        object_number("DMN-03").within("P")


def test_a_day_is_typed_the_french_way() -> None:
    assert french_day("03/02/2026") == date(2026, 2, 3)
    with pytest.raises(argparse.ArgumentTypeError, match="JJ/MM/AAAA"):
        french_day("31/02/2026")


def test_an_ending_is_read_in_either_case() -> None:
    assert path_ending(".xlsx")("A.XLSX") == Path("A.XLSX")
    with pytest.raises(argparse.ArgumentTypeError, match=r"finir par \.xlsx ou \.json\."):
        path_ending(".xlsx", ".json")("a.csv")

"""Signs of a patient's identity: what is found, and how rarely something else is taken for it."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.identity_guard import SuspicionKind, find, is_national_number
from dmn_desktop.core.paths import forms_dir, resources_dir
from tests.core.identity_lists import TELLING, TRAPS
from tests.core.test_content import texts

NIR, PERSON, BIRTH, FILE = (
    SuspicionKind.NATIONAL_NUMBER,
    SuspicionKind.PERSON,
    SuspicionKind.BIRTH,
    SuspicionKind.FILE_NUMBER,
)

IDENTITIES = [
    ("Vu 1 85 05 78 006 084 91 ce jour", NIR),
    ("185057800608491", NIR),
    ("INS\u00a0: 2 69 05 49 588 157 80", NIR),
    ("2.69.05.49.588.157.80", NIR),
    ("1 94 03 2A 004 021 73", NIR),
    ("assuré 1 85 05 78 006 084", NIR),
    ("Le patient M. Martin a été revu", PERSON),
    ("Mme Dupont, 3e étage", PERSON),
    ("M. X a signé", PERSON),
    ("Mme X.", PERSON),
    ("Mlle B. sera revue", PERSON),
    ("M. B., 82 ans", PERSON),
    ("Monsieur LEFEVRE rappelé", PERSON),
    ("Vu avec Madame de La Tour", PERSON),
    ("Appeler Mme Le Goff-Kerdoncuff", PERSON),
    ("Mr Zidane a refusé", PERSON),
    ("monsieur Éluard est parti", PERSON),
    ("Patient Paul Durand, chute", PERSON),
    ("patiente nommée Anne Leroy", PERSON),
    ("MM. Petit et Roux", PERSON),
    ("Jean Martin, 12/03/1954", BIRTH),
    ("MARTIN Jean 02/11/1939", BIRTH),
    ("Paul Petit né le 04/07/51", BIRTH),
    ("Née le 3 mai 1960", BIRTH),
    ("né en 1948", BIRTH),
    ("date de naissance\u00a0: 12/05/1970", BIRTH),
    ("DDN 01/02/1980", BIRTH),
    ("dossier n° 20240512", FILE),
    ("dossier patient 1234567", FILE),
    ("IPP 0045873921", FILE),
    ("NIP\u00a0: 88123456", FILE),
    ("n° de séjour 240087123", FILE),
    ("Identifiant patient\u00a0: AB-123456", FILE),
    ("numéro de sécurité sociale 1850578", FILE),
]

OTHERS = [
    "Densito Os, notice 6.0 du 12/05/2023",
    "Ostalis Fracture 03/02/2026",
    "Radiologue référent, A. B.",
    "Madame, Monsieur,",
    "IUD 03760000121019",
    "CE-9001-2023-118",
    "FR-MF-000000118",
    "Contrat n° 20240512",
    "02 41 00 00 12",
    "1200 examens par mois",
    "version 12.03.2024",
    "DMN-07, IP-07, P-03",
    "SIRET 123 456 789 00012",
    "le modèle M ou F",
    "M.-P. est un service",
    "Revue du 12/05/1998 au 13/06/1999",
    "né d’un besoin partagé",
]


@pytest.mark.parametrize(("text", "kind"), [*IDENTITIES, *TELLING])
def test_an_identity_is_shown(text: str, kind: SuspicionKind) -> None:
    kinds = [suspicion.kind for suspicion in find(text)]
    assert kind in kinds


@pytest.mark.parametrize("text", [*OTHERS, *TRAPS])
def test_what_is_no_identity_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_a_wrong_key_is_no_national_number() -> None:
    assert is_national_number("1 85 05 78 006 084 91")
    assert not is_national_number("1 85 05 78 006 084 92")
    assert not is_national_number("185057800608492")
    # Any thirteen digits are not a number; written as one, they are.
    assert not is_national_number("1850578006084")


def shipped() -> Iterator[str]:
    for folder in (resources_dir() / "exemples", resources_dir() / "templates", forms_dir()):
        for path in sorted(Path(folder).rglob("*.toml")):
            for _, text in texts(tomllib.loads(path.read_text("utf-8"))):
                yield text


def test_false_alarms_are_under_one_in_a_hundred() -> None:
    alarms = [text for text in shipped() if find(text)]
    assert len(alarms) / len(list(shipped())) < 0.01
    # Those of the examples are none at all: what a practice writes of its devices is like them.
    assert alarms == []


@given(st.text(max_size=300))
def test_any_text_is_read_and_places_hold(text: str) -> None:
    last = 0
    for suspicion in find(text):
        assert last <= suspicion.start < suspicion.end <= len(text)
        last = suspicion.end


def test_long_text_takes_no_time_and_leaves_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert len(find("Mme Dupont, 12/03/1954. " * 800)) >= 800
    find("1 " * 10_000)
    find("M" * 20_000)
    find("dossier " + "1" * 20_000)
    find("Jean Martin " * 2_000)
    find("a." * 10_000 + "@orange.fr")
    assert caplog.text == ""


def test_the_sentence_never_repeats_what_was_written() -> None:
    for text, _ in [*IDENTITIES, *TELLING]:
        for suspicion in find(text):
            assert text[suspicion.start : suspicion.end] not in suspicion.sentence

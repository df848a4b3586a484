"""Only the structure's own page, over https, becomes a printed code."""

from __future__ import annotations

import pytest

from dmn_desktop.core.own_page import LIMIT, problem


@pytest.mark.parametrize(
    "address",
    [
        "https://www.clinique-des-tilleuls.fr",
        "https://cabinet.example/information/logiciels?fiche=7#donnees",
        "HTTPS://Cabinet.Example:8443/",
        "https://xn--clinique-d1a.fr/",
        "https://a.fr/" + "x" * (LIMIT - 13),
    ],
)
def test_an_own_page_is_taken(address: str) -> None:
    assert problem(address) == ""


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Paramètres"),
        ("http://cabinet.fr", "https://"),
        ("www.cabinet.fr", "https://"),
        ("javascript:alert(1)", "https://"),
        ("tel:+33240000000", "https://"),
        ("file:///etc/passwd", "https://"),
        ("WIFI:S:Cabinet;T:WPA;P:secret;;", "https://"),
        ("BEGIN:VCARD\nFN:X\nEND:VCARD", "https://"),
        ("https://cabinet.fr@autre.example/", "utilisateur"),
        ("https://cabinet.fr:secret@autre.example/", "utilisateur"),
        ("https://localhost/", "site"),
        ("https://192.168.1.1/", "site"),
        ("https:///page", "site"),
        ("https://cabinet.fr:port/", "site"),
        ("https://-cabinet.fr/", "site"),
        ("https://cabinet.fr/ma page", "espace"),
        ("https://clinique-étoile.fr/", "accent"),
        ("https://cabinet.fr/\u202egp.", "signe"),
        ("https://a.fr/" + "x" * LIMIT, "signes"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(address: str, words: str) -> None:
    told = problem(address)
    assert words in told
    assert told.endswith(".")

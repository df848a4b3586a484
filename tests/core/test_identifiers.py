"""European identifiers: what is recognised, what is doubted, and nothing is ever refused."""

from __future__ import annotations

import pytest
from biip.checksums import gs1_standard_check_digit
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.identifiers import CHECKS, gs1_check_pair, read_udi, remark

DI = "03760000123457"


@pytest.mark.parametrize(
    ("typed", "pi"),
    [
        (DI, ""),
        ("3760000123457", ""),
        ("0376 0000 1234 57", ""),
        ("0376\u00a00000\u00a01234\u00a057", ""),
        ("(01)03760000123457", ""),
        ("(01) 0376 0000 1234 57 (10) 3.2.1", "(10)3.2.1"),
        ("(01)03760000123457(10)ABC(17)271231", "(10)ABC(17)271231"),
        ("(01)03760000123457(8012)3.2.1", "(8012)3.2.1"),
        ("]d2010376000012345710ABC\x1d21XYZ", "(10)ABC(21)XYZ"),
        ("010376000012345710ABC\x1d21XYZ", "(10)ABC(21)XYZ"),
        ("https://id.gs1.org/01/03760000123457/10/ABC?17=271231", "(10)ABC(17)271231"),
        ("HTTPS://ID.GS1.ORG/01/03760000123457", ""),
    ],
)
def test_a_gs1_code_is_read_typed_scanned_or_pasted_whole(typed: str, pi: str) -> None:
    found = read_udi(typed)
    assert (found.di, found.pi, found.remark.tone) == (DI, pi, "ok")
    assert found.is_whole is bool(pi)


@pytest.mark.parametrize("typed", ["03760000123450", "(01)03760000123450(10)A", "3760000123450"])
def test_a_wrong_check_digit_is_told_and_kept(typed: str) -> None:
    found = read_udi(typed)
    assert found.remark.tone == "warn"
    assert "clé de contrôle" in found.remark.text
    assert found.di.endswith("3450")


@pytest.mark.parametrize(
    ("typed", "issuer"),
    [
        ("+B066000325011NS1", "HIBCC"),
        ("+A999XYZ100T0944/$$3", "HIBCC"),
        ("=/A9999XYZ100T0944", "ICCBBA"),
        ("9N111234567842", "IFA"),
        ("111234567842", ""),
    ],
)
def test_other_issuers_are_recognised_by_form_and_not_verified(typed: str, issuer: str) -> None:
    found = read_udi(typed)
    assert found.di == typed
    if issuer:
        assert found.remark.text == f"Code de forme {issuer}\u00a0: format non vérifié."
        assert found.remark.tone == "neu"


@pytest.mark.parametrize(
    "typed", ["inconnu", "123", "(10)ABC", "https://example.com/x", "(", "()", "]"]
)
def test_what_is_not_a_code_stays_as_typed(typed: str) -> None:
    found = read_udi(typed)
    assert (found.di, found.pi, found.remark.tone) == (typed, "", "warn")


@given(st.text(max_size=60))
def test_any_text_gets_a_sentence(text: str) -> None:
    for name in CHECKS:
        said = remark(name, text)
        assert (said is None) == (not text.strip())
        assert said is None or (said.text.endswith(".") and said.tone in ("ok", "warn", "neu"))


@given(st.integers(0, 10**13 - 1), st.text("ABCDEFGH0123456789", min_size=1, max_size=20))
def test_every_gs1_code_survives_the_round_trip(number: int, lot: str) -> None:
    body = f"{number:013d}"
    code = f"{body}{gs1_standard_check_digit(body)}"
    found = read_udi(f"(01){code}(10){lot}")
    assert (found.di, found.pi, found.remark.tone) == (code, f"(10){lot}", "ok")


def test_the_check_characters_of_the_published_example() -> None:
    assert gs1_check_pair("1987654Ad4X4bL5ttr2310c") == "2K"


@pytest.mark.parametrize(
    ("name", "typed", "tone"),
    [
        ("basic_udi_di", "1987654Ad4X4bL5ttr2310c2K", "ok"),
        ("basic_udi_di", "1987654Ad4X4bL5ttr2310c2L", "warn"),
        ("basic_udi_di", "1987654Ad4X4bL5ttr2310c2Kx", "warn"),
        ("basic_udi_di", "++B999XYZ", "neu"),
        ("basic_udi_di", "PPABC", "neu"),
        ("basic_udi_di", "123456€89", "warn"),
        ("notified_body", "0459", "ok"),
        ("notified_body", "CE 0459", "warn"),
        ("notified_body", "459", "warn"),
        ("notified_body", "٠٤٥٩", "warn"),
        ("srn", "ES-MF-000025345", "ok"),
        ("srn", "ES-AR-000025345", "warn"),
        ("srn", "ES-MF-25345", "warn"),
        ("gmdn", "65975", "ok"),
        ("gmdn", "6597", "warn"),
        ("emdn", "Z12040192", "ok"),
        ("emdn", "12040192", "warn"),
    ],
)
def test_forms_of_the_other_identifiers(name: str, typed: str, tone: str) -> None:
    said = remark(name, typed)
    assert said is not None
    assert said.tone == tone


def test_fields_without_check_and_empty_ones_say_nothing() -> None:
    assert remark("name", "Ostalis") is None
    assert remark("srn", "  ") is None

"""Names of countries, in French first, as `forms/pays.toml` declares them."""

from __future__ import annotations

from datetime import date
from functools import cache

from pydantic import Field

from dmn_desktop.core.content import load_content
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import forms_dir


class CountryWords(Content):
    """The names of `forms/pays.toml`.

    Attributes:
        names: By ISO code; the first is the French name that is shown, the others are recognised.
        ambiguous: What people write instead of a country, that names none.
    """

    version: str
    source: str
    verified_on: date = Field(alias="verifie_le")
    ambiguous: tuple[str, ...] = Field(alias="ambigus")
    names: dict[str, tuple[str, ...]] = Field(alias="noms")


@cache
def country_words() -> CountryWords:
    """The countries of the world, by ISO code."""
    return load_content(forms_dir() / "pays.toml", CountryWords)


def country_name(code: str) -> str:
    """« France » for « FR »; the code itself when it is unknown."""
    names = country_words().names.get(code.upper())
    return names[0] if names else code

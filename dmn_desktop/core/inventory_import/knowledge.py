"""What practices write: headings, words, countries, declared in `forms/`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from pydantic import Field

from dmn_desktop.core.content import load_content
from dmn_desktop.core.country_names import country_words
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.text import fold

_SEPARATORS = re.compile(r"[\s'\"’_:;.,!?()\[\]/\\«»–—-]+")


class Habits(Content):
    """The words of `forms/import_inventaire.toml`; fields carry their exchange names."""

    version: str
    source: str
    verified_on: date = Field(alias="verifie_le")
    blanks: tuple[str, ...] = Field(alias="vides")
    undecided: tuple[str, ...] = Field(alias="ambigus")
    totals: tuple[str, ...] = Field(alias="totaux")
    remarks: tuple[str, ...] = Field(alias="remarques")
    services: tuple[str, ...]
    headings: dict[str, tuple[str, ...]] = Field(alias="titres")
    words: dict[str, dict[str, tuple[str, ...]]] = Field(alias="mots")


@cache
def habits() -> Habits:
    """The words that practices use."""
    return load_content(forms_dir() / "import_inventaire.toml", Habits)


def plain(text: str) -> str:
    """Words alone: no case, accent, punctuation nor double space."""
    return _SEPARATORS.sub(" ", fold(text)).strip()


def tight(text: str) -> str:
    """No case, no accent, single spaces; signs stay."""
    return " ".join(fold(text).split())


@cache
def blanks() -> frozenset[str]:
    """Cells that say that there is nothing to say."""
    return frozenset(tight(word) for word in habits().blanks)


@cache
def undecided() -> frozenset[str]:
    """Cells about which somebody has still to decide."""
    return frozenset(tight(word) for word in habits().undecided)


@cache
def countries() -> dict[str, str]:
    """Country codes by plain name or code."""
    found = {}
    for code, names in country_words().names.items():
        found[plain(code)] = code
        found.update({plain(name): code for name in names})
    return found

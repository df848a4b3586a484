"""How an incident is analysed: families of causes, shares, and words that lay blame on nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Self

from pydantic import Field, model_validator

from dmn_desktop.core.content import load_content
from dmn_desktop.core.forms import Content
from dmn_desktop.core.incident_vocabulary import AlarmFamily
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.records import Incident
from dmn_desktop.core.text import NBSP, fold


class Family(Content):
    """A family of causes, with what to ask oneself."""

    id: AlarmFamily
    title: str = Field(alias="titre")
    prompts: tuple[str, ...] = Field(alias="questions", min_length=1)


class Side(Content):
    """One side whose share is told, by a field of the incident."""

    field: str = Field(alias="champ")
    title: str = Field(alias="titre")
    prompt: str = Field(alias="question")

    @model_validator(mode="after")
    def _a_field(self) -> Self:
        if self.field not in Incident.model_fields:
            raise ValueError(f"champ inconnu{NBSP}: {self.field}")
        return self


class Wording(Content):
    """Words that lay blame, and what to write instead."""

    words: tuple[str, ...] = Field(alias="mots", min_length=1)
    instead: str = Field(alias="plutot")


class Analysis(Content):
    """The content file."""

    version: str
    source: str
    verified_on: date = Field(alias="verifie_le")
    whys: tuple[str, ...] = Field(alias="pourquoi", min_length=5, max_length=5)
    families: tuple[Family, ...] = Field(alias="famille")
    sides: tuple[Side, ...] = Field(alias="part")
    wordings: tuple[Wording, ...] = Field(alias="formulation")

    @model_validator(mode="after")
    def _all_families(self) -> Self:
        if [family.id for family in self.families] != list(AlarmFamily):
            raise ValueError("les sept familles sont attendues, dans leur ordre")
        return self


@cache
def analysis() -> Analysis:
    """The shipped content, read once."""
    return load_content(forms_dir() / "analyse_incident.toml", Analysis)


@dataclass(frozen=True)
class Blame:
    """Words that lay blame, as found, and what to write instead."""

    found: str
    instead: str


def blame_words(text: str, content: Analysis | None = None) -> tuple[Blame, ...]:
    """The words of a text that lay blame on a person; a hint, never a refusal."""
    return tuple(_blame(fold(text), content or analysis()))


def _blame(folded: str, content: Analysis) -> Iterator[Blame]:
    for wording in content.wordings:
        for words in wording.words:
            if re.search(rf"(?<!\w){re.escape(fold(words))}", folded):
                yield Blame(words, wording.instead)
                break

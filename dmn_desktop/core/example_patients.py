"""The fictional sheets for patients: what was typed, validated, handed out and answered."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from dmn_desktop.core.forms import Content
from dmn_desktop.core.vocabulary import ConsentAnswer, SheetVariant


class ExampleHandOut(Content):
    """Copies handed out on one day."""

    handed_on: date = Field(alias="le")
    copies: int = Field(alias="exemplaires")
    variant: SheetVariant = Field(SheetVariant.STANDARD, alias="presentation")


class ExampleSheetVersion(Content):
    """A validated version.

    Attributes:
        then: Fields of the device that were other on that day, by exchange name.
    """

    validated_on: date = Field(alias="le")
    validated_by: str = Field(alias="par")
    then: dict[str, Any] = Field(default_factory=dict, alias="alors")
    hand_outs: tuple[ExampleHandOut, ...] = Field((), alias="remises")


class ExampleSheet(Content):
    """A sheet about a device, by its number."""

    device: int = Field(alias="dispositif")
    template: str = Field("", alias="modele")
    values: dict[str, str] = Field(default_factory=dict, alias="elements")
    started_on: date = Field(alias="commencee_le")
    versions: tuple[ExampleSheetVersion, ...] = ()


class ExampleConsent(Content):
    """The answer of one person to one purpose of a device, by its rank."""

    device: int = Field(alias="dispositif")
    purpose: int = Field(alias="but")
    local_number: str = Field(alias="numero")
    answer: ConsentAnswer = Field(alias="reponse")
    answered_on: date = Field(alias="le")
    withdrawn_on: date | None = Field(None, alias="retire_le")


class ExampleSatisfaction(Content):
    """A satisfaction survey, its answers added up."""

    since: date = Field(alias="du")
    until: date = Field(alias="au")
    handed: int = Field(alias="remis")
    returned: int = Field(alias="rendus")
    counts: dict[str, int] = Field(alias="reponses")

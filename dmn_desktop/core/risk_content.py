"""What `forms/risques.toml` declares: default scale, families of risks, proposals.

A proposal is data: its condition reads the device by the exchange names of its fields and by a few
facts that are computed (`FACTS`), its texts are plain words.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from dmn_desktop.core.content import load_content
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.forms import Content, Identifier
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.records.device import Device, entries
from dmn_desktop.core.vocabulary import RiskTheme, Word

NOTHING, ANYTHING = "", "*"
"""In a condition: the field is empty; the field is filled, whatever is in it."""

FACTS = {
    "stockage_hors_eee": "Un pays de stockage est hors de l’Espace économique européen.",
    "hds_termine": "Le certificat HDS est arrivé à son terme.",
    "sans_ins": "L’identité nationale de santé n’est pas reprise.",
    "exercice_ancien": "Aucun exercice de panne depuis 365 jours.",
    "version_a_finir": "La dernière version laisse une question ouverte.",
    "contrat_finissant": "Le contrat se termine dans les 180 jours, ou est terminé.",
}
"""What a condition may ask beside the fields of the device; computed in `core.proposed_risks`."""

FACT_KEY = "faits"


class Step(Content):
    """One step of the default scale, from the least.

    Attributes:
        confidence: A and B as in the legal facts; « ici » for words chosen here.
    """

    name: str = Field(alias="nom", min_length=3)
    meaning: str = Field(alias="sens", min_length=10)
    source: str = Field(min_length=3)
    confidence: Literal["A", "B", "ici"] = Field(alias="confiance")


class AtLeast(Content):
    """A level below which a severity never goes, from a likelihood on."""

    severity: int = Field(alias="gravite", ge=1)
    likelihood: int = Field(alias="vraisemblance", ge=1)
    level: RiskLevel = Field(alias="niveau")


class DefaultScale(Content):
    """The scale of who has chosen no other one; score = severity × likelihood."""

    source: str
    low_up_to: int = Field(alias="faible_jusqu_a")
    medium_up_to: int = Field(alias="moyen_jusqu_a")
    severities: tuple[Step, ...] = Field(alias="gravite", min_length=3, max_length=5)
    likelihoods: tuple[Step, ...] = Field(alias="vraisemblance", min_length=3, max_length=5)
    at_least: tuple[AtLeast, ...] = Field((), alias="au_moins")


class Family(Content):
    """A family of risks, with the question that it asks of every device.

    Attributes:
        prompt: The entry of the certification sheet it answers; empty for our own families.
    """

    theme: RiskTheme
    question: str = Field(min_length=20)
    source: str
    prompt: str = Field("", alias="invite")


class Rule(Content):
    """A risk proposed when one of its conditions holds.

    Attributes:
        when: Each is a list of fields with the values that fit; all its fields must fit.
        cell: The question of the guide that goes with it.
        per_version: Proposed again for each version of the device.
        opens: Opened by itself, with this severity and likelihood of the default scale.
    """

    id: str = Identifier
    theme: RiskTheme
    when: tuple[dict[str, tuple[str, ...]], ...] = Field(alias="quand", min_length=1)
    cause: str = Field(min_length=10)
    event: str = Field(alias="evenement", min_length=10)
    consequence: str = Field(min_length=10)
    cell: str = Field("", alias="question")
    per_version: bool = Field(False, alias="par_version")
    opens: tuple[int, int] | None = Field(None, alias="ouvre")

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if self.id.startswith("famille_"):
            raise ValueError(f"{self.id}\u00a0: « famille_ » est réservé")
        for clause in self.when:
            for name, values in clause.items():
                unknown = set(values) - _allowed(name) - {NOTHING, ANYTHING}
                if unknown:
                    raise ValueError(f"{self.id}, {name}\u00a0: mot inconnu {min(unknown)}")
        return self


class RiskContent(Content):
    """The whole file."""

    version: str
    source: str
    checked_on: date = Field(alias="verifie_le")
    scale: DefaultScale = Field(alias="echelle")
    families: tuple[Family, ...] = Field(alias="famille")
    rules: tuple[Rule, ...] = Field(alias="proposition")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ids = [rule.id for rule in self.rules]
        twice = {rule for rule in ids if ids.count(rule) > 1}
        if twice:
            raise ValueError(f"{min(twice)} est déclaré deux fois")
        themes = [family.theme for family in self.families]
        if sorted(themes) != sorted(RiskTheme):
            raise ValueError("chaque famille de risques est déclarée une fois")
        return self

    def family(self, theme: RiskTheme) -> Family:
        """What is said of a family."""
        return next(family for family in self.families if family.theme is theme)


@cache
def _fields() -> dict[str, tuple[str, frozenset[str]]]:
    """Exchange name: the field of the device, and its closed list, empty for free values."""
    found = {}
    for name, entry in entries().items():
        words = _closed_list(Device.model_fields[name].annotation)
        found[entry.exchange] = (name, frozenset(word.value for word in words))
    return found


def _closed_list(annotation: Any) -> tuple[Word, ...]:
    for kind in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(kind, type) and issubclass(kind, Word):
            return tuple(kind)
    return ()


def _allowed(name: str) -> frozenset[str]:
    if name == FACT_KEY:
        return frozenset(FACTS)
    if name not in _fields():
        raise ValueError(f"champ inconnu {name}")
    return _fields()[name][1]


def field_of(exchange: str) -> str:
    """The field of the device that bears this exchange name."""
    return _fields()[exchange][0]


def load_risk_content(path: Path) -> RiskContent:
    """Read the file.

    Raises:
        UserError: It is missing, is not TOML, or says what cannot be.
    """
    return load_content(path, RiskContent)


@cache
def risk_content() -> RiskContent:
    """What is shipped with the program, read once when first asked for."""
    return load_risk_content(forms_dir() / "risques.toml")

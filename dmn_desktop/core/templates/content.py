"""The files of `resources/templates/patients`: models, elements, mentions, specialties."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Literal, Self

from pydantic import Field, model_validator

from dmn_desktop.core.content import load_content
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import resources_dir
from dmn_desktop.core.templates.engine import Template, parse
from dmn_desktop.core.templates.syntax import Names, identifier
from dmn_desktop.core.text import fold
from dmn_desktop.core.vocabulary import SheetVariant

Confidence = Literal["A", "B", "ici"]
"""A: checked; B: one source; ici: our own wording. What was not checked (C) is never printed."""

LISTS = {
    "finalité": "finalités",
    "finalité autorisée": "finalités autorisées",
    "finalité refusée": "finalités refusées",
    "outil": "outils",
}
"""What « pour chaque … » goes through."""


class ElementRule(Content):
    """Something that a text may print or ask about.

    Attributes:
        name: As written between braces.
        of: Where its value comes from: « dispositif.version_logicielle », « structure.phone »,
            « specialite.examen »; empty when it is typed.
        words: What is printed for each stored key.
        truths: The stored keys for which it is true, when it is asked about.
        unknown: The stored keys that leave it open.
        default: What is said when nothing is typed.
        typed: Whether a person may write it for one sheet.
        optional: Whether it may stay empty.
    """

    name: str = Field(alias="nom")
    label: str = Field(alias="libelle")
    of: str = Field("", alias="depuis")
    words: dict[str, str] = Field(default_factory=dict, alias="mots")
    truths: tuple[str, ...] = Field((), alias="vrai")
    unknown: tuple[str, ...] = Field(("", "inconnu"), alias="inconnu")
    default: str = Field("", alias="defaut")
    help: str = Field("", alias="aide")
    typed: bool = Field(True, alias="se_saisit")
    optional: bool = Field(False, alias="facultatif")

    @property
    def key(self) -> str:
        """Its identifier."""
        return identifier(self.name)


class MentionRule(Content):
    """A line that a text asks for, with its source.

    Attributes:
        when: The element that must be true for it to be asked for; empty for always.
    """

    key: str = Field(alias="cle", pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Field(alias="libelle")
    source: str
    checked_on: date = Field(alias="verifie_le")
    confidence: Confidence = Field(alias="confiance")
    when: str = Field("", alias="quand")
    standard: str
    simple: str

    def text(self, part: str) -> str:
        """One of its two texts, printed only where it is asked for."""
        words = self.simple if part == "simple" else self.standard
        return f"{{si {self.when}}}{words}{{fin si}}" if self.when else words


class SpecialtyRule(Content):
    """Words of a specialty. The data are feminine plural in every one."""

    key: str = Field(alias="cle", pattern=r"^[a-z][a-z0-9_]*$")
    known_as: tuple[str, ...] = Field(alias="reconnue_a")
    professional: str = Field(alias="professionnel")
    exam: str = Field(alias="examen")
    data: str = Field(alias="donnees")


class Commons(Content):
    """What all the templates share."""

    version: str
    checked_on: date = Field(alias="verifie_le")
    elements: tuple[ElementRule, ...] = Field(alias="element")
    mentions: tuple[MentionRule, ...] = Field(alias="mention")
    specialties: tuple[SpecialtyRule, ...] = Field(alias="specialite")
    watched: tuple[str, ...] = Field(alias="surveilles")

    @cached_property
    def by_key(self) -> dict[str, ElementRule]:
        """Elements by identifier."""
        return {element.key: element for element in self.elements}

    @cached_property
    def mention_by_key(self) -> dict[str, MentionRule]:
        """Mentions by key."""
        return {mention.key: mention for mention in self.mentions}

    @cached_property
    def names(self) -> Names:
        """What a template may use."""
        mentions = tuple(mention.key for mention in self.mentions)
        return Names(tuple(element.name for element in self.elements), LISTS, mentions)

    @cached_property
    def mention_trees(self) -> dict[str, dict[str, Template]]:
        """Mentions as trees, by part then by key."""
        bare = Names(self.names.elements, LISTS)
        return {
            part: {m.key: parse(m.text(part), bare) for m in self.mentions}
            for part in ("standard", "simple")
        }

    def specialty(self, words: str) -> SpecialtyRule:
        """The words of a specialty, those of medicine in general when it is another."""
        folded = fold(words)
        for rule in self.specialties:
            if any(fold(known) in folded for known in rule.known_as):
                return rule
        return self.specialties[-1]


class Model(Content):
    """A template: `resources/templates/patients/*.toml`.

    Attributes:
        about: What it is made for: a device, or the structure as a whole.
        helps: The kinds of help it is proposed for, by stored key.
        paper: Format of the sheet of paper.
        required: Mentions that it cannot do without.
        defaults: What is said when nothing is typed, by name of element.
        simple: The same in simple words; empty for what is not a sheet for patients.
    """

    key: str = Field(alias="cle", pattern=r"^[a-z][a-z0-9_]*$")
    order: int = Field(alias="rang")
    title: str = Field(alias="titre")
    family: Literal[
        "fiche", "affiche", "mention", "questionnaire", "lettre", "carte", "feuille"
    ] = Field(alias="famille")
    about: Literal["dispositif", "structure"] = Field(alias="porte_sur")
    version: str
    source: str
    checked_on: date = Field(alias="verifie_le")
    confidence: Confidence = Field(alias="confiance")
    helps: tuple[str, ...] = Field((), alias="pour")
    paper: Literal["A4", "A5"] = Field("A4", alias="format")
    required: tuple[str, ...] = Field((), alias="obligatoires")
    defaults: dict[str, str] = Field(default_factory=dict, alias="defauts")
    standard: str
    simple: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.family == "fiche" and not self.simple:
            raise ValueError("une fiche a un texte simplifié")
        return self

    def part(self, variant: SheetVariant) -> str:
        """The text of a variant, as it is shipped."""
        return self.simple if variant is SheetVariant.SIMPLE else self.standard


PARTS = ("standard", "simple")
"""The two texts of a sheet; large print sets the standard one larger."""


def part_of(variant: SheetVariant) -> str:
    """The text that a variant sets."""
    return PARTS[variant is SheetVariant.SIMPLE]


_FOLDER = "patients"
_COMMONS = "communs.toml"


@cache
def commons() -> Commons:
    """What all the templates share."""
    return load_content(resources_dir() / "templates" / _FOLDER / _COMMONS, Commons)


@cache
def models() -> dict[str, Model]:
    """Every template, by its key, in the order of lists."""
    folder = resources_dir() / "templates" / _FOLDER
    paths = (path for path in folder.glob("*.toml") if path.name != _COMMONS)
    found = sorted((load_content(path, Model) for path in paths), key=lambda m: m.order)
    return {model.key: model for model in found}


@lru_cache(maxsize=64)
def tree(source: str) -> Template:
    """A text as a checked tree, kept: a sheet is rendered again at every key.

    Raises:
        TemplateError: It is not written right.
    """
    return parse(source, commons().names)

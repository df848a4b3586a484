"""The prepared texts of declarations: `forms/declarations.toml`, filled with facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from dmn_desktop.core.content import load_content
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.text import NBSP

_FACT = re.compile(r"\{([a-z_]+)(\*?)\}")

FACTS: Mapping[str, str] = {
    "code": "numéro de l’incident",
    "titre": "ce qui s’est passé",
    "dispositif": "dispositif",
    "version": "version",
    "outil": "outil en cause",
    "fabricant": "fabricant",
    "fabricant_contact": "contact du fabricant",
    "fabricant_prevenu": "fabricant prévenu",
    "mandataire": "mandataire",
    "distributeur": "importateur ou distributeur",
    "classe": "classe",
    "iud": "IUD-ID",
    "iud_ip": "IUD-IP",
    "organisme": "organisme notifié",
    "usage": "usage prévu chez nous",
    "finalite": "finalité déclarée",
    "mode_degrade": "conduite en cas de panne",
    "survenu": "moment de l’événement",
    "connu": "moment où il a été connu",
    "lieu": "lieu",
    "circonstances": "circonstances",
    "premieres_mesures": "premières mesures",
    "constate_par": "fonction de qui a constaté",
    "consequence": "conséquence",
    "consequence_precision": "précision sur la conséquence",
    "gravite": "gravité constatée",
    "gravite_possible": "gravité qui était possible",
    "nature": "nature",
    "numero_local": "numéro local",
    "autres_cas": "autres incidents du dispositif",
    "desaccord": "désaccord avec le dispositif",
    "parts": "parts du dispositif, des données, de l’usage et de l’organisation",
    "patient_informe": "information du patient",
    "suspension": "état du dispositif",
    "chronologie": "chronologie",
    "analyse": "ce que l’analyse a montré",
    "causes": "causes",
    "barrieres": "barrières",
    "actions": "plan d’actions",
    "donnees": "données touchées",
    "personnes": "nombre de personnes",
    "effets": "effets pour les personnes",
    "mesures_donnees": "mesures pour les données",
    "personnes_informees": "information des personnes",
    "structure": "nom de la structure",
    "type_structure": "type de structure",
    "adresse": "adresse de la structure",
    "joindre": "téléphone ou courriel de la structure",
    "contact_donnees": "délégué à la protection des données, ou point de contact",
    "responsable": "responsable du registre",
    "vigilance": "destinataire de la matériovigilance",
    "reactovigilance": "destinataire de la réactovigilance",
    "eigs": "destinataire",
}
"""What the register knows, with the words for what is missing."""

TO_WRITE: Mapping[str, str] = {
    "aide": "aide demandée",
    "atteinte": "perte de confidentialité, d’intégrité ou de disponibilité",
    "categories": "catégories, comme patients ou personnel",
    "conseils": "ce que chacun peut faire pour se protéger",
    "declarant": "nom ou fonction du déclarant, et moyen de le joindre",
    "droits": "droits fondamentaux, ou aucun",
    "enregistrements": "nombre d’enregistrements",
    "exposition": "dose, cible ou patient, et étape où l’erreur est apparue",
    "pourquoi": "pourquoi le risque est écarté",
    "resultats_rendus": "ce que deviennent les résultats rendus",
    "retard": "motif du retard",
}
"""What forms ask and only who declares can say: named as missing until it is written."""

_WORDS = {**FACTS, **TO_WRITE}
"""What a template may name."""

OTHER = "autre"


class Part(Content):
    """One sending.

    Attributes:
        target: The deadline of the outcome that it must meet; by default all of them.
        after: The part whose sending starts its clock.
        undated: Said in place of a deadline.
    """

    id: str = Field(min_length=1)
    title: str = Field(alias="titre")
    target: str = Field("", alias="cible")
    after: str = Field("", alias="apres")
    undated: str = Field("", alias="sans_echeance")


class Section(Content):
    """One field of a form to copy into.

    Attributes:
        part: The sending it belongs to, empty when there is one only.
    """

    id: str = Field(min_length=1)
    title: str = Field(alias="titre")
    help: str = Field("", alias="aide")
    text: str = Field(alias="texte")
    part: str = Field("", alias="volet")

    @model_validator(mode="after")
    def _known_facts(self) -> Self:
        unknown = sorted({name for name, _ in _FACT.findall(self.text)} - set(_WORDS))
        if unknown:
            raise ValueError(f"fait inconnu{NBSP}: {unknown[0]}")
        return self


class Letter(Content):
    """The texts for one recipient.

    Attributes:
        outcomes: The outcomes of the orientation that it answers; the letter `OTHER` answers
            those that only a structure's own rules know.
        kept_here: Whether the register itself is the recipient: nothing is left to send.
        targets: Which deadlines of these outcomes are its own; empty for all.
    """

    id: str = Field(min_length=1)
    title: str = Field(alias="titre")
    recipient: str = Field(alias="destinataire")
    outcomes: tuple[str, ...] = Field(alias="issues")
    targets: tuple[str, ...] = Field((), alias="cibles")
    kept_here: bool = Field(False, alias="tenu_ici")
    source: str = Field(min_length=1)
    confidence: Literal["A", "B", "C"] = Field(alias="confiance")
    parts: tuple[Part, ...] = Field(alias="volets", min_length=1)
    sections: tuple[Section, ...] = Field(alias="section", min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        parts = {part.id for part in self.parts}
        if len(parts) != len(self.parts):
            raise ValueError("un volet est en double")
        for section in self.sections:
            if (section.part or self.parts[0].id) not in parts:
                raise ValueError(f"volet inconnu{NBSP}: {section.part}")
        for part in self.parts:
            if part.after and part.after not in parts:
                raise ValueError(f"volet inconnu{NBSP}: {part.after}")
            named = [section.id for section in self.sections_of(part.id)]
            if not named or len(named) != len(set(named)):
                raise ValueError(f"rubriques du volet {part.id} absentes ou en double")
        return self

    def part(self, name: str) -> Part | None:
        """The part with this key."""
        return next((part for part in self.parts if part.id == name), None)

    def sections_of(self, part: str) -> tuple[Section, ...]:
        """The sections of a part, in order."""
        first = self.parts[0].id
        return tuple(one for one in self.sections if (one.part or first) == part)


class Letters(Content):
    """The content file."""

    version: str
    source: str
    verified_on: date = Field(alias="verifie_le")
    letters: tuple[Letter, ...] = Field(alias="lettre", min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> Self:
        names = [letter.id for letter in self.letters]
        if len(names) != len(set(names)):
            raise ValueError("une lettre est en double")
        if OTHER not in names:
            raise ValueError(f"la lettre «{NBSP}{OTHER}{NBSP}» manque")
        return self

    def of(self, outcome: str) -> tuple[Letter, ...]:
        """The letters that answer an outcome."""
        return tuple(letter for letter in self.letters if outcome in letter.outcomes)

    def letter(self, name: str) -> Letter:
        """The letter with this key, `OTHER` for one that is not there."""
        by_id = {letter.id: letter for letter in self.letters}
        return by_id.get(name, by_id[OTHER])


@cache
def letters() -> Letters:
    """The shipped content, read once."""
    return load_content(forms_dir() / "declarations.toml", Letters)


@dataclass(frozen=True)
class Filled:
    """A text with its facts in place.

    Attributes:
        missing: The words for the facts that the incident does not hold.
    """

    text: str
    missing: tuple[str, ...]


def fill(template: str, facts: Mapping[str, str]) -> Filled:
    """Put facts in their places; what is missing is named, in the text and apart.

    A line whose facts may all be absent is left out when they are.
    """
    lines: list[str] = []
    missing: dict[str, None] = {}
    for line in template.split("\n"):
        found = _FACT.findall(line)
        if found and all(mark for _, mark in found) and not any(facts.get(n) for n, _ in found):
            continue
        for name, mark in found:
            if not mark and not facts.get(name):
                missing[_WORDS[name]] = None
        lines.append(_FACT.sub(lambda match: _fact(match, facts), line))
    text = "\n".join(lines).strip("\n")
    return Filled(re.sub(r"([.!?…])\.(?=\s|$)", r"\1", text), tuple(missing))


def _fact(match: re.Match[str], facts: Mapping[str, str]) -> str:
    name, mark = match.groups()
    value = facts.get(name, "")
    return value or ("" if mark else f"[à compléter{NBSP}: {_WORDS[name]}]")


@dataclass(frozen=True)
class SectionText:
    """One section, ready to copy.

    Attributes:
        edited: Whether somebody wrote it otherwise.
        proposed: What the facts give.
        missing: What is still to be found out, none once it is edited.
    """

    id: str
    title: str
    help: str
    text: str
    edited: bool
    proposed: str
    missing: tuple[str, ...]


def section_texts(
    letter: Letter, part: str, edited: Mapping[str, str], facts: Mapping[str, str]
) -> tuple[SectionText, ...]:
    """The sections of a part, filled, or as they were edited."""
    return tuple(_section_texts(letter.sections_of(part), edited, facts))


def _section_texts(
    sections: Iterable[Section], edited: Mapping[str, str], facts: Mapping[str, str]
) -> Iterator[SectionText]:
    for section in sections:
        filled = fill(section.text, facts)
        own = section.id in edited
        yield SectionText(
            section.id,
            section.title,
            section.help,
            edited.get(section.id, filled.text),
            own,
            filled.text,
            () if own else filled.missing,
        )


def whole_text(title: str, sections: Sequence[SectionText]) -> str:
    """All sections as one text to copy."""
    parts = [f"{section.title}\n{section.text}" for section in sections if section.text]
    return "\n\n".join([title, *parts])

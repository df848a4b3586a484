"""What a template is filled with: each element with its words and where they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from dmn_desktop.core.countries import EUROPEAN_ECONOMIC_AREA
from dmn_desktop.core.country_names import country_name
from dmn_desktop.core.device_vocabulary import Hosting, OutsideAccess, ReuseDecision
from dmn_desktop.core.records import Device, ReusePurpose, Structure, today
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.templates.content import Commons, ElementRule, Model, commons
from dmn_desktop.core.templates.engine import Values
from dmn_desktop.core.templates.syntax import identifier
from dmn_desktop.core.text import NBSP, count, day, long_day
from dmn_desktop.core.vocabulary import StructureKind, Word

_QUOTED = re.compile(r"\{([^{}]+)\}")


class Origin(Enum):
    """Where the words of an element come from."""

    NONE = ""
    DEVICE = "fiche"
    STRUCTURE = "parametres"
    MODEL = "modele"
    TYPED = "saisi"


@dataclass(frozen=True)
class Subject:
    """What a document is about.

    Attributes:
        device: None for a document about the structure as a whole.
        typed: What was typed for this document, by name of element.
        devices: Those in service, for a document about the structure.
    """

    structure: Structure
    device: Device | None = None
    purposes: tuple[ReusePurpose, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    devices: tuple[Device, ...] = ()
    on: date = field(default_factory=today)


@dataclass(frozen=True)
class Fact:
    """An element, filled or not.

    Attributes:
        source: « Fiche DMN-07 », « Paramètres », « Modèle », « Saisi ici »; empty without value.
        place: The field of the device or of the structure it is read from, empty for others.
        items: Its values, for a list.
        truth: What it answers when it is asked about; None when the register does not say.
    """

    rule: ElementRule
    value: str = ""
    source: str = ""
    origin: Origin = Origin.NONE
    place: str = ""
    items: tuple[str, ...] = ()
    truth: bool | None = None


def facts_of(subject: Subject, model: Model, keys: frozenset[str] = frozenset()) -> dict[str, Fact]:
    """The elements for a document, by their identifiers.

    Args:
        subject: What it is about.
        model: Its template.
        keys: Those that are needed, with what they quote; all of them by default.
    """
    builder = _Builder(subject, model, commons())
    wanted = _with_quoted(keys)
    for rule in builder.commons.elements:
        if not wanted or rule.key in wanted:
            builder.add(rule)
    return builder.finish()


@lru_cache(maxsize=256)
def _with_quoted(keys: frozenset[str]) -> frozenset[str]:
    """Elements, and those that their words may quote; what a template says instead is not read."""
    found, known = set(keys), commons().by_key
    for key in keys & known.keys():
        said = " ".join([known[key].default, *known[key].words.values()])
        found.update(identifier(name) for name in _QUOTED.findall(said))
    return frozenset(found)


def values_of(facts: Mapping[str, Fact], part: str) -> Values:
    """Plain values for the engine.

    Args:
        facts: All elements.
        part: Which text of the mentions: « standard » or « simple ».
    """
    asked = {key: fact.truth for key, fact in facts.items() if fact.rule.truths}
    texts = {key: fact.value for key, fact in facts.items()}
    lists = {key: fact.items for key, fact in facts.items() if fact.items}
    return Values(texts, asked, lists, commons().mention_trees[part])


class _Builder:
    def __init__(self, subject: Subject, model: Model, shared: Commons) -> None:
        self._subject = subject
        self._model = model
        self.commons = shared
        self._found: dict[str, Fact] = {}
        self._typed = {identifier(name): text for name, text in subject.typed.items()}
        self._defaults = {identifier(name): text for name, text in model.defaults.items()}

    def add(self, rule: ElementRule) -> None:
        typed = self._typed.get(rule.key, "").strip() if rule.typed else ""
        fact = self._read(rule)
        default = self._defaults.get(rule.key, rule.default)
        if typed:
            fact = Fact(rule, typed, "Saisi ici", Origin.TYPED, fact.place)
        elif not fact.value and not fact.place and default:
            fact = Fact(rule, default, "Modèle", Origin.MODEL)
        self._found[rule.key] = fact

    def finish(self) -> dict[str, Fact]:
        """The elements, those that quote others with the words of these."""
        return {key: self._completed(fact) for key, fact in self._found.items()}

    def _completed(self, fact: Fact) -> Fact:
        if not _is_ours(fact) or "{" not in fact.value:
            return fact
        words = _QUOTED.sub(self._quoted, fact.value)
        return Fact(fact.rule, words, fact.source, fact.origin, fact.place, fact.items, fact.truth)

    def _quoted(self, match: re.Match[str]) -> str:
        other = self._found.get(identifier(match[1]))
        if other is None:
            return ""
        return _QUOTED.sub("", other.value) if _is_ours(other) else other.value

    def _read(self, rule: ElementRule) -> Fact:
        where, _, name = rule.of.partition(".")
        device, structure = self._subject.device, self._subject.structure
        if where == "dispositif" and device is not None:
            held = _FIELDS[name]
            return _said(rule, getattr(device, held), f"Fiche {device.code}", held)
        if where == "dispositif":
            return Fact(rule)
        if where == "structure":
            fact = _said(rule, getattr(structure, name), "Paramètres", name)
            return Fact(rule, fact.value, fact.source, Origin.STRUCTURE, fact.place, (), fact.truth)
        if where == "specialite":
            specialty = self.commons.specialty(device.specialty if device else "")
            known = bool(device and device.specialty)
            source, origin = ("Spécialité", Origin.MODEL) if known else ("Modèle", Origin.MODEL)
            return Fact(rule, getattr(specialty, name), source, origin)
        return _COMPUTED[name](rule, self._subject) if where == "calcul" else Fact(rule)


def _is_ours(fact: Fact) -> bool:
    """Whether its words come with the program, where braces quote other elements."""
    return fact.origin is Origin.MODEL or bool(fact.rule.words and fact.origin is Origin.DEVICE)


_FIELDS = {entry.exchange: name for name, entry in entries().items()}
"""Field of a device by its exchange name."""


def _said(rule: ElementRule, value: Any, source: str, place: str) -> Fact:
    """A field in words; its truth by the keys that the rule lists."""
    key = _key(value)
    words = rule.words.get(key, "" if rule.words else _words(value))
    truth = None if key in rule.unknown else key in rule.truths
    return Fact(rule, words, source if words else "", Origin.DEVICE, place, (), truth)


def _key(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value.value if isinstance(value, Word) else value or "")


def _words(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Word):
        return value.label if value.value else ""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return ", ".join(_words(item) for item in value)
    return f"{NBSP}; ".join(line for line in str(value).split("\n") if line.strip())


def _of_device(rule: ElementRule, subject: Subject, value: str, place: str) -> Fact:
    source = f"Fiche {subject.device.code}" if subject.device and value else ""
    return Fact(rule, value, source, Origin.DEVICE, place)


def _code(rule: ElementRule, subject: Subject) -> Fact:
    return _of_device(rule, subject, subject.device.code if subject.device else "", "number")


def _countries(rule: ElementRule, subject: Subject) -> Fact:
    codes = subject.device.storage_countries if subject.device else ()
    return _of_device(rule, subject, ", ".join(map(country_name, codes)), "storage_countries")


def _outside(rule: ElementRule, subject: Subject) -> Fact:
    """Whether data are kept in, or seen from, a country outside the European Economic Area."""
    device = subject.device
    if device is None:
        return Fact(rule)
    away = any(code not in EUROPEAN_ECONOMIC_AREA for code in device.storage_countries)
    if away or device.outside_access is OutsideAccess.FRAMED:
        truth: bool | None = True
    else:
        placed = bool(device.storage_countries) or device.hosting is Hosting.NOTHING_KEPT
        truth = False if placed and device.outside_access is OutsideAccess.NO else None
    words = {True: "Oui", False: "Non", None: ""}[truth]
    fact = _of_device(rule, subject, words, "outside_access")
    return Fact(rule, words, fact.source, fact.origin, fact.place, (), truth)


def _purposes(*decisions: ReuseDecision) -> Callable[[ElementRule, Subject], Fact]:
    def read(rule: ElementRule, subject: Subject) -> Fact:
        items = tuple(p.purpose for p in subject.purposes if p.decision in decisions)
        fact = _of_device(rule, subject, f"{NBSP}; ".join(items), "reuse")
        return Fact(rule, fact.value, fact.source, fact.origin, fact.place, items)

    return read


def _downtime(rule: ElementRule, subject: Subject) -> Fact:
    hours = subject.device.max_downtime_hours if subject.device else None
    words = "" if hours is None else count(hours, "heure")
    return _of_device(rule, subject, words, "max_downtime_hours")


def _drill(rule: ElementRule, subject: Subject) -> Fact:
    last = subject.device.last_drill if subject.device else None
    return _of_device(rule, subject, day(last), "last_drill")


def _contract(rule: ElementRule, subject: Subject) -> Fact:
    end = subject.device.contract_end if subject.device else None
    return _of_device(rule, subject, f"fin le {day(end)}" if end else "", "contract_end")


_HERE = {
    StructureKind.PRACTICE: "au cabinet",
    StructureKind.GROUP: "dans notre structure",
    StructureKind.CLINIC: "dans notre établissement",
}


def _here(rule: ElementRule, subject: Subject) -> Fact:
    return Fact(rule, _HERE[subject.structure.structure_kind], "Modèle", Origin.MODEL)


def _to_professional(rule: ElementRule, subject: Subject) -> Fact:
    device = subject.device
    words = commons().specialty(device.specialty if device else "").professional
    joined = f"au {words.removeprefix('le ')}" if words.startswith("le ") else f"à {words}"
    return Fact(rule, joined, "Spécialité", Origin.MODEL)


def _today(rule: ElementRule, subject: Subject) -> Fact:
    return Fact(rule, long_day(subject.on), "Date du jour", Origin.MODEL)


def _devices(rule: ElementRule, subject: Subject) -> Fact:
    items = tuple(map(_device_line, subject.devices))
    source = "Inventaire" if items else ""
    return Fact(rule, f"{NBSP}; ".join(items), source, Origin.DEVICE, "", items)


def _device_line(device: Device) -> str:
    parts = [device.name, device.version and f"version {device.version}", device.manufacturer]
    if device.in_service_on:
        parts.append(f"en service depuis le {day(device.in_service_on)}")
    return ", ".join(part for part in parts if part)


_COMPUTED: dict[str, Callable[[ElementRule, Subject], Fact]] = {
    "code": _code,
    "countries": _countries,
    "outside": _outside,
    "purposes": _purposes(ReuseDecision.NONE, ReuseDecision.ALLOWED),
    "allowed": _purposes(ReuseDecision.ALLOWED),
    "refused": _purposes(ReuseDecision.REFUSED),
    "downtime": _downtime,
    "drill": _drill,
    "contract": _contract,
    "here": _here,
    "to_professional": _to_professional,
    "today": _today,
    "devices": _devices,
}
"""Elements that are worked out, by the word after « calcul. »."""


def watched_facts(device: Device | None, purposes: Iterable[ReusePurpose]) -> dict[str, str]:
    """What the register says of a device that a validated sheet depends on, in words."""
    if device is None:
        return {}
    found = {name: _words(getattr(device, _FIELDS[name])) for name in commons().watched}
    joined = f"{NBSP}; ".join(
        f"{p.purpose} ({p.decision.label.lower()})" for p in purposes if p.purpose
    )
    return {**found, "finalites_de_reutilisation": joined}


def watched_labels() -> dict[str, str]:
    """The words for these fields."""
    titles = {name: Device.model_fields[_FIELDS[name]].title or name for name in commons().watched}
    return {**titles, "finalites_de_reutilisation": "Buts de la réutilisation"}

"""What the orientation of an incident knows already: device, structure, and its own file.

Each answer filled that way says where it comes from, and can be answered otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from dmn_desktop.core import device_vocabulary as device_words
from dmn_desktop.core import incident_vocabulary as words
from dmn_desktop.core.high_risk import proposal
from dmn_desktop.core.records import Device, Incident
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.triage import NO, UNKNOWN, YES, Answer, Facts, Profile, Tree
from dmn_desktop.core.vocabulary import StructureKind, Word

_KINDS = {
    words.IncidentKind.DATA: ("rg1",),
    words.IncidentKind.SECURITY: ("si1",),
    words.IncidentKind.RADIATION: ("ra1",),
    words.IncidentKind.BREAKDOWN: ("fab1", "mv3"),
    words.IncidentKind.DRIFT: ("fab1", "mv3"),
    words.IncidentKind.ERGONOMICS: ("fab1", "mv3"),
    words.IncidentKind.INSTRUCTIONS: ("fab1", "mv3"),
}
"""The questions that the kind of an incident answers by « oui »."""

SAME = ("fab1", "mv3")
"""A defect, a misleading use or instructions at fault: asked once, by the first of both met."""

_CERTIFIED = (device_words.DeviceStatus.MDR, device_words.DeviceStatus.DIRECTIVE)


@dataclass(frozen=True)
class Filled:
    """An answer that nobody gave.

    Attributes:
        reason: « Rempli depuis la fiche DMN-07 : marquage CE, classe IIa. »
    """

    answer: Answer
    reason: str


@dataclass(frozen=True)
class Known:
    """The facts of an incident, with the origin of those that nobody answered."""

    facts: Facts
    filled: Mapping[str, Filled]


def known_facts(
    tree: Tree, incident: Incident, device: Device | None, structure: StructureKind, on: date
) -> Known:
    """What is known of an incident on a day; an answer given always comes first."""
    given = {name: answer for name, answer in incident.answers.items() if tree.node(name)}
    answered = {*given, *_sharing(tree, given)}
    filled = {
        name: found
        for name, found in _filled(incident, device)
        if tree.node(name) is not None and name not in answered
    }
    for name, found in _same_facts(given, filled):
        if tree.node(name) is not None:
            filled[name] = found
    answers = {name: found.answer for name, found in filled.items()} | given
    facts = Facts(
        profile_of(incident.profile, structure),
        incident.known,
        on,
        cast("Mapping[str, Answer]", answers),
    )
    return Known(facts, filled)


_PROFILES = {
    StructureKind.PRACTICE: Profile.LIBERAL,
    StructureKind.GROUP: Profile.GROUP,
    StructureKind.CLINIC: Profile.ESTABLISHMENT,
}


def profile_of(profile: words.IncidentProfile, structure: StructureKind) -> Profile:
    """The structure as the law sees it: as said in the incident, else as the register says."""
    if profile is not words.IncidentProfile.NONE:
        return Profile(profile.value)
    return _PROFILES[structure]


def _sharing(tree: Tree, given: Mapping[str, str]) -> set[str]:
    """The questions that ask the same as one that was answered."""
    shared = {node.shared for node in tree.nodes if node.id in given and node.shared}
    return {node.id for node in tree.nodes if node.shared in shared}


def _same_facts(
    given: Mapping[str, str], filled: Mapping[str, Filled]
) -> Iterator[tuple[str, Filled]]:
    one, other = SAME
    for name, twin in ((one, other), (other, one)):
        if twin in given and name not in given:
            answer = cast("Answer", given[twin])
            yield name, Filled(answer, "Déjà dit à la question sur le fonctionnement de l’outil.")


def _filled(incident: Incident, device: Device | None) -> Iterator[tuple[str, Filled]]:
    yield from _from_file(incident)
    if device is not None:
        for name, answer, because in _from_device(device):
            yield name, Filled(answer, f"Rempli depuis la fiche {device.code}{NBSP}: {because}.")


def _from_file(incident: Incident) -> Iterator[tuple[str, Filled]]:
    """What noting the incident said already."""
    for name in _KINDS.get(incident.incident_kind, ()):
        yield name, _noted(YES, "la nature notée", incident.incident_kind)
    for grave in (incident.severity, incident.worst_case):
        if grave in words.GRAVE:
            source = "la gravité notée"
            yield from ((name, _noted(YES, source, grave)) for name in ("mv4", "mv4i"))
            break
    else:
        if incident.severity and incident.worst_case:
            for name in ("mv4", "mv4i"):
                yield name, _noted(NO, "la gravité possible notée", incident.worst_case)
    if incident.consequence in (words.Consequence.NOTHING, words.Consequence.AVOIDED):
        for name in ("ei3", "pa1", "ia4"):
            yield name, _noted(NO, "la conséquence notée", incident.consequence)
    if incident.severity:
        worst = YES if incident.severity in words.WORST else NO
        yield "ei3", _noted(worst, "la gravité notée", incident.severity)
        if incident.severity in words.GRAVE:
            yield "ia4", _noted(YES, "la gravité notée", incident.severity)


def _noted(answer: str, source: str, word: Word) -> Filled:
    label = f"{word.label[:1].lower()}{word.label[1:]}"
    return Filled(cast("Answer", answer), f"Rempli depuis {source}{NBSP}: {label}.")


def _from_device(device: Device) -> Iterator[tuple[str, Answer, str]]:
    status = device.status
    marked = f", classe {device.ce_class.label}" if device.ce_class else ""
    if status in _CERTIFIED:
        yield "mv1", "oui", f"marquage CE{marked}"
        yield "mv2", "non", "pas un diagnostic in vitro"
    elif status is device_words.DeviceStatus.IVDR:
        yield "mv1", "oui", f"marquage CE, diagnostic in vitro{marked}"
        yield "mv2", "oui", "diagnostic in vitro"
    elif status is device_words.DeviceStatus.NOT_A_DEVICE:
        yield "mv1", "non", "n’est pas un dispositif médical"
    elif status is device_words.DeviceStatus.TO_CHECK:
        yield "mv1", "inconnu", "statut à vérifier"
    yield from _artificial_intelligence(device)
    if device.vendor_role is device_words.VendorRole.PROCESSOR:
        yield "rg2", "oui", "l’éditeur est votre sous-traitant"


def _artificial_intelligence(device: Device) -> Iterator[tuple[str, Answer, str]]:
    uses = {
        device_words.Known.YES: (YES, "il embarque de l’IA"),
        device_words.Known.NO: (NO, "il n’embarque pas d’IA"),
        device_words.Known.UNKNOWN: (UNKNOWN, "IA, inconnu"),
    }
    if device.uses_ai in uses:
        answer, because = uses[device.uses_ai]
        yield "ia1", cast("Answer", answer), because
    said, because = device.high_risk, f"haut risque, {device.high_risk.label.lower()}"
    if said is device_words.HighRisk.NONE and (found := proposal(device)) is not None:
        said, because = found.value, f"haut risque proposé d’après le statut{_and_class(device)}"
    answers = {
        device_words.HighRisk.DEVICE: YES,
        device_words.HighRisk.ANNEX: YES,
        device_words.HighRisk.NO: NO,
        device_words.HighRisk.TO_SETTLE: UNKNOWN,
    }
    if said in answers:
        yield "ia2", cast("Answer", answers[said]), because


def _and_class(device: Device) -> str:
    """« et la classe IIa », empty when unknown."""
    return f" et la classe {device.ce_class.label}" if device.ce_class else ""

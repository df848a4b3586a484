"""The facts of an incident in words, by the names that the texts of declarations use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dmn_desktop.core.incident_vocabulary import Disagreement
from dmn_desktop.core.records import (
    Barrier,
    Cause,
    ChronologyLine,
    CorrectiveAction,
    Device,
    Incident,
    Structure,
)
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.core.triage import Profile
from dmn_desktop.core.vocabulary import Word

_STRUCTURES = {
    Profile.LIBERAL: "cabinet libéral",
    Profile.GROUP: "centre ou cabinet de groupe",
    Profile.ESTABLISHMENT: "établissement de santé",
}


@dataclass(frozen=True)
class Story:
    """All that the texts may tell of an incident.

    Attributes:
        manufacturer_told: When the manufacturer was told, in words; empty when not yet.
        people_told: When the people whose data were touched were told, likewise.
        others: The other incidents of the same device.
    """

    structure: Structure
    profile: Profile
    incident: Incident
    device: Device | None = None
    chronology: Sequence[ChronologyLine] = ()
    causes: Sequence[Cause] = ()
    barriers: Sequence[Barrier] = ()
    actions: Sequence[CorrectiveAction] = ()
    manufacturer_told: str = ""
    people_told: str = ""
    others: Sequence[Incident] = ()


def facts_in_words(story: Story) -> dict[str, str]:
    """The facts by name; what is not known is empty."""
    return _event(story) | _device(story) | _analysis(story) | _structure(story)


def _event(story: Story) -> dict[str, str]:
    incident = story.incident
    people = incident.people_count
    return {
        "code": incident.code,
        "titre": incident.name.rstrip("."),
        "survenu": _happened(incident),
        "connu": f"le {at(incident.known)}",
        "lieu": incident.place,
        "circonstances": incident.description,
        "premieres_mesures": incident.first_measures,
        "constate_par": incident.noticed_by,
        "consequence": _label(incident.consequence),
        "consequence_precision": incident.consequence_note,
        "gravite": _label(incident.severity),
        "gravite_possible": _label(incident.worst_case),
        "nature": _label(incident.incident_kind),
        "numero_local": incident.local_number,
        "patient_informe": _told(incident),
        "autres_cas": _others(story),
        "desaccord": _disagreement(incident),
        "parts": _parts(incident),
        "personnes_informees": story.people_told or "pas encore",
        "suspension": _suspension(incident),
        "donnees": incident.data_kinds,
        "personnes": "" if people is None else str(people),
        "effets": incident.data_effects,
        "mesures_donnees": incident.data_measures,
    }


def at(moment: datetime) -> str:
    """« 22/11/2026 à 16:20 », in the time it carries."""
    return f"{day(moment)} à {moment:%H:%M}"


def _happened(incident: Incident) -> str:
    known = "" if incident.happened is None else f"le {at(incident.happened)}"
    return ", ".join(part for part in (known, incident.happened_note) if part)


def _label(word: Word) -> str:
    return word.label if word.value else ""


def _others(story: Story) -> str:
    """« 2, I-2026-02 et I-2026-03, dont 1 sur la version 3.3.0 », none without a device."""
    if story.incident.device_id is None:
        return ""
    if not story.others:
        return "aucun autre noté"
    codes = ", ".join(one.code for one in story.others)
    version = story.incident.version
    same = sum(one.version == version for one in story.others)
    on_version = f", dont {same} sur la version {version}" if version else ""
    return f"{len(story.others)} ({codes}){on_version}"


def _disagreement(incident: Incident) -> str:
    """« Désaccord avec le dispositif : oui, résultat écarté (motif) », empty without one."""
    if incident.disagreement in (Disagreement.NONE, Disagreement.NO):
        return ""
    label = incident.disagreement.label
    reason = f" ({incident.disagreement_reason})" if incident.disagreement_reason else ""
    return f"Désaccord avec le dispositif{NBSP}: {label[:1].lower()}{label[1:]}{reason}"


def _parts(incident: Incident) -> str:
    """« dispositif, part principale ; usage, a contribué », without what nobody said."""
    shares = {
        "dispositif": incident.device_share,
        "logiciel autour": incident.software_share,
        "données": incident.data_share,
        "usage": incident.use_share,
        "organisation": incident.organisation_share,
    }
    said = [f"{name}, {share.label.lower()}" for name, share in shares.items() if share.value]
    return f"{NBSP}; ".join(said)


def _told(incident: Incident) -> str:
    if not incident.patient_told:
        return ""
    on = f", le {day(incident.patient_told_on)}" if incident.patient_told_on else ""
    return f"{incident.patient_told.label}{on}"


def _suspension(incident: Incident) -> str:
    if incident.suspended_on is None:
        return "en usage"
    said = f"suspendu le {day(incident.suspended_on)}"
    if incident.returned_on is None:
        return said
    return f"{said}, remis en service le {day(incident.returned_on)}"


def _device(story: Story) -> dict[str, str]:
    device, incident = story.device, story.incident
    version = f"version {incident.version}" if incident.version else ""
    found = {"dispositif": incident.device, "version": incident.version}
    found["outil"] = ", ".join(filter(None, (incident.device, version)))
    found["fabricant_prevenu"] = story.manufacturer_told or "pas encore"
    if device is None:
        return found
    named = f"{device.name} ({device.code})"
    return found | {
        "dispositif": named,
        "outil": ", ".join(filter(None, (named, version))),
        "fabricant": device.manufacturer,
        "fabricant_contact": ", ".join(filter(None, (device.manufacturer, device.contact))),
        "mandataire": device.representative,
        "distributeur": device.distributor,
        "classe": _label(device.ce_class),
        "iud": device.udi_di,
        "iud_ip": device.udi_pi,
        "organisme": device.notified_body,
        "usage": device.intended_use,
        "finalite": device.purpose,
        "mode_degrade": device.fallback,
    }


def _analysis(story: Story) -> dict[str, str]:
    incident = story.incident
    return {
        "chronologie": _listed(chronology_words(incident, line) for line in story.chronology),
        "analyse": incident.analysis,
        "causes": _listed(cause_words(cause) for cause in story.causes),
        "barrieres": _listed(barrier_words(barrier) for barrier in story.barriers),
        "actions": _listed(action_words(action) for action in story.actions),
    }


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def chronology_words(incident: Incident, line: ChronologyLine) -> str:
    """« 22/11/2026 à 16:20 : relecture »."""
    when = at(incident.here(line.at)) if line.at else ""
    head = ", ".join(part for part in (when, line.moment) if part)
    source = f" ({line.source})" if line.source else ""
    return f"{head}{NBSP}: {line.text}{source}" if head else f"{line.text}{source}"


def cause_words(cause: Cause) -> str:
    """« Équipe : relecture non faite ← pourquoi… »."""
    chain = "".join(f"\n  ← {why}" for why in cause.whys if why)
    return f"{cause.family.label}{NBSP}: {cause.text}{chain}"


def barrier_words(barrier: Barrier) -> str:
    """« Relecture du lendemain : a tenu »."""
    effect = f"{NBSP}: {barrier.held.label.lower()}" if barrier.held else ""
    return f"{barrier.text}{effect}{f', {barrier.note}' if barrier.note else ''}"


def action_words(action: CorrectiveAction) -> str:
    """« A-07, revoir le protocole, radiologue référent, avant le 31/12/2026 (planifiée) »."""
    due = f"avant le {day(action.due_on)}" if action.due_on else ""
    parts = [action.code, action.text, action.owner, due]
    return f"{', '.join(filter(None, parts))} ({action.state.label.lower()})"


def _structure(story: Story) -> dict[str, str]:
    structure, profile = story.structure, story.profile
    local = profile is Profile.ESTABLISHMENT
    return {
        "structure": structure.name,
        "type_structure": _STRUCTURES[profile],
        "adresse": structure.address,
        "joindre": ", ".join(filter(None, (structure.phone, structure.email))),
        "contact_donnees": _data_contact(structure),
        "responsable": structure.manager,
        "vigilance": "Correspondant local de matériovigilance" if local else "ANSM",
        "reactovigilance": "Correspondant local de réactovigilance" if local else "ANSM",
        "eigs": "Représentant légal, qui déclare à l’ARS"
        if local
        else "Directeur général de l’ARS",
    }


def _data_contact(structure: Structure) -> str:
    """Whom to ask about data: the officer, or the structure when it has none."""
    if structure.without_dpo:
        named, means = structure.manager or structure.name, (structure.phone, structure.email)
        title = "Point de contact"
    else:
        named, means = structure.dpo, (structure.dpo_phone, structure.dpo_email)
        title = "Délégué à la protection des données"
    said = ", ".join(filter(None, (named, *means)))
    return f"{title}{NBSP}: {said}" if said else ""


def recipient_words(template: str, facts: Mapping[str, str]) -> str:
    """The recipient of a letter, « Fabricant » when nobody is known."""
    named = template
    for name, value in facts.items():
        named = named.replace(f"{{{name}}}", value)
    return named if "{" not in named and named.strip() else ""

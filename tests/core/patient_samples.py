"""A device, a structure and the drafts of every template, for the tests of what patients read."""

from __future__ import annotations

from typing import Any

from dmn_desktop.core.patient_sheet import Draft
from dmn_desktop.core.records import Device, ReusePurpose, Structure
from dmn_desktop.core.templates.content import Model, models
from dmn_desktop.core.templates.facts import Subject

SHEETS = [key for key, model in models().items() if model.family == "fiche"]
PAPERS = [key for key, model in models().items() if model.family != "fiche"]

TYPED = {
    "ce qu’il fait": "il cherche des os cassés sur les radios",
    "base légale": "une mission d’intérêt public",
    "durée de réutilisation": "deux ans",
    "garanties hors d’Europe": "clauses types du contrat",
    "logique de la décision": "il compare la mesure à un seuil",
}


def structure(**changes: Any) -> Structure:
    values = {
        "name": "Clinique des Tilleuls",
        "structure_kind": "etablissement",
        "address": "12, rue des Tilleuls",
        "phone": "02 41 00 00 00",
        "manager": "Directrice des soins",
        "dpo_phone": "02 41 00 00 12",
        "insurer": "Mutuelle",
        "insurance_number": "RC-1",
    }
    return Structure.model_validate(values | changes)


def device(**changes: Any) -> Device:
    values = {
        "number": 7,
        "name": "Ostalis Fracture",
        "version": "3.2.1",
        "manufacturer": "Ostalis",
        "specialty": "Imagerie",
        "storage_countries": ("FR",),
        "outside_access": "non",
        "hosting": "local",
        "reuse": "oui_a_autoriser",
        "uses_ai": "oui",
        "vendor_role": "sous_traitant",
        "fallback": "Lire sans aide.",
        "contact": "02 99 00 00 00",
        "referent": "Radiologue, A. B.",
        "max_downtime_hours": 24,
        "purpose": "Signaler les fractures.",
        "limits": "Rachis",
    }
    return Device.model_validate(values | changes)


PURPOSES = ("Améliorer la détection", "Publier des statistiques")


def draft(
    key: str,
    about: Device | None = None,
    owner: Structure | None = None,
    typed: dict[str, str] | None = None,
    source: str = "",
) -> Draft:
    """A draft with everything filled, unless told otherwise."""
    told = about or device()
    purposes = tuple(
        ReusePurpose(device_id=told.id, purpose=purpose, decision=decision)
        for purpose, decision in zip(PURPOSES, ("autorise", "refuse"), strict=True)
    )
    model: Model = models()[key]
    subject = Subject(
        owner or structure(), told, purposes, TYPED if typed is None else typed, (told,)
    )
    texts = {"standard": source or model.standard, "simple": source or model.simple}
    return Draft(subject, model, texts)

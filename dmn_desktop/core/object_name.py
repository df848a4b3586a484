"""The words by which people know an object, in the Corbeille and in the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dmn_desktop.core.records import (
    Attachment,
    Barrier,
    Candidate,
    Cause,
    Census,
    ChronologyLine,
    CorrectiveAction,
    CostLine,
    Declaration,
    DeclarationPart,
    Device,
    DeviceDocument,
    Hypothesis,
    Incident,
    IncidentDocument,
    Indicator,
    OwnQuestion,
    Project,
    Record,
    Risk,
    SavedView,
    Study,
    TriageRules,
)
from dmn_desktop.core.text import shorten

_WORDS: dict[type[Record], Callable[[Any], str]] = {
    Project: lambda r: f"Projet {r.code}, {r.need}",
    Candidate: lambda r: f"Candidat {r.name}",
    Study: lambda r: f"Étude {shorten(r.citation, 80)}",
    Attachment: lambda r: f"Pièce {r.name}",
    OwnQuestion: lambda r: f"Question {shorten(r.text, 80)}",
    CostLine: lambda r: f"Ligne de coût {r.label}",
    Hypothesis: lambda r: f"Hypothèse {shorten(r.hypothesis, 80)}",
    Indicator: lambda r: f"Indicateur {shorten(r.name, 80)}",
    Device: lambda r: f"Dispositif {r.code}, {shorten(r.name, 80)}",
    DeviceDocument: lambda r: f"Document {shorten(r.name, 80)}",
    Risk: lambda r: f"Risque {shorten(r.text, 80)}",
    Census: lambda r: f"Revue annuelle {r.opened_on.year}",
    Incident: lambda r: f"Incident {r.code}, {shorten(r.name, 80)}",
    IncidentDocument: lambda r: f"Pièce d’incident {shorten(r.name, 80)}",
    ChronologyLine: lambda r: f"Ligne de chronologie {shorten(r.text, 80)}",
    Cause: lambda r: f"Cause {shorten(r.text, 80)}",
    Barrier: lambda r: f"Barrière {shorten(r.text, 80)}",
    Declaration: lambda r: f"Déclaration {shorten(r.name, 80)}",
    DeclarationPart: lambda r: f"Volet {shorten(r.name, 80)}",
    TriageRules: lambda r: f"Règles de signalement, version {r.version}",
    CorrectiveAction: lambda r: f"Action {r.code}, {shorten(r.text, 80)}",
    SavedView: lambda r: f"Vue {shorten(r.name, 80)}",
}


def object_name(record: Record) -> str:
    """« Candidat Ostalis Fracture »; the kind alone where an object has no name."""
    named = _WORDS.get(type(record))
    if named is not None:
        return named(record)
    kind = f"{record.title[:1].upper()}{record.title[1:]}"
    name = getattr(record, "name", "")
    return f"{kind} {shorten(name, 80)}" if isinstance(name, str) and name else kind

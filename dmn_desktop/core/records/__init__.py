"""Records: the only objects that travel between rooms.

A field is declared once, here: the table, the journal, the exchange format and the JSON Schema
come from it. Every text is cleaned when a record is made, whatever its origin.
"""

from __future__ import annotations

from dmn_desktop.core.records.census import Census, CensusLine, SavedView
from dmn_desktop.core.records.corrective_action import CorrectiveAction
from dmn_desktop.core.records.declaration import Declaration, DeclarationPart, TriageRules
from dmn_desktop.core.records.device import (
    Device,
    DeviceDocument,
    DeviceState,
    DeviceVersion,
    Point,
    ReusePurpose,
)
from dmn_desktop.core.records.incident import (
    Barrier,
    Cause,
    ChronologyLine,
    FormDraft,
    Incident,
    IncidentDocument,
)
from dmn_desktop.core.records.patient import (
    GuardSwitch,
    HandOut,
    PaperDraft,
    PatientSheet,
    ReuseConsent,
    Satisfaction,
    SheetVersion,
)
from dmn_desktop.core.records.practice import Counter, OwnQuestion, OwnText, Structure
from dmn_desktop.core.records.project import (
    Answer,
    Assessment,
    Attachment,
    Candidate,
    CostLine,
    Hypothesis,
    Indicator,
    Note,
    Project,
    QuestionMark,
    Questionnaire,
    Study,
)
from dmn_desktop.core.records.record import Record, Refers, new_id, now, stable_id, today
from dmn_desktop.core.records.risk import Risk, RiskScale

__all__ = [
    "KINDS",
    "RECORDS",
    "Answer",
    "Assessment",
    "Attachment",
    "Barrier",
    "Candidate",
    "Cause",
    "Census",
    "CensusLine",
    "ChronologyLine",
    "CorrectiveAction",
    "CostLine",
    "Counter",
    "Declaration",
    "DeclarationPart",
    "Device",
    "DeviceDocument",
    "DeviceState",
    "DeviceVersion",
    "FormDraft",
    "GuardSwitch",
    "HandOut",
    "Hypothesis",
    "Incident",
    "IncidentDocument",
    "Indicator",
    "Note",
    "OwnQuestion",
    "OwnText",
    "PaperDraft",
    "PatientSheet",
    "Point",
    "Project",
    "QuestionMark",
    "Questionnaire",
    "Record",
    "Refers",
    "ReuseConsent",
    "ReusePurpose",
    "Risk",
    "RiskScale",
    "Satisfaction",
    "SavedView",
    "SheetVersion",
    "Structure",
    "Study",
    "TriageRules",
    "new_id",
    "now",
    "references_of",
    "stable_id",
    "today",
]

RECORDS: tuple[type[Record], ...] = (
    Structure,
    Counter,
    OwnQuestion,
    OwnText,
    Project,
    Candidate,
    Answer,
    QuestionMark,
    Note,
    Attachment,
    Study,
    CostLine,
    Assessment,
    Hypothesis,
    Indicator,
    Questionnaire,
    Device,
    DeviceState,
    DeviceVersion,
    DeviceDocument,
    ReusePurpose,
    Point,
    Risk,
    RiskScale,
    Census,
    CensusLine,
    SavedView,
    PatientSheet,
    SheetVersion,
    HandOut,
    PaperDraft,
    ReuseConsent,
    Satisfaction,
    GuardSwitch,
    Incident,
    IncidentDocument,
    ChronologyLine,
    Cause,
    Barrier,
    FormDraft,
    Declaration,
    DeclarationPart,
    TriageRules,
    CorrectiveAction,
)
"""Every kind of record, each after those it refers to."""

KINDS: dict[str, type[Record]] = {record.kind: record for record in RECORDS}


def references_of(record: type[Record]) -> dict[str, Refers]:
    """The fields of a kind that hold the identifier of another record."""
    return {
        name: mark
        for name, field in record.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Refers)
    }

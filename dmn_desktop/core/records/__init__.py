"""Records: the only objects that travel between rooms.

A field is declared once, here: the table, the journal, the exchange format and the JSON Schema
come from it. Every text is cleaned when a record is made, whatever its origin.

A part is loaded when one of its records is first asked for: the window starts with three of ten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from dmn_desktop.core.records.finding import record_of
    from dmn_desktop.core.records.incident import (
        Barrier,
        Cause,
        ChronologyLine,
        FormDraft,
        Incident,
        IncidentDocument,
    )
    from dmn_desktop.core.records.kinds import KINDS, RECORDS
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
    from dmn_desktop.core.records.record import (
        Record,
        Refers,
        new_id,
        now,
        references_of,
        stable_id,
        today,
    )
    from dmn_desktop.core.records.risk import Risk, RiskScale
else:
    from importlib import import_module

    _PARTS = (
        *("record", "finding", "practice", "project", "device", "risk", "census"),
        *("patient", "incident", "declaration", "corrective_action", "kinds"),
    )

    def __getattr__(name):
        if not name.startswith("_"):
            for part in _PARTS:
                module = import_module(f"{__name__}.{part}")
                if hasattr(module, name):
                    globals()[name] = getattr(module, name)
                    return globals()[name]
        raise AttributeError(f"{__name__} has no {name}")


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
    "record_of",
    "references_of",
    "stable_id",
    "today",
]

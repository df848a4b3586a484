"""Every kind of record; asking for this loads them all."""

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
from dmn_desktop.core.records.record import Record
from dmn_desktop.core.records.risk import Risk, RiskScale

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

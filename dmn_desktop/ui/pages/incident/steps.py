"""The steps of an incident, in order."""

from __future__ import annotations

from dmn_desktop.ui.pages.incident.actions_step import ActionsStep
from dmn_desktop.ui.pages.incident.analysis_step import AnalysisStep
from dmn_desktop.ui.pages.incident.declarations_step import DeclarationsStep
from dmn_desktop.ui.pages.incident.facts_step import FactsStep
from dmn_desktop.ui.pages.incident.history_step import HistoryStep
from dmn_desktop.ui.pages.incident.orientation_step import OrientationStep
from dmn_desktop.ui.pages.incident.severity_step import SeverityStep
from dmn_desktop.ui.pages.incident.step import IncidentStep

STEPS: tuple[type[IncidentStep], ...] = (
    FactsStep,
    SeverityStep,
    OrientationStep,
    DeclarationsStep,
    AnalysisStep,
    ActionsStep,
    HistoryStep,
)
"""From noting to acting, then what was written; each is one tab."""

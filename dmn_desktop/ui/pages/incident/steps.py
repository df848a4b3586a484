"""The steps of an incident, in order."""

from __future__ import annotations

from dmn_desktop.ui.pages.incident.facts_step import FactsStep
from dmn_desktop.ui.pages.incident.orientation_step import OrientationStep
from dmn_desktop.ui.pages.incident.severity_step import SeverityStep
from dmn_desktop.ui.pages.incident.step import IncidentStep

STEPS: tuple[type[IncidentStep], ...] = (FactsStep, SeverityStep, OrientationStep)
"""From noting to acting; each is one tab."""

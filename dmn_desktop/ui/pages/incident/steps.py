"""The steps of an incident, in order."""

from __future__ import annotations

from dmn_desktop.ui.pages.incident.facts_step import FactsStep
from dmn_desktop.ui.pages.incident.step import IncidentStep

STEPS: tuple[type[IncidentStep], ...] = (FactsStep,)
"""From noting to acting; each is one tab."""

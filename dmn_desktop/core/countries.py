"""Countries: ISO 3166-1 codes, and which of them are in Europe's unions."""

from __future__ import annotations

_MEMBERS = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"

EUROPEAN_UNION = frozenset(_MEMBERS.split())
"""The twenty-seven members, in November 2026."""

EUROPEAN_ECONOMIC_AREA = EUROPEAN_UNION | {"IS", "LI", "NO"}
"""Where data of patients may lie without more ado."""

"""How the level of a risk looks, and what it is sorted by."""

from __future__ import annotations

from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.ui.widgets.badges import Badge

LEVEL_BADGES = {
    RiskLevel.TO_ASSESS: Badge(RiskLevel.TO_ASSESS.label, "neu", "circle-dashed"),
    RiskLevel.HIGH: Badge(RiskLevel.HIGH.label, "dang", "alert-triangle"),
    RiskLevel.MEDIUM: Badge(RiskLevel.MEDIUM.label, "warn", "circle-half-2"),
    RiskLevel.LOW: Badge(RiskLevel.LOW.label, "ok", "circle-check"),
}
"""What waits for a judgement first, then from high to low: the order of a list too."""

LEVEL_RANKS = {level: rank for rank, level in enumerate(LEVEL_BADGES)}
"""What a level is sorted by."""

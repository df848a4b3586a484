"""Where the sheets for patients of one device stand, in one word for the inventory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dmn_desktop.core.text import day
from dmn_desktop.core.vocabulary import SheetState

Told = tuple[SheetState, date | None]
"""The state of a sheet, and the day of its last validated version."""

# What waits first; a draft beside a validated sheet says nothing of that one.
_ORDER = (SheetState.REVIEW, SheetState.CURRENT, SheetState.DRAFT)


@dataclass(frozen=True)
class SheetStanding:
    """The state of the sheets of a device.

    Attributes:
        state: None for a device without sheet.
        validated_on: The last validation, None before the first.
    """

    state: SheetState | None = None
    validated_on: date | None = None

    @property
    def key(self) -> str:
        """Its value in a menu."""
        return self.state.value if self.state else ""

    @property
    def words(self) -> str:
        """« Aucune », « Brouillon », « Validée le 08/09/2025 », « À revoir »."""
        if self.state is SheetState.CURRENT:
            return f"Validée le {day(self.validated_on)}"
        return LABELS[self.key]

    @property
    def rank(self) -> tuple[int, str]:
        """What waits first, then the oldest validation."""
        order = (SheetState.REVIEW, None, SheetState.DRAFT, SheetState.CURRENT)
        return order.index(self.state), self.validated_on.isoformat() if self.validated_on else ""


LABELS = {
    SheetState.REVIEW.value: SheetState.REVIEW.label,
    "": "Aucune",
    SheetState.DRAFT.value: SheetState.DRAFT.label,
    SheetState.CURRENT.value: "Validée",
}
"""Words of each value of the menu, in its order."""

NO_SHEET = SheetStanding()


def standing_of(sheets: Iterable[Told]) -> SheetStanding:
    """One standing for all the sheets of a device."""
    told = list(sheets)
    if not told:
        return NO_SHEET
    days = [validated for _, validated in told if validated is not None]
    state = min((state for state, _ in told), key=_ORDER.index)
    return SheetStanding(state, max(days, default=None))

"""A letter, a notice or a card filled from the register, and what a document is on paper."""

from __future__ import annotations

from dataclasses import dataclass

from dmn_desktop.core.patient_sheet import Draft, Element
from dmn_desktop.core.templates.content import Model


@dataclass(frozen=True)
class Preview:
    """A document as it would be printed.

    Attributes:
        too_long: What to say when it goes beyond two pages; empty otherwise.
    """

    pdf: bytes
    pages: int
    too_long: str = ""


@dataclass(frozen=True)
class PaperDesk:
    """A letter, a notice or a card, filled from the register.

    Attributes:
        draft: Its text; what is missing is left in dots, to be written by hand.
    """

    draft: Draft

    @property
    def model(self) -> Model:
        """Its template."""
        return self.draft.model

    @property
    def elements(self) -> tuple[Element, ...]:
        """What it says."""
        return self.draft.elements

    def with_value(self, name: str, value: str) -> PaperDesk:
        """The same with something typed."""
        return PaperDesk(self.draft.with_value(name, value))

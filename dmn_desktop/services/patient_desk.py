"""A sheet for patients with all that shows it, read from the register at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dmn_desktop.core.patient_sheet import Change, Draft, Element, Lost, state_of
from dmn_desktop.core.readability import Hint, hints
from dmn_desktop.core.records import Device, PatientSheet, ReusePurpose, SheetVersion, Structure
from dmn_desktop.core.templates.blocks import sentences
from dmn_desktop.core.templates.content import Model, models
from dmn_desktop.core.templates.facts import Subject
from dmn_desktop.core.vocabulary import SheetState, SheetVariant
from dmn_desktop.services.patient_templates import model_of, names, proposed, texts_in
from dmn_desktop.store.transaction import Reader


@dataclass(frozen=True)
class SheetDesk:
    """A sheet with all that shows it; nothing more is read from the register.

    Attributes:
        draft: The sheet as it would be printed now.
        versions: Those validated, oldest first.
        changes: What the register says otherwise since the last one.
    """

    sheet: PatientSheet
    structure: Structure
    device: Device | None
    draft: Draft
    versions: tuple[SheetVersion, ...] = ()

    @cached_property
    def _standing(self) -> tuple[SheetState, tuple[Change, ...]]:
        return state_of(self.last, self.draft)

    @property
    def last(self) -> SheetVersion | None:
        """The version to hand out; None before the first."""
        return self.versions[-1] if self.versions else None

    @property
    def state(self) -> SheetState:
        """Draft, current or to review."""
        return self._standing[0]

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed in the register since the last version."""
        return self._standing[1]

    @cached_property
    def pending(self) -> bool:
        """Whether a new version is being prepared: its words differ from the last one."""
        if self.last is None or self.draft.page != self.last.page:
            return True
        return any(self.draft.text(v) != self.last.texts.get(v.value) for v in SheetVariant)

    @property
    def model(self) -> Model:
        """Its template."""
        return self.draft.model

    @property
    def title(self) -> str:
        """The name of the device, or the title of the template."""
        return self.device.name if self.device else self.model.title

    @property
    def elements(self) -> tuple[Element, ...]:
        """What the sheet says, in the order of its text."""
        return self.draft.elements

    @property
    def missing(self) -> tuple[Element, ...]:
        """What has to be filled before validation."""
        return self.draft.missing

    @property
    def lost(self) -> tuple[Lost, ...]:
        """Mandatory mentions that the practice's own text lost."""
        return self.draft.lost

    @property
    def unexplained(self) -> tuple[Lost, ...]:
        """Those that hold validation back: nobody wrote why they are absent."""
        return self.draft.unexplained

    @property
    def waits_for(self) -> int:
        """How many things are to be done before validation."""
        return len(self.missing) + len(self.unexplained)

    def text(self, variant: SheetVariant) -> str:
        """The text of a variant, with its signs of layout."""
        return self.draft.text(variant)

    def reading(self, variant: SheetVariant) -> tuple[str, list[Hint]]:
        """The words of a variant, a line each, and what could be read more easily in them."""
        words = "\n".join(sentences(self.draft.blocks(variant)))
        return words, hints(words, variant is SheetVariant.SIMPLE)

    def with_value(self, name: str, value: str) -> SheetDesk:
        """The same desk with something typed and not saved yet: one for each key."""
        return replace(self, draft=self.draft.with_value(name, value))

    @staticmethod
    def names() -> Mapping[str, str]:
        """What « { » completes: names with their labels."""
        return names()


class Bench:
    """Makes desks inside one reading: what all sheets share is read once."""

    def __init__(self, reader: Reader) -> None:
        """Read through this reader, while it lasts."""
        self._reader = reader
        self._texts: dict[str, dict[str, str]] = {}

    @cached_property
    def _structure(self) -> Structure:
        return self._reader.only(Structure) or Structure()

    def desk(
        self, sheet: PatientSheet, versions: tuple[SheetVersion, ...] | None = None
    ) -> SheetDesk:
        """A sheet with all that shows it.

        Args:
            sheet: The sheet.
            versions: Those to show, oldest first; all of them by default.
        """
        reader = self._reader
        device = reader.get(Device, sheet.device_id) if sheet.device_id else None
        purposes: list[ReusePurpose] = []
        if device is not None:
            purposes = reader.find(ReusePurpose, order="position", device_id=device.id)
        model = models().get(sheet.template) or model_of(proposed(device))
        if model.key not in self._texts:
            self._texts[model.key] = texts_in(reader, model)
        if versions is None:
            versions = tuple(reader.find(SheetVersion, order="position", sheet_id=sheet.id))
        subject = Subject(self._structure, device, tuple(purposes), sheet.values)
        draft = Draft(subject, model, self._texts[model.key], sheet.without, sheet.with_code)
        return SheetDesk(sheet, self._structure, device, draft, versions)

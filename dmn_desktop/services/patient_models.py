"""What a template gives on paper before any document is made of it: with a device at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dmn_desktop.core.device_vocabulary import HelpKind, Hosting, Known, OutsideAccess, Reuse
from dmn_desktop.core.patient_sheet import Draft, Lost
from dmn_desktop.core.records import Device, ReusePurpose, Structure
from dmn_desktop.core.templates.content import PARTS
from dmn_desktop.core.templates.facts import Subject
from dmn_desktop.core.vocabulary import LifeState, SheetVariant
from dmn_desktop.services.paper_desk import PaperDesk, Preview
from dmn_desktop.services.patient_papers import paper_preview, told
from dmn_desktop.services.patient_templates import model_of, texts_in
from dmn_desktop.services.register import Register
from dmn_desktop.store.transaction import Reader

_VARIANTS = dict(zip(PARTS, (SheetVariant.STANDARD, SheetVariant.SIMPLE), strict=True))

_EXAMPLE = Device(
    number=1,
    name="Appareil d’exemple",
    manufacturer="Fabricant d’exemple",
    version="1.0",
    functions=(HelpKind.DIAGNOSIS,),
    uses_ai=Known.YES,
    hosting=Hosting.LOCAL,
    storage_countries=("FR",),
    outside_access=OutsideAccess.NO,
    reuse=Reuse.NO,
)
"""What stands in for a device as long as the inventory is empty; nobody sells it."""


@dataclass(frozen=True)
class Sample:
    """A template filled with a device.

    Attributes:
        about: « DMN-07 Ostalis Fracture », « un appareil d’exemple », « la structure ».
    """

    desk: PaperDesk
    about: str

    @property
    def lost(self) -> tuple[Lost, ...]:
        """Mandatory mentions that its text lost."""
        return self.desk.draft.lost

    def with_text(self, part: str, text: str) -> Sample:
        """The same with a text that is being typed."""
        draft = self.desk.draft
        changed = replace(draft, texts={**draft.texts, part: text})
        return replace(self, desk=PaperDesk(changed))


def sample(register: Register, key: str) -> Sample:
    """A template with the first device in use, else the first of the inventory, else an example.

    Raises:
        UserError: No template has this key.
    """
    model = model_of(key)
    with register.reading() as reader:
        device = _first(reader)
        purposes: list[ReusePurpose] = []
        if device is not None:
            purposes = reader.find(ReusePurpose, order="position", device_id=device.id)
        structure, texts = reader.only(Structure) or Structure(), texts_in(reader, model)
    about = f"{device.code} {device.name}" if device else "un appareil d’exemple"
    shown = device or _EXAMPLE
    subject = Subject(structure, shown, tuple(purposes), devices=(shown,))
    return Sample(PaperDesk(Draft(subject, model, texts)), about)


def _first(reader: Reader) -> Device | None:
    rows = reader.values(Device, ("state", "id"), order="number")
    used = [key for state, key in rows if state == LifeState.IN_USE]
    chosen = next(iter([*used, *(key for _, key in rows)]), "")
    return reader.get(Device, chosen) if chosen else None


def preview(made: Sample, part: str) -> Preview:
    """Its text on paper; what a document would wait for is amber.

    Args:
        made: The template with its device.
        part: Which of its two texts.
    """
    variant, draft = _VARIANTS[part], made.desk.draft
    if made.desk.model.family != "fiche":
        return paper_preview(made.desk, variant=variant)
    from dmn_desktop.exports.pdf.block_setting import LOOKS, Tint
    from dmn_desktop.exports.pdf.leaflet import Leaf, make

    leaf = Leaf(draft.subject.structure.name, draft.model.title, "Modèle", draft=True)
    return told(make(leaf, draft.blocks(variant), LOOKS[variant], Tint()))

"""A digital device or innovative tool of the inventory, and what belongs to it.

Every field is declared once, in `device_fields`: the sheet, the table, the filter, the import,
the export and the papers follow. « À compléter » comes from `Entry.needed` and never blocks.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.countries import EUROPEAN_UNION
from dmn_desktop.core.records.device_fields.artificial_intelligence import ArtificialIntelligence
from dmn_desktop.core.records.device_fields.continuity import Continuity
from dmn_desktop.core.records.device_fields.contract import Contract
from dmn_desktop.core.records.device_fields.data import Data
from dmn_desktop.core.records.device_fields.entry import Entry
from dmn_desktop.core.records.device_fields.identity import Identity
from dmn_desktop.core.records.device_fields.regulation import Regulation
from dmn_desktop.core.records.device_fields.use import Use
from dmn_desktop.core.records.record import Record, Refers, today
from dmn_desktop.core.vocabulary import LifeState, Nature


# Fields come in the reverse order of the bases.
class Device(Continuity, Contract, Data, ArtificialIntelligence, Regulation, Use, Identity):
    """A device of the inventory, medical or not.

    Attributes:
        origins: For each filled field, the number of the answer it comes from.
        to_examine: Declared by the staff; nobody has looked at it yet.
    """

    kind = "device"
    title = "dispositif"
    unique = (("number",),)

    number: int = Field(ge=1, title="Numéro")
    project_id: Annotated[str | None, Refers("project", owned=False)] = None
    to_examine: bool = Field(False, title="Déclaré, à examiner")
    declared_by: str = Field("", title="Déclaré par (fonction et initiales)")
    origins: dict[str, str] = Field(default_factory=dict, title="Origine des valeurs")
    added_on: date = Field(default_factory=today, title="Ajouté le")

    @property
    def code(self) -> str:
        """« DMN-07 »."""
        return f"DMN-{self.number:02d}"

    @property
    def is_medical(self) -> bool:
        """Whether it is, or may be, a medical device: its regulatory fields then exist."""
        if self.status is words.DeviceStatus.NOT_A_DEVICE:
            return False
        known = (words.DeviceStatus.MDR, words.DeviceStatus.DIRECTIVE, words.DeviceStatus.IVDR)
        return self.nature is not Nature.TOOL or self.status in known

    @property
    def is_made_outside_eu(self) -> bool:
        """Whether the manufacturer needs a representative in the Union."""
        return bool(self.manufacturer_country) and self.manufacturer_country not in EUROPEAN_UNION


def entries() -> dict[str, Entry]:
    """The fields of the inventory, in their order, with what is said of each."""
    return {
        name: mark
        for name, field in Device.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Entry)
    }


class DeviceState(Record):
    """A change of state of a device, dated."""

    kind = "device_state"
    title = "changement d’état"

    device_id: Annotated[str, Refers("device")]
    state: LifeState = Field(title="État")
    since: date = Field(default_factory=today, title="Depuis le")
    reason: str = Field("", title="Motif")
    noted_on: date = Field(default_factory=today, title="Saisi le")


class DeviceVersion(Record):
    """A version of a device, and what it asked to look at again."""

    kind = "device_version"
    title = "version"

    device_id: Annotated[str, Refers("device")]
    position: int = Field(ge=1, title="Ordre")
    version: str = Field(title="Version")
    installed_on: date | None = Field(None, title="Installée le")
    noted_on: date = Field(default_factory=today, title="Saisie le")
    note: str = Field("", title="Ce qui change")
    instructions: words.Reconsidered = Field(
        words.Reconsidered.NONE, title="Notice comparée à la précédente"
    )
    patient_sheet: words.Reconsidered = Field(
        words.Reconsidered.NONE, title="Information patient relue"
    )
    training: words.Reconsidered = Field(words.Reconsidered.NONE, title="Formation à refaire")
    quality: words.Reconsidered = Field(
        words.Reconsidered.NONE, title="Contrôle qualité à recommencer"
    )


class DeviceDocument(Record):
    """A document of a device: a file kept in the register, or the place where it lies.

    Attributes:
        about_on: The day the document speaks for.
        added_on: The day it was noted here.
        sha256: Fingerprint of the kept content, empty when only the place is known.
    """

    kind = "device_document"
    title = "document"

    device_id: Annotated[str, Refers("device")]
    document_kind: words.DocumentKind = Field(words.DocumentKind.OTHER, title="Nature")
    name: str = Field(title="Titre")
    place: str = Field("", title="Endroit ou adresse")
    about_on: date | None = Field(None, title="Date du document")
    added_on: date = Field(default_factory=today, title="Saisi le")
    ends_on: date | None = Field(None, title="Valable jusqu’au")
    version: str = Field("", title="Version du dispositif")
    file_name: str = Field("", title="Nom du fichier")
    size: int = Field(0, ge=0, title="Taille, en octets")
    sha256: str = Field("", max_length=64, title="Empreinte")


class ReusePurpose(Record):
    """One purpose for which the vendor would use the data again, and the answer given."""

    kind = "reuse_purpose"
    title = "finalité de réutilisation"

    device_id: Annotated[str, Refers("device")]
    position: int = Field(1, ge=1)
    purpose: str = Field(title="Finalité")
    decision: words.ReuseDecision = Field(words.ReuseDecision.NONE, title="Réponse")
    decided_on: date | None = Field(None, title="Répondu le")
    document_id: Annotated[str | None, Refers("device_document", owned=False)] = Field(
        None, title="Pièce"
    )


class Point(Record):
    """A point to treat on a device: it names an action and waits for it.

    Attributes:
        task: The action inside its origin (`training`, `erasure`), so that it is made once.
    """

    kind = "point"
    title = "point à traiter"

    device_id: Annotated[str, Refers("device")]
    origin: words.PointOrigin = Field(words.PointOrigin.MANUAL, title="Origine")
    task: str = Field("", title="Action")
    text: str = Field(title="Point")
    owner: str = Field("", title="Confié à (fonction)")
    due_on: date | None = Field(None, title="Échéance")
    state: words.PointState = Field(words.PointState.OPEN, title="État")
    reason: str = Field("", title="Motif")
    ended_on: date | None = Field(None, title="Terminé le")
    opened_on: date = Field(default_factory=today, title="Noté le")

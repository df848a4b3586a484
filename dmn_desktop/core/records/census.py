"""The yearly review of the inventory, and the views kept of its table."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.records.record import Record, Refers, stable_id, today


class Census(Record):
    """A yearly review, device by device; closed, it is a dated and printable record."""

    kind = "census"
    title = "revue annuelle"

    number: int = Field(ge=1, title="Numéro")
    opened_on: date = Field(default_factory=today, title="Commencée le")
    opened_by: str = Field("", title="Menée par (fonction)")
    closed_on: date | None = Field(None, title="Terminée le")
    closed_by: str = Field("", title="Validée par (fonction)")
    note: str = Field("", title="Conclusion")


class CensusLine(Record):
    """What a review found for one device.

    Attributes:
        device: Number, name and version on the day of the review: the record stays readable once
            the device has changed or gone.
    """

    kind = "census_line"
    title = "ligne de la revue"

    census_id: Annotated[str, Refers("census")]
    device_id: Annotated[str | None, Refers("device", owned=False)] = None
    device: str = Field("", title="Dispositif")
    used: CensusAnswer = Field(CensusAnswer.NONE, title="Toujours utilisé")
    version: CensusAnswer = Field(CensusAnswer.NONE, title="Version")
    places: CensusAnswer = Field(CensusAnswer.NONE, title="Services et lieux")
    risks: CensusAnswer = Field(CensusAnswer.NONE, title="Risques")
    contract: CensusAnswer = Field(CensusAnswer.NONE, title="Contrat")
    note: str = Field("", title="Remarque")
    confirmed_by: str = Field("", title="Confirmé par (fonction et initiales)")
    confirmed_on: date | None = Field(None, title="Confirmé le")

    @staticmethod
    def id_for(census_id: str, device_id: str) -> str:
        """The identifier of the only line there can be for this device."""
        return stable_id("census_line", census_id, device_id)


class SavedView(Record):
    """A view of a table: filter, sort, columns and widths.

    Attributes:
        table: « inventaire », « risques ».
    """

    kind = "saved_view"
    title = "vue"

    table: str = Field(title="Tableau")
    position: int = Field(1, ge=1, title="Ordre")
    name: str = Field(title="Nom")
    content: dict[str, Any] = Field(default_factory=dict, title="Réglages")

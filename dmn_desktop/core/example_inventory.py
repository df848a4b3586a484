"""The fictional inventories: devices, what belongs to them, and the reviews they went through.

Fields of a device carry their exchange names. What follows from the rest is not repeated: its
state is the last of its states, its version the last of its versions.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from pydantic import Field, model_validator

from dmn_desktop.core import device_vocabulary as device_words
from dmn_desktop.core.forms import Content
from dmn_desktop.core.records import Device
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.vocabulary import LifeState, RiskState, RiskTheme

MONEY = "annual_cost"
"""The field given in euros, kept in centimes."""


class ExampleState(Content):
    """A state of a device, from a day on."""

    state: LifeState = Field(alias="etat")
    since: date = Field(alias="depuis")
    reason: str = Field("", alias="motif")


class ExampleVersion(Content):
    """A version, and what it asked to look at again."""

    version: str
    installed_on: date | None = Field(None, alias="installee_le")
    note: str = ""
    instructions: device_words.Reconsidered = Field(device_words.Reconsidered.NONE, alias="notice")
    patient_sheet: device_words.Reconsidered = Field(
        device_words.Reconsidered.NONE, alias="information_patient"
    )
    training: device_words.Reconsidered = Field(device_words.Reconsidered.NONE, alias="formation")
    quality: device_words.Reconsidered = Field(
        device_words.Reconsidered.NONE, alias="controle_qualite"
    )


class ExampleDeviceDocument(Content):
    """A document: the place where it lies, or a short text kept as a file.

    Attributes:
        key: By which purposes of reuse quote it.
    """

    key: str = Field("", alias="cle")
    document_kind: device_words.DocumentKind = Field(alias="nature")
    name: str = Field(alias="titre")
    place: str = Field("", alias="lieu")
    about_on: date = Field(alias="date")
    ends_on: date | None = Field(None, alias="valable_jusqu_au")
    version: str = ""
    file_name: str = Field("", alias="fichier")
    text: str = Field("", alias="texte")


class ExamplePurpose(Content):
    """A purpose of reuse, and the answer given to it."""

    purpose: str = Field(alias="finalite")
    decision: device_words.ReuseDecision = Field(alias="reponse")
    decided_on: date | None = Field(None, alias="le")
    document: str = Field("", alias="piece")


class ExamplePoint(Content):
    """A point to treat.

    Attributes:
        text: Empty for what a version or a withdrawal asks: its task then says it.
    """

    origin: device_words.PointOrigin = Field(device_words.PointOrigin.MANUAL, alias="origine")
    task: str = Field("", alias="tache")
    text: str = Field("", alias="texte")
    owner: str = Field("", alias="confie_a")
    due_on: date | None = Field(None, alias="echeance")
    state: device_words.PointState = Field(device_words.PointState.OPEN, alias="etat")
    reason: str = Field("", alias="motif")
    ended_on: date | None = Field(None, alias="termine_le")
    opened_on: date = Field(alias="note_le")


class ExampleRisk(Content):
    """A risk; severity and likelihood count from 1.

    Attributes:
        cell: The question of the guide it came from: the risk that a decision made from the same
            question is completed, not doubled.
    """

    number: int | None = Field(None, alias="numero")
    text: str = Field("", alias="evenement")
    theme: RiskTheme | None = None
    cause: str = ""
    consequence: str = ""
    before: tuple[int, int] = Field((0, 0), alias="avant")
    measures: str = Field("", alias="mesures")
    after: tuple[int, int] = Field((0, 0), alias="apres")
    action: str = ""
    owner: str = Field("", alias="confie_a")
    due_on: date | None = Field(None, alias="echeance")
    state: RiskState = Field(RiskState.OPEN, alias="etat")
    reason: str = Field("", alias="motif")
    accepted_by: str = Field("", alias="accepte_par")
    accepted_on: date | None = Field(None, alias="accepte_le")
    reviewed_on: date | None = Field(None, alias="revu_le")
    cell: str = Field("", alias="question")
    opened_on: date | None = Field(None, alias="ouvert_le")


class ExampleDevice(Content):
    """A device of the inventory.

    Attributes:
        project: Number of the project whose decision added it; its answers then fill what is not
            said here.
        values: Fields of the device, by the names of the record.
    """

    number: int = Field(alias="numero")
    project: int | None = Field(None, alias="projet")
    added_on: date = Field(alias="ajoute_le")
    to_examine: bool = Field(False, alias="a_examiner")
    declared_by: str = Field("", alias="declare_par")
    values: dict[str, Any]
    states: tuple[ExampleState, ...] = Field(alias="etats", min_length=1)
    versions: tuple[ExampleVersion, ...] = ()
    documents: tuple[ExampleDeviceDocument, ...] = Field((), alias="document")
    purposes: tuple[ExamplePurpose, ...] = Field((), alias="finalite")
    points: tuple[ExamplePoint, ...] = Field((), alias="point")
    risks: tuple[ExampleRisk, ...] = Field((), alias="risque")

    @model_validator(mode="before")
    @classmethod
    def _gather_fields(cls, data: Any) -> Any:
        """Set the fields of the device apart, under the names of the record."""
        names = {entry.exchange: name for name, entry in entries().items()}
        values = {names[key]: value for key, value in data.items() if key in names}
        if values.get(MONEY) is not None:
            values[MONEY] = round(values[MONEY] * 100)
        return {k: v for k, v in data.items() if k not in names} | {"values": values}

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.project is None:
            self.completed(Device(number=self.number, name="?"))
        known = {document.key for document in self.documents}
        if unknown := {p.document for p in self.purposes if p.document} - known:
            raise ValueError(f"documents inconnus\u00a0: {sorted(unknown)}")
        return self

    def completed(self, device: Device) -> Device:
        """A device with all that is said here."""
        last = self.states[-1]
        first = next((s.since for s in self.states if s.state is LifeState.IN_USE), None)
        found: dict[str, Any] = {"state": last.state, "in_service_on": first}
        if last.state is LifeState.WITHDRAWN:
            found["withdrawn_on"] = last.since
        if self.versions:
            found["version"] = self.versions[-1].version
        changed = found | self.values
        return device.but(
            **changed,
            number=self.number,
            added_on=self.added_on,
            to_examine=self.to_examine,
            declared_by=self.declared_by,
            origins={k: v for k, v in device.origins.items() if k not in self.values},
        )


class ExampleCensusLine(Content):
    """What a review found for a device: used, version, places, risks, contract, in this order."""

    device: int = Field(alias="dispositif")
    version: str = ""
    answers: tuple[device_words.CensusAnswer, ...] = Field(
        alias="reponses", min_length=5, max_length=5
    )
    note: str = Field("", alias="remarque")
    confirmed_by: str = Field(alias="par")
    confirmed_on: date = Field(alias="le")


class ExampleCensus(Content):
    """A yearly review that was closed."""

    opened_on: date = Field(alias="commencee_le")
    opened_by: str = Field(alias="menee_par")
    closed_on: date = Field(alias="terminee_le")
    closed_by: str = Field(alias="validee_par")
    note: str = Field("", alias="conclusion")
    lines: tuple[ExampleCensusLine, ...] = Field(alias="lignes")


class ExampleView(Content):
    """A view kept of a table; its settings are those of `ViewState`."""

    table: str = Field(alias="tableau")
    name: str = Field(alias="nom")
    settings: dict[str, Any] = Field(alias="reglages")

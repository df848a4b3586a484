"""An incident or a near miss, and what its file holds; no identity of a patient anywhere."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated

from pydantic import Field, field_validator

from dmn_desktop.core import incident_vocabulary as words
from dmn_desktop.core.deadlines import PARIS, local
from dmn_desktop.core.device_vocabulary import YesNo
from dmn_desktop.core.records.record import Record, Refers, now, stable_id, today

IncidentId = Annotated[str, Refers("incident")]


class Incident(Record):
    """What happened with a device, from noting it to closing it.

    Attributes:
        device: Number and name of the device on that day: the file stays readable without it.
        version: The version in use when it happened.
        known_at: When the incident became known: every clock starts there.
        offset: Minutes ahead of UTC where the practice is; None on Paris time.
        answers: The answers given to the orientation, by node; those filled from the sheet of
            the device are not kept here.
        conduct: The steps of the immediate conduct that are done, in their own words.
        returned_on: When the device suspended for this incident came back to use.
    """

    kind = "incident"
    title = "incident"
    unique = (("year", "number"),)

    year: int = Field(ge=1900, le=9999, title="Année")
    number: int = Field(ge=1, title="Numéro")
    name: str = Field(title="Ce qui s’est passé, en une ligne")
    device_id: Annotated[str | None, Refers("device", owned=False)] = None
    device: str = Field("", title="Dispositif")
    version: str = Field("", title="Version")
    profile: words.IncidentProfile = Field(
        words.IncidentProfile.NONE, title="Structure au sens des déclarations"
    )
    happened_at: datetime | None = Field(None, title="Survenu le")
    happened_note: str = Field("", title="Précision sur le moment")
    known_at: datetime = Field(default_factory=now, title="Connu le")
    offset: int | None = Field(None, ge=-14 * 60, le=14 * 60, title="Décalage avec UTC, en minutes")
    place: str = Field("", title="Lieu")
    description: str = Field("", title="Circonstances")
    first_measures: str = Field("", title="Premières mesures")
    noticed_by: str = Field("", title="Constaté par (fonction)")
    consequence: words.Consequence = Field(words.Consequence.NONE, title="Conséquence")
    consequence_note: str = Field("", title="Précision sur la conséquence")
    severity: words.IncidentSeverity = Field(words.IncidentSeverity.NONE, title="Gravité constatée")
    worst_case: words.IncidentSeverity = Field(
        words.IncidentSeverity.NONE, title="Gravité qui était possible"
    )
    incident_kind: words.IncidentKind = Field(words.IncidentKind.NONE, title="Nature")
    near_miss: bool = Field(False, title="A failli arriver")
    local_number: str = Field("", title="Numéro local")
    patient_told: words.PatientTold = Field(words.PatientTold.NONE, title="Patient informé")
    patient_told_on: date | None = Field(None, title="Patient informé le")
    state: words.IncidentState = Field(words.IncidentState.OPEN, title="État")
    closed_on: date | None = Field(None, title="Clos le")
    closed_by: str = Field("", title="Clos par (fonction)")
    closing_note: str = Field("", title="Conclusion")
    answers: dict[str, str] = Field(default_factory=dict, title="Réponses de l’orientation")
    conduct: tuple[str, ...] = Field((), title="Conduite immédiate, fait")
    suspended_on: date | None = Field(None, title="Dispositif suspendu le")
    returned_on: date | None = Field(None, title="Dispositif remis en service le")
    return_reason: str = Field("", title="Motif de la remise en service")
    data_kinds: str = Field("", title="Données touchées")
    people_count: int | None = Field(
        None, ge=0, le=100_000_000, title="Personnes concernées, environ"
    )
    data_effects: str = Field("", title="Effets probables pour les personnes")
    data_measures: str = Field("", title="Mesures prises pour les données")
    device_share: words.Share = Field(words.Share.NONE, title="Part du dispositif")
    software_share: words.Share = Field(words.Share.NONE, title="Part du logiciel autour")
    data_share: words.Share = Field(words.Share.NONE, title="Part des données")
    use_share: words.Share = Field(words.Share.NONE, title="Part de l’usage")
    organisation_share: words.Share = Field(words.Share.NONE, title="Part de l’organisation")
    analysis: str = Field("", title="Ce que l’analyse a montré")
    analysed_by: str = Field("", title="Analysé par (fonctions)")
    analysed_on: date | None = Field(None, title="Analysé le")
    disagreement: words.Disagreement = Field(
        words.Disagreement.NONE, title="Désaccord avec le dispositif"
    )
    disagreement_reason: str = Field("", title="Motif du désaccord")
    action_useful: YesNo = Field(YesNo.NONE, title="Une action corrective est utile")
    noted_on: date = Field(default_factory=today, title="Noté le")

    @field_validator("happened_at", "known_at", mode="after")
    @classmethod
    def _to_the_second(cls, value: datetime | None) -> datetime | None:
        """An instant as the file keeps it; without a zone it is Paris time."""
        return None if value is None else local(value).astimezone(UTC).replace(microsecond=0)

    @property
    def code(self) -> str:
        """« I-2026-04 »."""
        return f"I-{self.year}-{self.number:02d}"

    @property
    def known(self) -> datetime:
        """When it became known, in the time of the practice."""
        return self.here(self.known_at)

    @property
    def happened(self) -> datetime | None:
        """When it happened, in the time of the practice."""
        return None if self.happened_at is None else self.here(self.happened_at)

    def here(self, instant: datetime) -> datetime:
        """An instant in the time of the practice."""
        if self.offset is None:
            return instant.astimezone(PARIS)
        return local(instant.astimezone(timezone(timedelta(minutes=self.offset))))


class IncidentDocument(Record):
    """A document of an incident, without identity of a patient: its content, or where it lies."""

    kind = "incident_document"
    title = "pièce d’incident"

    incident_id: IncidentId
    document_kind: words.IncidentDocumentKind = Field(
        words.IncidentDocumentKind.OTHER, title="Nature"
    )
    name: str = Field(title="Titre")
    place: str = Field("", title="Endroit ou adresse")
    about_on: date | None = Field(None, title="Date du document")
    added_on: date = Field(default_factory=today, title="Saisi le")
    file_name: str = Field("", title="Nom du fichier")
    size: int = Field(0, ge=0, title="Taille, en octets")
    sha256: str = Field("", max_length=64, title="Empreinte")


class ChronologyLine(Record):
    """One thing that happened, in order; `moment` says in words what the clock did not."""

    kind = "chronology_line"
    title = "ligne de chronologie"

    incident_id: IncidentId
    position: int = Field(1, ge=1, title="Ordre")
    at: datetime | None = Field(None, title="Instant")
    moment: str = Field("", title="Moment, en mots")
    text: str = Field(title="Fait")
    source: str = Field("", title="Source (fonction, journal, document)")

    @field_validator("at", mode="after")
    @classmethod
    def _to_the_second(cls, value: datetime | None) -> datetime | None:
        return None if value is None else local(value).astimezone(UTC).replace(microsecond=0)


class Cause(Record):
    """A cause, in one of the seven families, with the chain of « why » under it."""

    kind = "cause"
    title = "cause"

    incident_id: IncidentId
    position: int = Field(1, ge=1, title="Ordre")
    family: words.AlarmFamily = Field(words.AlarmFamily.TASK, title="Famille")
    text: str = Field(title="Cause")
    whys: tuple[str, ...] = Field((), max_length=5, title="Pourquoi\u00a0?")


class Barrier(Record):
    """What stood, or should have stood, between the cause and the harm."""

    kind = "barrier"
    title = "barrière"

    incident_id: IncidentId
    position: int = Field(1, ge=1, title="Ordre")
    text: str = Field(title="Barrière")
    held: words.Held = Field(words.Held.NONE, title="Effet")
    note: str = Field("", title="Remarque")


class FormDraft(Record):
    """What was typed in a form whose button was not pressed yet: it is found again.

    Attributes:
        incident_id: None for a form of the whole register.
        form: Its key, « cloture », « envoi.<part> ».
        values: What was typed, by name of field.
    """

    kind = "form_draft"
    title = "saisie en cours"
    unique = (("incident_id", "form"),)

    incident_id: Annotated[str | None, Refers("incident")] = None
    form: str = Field(title="Formulaire")
    values: dict[str, str] = Field(default_factory=dict, title="Saisi")

    @staticmethod
    def id_for(incident_id: str | None, form: str) -> str:
        """The identifier of the only one there can be."""
        return stable_id("form_draft", incident_id or "", form)

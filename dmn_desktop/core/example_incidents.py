"""The fictional incidents: `resources/exemples/incidents/*.toml`, with what became of them.

Moments are in the time of the practice. Deadlines are not given: they follow from the answers.
"""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from dmn_desktop.core import incident_vocabulary as words
from dmn_desktop.core.content import load_content
from dmn_desktop.core.device_vocabulary import YesNo
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import resources_dir
from dmn_desktop.core.triage import Answer
from dmn_desktop.core.vocabulary import StructureKind


class ExampleLine(Content):
    """A fact of the chronology."""

    at: datetime | None = Field(None, alias="a")
    moment: str = ""
    text: str = Field(alias="fait")
    source: str = ""


class ExampleCause(Content):
    """A cause with its chain of « why »."""

    family: words.AlarmFamily = Field(alias="famille")
    text: str = Field(alias="cause")
    whys: tuple[str, ...] = Field((), alias="pourquoi")


class ExampleBarrier(Content):
    """A barrier and what it did."""

    text: str = Field(alias="barriere")
    held: words.Held = Field(alias="effet")
    note: str = Field("", alias="remarque")


class ExamplePiece(Content):
    """A document, as a short text kept in the register or the place where it lies."""

    document_kind: words.IncidentDocumentKind = Field(alias="nature")
    name: str = Field(alias="titre")
    place: str = Field("", alias="lieu")
    about_on: date = Field(alias="date")
    file_name: str = Field("", alias="fichier")
    text: str = Field("", alias="texte")


class ExampleSending(Content):
    """A part of a declaration that was sent."""

    letter: str = Field(alias="lettre")
    part: str = Field(alias="volet")
    sent_at: datetime = Field(alias="le")
    sent_by: str = Field(alias="par")
    sent_to: str = Field("", alias="voie")
    receipt: str = Field("", alias="recepisse")
    reply: str = Field("", alias="reponse")
    replied_on: date | None = Field(None, alias="reponse_le")


class ExampleRefusal(Content):
    """A declaration that was set aside."""

    letter: str = Field(alias="lettre")
    reason: str = Field(alias="motif")
    refused_by: str = Field(alias="par")
    refused_on: date = Field(alias="le")


class ExampleAction(Content):
    """A corrective action of the incident."""

    text: str = Field(alias="action")
    state: words.ActionState = Field(alias="etat")
    owner: str = Field("", alias="confiee_a")
    due_on: date | None = Field(None, alias="echeance")
    means: str = Field("", alias="moyens")
    indicator: str = Field("", alias="indicateur")
    check_on: date | None = Field(None, alias="verifier_le")
    effect: words.Effect = Field(words.Effect.NONE, alias="effet")
    effect_note: str = Field("", alias="constat")
    checked_on: date | None = Field(None, alias="verifie_le")
    checked_by: str = Field("", alias="verifie_par")
    paqss: str = ""
    proof: str = Field("", alias="preuve")
    opened_on: date = Field(alias="ouverte_le")
    done_on: date | None = Field(None, alias="realisee_le")
    closed_on: date | None = Field(None, alias="close_le")


class ExampleIncident(Content):
    """An incident; its number is its place among those of the year.

    Attributes:
        device_number: Of the inventory, None when no device of it is concerned.
    """

    name: str = Field(alias="titre")
    device_number: int | None = Field(None, alias="dispositif")
    device: str = Field("", alias="outil")
    version: str = ""
    happened_at: datetime | None = Field(None, alias="survenu")
    happened_note: str = Field("", alias="survenu_precision")
    known_at: datetime = Field(alias="connu")
    place: str = Field("", alias="lieu")
    description: str = Field("", alias="circonstances")
    first_measures: str = Field("", alias="premieres_mesures")
    noticed_by: str = Field("", alias="constate_par")
    consequence: words.Consequence = words.Consequence.NONE
    consequence_note: str = Field("", alias="consequence_precision")
    severity: words.IncidentSeverity = Field(words.IncidentSeverity.NONE, alias="gravite")
    worst_case: words.IncidentSeverity = Field(
        words.IncidentSeverity.NONE, alias="gravite_possible"
    )
    incident_kind: words.IncidentKind = Field(words.IncidentKind.NONE, alias="nature")
    near_miss: bool = Field(False, alias="a_failli_arriver")
    local_number: str = Field("", alias="numero_local")
    patient_told: words.PatientTold = Field(words.PatientTold.NONE, alias="patient_informe")
    patient_told_on: date | None = Field(None, alias="patient_informe_le")
    closed_on: date | None = Field(None, alias="clos_le")
    closed_by: str = Field("", alias="clos_par")
    closing_note: str = Field("", alias="conclusion")
    answers: dict[str, Answer] = Field(default_factory=dict, alias="reponses")
    steps_done: int = Field(0, alias="conduite_faite", ge=0)
    data_kinds: str = Field("", alias="donnees")
    people_count: int | None = Field(None, alias="personnes")
    data_effects: str = Field("", alias="effets")
    data_measures: str = Field("", alias="mesures_donnees")
    device_share: words.Share = Field(words.Share.NONE, alias="part_dispositif")
    software_share: words.Share = Field(words.Share.NONE, alias="part_logiciel")
    data_share: words.Share = Field(words.Share.NONE, alias="part_donnees")
    use_share: words.Share = Field(words.Share.NONE, alias="part_usage")
    organisation_share: words.Share = Field(words.Share.NONE, alias="part_organisation")
    analysis: str = Field("", alias="analyse")
    analysed_by: str = Field("", alias="analyse_par")
    analysed_on: date | None = Field(None, alias="analyse_le")
    disagreement: words.Disagreement = Field(words.Disagreement.NONE, alias="desaccord")
    disagreement_reason: str = Field("", alias="desaccord_motif")
    action_useful: YesNo = Field(YesNo.NONE, alias="action_utile")
    lines: tuple[ExampleLine, ...] = Field((), alias="chronologie")
    causes: tuple[ExampleCause, ...] = Field((), alias="causes")
    barriers: tuple[ExampleBarrier, ...] = Field((), alias="barrieres")
    pieces: tuple[ExamplePiece, ...] = Field((), alias="piece")
    declared: bool = Field(True, alias="declarations_preparees")
    sendings: tuple[ExampleSending, ...] = Field((), alias="envoi")
    refusals: tuple[ExampleRefusal, ...] = Field((), alias="ecart")
    actions: tuple[ExampleAction, ...] = Field((), alias="action")


class ExampleIncidents(Content):
    """All incidents of a fictional register, in the order in which they were noted."""

    incidents: tuple[ExampleIncident, ...] = Field(alias="incident")


def read_incidents(kind: StructureKind) -> ExampleIncidents:
    """The fictional incidents of a kind of structure."""
    path = resources_dir() / "exemples" / "incidents" / f"{kind.example.value}.toml"
    return load_content(path, ExampleIncidents)

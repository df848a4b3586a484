"""Records: the only objects that travel between rooms.

A field is declared once, here: the table, the journal, the exchange format and the JSON Schema
come from it. Every text is cleaned when a record is made, whatever its origin.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

from dmn_desktop.core import vocabulary as words
from dmn_desktop.core.text import clean


@dataclass(frozen=True)
class Refers:
    """Marks a field that holds the identifier of another record.

    Attributes:
        kind: The kind of the other record.
        owned: Whether this record goes to the Corbeille with the other one; else the field is
            emptied.
    """

    kind: str
    owned: bool = True


def new_id() -> str:
    """A new identifier, made by the program so that a repeated save is harmless."""
    return uuid.uuid4().hex


def stable_id(*parts: str) -> str:
    """The identifier of what exists once for these parts (an answer, a mark)."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\x1f".join(parts)).hex


def today() -> date:
    """The day shown by this workstation."""
    return datetime.now().astimezone().date()


def now() -> datetime:
    """The instant, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Record(BaseModel):
    """Base of every record.

    Attributes:
        kind: Name of the table and of the list in the exchange format.
        title: French words for one such object, in messages and in the Corbeille.
        unique: Groups of fields that exist only once together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: ClassVar[str]
    title: ClassVar[str]
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()

    id: str = Field(default_factory=new_id, min_length=1, max_length=64)

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, value: Any) -> Any:
        if type(value) is str:
            return clean(value)
        if isinstance(value, list | tuple):
            return tuple(clean(v) if type(v) is str else v for v in value)
        if isinstance(value, dict):
            return {k: clean(v) if type(v) is str else v for k, v in value.items()}
        return value

    def but(self, **changes: Any) -> Self:
        """The same record with some fields changed, checked again."""
        return type(self).model_validate({**self.model_dump(), **changes})


ProjectId = Annotated[str, Refers("project")]
CandidateId = Annotated[str, Refers("candidate")]


class Structure(Record):
    """The practice or clinic that keeps the register. There is one."""

    kind = "structure"
    title = "structure"

    name: str = Field("", title="Nom de la structure")
    structure_kind: words.StructureKind = Field(words.StructureKind.PRACTICE, title="Type")
    address: str = Field("", title="Adresse")
    manager: str = Field("", title="Responsable du registre (fonction)")
    dpo: str = Field("", title="Contact du délégué à la protection des données")
    is_example: bool = Field(False, title="Registre d’exemple")
    created_on: date = Field(default_factory=today, title="Créé le")


class Project(Record):
    """A choice to make: it starts from a need, not from a product."""

    kind = "project"
    title = "projet"
    unique = (("number",),)

    number: int = Field(ge=1, title="Numéro")
    need: str = Field(title="Besoin")
    nature: words.Nature = Field(words.Nature.UNKNOWN, title="Périmètre")
    functions: tuple[str, ...] = Field((), title="Aide attendue")
    exclusion: str = Field("", title="Motif hors périmètre")
    scope_note: str = Field("", title="Justification du périmètre")
    model: str = Field("", title="Modèle de départ")
    opened_on: date = Field(default_factory=today, title="Ouvert le")
    archived: bool = Field(False, title="Archivé")
    form_versions: dict[str, str] = Field(default_factory=dict, title="Versions des questionnaires")
    shared_by: str = Field("", title="Besoin partagé par")
    own_figures: str = Field("", title="Chiffres de la structure")
    contract_years: int = Field(3, ge=1, le=20, title="Durée comparée, en années")
    uses_per_year: int | None = Field(None, ge=0, le=10_000_000, title="Utilisations par an")
    trial: words.TrialNeed = Field(words.TrialNeed.UNDECIDED, title="Expérimentation")
    trial_reason: str = Field("", title="Motif")
    trial_start: date | None = Field(None, title="Début de l’essai")
    trial_end: date | None = Field(None, title="Fin de l’essai")
    trial_conclusion: str = Field("", title="Conclusion de l’essai")
    decision: words.Decision = Field(words.Decision.NONE, title="Décision")
    chosen: Annotated[str | None, Refers("candidate", owned=False)] = Field(
        None, title="Candidat retenu"
    )
    decision_reasons: str = Field("", title="Raisons")
    consulted: tuple[str, ...] = Field((), title="Personnes consultées")
    consulted_note: str = Field("", title="Précisions sur les avis recueillis")
    decided_on: date | None = Field(None, title="Date de la décision")
    postponed_to: date | None = Field(None, title="À reprendre le")
    signatories: str = Field("", title="Signataires (fonctions)")

    @property
    def code(self) -> str:
        """« P-03 »."""
        return f"P-{self.number:02d}"

    @property
    def is_decided(self) -> bool:
        """Whether papers lose their « Brouillon »."""
        return self.decision is not words.Decision.NONE and self.decided_on is not None


class Candidate(Record):
    """A product seen for a project, compared in full or only listed (question 2)."""

    kind = "candidate"
    title = "candidat"

    project_id: ProjectId
    position: int = Field(ge=1, title="Ordre")
    name: str = Field(title="Dispositif")
    vendor: str = Field("", title="Éditeur")
    version: str = Field("", title="Version")
    contact: str = Field("", title="Contact chez l’éditeur")
    found_through: words.FoundThrough = Field(words.FoundThrough.NONE, title="Connu par")
    found_detail: str = Field("", title="Précision")
    interests: str = Field("", title="Conflits d’intérêts connus")
    kept: words.Kept = Field(words.Kept.UNDECIDED, title="Analyse")
    refusal: str = Field("", title="Motif pour écarter")
    in_service: bool = Field(False, title="Déjà en service")


class Answer(Record):
    """What is known of one cell: one point of the guide, for a candidate or for the project."""

    kind = "answer"
    title = "réponse"

    project_id: ProjectId
    candidate_id: Annotated[str | None, Refers("candidate")] = None
    cell: str = Field(title="Question")
    state: words.AnswerState = Field(words.AnswerState.EMPTY, title="État")
    opinion: words.Opinion = Field(words.Opinion.NONE, title="Avis")
    text: str = Field("", title="Réponse")
    choices: tuple[str, ...] = Field((), title="Choix")
    amount: int | None = Field(None, title="Montant, en centimes")
    day: date | None = Field(None, title="Date")
    no_object: words.NotApplicable = Field(
        words.NotApplicable.NONE, title="Motif «\u00a0sans objet\u00a0»"
    )
    no_object_detail: str = Field("", title="Précision du motif")
    asked_on: date | None = Field(None, title="Demandé le")
    received_on: date | None = Field(None, title="Reçu le")
    source: str = Field("", title="Document source")
    source_place: str = Field("", title="Page ou paragraphe")
    source_day: date | None = Field(None, title="Date de la source")
    source_status: words.SourceStatus = Field(words.SourceStatus.NONE, title="Statut")

    @staticmethod
    def id_for(project_id: str, candidate_id: str | None, cell: str) -> str:
        """The identifier of the only answer there can be for this cell."""
        return stable_id("answer", project_id, candidate_id or "", cell)

    @property
    def has_content(self) -> bool:
        """Whether anything was answered, whatever the state."""
        return bool(
            self.opinion or self.text or self.choices or self.amount is not None or self.day
        )


class QuestionMark(Record):
    """A question that the user declared complete."""

    kind = "question_mark"
    title = "marque de question"

    project_id: ProjectId
    question: str


class Note(Record):
    """A free note beside a question."""

    kind = "note"
    title = "note"

    project_id: ProjectId
    question: str
    text: str = ""


class Attachment(Record):
    """A document kept inside the register.

    Attributes:
        about_on: The day the document speaks for.
        added_on: The day it was put here.
    """

    kind = "attachment"
    title = "pièce"

    project_id: ProjectId
    candidate_id: Annotated[str | None, Refers("candidate")] = None
    question: str = Field("", title="Question")
    name: str = Field(title="Nom du fichier")
    size: int = Field(ge=0, title="Taille, en octets")
    sha256: str = Field(min_length=64, max_length=64, title="Empreinte")
    about_on: date | None = Field(None, title="Date du document")
    added_on: date = Field(default_factory=today, title="Ajouté le")


class Study(Record):
    """Evidence sheet of one study (guide, 4.2 to 4.4)."""

    kind = "study"
    title = "étude"

    project_id: ProjectId
    candidate_id: CandidateId
    position: int = Field(1, ge=1)
    citation: str = Field(title="Référence")
    year: int | None = Field(None, ge=1950, le=2100, title="Année")
    study_kind: words.StudyKind = Field(words.StudyKind.NONE, title="Type d’étude")
    about: words.StudyObject = Field(words.StudyObject.NONE, title="Porte sur")
    method: str = Field("", title="Méthode")
    population: str = Field("", title="Population, effectif")
    effect: str = Field("", title="Effet observé")
    interests: str = Field("", title="Liens d’intérêts des auteurs")
    limits: str = Field("", title="Limites, transposition chez nous")


class CostLine(Record):
    """One amount of the contract (7.3) or one expected gain (7.5)."""

    kind = "cost_line"
    title = "ligne de coût"

    project_id: ProjectId
    candidate_id: CandidateId
    position: int = Field(1, ge=1)
    cost_kind: words.CostKind = Field(words.CostKind.COST, title="Nature")
    cell: str = Field("q7_3_a", title="Point du guide")
    label: str = Field(title="Libellé")
    amount: int = Field(0, title="Montant, en centimes")
    basis: words.CostBasis = Field(words.CostBasis.ONCE, title="Payé")
    source: str = Field("", title="Source")


class Assessment(Record):
    """The practice's judgement of one line of annexe 2 for one candidate.

    Attributes:
        line: The words of the cell when the user replaced those proposed from the answers.
    """

    kind = "assessment"
    title = "appréciation"

    project_id: ProjectId
    candidate_id: CandidateId
    row: int = Field(ge=1, title="Ligne de l’annexe 2")
    judgement: words.Judgement = Field(words.Judgement.NONE, title="Appréciation")
    line: str = Field("", title="En une ligne")

    @staticmethod
    def id_for(candidate_id: str, row: int) -> str:
        """The identifier of the only assessment there can be for this cell."""
        return stable_id("assessment", candidate_id, str(row))


class Hypothesis(Record):
    """What a trial sets out to show (question 9)."""

    kind = "hypothesis"
    title = "hypothèse"

    project_id: ProjectId
    position: int = Field(1, ge=1)
    hypothesis: str = Field(title="Hypothèse")
    condition: str = Field("", title="Condition de validation")
    measure: str = Field("", title="Mesure")
    result: str = Field("", title="Résultat")
    verdict: words.Verdict = Field(words.Verdict.NONE, title="Conclusion")


class Indicator(Record):
    """What will tell whether the integration succeeds (question 10)."""

    kind = "indicator"
    title = "indicateur"

    project_id: ProjectId
    position: int = Field(1, ge=1)
    name: str = Field(title="Indicateur")
    source: str = Field("", title="Source")
    frequency: words.Frequency = Field(words.Frequency.QUARTERLY, title="Fréquence")
    target: str = Field("", title="Cible")
    next_reading: date | None = Field(None, title="Prochain relevé")


class OwnQuestion(Record):
    """A question that the practice adds beside the official ones."""

    kind = "own_question"
    title = "question de la structure"
    unique = (("number",),)

    number: int = Field(ge=1)
    text: str = Field(title="Question")
    help: str = Field("", title="Aide")
    retired: bool = Field(False, title="Retirée des nouveaux projets")

    @property
    def cell(self) -> str:
        """The key under which its answers are kept."""
        return f"q_own_{self.id}"


class Questionnaire(Record):
    """A file of questions sent to a vendor."""

    kind = "questionnaire"
    title = "questionnaire éditeur"

    project_id: ProjectId
    candidate_id: CandidateId
    made_on: date = Field(default_factory=today, title="Établi le")
    due_on: date | None = Field(None, title="Réponse attendue le")
    cells: tuple[str, ...] = Field((), title="Questions posées")
    returned_on: date | None = Field(None, title="Revenu le")


class Device(Record):
    """A device of the inventory, as a decision creates it.

    Attributes:
        origins: For each filled field, the number of the answer it comes from.
    """

    kind = "device"
    title = "dispositif"
    unique = (("number",),)

    number: int = Field(ge=1, title="Numéro")
    project_id: Annotated[str | None, Refers("project", owned=False)] = None
    name: str = Field(title="Nom commercial")
    version: str = Field("", title="Version")
    nature: words.Nature = Field(words.Nature.DEVICE, title="Nature")
    functions: tuple[str, ...] = Field((), title="Aide")
    manufacturer: str = Field("", title="Éditeur")
    contact: str = Field("", title="Contact en cas d’incident")
    state: words.LifeState = Field(words.LifeState.PLANNED, title="État")
    purpose: str = Field("", title="Finalité déclarée")
    population: str = Field("", title="Population prévue par l’éditeur")
    limits: str = Field("", title="Ne pas utiliser")
    uses_ai: words.Opinion = Field(words.Opinion.UNKNOWN, title="Apprentissage automatique")
    learning: str = Field("", title="Mode d’apprentissage")
    hosting: str = Field("", title="Hébergement")
    reuse: str = Field("", title="Réutilisation des données")
    contract: str = Field("", title="Contrat")
    fallback: str = Field("", title="En cas de panne")
    origins: dict[str, str] = Field(default_factory=dict, title="Origine des valeurs")
    added_on: date = Field(default_factory=today, title="Ajouté le")

    @property
    def code(self) -> str:
        """« DMN-07 »."""
        return f"DMN-{self.number:02d}"


class Risk(Record):
    """A risk attached to a device."""

    kind = "risk"
    title = "risque"

    device_id: Annotated[str, Refers("device")]
    number: int = Field(ge=1, title="Numéro")
    text: str = Field(title="Risque")
    theme: words.RiskTheme = Field(words.RiskTheme.CLINICAL, title="Thème")
    cell: str = Field("", title="Question d’origine")
    origin: str = Field("", title="Réponse d’origine")
    state: words.RiskState = Field(words.RiskState.OPEN, title="État")


class Counter(Record):
    """The last number given in a series, so that a number is never given twice."""

    kind = "counter"
    title = "numérotation"

    last: int = Field(0, ge=0)


RECORDS: tuple[type[Record], ...] = (
    Structure,
    Counter,
    OwnQuestion,
    Project,
    Candidate,
    Answer,
    QuestionMark,
    Note,
    Attachment,
    Study,
    CostLine,
    Assessment,
    Hypothesis,
    Indicator,
    Questionnaire,
    Device,
    Risk,
)
"""Every kind of record, each after those it refers to."""

KINDS: dict[str, type[Record]] = {record.kind: record for record in RECORDS}


def references_of(record: type[Record]) -> dict[str, Refers]:
    """The fields of a kind that hold the identifier of another record."""
    return {
        name: mark
        for name, field in record.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Refers)
    }

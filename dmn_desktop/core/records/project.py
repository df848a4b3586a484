"""A choice to make: the need, the candidates, what is known of them, the decision."""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core import vocabulary as words
from dmn_desktop.core.records.record import Record, Refers, stable_id, today

ProjectId = Annotated[str, Refers("project")]
CandidateId = Annotated[str, Refers("candidate")]


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
        """Whether papers lose their « Brouillon »: dated, and naming the candidate it keeps."""
        named = self.chosen is not None or self.decision is not words.Decision.KEEP
        return self.decision is not words.Decision.NONE and self.decided_on is not None and named


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
    question: str = Field(title="Question")


class Note(Record):
    """A free note beside a question."""

    kind = "note"
    title = "note"

    project_id: ProjectId
    question: str = Field(title="Question")
    text: str = Field("", title="Note")


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

"""Fictional registers declared as data: models of `resources/exemples/*.toml`.

Keys are French words; fields keep the names of the records that they become.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from dmn_desktop.core import vocabulary as words
from dmn_desktop.core.content import load_content
from dmn_desktop.core.example_inventory import ExampleCensus, ExampleDevice, ExampleView
from dmn_desktop.core.example_patients import (
    ExampleConsent,
    ExampleSatisfaction,
    ExampleSheet,
)
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import resources_dir


class ExampleDocument(Content):
    """A document that answers quote by its key."""

    title: str = Field(alias="titre")
    day: date | None = Field(None, alias="date")
    status: words.SourceStatus = Field(alias="statut")


class ExampleAnswer(Content):
    """One cell. Amounts are in euros; without any mark, the cell is answered."""

    opinion: words.Opinion = Field(words.Opinion.NONE, alias="avis")
    text: str = Field("", alias="texte")
    choices: tuple[str, ...] = Field((), alias="choix")
    amount: float | None = Field(None, alias="montant")
    document: str = ""
    place: str = Field("", alias="lieu")
    to_ask: bool = Field(False, alias="a_demander")
    asked_on: date | None = Field(None, alias="demande_le")
    received_on: date | None = Field(None, alias="recu_le")
    no_object: words.NotApplicable = Field(words.NotApplicable.NONE, alias="sans_objet")
    no_object_detail: str = Field("", alias="precision")

    @property
    def state(self) -> words.AnswerState:
        """The state that these marks stand for."""
        if self.no_object is not words.NotApplicable.NONE:
            return words.AnswerState.NOT_APPLICABLE
        if self.received_on:
            return words.AnswerState.RECEIVED
        if self.asked_on:
            return words.AnswerState.ASKED
        return words.AnswerState.TO_ASK if self.to_ask else words.AnswerState.ANSWERED


class ExampleAssessment(Content):
    """The judgement of one line of annexe 2."""

    judgement: words.Judgement = Field(alias="avis")
    line: str = Field("", alias="ligne")


class ExampleStudy(Content):
    """One evidence sheet."""

    citation: str = Field(alias="reference")
    year: int = Field(alias="annee")
    study_kind: words.StudyKind = Field(alias="type")
    about: words.StudyObject = Field(alias="porte_sur")
    method: str = Field(alias="methode")
    population: str
    effect: str = Field(alias="effet")
    interests: str = Field(alias="interets")
    limits: str = Field(alias="limites")


class ExampleCost(Content):
    """One amount, in euros; a point of 7.5 makes it a gain."""

    cell: str = Field(alias="point")
    label: str = Field(alias="libelle")
    amount: float = Field(alias="montant")
    basis: words.CostBasis = Field(alias="paye")
    source: str = ""


class ExampleQuestionnaire(Content):
    """A questionnaire sent on the day that its answers carry in `demande_le`."""

    made_on: date = Field(alias="fait_le")
    due_on: date | None = Field(None, alias="attendu_le")
    returned_on: date | None = Field(None, alias="revenu_le")


class ExampleCandidate(Content):
    """A candidate with everything that is said of it."""

    name: str = Field(alias="nom")
    vendor: str = Field("", alias="editeur")
    version: str = ""
    contact: str = ""
    found_through: words.FoundThrough = Field(words.FoundThrough.NONE, alias="connu_par")
    found_detail: str = Field("", alias="connu_precision")
    interests: str = Field("", alias="interets")
    kept: words.Kept = Field(words.Kept.UNDECIDED, alias="analyse")
    refusal: str = Field("", alias="motif")
    in_service: bool = Field(False, alias="en_service")
    documents: dict[str, ExampleDocument] = Field(default_factory=dict)
    answers: dict[str, ExampleAnswer] = Field(default_factory=dict, alias="reponses")
    assessments: dict[int, ExampleAssessment] = Field(default_factory=dict, alias="appreciations")
    studies: tuple[ExampleStudy, ...] = Field((), alias="etude")
    costs: tuple[ExampleCost, ...] = Field((), alias="cout")
    questionnaires: tuple[ExampleQuestionnaire, ...] = Field((), alias="questionnaire")

    @model_validator(mode="after")
    def _documents_are_known(self) -> Self:
        quoted = {answer.document for answer in self.answers.values() if answer.document}
        if unknown := quoted - set(self.documents):
            raise ValueError(f"documents inconnus : {sorted(unknown)}")
        return self


class ExampleHypothesis(Content):
    """What the trial sets out to show."""

    hypothesis: str = Field(alias="hypothese")
    condition: str = ""
    measure: str = Field("", alias="mesure")
    result: str = Field("", alias="resultat")
    verdict: words.Verdict = Field(words.Verdict.NONE, alias="conclusion")


class ExampleIndicator(Content):
    """What will tell whether the integration succeeds."""

    name: str = Field(alias="nom")
    source: str = ""
    frequency: words.Frequency = Field(alias="frequence")
    target: str = Field("", alias="cible")
    next_reading: date | None = Field(None, alias="prochain_releve")


class ExampleAttachment(Content):
    """A short text kept as a document of the project."""

    name: str = Field(alias="nom")
    question: str
    about_on: date | None = Field(None, alias="date")
    text: str = Field(alias="texte")


class ExampleProject(Content):
    """A project; the fields of `Project` keep their names."""

    need: str = Field(alias="besoin")
    nature: words.Nature = words.Nature.DEVICE
    functions: tuple[str, ...] = Field((), alias="aides")
    scope_note: str = Field("", alias="perimetre")
    model: str = Field("", alias="modele")
    opened_on: date = Field(alias="ouvert_le")
    archived: bool = Field(False, alias="archive")
    shared_by: str = Field("", alias="partage_par")
    own_figures: str = Field("", alias="chiffres")
    contract_years: int = Field(3, alias="duree")
    uses_per_year: int | None = Field(None, alias="utilisations")
    trial: words.TrialNeed = Field(words.TrialNeed.UNDECIDED, alias="essai")
    trial_reason: str = Field("", alias="essai_motif")
    trial_start: date | None = Field(None, alias="essai_debut")
    trial_end: date | None = Field(None, alias="essai_fin")
    trial_conclusion: str = Field("", alias="essai_conclusion")
    decision: words.Decision = words.Decision.NONE
    chosen_name: str = Field("", alias="retenu")
    decision_reasons: str = Field("", alias="raisons")
    consulted: tuple[words.Consulted, ...] = Field((), alias="consultes")
    consulted_note: str = Field("", alias="consultes_precision")
    decided_on: date | None = Field(None, alias="decide_le")
    signatories: str = Field("", alias="signataires")
    answers: dict[str, ExampleAnswer] = Field(default_factory=dict, alias="reponses")
    notes: dict[str, str] = Field(default_factory=dict)
    hypotheses: tuple[ExampleHypothesis, ...] = Field((), alias="hypothese")
    indicators: tuple[ExampleIndicator, ...] = Field((), alias="indicateur")
    attachments: tuple[ExampleAttachment, ...] = Field((), alias="piece")
    candidates: tuple[ExampleCandidate, ...] = Field((), alias="candidat")


class ExampleStructure(Content):
    """Who keeps the register; people are named by their role."""

    name: str = Field(alias="nom")
    address: str = Field("", alias="adresse")
    manager: str = Field("", alias="responsable")
    phone: str = Field("", alias="telephone")
    email: str = Field("", alias="courriel")
    web_page: str = Field("", alias="page")
    dpo: str = ""
    dpo_phone: str = Field("", alias="dpo_telephone")
    dpo_email: str = Field("", alias="dpo_courriel")
    without_dpo: bool = Field(False, alias="sans_dpo")
    insurer: str = Field("", alias="assureur")
    insurance_number: str = Field("", alias="assurance_numero")


class ExampleOwnQuestion(Content):
    """A question of the practice; answers name it `q_own_` and its key."""

    key: str = Field(alias="cle", pattern=r"^[a-z0-9_]+$")
    text: str = Field(alias="texte")
    help: str = Field("", alias="aide")


class Example(Content):
    """A whole fictional register: `resources/exemples/*.toml`."""

    structure: ExampleStructure
    own_questions: tuple[ExampleOwnQuestion, ...] = Field((), alias="question_propre")
    projects: tuple[ExampleProject, ...] = Field(alias="projet")
    devices: tuple[ExampleDevice, ...] = Field((), alias="dispositif")
    reviews: tuple[ExampleCensus, ...] = Field((), alias="revue")
    sheets: tuple[ExampleSheet, ...] = Field((), alias="fiche_patient")
    consents: tuple[ExampleConsent, ...] = Field((), alias="reponse_reutilisation")
    surveys: tuple[ExampleSatisfaction, ...] = Field((), alias="satisfaction")
    views: tuple[ExampleView, ...] = Field((), alias="vue")


def read_example(kind: words.StructureKind) -> Example:
    """The example register of a kind of structure."""
    return load_content(resources_dir() / "exemples" / f"{kind.example.value}.toml", Example)

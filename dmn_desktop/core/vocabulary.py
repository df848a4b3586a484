"""Closed lists of words: what is stored, and what is shown for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A stored key with the French words shown for it."""

    label: str

    def __new__(cls, key: str, label: str = "") -> Self:
        """Make the member; its value is the stored key."""
        word = str.__new__(cls, key)
        word._value_ = key
        word.label = label or key
        return word


class StructureKind(Word):
    """Kind of structure that keeps the register."""

    PRACTICE = "cabinet", "Cabinet libéral"
    GROUP = "centre", "Centre ou cabinet de groupe"
    CLINIC = "etablissement", "Établissement de santé"

    @property
    def example(self) -> StructureKind:
        """The kind whose fictional register serves as its example."""
        return StructureKind.CLINIC if self is StructureKind.CLINIC else StructureKind.PRACTICE


class Nature(Word):
    """What the project is about, as settled by the scope check."""

    UNKNOWN = "", "À vérifier"
    DEVICE = "dmn_professionnel", "DMN à usage professionnel"
    TOOL = "outil_technologique_innovant", "Outil innovant hors dispositif médical"
    OUT = "hors_perimetre_a_justifier", "Hors du périmètre du guide"


class Opinion(Word):
    """Answer to a question that can be judged."""

    NONE = "", ""
    YES = "oui", "Oui"
    PARTLY = "en_partie", "En partie"
    NO = "non", "Non"
    UNKNOWN = "inconnu", "Je ne sais pas"


class AnswerState(Word):
    """The six states of a cell of the guide."""

    EMPTY = "vide", "Répondre…"
    ANSWERED = "repondu", "Répondu"
    TO_ASK = "a_demander", "À demander"
    ASKED = "demande", "Demandé"
    RECEIVED = "recu", "Reçu, à relire"
    NOT_APPLICABLE = "sans_objet", "Sans objet"


class NotApplicable(Word):
    """Why a question is without object."""

    NONE = "", ""
    NO_LEARNING = "sans_apprentissage", "Pas d’apprentissage automatique"
    NO_PATIENT_DATA = "sans_donnee_patient", "Pas de donnée patient"
    NOT_OUR_USE = "hors_usage", "Ne concerne pas notre usage"
    OTHER = "autre", "Autre raison"


class SourceStatus(Word):
    """What an answer is worth: a claim, or a fact."""

    NONE = "", "Origine non précisée"
    CLAIMED = "declare_editeur", "Déclaré par l’éditeur"
    READ = "lu_notice", "Lu dans la notice"
    PUBLISHED = "publie", "Publié"
    SEEN = "constate_ici", "Constaté ici"


class FoundThrough(Word):
    """How a candidate became known (guide, question 2)."""

    NONE = "", "Non précisé"
    LITERATURE = "litterature", "Littérature scientifique"
    PRESS = "presse", "Presse spécialisée"
    PEERS = "pairs", "Confrères, bouche-à-oreille"
    FEEDBACK = "retours", "Retours d’expérience"
    ORGANISATIONS = "organisations", "Organisations professionnelles"
    CONGRESS = "congres", "Congrès, salon"
    VENDOR = "demarchage", "Démarchage de l’éditeur"
    OTHER = "autre", "Autre"


class Kept(Word):
    """Whether a candidate is compared in full."""

    UNDECIDED = "", "À décider"
    YES = "oui", "Retenu pour l’analyse"
    NO = "non", "Écarté"


class Judgement(Word):
    """What the practice thinks of a line of annexe 2 for one candidate."""

    NONE = "", "À apprécier"
    SUITS = "convient", "Convient"
    DISCUSS = "a_discuter", "À discuter"
    BLOCKING = "bloquant", "Bloquant"
    MISSING = "manque", "Manque"
    NOT_APPLICABLE = "sans_objet", "Sans objet"


class StudyKind(Word):
    """Type of a study (guide, 4.2)."""

    NONE = "", "Non précisé"
    RANDOMISED = "essai_randomise", "Essai contrôlé randomisé"
    PROSPECTIVE = "prospective", "Étude prospective"
    RETROSPECTIVE = "retrospective", "Étude rétrospective"
    REVIEW = "revue", "Revue systématique ou méta-analyse"
    REAL_LIFE = "vie_reelle", "Étude en vie réelle"
    EXPERT = "avis", "Avis d’experts, recommandation"
    INTERNAL = "interne", "Rapport interne de l’éditeur"
    PLANNED = "en_cours", "Étude annoncée ou en cours"


class StudyObject(Word):
    """What a study is about (guide, 4.2): the device itself, or only its technology."""

    NONE = "", "Non précisé"
    DEVICE = "ce_dispositif", "Ce dispositif, cette version"
    OLDER = "version_anterieure", "Ce dispositif, autre version"
    TECHNOLOGY = "technologie", "La technologie seulement"


class CostBasis(Word):
    """How often an amount is paid."""

    ONCE = "unique", "Une fois"
    YEARLY = "par_an", "Par an"
    MONTHLY = "par_mois", "Par mois"
    PER_USE = "par_usage", "Par utilisation"


class CostKind(Word):
    """Spending (7.3) or expected gain (7.5)."""

    COST = "cout", "Coût"
    GAIN = "gain", "Gain attendu"


class TrialNeed(Word):
    """Whether a trial comes before the purchase (question 9)."""

    UNDECIDED = "", "À décider"
    YES = "oui", "Un essai est prévu"
    NO = "non", "Pas nécessaire"


class Verdict(Word):
    """What a trial says of one hypothesis."""

    NONE = "", "À mesurer"
    TRUE = "validee", "Validée"
    PARTLY = "en_partie", "En partie"
    FALSE = "non_validee", "Non validée"


class Frequency(Word):
    """How often an indicator is read (question 10)."""

    WEEKLY = "hebdomadaire", "Chaque semaine"
    MONTHLY = "mensuelle", "Chaque mois"
    QUARTERLY = "trimestrielle", "Chaque trimestre"
    HALF_YEARLY = "semestrielle", "Chaque semestre"
    YEARLY = "annuelle", "Chaque année"


class Decision(Word):
    """How a project ends."""

    NONE = "", "Décision à prendre"
    KEEP = "retenir", "Retenir"
    REFUSE = "ne_pas_retenir", "Ne pas retenir"
    POSTPONE = "reporter", "Reporter"


class Consulted(Word):
    """Who was consulted before deciding (certification sheet, choice and purchase)."""

    CLINICAL = "metier", "Métier, futurs utilisateurs"
    IT = "informatique", "Informatique"
    DPO = "dpo", "Délégué à la protection des données"
    LEGAL = "juridique", "Juridique"
    PURCHASE = "achats", "Achats"


class LifeState(Word):
    """Where a device stands in its life."""

    PLANNED = "envisage", "Envisagé"
    TRIAL = "essai", "À l’essai"
    IN_USE = "en_service", "En service"
    SUSPENDED = "suspendu", "Suspendu"
    WITHDRAWN = "retire", "Retiré"


class RiskTheme(Word):
    """Family of a risk: the four prompts of the certification sheet, then ours."""

    TRANSMISSION = "transmission", "Transmission des données"
    REUSE = "reutilisation", "Réutilisation et consentement"
    CYBER = "cybersecurite", "Cybersécurité"
    CONTINUITY = "continuite", "Continuité"
    CLINICAL = "securite_des_soins", "Sécurité des soins"
    OVERRELIANCE = "automatisation", "Biais d’automatisation"
    POPULATION = "population", "Population différente"
    VERSION = "version", "Changement de version"
    IDENTITY = "identitovigilance", "Erreur d’identité"
    DEPENDENCE = "dependance", "Dépendance"
    ORGANISATION = "organisation", "Organisation et coûts"


class RiskState(Word):
    """What has become of a risk."""

    OPEN = "ouvert", "Ouvert"
    ACCEPTED = "accepte", "Accepté"
    CLOSED = "clos", "Clos"
    REFUSED = "ecarte", "Écarté"


class SheetVariant(Word):
    """How a sheet for patients is set and worded."""

    STANDARD = "standard", "Standard"
    LARGE = "gros", "Gros caractères"
    SIMPLE = "simplifie", "Texte simplifié"


class SheetState(Word):
    """Where a sheet for patients stands."""

    DRAFT = "brouillon", "Brouillon"
    CURRENT = "a_jour", "À jour"
    REVIEW = "a_revoir", "À revoir"


class ConsentAnswer(Word):
    """What a person answers to one purpose of reuse."""

    YES = "accord", "Accord"
    NO = "opposition", "Opposition"

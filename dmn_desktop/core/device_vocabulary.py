"""Closed lists of words of the inventory: stored key, words shown.

The keys are those of the exchange format; an empty key means that nothing was said.
"""

from __future__ import annotations

from dmn_desktop.core.vocabulary import Word


class Exclusion(Word):
    """Why a tool is outside the certification sheet and the guide."""

    NONE = "", "Non précisé"
    REMOTE_MONITORING = "telesurveillance_L162_48", "Télésurveillance (CSS L.162-48)"
    PRESCRIBING = "lap", "Logiciel d’aide à la prescription"
    DISPENSING = "lad", "Logiciel d’aide à la dispensation"
    PATIENT = "usage_patient", "Utilisé par le patient"
    OTHER = "autre", "Autre"


class HelpKind(Word):
    """What a professional device helps with, in the guide's words; several may be true."""

    SCREENING = "aide_au_depistage", "Aide au dépistage"
    DIAGNOSIS = "aide_au_diagnostic", "Aide au diagnostic"
    DECISION = "aide_a_la_decision_medicale", "Aide à la décision médicale"
    THERAPY = "aide_a_la_decision_therapeutique", "Aide à la décision thérapeutique"


class ToolKind(Word):
    """What an innovative tool that is not a medical device does."""

    NONE = "", "Non précisé"
    DRAFTING = "redaction_de_documents", "Rédaction de documents"
    STRUCTURING = "structuration_du_dossier", "Structuration du dossier"
    SORTING = "tri_de_patients", "Tri de patients"
    OTHER = "autre", "Autre"


class HasLevel(Word):
    """Level of the HAS functional classification of 2021."""

    NONE = "", "Non précisé"
    A = "A", "A\u00a0: services de support"
    B = "B", "B\u00a0: information générale"
    C = "C", "C\u00a0: aide au soin, sans autonomie"
    D = "D", "D\u00a0: décision autonome"


class DeviceStatus(Word):
    """Under which law a device stands."""

    NONE = "", "Non précisé"
    MDR = "dm_rdm", "Dispositif médical, règlement 2017/745"
    DIRECTIVE = "dm_ancien_directive_93_42", "Dispositif médical, ancienne directive 93/42"
    IVDR = "dmdiv_ivdr", "Diagnostic in vitro, règlement 2017/746"
    NOT_A_DEVICE = "non_dm", "N’est pas un dispositif médical"
    TO_CHECK = "a_verifier", "À vérifier"


class CeClass(Word):
    """Class of a device, under either regulation."""

    NONE = "", "Non précisée"
    I = "I", "I"  # noqa: E741  the name of the class
    IS = "Is", "Is (stérile)"
    IM = "Im", "Im (mesurage)"
    IR = "Ir", "Ir (réutilisable)"
    IIA = "IIa", "IIa"
    IIB = "IIb", "IIb"
    III = "III", "III"
    IVD_A = "IVD_A", "A (in vitro)"
    IVD_B = "IVD_B", "B (in vitro)"
    IVD_C = "IVD_C", "C (in vitro)"
    IVD_D = "IVD_D", "D (in vitro)"


class Known(Word):
    """Yes, no, or asked without an answer; empty when nobody asked."""

    NONE = "", "Non précisé"
    YES = "oui", "Oui"
    NO = "non", "Non"
    UNKNOWN = "inconnu", "Inconnu"


class YesNo(Word):
    """Yes or no; a truth value in the exchange format."""

    NONE = "", "Non précisé"
    YES = "oui", "Oui"
    NO = "non", "Non"


class LearningKind(Word):
    """How a learning algorithm changes once installed (guide, 5.3)."""

    NONE = "", "Non précisé"
    FROZEN = "fige", "Figé après déploiement"
    INCREMENTAL = "incremental", "Par mises à jour"
    CONTINUOUS = "continu", "En continu"
    UNKNOWN = "inconnu", "Inconnu"


class HighRisk(Word):
    """Whether an AI system is « high-risk » under regulation (EU) 2024/1689."""

    NONE = "", "Non précisé"
    DEVICE = "oui_art_6_1", "Oui, dispositif médical (art. 6.1)"
    ANNEX = "oui_annexe_iii", "Oui, annexe III"
    NO = "non", "Non"
    TO_SETTLE = "a_determiner", "À déterminer"


class AiRole(Word):
    """Part that the structure plays under the same regulation."""

    NONE = "", "Non précisé"
    DEPLOYER = "deployeur", "Déployeur (utilisateur)"
    PROVIDER = "fournisseur", "Fournisseur"
    BOTH = "les_deux", "Les deux"


class LogsKept(Word):
    """Whether the automatic logs are in the hands of the structure."""

    NONE = "", "Non précisé"
    YES = "oui", "Oui"
    NO = "non", "Non, chez l’éditeur"
    PARTLY = "partiel", "En partie"


class DecisionRole(Word):
    """When the device speaks, in the reading of a case."""

    NONE = "", "Non précisé"
    SORTING = "tri", "Trie les examens"
    BEFORE = "avant_lecture", "Avant la lecture"
    DURING = "lecture_concurrente", "Pendant la lecture"
    SECOND = "second_lecteur", "Second lecteur"
    COMPUTING = "calcul", "Calcule ou mesure"
    DRAFTING = "redaction", "Rédige"


class InputData(Word):
    """What the device receives."""

    IMAGE = "image", "Images"
    SIGNAL = "signal", "Signaux"
    TEXT = "texte", "Texte"
    VOICE = "voix", "Voix"
    LABORATORY = "biologie", "Biologie"
    RECORD = "dossier", "Dossier du patient"
    OTHER = "autre", "Autre"


class Identifying(Word):
    """Whether the data it receives tell who the patient is."""

    NONE = "", "Non précisé"
    IDENTIFYING = "identifiantes", "Identifiantes"
    PSEUDONYMOUS = "pseudonymisees", "Pseudonymisées"
    ANONYMOUS = "anonymes", "Anonymes"


class VendorRole(Word):
    """Part that the vendor plays under GDPR."""

    NONE = "", "Non précisé"
    PROCESSOR = "sous_traitant", "Sous-traitant"
    CONTROLLER = "responsable", "Responsable de traitement"
    JOINT = "responsable_conjoint", "Responsable conjoint"
    NOBODY = "aucun", "Aucun accès aux données"


class Hosting(Word):
    """Where the data lie."""

    NONE = "", "Non précisé"
    LOCAL = "local", "Dans nos murs"
    CERTIFIED = "externe_hds", "Chez un hébergeur certifié HDS"
    UNCERTIFIED = "externe_non_hds", "Chez un hébergeur non certifié HDS"
    NOTHING_KEPT = "sans_conservation", "Sans conservation"


class HdsActivity(Word):
    """Activities of an HDS certificate."""

    SITES = "1_sites", "1\u00a0: sites physiques"
    HARDWARE = "2_materiel", "2\u00a0: infrastructure matérielle"
    VIRTUAL = "3_virtuel", "3\u00a0: infrastructure virtuelle"
    PLATFORM = "4_plateforme", "4\u00a0: plateforme"
    OPERATION = "5_exploitation", "5\u00a0: exploitation"
    BACKUP = "6_sauvegarde", "6\u00a0: sauvegarde externalisée"


class OutsideAccess(Word):
    """Access to the data from outside the European Economic Area."""

    NONE = "", "Non précisé"
    NO = "non", "Non"
    FRAMED = "oui_encadre", "Oui, encadré"
    UNKNOWN = "inconnu", "Inconnu"


class Reuse(Word):
    """Whether the vendor uses the data again for itself."""

    NONE = "", "Non précisé"
    NO = "non", "Non"
    ALLOWED = "oui_autorise", "Oui, autorisé par écrit"
    TO_ALLOW = "oui_a_autoriser", "Oui, autorisation à donner ou refuser"
    REFUSED = "refuse", "Refusé"
    UNKNOWN = "inconnu", "Inconnu"


class Dpia(Word):
    """Data protection impact assessment."""

    NONE = "", "Non précisé"
    DONE = "faite", "Faite"
    NOT_NEEDED = "non_requise_motivee", "Non requise, motivée"
    TO_DO = "a_faire", "À faire"


class Authentication(Word):
    """How a professional signs in."""

    NONE = "", "Non précisé"
    PRO_SANTE = "pro_sante_connect", "Pro Santé Connect"
    TWO_FACTORS = "mfa", "Deux facteurs"
    PASSWORD = "mot_de_passe", "Mot de passe"
    SESSION = "session_locale", "Session du poste"


class Interop(Word):
    """French and international frames that the device speaks."""

    INS = "ins", "INS"
    DMP = "dmp", "DMP"
    MSSANTE = "mssante", "MSSanté"
    CI_SIS = "ci_sis", "CI-SIS"
    DICOM = "dicom", "DICOM"
    FHIR = "hl7_fhir", "HL7 FHIR"
    NOBODY = "aucune", "Aucune"


class Acquisition(Word):
    """How the device was obtained."""

    NONE = "", "Non précisé"
    PURCHASE = "achat", "Achat"
    SUBSCRIPTION = "abonnement", "Abonnement"
    RENTAL = "location", "Location"
    PER_USE = "paiement_a_l_usage", "Paiement à l’usage"
    FREE = "gratuit", "Gratuit"
    BUNDLED = "inclus_plateforme", "Inclus dans une plateforme"


class Activity(Word):
    """How much care depends on the device."""

    NONE = "", "Non précisée"
    LOW = "faible", "Faible"
    MEDIUM = "moyenne", "Moyenne"
    HIGH = "forte", "Forte"


class UseVerdict(Word):
    """Whether the use here stays within the declared purpose."""

    NONE = "", "À comparer"
    WITHIN = "conforme", "Conforme"
    BEYOND = "ecart", "Écart"


class Reconsidered(Word):
    """What was decided of one question that a new version asks."""

    NONE = "", "À décider"
    TO_DO = "a_faire", "À faire"
    DONE = "fait", "Fait"
    NOT_NEEDED = "inutile", "Pas nécessaire"


class DocumentKind(Word):
    """What a document of a device is."""

    INSTRUCTIONS = "notice", "Notice d’utilisation"
    DECLARATION = "declaration_ue", "Déclaration UE de conformité"
    CERTIFICATE = "certificat_ce", "Certificat de l’organisme notifié"
    CONTRACT = "contrat", "Contrat, conditions"
    DATA_CONTRACT = "contrat_donnees", "Contrat de sous-traitance (données)"
    HDS = "certificat_hds", "Certificat HDS"
    DPIA = "aipd", "Analyse d’impact (AIPD)"
    REUSE = "autorisation_reemploi", "Autorisation ou refus de réemploi"
    SAFETY_NOTICE = "avis_securite", "Avis de sécurité"
    TEST = "compte_rendu", "Compte rendu d’essai ou d’exercice"
    OTHER = "autre", "Autre document"


class ReuseDecision(Word):
    """What the structure answers to one purpose of reuse."""

    NONE = "", "À décider"
    ALLOWED = "autorise", "Autorisé"
    REFUSED = "refuse", "Refusé"


class PointState(Word):
    """What has become of a point to treat."""

    OPEN = "ouvert", "À traiter"
    DONE = "fait", "Fait"
    DROPPED = "ecarte", "Écarté"


class PointOrigin(Word):
    """What a point to treat comes from."""

    VERSION = "version", "Changement de version"
    WITHDRAWAL = "retrait", "Retrait"
    CENSUS = "recensement", "Revue annuelle"
    MANUAL = "libre", "Noté à la main"


class CensusAnswer(Word):
    """What the yearly review says of one question."""

    NONE = "", "À voir"
    UNCHANGED = "oui", "Oui, inchangé"
    CHANGED = "modifie", "Modifié"
    NO = "non", "Non"


class RiskLevel(Word):
    """Criticality, in the words shown everywhere."""

    TO_ASSESS = "a_analyser", "À analyser"
    HIGH = "eleve", "Élevé"
    MEDIUM = "moyen", "Moyen"
    LOW = "faible", "Faible"

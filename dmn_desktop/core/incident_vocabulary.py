"""Closed lists of words of incidents, declarations and corrective actions: stored key, words shown.

An empty key means that nothing was said.
"""

from __future__ import annotations

from dmn_desktop.core.vocabulary import Word


class IncidentProfile(Word):
    """Kind of structure, as the law on incidents tells them apart; empty, that of the register."""

    NONE = "", "Comme le registre"
    LIBERAL = "liberal", "Cabinet libéral"
    GROUP = "centre_ou_cabinet_de_groupe", "Centre ou cabinet de groupe"
    ESTABLISHMENT = "etablissement_de_sante", "Établissement de santé"


class IncidentKind(Word):
    """What went wrong."""

    NONE = "", "Non précisée"
    BREAKDOWN = "panne", "Panne, arrêt ou lenteur"
    FALSE_RESULT = "resultat_faux", "Résultat faux"
    MISSING_RESULT = "resultat_absent", "Résultat absent ou tardif"
    DRIFT = "baisse_de_performance", "Baisse de performance"
    ERGONOMICS = "ergonomie", "Erreur d’usage due à l’écran ou aux réglages"
    INSTRUCTIONS = "notice", "Notice ou consigne en cause"
    IDENTITY = "identite", "Erreur d’identité"
    DATA = "donnees", "Données personnelles"
    SECURITY = "securite", "Sécurité informatique"
    RADIATION = "rayonnements", "Rayonnements"
    OTHER = "autre", "Autre"


class IncidentState(Word):
    """Where an incident stands."""

    OPEN = "ouvert", "Ouvert"
    CLOSED = "clos", "Clos"


class Consequence(Word):
    """What came of it."""

    NONE = "", "Non précisée"
    NOTHING = "aucune", "Aucune"
    AVOIDED = "evitee", "Évitée"
    REAL = "reelle", "Réelle"


class IncidentSeverity(Word):
    """How serious for the person, from the least; `WORST` are those of the law on care events."""

    NONE = "", "Non précisée"
    MINOR = "sans_gravite", "Sans gravité"
    MODERATE = "moderee", "Modérée, soins ou surveillance en plus"
    SERIOUS = "grave", "Grave, hospitalisation ou geste en plus"
    LASTING = "deficit_permanent", "Déficit permanent probable"
    VITAL = "pronostic_vital", "Pronostic vital engagé"
    DEATH = "deces", "Décès"


class PatientTold(Word):
    """Whether the patient was told."""

    NONE = "", "Non précisé"
    YES = "oui", "Oui"
    NO = "non", "Pas encore"
    NO_PATIENT = "sans_objet", "Aucun patient concerné"


class Share(Word):
    """What part a side had in the incident."""

    NONE = "", "À dire"
    MAIN = "principale", "Part principale"
    PART = "contributive", "A contribué"
    RULED_OUT = "ecartee", "Écartée"
    UNKNOWN = "inconnue", "On ne sait pas"


class Disagreement(Word):
    """Whether the professional judged otherwise than the device."""

    NONE = "", "Non précisé"
    NO = "non", "Non"
    SET_ASIDE = "resultat_ecarte", "Oui, résultat du dispositif écarté"
    FOLLOWED = "resultat_suivi", "Oui, résultat du dispositif suivi"


class IncidentDocumentKind(Word):
    """What a document of an incident is."""

    EVIDENCE = "preuve", "Trace de l’incident (journal, capture)"
    RECEIPT = "recepisse", "Récépissé, preuve d’envoi"
    LETTER = "courrier", "Courrier, courriel"
    REPLY = "reponse", "Réponse du destinataire"
    ANALYSIS = "analyse", "Analyse, compte rendu"
    OTHER = "autre", "Autre document"


class DeclarationStatus(Word):
    """What is due; the keys are those of the orientation."""

    MANDATORY = "obligatoire", "Obligatoire"
    RECOMMENDED = "recommandee", "Recommandé"
    OPTIONAL = "facultative", "Possible"
    INTERNAL = "interne", "Chez nous"
    TO_COME = "a_venir", "À venir"


class DeclarationState(Word):
    """What has become of a declaration."""

    TO_SEND = "a_faire", "À faire"
    SENT = "envoyee", "Envoyée"
    REFUSED = "ecartee", "Écartée"
    KEPT_HERE = "tenue_ici", "Inscrite au registre"
    NOT_NEEDED = "sans_objet", "N’est plus demandée"


class AlarmFamily(Word):
    """The seven families of causes of the ALARM grid (HAS, c_1215806)."""

    PATIENT = "patient", "Patient"
    TASK = "taches", "Tâches à accomplir"
    CARER = "soignant", "Professionnel"
    TEAM = "equipe", "Équipe"
    ENVIRONMENT = "environnement", "Environnement de travail"
    ORGANISATION = "organisation", "Organisation et encadrement"
    INSTITUTION = "institution", "Contexte institutionnel"


class Held(Word):
    """What a barrier did."""

    NONE = "", "À dire"
    HELD = "tenue", "A tenu"
    FAILED = "franchie", "N’a pas tenu"
    MISSING = "absente", "Manquait"


class ActionOrigin(Word):
    """What a corrective action comes from."""

    INCIDENT = "incident", "Incident"
    RISK = "risque", "Risque"
    CONTROL = "controle", "Contrôle qualité"
    AUDIT = "audit", "Audit, visite"


class ActionState(Word):
    """Where a corrective action stands, in order; `DROPPED` ends it early, with a reason."""

    TO_DECIDE = "a_decider", "À décider"
    PLANNED = "planifiee", "Planifiée"
    IN_PROGRESS = "en_cours", "En cours"
    DONE = "realisee", "Réalisée"
    CHECKED = "efficacite_verifiee", "Efficacité vérifiée"
    CLOSED = "close", "Close"
    DROPPED = "abandonnee", "Abandonnée"


class Effect(Word):
    """What the check of an action found."""

    NONE = "", "À vérifier"
    YES = "efficace", "Efficace"
    PARTLY = "en_partie", "En partie"
    NO = "sans_effet", "Sans effet"


WORST = (IncidentSeverity.LASTING, IncidentSeverity.VITAL, IncidentSeverity.DEATH)
"""Death, life-threatening state, probable permanent deficit (CSP R.1413-67)."""

GRAVE = (IncidentSeverity.SERIOUS, *WORST)
"""Death or serious deterioration of health (CSP L.5212-2)."""

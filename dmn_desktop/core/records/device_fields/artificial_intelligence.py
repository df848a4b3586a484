"""Whether it learns, and what the law on AI asks of its users."""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.records.device_fields.conditions import (
    is_ai,
    is_high_risk,
    may_use_ai,
)
from dmn_desktop.core.records.device_fields.entry import AI_ACT, MONTHS, Entry, Group, always
from dmn_desktop.core.records.record import Record

GROUP = Group.AI


class ArtificialIntelligence(Record):
    """Whether it learns, and what the law on AI asks of its users."""

    uses_ai: Annotated[
        words.Known,
        Entry(
            GROUP,
            "embarque_ia",
            needed=always,
            source="Fiche HAS 3.4-06",
            also=("ia", "intelligence artificielle", "algorithme ia"),
        ),
    ] = Field(
        words.Known.NONE,
        title="Avec IA",
        description="Un apprentissage automatique sert à produire le résultat.",
    )
    learning: Annotated[
        words.LearningKind,
        Entry(
            GROUP,
            "type_apprentissage",
            needed=is_ai,
            applies=may_use_ai,
            source="Guide HAS 2023, 5.3",
        ),
    ] = Field(
        words.LearningKind.NONE,
        title="Apprentissage",
        description="Un algorithme figé reste celui qui a été évalué.",
    )
    learning_note: Annotated[
        str,
        Entry(
            GROUP,
            "apprentissage_precision",
            applies=may_use_ai,
            source="Guide HAS 2023, 5.3",
            long=True,
        ),
    ] = Field(
        "", title="Précision sur l’apprentissage", description="Ce qui change, et qui le valide."
    )
    generative: Annotated[
        words.YesNo, Entry(GROUP, "ia_generative", needed=is_ai, applies=may_use_ai)
    ] = Field(
        words.YesNo.NONE,
        title="IA générative",
        description="Il produit du texte, de la voix ou des images.",
    )
    high_risk: Annotated[
        words.HighRisk,
        Entry(GROUP, "haut_risque", needed=is_ai, applies=may_use_ai, source=f"{AI_ACT}, art. 6"),
    ] = Field(
        words.HighRisk.NONE,
        title="Haut risque",
        description="Proposé d’après le statut et la classe\u00a0; modifiable avec un motif.",
    )
    high_risk_reason: Annotated[str, Entry(GROUP, "haut_risque_motif", applies=may_use_ai)] = Field(
        "", title="Motif", description="Pourquoi la réponse proposée a été changée."
    )
    marketed_on: Annotated[
        date | None,
        Entry(
            GROUP, "mise_sur_marche_modele", applies=may_use_ai, source=f"{AI_ACT}, art. 111 (2)"
        ),
    ] = Field(
        None,
        title="Modèle sur le marché depuis",
        description="Le régime transitoire se juge par type et modèle.",
    )
    ai_role: Annotated[
        words.AiRole,
        Entry(GROUP, "role", needed=is_ai, applies=may_use_ai, source=f"{AI_ACT}, art. 3"),
    ] = Field(
        words.AiRole.NONE,
        title="Notre rôle",
        description="Qui utilise est déployeur\u00a0; qui met sous son nom est fournisseur.",
    )
    logs_kept: Annotated[
        words.LogsKept,
        Entry(
            GROUP,
            "journaux_sous_controle",
            needed=is_high_risk,
            applies=may_use_ai,
            source=f"{AI_ACT}, art. 26 (6)",
        ),
    ] = Field(
        words.LogsKept.NONE,
        title="Journaux entre nos mains",
        description="Les enregistrements que le système fait de lui-même.",
    )
    log_months: Annotated[
        int | None,
        Entry(
            GROUP,
            "duree_journaux_mois",
            needed=lambda d: d.logs_kept in (words.LogsKept.YES, words.LogsKept.PARTLY),
            applies=may_use_ai,
            source=f"{AI_ACT}, art. 26 (6)",
        ),
    ] = Field(
        None,
        **MONTHS,
        title="Durée des journaux, en mois",
        description="Six mois au moins quand l’article 26 s’applique.",
    )
    overseer: Annotated[
        str,
        Entry(
            GROUP,
            "surveillant_humain",
            needed=is_ai,
            applies=may_use_ai,
            source=f"{AI_ACT}, art. 26 (2)",
        ),
    ] = Field(
        "",
        title="Surveillance humaine",
        description="Fonction et initiales de la personne formée qui peut passer outre ou arrêter.",
    )

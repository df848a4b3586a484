"""How it is used here: places, people, state, dates."""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.records.device_fields.conditions import medical
from dmn_desktop.core.records.device_fields.entry import SHEET, SHEETS, Entry, Group, always
from dmn_desktop.core.records.record import Record
from dmn_desktop.core.vocabulary import LifeState

GROUP = Group.USE


class Use(Record):
    """How it is used here: places, people, state, dates."""

    state: Annotated[
        LifeState, Entry(GROUP, "statut_vie", needed=always, also=("statut", "état"))
    ] = Field(
        LifeState.PLANNED,
        title="État",
        description="Chaque changement d’état est daté dans l’historique.",
    )
    places: Annotated[
        tuple[str, ...],
        Entry(
            GROUP,
            "services_lieux",
            needed=always,
            source=SHEETS,
            also=("service", "lieu", "site", "salle", "unité"),
        ),
    ] = Field((), title="Services et lieux", description="Où il sert\u00a0: service, site, salle.")
    users: Annotated[
        tuple[str, ...],
        Entry(
            GROUP, "utilisateurs_habilites", needed=always, source=SHEETS, also=("utilisateurs",)
        ),
    ] = Field(
        (),
        title="Utilisateurs habilités",
        description="Des fonctions et des initiales, jamais le nom d’un patient.",
    )
    referent: Annotated[
        str,
        Entry(
            GROUP, "referent", needed=always, source=SHEET, also=("responsable", "correspondant")
        ),
    ] = Field("", title="Référent interne", description="Fonction et initiales de qui le suit.")
    in_service_on: Annotated[
        date | None,
        Entry(
            GROUP,
            "date_mise_en_service",
            needed=lambda d: d.state in (LifeState.IN_USE, LifeState.SUSPENDED),
            also=("mise en service", "date d’installation", "en service depuis"),
        ),
    ] = Field(None, title="Mise en service", description="Premier jour d’usage courant.")
    withdrawn_on: Annotated[
        date | None,
        Entry(
            GROUP,
            "date_retrait",
            needed=lambda d: d.state is LifeState.WITHDRAWN,
            applies=lambda d: d.state is LifeState.WITHDRAWN,
        ),
    ] = Field(None, title="Retrait", description="Dernier jour d’usage.")
    reviewed_on: Annotated[
        date | None,
        Entry(
            GROUP,
            "derniere_revue",
            needed=lambda d: d.state is not LifeState.WITHDRAWN,
            source=SHEET,
            also=("revue", "dernière vérification", "vérifié le"),
        ),
    ] = Field(
        None,
        title="Dernière revue",
        description="La fiche a été relue ce jour-là. À relire au bout de 365 jours.",
    )
    intended_use: Annotated[
        str, Entry(GROUP, "usage_prevu", source="Guide HAS 2023", long=True)
    ] = Field(
        "",
        title="Usage prévu chez nous",
        description="Qui s’en sert, pour quels patients, à quel moment.",
    )
    use_verdict: Annotated[words.UseVerdict, Entry(GROUP, "usage_verdict", applies=medical)] = (
        Field(
            words.UseVerdict.NONE,
            title="Usage comparé à la finalité",
            description="Un écart ouvre un risque\u00a0: hors finalité, le praticien est engagé.",
        )
    )
    monthly_volume: Annotated[int | None, Entry(GROUP, "volume_mensuel", also=("volume",))] = Field(
        None, ge=0, le=100_000_000, title="Examens par mois", description="Un ordre de grandeur."
    )
    decision_role: Annotated[words.DecisionRole, Entry(GROUP, "role_dans_decision")] = Field(
        words.DecisionRole.NONE,
        title="Place dans la décision",
        description="À quel moment le professionnel voit le résultat.",
    )

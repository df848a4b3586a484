"""What it receives, where that lies, who uses it again."""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.records.device_fields.conditions import outside
from dmn_desktop.core.records.device_fields.entry import GDPR, SHEET, Entry, Group, always
from dmn_desktop.core.records.record import Record

GROUP = Group.DATA


class Data(Record):
    """What it receives, where that lies, who uses it again."""

    input_data: Annotated[
        tuple[words.InputData, ...], Entry(GROUP, "donnees_entree", needed=always, source=SHEET)
    ] = Field((), title="Données reçues", description="Plusieurs réponses possibles.")
    identifying: Annotated[
        words.Identifying, Entry(GROUP, "identifiantes", needed=always, source=GDPR)
    ] = Field(
        words.Identifying.NONE,
        title="Données identifiantes",
        description="Ce que l’éditeur peut savoir du patient.",
    )
    vendor_role: Annotated[
        words.VendorRole,
        Entry(GROUP, "role_industriel_rgpd", needed=always, source=f"{GDPR}, art. 26 et 28"),
    ] = Field(
        words.VendorRole.NONE,
        title="Rôle de l’éditeur (RGPD)",
        description="Écrit au contrat\u00a0; sous-traitant le plus souvent.",
    )
    hosting: Annotated[
        words.Hosting,
        Entry(GROUP, "hebergement", needed=always, source="CSP L.1111-8", also=("hébergeur",)),
    ] = Field(
        words.Hosting.NONE,
        title="Hébergement",
        description="Chez un tiers, l’hébergeur de données de santé est certifié HDS.",
    )
    hosting_note: Annotated[str, Entry(GROUP, "hebergement_precision", long=True)] = Field(
        "", title="Précision sur l’hébergement", description="Hébergeur, ville, attestation."
    )
    hds_activities: Annotated[
        tuple[words.HdsActivity, ...],
        Entry(GROUP, "hds_activites", needed=outside, applies=outside, source="CSP L.1111-8"),
    ] = Field((), title="Activités HDS", description="Celles que le certificat couvre.")
    hds_end: Annotated[
        date | None, Entry(GROUP, "hds_fin_certificat", needed=outside, applies=outside)
    ] = Field(None, title="Fin du certificat HDS", description="Écrite sur le certificat.")
    storage_countries: Annotated[
        tuple[str, ...], Entry(GROUP, "pays_stockage", needed=always, source=f"{GDPR}, chap. V")
    ] = Field((), title="Pays de stockage", description="Sauvegardes comprises.")
    outside_access: Annotated[
        words.OutsideAccess, Entry(GROUP, "acces_hors_eee", source=f"{GDPR}, chap. V")
    ] = Field(
        words.OutsideAccess.NONE,
        title="Accès hors de l’EEE",
        description="Télémaintenance comprise.",
    )
    reuse: Annotated[
        words.Reuse,
        Entry(
            GROUP,
            "reemploi_industriel",
            needed=always,
            source="Guide HAS 2023, 8.9",
            also=("réutilisation", "réemploi"),
        ),
    ] = Field(
        words.Reuse.NONE,
        title="Réutilisation par l’éditeur",
        description="Entraîner, améliorer, étudier\u00a0: par écrit, finalité par finalité.",
    )
    reuse_note: Annotated[str, Entry(GROUP, "reemploi_precision", long=True)] = Field(
        "", title="Précision sur la réutilisation", description="Finalités, durée, opposition."
    )
    dpia: Annotated[words.Dpia, Entry(GROUP, "aipd", source=f"{GDPR}, art. 35")] = Field(
        words.Dpia.NONE,
        title="Analyse d’impact (AIPD)",
        description="« Non requise » se motive par écrit.",
    )
    authentication: Annotated[words.Authentication, Entry(GROUP, "authentification")] = Field(
        words.Authentication.NONE,
        title="Connexion",
        description="Comment un utilisateur s’identifie.",
    )
    interop: Annotated[tuple[words.Interop, ...], Entry(GROUP, "interop")] = Field(
        (), title="Interopérabilité", description="Plusieurs réponses possibles."
    )

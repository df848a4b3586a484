"""Under which law it stands, and its European identifiers."""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.records.device_fields.conditions import certified, medical
from dmn_desktop.core.records.device_fields.entry import MDR, Entry, Group, always
from dmn_desktop.core.records.record import Record

GROUP = Group.REGULATORY


class Regulation(Record):
    """Under which law it stands, and its European identifiers."""

    status: Annotated[
        words.DeviceStatus,
        Entry(GROUP, "statut_dm", needed=always, source=MDR, also=("statut réglementaire",)),
    ] = Field(
        words.DeviceStatus.NONE,
        title="Statut réglementaire",
        description="Le texte sous lequel il est vendu\u00a0; « À vérifier » est une réponse.",
    )
    purpose: Annotated[
        str,
        Entry(
            GROUP,
            "destination",
            needed=medical,
            source=f"{MDR}, art. 2 (12)",
            long=True,
            also=("finalité déclarée", "indication", "usage revendiqué"),
        ),
    ] = Field(
        "",
        title="Finalité déclarée",
        description="La destination en quelques mots, avec la page de la notice.",
    )
    population: Annotated[
        str,
        Entry(
            GROUP,
            "populations_et_exclusions",
            needed=medical,
            source="Guide HAS 2023, 3",
            long=True,
        ),
    ] = Field(
        "",
        title="Populations et exclusions",
        description="Pour quels patients l’éditeur le prévoit, et pour lesquels il l’exclut.",
    )
    limits: Annotated[
        str, Entry(GROUP, "ne_pas_utiliser", source="Guide HAS 2023, 3", long=True)
    ] = Field("", title="Ne pas utiliser", description="Une situation par ligne.")
    ce_class: Annotated[
        words.CeClass,
        Entry(
            GROUP,
            "classe_ce",
            needed=medical,
            applies=medical,
            source=f"{MDR}, annexe VIII",
            also=("classe", "classe du dispositif", "marquage ce"),
        ),
    ] = Field(
        words.CeClass.NONE, title="Classe", description="Lue sur le certificat ou la déclaration."
    )
    classification_rule: Annotated[
        str, Entry(GROUP, "regle_classification", applies=medical, source=f"{MDR}, annexe VIII")
    ] = Field(
        "",
        title="Règle de classification",
        description="Pour un logiciel, le plus souvent la règle 11.",
    )
    notified_body: Annotated[
        str, Entry(GROUP, "organisme_notifie", needed=certified, applies=medical, source=MDR)
    ] = Field(
        "",
        title="Organisme notifié",
        description="Les quatre chiffres à côté de « CE »\u00a0; absents en classe I simple.",
    )
    certificate_number: Annotated[str, Entry(GROUP, "certificat_numero", applies=medical)] = Field(
        "", title="Numéro du certificat", description="Écrit sur le certificat CE."
    )
    certificate_end: Annotated[
        date | None, Entry(GROUP, "certificat_fin", applies=medical, also=("fin certificat ce",))
    ] = Field(
        None,
        title="Fin du certificat",
        description="Rappelée 90 jours avant.",
    )
    udi_di: Annotated[
        str,
        Entry(
            GROUP,
            "iud_id",
            needed=lambda d: d.status is words.DeviceStatus.MDR,
            applies=medical,
            source=f"{MDR}, art. 27",
            also=("udi-di", "udi", "iud", "code udi", "gtin"),
        ),
    ] = Field(
        "",
        title="IUD-ID",
        description="Code du modèle. Le contenu entier d’un code-barres peut être collé.",
    )
    basic_udi_di: Annotated[
        str,
        Entry(GROUP, "iud_id_de_base", applies=medical, source=MDR, also=("basic udi-di",)),
    ] = Field(
        "",
        title="IUD-ID de base",
        description="Famille du dispositif, sur les certificats\u00a0; 25 caractères au plus.",
    )
    udi_pi: Annotated[str, Entry(GROUP, "iud_ip", applies=medical, source=MDR)] = Field(
        "", title="IUD-IP", description="Pour un logiciel\u00a0: sa version ou son lot."
    )
    emdn: Annotated[str, Entry(GROUP, "emdn", applies=medical, also=("code emdn",))] = Field(
        "", title="Code EMDN", description="Nomenclature européenne, par exemple Z12040192."
    )
    gmdn: Annotated[str, Entry(GROUP, "gmdn", applies=medical)] = Field(
        "", title="Code GMDN", description="Autre nomenclature, cinq chiffres."
    )
    srn: Annotated[str, Entry(GROUP, "srn", applies=medical, also=("numéro srn",))] = Field(
        "",
        title="SRN du fabricant",
        description="Numéro d’acteur européen, par exemple ES-MF-000025345.",
    )
    eudamed_checked_on: Annotated[
        date | None, Entry(GROUP, "eudamed_verifie_le", applies=medical, source="EUDAMED")
    ] = Field(
        None,
        title="Cherché dans EUDAMED le",
        description="Une fiche absente d’EUDAMED est une question à poser à l’éditeur.",
    )
    instructions: Annotated[
        str, Entry(GROUP, "notice", needed=medical, source=f"{MDR}, art. 2 (14)")
    ] = Field(
        "",
        title="Notice",
        description="Titre, version et date, ou l’endroit où elle se trouve.",
    )

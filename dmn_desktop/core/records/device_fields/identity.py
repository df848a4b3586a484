"""Who it is: name, version, maker, what it helps with."""

from typing import Annotated

from pydantic import Field

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.records.device_fields.conditions import medical, professional, tool
from dmn_desktop.core.records.device_fields.entry import MDR, SHEET, SHEETS, Entry, Group, always
from dmn_desktop.core.records.record import Record
from dmn_desktop.core.vocabulary import Nature

GROUP = Group.IDENTITY


class Identity(Record):
    """Who it is: name, version, maker, what it helps with."""

    name: Annotated[
        str,
        Entry(
            GROUP,
            "nom_commercial",
            needed=always,
            source=SHEETS,
            also=("dispositif", "logiciel", "outil", "produit", "nom", "application"),
        ),
    ] = Field(title="Nom commercial", description="Le nom sous lequel l’éditeur le vend.")
    version: Annotated[str, Entry(GROUP, "version_logicielle", needed=always, source=SHEETS)] = (
        Field(
            "",
            title="Version",
            description="Incidents, formations et contrôles se rattachent à une version.",
        )
    )
    nature: Annotated[Nature, Entry(GROUP, "nature", needed=always, source=SHEETS)] = Field(
        Nature.DEVICE,
        title="Nature",
        description="Dispositif médical à usage professionnel, ou outil innovant non médical.",
    )
    exclusion: Annotated[
        words.Exclusion,
        Entry(
            GROUP,
            "motif_hors_perimetre",
            needed=lambda d: d.nature is Nature.OUT,
            applies=lambda d: d.nature is Nature.OUT,
            source="Guide HAS 2023, périmètre",
        ),
    ] = Field(
        words.Exclusion.NONE,
        title="Motif hors périmètre",
        description="Pourquoi le guide et la fiche ne le concernent pas.",
    )
    functions: Annotated[
        tuple[words.HelpKind, ...],
        Entry(
            GROUP,
            "fonctions_has",
            needed=professional,
            applies=lambda d: not tool(d),
            source="Guide HAS 2023",
            also=("aide à", "type d’aide", "fonction", "finalité"),
        ),
    ] = Field((), title="Aide à", description="Plusieurs réponses possibles.")
    tool_kind: Annotated[
        words.ToolKind,
        Entry(GROUP, "type_oti", needed=tool, applies=tool, source="Fiche HAS 3.4-06"),
    ] = Field(
        words.ToolKind.NONE,
        title="Type d’outil innovant",
        description="Ce que fait un outil qui n’est pas un dispositif médical.",
    )
    has_level: Annotated[
        words.HasLevel,
        Entry(GROUP, "niveau_has_2021", source="HAS, classification fonctionnelle, 2021"),
    ] = Field(
        words.HasLevel.NONE,
        title="Niveau HAS 2021",
        description="Du simple service (A) à la décision autonome (D).",
    )
    specialty: Annotated[str, Entry(GROUP, "specialite_usage", also=("spécialité",))] = Field(
        "", title="Spécialité", description="La discipline qui s’en sert."
    )
    manufacturer: Annotated[
        str,
        Entry(
            GROUP,
            "fabricant_nom",
            needed=always,
            source=SHEETS,
            also=("éditeur", "fabricant", "fournisseur", "société", "marque"),
        ),
    ] = Field(
        "",
        title="Fabricant, éditeur",
        description="L’entreprise qui répond du produit, lue sur l’étiquette ou la notice.",
    )
    manufacturer_country: Annotated[
        str, Entry(GROUP, "fabricant_pays", source=f"{MDR}, art. 11")
    ] = Field(
        "",
        title="Pays du fabricant",
        description="Hors de l’Union européenne, un mandataire est nommé sur l’étiquette.",
    )
    representative: Annotated[
        str,
        Entry(
            GROUP,
            "mandataire_ue",
            needed=lambda d: medical(d) and d.is_made_outside_eu,
            applies=medical,
            source=f"{MDR}, art. 11",
        ),
    ] = Field("", title="Mandataire dans l’Union", description="« EC REP » sur l’étiquette.")
    distributor: Annotated[
        str,
        Entry(
            GROUP,
            "distributeur_ou_plateforme",
            also=("distributeur", "plateforme", "revendeur"),
        ),
    ] = Field(
        "",
        title="Distributeur ou plateforme",
        description="Sur une place de marché, il y a deux contrats\u00a0: les noter tous deux.",
    )
    contact: Annotated[
        str,
        Entry(
            GROUP,
            "contact_incident",
            needed=always,
            source=SHEET,
            also=("contact", "support", "assistance", "hotline"),
        ),
    ] = Field(
        "",
        title="Contact en cas d’incident",
        description="Téléphone ou courriel qui répond, avec ses horaires.",
    )

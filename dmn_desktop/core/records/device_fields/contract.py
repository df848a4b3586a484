"""How it is paid, and when the contract ends."""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.records.device_fields.entry import MONTHS, Entry, Group
from dmn_desktop.core.records.record import Record

GROUP = Group.CONTRACT


class Contract(Record):
    """How it is paid, and when the contract ends."""

    acquisition: Annotated[words.Acquisition, Entry(GROUP, "mode_acquisition")] = Field(
        words.Acquisition.NONE, title="Acquisition", description="Comment il est payé."
    )
    annual_cost: Annotated[
        int | None, Entry(GROUP, "cout_annuel_eur", also=("coût", "prix", "montant annuel"))
    ] = Field(
        None,
        ge=0,
        le=10_000_000_000_00,
        title="Coût annuel, en centimes",
        description="Toutes taxes comprises.",
    )
    contract_start: Annotated[date | None, Entry(GROUP, "debut_contrat")] = Field(
        None, title="Début du contrat", description="Date de signature ou d’effet."
    )
    contract_end: Annotated[
        date | None,
        Entry(
            GROUP,
            "fin_contrat",
            source="Guide HAS 2023, 8.16",
            also=("échéance", "fin de contrat"),
        ),
    ] = Field(None, title="Fin du contrat", description="Dernier jour de la période en cours.")
    notice_months: Annotated[
        int | None,
        Entry(GROUP, "preavis_mois", source="Guide HAS 2023, 8.16", also=("préavis",)),
    ] = Field(
        None,
        **MONTHS,
        title="Préavis, en mois",
        description="Délai pour dénoncer avant la fin.",
    )
    tacit_renewal: Annotated[words.YesNo, Entry(GROUP, "reconduction_tacite")] = Field(
        words.YesNo.NONE,
        title="Reconduction tacite",
        description="Sans dénonciation à temps, le contrat repart.",
    )
    renewal_months: Annotated[
        int | None,
        Entry(
            GROUP,
            "reconduction_mois",
            needed=lambda d: d.tacit_renewal is words.YesNo.YES,
            applies=lambda d: d.tacit_renewal is words.YesNo.YES,
        ),
    ] = Field(
        None,
        **MONTHS,
        title="Durée de reconduction, en mois",
        description="Durée de chaque nouvelle période.",
    )
    contract_note: Annotated[str, Entry(GROUP, "contrat_precision", long=True)] = Field(
        "",
        title="Précision sur le contrat",
        description="Clauses à retenir, sortie, reprise des données.",
    )
    insurer_informed_on: Annotated[
        date | None, Entry(GROUP, "assureur_informe_le", source="Guide HAS 2023, 8.14")
    ] = Field(
        None,
        title="Assureur informé le",
        description="L’assureur de responsabilité civile professionnelle, par écrit.",
    )

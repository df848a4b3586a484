"""How much care depends on it, and what is done without it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.records.device_fields.entry import SHEET, Entry, Group, always
from dmn_desktop.core.records.record import Record

GROUP = Group.CONTINUITY


class Continuity(Record):
    """How much care depends on it, and what is done without it."""

    criticality: Annotated[
        words.Activity, Entry(GROUP, "criticite_activite", needed=always, source=SHEET)
    ] = Field(
        words.Activity.NONE,
        title="Criticité pour l’activité",
        description="À quel point les soins en dépendent.",
    )
    fallback: Annotated[
        str,
        Entry(
            GROUP,
            "mode_degrade",
            needed=always,
            source=SHEET,
            long=True,
            also=("mode dégradé", "en cas de panne", "continuité"),
        ),
    ] = Field(
        "",
        title="En cas de panne",
        description="Ce que l’on fait sans lui, en une ou deux phrases.",
    )
    max_downtime_hours: Annotated[int | None, Entry(GROUP, "arret_max_tolere_heures")] = Field(
        None,
        ge=0,
        le=100_000,
        title="Arrêt toléré, en heures",
        description="Au-delà, les soins en souffrent.",
    )
    last_drill: Annotated[date | None, Entry(GROUP, "dernier_exercice", source=SHEET)] = Field(
        None,
        title="Dernier exercice de panne",
        description="À refaire au bout de 365 jours.",
    )

"""How a field of the inventory is asked for, shown and exchanged: said beside the field itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dmn_desktop.core.vocabulary import Word

Condition = Callable[[Any], bool]
"""Gets the device."""


class Group(Word):
    """Groups of fields, in the order of the sheet."""

    IDENTITY = "identite", "Identité"
    USE = "usage", "Usage chez nous"
    REGULATORY = "reglementaire", "Réglementaire"
    AI = "ia", "Intelligence artificielle"
    DATA = "donnees", "Données"
    CONTRACT = "contrat", "Contrat"
    CONTINUITY = "securite_et_continuite", "Sécurité et continuité"


SHEET = "Fiche HAS 3.4-05"
SHEETS = "Fiche HAS 3.4-05 et 3.4-06"
MDR = "Règlement (UE) 2017/745"
AI_ACT = "Règlement (UE) 2024/1689"
GDPR = "RGPD"
"""Texts that ask for a field, as shown beside it."""

MONTHS: dict[str, Any] = {"ge": 0, "le": 600}
"""Bounds of a duration in months."""


def never(_device: Any) -> bool:
    """For no device."""
    return False


def always(_device: Any) -> bool:
    """For every device."""
    return True


@dataclass(frozen=True)
class Entry:
    """What the inventory says of one field. Title and help are those of the record's field.

    Attributes:
        group: Where it stands in the sheet.
        exchange: Its name in exchanged files, never reused.
        needed: Whether an empty value is « à compléter » for this device. Nothing ever blocks.
        applies: Whether the field exists for this device at all.
        source: The text that asks for it, in a few words.
        long: Several lines of text.
        also: Other headings under which practices keep it, for the import.
    """

    group: Group
    exchange: str
    needed: Condition = never
    applies: Condition = always
    source: str = ""
    long: bool = False
    also: tuple[str, ...] = ()

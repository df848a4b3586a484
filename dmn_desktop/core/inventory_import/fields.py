"""The fields that a table can fill, and how a cell of each is read."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from dmn_desktop.core.device_vocabulary import YesNo
from dmn_desktop.core.inventory_import import codes, dates, numbers, texts, words
from dmn_desktop.core.inventory_import.reading import Reading
from dmn_desktop.core.inventory_import.source import Value
from dmn_desktop.core.records import Device
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.vocabulary import Word

Read = Callable[[Value], Reading]

_OWN: dict[str, Read] = {
    "version_logicielle": codes.read_version,
    "iud_id": codes.read_udi_di,
    "iud_id_de_base": texts.read_code,
    "iud_ip": texts.read_code,
    "organisme_notifie": codes.read_four_digits,
    "gmdn": codes.read_five_digits,
    "emdn": codes.read_emdn,
    "srn": codes.read_srn,
    "certificat_numero": texts.read_code,
    "regle_classification": texts.read_code,
    "contact_incident": texts.read_contact,
    "fabricant_pays": words.read_country,
    "pays_stockage": words.read_countries,
    "cout_annuel_eur": numbers.read_euros,
    "arret_max_tolere_heures": numbers.read_hours,
    "volume_mensuel": numbers.read_count,
}
"""Fields whose cells need more than their type tells."""

JOINED = frozenset({"services_lieux", "utilisateurs_habilites", "contact_incident"})
"""Fields that several columns may fill together."""


@dataclass(frozen=True)
class Target:
    """A field of the inventory as the import sees it.

    Attributes:
        name: In the record.
        exchange: In files.
        title: On screen.
        read: Reads a cell.
        words: Its closed list, when it has one.
        several: Whether it holds several values.
        typed: Whether its cells tell by themselves whether a column is its own.
    """

    name: str
    exchange: str
    title: str
    read: Read
    words: type[Word] | None = None
    several: bool = False
    typed: bool = False


@cache
def targets() -> dict[str, Target]:
    """The fields by their exchange names, in the order of the sheet."""
    return {entry.exchange: _target(name, entry.exchange) for name, entry in entries().items()}


def _target(name: str, exchange: str) -> Target:
    field = Device.model_fields[name]
    title = (field.title or name).removesuffix(", en centimes")
    inner, several = _inner(field.annotation)
    listed = inner if isinstance(inner, type) and issubclass(inner, Word) else None
    if exchange in _OWN:
        typed = exchange not in ("contact_incident", "iud_ip", "certificat_numero")
        return Target(name, exchange, title, _OWN[exchange], None, several, typed)
    if listed is not None:
        read = partial(
            words.read_words if several else words.read_word, words=listed, exchange=exchange
        )
        return Target(name, exchange, title, read, listed, several, True)
    if inner is date:
        return Target(name, exchange, title, dates.read_date, None, False, True)
    if inner is int:
        return Target(name, exchange, title, numbers.read_months, None, False, True)
    return Target(
        name, exchange, title, texts.read_names if several else texts.read_text, None, several
    )


def _inner(annotation: Any) -> tuple[Any, bool]:
    """The type inside, and whether there are several."""
    if isinstance(annotation, types.UnionType):
        return next(t for t in typing.get_args(annotation) if t is not type(None)), False
    if typing.get_origin(annotation) is tuple:
        return typing.get_args(annotation)[0], True
    return annotation, False


def canonical(target: Target, value: Any) -> Any:
    """A value of the record as exchanged files hold it: ISO dates, euros, truth values, lists."""
    if value in (None, "", ()):
        return None
    if target.words is YesNo:
        return value == YesNo.YES
    if target.exchange == "cout_annuel_eur":
        return value // 100 if value % 100 == 0 else value / 100
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [str(one) for one in value]
    return str(value) if isinstance(value, str) else value

"""Whole numbers, durations and amounts, when the cell says exactly one."""

from __future__ import annotations

import math
import re

from dmn_desktop.core.inventory_import.knowledge import tight
from dmn_desktop.core.inventory_import.reading import NOTHING, Reading
from dmn_desktop.core.inventory_import.source import Value

_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+|\d+")
_UNIT = re.compile(
    r"(?P<number>\d+(?: \d{3})*)\s*"
    r"(?P<unit>ans?|annees?|mois|jours?|j|heures?|hrs?|h|semaines?)?\.?"
)
_MONTHS = {"an": 12, "ans": 12, "annee": 12, "annees": 12, "mois": 1, "": 1}
_HOURS = {"h": 1, "hr": 1, "hrs": 1, "heure": 1, "heures": 1, "": 1, "j": 24, "jour": 24}
_HOURS |= {"jours": 24, "semaine": 168, "semaines": 168}
_PER_MONTH = re.compile(
    r"(\d+(?: \d{3})*)\s*(?:examens?|actes?|patients?|images?|cliches?|analyses?|dossiers?|cr)?"
    r"\s*(?:(?:/|par)\s*mois)?"
)
_EUROS = re.compile(
    r"(?:€|eur|euros?)?\s*(-?\d[\d .,]*?)\s*(k)?\s*(?:€|eur|euros?)?\s*(ttc|ht|h\.t\.?)?"
    r"\s*((?:/|par)\s*an(?:nee)?|annuels?|/a)?\s*(ttc|ht|h\.t\.?)?"
)

_NOT_ONE = "Ce n’est pas un nombre seul."
_LIMIT = 100_000_000


def read_count(value: Value, highest: int = _LIMIT) -> Reading:
    """A number of examinations a month."""
    return _read(value, highest, _per_month)


def read_months(value: Value, highest: int = 600) -> Reading:
    """A duration in months: « 3 », « 3 mois », « 1 an »."""
    return _read(value, highest, lambda text: _with_unit(text, _MONTHS))


def read_hours(value: Value, highest: int = 100_000) -> Reading:
    """A duration in hours: « 4 », « 4 h », « 2 jours »."""
    return _read(value, highest, lambda text: _with_unit(text, _HOURS))


def _read(value: Value, highest: int, parse: object) -> Reading:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return Reading(doubt=_NOT_ONE)
    if isinstance(value, int | float):
        number: float | None = value if math.isfinite(value) and value == int(value) else None
    elif isinstance(value, str):
        number = parse(tight(value))  # type: ignore[operator]
    else:
        return Reading(doubt="Une date est à la place d’un nombre.")
    if number is None:
        return Reading(doubt=_NOT_ONE)
    if not 0 <= number <= highest:
        return Reading(doubt="Nombre hors des limites du champ.")
    return Reading(int(number))


def _whole(text: str) -> int | None:
    return int(text.replace(" ", "")) if _GROUPED.fullmatch(text) else None


def _with_unit(text: str, units: dict[str, int]) -> int | None:
    if re.fullmatch(r"\d+[.,]0+", text):
        text = re.split("[.,]", text)[0]
    found = _UNIT.fullmatch(text)
    factor = units.get(found["unit"] or "") if found else None
    number = _whole(found["number"]) if found else None
    return None if factor is None or number is None else number * factor


def _per_month(text: str) -> int | None:
    if re.fullmatch(r"\d+[.,]0+", text):
        text = re.split("[.,]", text)[0]
    found = _PER_MONTH.fullmatch(text)
    return _whole(found[1]) if found else None


def read_euros(value: Value) -> Reading:
    """Cents of a yearly amount, all taxes included."""
    if value is None:
        return NOTHING
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Reading(doubt="Ce n’est pas un montant.")
    if isinstance(value, str):
        return _amount_of_text(tight(value))
    cents = round(value * 100) if math.isfinite(value) else -1
    if abs(value * 100 - cents) > 1e-6 * max(1.0, abs(value)):
        return Reading(doubt="Plus de deux décimales.")
    return _bounded(cents)


def _amount_of_text(text: str) -> Reading:
    found = _EUROS.fullmatch(text)
    if found is None:
        monthly = "mois" in text or "mensuel" in text
        return Reading(doubt="Montant par mois." if monthly else "Ce n’est pas un montant seul.")
    if "h" in ((found[3] or "") + (found[5] or "")):
        return Reading(
            doubt="Montant hors taxes ; le champ est toutes taxes comprises.".replace(
                " ;", "\u00a0;"
            )
        )
    cents = _cents(found[1].strip())
    if cents is None:
        return Reading(doubt="Séparateur de milliers ou de décimales ambigu.")
    return _bounded(cents * 1000 if found[2] else cents)


def _cents(text: str) -> int | None:
    """Cents of « 1 234,50 », « 1.234,56 », « 1234.5 »; None when the signs can be read two ways."""
    compact = text.replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+,\d{1,2}", compact):
        compact = compact.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(?:,\d{3})+\.\d{1,2}", compact):
        compact = compact.replace(",", "")
    compact = compact.replace(",", ".")
    if " " in text and not re.fullmatch(r"-?\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?", text):
        return None
    if not re.fullmatch(r"-?\d{1,11}(?:\.\d{1,2})?", compact):
        return None
    return round(float(compact) * 100)


def _bounded(cents: int) -> Reading:
    if 0 <= cents <= 10_000_000_000_00:
        return Reading(cents)
    return Reading(doubt="Montant négatif ou démesuré.")

"""European identifiers and versions: the numbers that spreadsheets eat."""

from __future__ import annotations

import re
from datetime import date

from dmn_desktop.core.identifiers import read_udi
from dmn_desktop.core.inventory_import.dates import looks_like_a_date
from dmn_desktop.core.inventory_import.knowledge import tight
from dmn_desktop.core.inventory_import.reading import NOTHING, Reading
from dmn_desktop.core.inventory_import.source import Value
from dmn_desktop.core.inventory_import.texts import EATEN, read_code
from dmn_desktop.core.text import NBSP

_LOST_ZERO = f"Moins de chiffres qu’attendu{NBSP}: le tableur a pu ôter des zéros."
_VERSION_WORD = re.compile(r"^(?:version|vers|ver|v)\.?\s*(?=\d)", re.IGNORECASE)


def read_version(value: Value) -> Reading:
    """A version; « 3.2 » that became the third of February has to be read again."""
    if value is None:
        return NOTHING
    if isinstance(value, date) or looks_like_a_date(value):
        return Reading(doubt="Le tableur en a fait une date.")
    number = _digits(value)
    if number is not None:
        return Reading(number) if len(number) < 10 else Reading(doubt=EATEN)
    read = read_code(value)
    if read.value is None:
        return read
    return Reading(_VERSION_WORD.sub("", read.value), read.doubt)


def read_udi_di(value: Value) -> Reading:
    """The code of a model; the rest of a whole bar code is the production identifier."""
    number = _digits(value)
    if number is not None:
        if len(number) != 14:
            return Reading(doubt=EATEN if len(number) > 15 else _LOST_ZERO)
        value = number
    read = read_code(value)
    if read.value is None:
        return read
    compact = re.sub(r"\s", "", read.value)
    if re.fullmatch(r"\d{1,13}", compact):
        return Reading(doubt=_LOST_ZERO)
    udi = read_udi(read.value)
    doubt = read.doubt
    if udi.remark.tone == "warn":
        doubt = udi.remark.text
    elif udi.is_whole:
        doubt = "Code-barres entier : la suite est l’IUD-IP.".replace(" :", f"{NBSP}:")
    return Reading(udi.di, doubt)


def read_four_digits(value: Value) -> Reading:
    """The number of a notified body: « 0459 », « CE 0459 », « GMED (0459) »."""
    return _only_digits(value, 4, r"(?:ce\s*)?(\d{4})")


def read_five_digits(value: Value) -> Reading:
    """A GMDN code."""
    return _only_digits(value, 5, r"(?:gmdn\s*:?\s*)?(\d{5})")


def _only_digits(value: Value, size: int, form: str) -> Reading:
    number = _digits(value)
    if number is not None and len(number) != size:
        return Reading(doubt=_LOST_ZERO if len(number) < size else "Trop de chiffres.")
    read = read_code(value if number is None else number)
    if read.value is None:
        return read
    whole = re.fullmatch(form, tight(read.value))
    if whole:
        return Reading(whole[1])
    inside = re.findall(rf"(?<!\d)\d{{{size}}}(?!\d)", read.value)
    if len(inside) == 1:
        return Reading(inside[0], doubt="Le reste du texte n’a pas de place ici.")
    if re.fullmatch(r"\d+", read.value.strip()):
        return Reading(doubt=_LOST_ZERO)
    return Reading(doubt=f"Pas de nombre de {size}{NBSP}chiffres.")


def read_srn(value: Value) -> Reading:
    """A registration number: letters in capitals, no space."""
    return _capitals(value)


def read_emdn(value: Value) -> Reading:
    """An EMDN code."""
    return _capitals(value)


def _capitals(value: Value) -> Reading:
    read = read_code(value)
    if not isinstance(read.value, str):
        return read
    code = re.sub(r"\s", "", read.value).upper()
    return Reading(code, read.doubt) if re.fullmatch(r"[A-Z0-9-]{1,25}", code) else read


def _digits(value: Value) -> str | None:
    """The digits of a number cell, None for other cells."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(int(value)) if value == int(value) else repr(value)

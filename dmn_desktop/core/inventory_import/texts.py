"""Free texts and lists of names: kept as written, but for what a spreadsheet has broken."""

from __future__ import annotations

import re
from datetime import date

from dmn_desktop.core.inventory_import.knowledge import tight, undecided
from dmn_desktop.core.inventory_import.reading import NOTHING, Reading
from dmn_desktop.core.inventory_import.source import Value, written
from dmn_desktop.core.inventory_import.words import HESITANT, pieces
from dmn_desktop.core.text import NBSP, TEXT_LIMIT, clean

_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e[+-]?\d{1,3}", re.IGNORECASE)
_HASHES = re.compile(r"#{3,}")
_PHONE = re.compile(r"[1-9](?:[ .]?\d{2}){4}")
_NAME_VERSION = re.compile(
    r"^(?P<name>.*?\w.*?)[\s,(–-]+(?:(?:v|ver|vers|version)\.?\s?(?P<marked>\d[\w.-]*)"
    r"|(?P<bare>\d+\.\d+(?:\.\d+)*))\)?$",
    re.IGNORECASE,
)

LONGEST_SIGN = 30
"""A longer text says more than that nothing is known."""

EATEN = "Nombre abîmé par le tableur : retrouver le texte d’origine.".replace(" :", f"{NBSP}:")


def broken(text: str) -> str:
    """Why a text is only what a spreadsheet left of another one; empty when it is not."""
    compact = text.strip()
    if _SCIENTIFIC.fullmatch(compact):
        return EATEN
    if _HASHES.fullmatch(compact):
        return "La cellule n’est pas lisible dans le fichier."
    return ""


def read_text(value: Value) -> Reading:
    """A free text."""
    if value is None:
        return NOTHING
    text = written(value)
    if isinstance(value, float | int) and abs(value) >= 1e15:
        return Reading(doubt=EATEN)
    if reason := broken(text):
        return Reading(doubt=reason)
    if len(text) <= LONGEST_SIGN and tight(text) in undecided():
        return Reading(doubt=HESITANT)
    return _kept(text)


def _kept(text: str) -> Reading:
    kept = clean(text, limit=len(text) + 1)
    if len(kept) > TEXT_LIMIT:
        return Reading(kept[:TEXT_LIMIT], doubt=f"Texte coupé à 20{NBSP}000 caractères.")
    if len(kept) < len(text.replace("\r\n", "\n")) and any(
        ord(c) < 32 for c in text if c not in "\n\r\t"
    ):
        return Reading(kept, doubt="Des caractères invisibles ont été retirés.")
    return Reading(kept)


def read_contact(value: Value) -> Reading:
    """A telephone number or an address; a number has lost its first zero."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Reading(doubt=EATEN)
    if isinstance(value, str) and _PHONE.fullmatch(value.strip()):
        return Reading(doubt="Numéro sans son premier chiffre.")
    return read_text(value)


def read_names(value: Value) -> Reading:
    """Several names: « Imagerie / Urgences », one on each line, behind commas."""
    whole = read_text(value)
    if whole.value is None:
        return whole
    return Reading(tuple(dict.fromkeys(pieces(whole.value))), whole.doubt)


def read_code(value: Value) -> Reading:
    """A reference (certificate, batch): a date in its place was made by a spreadsheet."""
    if isinstance(value, date):
        return Reading(doubt="Le tableur en a fait une date.")
    return read_text(value)


def split_version(name: str) -> tuple[str, str] | None:
    """« Ostalis Fracture v3.3.0 » in two; None when the version is not surely one."""
    found = _NAME_VERSION.match(name.strip())
    if found is None:
        return None
    return found["name"].rstrip(" ,-–("), found["marked"] or found["bare"]

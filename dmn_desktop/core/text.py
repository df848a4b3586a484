"""Text at the border: cleaning what comes in, folding for search, French formatting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

TEXT_LIMIT = 20_000
"""Characters kept of one field; a longer text is cut and the user is told."""

NBSP = "\u00a0"
DASH = "–"

_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
"""For the heads of columns and the axes of charts."""
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"


_LINE_END = "\r\n|[\r\u2028\u2029\x85]"
_UNCLEAN = re.compile(f"{_LINE_END}|\t|{_FORBIDDEN}")


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """Text that every station (file, xlsx, PDF) can carry unchanged.

    Control characters, lone surrogates and non-characters are removed, line ends become LF, and
    accents are composed (NFC), so that the same word is stored only one way.
    """
    if _UNCLEAN.search(text):
        text = re.sub(_LINE_END, "\n", text).replace("\t", " ")
        text = re.sub(_FORBIDDEN, "", text)
    return unicodedata.normalize("NFC", text)[:limit]


def fold(text: str) -> str:
    """Text compared without case, accents, ligatures or typographic variants."""
    if text.isascii():
        return text.lower()
    text = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    text = text.replace(NBSP, " ").replace("\u202f", " ")
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def matches(words: Iterable[str], folded: str) -> bool:
    """Whether every folded word stands somewhere in a folded text."""
    return all(word in folded for word in words)


def day(value: date | None) -> str:
    """« 03/02/2026 », empty when unknown."""
    return value.strftime("%d/%m/%Y") if value else ""


def long_day(value: date) -> str:
    """« 3 février 2026 », « 1er mars 2026 »."""
    number = "1er" if value.day == 1 else str(value.day)
    return f"{number} {_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """« 03/02/2026 à 10:42 » in the workstation's local time."""
    return value.astimezone().strftime("%d/%m/%Y à %H:%M")


def grouped(number: int) -> str:
    """« 1 234 », with no-break spaces."""
    return f"{number:,}".replace(",", NBSP)


def euros(cents: int) -> str:
    """« 1 234,50 € » with no-break spaces; whole amounts without decimals."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{grouped(whole)}{f',{rest:02d}' if rest else ''}{NBSP}€"


def parse_euros(text: str) -> int | None:
    """Cents of an amount typed the French way, None when it is not one.

    « 1 234,50 », « 1234.5 € », « 12 k€ » (thousands) are read; « 1.234 » is ambiguous and refused.
    """
    compact = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix("€").lower()
    factor = 100_000 if compact.endswith("k") else 100
    match = re.fullmatch(r"(-?)(\d{1,9})(?:[.,](\d{1,2}))?", compact.removesuffix("k"))
    if match is None:
        return None
    sign, whole, rest = match.groups()
    value = int(whole) * factor + int((rest or "").ljust(2, "0") or 0) * factor // 100
    return -value if sign else value


def parse_day(text: str) -> date | None:
    """A date typed « 3/2/2026 », « 03.02.26 » or « 2026-02-03 », None when it is not one."""
    text = text.strip()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, number = (int(group) for group in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})", text):
        number, month, year = (int(group) for group in match.groups())
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def uncapitalised(text: str) -> str:
    """The text with a small first letter, to go on a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """« 0 question », « 1 question », « 2 questions »: French plural starts at two."""
    return f"{number} {singular if abs(number) < 2 else plural or singular + 's'}"


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut at a word, ending with « … » when cut."""
    # Not `split()`, which takes no-break spaces away too.
    line = re.sub("[ \n]+", " ", text).strip(" ")
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:.") + "…"

"""Which of the old encodings of French workstations a text was written in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

USUAL = ("cp1252", "mac_roman", "cp850")
"""What they wrote before UTF-8; all of one byte a letter."""

_ENOUGH, _CLEARLY = 0.55, 0.25
"""From which plausibility a reading is French, and how far above the next it must be."""

_HABIT = 0.1
"""In favour of Windows, where nearly all of these files come from."""

_MOST = 50_000
"""Letters beyond ASCII that are looked at."""

_MOST_STRANGE = 2_000
"""Lines of another encoding that one file may hold."""

_SPOILT = re.compile(r"(?:Ã[\u0080-\u00bf‰€Šˆ¨©ª«®¯´»]|â€[™œ“”¦]|\ufffd)[^\s;,]{0,30}")
_BEYOND = re.compile(rb"[\x80-\xff]")
_SMALL = dict.fromkeys("éèêâîôûç", 1.0) | {"à": 1.0, "ï": 0.8, "ë": 0.7, "œ": 0.8}
_SMALL |= dict.fromkeys("äöü", 0.6) | {"ù": 0.9, "æ": 0.1}
_CAPITAL = dict.fromkeys("ÉÈÊÀÂÎÔÛ", 1.0) | {"Ç": 0.5, "Ï": 0.5, "Ë": 0.3, "Œ": 0.5, "Ù": 0.1}
_CAPITAL |= dict.fromkeys("ÄÖÜ", 0.2)
_FIRST_SMALL = {"é": 1.0, "œ": 0.8, "â": 0.5, "ç": 0.5, "ê": 0.4}
_FIRST_CAPITAL = {"É": 1.0, "Œ": 0.8, "Â": 0.4, "À": 0.3, "Ç": 0.3, "Ö": 0.3, "Ê": 0.2, "Î": 0.2}
"""At the start of a word whose other letters are small."""

_SELDOM = 0.1
_ENDS_A_WORD = "àù"
_FOREIGN_SIGN = -0.5


def likely(content: bytes) -> str:
    """The encoding in which a text is clearly French, empty when a person has to look.

    Args:
        content: The text, which is not UTF-8.
    """
    scored = sorted(
        (
            (plausibility(content, encoding) + _HABIT * (encoding == "cp1252"), encoding)
            for encoding in USUAL
            if _fits(content, encoding)
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < _ENOUGH:
        return ""
    clear = len(scored) < 2 or scored[0][0] - scored[1][0] >= _CLEARLY
    return scored[0][1] if clear else ""


def mixed(content: bytes) -> tuple[str, tuple[int, ...]] | None:
    """A text of which some lines are UTF-8 and others not, as when two files are joined.

    Returns:
        The text and the numbers of the lines that are not UTF-8; None when it is no such text, or
        when such a line can be read in two ways.
    """
    parts: list[str] = []
    strange: list[int] = []
    modern = False
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        if _fits(line, "utf-8"):
            modern = modern or not line.isascii()
            parts.append(line.decode("utf-8"))
            continue
        encoding = likely(line) if len(strange) < _MOST_STRANGE else ""
        if not encoding:
            return None
        strange.append(number)
        parts.append(line.decode(encoding))
    return ("".join(parts), tuple(strange)) if modern else None


def spoilt(text: str) -> str:
    """An example of accents lost on the way, as « SociÃ©tÃ© », empty when there is none."""
    found = _SPOILT.search(text)
    if found is None:
        return ""
    before = re.search(r"[^\W_]{0,30}$", text[max(0, found.start() - 30) : found.start()])
    return f"{before[0] if before else ''}{found[0]}"


def plausibility(content: bytes, encoding: str) -> float:
    """How French the letters beyond ASCII look in their words, 1 at most."""
    seen = _surroundings(content)
    total = sum(seen.values())
    return sum(n * _weight(part.decode(encoding)) for part, n in seen.items()) / max(total, 1)


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _surroundings(content: bytes) -> Counter[bytes]:
    """Each byte beyond ASCII between its neighbours, with how often it stands there."""
    padded = b" " + content + b" "
    found: Iterable[re.Match[bytes]] = _BEYOND.finditer(padded)
    return Counter(
        padded[one.start() - 1 : one.end() + 1] for _, one in zip(range(_MOST), found, strict=False)
    )


def _weight(part: str) -> float:
    """How well a letter or a sign stands between two others, in French."""
    before, letter, after = part[0], part[1], part[2]
    if letter in _SMALL:
        return _small(before, letter, after)
    if letter in _CAPITAL:
        return _capital(before, letter, after)
    return _sign(before, letter, after)


def _small(before: str, letter: str, after: str) -> float:
    if letter in _ENDS_A_WORD:
        return 0.0 if after.isalpha() else _SMALL[letter]
    if not before.isalpha():
        return _FIRST_SMALL.get(letter, _SELDOM) if after.isalpha() else 0.0
    return 0.3 if letter in "âô" and before in "aeiouy" else _SMALL[letter]


def _capital(before: str, letter: str, after: str) -> float:
    if before.isalpha():
        return _CAPITAL[letter] if before.isupper() and not after.islower() else -1.0
    if after.islower():
        return _FIRST_CAPITAL.get(letter, _SELDOM)
    return _CAPITAL[letter] if after.isalpha() or letter == "À" else -0.5


def _sign(before: str, sign: str, after: str) -> float:
    inside = before.isalpha() and after.isalpha()
    if sign in "’\u00a0":
        return 1.0 if inside == (sign == "’") else 0.4
    if sign in "°€²³µ":
        return 0.0 if after.isalpha() else 1.0
    if sign in "«“":
        return 0.0 if before.isalnum() else 0.8
    if sign in "»”…":
        return 0.0 if after.isalnum() else 0.4 if before == " " and sign == "…" else 0.8
    if sign in "–—•·±×§™®©½":
        return 0.3 if before.isalpha() or after.isalpha() else 0.8
    return _FOREIGN_SIGN
